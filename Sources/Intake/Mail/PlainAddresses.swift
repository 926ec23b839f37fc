/// The forms that nearly all addresses have: `Jo Doe <jo@acme.example>`, the name perhaps in
/// quotes or one encoded word, and `jo@acme.example`, all in ASCII without anything that needs a second look.
extension AddressList {
  /// Appends the mailboxes of a list, which are slices of it.
  /// - Returns: false where one of them has another form; then those before it were appended.
  func readPlain(_ text: ByteView, to mailboxes: inout [MailboxView]) -> Bool {
    var i = 0
    while true {
      while text[i] == 0x20 || text[i] == 0x09 { i += 1 }
      if i >= text.count { return true }
      let start = i
      var name: ByteView
      if text[i] == 0x22 {
        i += 1
        while AddressList.isPlain(text[i]) || text[i] == 0x2C { i += 1 }
        guard text[i] == 0x22, i - start <= AddressList.maxPlainName else { return false }
        name = text[start + 1..<i].trimmed()
        i += 1
        while text[i] == 0x20 { i += 1 }
        guard text[i] == 0x3C else { return false }
      } else if text[i] == 0x3D {
        guard let end = AddressList.wordsEnd(text, i), text[end] == 0x3C else { return false }
        name = decoded(text[i..<end])
        i = end
      } else {
        while AddressList.isPlain(text[i]) { i += 1 }
        guard i - start <= AddressList.maxPlainName else { return false }
        name = text[start..<i].trimmed()
      }
      let address: ByteView
      if text[i] == 0x3C {
        let low = i + 1
        guard let end = AddressList.addressEnd(text, low), text[end] == 0x3E else { return false }
        address = text[low..<end]
        i = end + 1
        while text[i] == 0x20 { i += 1 }
      } else {
        guard let end = AddressList.addressEnd(text, start) else { return false }
        address = text[start..<end]
        name = .empty
        i = end
      }
      mailboxes.append(MailboxView(name: name, address: address))
      if i >= text.count { return true }
      guard text[i] == 0x2C else { return false }
      i += 1
    }
  }

  /// The place behind encoded words with nothing but blanks between and behind them.
  private static func wordsEnd(_ text: ByteView, _ start: Int) -> Int? {
    var i = start
    while text[i] == 0x3D {
      guard text[i + 1] == 0x3F, let word = EncodedWords.word(text, at: i) else { return nil }
      i = word.end
      while text[i] == 0x20 { i += 1 }
    }
    return i
  }

  private static let maxPlainName = 200
  private static let maxPlainAddress = 200

  /// The end of an address with one `@`, neither at its start nor at its end.
  private static func addressEnd(_ text: ByteView, _ start: Int) -> Int? {
    var at: Int?
    var i = start
    while true {
      let byte = text[i]
      if byte == 0x40 {
        guard at == nil, i > start else { return nil }
        at = i
      } else if !AddressList.isPlain(byte) || byte == 0x20 {
        break
      }
      i += 1
    }
    guard let at, i > at + 1, i - start <= maxPlainAddress else { return nil }
    return i
  }

  /// Visible ASCII or a blank, but none of `"(),:;<=>@[\]` and no single quote.
  private static func isPlain(_ byte: UInt8) -> Bool {
    byte < 0x40
      ? plainLow & (1 << UInt64(byte)) != 0
      : byte < 0x7F && plainHigh & (1 << UInt64(byte - 0x40)) != 0
  }

  /// A bit for each plain byte below 0x40, and for each from there on.
  private static var plainLow: UInt64 { 0x83FF_EC7B_0000_0000 }
  private static var plainHigh: UInt64 { 0x7FFF_FFFF_C7FF_FFFE }
}
