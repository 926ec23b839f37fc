import Records

/// Days without anything of a channel within the time that it covers: a log that was not exported,
/// or nothing to log.
enum Gaps {
  /// So many opening days on end make a gap; where a channel is used less than every other day,
  /// quiet days tell nothing.
  static let least = 3

  static func find(
    _ days: [Event.Channel: Set<Int>], _ settings: Settings, asOf: Timestamp
  ) -> [Sign] {
    let zone = settings.provider.zone
    let today = Period.day(of: asOf, in: zone)
    // A wrong date far away must not make a gap of years, nor take as long.
    let earliest = today - 3660
    var gaps: [Sign] = []
    for channel in Event.Channel.allCases {
      let used = (days[channel] ?? []).filter { $0 <= today && $0 >= earliest }
      guard let first = used.min(), let last = used.max() else { continue }
      let open = (first...last).filter { settings.hours.isOpen(onDay: $0) }
      let busy = open.count { used.contains($0) }
      guard busy * 2 >= open.count, busy >= 10 else { continue }
      var run: [Int] = []
      func close() {
        if run.count >= least, let from = run.first, let until = run.last {
          var gap = Sign(.gap, at: zone.moment(local: from * 86_400))
          gap.until = zone.moment(local: until * 86_400)
          gap.channel = channel
          gap.days = run.count
          gaps.append(gap)
        }
        run = []
      }
      for day in open {
        if used.contains(day) { close() } else { run.append(day) }
      }
      close()
    }
    return gaps
  }
}

extension OpeningHours {
  fileprivate func isOpen(onDay day: Int) -> Bool {
    !holidays.contains(day) && !week[Period.weekday(of: day)].isEmpty
  }
}
