extension Format {
  static let calls: [Format] = []
}
