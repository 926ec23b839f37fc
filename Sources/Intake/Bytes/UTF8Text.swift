/// Bytes of unknown or doubtful encoding made UTF-8.
enum UTF8Text {
  /// Whether it is well-formed UTF-8 (Unicode, table 3-7).
  static func isValid(_ bytes: ByteView) -> Bool {
    var i = 0
    while true {
      while i + 64 <= bytes.count {
        let four =
          bytes.block(at: i) | bytes.block(at: i + 16) | bytes.block(at: i + 32)
          | bytes.block(at: i + 48)
        if !(four & .all(0x80)).isZero { break }
        i += 64
      }
      while i + 16 <= bytes.count {
        let high = bytes.block(at: i) & .all(0x80)
        if !high.isZero {
          i += high.firstMark
          break
        }
        i += 16
      }
      while i < bytes.count, bytes.base[i] < 0x80 { i += 1 }
      if i >= bytes.count { return true }
      let n = sequence(bytes, at: i)
      if n == 0 { return false }
      i += n
    }
  }

  /// The length of the well-formed sequence at `i`, or 0.
  static func sequence(_ bytes: ByteView, at i: Int) -> Int {
    func follows(_ k: Int, _ low: UInt8 = 0x80, _ high: UInt8 = 0xBF) -> Bool {
      let byte = bytes[i + k]
      return byte >= low && byte <= high
    }
    switch bytes[i] {
    case 0x00...0x7F: return i < bytes.count ? 1 : 0
    case 0xC2...0xDF: return follows(1) ? 2 : 0
    case 0xE0: return follows(1, 0xA0) && follows(2) ? 3 : 0
    case 0xED: return follows(1, 0x80, 0x9F) && follows(2) ? 3 : 0
    case 0xE1...0xEF: return follows(1) && follows(2) ? 3 : 0
    case 0xF0: return follows(1, 0x90) && follows(2) && follows(3) ? 4 : 0
    case 0xF1...0xF3: return follows(1) && follows(2) && follows(3) ? 4 : 0
    case 0xF4: return follows(1, 0x80, 0x8F) && follows(2) && follows(3) ? 4 : 0
    default: return 0
    }
  }

  /// How many bytes of valid UTF-8 fit into a limit without cutting a character.
  static func cut(_ bytes: ByteView, _ limit: Int) -> Int {
    if bytes.count <= limit { return bytes.count }
    var end = max(limit, 0)
    while end > 0, bytes[end] & 0xC0 == 0x80 { end -= 1 }
    return end
  }

  /// Appends bytes of no declared encoding: UTF-8 where they are that, else windows-1252.
  static func appendGuessed(_ bytes: ByteView, to out: inout [UInt8]) {
    if isValid(bytes) { out.append(bytes) } else { append1252(bytes, to: &out) }
  }

  /// Appends UTF-8 with what is malformed replaced by U+FFFD.
  static func appendRepaired(_ bytes: ByteView, to out: inout [UInt8]) {
    if isValid(bytes) {
      out.append(bytes)
    } else {
      out.append(contentsOf: String(decoding: bytes.buffer, as: UTF8.self).utf8)
    }
  }

  /// Appends windows-1252; its five bytes without a meaning are U+FFFD.
  static func append1252(_ bytes: ByteView, to out: inout [UInt8]) {
    if bytes.isASCII {
      out.append(bytes)
      return
    }
    for byte in bytes.buffer {
      switch byte {
      case 0x00...0x7F: out.append(byte)
      case 0x80...0x9F: out.append(scalar: UInt32(high1252[Int(byte) - 0x80]))
      default: out.append(scalar: UInt32(byte))
      }
    }
  }

  /// What windows-1252 has where ISO 8859-1 has control characters.
  private static let high1252: [UInt16] = [
    0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039,
    0x0152, 0xFFFD, 0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178,
  ]
}
