/// How the bytes of an XML file are to be read.
enum XMLEncoding {
  case undecided
  /// Also where nothing is declared; what is not UTF-8 is then read as windows-1252.
  case utf8
  /// Declared windows-1252 or ISO 8859-1, which is the former in practice.
  case windows1252
  case utf16BigEndian, utf16LittleEndian
  /// Another one that is declared, left to libxml2.
  case other

  /// Told by a byte order mark or, for UTF-16, by the zero beside the first `<`.
  init(beginning bytes: [UInt8]) {
    let first = Array(bytes.prefix(2))
    if first == [0xFE, 0xFF] || first == [0x00, 0x3C] {
      self = .utf16BigEndian
    } else if first == [0xFF, 0xFE] || first == [0x3C, 0x00] {
      self = .utf16LittleEndian
    } else {
      self = .utf8
    }
  }

  /// Told by an XML declaration, as `<?xml version="1.0" encoding="UTF-8"?>`.
  init(declaration: ArraySlice<UInt8>) {
    self = .utf8
    let key = Array("encoding".utf8)
    guard let at = declaration.firstRange(of: key) else { return }
    var rest = declaration[at.upperBound...].drop { $0 == 0x20 || $0 == 0x09 }
    guard rest.first == 0x3D else { return }
    rest = rest.dropFirst().drop { $0 == 0x20 || $0 == 0x09 }
    guard let quote = rest.first, quote == 0x22 || quote == 0x27 else { return }
    let name = rest.dropFirst().prefix { $0 != quote }
    let lower = name.prefix(40).map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    switch String(decoding: lower, as: UTF8.self) {
    case "", "utf-8", "utf8", "us-ascii", "ascii": self = .utf8
    case "windows-1252", "cp1252", "iso-8859-1", "iso8859-1", "latin1": self = .windows1252
    // The mark would have said so; the bytes are one wide.
    case "utf-16", "utf16", "utf-16le", "utf-16be": self = .utf8
    default: self = .other
    }
  }

  var isUTF16: Bool { self == .utf16BigEndian || self == .utf16LittleEndian }

  func markLength(_ bytes: [UInt8]) -> Int {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return 3 }
    return bytes.starts(with: [0xFE, 0xFF]) || bytes.starts(with: [0xFF, 0xFE]) ? 2 : 0
  }

  /// How many bytes of UTF-16 are whole characters; an unfinished one remains.
  static func wholeUTF16(_ bytes: [UInt8], bigEndian: Bool) -> Int {
    let even = bytes.count & ~1
    guard even >= 2 else { return 0 }
    let high = bigEndian ? bytes[even - 2] : bytes[even - 1]
    return (0xD8...0xDB).contains(high) ? even - 2 : even
  }

  static func utf8(of bytes: ArraySlice<UInt8>, bigEndian: Bool) -> [UInt8] {
    var units: [UInt16] = []
    units.reserveCapacity(bytes.count / 2)
    var i = bytes.startIndex
    while i + 1 < bytes.endIndex {
      let (a, b) = (UInt16(bytes[i]), UInt16(bytes[i + 1]))
      units.append(bigEndian ? a << 8 | b : b << 8 | a)
      i += 2
    }
    return Array(String(decoding: units, as: UTF16.self).utf8)
  }

  /// Bytes of UTF-16 behind some UTF-8: four for a character beyond the basic plane, else two.
  static func utf16Length(_ bytes: UnsafeBufferPointer<UInt8>, from: Int, to: Int) -> Int {
    var length = 0
    for byte in bytes[from..<to] {
      length += byte < 0x80 ? 2 : byte < 0xC0 ? 0 : byte < 0xF0 ? 2 : 4
    }
    return length
  }

  /// The 32 characters at 80…9F; the five that are not assigned become U+FFFD.
  private static let windows1252Block: [UInt32] = [
    0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178,
  ]

  static func windows1252(_ byte: UInt8) -> UInt32 {
    (0x80...0x9F).contains(byte) ? windows1252Block[Int(byte) - 0x80] : UInt32(byte)
  }

  /// Appends a character of the basic plane as UTF-8.
  static func append(_ scalar: UInt32, to bytes: inout [UInt8]) {
    if scalar < 0x80 {
      bytes.append(UInt8(scalar))
    } else if scalar < 0x800 {
      bytes.append(0xC0 | UInt8(scalar >> 6))
      bytes.append(0x80 | UInt8(scalar & 0x3F))
    } else {
      bytes.append(0xE0 | UInt8(scalar >> 12 & 0x0F))
      bytes.append(0x80 | UInt8(scalar >> 6 & 0x3F))
      bytes.append(0x80 | UInt8(scalar & 0x3F))
    }
  }

  /// The length of the UTF-8 sequence that begins at an index (RFC 3629).
  ///
  /// 0 where the byte begins none; `nil` where the bytes end before the sequence does.
  static func sequence(_ bytes: UnsafeBufferPointer<UInt8>, at i: Int) -> Int? {
    let lead = bytes[i]
    let length: Int
    var second: ClosedRange<UInt8> = 0x80...0xBF
    switch lead {
    case 0xC2...0xDF: length = 2
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xE1...0xEF: length = 3
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF1...0xF3: length = 4
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    default: return 0
    }
    for k in 1..<length {
      guard i + k < bytes.count else { return nil }
      guard (k == 1 ? second : 0x80...0xBF).contains(bytes[i + k]) else { return 0 }
    }
    return length
  }
}
