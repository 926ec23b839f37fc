public import Contacts
public import Records

/// Reads opening hours and holidays of pipeline.yml.
struct CalendarReader {
  let directory: String
  let zone: Zone

  private static let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

  /// `{ mon-fri: "08:00-12:00, 13:00-18:00", sat: "09:00-12:00" }`; days that are not named are
  /// closed.
  func hours(_ node: YAMLNode, holidays: Set<Int>) throws(ConfigurationError) -> OpeningHours {
    var week = [[Range<Int>]](repeating: [], count: 7)
    for (key, value) in try node.pairs("hours") {
      let days = try self.days(key)
      let spans = try spans(value)
      for day in days {
        guard week[day].isEmpty else {
          throw key.fault("\(CalendarReader.days[day]) has hours already; name each day once")
        }
        week[day] = spans
      }
    }
    return OpeningHours(week: week, holidays: holidays, zone: zone)
  }

  /// `mon`, `mon-fri`, `sat-sun` or several with commas.
  private func days(_ key: YAMLNode) throws(ConfigurationError) -> [Int] {
    let fault = key.fault("hours are given for days such as mon, mon-fri or sat-sun")
    var all: [Int] = []
    for part in try key.text("a day").lowercased().split(separator: ",") {
      var ends: [Int] = []
      for end in part.split(separator: "-", omittingEmptySubsequences: false) {
        guard let day = CalendarReader.day(named: end) else { throw fault }
        ends.append(day)
      }
      guard let first = ends.first, let last = ends.last, ends.count <= 2 else { throw fault }
      var day = first
      all.append(day)
      while day != last {
        day = (day + 1) % 7
        all.append(day)
      }
    }
    guard !all.isEmpty else { throw fault }
    return all
  }

  /// `mon` or any longer beginning of the day's English name.
  private static func day(named text: Substring) -> Int? {
    let name = Array(text.utf8.filter { $0 != 0x20 })
    let names = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
    return name.count < 3 ? nil : names.firstIndex { $0.utf8.starts(with: name) }
  }

  private func spans(_ node: YAMLNode) throws(ConfigurationError) -> [Range<Int>] {
    let text = try node.text("hours")
    if text == "closed" || text.isEmpty { return [] }
    var all: [Range<Int>] = []
    for part in text.split(separator: ",") {
      let ends = part.split(separator: "-").map { CalendarReader.secondOfDay(String($0)) }
      guard ends.count == 2, let from = ends[0], let to = ends[1], from < to,
        from >= all.last?.upperBound ?? 0
      else {
        throw node.fault(
          "hours are spans such as \"08:00-12:00, 13:00-18:00\", in order and within a day")
      }
      all.append(from..<to)
    }
    return all
  }

  private static func secondOfDay(_ text: String) -> Int? {
    let parts = text.utf8.filter { $0 != 0x20 }.split(separator: 0x3A).map {
      Int(String(decoding: $0, as: UTF8.self))
    }
    guard parts.count == 2, let hour = parts[0], let minute = parts[1], (0...24).contains(hour),
      (0...59).contains(minute), hour < 24 || minute == 0
    else { return nil }
    return hour * 3600 + minute * 60
  }

  /// Dates (`2026-12-25`), yearly ones (`12-25`), periods (`2026-12-24..2027-01-01`) and .ics
  /// files; the result is in days since 1970.
  func holidays(_ node: YAMLNode) throws(ConfigurationError) -> Set<Int> {
    var all: Set<Int> = []
    for item in try node.list("holidays") {
      let text = try item.text("a holiday")
      if text.utf8.count > 4 && text.lowercased().hasSuffix(".ics") {
        all.formUnion(try calendarFile(text, item))
      } else if let days = CalendarReader.days(of: text) {
        all.formUnion(days)
      } else {
        throw item.fault(
          "a holiday is a date such as 2026-12-25, a yearly 12-25, a period "
            + "2026-12-24..2027-01-01, or an .ics file")
      }
    }
    return all
  }

  private static let yearly = 1990...2060

  private static func days(of text: String) -> [Int]? {
    let bytes = Array(text.utf8)
    let numbers = bytes.split(omittingEmptySubsequences: false) { $0 == 0x2D || $0 == 0x2E }
    func number(_ i: Int) -> Int? { Int(String(decoding: numbers[i], as: UTF8.self)) }
    switch numbers.count {
    case 2:
      // The 29th of February comes in leap years alone, of which 2000 is one.
      guard CalendarReader.day(2000, number(0), number(1)) != nil else { return nil }
      return yearly.compactMap { CalendarReader.day($0, number(0), number(1)) }
    case 3: return CalendarReader.day(number(0), number(1), number(2)).map { [$0] }
    case 7:
      // Two dates around "..", which gives one empty piece.
      guard let from = CalendarReader.day(number(0), number(1), number(2)), numbers[3].isEmpty,
        let to = CalendarReader.day(number(4), number(5), number(6)), from <= to, to - from < 3660
      else { return nil }
      return Array(from...to)
    default: return nil
    }
  }

  private static func day(_ year: Int?, _ month: Int?, _ day: Int?) -> Int? {
    guard let year, let month, let day, (1900...2200).contains(year), (1...12).contains(month),
      (1...31).contains(day)
    else { return nil }
    let days = Timestamp.days(year: year, month: month, day: day)
    return Timestamp.date(days: days).day == day ? days : nil
  }

  private func calendarFile(_ path: String, _ node: YAMLNode) throws(ConfigurationError) -> Set<Int>
  {
    let full = path.utf8.first == 0x2F || directory == "." ? path : directory + "/" + path
    let text: String
    do {
      text = try FileBytes.text(of: full, limit: Configuration.limit)
    } catch {
      throw node.fault("the calendar \(error.reason)")
    }
    do {
      return try HolidayFile(text).days
    } catch {
      throw node.fault("the calendar's line \(error.line): \(error.reason)")
    }
  }
}

extension OpeningHours {
  /// Hours as an option says them: `mon-fri 09:00-12:00 13:00-17:00 sat 09:00-12:00`, with or
  /// without commas and colons between; nil for what is none.
  public init?(said text: String, zone: Zone) {
    var days: [String] = []
    var spans: [[String]] = []
    for word in text.utf8.split(whereSeparator: { " ,;".utf8.contains($0) }) {
      guard word.allSatisfy({ OpeningHours.letters.contains($0) }), let first = word.first else {
        return nil
      }
      let word = String(decoding: word, as: UTF8.self)
      if (0x30...0x39).contains(first) {
        guard !spans.isEmpty else { return nil }
        spans[spans.count - 1].append(word)
      } else {
        days.append(word.utf8.last == 0x3A ? String(word.dropLast()) : word)
        spans.append([])
      }
    }
    guard !days.isEmpty, spans.allSatisfy({ !$0.isEmpty }) else { return nil }
    let pairs = zip(days, spans).map { "\"\($0)\": \"\($1.joined(separator: ","))\"" }
    guard
      let node = try? YAMLNode.document("{\(pairs.joined(separator: ","))}", file: "--hours"),
      let hours = try? CalendarReader(directory: ".", zone: zone).hours(node, holidays: [])
    else { return nil }
    self = hours
  }

  private static let letters = Set(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789:-".utf8)
}
