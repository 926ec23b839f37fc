import Contacts
import Records

/// Tells opening hours from the times at which people of ours answered.
struct HoursInference {
  private var moments: [Timestamp] = []

  /// More are not kept; the first ones tell as much.
  private static let most = 200_000
  /// So many answers are needed to tell anything.
  private static let least = 50
  private static let halfHour = 1800

  mutating func add(_ moment: Timestamp) {
    if moments.count < HoursInference.most { moments.append(moment) }
  }

  mutating func add(_ other: HoursInference) {
    moments += other.moments.prefix(HoursInference.most - moments.count)
  }

  /// The days on which a fair part of the answers fell, and the half hours between which nine of
  /// ten lie; nil where there are too few answers.
  func hours(zone: Zone) -> OpeningHours? {
    guard moments.count >= HoursInference.least else { return nil }
    var byDay = [[Int]](repeating: [], count: 7)
    for moment in moments {
      let local = moment.seconds + zone.offset(at: moment)
      let day = Int((Double(local) / 86_400).rounded(.down))
      // The first of January 1970 was a Thursday.
      byDay[((day + 3) % 7 + 7) % 7].append(local - day * 86_400)
    }
    let busiest = byDay.map(\.count).max() ?? 0
    let open = byDay.map { $0.count * 4 >= busiest }
    let times = zip(byDay, open).flatMap { $1 ? $0 : [] }.sorted()
    let first = times[times.count / 20]
    let last = times[times.count - 1 - times.count / 20]
    let from = first / HoursInference.halfHour * HoursInference.halfHour
    let to = min(86_400, (last / HoursInference.halfHour + 1) * HoursInference.halfHour)
    return OpeningHours(week: open.map { $0 ? [from..<to] : [] }, zone: zone)
  }

  /// `mon-fri: "08:00-18:00"` for pipeline.yml and people; days with the same hours together.
  static func text(_ hours: OpeningHours) -> String {
    let names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    var parts: [String] = []
    var day = 0
    while day < 7 {
      var last = day
      while last < 6, hours.week[last + 1] == hours.week[day] { last += 1 }
      if !hours.week[day].isEmpty {
        let spans = hours.week[day].map { "\(clock($0.lowerBound))-\(clock($0.upperBound))" }
        let days = last == day ? names[day] : "\(names[day])-\(names[last])"
        parts.append("\(days): \"\(spans.joined(separator: ", "))\"")
      }
      day = last + 1
    }
    return parts.joined(separator: ", ")
  }

  private static func clock(_ second: Int) -> String {
    func two(_ n: Int) -> String { n < 10 ? "0\(n)" : "\(n)" }
    return "\(two(second / 3600)):\(two(second / 60 % 60))"
  }
}
