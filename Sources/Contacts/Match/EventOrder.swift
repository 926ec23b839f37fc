import Records

/// The order of events in time: in the same second by rank, then by id, and of the same event the
/// first place.
struct EventOrder {
  /// How many are too late, and how many are further sights of an event.
  private(set) var late = 0
  private(set) var doubled = 0
  /// The events that stay, in order.
  private var order: [UInt32] = []

  private struct Key {
    /// Seconds since the earliest, with the rank in the two lowest bits.
    var time: UInt64
    var index: UInt32
  }

  init(_ sights: [Sight], until last: Int, sources: TextTable, oddIDs: TextTable) {
    let earliest = sights.reduce(Int.max) { min($0, $1.at) }
    var keys: [Key] = []
    keys.reserveCapacity(sights.count)
    for (i, sight) in sights.enumerated() where sight.at <= last {
      let time = UInt64(truncatingIfNeeded: sight.at &- earliest) << 2 | UInt64(sight.rank)
      keys.append(Key(time: time, index: UInt32(truncatingIfNeeded: i)))
    }
    late = sights.count - keys.count
    EventOrder.sort(&keys)
    func id(_ sight: Sight) -> Exact {
      sight.isOdd
        ? Exact(oddIDs.text(UInt32(truncatingIfNeeded: sight.id)) ?? "")
        : Exact(EventOrder.hexadecimal(sight.id))
    }
    func precedes(_ one: Key, _ other: Key) -> Bool {
      let (a, b) = (sights[Int(one.index)], sights[Int(other.index)])
      if a.isOdd != b.isOdd || a.id != b.id {
        return a.isOdd || b.isOdd ? id(a) < id(b) : a.id < b.id
      }
      if a.source != b.source { return sources.precedes(a.source, b.source) }
      return a.offset < b.offset
    }
    var start = 0
    while start < keys.count {
      var end = start + 1
      while end < keys.count, keys[end].time == keys[start].time { end += 1 }
      if end - start > 1 { keys[start..<end].sort(by: precedes) }
      start = end
    }
    order = keys.map(\.index)
    leaveOutDoubled(sights)
  }

  /// By the lowest digit first, 11 bits each, as many as there are.
  private static func sort(_ keys: inout [Key]) {
    let largest = keys.reduce(0) { max($0, $1.time) }
    var other = keys
    var shift: UInt64 = 0
    while shift < 64, largest >> shift != 0 {
      var places = [Int](repeating: 0, count: 2048)
      for key in keys { places[Int(key.time >> shift & 2047)] += 1 }
      var sum = 0
      for digit in 0..<2048 {
        let count = places[digit]
        places[digit] = sum
        sum += count
      }
      for key in keys {
        let digit = Int(key.time >> shift & 2047)
        other[places[digit]] = key
        places[digit] += 1
      }
      swap(&keys, &other)
      shift += 11
    }
  }

  private static func hexadecimal(_ id: UInt64) -> String {
    let digits = String(id, radix: 16)
    return String(repeating: "0", count: 16 - digits.utf8.count) + digits
  }

  /// The same event from two files or two exports is one; its first place is its evidence. One
  /// that two files tell of with different clients is one with each, as each group has it.
  ///
  /// Most ids come once. A field of bits tells those that may have come before, and only these
  /// are compared.
  private mutating func leaveOutDoubled(_ sights: [Sight]) {
    let bits = 1 << 24
    var once = [UInt64](repeating: 0, count: bits / 64)
    var again = once
    func place(_ id: UInt64) -> (Int, UInt64) {
      let hash = id ^ id >> 32
      return (Int(hash & UInt64(bits - 1)) >> 6, 1 << (hash & 63))
    }
    for i in order {
      let (word, bit) = place(sights[Int(i)].id)
      if once[word] & bit != 0 { again[word] |= bit } else { once[word] |= bit }
    }
    var seen: Set<UInt64> = []
    var seenOdd: Set<UInt64> = []
    let before = order.count
    order.removeAll { i in
      let sight = sights[Int(i)]
      let (word, bit) = place(sight.id)
      guard again[word] & bit != 0 else { return false }
      let id = sight.id ^ UInt64(sight.client) &* 0x9E37_79B9_7F4A_7C15
      return sight.isOdd ? !seenOdd.insert(id).inserted : !seen.insert(id).inserted
    }
    doubled = before - order.count
  }

  /// Puts them in order in their own memory, round by round, and drops those that do not stay.
  mutating func apply(to sights: inout [Sight]) {
    // Where those go that do not stay: behind the others.
    var isKept = [Bool](repeating: false, count: sights.count)
    for i in order { isKept[Int(i)] = true }
    let kept = order.count
    for i in 0..<sights.count where !isKept[i] { order.append(UInt32(truncatingIfNeeded: i)) }
    for start in 0..<order.count where order[start] != UInt32.max {
      let first = sights[start]
      var i = start
      while true {
        let from = Int(order[i])
        order[i] = UInt32.max
        if from == start { break }
        sights[i] = sights[from]
        i = from
      }
      sights[i] = first
    }
    sights.removeLast(sights.count - kept)
  }
}
