public import Records

/// A calendar month in the provider's time zone: the cohort of the contacts that came in then.
public struct Period: Hashable, Comparable, Sendable, CustomStringConvertible {
  public var year: Int
  /// 1 to 12.
  public var month: Int

  public init(year: Int, month: Int) {
    self.year = year
    self.month = month
  }

  /// The month that holds a moment.
  public init(of moment: Timestamp, in zone: Zone) {
    let date = Timestamp.date(days: Period.day(of: moment, in: zone))
    self.init(year: date.year, month: date.month)
  }

  public static func < (a: Period, b: Period) -> Bool { (a.year, a.month) < (b.year, b.month) }

  /// `2024-03`.
  public var description: String {
    let digits = String(max(0, year))
    let pad = String(repeating: "0", count: max(0, 4 - digits.utf8.count))
    return pad + digits + (month < 10 ? "-0" : "-") + String(month)
  }

  /// The local day of a moment, counted from 1970-01-01.
  public static func day(of moment: Timestamp, in zone: Zone) -> Int {
    let bounded = min(max(moment, .earliest), .latest)
    let local = bounded.seconds + zone.offset(at: bounded)
    return local >= 0 ? local / 86_400 : (local - 86_399) / 86_400
  }

  /// The Monday of the week of a day, both counted from 1970-01-01 (a Thursday).
  public static func monday(of day: Int) -> Int {
    let weekday = ((day + 3) % 7 + 7) % 7
    return day - weekday
  }
}
