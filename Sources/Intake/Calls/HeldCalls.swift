internal import Records

/// The legs that are held until their calls can be told, each with its call.
///
/// A table of open addresses by a hash of the call's id, seeded at random so that no log can be
/// made to collide; legs of a call are linked in the order in which they came.
struct HeldCalls {
  struct Held {
    /// Where its id lies among the texts.
    fileprivate var id: Int
    fileprivate var idLength: Int
    let hash: UInt64
    /// Numbers of its first and last leg.
    fileprivate(set) var first: Int32
    fileprivate(set) var last: Int32
    fileprivate(set) var count = 1
    /// The latest end of its legs, local.
    fileprivate(set) var ended: Int
  }

  private(set) var legs: [CallLeg] = []
  /// By leg, the number of the next of its call, -1 for none.
  private(set) var next: [Int32] = []
  private(set) var calls: [Held] = []
  private(set) var texts: [UInt8] = []
  /// The number of a call and 1, 0 for none.
  private var slots = [UInt32](repeating: 0, count: 1024)
  let seed: UInt64

  init(seed: UInt64) { self.seed = seed }

  func id(of i: Int) -> String {
    texts.withView { CSVRow.text($0[calls[i].id..<calls[i].id + calls[i].idLength]) }
  }

  func id(of i: Int, in texts: ByteView) -> ByteView {
    texts[calls[i].id..<calls[i].id + calls[i].idLength]
  }

  /// - Parameters:
  ///   - text: of the leg.
  ///   - hash: of the id, by the seed.
  ///   - known: the ``number(_:_:)`` of the call.
  mutating func add(
    _ leg: CallLeg, _ text: ByteView, call id: ByteView, hash: UInt64, known: Int?
  ) {
    let number = Int32(truncatingIfNeeded: legs.count)
    // The end by the clock may lie before the end by the count of seconds, where it was set back.
    let ended = leg.start + max(Int(leg.end), Int(leg.duration))
    legs.append(leg)
    legs[Int(number)].text = texts.count
    next.append(-1)
    if let i = known {
      // The call has its id already.
      texts.append(text.upTo(leg.textLength - leg.idLength))
      next[Int(calls[i].last)] = number
      calls[i].last = number
      calls[i].count += 1
      calls[i].ended = max(calls[i].ended, ended)
      return
    }
    texts.append(text.upTo(leg.textLength - leg.idLength))
    calls.append(
      Held(
        id: texts.count, idLength: id.count, hash: hash, first: number, last: number,
        ended: ended))
    texts.append(id)
    if calls.count * 2 > slots.count {
      rebuild(slots: slots.count * 4)
    } else {
      place(calls.count - 1)
    }
  }

  /// Keeps only some of the calls, with their legs.
  mutating func keep(_ isKept: (Held) -> Bool) {
    var kept = HeldCalls(seed: seed)
    texts.withView { texts in
      for call in calls where isKept(call) {
        var moved = call
        moved.id = kept.texts.count
        kept.texts.append(texts[call.id..<call.id + call.idLength])
        moved.first = Int32(truncatingIfNeeded: kept.legs.count)
        var i = call.first
        while i >= 0 {
          var leg = legs[Int(i)]
          let end = leg.text + leg.textLength - leg.idLength
          let text = texts[leg.text..<end]
          leg.text = kept.texts.count
          kept.texts.append(text)
          kept.legs.append(leg)
          kept.next.append(Int32(truncatingIfNeeded: kept.legs.count))
          i = next[Int(i)]
        }
        kept.next[kept.next.count - 1] = -1
        moved.last = Int32(truncatingIfNeeded: kept.legs.count - 1)
        kept.calls.append(moved)
      }
    }
    var size = 1024
    while size < kept.calls.count * 2 { size *= 2 }
    kept.rebuild(slots: size)
    self = kept
  }

  // MARK: - The table

  /// The number of a call, where it is held.
  func number(_ id: ByteView, _ hash: UInt64) -> Int? {
    // Rows of a call mostly follow each other.
    if let last = calls.last, last.hash == hash, isID(calls.count - 1, id) {
      return calls.count - 1
    }
    var at = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[at] != 0 {
      let i = Int(slots[at]) - 1
      if calls[i].hash == hash, isID(i, id) { return i }
      at = (at + 1) & (slots.count - 1)
    }
    return nil
  }

  private func isID(_ i: Int, _ id: ByteView) -> Bool {
    texts.withView { $0[calls[i].id..<calls[i].id + calls[i].idLength].equals(id) }
  }

  private mutating func place(_ i: Int) {
    var at = Int(truncatingIfNeeded: calls[i].hash) & (slots.count - 1)
    while slots[at] != 0 { at = (at + 1) & (slots.count - 1) }
    slots[at] = UInt32(truncatingIfNeeded: i + 1)
  }

  private mutating func rebuild(slots count: Int) {
    slots = [UInt32](repeating: 0, count: count)
    for i in calls.indices { place(i) }
  }
}

/// What a table of hashes holds: 8 bytes each, at most three of four places taken.
struct HashSet {
  private var slots = [UInt64](repeating: 0, count: 1024)
  private(set) var count = 0

  func contains(_ hash: UInt64) -> Bool {
    let hash = max(hash, 1)
    var at = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[at] != 0 {
      if slots[at] == hash { return true }
      at = (at + 1) & (slots.count - 1)
    }
    return false
  }

  mutating func insert(_ hash: UInt64) {
    if count * 4 >= slots.count * 3 {
      let old = slots
      slots = [UInt64](repeating: 0, count: old.count * 2)
      count = 0
      for hash in old where hash != 0 { place(hash) }
    }
    place(max(hash, 1))
  }

  private mutating func place(_ hash: UInt64) {
    var at = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[at] != 0 {
      if slots[at] == hash { return }
      at = (at + 1) & (slots.count - 1)
    }
    slots[at] = hash
    count += 1
  }
}

/// A hash of bytes, 16 at a time, after wyhash: multiplied to twice the width and folded.
///
/// Whoever does not know the seed cannot make two texts collide.
func seededHash(_ bytes: UnsafeRawBufferPointer, _ seed: UInt64) -> UInt64 {
  func mix(_ a: UInt64, _ b: UInt64) -> UInt64 {
    let product = a.multipliedFullWidth(by: b)
    return product.high ^ product.low
  }
  var hash = seed ^ UInt64(bytes.count) &* 0x9E37_79B9_7F4A_7C15
  guard let base = bytes.baseAddress, !bytes.isEmpty else { return mix(hash, seed | 1) }
  let secret: UInt64 = 0xA076_1D64_78BD_642F
  var i = 0
  while i + 16 <= bytes.count {
    let a = base.loadUnaligned(fromByteOffset: i, as: UInt64.self)
    let b = base.loadUnaligned(fromByteOffset: i + 8, as: UInt64.self)
    hash = mix(a ^ secret ^ seed, b ^ hash)
    i += 16
  }
  var a: UInt64 = 0
  var b: UInt64 = 0
  var shift: UInt64 = 0
  while i < bytes.count {
    let byte = UInt64(base.load(fromByteOffset: i, as: UInt8.self))
    if shift < 64 { a |= byte << shift } else { b |= byte << (shift - 64) }
    shift += 8
    i += 1
  }
  return mix(mix(a ^ secret ^ seed, b ^ hash), seed ^ 0xE703_7ED1_A0B4_28DB)
}

/// A hash of three numbers.
func seededHash(_ seed: UInt64, _ a: Int, _ b: Int, _ c: Int) -> UInt64 {
  func mix(_ a: UInt64, _ b: UInt64) -> UInt64 {
    let product = a.multipliedFullWidth(by: b)
    return product.high ^ product.low
  }
  let first = mix(
    UInt64(bitPattern: Int64(a)) ^ seed, UInt64(bitPattern: Int64(b)) ^ 0xA076_1D64_78BD_642F)
  return mix(first ^ UInt64(bitPattern: Int64(c)), seed ^ 0xE703_7ED1_A0B4_28DB)
}
