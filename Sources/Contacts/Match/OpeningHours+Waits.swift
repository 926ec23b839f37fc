public import Records

extension OpeningHours {
  /// The seconds between two moments at which the clock on the wall shows an opening hour.
  ///
  /// An hour that the clock skips is in no opening, and one that it shows twice is in it twice.
  public func seconds(from start: Timestamp, to end: Timestamp) -> Int {
    let start = min(max(start, .earliest), .latest)
    let end = min(max(end, .earliest), .latest)
    guard start < end else { return 0 }
    // A wait over centuries comes of a wrong date and need not be exact, nor take as long.
    let weeks = (end - start) / (7 * 86_400) - OpeningHours.countedWeeks
    if weeks > 0 {
      let weekly = week.reduce(0) { $0 + $1.reduce(0) { $0 + $1.count } }
      return weeks * weekly + seconds(from: start + weeks * 7 * 86_400, to: end)
    }
    var total = 0
    zone.forEachStretch(from: start, to: end) { stretch, offset in
      total += seconds(local: stretch.lowerBound + offset..<stretch.upperBound + offset)
    }
    return total
  }

  /// Up to so many weeks are gone through day by day, holidays and all.
  private static let countedWeeks = 5200

  /// The open seconds in a stretch of local time without a change of the clock.
  private func seconds(local stretch: Range<Int>) -> Int {
    var total = 0
    for day in OpeningHours.day(stretch.lowerBound)...OpeningHours.day(stretch.upperBound) {
      for span in spans(of: day) {
        let opens = max(day * 86_400 + span.lowerBound, stretch.lowerBound)
        let closes = min(day * 86_400 + span.upperBound, stretch.upperBound)
        if opens < closes { total += closes - opens }
      }
    }
    return total
  }

  public func isOpen(at moment: Timestamp) -> Bool {
    let local = moment.seconds + zone.offset(at: moment)
    let day = OpeningHours.day(local)
    return spans(of: day).contains { $0.contains(local - day * 86_400) }
  }

  fileprivate func spans(of day: Int) -> [Range<Int>] {
    // 1970-01-01 was a Thursday, the fourth day from Monday.
    holidays.contains(day) ? [] : week[((day + 3) % 7 + 7) % 7]
  }

  fileprivate static func day(_ local: Int) -> Int {
    local >= 0 ? local / 86_400 : (local - 86_399) / 86_400
  }
}

/// Opening hours with the days of a stretch of time summed up, for many waits in it.
struct OpenDays: Sendable {
  private let hours: OpeningHours
  /// Whole local days, counted from 1970-01-01.
  private let days: Range<Int>
  /// The open seconds from the first day to the beginning of each, and to the end of the last.
  private let before: [Int]

  /// About 80 years.
  private static let most = 30_000

  /// - Parameter span: where most waits lie, in seconds since 1970; those outside take longer.
  init(_ hours: OpeningHours, over span: ClosedRange<Int>) {
    self.hours = hours
    let earliest = Timestamp.earliest.seconds
    let latest = Timestamp.latest.seconds
    // The local day is at most one off.
    let last = OpeningHours.day(min(max(span.upperBound, earliest), latest)) + 2
    let first = OpeningHours.day(min(max(span.lowerBound, earliest), latest)) - 1
    days = max(first, last - OpenDays.most)..<last
    var sum = 0
    before =
      [0]
      + days.map { day in
        sum += hours.spans(of: day).reduce(0) { $0 + $1.count }
        return sum
      }
  }

  /// As ``OpeningHours/seconds(from:to:)``.
  func seconds(from start: Timestamp, to end: Timestamp) -> Int {
    guard start.seconds >= (days.lowerBound + 1) * 86_400,
      end.seconds < (days.upperBound - 1) * 86_400
    else { return hours.seconds(from: start, to: end) }
    var total = 0
    hours.zone.forEachStretch(from: start, to: end) { stretch, offset in
      total += sum(to: stretch.upperBound + offset) - sum(to: stretch.lowerBound + offset)
    }
    return total
  }

  /// The open seconds from the first day to a local time.
  private func sum(to local: Int) -> Int {
    let day = OpeningHours.day(local)
    let second = local - day * 86_400
    var total = before[day - days.lowerBound]
    for span in hours.spans(of: day) where span.lowerBound < second {
      total += min(second, span.upperBound) - span.lowerBound
    }
    return total
  }
}
