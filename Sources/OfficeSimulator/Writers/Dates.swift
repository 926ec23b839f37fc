import Records

/// Times as the exports write them.
enum Calendar {
  static let days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
  static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  static func two(_ n: Int) -> String { n < 10 ? "0\(n)" : "\(n)" }

  /// The parts of a moment as the zone's clocks show them.
  private static func parts(_ moment: Timestamp, offset: Int)
    -> (weekday: String, day: Int, month: Int, year: Int, time: String)
  {
    let local = moment.seconds + offset
    let date = Timestamp.date(days: local / 86_400)
    let second = local % 86_400
    let clock = "\(two(second / 3600)):\(two(second / 60 % 60)):\(two(second % 60))"
    return (
      days[WorkingTime.weekday(day: local / 86_400)], date.day, date.month, date.year, clock
    )
  }

  /// RFC 5322 3.3: `Mon, 06 Oct 2025 09:14:05 -0700`.
  static func rfc5322(_ moment: Timestamp, zone: Zone) -> String {
    let offset = zone.offset(at: moment)
    let p = parts(moment, offset: offset)
    let sign = offset < 0 ? "-" : "+"
    let digits = two(abs(offset) / 3600) + two(abs(offset) / 60 % 60)
    return "\(p.weekday), \(two(p.day)) \(months[p.month - 1]) \(p.year) \(p.time) \(sign)\(digits)"
  }

  /// asctime in UTC, as it stands in From_ lines: `Mon Oct  6 16:14:05 2025`.
  static func asctime(_ moment: Timestamp) -> String {
    let p = parts(moment, offset: 0)
    let day = p.day < 10 ? " \(p.day)" : "\(p.day)"
    return "\(p.weekday) \(months[p.month - 1]) \(day) \(p.time) \(p.year)"
  }

  /// `2025-10-06 09:14:05`, the zone's time.
  static func local(_ moment: Timestamp, zone: Zone) -> String {
    let p = parts(moment, offset: zone.offset(at: moment))
    return "\(p.year)-\(two(p.month))-\(two(p.day)) \(p.time)"
  }

  /// As people's mail programs introduce a quotation: `Mon, Oct 6, 2025 at 09:14`.
  static func longDate(_ moment: Timestamp, zone: Zone) -> String {
    let p = parts(moment, offset: zone.offset(at: moment))
    let clock = p.time.prefix(5)
    return "\(p.weekday), \(months[p.month - 1]) \(p.day), \(p.year) at \(clock)"
  }
}
