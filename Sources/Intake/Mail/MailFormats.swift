extension Format {
  static let mail: [Format] = []
}
