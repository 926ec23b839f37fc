import Records

/// A recurrence rule of iCalendar (RFC 5545 3.3.10), as far as holidays need one.
///
/// FREQ of DAILY, WEEKLY, MONTHLY or YEARLY with INTERVAL, COUNT and UNTIL; BYDAY within a week,
/// or one such as `4TH` or `-1MO` of a month; BYMONTH and BYMONTHDAY of a year.
struct HolidayRule: Equatable {
  /// What is not read.
  struct Fault: Error {
    var reason: String
  }

  private enum Frequency: String { case daily, weekly, monthly, yearly }

  private var frequency: Frequency
  private var interval = 1
  private var count: Int?
  /// The last day.
  private var until: Int?
  /// From Monday, 0 to 6.
  private var weekdays: [Int] = []
  /// Which of that weekday in the month; negative from its end.
  private var ordinal: Int?
  private var month: Int?
  private var monthDay: Int?

  private static let names = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]

  /// - Parameter text: in upper case, what follows `RRULE:`.
  init(_ text: String) throws(Fault) {
    var parts: [String: String] = [:]
    for part in text.split(separator: ";") {
      let sides = part.split(separator: "=", maxSplits: 1)
      guard sides.count == 2, parts[String(sides[0])] == nil else {
        throw Fault(reason: "a rule is of parts such as FREQ=YEARLY;INTERVAL=1, each once")
      }
      parts[String(sides[0])] = String(sides[1])
    }
    guard let frequency = Frequency(rawValue: (parts["FREQ"] ?? "").lowercased()) else {
      throw Fault(reason: "a rule's FREQ is DAILY, WEEKLY, MONTHLY or YEARLY")
    }
    self.frequency = frequency
    for (name, value) in parts.sorted(by: { $0.key < $1.key }) where name != "FREQ" {
      try read(name, value)
    }
    try check()
  }

  private mutating func read(_ name: String, _ value: String) throws(Fault) {
    switch name {
    case "INTERVAL": interval = try HolidayRule.number(name, value, in: 1...1000)
    case "COUNT": count = try HolidayRule.number(name, value, in: 1...100_000)
    case "BYMONTH": month = try HolidayRule.number(name, value, in: 1...12)
    case "BYMONTHDAY": monthDay = try HolidayRule.number(name, value, in: 1...31)
    case "UNTIL":
      guard let day = HolidayFile.day(value) else {
        throw Fault(reason: "UNTIL is a date such as 20301231")
      }
      until = day
    case "BYDAY":
      let days = value.split(separator: ",")
      for day in days {
        guard let weekday = HolidayRule.names.firstIndex(of: String(day.suffix(2))) else {
          throw Fault(reason: "BYDAY is of days such as MO or 4TH")
        }
        weekdays.append(weekday)
        let prefix = String(day.dropLast(2))
        guard !prefix.isEmpty else { continue }
        guard days.count == 1, let nth = Int(prefix), (-5...5).contains(nth), nth != 0 else {
          throw Fault(reason: "BYDAY names one such day, as 4TH or -1MO")
        }
        ordinal = nth
      }
    case "WKST" where value == "MO" || frequency != .weekly: break
    default: throw Fault(reason: "\(name)=\(value) is not read; write the days as events")
    }
  }

  private func check() throws(Fault) {
    let hasOrdinal = ordinal != nil
    let isFine =
      switch frequency {
      case .daily: weekdays.isEmpty && month == nil && monthDay == nil
      case .weekly: !hasOrdinal && month == nil && monthDay == nil
      case .monthly:
        month == nil && hasOrdinal == !weekdays.isEmpty && !(hasOrdinal && monthDay != nil)
      case .yearly:
        hasOrdinal == !weekdays.isEmpty && !(hasOrdinal && monthDay != nil)
          && (month != nil || !hasOrdinal && monthDay == nil)
      }
    if !isFine {
      throw Fault(
        reason: "these parts of a rule are not read together; write the days as events")
    }
  }

  private static func number(
    _ name: String, _ value: String, in range: ClosedRange<Int>
  ) throws(Fault) -> Int {
    guard let number = Int(value), range.contains(number) else {
      throw Fault(
        reason: "\(name) is one number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  /// The days on which it falls, from the first one on, which is always among them.
  func days(from start: Int) -> [Int] {
    let last = min(
      until ?? Int.max, Timestamp.days(year: HolidayFile.lastYear, month: 12, day: 31))
    var all = [start]
    var period = 0
    let limit = count ?? Int.max
    while all.count < limit {
      guard let (first, found) = candidates(start, period) else { break }
      if first > last { break }
      for day in found where day > start && day <= last && all.count < limit { all.append(day) }
      period += interval
    }
    return all
  }

  /// The days of a day, week, month or year counted from that of the start, with the first day of
  /// that period.
  private func candidates(_ start: Int, _ period: Int) -> (first: Int, days: [Int])? {
    let date = Timestamp.date(days: start)
    switch frequency {
    case .daily: return (start + period, [start + period])
    case .weekly:
      // 1970-01-01 was a Thursday.
      let weekday = ((start + 3) % 7 + 7) % 7
      let monday = start - weekday + 7 * period
      let days = weekdays.isEmpty ? [weekday] : Set(weekdays).sorted()
      return (monday, days.map { monday + $0 })
    case .monthly:
      let months = date.year * 12 + date.month - 1 + period
      return inMonth(months / 12, months % 12 + 1, monthDay ?? date.day)
    case .yearly: return inMonth(date.year + period, month ?? date.month, monthDay ?? date.day)
    }
  }

  private func inMonth(_ year: Int, _ month: Int, _ day: Int) -> (first: Int, days: [Int])? {
    guard let first = HolidayRule.day(year, month, 1) else { return nil }
    guard let ordinal, let weekday = weekdays.first else {
      return (first, [HolidayRule.day(year, month, day)].compactMap(\.self))
    }
    let length = Timestamp.days(year: year, month: month + 1, day: 1) - first
    let offset = (weekday - (first + 3) % 7 + 7) % 7
    let all = stride(from: offset, to: length, by: 7).map { first + $0 }
    let index = ordinal > 0 ? ordinal - 1 : all.count + ordinal
    return (first, all.indices.contains(index) ? [all[index]] : [])
  }

  /// A day counted from 1970-01-01; nil for what is no date.
  static func day(_ year: Int, _ month: Int, _ day: Int) -> Int? {
    guard (1900...2300).contains(year), (1...12).contains(month), (1...31).contains(day) else {
      return nil
    }
    let days = Timestamp.days(year: year, month: month, day: day)
    return Timestamp.date(days: days).day == day ? days : nil
  }
}
