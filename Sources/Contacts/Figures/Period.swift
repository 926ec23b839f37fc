public import Records

/// A week, month or quarter in the provider's time zone: the cohort of the contacts that came in
/// then.
public struct Period: Hashable, Comparable, Sendable, CustomStringConvertible {
  public enum Length: String, Hashable, Sendable, CaseIterable { case week, month, quarter }

  public var length: Length
  /// Its first day, counted from 1970-01-01.
  public var firstDay: Int

  /// A month; 1 to 12.
  public init(year: Int, month: Int) {
    length = .month
    firstDay = Timestamp.days(year: year, month: month, day: 1)
  }

  /// The period that holds a local day, counted from 1970-01-01.
  public init(_ length: Length, holding day: Int) {
    self.length = length
    let date = Timestamp.date(days: day)
    switch length {
    case .week: firstDay = Period.monday(of: day)
    case .month: firstDay = Timestamp.days(year: date.year, month: date.month, day: 1)
    case .quarter:
      firstDay = Timestamp.days(year: date.year, month: (date.month - 1) / 3 * 3 + 1, day: 1)
    }
  }

  /// The period that holds a moment.
  public init(_ length: Length = .month, of moment: Timestamp, in zone: Zone) {
    self.init(length, holding: Period.day(of: moment, in: zone))
  }

  public static func < (a: Period, b: Period) -> Bool { a.firstDay < b.firstDay }

  public var year: Int { Timestamp.date(days: firstDay).year }
  /// 1 to 12, of its first day.
  public var month: Int { Timestamp.date(days: firstDay).month }

  public var next: Period {
    switch length {
    case .week: Period(.week, holding: firstDay + 7)
    // The 32nd day of a month, and the 93rd of a quarter, lie in the next.
    case .month: Period(.month, holding: firstDay + 31)
    case .quarter: Period(.quarter, holding: firstDay + 92)
    }
  }

  public var previous: Period { Period(length, holding: firstDay - 1) }

  /// `2024-03`, `2024-Q1`, or, for a week, its ISO 8601 number as `2024-W10`.
  public var description: String {
    func padded(_ n: Int, _ digits: Int) -> String {
      let text = String(max(0, n))
      return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
    }
    switch length {
    case .month: return padded(year, 4) + "-" + padded(month, 2)
    case .quarter: return padded(year, 4) + "-Q\((month + 2) / 3)"
    case .week:
      // A week is of the year that holds its Thursday.
      let thursday = Timestamp.date(days: firstDay + 3)
      let first = Timestamp.days(year: thursday.year, month: 1, day: 1)
      return padded(thursday.year, 4) + "-W" + padded((firstDay + 3 - first) / 7 + 1, 2)
    }
  }

  /// The local day of a moment, counted from 1970-01-01.
  public static func day(of moment: Timestamp, in zone: Zone) -> Int {
    let (day, _) = local(moment, in: zone)
    return day
  }

  /// The local day of a moment and the seconds since it began.
  public static func local(_ moment: Timestamp, in zone: Zone) -> (day: Int, second: Int) {
    let bounded = min(max(moment, .earliest), .latest)
    let local = bounded.seconds + zone.offset(at: bounded)
    let day = local >= 0 ? local / 86_400 : (local - 86_399) / 86_400
    return (day, local - day * 86_400)
  }

  /// 0 for Monday to 6 for Sunday.
  public static func weekday(of day: Int) -> Int {
    // 1970-01-01 was a Thursday.
    ((day + 3) % 7 + 7) % 7
  }

  /// The Monday of the week of a day, both counted from 1970-01-01.
  public static func monday(of day: Int) -> Int { day - weekday(of: day) }
}
