/// SHA-256 (FIPS 180-4), for ids that must be the same on every machine and in every run.
public struct Fingerprint: Sendable {
  private var state: [UInt32] = [
    0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab,
    0x5be0_cd19,
  ]
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
    for byte in bytes {
      pending.append(byte)
      length += 1
      if pending.count == 64 {
        block()
        pending.removeAll(keepingCapacity: true)
      }
    }
  }

  /// The 32 bytes of the digest.
  public consuming func digest() -> [UInt8] {
    let bits = UInt64(length) * 8
    pending.append(0x80)
    while pending.count % 64 != 56 {
      if pending.count == 64 {
        block()
        pending.removeAll(keepingCapacity: true)
      }
      pending.append(0)
    }
    for shift in stride(from: 56, through: 0, by: -8) {
      pending.append(UInt8(truncatingIfNeeded: bits >> UInt64(shift)))
    }
    block()
    return state.flatMap { word in
      [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: word >> UInt32($0)) }
    }
  }

  private mutating func block() {
    func rotate(_ x: UInt32, _ n: UInt32) -> UInt32 { (x >> n) | (x << (32 - n)) }
    var w = [UInt32](repeating: 0, count: 64)
    for i in 0..<16 {
      w[i] =
        UInt32(pending[4 * i]) << 24 | UInt32(pending[4 * i + 1]) << 16
        | UInt32(pending[4 * i + 2]) << 8 | UInt32(pending[4 * i + 3])
    }
    for i in 16..<64 {
      let s0 = rotate(w[i - 15], 7) ^ rotate(w[i - 15], 18) ^ (w[i - 15] >> 3)
      let s1 = rotate(w[i - 2], 17) ^ rotate(w[i - 2], 19) ^ (w[i - 2] >> 10)
      w[i] = w[i - 16] &+ s0 &+ w[i - 7] &+ s1
    }
    var (a, b, c, d) = (state[0], state[1], state[2], state[3])
    var (e, f, g, h) = (state[4], state[5], state[6], state[7])
    for i in 0..<64 {
      let s1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)
      let choice = (e & f) ^ (~e & g)
      let t1 = h &+ s1 &+ choice &+ Fingerprint.k[i] &+ w[i]
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
    state[0] &+= a
    state[1] &+= b
    state[2] &+= c
    state[3] &+= d
    state[4] &+= e
    state[5] &+= f
    state[6] &+= g
    state[7] &+= h
  }

  /// The digest of some texts in hexadecimal, cut to a number of digits.
  ///
  /// A zero byte stands between the texts, so that `ab, c` and `a, bc` differ.
  public static func hex(_ texts: String..., digits: Int = 64) -> String {
    var fingerprint = Fingerprint()
    for (i, text) in texts.enumerated() {
      if i > 0 { fingerprint.update(CollectionOfOne(0)) }
      fingerprint.update(text.utf8)
    }
    return fingerprint.hex(digits: digits)
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
