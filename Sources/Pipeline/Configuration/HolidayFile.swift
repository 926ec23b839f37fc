import Records

/// The whole days of an iCalendar file (RFC 5545): each VEVENT from its DTSTART to its DTEND,
/// repeated by its RRULE and without its EXDATEs.
struct HolidayFile {
  /// What cannot be read, with the line counted from 1.
  struct Fault: Error {
    var line: Int
    var reason: String
  }

  /// Counted from 1970-01-01.
  private(set) var days: Set<Int> = []

  /// Recurrences end with this year.
  static let lastYear = 2060
  /// An event's days; more is a mistake.
  private static let longest = 366

  private struct HolidayEvent {
    var start: Int?
    var end: Int?
    var rule: HolidayRule?
    var excluded: Set<Int> = []
  }

  init(_ text: String) throws(Fault) {
    var event = HolidayEvent()
    // The components that are open: an alarm within an event has times of its own.
    var open: [String] = []
    for (number, line) in HolidayFile.unfolded(text) {
      let name = line.prefix { $0 != ":" && $0 != ";" }.uppercased()
      let value = line.drop { $0 != ":" }.dropFirst().uppercased()
      if name == "BEGIN" {
        if open.count < 64 { open.append(value) }
        if value == "VEVENT" { event = HolidayEvent() }
      } else if name == "END" {
        if open.popLast() == "VEVENT" && value == "VEVENT" { add(event) }
      } else if open.last == "VEVENT" {
        try HolidayFile.read(name, value, number, &event)
      }
    }
  }

  private static func read(
    _ name: String, _ value: String, _ line: Int, _ event: inout HolidayEvent
  ) throws(Fault) {
    switch name {
    case "DTSTART": event.start = day(value)
    case "DTEND": event.end = day(value)
    case "EXDATE":
      for date in value.split(separator: ",") {
        guard let day = day(String(date)) else {
          throw Fault(line: line, reason: "an EXDATE is a date such as 20261225")
        }
        event.excluded.insert(day)
      }
    case "RRULE":
      guard event.rule == nil else {
        throw Fault(line: line, reason: "an event has one RRULE; write the others as events")
      }
      do {
        event.rule = try HolidayRule(value)
      } catch {
        throw Fault(line: line, reason: error.reason)
      }
    case "RDATE", "EXRULE":
      throw Fault(line: line, reason: "\(name) is not read; write its days as events of their own")
    default: break
    }
  }

  private mutating func add(_ event: HolidayEvent) {
    guard let start = event.start else { return }
    // DTEND is the first day that is no longer part of it.
    let length = max(1, min(HolidayFile.longest, (event.end ?? start + 1) - start))
    let starts = event.rule?.days(from: start) ?? [start]
    for start in starts where !event.excluded.contains(start) {
      days.formUnion(start..<start + length)
    }
  }

  /// `20261225`, with or without a time after it.
  static func day(_ value: String) -> Int? {
    let digits = Array(value.utf8.prefix(8))
    guard digits.count == 8, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    let number = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    let (year, month, day) = (number / 10_000, number / 100 % 100, number % 100)
    guard (1900...2200).contains(year) else { return nil }
    return HolidayRule.day(year, month, day)
  }

  /// Lines with those that continue them, and where each begins.
  private static func unfolded(_ text: String) -> [(number: Int, line: String)] {
    var lines: [(number: Int, line: String)] = []
    var number = 0
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      number += 1
      let line = rest.prefix { $0 != 0x0A && $0 != 0x0D }
      rest = rest.dropFirst(line.count)
      rest = rest.dropFirst(rest.starts(with: [0x0D, 0x0A]) ? 2 : 1)
      if let first = line.first, first == 0x20 || first == 0x09, !lines.isEmpty {
        lines[lines.count - 1].line += String(decoding: line.dropFirst(), as: UTF8.self)
      } else if !line.isEmpty {
        lines.append((number, String(decoding: line, as: UTF8.self)))
      }
    }
    return lines
  }
}
