public import Records

/// When contacts came in, by weekday and hour of the provider's clock, and which of them went
/// unanswered.
public struct WeekGrid: Equatable, Sendable {
  /// Seven days from Monday, 24 hours each.
  public private(set) var all = [[Int]](repeating: [Int](repeating: 0, count: 24), count: 7)
  /// Of them, those still waiting or closed without an answer.
  public private(set) var unanswered = [[Int]](repeating: [Int](repeating: 0, count: 24), count: 7)

  public init(_ contacts: some Sequence<Contact>, in zone: Zone) {
    for contact in contacts {
      let local = Period.local(contact.opened, in: zone)
      let (day, hour) = (Period.weekday(of: local.day), min(23, local.second / 3600))
      all[day][hour] += 1
      if contact.state == .unanswered || contact.state == .closedUnanswered {
        unanswered[day][hour] += 1
      }
    }
  }

  public var total: Int { unanswered.reduce(0) { $0 + $1.reduce(0, +) } }

  /// The weekday, 0 for Monday, with the most unanswered; the earliest of equals.
  public var worstDay: (day: Int, rate: Rate)? {
    guard total > 0 else { return nil }
    let sums = unanswered.map { $0.reduce(0, +) }
    let day = sums.indices.max { (sums[$0], $1) < (sums[$1], $0) } ?? 0
    return (day, Rate(sums[day], of: all[day].reduce(0, +)))
  }

  /// The two hours on end, over all weekdays, in which most of what went unanswered came in.
  public var worstHours: (hour: Int, rate: Rate)? {
    guard total > 0 else { return nil }
    func sum(_ grid: [[Int]], _ hour: Int) -> Int {
      grid.reduce(0) { $0 + $1[hour] + $1[hour + 1] }
    }
    let hour = (0..<23).max { (sum(unanswered, $0), $1) < (sum(unanswered, $1), $0) } ?? 0
    return (hour, Rate(sum(unanswered, hour), of: sum(all, hour)))
  }
}
