internal import Records

/// Opening hours as a running count of open seconds, so that the time between two moments is one
/// difference, however far they lie apart.
///
/// It counts by the local clock: an hour that daylight saving skips or repeats inside opening
/// hours counts once.
struct OpenTime: Sendable {
  private let zone: Zone
  private let week: [[Range<Int>]]
  private let perDay: [Int]
  /// Days that would be open but are holidays, in order.
  private let holidays: [Int]
  /// Open seconds lost by the holidays before each of them, and by all.
  private let lost: [Int]

  init(_ hours: OpeningHours) {
    zone = hours.zone
    week = hours.week
    let perDay = hours.week.map { $0.reduce(0) { $0 + $1.count } }
    self.perDay = perDay
    let holidays = hours.holidays.filter { perDay[OpenTime.weekday($0)] > 0 }.sorted()
    self.holidays = holidays
    var lost = [0]
    for day in holidays { lost.append((lost.last ?? 0) + perDay[OpenTime.weekday(day)]) }
    self.lost = lost
  }

  /// Open seconds between two moments, 0 where the second comes first.
  func seconds(from: Timestamp, to: Timestamp) -> Int {
    max(0, count(until: to) - count(until: from))
  }

  /// 0 for Monday; 1970-01-01 was a Thursday.
  private static func weekday(_ day: Int) -> Int { ((day + 3) % 7 + 7) % 7 }

  /// Open seconds from a fixed Monday to a moment, negative before it.
  private func count(until moment: Timestamp) -> Int {
    let bounded = min(max(moment, .earliest), .latest)
    let day = Period.day(of: bounded, in: zone)
    let clock = bounded.seconds + zone.offset(at: bounded) - day * 86_400
    let monday = Period.monday(of: day)
    let weekday = day - monday
    var total = (monday + 3) / 7 * perDay.reduce(0, +)
    total += perDay.prefix(weekday).reduce(0, +)
    let before = firstHoliday(atLeast: day)
    total -= lost[before]
    if before < holidays.count, holidays[before] == day { return total }
    return week[weekday].reduce(total) { $0 + max(0, min(clock, $1.upperBound) - $1.lowerBound) }
  }

  private func firstHoliday(atLeast day: Int) -> Int {
    var (low, high) = (0, holidays.count)
    while low < high {
      let middle = (low + high) / 2
      if holidays[middle] < day { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
