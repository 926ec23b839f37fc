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
    bytes.append(contentsOf: value ? Array("true".utf8) : Array("false".utf8))
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
    var rest = value.magnitude
    let start = bytes.count
    repeat {
      bytes.append(0x30 + UInt8(rest % 10))
      rest /= 10
    } while rest > 0
    bytes[start...].reverse()
  }

  private mutating func string(_ value: String) {
    var value = value
    value.withUTF8 { text in
      bytes.append(0x22)
      var clean = 0
      var i = 0
      while i < text.count {
        let byte = text[i]
        var width = 1
        let escape: StaticString?
        switch byte {
        case 0x22: escape = "\\\""
        case 0x5C: escape = "\\\\"
        case 0x0A: escape = "\\n"
        case 0x0D: escape = "\\r"
        case 0x09: escape = "\\t"
        case 0x00...0x1F, 0x7F: escape = ""
        // C1 controls, which a terminal obeys.
        case 0xC2 where i + 1 < text.count && (0x80...0x9F).contains(text[i + 1]):
          escape = ""
          width = 2
        case 0xE2
        where i + 2 < text.count && text[i + 1] == 0x80
          && (text[i + 2] == 0xA8 || text[i + 2] == 0xA9):
          escape = text[i + 2] == 0xA8 ? "\\u2028" : "\\u2029"
          width = 3
        default:
          i += 1
          continue
        }
        bytes.append(contentsOf: text[clean..<i])
        if let escape {
          if escape.utf8CodeUnitCount == 0 {
            let hex = Array("0123456789abcdef".utf8)
            // A C1 control's code point is the second byte of its UTF-8.
            let value = text[i + width - 1]
            bytes.append(contentsOf: [0x5C, 0x75, 0x30, 0x30])
            bytes.append(hex[Int(value >> 4)])
            bytes.append(hex[Int(value & 15)])
          } else {
            escape.withUTF8Buffer { bytes.append(contentsOf: $0) }
          }
        }
        i += width
        clean = i
      }
      bytes.append(contentsOf: text[clean...])
      bytes.append(0x22)
    }
  }
}
