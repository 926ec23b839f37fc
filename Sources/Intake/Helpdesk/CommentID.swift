/// Ids of comments to which their export gives none.
///
/// Of what any later export tells of them too, so that the same comment has the same id: the
/// first 48 bits of SipHash-1-3 (Aumasson and Bernstein, 2012) under a fixed key. Where a
/// million comments need one, a hash of cryptography's strength took a third of all time.
struct CommentID {
  private var v0: UInt64 = 0x736F_6D65_7073_6575 ^ 0x7269_6E67
  private var v1: UInt64 = 0x646F_7261_6E64_6F6D ^ 0x6261_636B
  private var v2: UInt64 = 0x6C79_6765_6E65_7261 ^ 0x7269_6E67
  private var v3: UInt64 = 0x7465_6462_7974_6573 ^ 0x6261_636B

  /// 12 hexadecimal digits of some texts, each told apart from the next.
  static func hex(_ first: String, _ second: String, _ third: String) -> String {
    var hash = CommentID()
    hash.add(first)
    hash.add(second)
    hash.add(third)
    let value = hash.finish() >> 16
    return String(unsafeUninitializedCapacity: 12) { digits in
      for i in 0..<12 {
        let digit = UInt8(truncatingIfNeeded: value >> UInt64(44 - 4 * i)) & 15
        digits[i] = digit < 10 ? 0x30 + digit : 0x57 + digit
      }
      return 12
    }
  }

  /// 64 bits of a text and a number.
  static func value(_ text: String, _ number: Int) -> UInt64 {
    var hash = CommentID()
    hash.add(text)
    hash.word(UInt64(bitPattern: Int64(number)))
    return hash.finish()
  }

  private mutating func add(_ text: String) {
    // Without a copy, whose reference would be counted.
    if text.utf8.withContiguousStorageIfAvailable({ add($0) }) == nil {
      var copy = text
      copy.withUTF8 { add($0) }
    }
  }

  private mutating func add(_ bytes: UnsafeBufferPointer<UInt8>) {
    let raw = UnsafeRawBufferPointer(bytes)
    var i = 0
    while i + 8 <= raw.count {
      word(UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: i, as: UInt64.self)))
      i += 8
    }
    var last = UInt64(truncatingIfNeeded: raw.count) << 56
    while i < raw.count {
      last |= UInt64(raw[i]) << UInt64(8 * (i & 7))
      i += 1
    }
    word(last)
  }

  private mutating func word(_ word: UInt64) {
    v3 ^= word
    round()
    v0 ^= word
  }

  private mutating func finish() -> UInt64 {
    v2 ^= 0xFF
    for _ in 0..<3 { round() }
    return v0 ^ v1 ^ v2 ^ v3
  }

  @inline(__always)
  private mutating func round() {
    v0 &+= v1
    v1 = v1 << 13 | v1 >> 51
    v1 ^= v0
    v0 = v0 << 32 | v0 >> 32
    v2 &+= v3
    v3 = v3 << 16 | v3 >> 48
    v3 ^= v2
    v0 &+= v3
    v3 = v3 << 21 | v3 >> 43
    v3 ^= v0
    v2 &+= v1
    v1 = v1 << 17 | v1 >> 47
    v1 ^= v2
    v2 = v2 << 32 | v2 >> 32
  }
}
