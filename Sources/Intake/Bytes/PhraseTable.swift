/// Phrases in lower case that a text may begin with, found by their first two bytes, so that a text
/// which begins otherwise costs one look.
final class PhraseTable: @unchecked Sendable {
  /// By their first byte.
  private let phrases: [[StaticString]]
  /// For each first byte the second ones, a bit for each class of them; never written again.
  private let seconds: UnsafeMutablePointer<UInt32>
  /// The first bytes in lower case, each as a block of it.
  private let firsts: [ByteBlock]

  /// - Parameter phrases: each of at least two bytes.
  init(_ phrases: [StaticString]) {
    var byFirst = [[StaticString]](repeating: [], count: 256)
    seconds = .allocate(capacity: 256)
    seconds.initialize(repeating: 0, count: 256)
    for text in phrases {
      let first = text.utf8Start[0]
      byFirst[Int(first)].append(text)
      let second: UInt32 = 1 << PhraseTable.class(text.utf8Start[1])
      seconds[Int(first)] |= second
      if first.isLetter { seconds[Int(first ^ 0x20)] |= second }
    }
    self.phrases = byFirst
    firsts = byFirst.indices.filter { !byFirst[$0].isEmpty }.map { .all(UInt8($0)) }
  }

  deinit { seconds.deallocate() }

  /// 0 to 25 for a letter, and six classes of other bytes.
  private static func `class`(_ byte: UInt8) -> UInt32 {
    let letter = (byte | 0x20) &- 0x61
    if letter < 26 { return UInt32(letter) }
    return byte >= 0x80 ? 26 : 27 + UInt32(byte & 3)
  }

  /// Whether one of the words of a text begins a phrase; all phrases begin with a letter.
  func stands(in text: ByteView) -> Bool {
    if text[0].isLetter, begins(text) { return true }
    var i = 1
    while i + 16 <= text.count {
      let here = text.block(at: i) | .all(0x20)
      var hits = ByteBlock()
      for first in firsts { hits |= here.marks(first) }
      // A letter is less than 26 places behind `a`.
      let place = (text.block(at: i - 1) | .all(0x20)) &- .all(0x61)
      let letters = ((place | (place &+ .all(6))) & .all(0xE0)).marks(0)
      let found = (hits & ~letters).halves
      for half in 0..<2 {
        var rest = found[half] & 0x0101_0101_0101_0101
        while rest != 0 {
          if begins(text, at: i + 8 * half + rest.trailingZeroBitCount / 8) { return true }
          rest &= rest - 1
        }
      }
      i += 16
    }
    while i < text.count {
      if text[i].isLetter, !text[i - 1].isLetter, begins(text, at: i) { return true }
      i += 1
    }
    return false
  }

  /// Whether a phrase may have the first two bytes that stand there.
  @inline(__always)
  func mayBegin(_ text: ByteView, at i: Int = 0) -> Bool {
    let mask = seconds[Int(text[i])]
    return mask != 0 && mask & 1 << PhraseTable.class(text[i + 1]) != 0
  }

  @inline(__always)
  func begins(_ text: ByteView, at i: Int = 0) -> Bool {
    mayBegin(text, at: i) && stands(text, at: i)
  }

  private func stands(_ text: ByteView, at i: Int) -> Bool {
    phrases[Int(text[i].lowercasedASCII)].contains { text.hasPrefixAnyCase($0, at: i) }
  }
}
