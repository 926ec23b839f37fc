extension Format {
  static let helpdesks: [Format] = []
}
