/// What the figures mean, in half a page; the same in every rendering.
enum Method {
  static let paragraphs: [Phrase] = [
    .methodContact, .methodWaits, .methodIntervals, .methodSigns, .methodTarget,
  ]
}
