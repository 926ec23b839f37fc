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
    /// The local starts of its legs, the first leg's first.
    var starts: [Int]
    /// From the call's id.
    var epoch: Int?
  }

  /// How one call's local times are to be read.
  struct Reading {
    /// As ``Call/zone``.
    var zone: String
    var defect: String?
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
  /// By call: what its own id tells.
  private var offsets: [Int?]
  /// By file: the local starts whose offset is known, in order.
  private var known: [Int32: [(local: Int, offset: Int)]] = [:]
  /// The files whose ids contradict the configured zone.
  private var contradicted: Set<Int32> = []
  private let sights: [Sight]

  init(zone: Zone?, _ sights: [Sight]) {
    self.zone = zone
    self.sights = sights
    offsets = sights.map(CallClock.offset)
    var bySource: [Int32: [Int]] = [:]
    for (i, sight) in sights.enumerated() where offsets[i] != nil {
      bySource[sight.source, default: []].append(i)
    }
    for (source, calls) in bySource {
      let ordered = calls.sorted {
        (sights[$0].epoch ?? 0, sights[$0].starts[0], $0) < (
          sights[$1].epoch ?? 0, sights[$1].starts[0], $1
        )
      }
      dropOutliers(ordered)
      known[source] = ordered.compactMap { i in offsets[i].map { (sights[i].starts[0], $0) } }
        .sorted { $0.local < $1.local }
      if let zone, contradicts(zone, ordered) { contradicted.insert(source) }
    }
  }

  func reading(_ i: Int) -> Reading {
    let sight = sights[i]
    if let zone, !contradicted.contains(sight.source) {
      return Reading(zone: "configured", table: zone, epoch: sight.epoch)
    }
    let defect = zone == nil ? nil : "zone-differs"
    // An id that does not agree with its own row dates nothing.
    let epoch = offsets[i] == nil ? nil : sight.epoch
    guard let offset = offsets[i] ?? nearest(sight) else {
      return Reading(zone: "assumed", defect: "zone-assumed")
    }
    return Reading(
      zone: offset == 0 ? "utc" : "uniqueid", defect: defect, offset: offset, epoch: epoch)
  }

  /// The offset by the call's own id.
  private static func offset(_ sight: Sight) -> Int? {
    guard let epoch = sight.epoch else { return nil }
    var best: (offset: Int, late: Int)?
    for (i, start) in sight.starts.enumerated() {
      let difference = start - epoch
      let steps =
        (difference + early) >= 0 ? (difference + early) / 900 : (difference + early - 899) / 900
      let late = difference - steps * 900
      guard late <= CallClock.late, isOffset(steps * 900) else { continue }
      if i == 0 { return steps * 900 }
      if best.map({ late < $0.late }) ?? true { best = (steps * 900, late) }
    }
    return best?.offset
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
    var kept = offsets[calls[0]]
    for i in 1..<calls.count - 1 {
      let own = offsets[calls[i]]
      if own != kept && kept == offsets[calls[i + 1]] {
        offsets[calls[i]] = nil
      } else {
        kept = own
      }
    }
  }

  /// All calls of a file speak against the zone, and with one voice.
  private func contradicts(_ zone: Zone, _ calls: [Int]) -> Bool {
    var own: Set<Int> = []
    var differences: Set<Int> = []
    var count = 0
    for i in calls {
      guard let offset = offsets[i], let epoch = sights[i].epoch else { continue }
      let difference = offset - zone.offset(at: Timestamp(epoch))
      if difference == 0 { return false }
      own.insert(offset)
      differences.insert(difference)
      count += 1
    }
    return count >= CallClock.enough && (own.count == 1 || differences.count == 1)
  }

  private func nearest(_ sight: Sight) -> Int? {
    guard let known = known[sight.source], !known.isEmpty else { return nil }
    let local = sight.starts[0]
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
