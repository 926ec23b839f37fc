internal import Records

/// Tells the time zone of call logs, call by call.
///
/// No log says its zone, but the ids in it count the seconds since 1970 (`1709542800.26`): a
/// local start less the second in the call's id is the offset, and a short while, since a row
/// starts with its channel or soon after. So daylight saving is seen, and the hour that comes
/// twice is told apart.
struct CallClock {
  /// What is known of one call.
  struct Sight {
    var source: Int32
    /// The local start of its first leg.
    var start: Int
    /// From the call's id.
    var epoch: Int?
    /// What its own id tells of the offset.
    fileprivate(set) var offset: Int?

    /// - Parameter others: the starts of some further legs.
    init(source: Int32, start: Int, epoch: Int?, others: some Sequence<Int>) {
      self.source = source
      self.start = start
      self.epoch = epoch
      guard let epoch else { return }
      offset = CallClock.offset(epoch, start)?.offset
      guard offset == nil else { return }
      var best = Int.max
      for other in others {
        if let found = CallClock.offset(epoch, other), found.late < best {
          (offset, best) = found
        }
      }
    }
  }

  /// What calls that were told before say of those to come.
  struct Memory {
    /// By file: whether its ids contradict the configured zone, once there was enough to tell.
    fileprivate var contradicts: [Int32: Bool] = [:]
    /// By file: the last offset known.
    fileprivate var last: [Int32: (local: Int, offset: Int)] = [:]
  }

  /// How one call's local times are to be read.
  struct Reading {
    /// As ``Call/zone``.
    var zone: StaticString
    var defect: StaticString?
    fileprivate var table: Zone?
    fileprivate var offset = 0
    fileprivate var epoch: Int?

    /// The moment of a local time of the call.
    func moment(local: Int) -> Int {
      if let table { return table.moment(local: local, near: epoch.map { Timestamp($0) }).seconds }
      let moment = local - offset
      // Nothing of a call is before the call: the clock was set back meanwhile.
      if let epoch, moment < epoch - CallClock.early, moment + 3600 >= epoch - CallClock.early {
        return moment + 3600
      }
      return moment
    }
  }

  /// Seconds by which a row may start before the second in its id (rounding) or after it.
  private static let early = 2
  private static let late = 120
  /// So many calls that all speak against the configured zone are believed.
  private static let enough = 3

  private let zone: Zone?
  private var sights: [Sight]
  /// By file: the local starts whose offset is known, in order.
  private var known: [Int32: [(local: Int, offset: Int)]] = [:]
  /// The files whose ids contradict the configured zone.
  private var contradicted: Set<Int32> = []

  init(zone: Zone?, _ sights: [Sight], _ memory: inout Memory) {
    self.zone = zone
    self.sights = sights
    for (source, calls) in filesWithOffsets() {
      let offset = sights[calls[0]].offset
      // Mostly the log has one offset, and there is nothing to put in order.
      if zone == nil, calls.allSatisfy({ sights[$0].offset == offset }) {
        known[source] = offset.map { [(sights[calls[0]].start, $0)] }
      } else {
        let ordered = calls.sorted {
          (sights[$0].epoch ?? 0, sights[$0].start, $0) < (
            sights[$1].epoch ?? 0, sights[$1].start, $1
          )
        }
        dropOutliers(ordered)
        known[source] = ordered.compactMap { i in
          self.sights[i].offset.map { (sights[i].start, $0) }
        }
        .sorted { $0.local < $1.local }
        if let zone, memory.contradicts[source] == nil {
          memory.contradicts[source] = contradicts(zone, ordered)
        }
      }
      if let last = memory.last[source] { known[source]?.insert(last, at: 0) }
      memory.last[source] = known[source]?.last
    }
    for (source, last) in memory.last where known[source] == nil { known[source] = [last] }
    contradicted = Set(memory.contradicts.lazy.filter(\.value).map(\.key))
  }

  /// The calls with an offset of their own, by file.
  private func filesWithOffsets() -> [Int32: [Int]] {
    var found: [Int32: [Int]] = [:]
    var source: Int32?
    var run: [Int] = []
    // The calls of a file follow each other, and a dictionary is slow.
    for (i, sight) in sights.enumerated() where sight.offset != nil {
      if sight.source != source {
        if let source { found[source, default: []] += run }
        run = []
        source = sight.source
      }
      run.append(i)
    }
    if let source { found[source, default: []] += run }
    return found
  }

  func reading(_ i: Int) -> Reading {
    let sight = sights[i]
    if let zone, !contradicted.contains(sight.source) {
      return Reading(zone: "configured", table: zone, epoch: sight.epoch)
    }
    let defect: StaticString? = zone == nil ? nil : "zone-differs"
    // An id that does not agree with its own row dates nothing.
    let epoch = sight.offset == nil ? nil : sight.epoch
    guard let offset = sight.offset ?? nearest(sight) else {
      return Reading(zone: "assumed", defect: "zone-assumed")
    }
    return Reading(
      zone: offset == 0 ? "utc" : "uniqueid", defect: defect, offset: offset, epoch: epoch)
  }

  /// The offset by a start, and how late that start then is.
  fileprivate static func offset(_ epoch: Int, _ start: Int) -> (offset: Int, late: Int)? {
    let difference = start - epoch
    let steps =
      (difference + early) >= 0 ? (difference + early) / 900 : (difference + early - 899) / 900
    let late = difference - steps * 900
    guard late <= CallClock.late, isOffset(steps * 900) else { return nil }
    return (steps * 900, late)
  }

  /// An offset that some country has: whole and half hours, and three quarters.
  private static func isOffset(_ seconds: Int) -> Bool {
    guard (-12 * 3600...14 * 3600).contains(seconds) else { return false }
    return seconds % 1800 == 0 || [20_700, 31_500, 45_900, 49_500].contains(seconds)
  }

  /// A call whose first rows are missing seems to be in another zone than the calls before and
  /// after it.
  private mutating func dropOutliers(_ calls: [Int]) {
    guard calls.count > 2 else { return }
    var kept = sights[calls[0]].offset
    for i in 1..<calls.count - 1 {
      let own = sights[calls[i]].offset
      if own != kept && kept == sights[calls[i + 1]].offset {
        sights[calls[i]].offset = nil
      } else {
        kept = own
      }
    }
  }

  /// All calls of a file speak against the zone, and with one voice; nil where they are too few.
  private func contradicts(_ zone: Zone, _ calls: [Int]) -> Bool? {
    var own: Set<Int> = []
    var differences: Set<Int> = []
    var count = 0
    for i in calls {
      guard let offset = sights[i].offset, let epoch = sights[i].epoch else { continue }
      let difference = offset - zone.offset(at: Timestamp(epoch))
      if difference == 0 { return false }
      own.insert(offset)
      differences.insert(difference)
      count += 1
    }
    guard count >= CallClock.enough else { return nil }
    return own.count == 1 || differences.count == 1
  }

  private func nearest(_ sight: Sight) -> Int? {
    guard let known = known[sight.source], !known.isEmpty else { return nil }
    let local = sight.start
    var low = 0
    var high = known.count
    while low < high {
      let middle = (low + high) / 2
      if known[middle].local < local { low = middle + 1 } else { high = middle }
    }
    guard low < known.count else { return known[low - 1].offset }
    guard low > 0 else { return known[0].offset }
    let isLater = known[low].local - local < local - known[low - 1].local
    return isLater ? known[low].offset : known[low - 1].offset
  }
}
