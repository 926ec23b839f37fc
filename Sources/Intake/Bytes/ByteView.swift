import CGNU
import Glibc

/// Bytes borrowed from a buffer that somebody else holds: valid only while that buffer is.
///
/// All reading of untrusted bytes goes through it, so that no slip in a parser can read outside
/// or trap: an index outside gives 0, and a range is cut to what there is.
struct ByteView {
  let base: UnsafePointer<UInt8>
  let count: Int

  /// One byte that an empty view may point to.
  nonisolated(unsafe) private static let nothing: UnsafePointer<UInt8> = {
    let byte = UnsafeMutablePointer<UInt8>.allocate(capacity: 1)
    byte.initialize(to: 0)
    return UnsafePointer(byte)
  }()

  static var empty: ByteView { ByteView(base: nothing, count: 0) }

  init(base: UnsafePointer<UInt8>, count: Int) {
    self.base = base
    self.count = count
  }

  init(_ buffer: UnsafeRawBufferPointer) {
    base = buffer.baseAddress?.assumingMemoryBound(to: UInt8.self) ?? ByteView.nothing
    count = buffer.count
  }

  init(_ buffer: UnsafeBufferPointer<UInt8>) {
    base = buffer.baseAddress ?? ByteView.nothing
    count = buffer.count
  }

  var isEmpty: Bool { count == 0 }

  /// The byte there, or 0 outside.
  subscript(i: Int) -> UInt8 { UInt(bitPattern: i) < UInt(bitPattern: count) ? base[i] : 0 }

  /// The part of a range that lies inside.
  subscript(range: Range<Int>) -> ByteView {
    let low = min(max(range.lowerBound, 0), count)
    let high = min(max(range.upperBound, low), count)
    return ByteView(base: base + low, count: high - low)
  }

  func from(_ i: Int) -> ByteView {
    let low = min(max(i, 0), count)
    return ByteView(base: base + low, count: count - low)
  }

  func upTo(_ i: Int) -> ByteView { ByteView(base: base, count: min(max(i, 0), count)) }

  var buffer: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: base, count: count) }

  /// The text, with what is not UTF-8 replaced by U+FFFD.
  var string: String { String(decoding: buffer, as: UTF8.self) }

  // MARK: Looking

  /// Where a byte stands first, at `from` or after.
  func find(_ byte: UInt8, from: Int = 0) -> Int? {
    guard from < count, from >= 0, let hit = memchr(base + from, CInt(byte), count - from) else {
      return nil
    }
    return UnsafeRawPointer(base).distance(to: UnsafeRawPointer(hit))
  }

  /// Where some bytes, at least two, stand first, at `from` or after.
  ///
  /// Every byte of a mailbox goes through it. It looks at 64 of them at a time for the first two
  /// side by side, which is several times as fast as memmem, and cheaper to begin.
  func find(_ needle: StaticString, from: Int = 0) -> Int? {
    let size = needle.utf8CodeUnitCount
    guard from >= 0, size >= 2, from <= count - size else { return nil }
    let (head, second) = (needle.utf8Start[0], needle.utf8Start[1])
    let (heads, seconds) = (ByteBlock.all(head), ByteBlock.all(second))
    var i = from
    while i + 65 <= count {
      let a = block(at: i).marks(heads) & block(at: i + 1).marks(seconds)
      let b = block(at: i + 16).marks(heads) & block(at: i + 17).marks(seconds)
      let c = block(at: i + 32).marks(heads) & block(at: i + 33).marks(seconds)
      let d = block(at: i + 48).marks(heads) & block(at: i + 49).marks(seconds)
      if !(a | b | c | d).isZero {
        for k in i..<i + 64 where base[k] == head && base[k + 1] == second {
          if hasPrefix(needle, at: k) { return k }
        }
      }
      i += 64
    }
    while i + 17 <= count {
      if !(block(at: i).marks(heads) & block(at: i + 1).marks(seconds)).isZero {
        for k in i..<i + 16 where base[k] == head && base[k + 1] == second {
          if hasPrefix(needle, at: k) { return k }
        }
      }
      i += 16
    }
    while i <= count - size {
      if base[i] == head, base[i + 1] == second, hasPrefix(needle, at: i) { return i }
      i += 1
    }
    return nil
  }

  func find(_ needle: [UInt8], from: Int = 0) -> Int? {
    guard from < count, from >= 0,
      let hit = memmem(base + from, count - from, needle, needle.count)
    else { return nil }
    return UnsafeRawPointer(base).distance(to: UnsafeRawPointer(hit))
  }

  func findLast(_ byte: UInt8) -> Int? {
    guard count > 0, let hit = memrchr(base, CInt(byte), count) else { return nil }
    return UnsafeRawPointer(base).distance(to: UnsafeRawPointer(hit))
  }

  func contains(_ byte: UInt8) -> Bool { find(byte) != nil }

  /// The end of the line that begins at `from`: where its LF stands, or the end of all.
  func lineEnd(from: Int) -> Int { find(0x0A, from: from) ?? count }

  func hasPrefix(_ text: StaticString, at: Int = 0) -> Bool {
    let n = text.utf8CodeUnitCount
    return at >= 0 && at <= count && count - at >= n && memcmp(base + at, text.utf8Start, n) == 0
  }

  /// Whether it begins with an ASCII text given in lower case, in any case.
  func hasPrefixAnyCase(_ lower: StaticString, at: Int = 0) -> Bool {
    let n = lower.utf8CodeUnitCount
    guard at >= 0, at <= count, count - at >= n else { return false }
    for i in 0..<n where base[at + i].lowercasedASCII != lower.utf8Start[i] { return false }
    return true
  }

  func equalsAnyCase(_ lower: StaticString) -> Bool {
    count == lower.utf8CodeUnitCount && hasPrefixAnyCase(lower)
  }

  /// Where an ASCII text given in lower case stands first, in any case.
  func findAnyCase(_ lower: StaticString, from: Int = 0) -> Int? {
    let n = lower.utf8CodeUnitCount
    guard n > 0, count >= n, from >= 0 else { return nil }
    let (first, last) = (lower.utf8Start[0], lower.utf8Start[n - 1])
    // Both ends are looked at, with the bit that makes capitals of letters.
    let (firsts, lasts) = (ByteBlock.all(first | 0x20), ByteBlock.all(last | 0x20))
    let bit = ByteBlock.all(0x20)
    var i = from
    while i + n + 15 <= count {
      var hits =
        (block(at: i) | bit).marks(firsts) & (block(at: i + n - 1) | bit).marks(lasts)
      while !hits.isZero {
        let k = hits.firstMark
        if hasPrefixAnyCase(lower, at: i + k) { return i + k }
        hits[k] = 0
      }
      i += 16
    }
    while i <= count - n {
      if base[i] | 0x20 == first | 0x20, base[i + n - 1] | 0x20 == last | 0x20,
        hasPrefixAnyCase(lower, at: i)
      {
        return i
      }
      i += 1
    }
    return nil
  }

  func containsAnyCase(_ lower: StaticString) -> Bool { findAnyCase(lower) != nil }

  func equals(_ other: ByteView) -> Bool {
    count == other.count && memcmp(base, other.base, count) == 0
  }

  /// Whether an LF or a CR stands in it.
  var hasLineEnd: Bool {
    var i = 0
    while i + 16 <= count {
      let block = block(at: i)
      if !(block.marks(0x0A) | block.marks(0x0D)).isZero { return true }
      i += 16
    }
    while i < count {
      if base[i] == 0x0A || base[i] == 0x0D { return true }
      i += 1
    }
    return false
  }

  /// Without ASCII white space and NUL at both ends.
  func trimmed() -> ByteView {
    var low = 0
    var high = count
    while low < high, base[low].isSpace { low += 1 }
    while high > low, base[high - 1].isSpace { high -= 1 }
    return ByteView(base: base + low, count: high - low)
  }

  var isASCII: Bool { asciiEnd(from: 0) >= count }

  /// Where the first byte stands that is not ASCII, at `from` or after, or the end.
  func asciiEnd(from: Int) -> Int {
    let tops: UInt64 = 0x8080_8080_8080_8080
    let bytes = UnsafeRawPointer(base)
    var i = from
    while i + 32 <= count {
      let a = bytes.loadUnaligned(fromByteOffset: i, as: UInt64.self)
      let b = bytes.loadUnaligned(fromByteOffset: i + 8, as: UInt64.self)
      let c = bytes.loadUnaligned(fromByteOffset: i + 16, as: UInt64.self)
      let d = bytes.loadUnaligned(fromByteOffset: i + 24, as: UInt64.self)
      if (a | b | c | d) & tops != 0 { break }
      i += 32
    }
    while i + 8 <= count {
      let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: i, as: UInt64.self))
      if word & tops != 0 { return i + (word & tops).trailingZeroBitCount / 8 }
      i += 8
    }
    while i < count, base[i] < 0x80 { i += 1 }
    return i
  }

  /// A decimal number that fills it, of at most 15 digits.
  var number: Int? {
    guard count > 0, count <= 15 else { return nil }
    var value = 0
    for i in 0..<count {
      guard base[i].isDigit else { return nil }
      value = value * 10 + Int(base[i] - 0x30)
    }
    return value
  }
}

extension UInt8 {
  /// Blank, TAB, LF, VT, FF, CR or NUL.
  var isSpace: Bool { self == 0x20 || (self >= 0x09 && self <= 0x0D) || self == 0 }
  var isDigit: Bool { self >= 0x30 && self <= 0x39 }
  var isLetter: Bool { (self | 0x20) >= 0x61 && (self | 0x20) <= 0x7A }
  var lowercasedASCII: UInt8 { self >= 0x41 && self <= 0x5A ? self | 0x20 : self }
}

extension Array where Element == UInt8 {
  func withView<R>(_ body: (ByteView) throws -> R) rethrows -> R {
    try withUnsafeBufferPointer { try body(ByteView($0)) }
  }

  mutating func append(_ view: ByteView) { append(contentsOf: view.buffer) }

  mutating func append(_ text: StaticString) {
    append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// Appends a Unicode scalar as UTF-8; what is none is U+FFFD.
  mutating func append(scalar value: UInt32) {
    let scalar = Unicode.Scalar(value) ?? "\u{FFFD}"
    append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
  }
}
