/// SHA-256 (FIPS 180-4), for ids that must be the same on every machine and in every run.
public struct Fingerprint: Sendable {
  private static let start = SIMD8<UInt32>(
    0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab,
    0x5be0_cd19)
  private var state = Fingerprint.start
  private var pending: [UInt8] = []
  private var length = 0

  private static let k: [UInt32] = {
    // The first 32 bits of the fractional parts of the cube roots of the first 64 primes.
    var primes: [Int] = []
    var n = 2
    while primes.count < 64 {
      if primes.allSatisfy({ n % $0 != 0 }) { primes.append(n) }
      n += 1
    }
    return primes.map { prime in
      // floor(cbrt(prime) * 2^32) by bisection in 128 bits, so that no rounding can differ.
      var low: UInt64 = 0
      var high: UInt64 = 8 << 32
      let target = UInt128(prime) << 96
      while high - low > 1 {
        let middle = (low + high) / 2
        let cube = UInt128(middle) * UInt128(middle) * UInt128(middle)
        if cube <= target { low = middle } else { high = middle }
      }
      return UInt32(truncatingIfNeeded: low)
    }
  }()

  public init() { pending.reserveCapacity(64) }

  public mutating func update(_ bytes: some Sequence<UInt8>) {
    if bytes.withContiguousStorageIfAvailable({ update($0) }) != nil { return }
    for byte in bytes {
      pending.append(byte)
      length += 1
      if pending.count == 64 { compressPending() }
    }
  }

  public mutating func update(_ bytes: UnsafeBufferPointer<UInt8>) {
    length += bytes.count
    var i = 0
    if !pending.isEmpty {
      i = min(64 - pending.count, bytes.count)
      pending.append(contentsOf: bytes[..<i])
      if pending.count == 64 { compressPending() }
    }
    // Blocks are read where they stand.
    while bytes.count - i >= 64, let base = UnsafeRawPointer(bytes.baseAddress) {
      Fingerprint.compress(base + i, &state)
      i += 64
    }
    pending.append(contentsOf: bytes[i...])
  }

  /// The 32 bytes of the digest.
  public consuming func digest() -> [UInt8] {
    let bits = UInt64(length) * 8
    pending.append(0x80)
    while pending.count % 64 != 56 {
      if pending.count == 64 { compressPending() }
      pending.append(0)
    }
    for shift in stride(from: 56, through: 0, by: -8) {
      pending.append(UInt8(truncatingIfNeeded: bits >> UInt64(shift)))
    }
    compressPending()
    return state.indices.flatMap { i in
      let word = state[i]
      return [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: word >> UInt32($0)) }
    }
  }

  private mutating func compressPending() {
    let block = pending
    block.withUnsafeBytes { bytes in
      if bytes.count >= 64, let base = bytes.baseAddress { Fingerprint.compress(base, &state) }
    }
    pending.removeAll(keepingCapacity: true)
  }

  /// One block of 64 bytes (FIPS 180-4, 6.2.2).
  private static func compress(
    _ block: UnsafeRawPointer, _ state: inout SIMD8<UInt32>
  ) {
    func rotate(_ x: UInt32, _ n: UInt32) -> UInt32 { (x >> n) | (x << (32 - n)) }
    var s = state
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 64) { w in
      for i in 0..<16 {
        w[i] = UInt32(bigEndian: block.loadUnaligned(fromByteOffset: 4 * i, as: UInt32.self))
      }
      for i in 16..<64 {
        let s0 = rotate(w[i - 15], 7) ^ rotate(w[i - 15], 18) ^ (w[i - 15] >> 3)
        let s1 = rotate(w[i - 2], 17) ^ rotate(w[i - 2], 19) ^ (w[i - 2] >> 10)
        w[i] = w[i - 16] &+ s0 &+ w[i - 7] &+ s1
      }
      var (a, b, c, d) = (s[0], s[1], s[2], s[3])
      var (e, f, g, h) = (s[4], s[5], s[6], s[7])
      Fingerprint.k.withUnsafeBufferPointer { k in
        for i in 0..<64 {
          let s1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)
          let choice = (e & f) ^ (~e & g)
          let t1 = h &+ s1 &+ choice &+ k[i] &+ w[i]
          let s0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)
          let majority = (a & b) ^ (a & c) ^ (b & c)
          h = g
          g = f
          f = e
          e = d &+ t1
          d = c
          c = b
          b = a
          a = t1 &+ s0 &+ majority
        }
      }
      let worked = SIMD8<UInt32>(a, b, c, d, e, f, g, h)
      s = s &+ worked
    }
    state = s
  }

  /// The digest of some texts in hexadecimal, cut to a number of digits.
  ///
  /// A zero byte stands between the texts, so that `ab, c` and `a, bc` differ.
  public static func hex(_ texts: String..., digits: Int = 64) -> String {
    if let state = oneBlock(texts) { return hex(state, min(digits, 64)) }
    var fingerprint = Fingerprint()
    for (i, text) in texts.enumerated() {
      if i > 0 { fingerprint.update(CollectionOfOne(0)) }
      fingerprint.update(text.utf8)
    }
    return fingerprint.hex(digits: digits)
  }

  /// The digest of texts that fit into one block, which needs no memory; nil for longer ones.
  private static func oneBlock(_ texts: [String]) -> SIMD8<UInt32>? {
    var length = texts.count - 1
    for text in texts { length += text.utf8.count }
    guard (0...55).contains(length) else { return nil }
    return withUnsafeTemporaryAllocation(byteCount: 64, alignment: 8) { block in
      block.initializeMemory(as: UInt8.self, repeating: 0)
      var i = 0
      for text in texts {
        for byte in text.utf8 where i < 56 {
          block[i] = byte
          i += 1
        }
        i += 1
      }
      return closed(block, length: length)
    }
  }

  /// The digest of some bytes in hexadecimal, cut to a number of digits.
  public static func hex(of bytes: UnsafeBufferPointer<UInt8>, digits: Int) -> String {
    guard bytes.count <= 55 else {
      var fingerprint = Fingerprint()
      fingerprint.update(bytes)
      return fingerprint.hex(digits: digits)
    }
    let state = withUnsafeTemporaryAllocation(byteCount: 64, alignment: 8) { block in
      block.initializeMemory(as: UInt8.self, repeating: 0)
      block.copyBytes(from: bytes)
      return closed(block, length: bytes.count)
    }
    return hex(state, min(digits, 64))
  }

  /// The state after a last block of at most 55 bytes.
  private static func closed(
    _ block: UnsafeMutableRawBufferPointer, length: Int
  ) -> SIMD8<UInt32> {
    block[length] = 0x80
    block.storeBytes(of: UInt64(length * 8).bigEndian, toByteOffset: 56, as: UInt64.self)
    var state = start
    if let base = block.baseAddress { compress(UnsafeRawPointer(base), &state) }
    return state
  }

  private static func hex(_ state: SIMD8<UInt32>, _ digits: Int) -> String {
    String(unsafeUninitializedCapacity: digits) { text in
      for i in 0..<digits {
        let digit = UInt8(truncatingIfNeeded: state[i >> 3] >> UInt32(28 - 4 * (i & 7))) & 15
        text[i] = digit < 10 ? 0x30 + digit : 0x57 + digit
      }
      return digits
    }
  }

  public consuming func hex(digits: Int = 64) -> String {
    let alphabet = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    for byte in digest() {
      text.append(alphabet[Int(byte >> 4)])
      text.append(alphabet[Int(byte & 15)])
    }
    return String(decoding: text.prefix(digits), as: UTF8.self)
  }
}
