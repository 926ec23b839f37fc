import Records

/// Gives each text a small number, in the order of first sight, and keeps its bytes once.
///
/// It is asked several times an event, and a million events of a million different texts must fit.
struct TextTable {
  /// No text at all.
  static let none = UInt32.max

  private var bytes: [UInt8] = []
  /// Where each text begins, and after the last one the end.
  private var starts: [Int] = [0]
  /// By hash: 0, or the upper half of the hash and, below it, the text's number and one.
  private var slots = [UInt64](repeating: 0, count: 64)
  private let seed: UInt64

  /// Every text has a tag before it.
  private let isTagged: Bool

  init(tagged: Bool = false) {
    isTagged = tagged
    // Of the process, so that nobody can choose texts that fall together.
    seed = UInt64(truncatingIfNeeded: Hasher().finalize()) | 1
  }

  var count: Int { starts.count - 1 }

  /// Calls back with the bytes of a text.
  func withBytes<Result>(
    _ id: UInt32, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    bytes.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[place(id)])) }
  }

  private func place(_ id: UInt32) -> Range<Int> { starts[Int(id)]..<starts[Int(id) + 1] }

  func text(_ id: UInt32) -> String? {
    id == TextTable.none ? nil : String(decoding: bytes[place(id)], as: UTF8.self)
  }

  /// What holds of each text, by its number.
  func flags(_ holds: (UnsafeBufferPointer<UInt8>) -> Bool) -> [Bool] {
    (0..<count).map { withBytes(UInt32(truncatingIfNeeded: $0), holds) }
  }

  mutating func id(_ text: UnsafeBufferPointer<UInt8>?) -> UInt32 {
    guard let text else { return TextTable.none }
    return id(text, tag: nil)
  }

  func precedes(_ a: UInt32, _ b: UInt32) -> Bool {
    bytes[place(a)].lexicographicallyPrecedes(bytes[place(b)])
  }

  /// The number of a text; with a tag, of the tag and the text together.
  mutating func id(_ text: UnsafeBufferPointer<UInt8>, tag: UInt8?) -> UInt32 {
    let hash = TextTable.hash(text, seed ^ UInt64(tag ?? 0) &* 0x9E37_79B9_7F4A_7C15)
    let mark = hash & 0xFFFF_FFFF_0000_0000
    var i = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[i] != 0 {
      let slot = slots[i]
      if slot & 0xFFFF_FFFF_0000_0000 == mark {
        let id = UInt32(truncatingIfNeeded: slot) - 1
        if equals(id, text, tag) { return id }
      }
      i = (i + 1) & (slots.count - 1)
    }
    let id = UInt32(truncatingIfNeeded: count)
    append(text, tag)
    slots[i] = mark | UInt64(id + 1)
    if count * 3 > slots.count * 2 { grow() }
    return id
  }

  private func equals(_ id: UInt32, _ text: UnsafeBufferPointer<UInt8>, _ tag: UInt8?) -> Bool {
    var start = starts[Int(id)]
    let end = starts[Int(id) + 1]
    if let tag {
      guard start < end, bytes[start] == tag else { return false }
      start += 1
    }
    guard end - start == text.count, let other = text.baseAddress else {
      return end == start && text.isEmpty
    }
    return bytes.withUnsafeBufferPointer { all in
      guard let base = all.baseAddress else { return false }
      return TextTable.areEqual(base + start, other, text.count)
    }
  }

  private static func areEqual(
    _ a: UnsafePointer<UInt8>, _ b: UnsafePointer<UInt8>, _ count: Int
  ) -> Bool {
    let a = UnsafeRawPointer(a)
    let b = UnsafeRawPointer(b)
    var i = 0
    while i + 8 <= count {
      if a.loadUnaligned(fromByteOffset: i, as: UInt64.self)
        != b.loadUnaligned(fromByteOffset: i, as: UInt64.self)
      {
        return false
      }
      i += 8
    }
    while i < count {
      if a.load(fromByteOffset: i, as: UInt8.self) != b.load(fromByteOffset: i, as: UInt8.self) {
        return false
      }
      i += 1
    }
    return true
  }

  private mutating func append(_ text: UnsafeBufferPointer<UInt8>, _ tag: UInt8?) {
    if let tag { bytes.append(tag) }
    bytes.append(contentsOf: text)
    starts.append(bytes.count)
  }

  private mutating func grow() {
    var larger = [UInt64](repeating: 0, count: slots.count * 2)
    let mask = larger.count - 1
    bytes.withUnsafeBufferPointer { all in
      for id in 0..<UInt32(truncatingIfNeeded: count) {
        var text = UnsafeBufferPointer(rebasing: all[place(id)])
        var tag: UInt8?
        if isTagged, let first = text.first {
          tag = first
          text = UnsafeBufferPointer(rebasing: text.dropFirst())
        }
        let hash = TextTable.hash(text, seed ^ UInt64(tag ?? 0) &* 0x9E37_79B9_7F4A_7C15)
        var i = Int(truncatingIfNeeded: hash) & mask
        while larger[i] != 0 { i = (i + 1) & mask }
        larger[i] = hash & 0xFFFF_FFFF_0000_0000 | UInt64(id + 1)
      }
    }
    slots = larger
  }

  /// Eight bytes at a time, each folded in by a product of 128 bits.
  private static func hash(_ text: UnsafeBufferPointer<UInt8>, _ seed: UInt64) -> UInt64 {
    var state = seed ^ UInt64(truncatingIfNeeded: text.count) &* 0xA076_1D64_78BD_642F
    guard let start = text.baseAddress else { return state }
    let bytes = UnsafeRawPointer(start)
    var i = 0
    while i + 8 <= text.count {
      state = mixed(state ^ bytes.loadUnaligned(fromByteOffset: i, as: UInt64.self), seed)
      i += 8
    }
    var last: UInt64 = 0
    while i < text.count {
      last = last << 8 | UInt64(bytes.load(fromByteOffset: i, as: UInt8.self))
      i += 1
    }
    return mixed(mixed(state ^ last, seed), 0xE703_7ED1_A0B4_28DB)
  }

  private static func mixed(_ a: UInt64, _ b: UInt64) -> UInt64 {
    let product = (a ^ 0x8EBC_6AF0_9C88_C6E3).multipliedFullWidth(by: b ^ 0x5895_93D5_2B1D_8E3A)
    return product.high ^ product.low
  }
}
