/// Phrases in lower case that a text may begin with, found by their first two bytes, so that a text
/// which begins otherwise costs one look.
final class PhraseTable: Sendable {
  /// By their first byte.
  private let phrases: [[StaticString]]
  /// For each first byte the second ones, a bit for each class of them.
  private let seconds: [UInt32]

  /// - Parameter phrases: each of at least two bytes.
  init(_ phrases: [StaticString]) {
    var byFirst = [[StaticString]](repeating: [], count: 256)
    var seconds = [UInt32](repeating: 0, count: 256)
    for text in phrases {
      let first = text.utf8Start[0]
      byFirst[Int(first)].append(text)
      let second: UInt32 = 1 << PhraseTable.class(text.utf8Start[1])
      seconds[Int(first)] |= second
      if first.isLetter { seconds[Int(first ^ 0x20)] |= second }
    }
    self.phrases = byFirst
    self.seconds = seconds
  }

  /// 0 to 25 for a letter, and six classes of other bytes.
  private static func `class`(_ byte: UInt8) -> UInt32 {
    let letter = (byte | 0x20) &- 0x61
    if letter < 26 { return UInt32(letter) }
    return byte >= 0x80 ? 26 : 27 + UInt32(byte & 3)
  }

  /// Whether one of the words of a text begins a phrase; all phrases begin with a letter.
  func stands(in text: ByteView) -> Bool {
    let (bytes, count) = (text.base, text.count)
    return seconds.withUnsafeBufferPointer { seconds in
      var isWord = false
      var i = 0
      while i < count {
        let byte = bytes[i]
        let begins = !isWord
        isWord = (byte | 0x20) &- 0x61 < 26
        if begins, isWord, seconds[Int(byte)] != 0,
          seconds[Int(byte)] & 1 << PhraseTable.class(text[i + 1]) != 0, self.begins(text, at: i)
        {
          return true
        }
        i += 1
      }
      return false
    }
  }

  /// Whether a phrase may have the first two bytes that stand there.
  func mayBegin(_ text: ByteView, at i: Int = 0) -> Bool {
    let mask = seconds[Int(text[i])]
    return mask != 0 && mask & 1 << PhraseTable.class(text[i + 1]) != 0
  }

  func begins(_ text: ByteView, at i: Int = 0) -> Bool {
    mayBegin(text, at: i)
      && phrases[Int(text[i].lowercasedASCII)].contains { text.hasPrefixAnyCase($0, at: i) }
  }
}
