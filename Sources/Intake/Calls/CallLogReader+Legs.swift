internal import Records

extension CallLogReader {
  /// A row that stands in two files, as in Master.csv and in an account's own.
  private struct Identity: Hashable {
    var id: Exact
    var sequence: Int
    var start: Int
    var duration: Int32
    var to: Exact
  }

  /// The numbers of the legs ordered by call, within a call in the order of the files, and
  /// where in it each call's are.
  func legsByCall() -> (legs: [Int32], parts: [Range<Int>]) {
    var counts = [Int](repeating: 0, count: calls.count)
    for call in callOfLeg { counts[Int(call)] += 1 }
    var next = counts
    var parts: [Range<Int>] = []
    parts.reserveCapacity(calls.count)
    var start = 0
    for (i, count) in counts.enumerated() {
      next[i] = start
      parts.append(start..<start + count)
      start += count
    }
    var ordered = [Int32](repeating: 0, count: legs.count)
    for (i, call) in callOfLeg.enumerated() {
      ordered[next[Int(call)]] = Int32(truncatingIfNeeded: i)
      next[Int(call)] += 1
    }
    return (ordered, parts)
  }

  /// Moves the duplicates of a call to the end of its part.
  /// - Returns: how many legs are left before them.
  func dropDuplicates(_ numbers: inout [Int32], _ part: Range<Int>) -> Int {
    guard part.count > 1 else { return part.count }
    var hashes: Set<UInt64> = []
    var identities: Set<Identity> = []
    var kept: [Int32] = []
    var dropped: [Int32] = []
    for number in numbers[part] {
      let leg = legs[Int(number)]
      var isNew = hashes.insert(leg.hash).inserted
      if isNew && leg.sequence >= 0 {
        isNew =
          identities.insert(
            Identity(
              id: Exact(leg.uniqueID), sequence: leg.sequence, start: leg.start,
              duration: leg.duration, to: Exact(leg.to))
          ).inserted
      }
      if isNew { kept.append(number) } else { dropped.append(number) }
    }
    for (i, number) in zip(part, kept + dropped) { numbers[i] = number }
    return kept.count
  }

  func sight(_ numbers: ArraySlice<Int32>, id: String) -> CallClock.Sight {
    // The first leg by the local clock, its id's own channel before others.
    var first = numbers.startIndex
    func rank(_ i: Int) -> (Int, Int) {
      let leg = legs[Int(numbers[i])]
      return (leg.start, leg.isOrigin ? 0 : 1)
    }
    for i in numbers.indices where rank(i) < rank(first) { first = i }
    let leg = legs[Int(numbers[first])]
    // More legs than these tell nothing more.
    let others = numbers.indices.prefix(64).filter { $0 != first }
    return CallClock.Sight(
      source: leg.source, starts: [leg.start] + others.map { legs[Int(numbers[$0])].start },
      epoch: (UniqueID(id) ?? UniqueID(leg.uniqueID))?.epoch)
  }
}
