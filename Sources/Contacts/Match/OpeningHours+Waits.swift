public import Records

extension OpeningHours {
  /// The seconds between two moments that lie within the opening hours.
  ///
  /// Each local day is taken with the offset that holds at its opening and closing, so a day
  /// with a change of the clock is as long as its hours really were.
  public func seconds(from start: Timestamp, to end: Timestamp) -> Int {
    let start = min(max(start, .earliest), .latest)
    let end = min(max(end, .earliest), .latest)
    guard start < end else { return 0 }
    var total = 0
    var day = localDay(of: start)
    let last = localDay(of: end)
    // A wait over centuries comes of a wrong date and need not be exact, nor take as long.
    let weeks = (last - day) / 7 - OpeningHours.countedWeeks
    if weeks > 0 {
      let weekly = week.reduce(0) { $0 + $1.reduce(0) { $0 + $1.count } }
      return weeks * weekly + seconds(from: start + weeks * 7 * 86_400, to: end)
    }
    while day <= last {
      for span in spans(of: day) {
        let opens = max(zone.moment(local: day * 86_400 + span.lowerBound), start)
        let closes = min(zone.moment(local: day * 86_400 + span.upperBound), end)
        if opens < closes { total += closes - opens }
      }
      day += 1
    }
    return total
  }

  /// Up to so many weeks are gone through day by day, holidays and all.
  private static let countedWeeks = 5200

  public func isOpen(at moment: Timestamp) -> Bool {
    let local = moment.seconds + zone.offset(at: moment)
    let day = OpeningHours.day(local)
    return spans(of: day).contains { $0.contains(local - day * 86_400) }
  }

  /// The open seconds of a local day.
  fileprivate func length(of day: Int) -> Int {
    var total = 0
    for span in spans(of: day) {
      let opens = zone.moment(local: day * 86_400 + span.lowerBound)
      let closes = zone.moment(local: day * 86_400 + span.upperBound)
      if opens < closes { total += closes - opens }
    }
    return total
  }

  private func spans(of day: Int) -> [Range<Int>] {
    // 1970-01-01 was a Thursday, the fourth day from Monday.
    holidays.contains(day) ? [] : week[((day + 3) % 7 + 7) % 7]
  }

  fileprivate func localDay(of moment: Timestamp) -> Int {
    OpeningHours.day(moment.seconds + zone.offset(at: moment))
  }

  private static func day(_ local: Int) -> Int {
    local >= 0 ? local / 86_400 : (local - 86_399) / 86_400
  }
}

/// Opening hours with the days of a stretch of time summed up, for many waits in it.
struct OpenDays: Sendable {
  private let hours: OpeningHours
  private let first: Int
  /// The open seconds from the first day to the beginning of each day.
  private let before: [Int]

  /// - Parameter span: where most waits lie, in seconds since 1970; those outside take longer.
  init(_ hours: OpeningHours, over span: ClosedRange<Int>) {
    self.hours = hours
    let last = hours.localDay(of: Timestamp(min(span.upperBound, Timestamp.latest.seconds)))
    let start = max(span.lowerBound, Timestamp.earliest.seconds)
    first = max(hours.localDay(of: Timestamp(start)), last - OpenDays.most)
    var sum = 0
    var before = [0]
    for day in first...max(first, last) {
      sum += hours.length(of: day)
      before.append(sum)
    }
    self.before = before
  }

  /// About 80 years.
  private static let most = 30_000

  /// As ``OpeningHours/seconds(from:to:)``.
  func seconds(from start: Timestamp, to end: Timestamp) -> Int {
    // A wait's first and last days, and their neighbours, whose local midnight may lie on either
    // side of it where the clock changes, are counted as they are; those between are whole.
    guard end - start > 6 * 86_400, start >= .earliest, end <= .latest else {
      return hours.seconds(from: start, to: end)
    }
    let from = hours.localDay(of: start) + 2
    let to = hours.localDay(of: end) - 1
    guard from >= first, to - first < before.count, from < to else {
      return hours.seconds(from: start, to: end)
    }
    let middle = before[to - first] - before[from - first]
    return hours.seconds(from: start, to: hours.midnight(from)) + middle
      + hours.seconds(from: hours.midnight(to), to: end)
  }
}

extension OpeningHours {
  /// When a local day begins.
  fileprivate func midnight(_ day: Int) -> Timestamp { zone.moment(local: day * 86_400) }
}
