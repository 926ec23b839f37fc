/// Why a line could not be read as JSON.
public struct JSONFault: Error, Equatable, Sendable {
  /// Bytes from the start of the line.
  public var offset: Int
  /// What was wanted there.
  public var detail: String
}

/// Reads one JSON text (RFC 8259) piece by piece: the caller asks for what it expects.
///
/// Works on borrowed bytes, which must outlive it; only strings that are asked for are built.
/// Values that nobody wants are skipped, to a depth of 64.
struct JSONScanner {
  private let bytes: UnsafeBufferPointer<UInt8>
  private(set) var i = 0

  /// Where ``shared()`` keeps its texts.
  private let pool: TextPool?

  init(_ bytes: UnsafeBufferPointer<UInt8>, pool: TextPool? = nil) {
    self.bytes = bytes
    self.pool = pool
  }

  /// The next byte that is no white space; 0 at the end.
  mutating func peek() -> UInt8 {
    while i < bytes.count {
      let byte = bytes[i]
      if byte != 0x20 && byte != 0x09 && byte != 0x0A && byte != 0x0D { return byte }
      i += 1
    }
    return 0
  }

  private mutating func expect(_ byte: UInt8, _ detail: String) throws(JSONFault) {
    guard peek() == byte, i < bytes.count else { throw fault(detail) }
    i += 1
  }

  func fault(_ detail: String) -> JSONFault { JSONFault(offset: i, detail: detail) }

  /// True where nothing but white space follows.
  mutating func atEnd() -> Bool { peek() == 0 && i >= bytes.count }

  /// As ``object(_:)``, for an object that is the whole text.
  mutating func whole(
    _ field: (String, inout JSONScanner) throws(JSONFault) -> Void
  ) throws(JSONFault) {
    try object(field)
    guard atEnd() else { throw fault("one object a line") }
  }

  /// Calls back for each key of an object, at its value, which the callback must read or skip.
  mutating func object(
    _ field: (String, inout JSONScanner) throws(JSONFault) -> Void
  ) throws(JSONFault) {
    try expect(0x7B, "an object")
    if peek() == 0x7D {
      i += 1
      return
    }
    while true {
      let key = try string()
      try expect(0x3A, "a colon")
      try field(key, &self)
      let next = peek()
      if next == 0x2C {
        i += 1
      } else if next == 0x7D {
        i += 1
        return
      } else {
        throw fault("a comma or the end of the object")
      }
    }
  }

  mutating func array(_ element: (inout JSONScanner) throws(JSONFault) -> Void) throws(JSONFault) {
    try expect(0x5B, "a list")
    if peek() == 0x5D {
      i += 1
      return
    }
    while true {
      try element(&self)
      let next = peek()
      if next == 0x2C {
        i += 1
      } else if next == 0x5D {
        i += 1
        return
      } else {
        throw fault("a comma or the end of the list")
      }
    }
  }

  mutating func strings() throws(JSONFault) -> [String] {
    var all: [String] = []
    try array { (scanner) throws(JSONFault) in all.append(try scanner.string()) }
    return all
  }

  /// A string of which the same is likely to have come before.
  mutating func shared() throws(JSONFault) -> String {
    guard let pool, peek() == 0x22 else { return try string() }
    let start = i + 1
    var end = start
    while end < bytes.count, bytes[end] != 0x22, bytes[end] != 0x5C { end += 1 }
    guard end < bytes.count, bytes[end] == 0x22 else { return try string() }
    i = end + 1
    return pool.text(UnsafeBufferPointer(rebasing: bytes[start..<end]))
  }

  mutating func string() throws(JSONFault) -> String {
    try expect(0x22, "a string")
    let start = i
    while i < bytes.count {
      let byte = bytes[i]
      if byte == 0x22 {
        let text = String(
          decoding: UnsafeBufferPointer(rebasing: bytes[start..<i]), as: UTF8.self)
        i += 1
        return text
      }
      if byte == 0x5C { return try escapedString(from: start) }
      i += 1
    }
    throw fault("the end of the string")
  }

  private mutating func escapedString(from start: Int) throws(JSONFault) -> String {
    var text = Array(bytes[start..<i])
    while i < bytes.count {
      let byte = bytes[i]
      i += 1
      if byte == 0x22 { return String(decoding: text, as: UTF8.self) }
      guard byte == 0x5C else {
        text.append(byte)
        continue
      }
      guard i < bytes.count else { break }
      let escape = bytes[i]
      i += 1
      switch escape {
      case 0x22, 0x5C, 0x2F: text.append(escape)
      case UInt8(ascii: "b"): text.append(0x08)
      case UInt8(ascii: "f"): text.append(0x0C)
      case UInt8(ascii: "n"): text.append(0x0A)
      case UInt8(ascii: "r"): text.append(0x0D)
      case UInt8(ascii: "t"): text.append(0x09)
      case UInt8(ascii: "u"):
        var unit = try hex4()
        if (0xD800..<0xDC00).contains(unit), i + 6 <= bytes.count, bytes[i] == 0x5C,
          bytes[i + 1] == UInt8(ascii: "u")
        {
          let back = i
          i += 2
          let low = try hex4()
          if (0xDC00..<0xE000).contains(low) {
            unit = 0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)
          } else {
            i = back
          }
        }
        // A lone surrogate is no character.
        let scalar = Unicode.Scalar(unit) ?? "\u{FFFD}"
        text.append(contentsOf: Array(String(scalar).utf8))
      default: throw fault("a known escape")
      }
    }
    throw fault("the end of the string")
  }

  private mutating func hex4() throws(JSONFault) -> UInt32 {
    guard i + 4 <= bytes.count else { throw fault("four hexadecimal digits") }
    var value: UInt32 = 0
    for _ in 0..<4 {
      let byte = bytes[i]
      let digit: UInt8
      switch byte {
      case 0x30...0x39: digit = byte - 0x30
      case 0x41...0x46: digit = byte - 0x41 + 10
      case 0x61...0x66: digit = byte - 0x61 + 10
      default: throw fault("four hexadecimal digits")
      }
      value = value << 4 | UInt32(digit)
      i += 1
    }
    return value
  }

  /// A whole number of at most 15 digits, so that thousands of them can be added up; a fraction
  /// or an exponent is refused.
  mutating func int() throws(JSONFault) -> Int {
    let first = peek()
    let negative = first == 0x2D
    if negative { i += 1 }
    let start = i
    var value = 0
    while i < bytes.count, (0x30...0x39).contains(bytes[i]) {
      value = value * 10 + Int(bytes[i] - 0x30)
      guard value < 1_000_000_000_000_000 else {
        throw fault("a whole number of at most 15 digits")
      }
      i += 1
    }
    guard i > start else { throw fault("a whole number") }
    if i < bytes.count, bytes[i] == 0x2E || bytes[i] == 0x65 || bytes[i] == 0x45 {
      throw fault("a whole number")
    }
    return negative ? -value : value
  }

  mutating func bool() throws(JSONFault) -> Bool {
    if literal("true") { return true }
    if literal("false") { return false }
    throw fault("true or false")
  }

  mutating func timestamp() throws(JSONFault) -> Timestamp {
    _ = peek()
    let at = i
    guard let moment = Timestamp(try string()) else {
      throw JSONFault(offset: at, detail: "a time of RFC 3339")
    }
    return moment
  }

  private mutating func literal(_ word: StaticString) -> Bool {
    _ = peek()
    let count = word.utf8CodeUnitCount
    guard i + count <= bytes.count else { return false }
    for k in 0..<count where bytes[i + k] != word.utf8Start[k] { return false }
    i += count
    return true
  }

  /// Passes over one value of any kind.
  mutating func skip(depth: Int = 0) throws(JSONFault) {
    guard depth < 64 else { throw fault("at most 64 levels") }
    switch peek() {
    case 0x22: _ = try string()
    case 0x7B:
      try object { (_, scanner) throws(JSONFault) in try scanner.skip(depth: depth + 1) }
    case 0x5B:
      try array { (scanner) throws(JSONFault) in try scanner.skip(depth: depth + 1) }
    case UInt8(ascii: "t"), UInt8(ascii: "f"): _ = try bool()
    case UInt8(ascii: "n"):
      guard literal("null") else { throw fault("a value") }
    default:
      let start = i
      while i < bytes.count,
        (0x2B...0x39).contains(bytes[i]) && bytes[i] != 0x2C
          || bytes[i] == 0x65 || bytes[i] == 0x45
      {
        i += 1
      }
      guard i > start else { throw fault("a value") }
    }
  }
}
