/// Phrases in lower case that a text may begin with, found by their first two bytes, so that a text
/// which begins otherwise costs one look.
final class PhraseTable: Sendable {
  private let phrases: [StaticString]
  /// By the first two bytes, the second one the lower.
  private let pairs: [Bool]

  /// - Parameter phrases: each of at least two bytes.
  init(_ phrases: [StaticString]) {
    self.phrases = phrases
    var pairs = [Bool](repeating: false, count: 1 << 16)
    for text in phrases { pairs[Int(text.utf8Start[0]) << 8 | Int(text.utf8Start[1])] = true }
    self.pairs = pairs
  }

  /// Whether a phrase has the first two bytes that stand there.
  func mayBegin(_ text: ByteView, at i: Int = 0) -> Bool {
    pairs[Int(text[i].lowercasedASCII) << 8 | Int(text[i + 1].lowercasedASCII)]
  }

  func begins(_ text: ByteView, at i: Int = 0) -> Bool {
    mayBegin(text, at: i) && phrases.contains { text.hasPrefixAnyCase($0, at: i) }
  }
}
