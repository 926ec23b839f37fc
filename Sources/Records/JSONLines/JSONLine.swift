/// Writes one JSON object as one line, keys in the order in which they are added.
///
/// The text is UTF-8. What is absent is left out. Besides what RFC 8259 demands, DEL, the C1
/// controls and the characters that some programs take for line ends (U+2028, U+2029) are escaped,
/// so that one object is one line to everybody and moves no terminal's cursor.
public struct JSONLine {
  /// The bytes so far; a line end closes them after ``end()``.
  public private(set) var bytes: [UInt8] = []
  private var needsComma = false

  public init() {}

  /// Starts a new line, keeping the memory of the last one.
  public mutating func begin() {
    bytes.removeAll(keepingCapacity: true)
    bytes.append(0x7B)
    needsComma = false
  }

  /// Closes the object and the line.
  public mutating func end() {
    bytes.append(0x7D)
    bytes.append(0x0A)
  }

  public mutating func key(_ key: StaticString) {
    comma()
    bytes.append(0x22)
    key.withUTF8Buffer { bytes.append(contentsOf: $0) }
    bytes.append(0x22)
    bytes.append(0x3A)
    needsComma = false
  }

  /// A key that is data, such as a reason in the books.
  public mutating func key(data key: String) {
    comma()
    string(key)
    bytes.append(0x3A)
    needsComma = false
  }

  public mutating func add(_ key: StaticString, _ value: String?) {
    guard let value else { return }
    self.key(key)
    add(value)
  }

  public mutating func add(_ key: StaticString, _ value: Int?) {
    guard let value else { return }
    self.key(key)
    add(value)
  }

  public mutating func add(_ key: StaticString, _ value: Bool?) {
    guard let value else { return }
    self.key(key)
    add(value)
  }

  public mutating func add(_ key: StaticString, _ value: Timestamp?) {
    guard let value else { return }
    self.key(key)
    add(value)
  }

  /// A list of strings; an empty one is left out.
  public mutating func add(_ key: StaticString, _ values: [String]) {
    guard !values.isEmpty else { return }
    self.key(key)
    array { line in
      for value in values { line.add(value) }
    }
  }

  public mutating func add(_ value: String) {
    comma()
    string(value)
    needsComma = true
  }

  public mutating func add(_ value: Int) {
    comma()
    integer(value)
    needsComma = true
  }

  public mutating func add(_ value: Bool) {
    comma()
    for byte in value ? "true".utf8 : "false".utf8 { bytes.append(byte) }
    needsComma = true
  }

  public mutating func add(_ value: Timestamp) {
    comma()
    bytes.append(0x22)
    value.write(to: &bytes)
    bytes.append(0x22)
    needsComma = true
  }

  /// A number with a fraction, written as the shortest text that reads back the same.
  ///
  /// JSON has no infinity and no NaN: those are a defect of the caller.
  public mutating func add(_ value: Double) {
    precondition(value.isFinite, "JSON has no number for \(value)")
    comma()
    bytes.append(contentsOf: "\(value)".utf8)
    needsComma = true
  }

  public mutating func object(_ body: (inout JSONLine) -> Void) {
    comma()
    bytes.append(0x7B)
    needsComma = false
    body(&self)
    bytes.append(0x7D)
    needsComma = true
  }

  public mutating func array(_ body: (inout JSONLine) -> Void) {
    comma()
    bytes.append(0x5B)
    needsComma = false
    body(&self)
    bytes.append(0x5D)
    needsComma = true
  }

  private mutating func comma() {
    if needsComma { bytes.append(0x2C) }
    needsComma = true
  }

  private mutating func integer(_ value: Int) {
    if value < 0 { bytes.append(0x2D) }
    let magnitude = value.magnitude
    var place: UInt = 1
    while magnitude / place >= 10 { place *= 10 }
    while place > 0 {
      bytes.append(0x30 + UInt8(magnitude / place % 10))
      place /= 10
    }
  }

  private mutating func string(_ value: String) {
    if value.utf8.withContiguousStorageIfAvailable({ string(utf8: $0) }) == nil {
      Array(value.utf8).withUnsafeBufferPointer { string(utf8: $0) }
    }
  }

  /// Adds a string from bytes that are valid UTF-8.
  public mutating func add(utf8 text: UnsafeBufferPointer<UInt8>) {
    comma()
    string(utf8: text)
    needsComma = true
  }

  private mutating func string(utf8 text: UnsafeBufferPointer<UInt8>) {
    bytes.append(0x22)
    var clean = 0
    var i = JSONLine.plainEnd(text, from: 0)
    while i < text.count {
      var width = 1
      switch text[i] {
      // C1 controls, which a terminal obeys.
      case 0xC2 where i + 1 < text.count && (0x80...0x9F).contains(text[i + 1]): width = 2
      case 0xE2
      where i + 2 < text.count && text[i + 1] == 0x80
        && (text[i + 2] == 0xA8 || text[i + 2] == 0xA9):
        width = 3
      case 0x80...:
        i = JSONLine.plainEnd(text, from: i + 1)
        continue
      default: break
      }
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[clean..<i]))
      escape(text[i + width - 1], width)
      clean = i + width
      i = JSONLine.plainEnd(text, from: clean)
    }
    bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[clean...]))
    bytes.append(0x22)
  }

  /// Writes the escape of a character by the last byte and the length of its UTF-8.
  private mutating func escape(_ last: UInt8, _ width: Int) {
    bytes.append(0x5C)
    switch (last, width) {
    case (0x22, 1), (0x5C, 1): bytes.append(last)
    case (0x0A, 1): bytes.append(0x6E)
    case (0x0D, 1): bytes.append(0x72)
    case (0x09, 1): bytes.append(0x74)
    case (_, 3):
      for byte in "u2028".utf8 { bytes.append(byte) }
      if last == 0xA9 { bytes[bytes.count - 1] = 0x39 }
    default:
      // A C1 control's code point is the second byte of its UTF-8.
      for byte in "u00".utf8 { bytes.append(byte) }
      for digit in [last >> 4, last & 15] { bytes.append(digit < 10 ? 0x30 + digit : 0x57 + digit) }
    }
  }

  /// Where the first byte stands, at `from` or after, that is escaped or begins what may be.
  private static func plainEnd(_ text: UnsafeBufferPointer<UInt8>, from: Int) -> Int {
    guard let base = UnsafeRawPointer(text.baseAddress) else { return 0 }
    let ones: UInt64 = 0x0101_0101_0101_0101
    let tops: UInt64 = 0x8080_8080_8080_8080
    var i = from
    // Eight bytes at a time. The lowest bit that is set is exact; those above may be carries.
    while i + 8 <= text.count {
      let word = UInt64(littleEndian: base.loadUnaligned(fromByteOffset: i, as: UInt64.self))
      let quote = word ^ (ones &* 0x22)
      let slash = word ^ (ones &* 0x5C)
      let delete = word ^ (ones &* 0x7F)
      let hit =
        (word | (word &- ones &* 0x20) | (quote &- ones) | (slash &- ones) | (delete &- ones))
        & tops
      if hit != 0 { return i + hit.trailingZeroBitCount / 8 }
      i += 8
    }
    while i < text.count {
      let byte = text[i]
      if byte < 0x20 || byte >= 0x7F || byte == 0x22 || byte == 0x5C { return i }
      i += 1
    }
    return i
  }
}
