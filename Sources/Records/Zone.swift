import Foundation

/// A time zone of the IANA database as a table of its changes, quick to ask in either direction.
public struct Zone: Sendable, Equatable {
  /// The IANA name, as `America/Los_Angeles`, or `UTC`.
  public let name: String
  /// From when on each offset holds; the first entry holds for all time before as well.
  private let changes: [(from: Int, offset: Int)]

  public static let utc = Zone(name: "UTC", changes: [(Int.min, 0)])

  public static func == (a: Zone, b: Zone) -> Bool { a.name == b.name }

  private init(name: String, changes: [(from: Int, offset: Int)]) {
    self.name = name
    self.changes = changes
  }

  /// A zone that has the same offset always.
  public init(offset: Int) {
    let sign = offset < 0 ? "-" : "+"
    let hours = abs(offset) / 3600
    let minutes = abs(offset) / 60 % 60
    func two(_ n: Int) -> String { n < 10 ? "0\(n)" : "\(n)" }
    self.init(
      name: offset == 0 ? "UTC" : "\(sign)\(two(hours)):\(two(minutes))",
      changes: [(Int.min, offset)])
  }

  /// Looks up a name of the IANA database; `nil` where there is none of that name.
  ///
  /// The table covers 1970 to 2100; before and after, the nearest offset holds.
  public init?(_ name: String) {
    if name == "UTC" || name == "GMT" || name == "Etc/UTC" {
      self = .utc
      return
    }
    guard name.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }), name.contains("/"),
      let zone = TimeZone(identifier: name)
    else { return nil }
    var at = Date(timeIntervalSince1970: 0)
    let end = Date(timeIntervalSince1970: 4_102_444_800)
    var changes = [(from: Int.min, offset: zone.secondsFromGMT(for: at))]
    while let next = zone.nextDaylightSavingTimeTransition(after: at), next > at, next < end {
      let offset = zone.secondsFromGMT(for: next)
      if offset != changes[changes.count - 1].offset {
        changes.append((Int(next.timeIntervalSince1970), offset))
      }
      at = next
    }
    self.init(name: name, changes: changes)
  }

  /// The offset east of UTC in seconds at a moment.
  public func offset(at moment: Timestamp) -> Int { changes[index(at: moment.seconds)].offset }

  /// Calls back with each stretch of a span of time in which one offset holds, in order.
  public func forEachStretch(
    from start: Timestamp, to end: Timestamp, _ take: (Range<Int>, _ offset: Int) -> Void
  ) {
    var at = start.seconds
    var i = index(at: at)
    while at < end.seconds {
      let next = i + 1 < changes.count ? min(changes[i + 1].from, end.seconds) : end.seconds
      take(at..<next, changes[i].offset)
      at = next
      i += 1
    }
  }

  /// The last change at or before a moment.
  private func index(at seconds: Int) -> Int {
    var low = 0
    var high = changes.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if changes[middle].from <= seconds { low = middle } else { high = middle }
    }
    return low
  }

  /// The moment of a local time, given as the seconds that it would be in UTC.
  ///
  /// An hour that comes twice is read as its first occurrence, or, with `near`, as the one
  /// that lies nearer to that moment. An hour that is skipped is read with the offset that
  /// held before it.
  public func moment(local: Int, near: Timestamp? = nil) -> Timestamp {
    // Where no change lies within a day on either side, there is but one answer.
    let before = index(at: local - 93_600)
    if before + 1 == changes.count || changes[before + 1].from > local + 93_600 {
      return Timestamp(local - changes[before].offset)
    }
    let candidates = possible(local: local)
    guard let first = candidates.first else {
      return Timestamp(local - offset(at: Timestamp(local - offset(at: Timestamp(local)) - 7200)))
    }
    guard let near, candidates.count > 1 else { return first }
    return candidates.min { abs($0 - near) < abs($1 - near) } ?? first
  }

  /// Every moment that has this local time: none in a skipped hour, two in a repeated one.
  public func possible(local: Int) -> [Timestamp] {
    let around = [local - 93_600, local, local + 93_600].map { offset(at: Timestamp($0)) }
    var found: [Timestamp] = []
    for offset in Set(around) {
      let moment = Timestamp(local - offset)
      if self.offset(at: moment) == offset { found.append(moment) }
    }
    return found.sorted()
  }
}
