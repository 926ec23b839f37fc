import Records

/// The provider's calendar: when people work, and what their clocks show.
struct WorkingTime: Sendable {
  let zone: Zone

  private static let opens = 8 * 3600
  private static let closes = 18 * 3600

  /// Seconds of the local day, and the day counted from 1970-01-01.
  func local(_ moment: Timestamp) -> (day: Int, second: Int) {
    let local = moment.seconds + zone.offset(at: moment)
    return (local / 86_400, local % 86_400)
  }

  /// 0 is Monday.
  static func weekday(day: Int) -> Int { (day + 3) % 7 }

  func moment(day: Int, second: Int) -> Timestamp {
    zone.moment(local: day * 86_400 + second)
  }

  /// The moment itself where somebody is at work, else some time in the next morning.
  func atWork(_ moment: Timestamp, random: inout Random) -> Timestamp {
    let (day, second) = local(moment)
    let works = WorkingTime.weekday(day: day) < 5
    if works && second >= WorkingTime.opens && second < WorkingTime.closes { return moment }
    var next = works && second < WorkingTime.opens ? day : day + 1
    while WorkingTime.weekday(day: next) >= 5 { next += 1 }
    return self.moment(day: next, second: WorkingTime.opens + random.int(0...5400))
  }

  /// The moment after `moment` in which the zone's clocks go back on a given day, if they do.
  func clocksGoBack(onDay day: Int) -> Timestamp? {
    let midnight = moment(day: day, second: 0)
    let next = moment(day: day + 1, second: 0)
    guard zone.offset(at: next) < zone.offset(at: midnight) else { return nil }
    var low = midnight.seconds
    var high = next.seconds
    while high - low > 1 {
      let middle = (low + high) / 2
      if zone.offset(at: Timestamp(middle)) == zone.offset(at: midnight) {
        low = middle
      } else {
        high = middle
      }
    }
    return Timestamp(high)
  }
}
