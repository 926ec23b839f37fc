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

  private func spans(of day: Int) -> [Range<Int>] {
    // 1970-01-01 was a Thursday, the fourth day from Monday.
    holidays.contains(day) ? [] : week[((day + 3) % 7 + 7) % 7]
  }

  private func localDay(of moment: Timestamp) -> Int {
    OpeningHours.day(moment.seconds + zone.offset(at: moment))
  }

  private static func day(_ local: Int) -> Int {
    local >= 0 ? local / 86_400 : (local - 86_399) / 86_400
  }
}
