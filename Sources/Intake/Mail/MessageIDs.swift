/// Message-IDs (RFC 5322 3.6.4) as they stand in Message-ID, In-Reply-To and References.
enum MessageIDs {
  /// Of a longer list the rest is left out.
  static let maxCount = 200
  /// No line of a header may be longer, so no id is (RFC 5322 2.1.1).
  static let maxLength = 998
  /// All ids of a list together; a record must fit in a line of 1 MiB.
  private static let maxBytes = 64 << 10

  /// Every `<…>`, without the brackets and without white space.
  static func all(_ text: ByteView) -> (ids: [String], isCut: Bool) {
    var ids: [String] = []
    var isCut = false
    var total = 0
    var i = 0
    while let close = text.find(0x3E, from: i) {
      defer { i = close + 1 }
      // Of several opening brackets the last counts.
      guard let open = text[i..<close].findLast(0x3C), let id = clean(text[i + open + 1..<close])
      else { continue }
      guard ids.count < maxCount, total + id.utf8.count <= maxBytes else { return (ids, true) }
      total += id.utf8.count
      if id.utf8.count > maxLength { isCut = true } else { ids.append(id) }
    }
    return (ids, isCut)
  }

  /// Without white space, control characters and brackets; nil where nothing is left.
  static func clean(_ text: ByteView) -> String? {
    let isKept = { (byte: UInt8) in byte > 0x20 && byte != 0x7F && byte != 0x3C && byte != 0x3E }
    // Nearly always all of it.
    if !text.isEmpty, text.buffer.allSatisfy(isKept) { return text.string }
    let bytes = text.buffer.filter(isKept)
    return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
  }
}
