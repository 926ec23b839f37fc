/// Header text as people mean it: encoded words (RFC 2047) decoded, wherever they stand.
///
/// Standing inside quotes, holding blanks, or a character split between two of them are against
/// the RFC and common.
struct EncodedWords {
  let charsets: Charsets

  /// Appends decoded UTF-8.
  ///
  /// Raw 8-bit text is UTF-8 or else windows-1252. White space between two encoded words vanishes.
  func decode(_ text: ByteView, to out: inout [UInt8]) {
    guard text.find("=?") != nil else {
      UTF8Text.appendGuessed(text, to: &out)
      return
    }
    // Bytes of adjacent words in one charset, converted together.
    var pending: [UInt8] = []
    var charset = ByteView.empty
    func flush(_ out: inout [UInt8]) {
      guard !pending.isEmpty else { return }
      pending.withView { charsets.append($0, charset: charset, to: &out) }
      pending.removeAll(keepingCapacity: true)
    }
    var i = 0
    var afterWord = false
    while i < text.count {
      let next = text.find("=?", from: i) ?? text.count
      let gap = text[i..<next]
      if !(afterWord && gap.trimmed().isEmpty && next < text.count) {
        flush(&out)
        UTF8Text.appendGuessed(gap, to: &out)
        afterWord = false
      }
      i = next
      guard i < text.count else { break }
      guard let word = EncodedWords.word(text, at: i) else {
        flush(&out)
        // The gap that was held back between a word and what is none.
        if afterWord { out.append(gap) }
        out.append(0x3D)
        i += 1
        afterWord = false
        continue
      }
      if !word.charset.equals(charset) {
        flush(&out)
        charset = word.charset
      }
      if word.isBase64 {
        TransferDecoding.base64(word.content, to: &pending)
      } else {
        TransferDecoding.q(word.content, to: &pending)
      }
      afterWord = true
      i = word.end
    }
    flush(&out)
  }

  struct Word {
    var charset: ByteView
    var isBase64: Bool
    var content: ByteView
    var end: Int
  }

  /// The longest that is taken as one word; the RFC allows 75.
  private static let longest = 4096

  /// The encoded word that begins at `start`, where `=?` stands.
  static func word(_ text: ByteView, at start: Int) -> Word? {
    let bound = text.upTo(start + longest)
    guard let second = bound.find(0x3F, from: start + 2), second - start < 64, second > start + 2
    else { return nil }
    let encoding = text[second + 1] | 0x20
    guard encoding == 0x62 || encoding == 0x71, text[second + 2] == 0x3F,
      let close = bound.find("?=", from: second + 3)
    else { return nil }
    return Word(
      charset: text[start + 2..<second], isBase64: encoding == 0x62,
      content: text[second + 3..<close], end: close + 2)
  }
}
