/// Where the header fields of a message or part stand.
struct HeaderBlock {
  /// The value of each field's first occurrence.
  private var first: [Range<Int>?]
  /// Further occurrences, at most ``maxRepeated``.
  private(set) var repeated: [(field: HeaderField, value: Range<Int>)] = []
  /// Where the body begins.
  private(set) var body = 0
  private(set) var fieldCount = 0
  /// The body began without an empty line.
  private(set) var lacksEnd = false

  private static let maxRepeated = 64
  private static let names = HeaderField.allCases.count

  init() { first = Array(repeating: nil, count: HeaderBlock.names) }

  subscript(field: HeaderField) -> Range<Int>? { first[field.rawValue] }

  /// The value of a field's first occurrence as it stands, without white space around it.
  func value(_ field: HeaderField, in message: ByteView) -> ByteView? {
    first[field.rawValue].map { message[$0].trimmed() }
  }

  func has(_ field: HeaderField) -> Bool { first[field.rawValue] != nil }

  func isRepeated(_ field: HeaderField) -> Bool { repeated.contains { $0.field == field } }

  /// Reads the block at the start of a message (RFC 5322 2.2) or part (RFC 2045 3).
  ///
  /// It ends at an empty line, or, as mail programs have it, before a line that is no field.
  mutating func read(_ message: ByteView) {
    for i in 0..<first.count { first[i] = nil }
    repeated.removeAll(keepingCapacity: true)
    fieldCount = 0
    lacksEnd = false
    body = message.count
    var i = 0
    while i < message.count {
      let byte = message[i]
      if byte == 0x0A || byte == 0x0D {
        var k = i
        while message[k] == 0x0D { k += 1 }
        if message[k] == 0x0A || k >= message.count || k - i > 1 {
          body = min(message[k] == 0x0A ? k + 1 : k, message.count)
          return
        }
      }
      var colon = i
      while message[colon] > 0x20, message[colon] < 0x7F, message[colon] != 0x3A { colon += 1 }
      let end = colon
      while message[colon] == 0x20 || message[colon] == 0x09 { colon += 1 }
      guard message[colon] == 0x3A else {
        // A From_ line of another mailbox, quoted or not, that slipped in before the fields.
        let isLine = message.hasPrefix("From ", at: i) || message.hasPrefix(">From ", at: i)
        if isLine, fieldCount == 0 {
          i = message.lineEnd(from: i) + 1
          continue
        }
        lacksEnd = true
        body = i
        return
      }
      var lineEnd = message.lineEnd(from: colon)
      while message[lineEnd + 1] == 0x20 || message[lineEnd + 1] == 0x09 {
        lineEnd = message.lineEnd(from: lineEnd + 1)
      }
      fieldCount += 1
      if let field = HeaderField.named(message[i..<end]) {
        note(field, min(colon + 1, lineEnd)..<lineEnd)
      }
      i = lineEnd + 1
    }
  }

  private mutating func note(_ field: HeaderField, _ value: Range<Int>) {
    if first[field.rawValue] == nil {
      first[field.rawValue] = value
    } else if field != .received, repeated.count < HeaderBlock.maxRepeated {
      repeated.append((field, value))
    }
  }
}
