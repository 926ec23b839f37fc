/// Phrases in lower case that a text may begin with, found by their first two bytes, so that a text
/// which begins otherwise costs one look.
final class PhraseTable: Sendable {
  private let phrases: [StaticString]
  /// By the first two bytes, the second one the lower.
  private let pairs: [Bool]
  /// The letters that a phrase begins with, `a` the lowest bit.
  private let letters: UInt32

  /// - Parameter phrases: each of at least two bytes.
  init(_ phrases: [StaticString]) {
    self.phrases = phrases
    var pairs = [Bool](repeating: false, count: 1 << 16)
    for text in phrases { pairs[Int(text.utf8Start[0]) << 8 | Int(text.utf8Start[1])] = true }
    self.pairs = pairs
    letters = phrases.reduce(0) {
      $1.utf8Start[0].isLetter ? $0 | 1 << UInt32($1.utf8Start[0] - 0x61) : $0
    }
  }

  /// Whether one of the words of a text begins a phrase; all phrases begin with a letter.
  func stands(in text: ByteView) -> Bool {
    let letters = letters
    var isWord = false
    for i in 0..<text.count {
      let begins = !isWord
      let letter = (text.base[i] | 0x20) &- 0x61
      isWord = letter < 26
      if begins, isWord, letters & 1 << UInt32(letter) != 0, self.begins(text, at: i) {
        return true
      }
    }
    return false
  }

  /// Whether a phrase has the first two bytes that stand there.
  func mayBegin(_ text: ByteView, at i: Int = 0) -> Bool {
    pairs[Int(text[i].lowercasedASCII) << 8 | Int(text[i + 1].lowercasedASCII)]
  }

  func begins(_ text: ByteView, at i: Int = 0) -> Bool {
    mayBegin(text, at: i) && phrases.contains { text.hasPrefixAnyCase($0, at: i) }
  }
}
