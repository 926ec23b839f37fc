/// Message-IDs (RFC 5322 3.6.4) as they stand in Message-ID, In-Reply-To and References.
enum MessageIDs {
  /// Of a longer list the rest is left out.
  static let maxCount = 200
  /// No line of a header may be longer, so no id is (RFC 5322 2.1.1).
  static let maxLength = 998
  /// All ids of a list together; a record must fit in a line of 1 MiB.
  private static let maxBytes = 64 << 10

  /// Appends every `<…>`, without the brackets and without white space, up to `most` of them.
  /// - Returns: whether one was left out for its length, or some for their number.
  static func read(
    _ text: ByteView, _ arena: ByteArena, to ids: inout [ByteView], most: Int = .max
  ) -> Bool {
    var isCut = false
    var total = 0
    var i = 0
    while ids.count < most, let close = text.find(0x3E, from: i) {
      let inner = text[i..<close]
      i = close + 1
      // Of several opening brackets the last counts.
      guard let open = inner.findLast(0x3C), let id = clean(inner.from(open + 1), arena) else {
        continue
      }
      guard ids.count < maxCount, total + id.count <= maxBytes else { return true }
      total += id.count
      if id.count > maxLength { isCut = true } else { ids.append(id) }
    }
    return isCut
  }

  /// Without white space, control characters and brackets, in UTF-8; nil where nothing is left.
  static func clean(_ text: ByteView, _ arena: ByteArena) -> ByteView? {
    // Nearly always all of it.
    if isClean(text) { return text.isEmpty ? nil : text }
    let kept = arena.utf8(arena.filtered(text, isKept))
    return kept.isEmpty ? nil : kept
  }

  /// Whether all of it is kept and ASCII.
  private static func isClean(_ text: ByteView) -> Bool {
    var i = 0
    var bad = ByteBlock()
    while i + 16 <= text.count {
      let block = text.block(at: i)
      bad |= block & .all(0x80)
      bad |= block.controls | block.marks(0x20) | block.marks(0x7F)
      bad |= block.marks(0x3C) | block.marks(0x3E)
      i += 16
    }
    guard bad.isZero else { return false }
    while i < text.count {
      guard isKept(text.base[i]), text.base[i] < 0x80 else { return false }
      i += 1
    }
    return true
  }

  private static func isKept(_ byte: UInt8) -> Bool {
    byte > 0x20 && byte != 0x7F && byte != 0x3C && byte != 0x3E
  }

  /// As ``clean(_:_:)``, for what is read only now and then.
  static func clean(_ text: ByteView) -> String? {
    let arena = ByteArena()
    return withExtendedLifetime(arena) { clean(text, arena)?.string }
  }
}
