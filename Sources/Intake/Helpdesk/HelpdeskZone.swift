import Records

/// The zones that a server's own label stands for.
///
/// Bugzilla 3.2 writes one label on all its times, that of the zone in which the server is at
/// the moment of the export: `2000-12-05 17:37:04 EDT` is in winter. The label so names the
/// place rather than the offset.
enum HelpdeskZone {
  private static let losAngeles = Zone("America/Los_Angeles")
  private static let denver = Zone("America/Denver")
  private static let chicago = Zone("America/Chicago")
  private static let newYork = Zone("America/New_York")
  private static let london = Zone("Europe/London")
  private static let lisbon = Zone("Europe/Lisbon")
  private static let berlin = Zone("Europe/Berlin")
  private static let helsinki = Zone("Europe/Helsinki")
  private static let moscow = Zone("Europe/Moscow")
  private static let tokyo = Zone("Asia/Tokyo")
  private static let sydney = Zone("Australia/Sydney")
  private static let auckland = Zone("Pacific/Auckland")

  /// Nil for a label that is not known or, as IST, stands for several places.
  static func named(_ label: String) -> Zone? {
    switch label {
    case "UTC", "GMT", "Z": .utc
    case "PST", "PDT": losAngeles
    case "MST", "MDT": denver
    case "CST", "CDT": chicago
    case "EST", "EDT": newYork
    case "BST": london
    case "WET", "WEST": lisbon
    case "CET", "CEST", "MET", "MEST": berlin
    case "EET", "EEST": helsinki
    case "MSK", "MSD": moscow
    case "JST": tokyo
    case "AEST", "AEDT": sydney
    case "NZST", "NZDT": auckland
    default: nil
    }
  }
}

extension XMLRecord {
  /// A moment as `2013-06-25 11:49:36 +0200`, `2000-07-05 17:37:04 EDT` or `2000-07-05 17:37`.
  ///
  /// Where there is no offset in digits, the zone is that which is known, else the label's
  /// (`zone-from-label`), else UTC (`zone-assumed`).
  mutating func labelledTime(_ path: String, in zone: Zone?) -> Timestamp? {
    guard let text = id(path)?.text else { return nil }
    var words = Array(text.utf8).split(separator: 0x20)
    let label = words.count > 2 ? words.removeLast() : []
    var joined = Array(words.joined(separator: [0x20]))
    if let sign = label.first, sign == 0x2B || sign == 0x2D {
      joined += label
      if let time = Timestamp(rfc3339: joined), time >= .earliest, time <= .latest { return time }
      return bad(path)
    }
    if let time = Timestamp(rfc3339: joined), time >= .earliest, time <= .latest { return time }
    guard let utc = Timestamp(rfc3339: joined, assuming: 0), utc >= .earliest, utc <= .latest
    else { return bad(path) }
    if let zone { return zone.moment(local: utc.seconds) }
    guard let labelled = HelpdeskZone.named(String(decoding: label, as: UTF8.self)) else {
      add(defect: "zone-assumed")
      return utc
    }
    if labelled != .utc { add(defect: "zone-from-label") }
    return labelled.moment(local: utc.seconds)
  }

  private mutating func bad(_ path: String) -> Timestamp? {
    let name = path.split(separator: "/").last ?? ""
    add(defect: "bad-\(name)")
    return nil
  }
}
