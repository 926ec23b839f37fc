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
    var open: Int?
    for i in 0..<text.count {
      if text[i] == 0x3C {
        open = i
      } else if text[i] == 0x3E, let start = open {
        open = nil
        guard let id = clean(text[start + 1..<i]) else { continue }
        guard ids.count < maxCount, total + id.utf8.count <= maxBytes else { return (ids, true) }
        total += id.utf8.count
        if id.utf8.count > maxLength { isCut = true } else { ids.append(id) }
      }
    }
    return (ids, isCut)
  }

  /// Without white space, control characters and brackets; nil where nothing is left.
  static func clean(_ text: ByteView) -> String? {
    let bytes = text.buffer.filter { $0 > 0x20 && $0 != 0x7F && $0 != 0x3C && $0 != 0x3E }
    return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
  }
}
