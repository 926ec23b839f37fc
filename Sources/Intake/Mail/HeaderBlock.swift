/// Where the header fields of a message or part stand.
///
/// Kept from message to message, so that nothing is allocated for one.
final class HeaderBlock {
  /// The value of each field's first occurrence.
  private let first: UnsafeMutablePointer<Range<Int>>
  private let fields = HeaderField.table
  /// A bit for each field that is there.
  @exclusivity(unchecked) private var present: UInt64 = 0
  /// Further occurrences, at most ``maxRepeated``.
  @exclusivity(unchecked) private(set) var repeated: [(field: HeaderField, value: Range<Int>)] = []
  /// Where the body begins.
  private(set) var body = 0
  private(set) var fieldCount = 0

  private static let maxRepeated = 64
  private static let names = HeaderField.allCases.count

  init() {
    first = .allocate(capacity: HeaderBlock.names)
    first.initialize(repeating: 0..<0, count: HeaderBlock.names)
  }

  deinit { first.deallocate() }

  subscript(field: HeaderField) -> Range<Int>? { has(field) ? first[field.rawValue] : nil }

  /// The value of a field's first occurrence as it stands, without white space around it.
  func value(_ field: HeaderField, in message: ByteView) -> ByteView? {
    self[field].map { message[$0].trimmed() }
  }

  func has(_ field: HeaderField) -> Bool { present & 1 << UInt64(field.rawValue) != 0 }

  /// Fields as bits, to ask for many at once.
  static func mask(_ fields: [HeaderField]) -> UInt64 {
    fields.reduce(0) { $0 | 1 << UInt64($1.rawValue) }
  }

  func hasAny(of mask: UInt64) -> Bool { present & mask != 0 }

  func isRepeated(_ field: HeaderField) -> Bool { repeated.contains { $0.field == field } }

  /// Reads the block at the start of a message (RFC 5322 2.2) or part (RFC 2045 3).
  ///
  /// It ends at an empty line, or, as mail programs have it, before a line that is no field.
  func read(_ message: ByteView) {
    present = 0
    if !repeated.isEmpty { repeated.removeAll(keepingCapacity: true) }
    let (bytes, count) = (message.base, message.count)
    var fieldCount = 0
    var i = message.hasPrefix("\u{FEFF}") ? 3 : 0
    defer { self.fieldCount = fieldCount }
    while i < count {
      let byte = bytes[i]
      if byte == 0x0A || byte == 0x0D {
        var k = i
        while message[k] == 0x0D { k += 1 }
        if message[k] == 0x0A || k >= count || k - i > 1 {
          body = min(message[k] == 0x0A ? k + 1 : k, count)
          return
        }
      }
      var colon = i
      while colon < count, bytes[colon] &- 0x21 < 0x5E, bytes[colon] != 0x3A { colon += 1 }
      let end = colon
      while message[colon] == 0x20 || message[colon] == 0x09 { colon += 1 }
      guard message[colon] == 0x3A else {
        // A From_ line of another mailbox, quoted or not, that slipped in before the fields.
        let isLine = message.hasPrefix("From ", at: i) || message.hasPrefix(">From ", at: i)
        if isLine, fieldCount == 0 {
          i = message.lineEnd(from: i) + 1
          continue
        }
        body = i
        return
      }
      var lineEnd = message.lineEnd(from: colon)
      while message[lineEnd + 1] == 0x20 || message[lineEnd + 1] == 0x09 {
        lineEnd = message.lineEnd(from: lineEnd + 1)
      }
      fieldCount += 1
      if let field = fields.field(message[i..<end]) {
        note(field, min(colon + 1, lineEnd)..<lineEnd)
      }
      i = lineEnd + 1
    }
    body = count
  }

  private func note(_ field: HeaderField, _ value: Range<Int>) {
    if !has(field) {
      present |= 1 << UInt64(field.rawValue)
      first[field.rawValue] = value
    } else if field != .received, repeated.count < HeaderBlock.maxRepeated {
      repeated.append((field, value))
    }
  }
}
