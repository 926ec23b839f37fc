import Records

/// The forms that nearly all addresses have: `Jo Doe <jo@acme.example>`, the name perhaps in
/// quotes, and `jo@acme.example`, all in ASCII without anything that needs a second look.
extension AddressList {
  /// The mailboxes of a list, as ranges of it; nil where one of them has another form.
  static func plainMailboxes(_ text: ByteView) -> [(name: Range<Int>, address: Range<Int>)]? {
    var found: [(name: Range<Int>, address: Range<Int>)] = []
    var i = 0
    while true {
      while text[i] == 0x20 || text[i] == 0x09 { i += 1 }
      if i >= text.count { return found }
      let start = i
      var nameEnd = i
      if text[i] == 0x22 {
        i += 1
        while isPlain(text[i]) || text[i] == 0x2C { i += 1 }
        guard text[i] == 0x22, i - start <= maxPlainName else { return nil }
        i += 1
        nameEnd = i
        while text[i] == 0x20 { i += 1 }
        guard text[i] == 0x3C else { return nil }
      } else {
        while isPlain(text[i]) { i += 1 }
        nameEnd = i
        guard i - start <= maxPlainName else { return nil }
      }
      var address: Range<Int>
      if text[i] == 0x3C {
        let low = i + 1
        guard let end = addressEnd(text, low), text[end] == 0x3E else { return nil }
        address = low..<end
        i = end + 1
        while text[i] == 0x20 { i += 1 }
      } else {
        guard nameEnd == i, let end = addressEnd(text, start) else { return nil }
        address = start..<end
        nameEnd = start
        i = end
      }
      found.append((start..<nameEnd, address))
      if i >= text.count { return found }
      guard text[i] == 0x2C else { return nil }
      i += 1
    }
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
      } else if !isPlain(byte) || byte == 0x20 {
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

  private static func bits(_ from: UInt8, without: StaticString) -> UInt64 {
    var bits: UInt64 = 0
    for byte in from..<from + 64 where byte >= 0x20 && byte != 0x7F {
      bits |= 1 << UInt64(byte - from)
    }
    for i in 0..<without.utf8CodeUnitCount where without.utf8Start[i] & 0x40 == from {
      bits &= ~(1 << UInt64(without.utf8Start[i] - from))
    }
    return bits
  }

  private static let special: StaticString = "\"(),:;<=>@[\\]'"
  private static let plainLow = bits(0, without: special)
  private static let plainHigh = bits(0x40, without: special)
}
