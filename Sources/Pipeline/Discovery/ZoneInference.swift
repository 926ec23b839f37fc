import Records

/// Tells a time zone from the offsets that mail programs write into Date headers.
struct ZoneInference {
  /// How often an offset was seen in a week, with one of the moments.
  private struct Week: Hashable {
    var offset: Int
    var week: Int
  }

  private var seen: [Week: (count: Int, moment: Timestamp)] = [:]

  /// - Parameter offset: seconds east of UTC.
  mutating func add(_ offset: Int, at moment: Timestamp) {
    let week = Week(offset: offset, week: moment.seconds / (7 * 86_400))
    seen[week] = ((seen[week]?.count ?? 0) + 1, moment)
  }

  mutating func add(_ other: ZoneInference) {
    for (week, found) in other.seen {
      seen[week] = ((seen[week]?.count ?? 0) + found.count, found.moment)
    }
  }

  /// So many dates are needed to tell anything.
  private static let least = 20
  /// A smaller share of the dates than this may be in other zones.
  private static let share = 0.6

  /// The zone that explains the most of the dates; nil where there are too few, or none does.
  ///
  /// - Parameter domain: of the provider; its country decides between zones that are alike.
  func zone(domain: String?) -> Zone? {
    // Some servers write every date in UTC; that tells nothing where anything else was seen.
    let isElsewhere = seen.contains { $0.key.offset != 0 }
    let told = seen.filter { !isElsewhere || $0.key.offset != 0 }
    let total = told.values.reduce(0) { $0 + $1.count }
    guard total >= ZoneInference.least else { return nil }
    let country = domain?.split(separator: ".").last.map(String.init)
    var best: (score: Int, zone: Zone)?
    for candidate in ZoneInference.candidates(country: country) {
      guard let zone = Zone(candidate) else { continue }
      let score = told.reduce(0) { sum, entry in
        zone.offset(at: entry.value.moment) == entry.key.offset ? sum + entry.value.count : sum
      }
      if score > best?.score ?? 0 { best = (score, zone) }
    }
    guard let best, Double(best.score) >= ZoneInference.share * Double(total) else { return nil }
    return best.zone
  }

  /// Zones in the order of their populations, those of the country first.
  private static func candidates(country: String?) -> [String] {
    let own = zones.filter { $0.country == country }
    return (own + zones.filter { $0.country != country }).map(\.name)
  }

  private static let zones: [(name: String, country: String)] = [
    ("America/New_York", "us"), ("America/Chicago", "us"), ("America/Los_Angeles", "us"),
    ("America/Denver", "us"), ("America/Phoenix", "us"), ("America/Anchorage", "us"),
    ("Pacific/Honolulu", "us"), ("America/Toronto", "ca"), ("America/Vancouver", "ca"),
    ("America/Halifax", "ca"), ("America/St_Johns", "ca"), ("Europe/London", "uk"),
    ("Europe/Dublin", "ie"), ("Europe/Lisbon", "pt"), ("Europe/Berlin", "de"),
    ("Europe/Paris", "fr"), ("Europe/Madrid", "es"), ("Europe/Rome", "it"),
    ("Europe/Amsterdam", "nl"), ("Europe/Brussels", "be"), ("Europe/Vienna", "at"),
    ("Europe/Zurich", "ch"), ("Europe/Stockholm", "se"), ("Europe/Oslo", "no"),
    ("Europe/Copenhagen", "dk"), ("Europe/Warsaw", "pl"), ("Europe/Prague", "cz"),
    ("Europe/Helsinki", "fi"), ("Europe/Athens", "gr"), ("Europe/Bucharest", "ro"),
    ("Europe/Kyiv", "ua"), ("Europe/Istanbul", "tr"), ("Europe/Moscow", "ru"),
    ("Africa/Johannesburg", "za"), ("Africa/Lagos", "ng"), ("Asia/Jerusalem", "il"),
    ("Asia/Dubai", "ae"), ("Asia/Kolkata", "in"), ("Asia/Karachi", "pk"), ("Asia/Dhaka", "bd"),
    ("Asia/Bangkok", "th"), ("Asia/Shanghai", "cn"), ("Asia/Singapore", "sg"),
    ("Asia/Manila", "ph"), ("Asia/Tokyo", "jp"), ("Asia/Seoul", "kr"),
    ("Australia/Perth", "au"), ("Australia/Sydney", "au"), ("Australia/Brisbane", "au"),
    ("Australia/Adelaide", "au"), ("Pacific/Auckland", "nz"), ("America/Sao_Paulo", "br"),
    ("America/Argentina/Buenos_Aires", "ar"), ("America/Santiago", "cl"),
    ("America/Bogota", "co"), ("America/Mexico_City", "mx"),
  ]
}
