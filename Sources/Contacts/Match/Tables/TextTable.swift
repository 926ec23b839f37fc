import Records

/// Gives each text a small number, in the order of first sight, and keeps its bytes once.
///
/// A class that owns plain memory: it is asked several times an event, and a million events of a
/// million different texts must fit.
final class TextTable {
  /// No text at all.
  static let none = UInt32.max

  private var bytes: UnsafeMutablePointer<UInt8>
  private var capacity = 1 << 12
  private var used = 0
  /// Where each text begins, and after the last one the end.
  private var starts: [Int] = [0]
  /// By hash: 0, or the upper half of the hash and, below it, the text's number and one.
  private var slots = [UInt64](repeating: 0, count: 64)
  private let seed: UInt64

  /// Every text has a tag before it.
  private let isTagged: Bool

  init(tagged: Bool = false) {
    isTagged = tagged
    bytes = .allocate(capacity: capacity)
    // Of the process, so that nobody can choose texts that fall together.
    seed = UInt64(truncatingIfNeeded: Hasher().finalize()) | 1
  }

  deinit { bytes.deallocate() }

  var count: Int { starts.count - 1 }

  subscript(_ id: UInt32) -> UnsafeBufferPointer<UInt8> {
    let start = starts[Int(id)]
    return UnsafeBufferPointer(start: bytes + start, count: starts[Int(id) + 1] - start)
  }

  func text(_ id: UInt32) -> String? {
    id == TextTable.none ? nil : String(decoding: self[id], as: UTF8.self)
  }

  func id(_ text: UnsafeBufferPointer<UInt8>?) -> UInt32 {
    guard let text else { return TextTable.none }
    return id(text, tag: nil)
  }

  /// The number of a text; with a tag, of the tag and the text together.
  func id(_ text: UnsafeBufferPointer<UInt8>, tag: UInt8?) -> UInt32 {
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
    return TextTable.areEqual(bytes + start, other, text.count)
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

  private func append(_ text: UnsafeBufferPointer<UInt8>, _ tag: UInt8?) {
    let needed = used + text.count + 1
    if needed > capacity {
      capacity = max(needed, capacity + capacity / 2)
      let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
      larger.update(from: bytes, count: used)
      bytes.deallocate()
      bytes = larger
    }
    if let tag {
      bytes[used] = tag
      used += 1
    }
    if let source = text.baseAddress { (bytes + used).update(from: source, count: text.count) }
    used += text.count
    starts.append(used)
  }

  private func grow() {
    var larger = [UInt64](repeating: 0, count: slots.count * 2)
    let mask = larger.count - 1
    for id in 0..<UInt32(truncatingIfNeeded: count) {
      var text = self[id]
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
