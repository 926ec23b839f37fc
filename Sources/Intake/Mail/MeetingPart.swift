import Records

/// Reads a text/calendar part: an invitation, an answer to one, a cancellation (RFC 5545, 5546).
struct MeetingPart {
  private static let maxSummary = 500
  /// Zones asked for are kept; their names are strangers' words, so the memory is bounded.
  private static let maxZones = 64

  private var zones: [Exact: Zone?] = [:]
  /// The start of the last meeting read is a local time of nobody knows where.
  private(set) var lacksZone = false

  /// - Parameters:
  ///   - calendar: in UTF-8 with LF line ends.
  ///   - method: of the Content-Type.
  ///   - local: where a time without a zone is (RFC 5545 3.3.5, form 1).
  mutating func read(_ calendar: [UInt8], method: [UInt8]?, local: Zone?) -> Mail.Meeting? {
    var calendar = calendar
    lacksZone = false
    MeetingPart.unfold(&calendar)
    var method = method
    var starts: Timestamp?
    var summary: String?
    var isEvent = false
    var known = false
    calendar.withView { view in
      var i = 0
      while i < view.count {
        let end = view.lineEnd(from: i)
        let line = view[i..<end].trimmed()
        i = end + 1
        if line.equalsAnyCase("begin:vevent") || line.equalsAnyCase("begin:vtodo") {
          isEvent = true
          known = true
        } else if line.hasPrefixAnyCase("end:v"), isEvent {
          // Of the occurrences of a series the first counts; an alarm within has no such fields.
          if line.equalsAnyCase("end:vevent") || line.equalsAnyCase("end:vtodo") { return }
        } else if line.hasPrefixAnyCase("method:"), method == nil {
          method = Array(line.from(7).trimmed().buffer)
        } else if isEvent, starts == nil, line.hasPrefixAnyCase("dtstart") {
          starts = moment(line, local)
        } else if isEvent, summary == nil, line.hasPrefixAnyCase("summary"),
          let colon = line.find(0x3A)
        {
          summary = MeetingPart.text(line.from(colon + 1))
        }
      }
    }
    guard known || method != nil else { return nil }
    let word = (method ?? Array("PUBLISH".utf8)).prefix(40).filter { $0.isLetter || $0 == 0x2D }
    return Mail.Meeting(
      method: String(decoding: word.map { $0.isLetter ? $0 & 0xDF : $0 }, as: UTF8.self),
      starts: starts, summary: summary)
  }

  /// `DTSTART:20240304T091500Z`, `DTSTART;TZID=Europe/Berlin:20240304T091500`; nil where the
  /// zone is not known, or only a day is given.
  private mutating func moment(_ line: ByteView, _ place: Zone?) -> Timestamp? {
    guard let colon = line.findLast(0x3A) else { return nil }
    let value = line.from(colon + 1).trimmed()
    guard value.count >= 15, value[8] | 0x20 == 0x74, let date = value[0..<8].number,
      let time = value[9..<15].number, (1...12).contains(date / 100 % 100),
      (1...31).contains(date % 100), time < 240_000, time / 100 % 100 < 60, time % 100 <= 60
    else { return nil }
    let local = Timestamp(
      year: date / 10_000, month: date / 100 % 100, day: date % 100, hour: time / 10_000,
      minute: time / 100 % 100, second: time % 100)
    if value[15] | 0x20 == 0x7A { return local }
    let name = MediaType(line.upTo(colon)).parameter("tzid") ?? []
    let zone = name.isEmpty ? place : zone(String(decoding: name, as: UTF8.self))
    lacksZone = zone == nil
    return zone?.moment(local: local.seconds)
  }

  private mutating func zone(_ name: String) -> Zone? {
    let key = Exact(name)
    if let found = zones[key] { return found }
    guard name.utf8.count <= 64 else { return nil }
    if zones.count >= MeetingPart.maxZones { zones = [:] }
    let zone =
      Zone(WindowsZones.iana[name] ?? name) ?? MeetingPart.ending(name)
      ?? MeetingPart.offset(name).map { Zone(offset: $0) }
    zones[key] = .some(zone)
    return zone
  }

  /// The zone at the end of `/freeassociation.sourceforge.net/Europe/Berlin`.
  private static func ending(_ name: String) -> Zone? {
    let words = name.utf8.split(separator: 0x2F)
    for count in [2, 3] where words.count > count {
      let end = words.suffix(count).map { String(decoding: $0, as: UTF8.self) }
      if let zone = Zone(end.joined(separator: "/")) { return zone }
    }
    return nil
  }

  /// The offset in `(UTC+01:00) Amsterdam, Berlin`, `GMT-0500` and `UTC+1`, in seconds.
  private static func offset(_ name: String) -> Int? {
    Array(name.utf8).withView { text in
      guard
        text.hasPrefixAnyCase("(utc") || text.hasPrefixAnyCase("(gmt")
          || text.hasPrefixAnyCase("utc") || text.hasPrefixAnyCase("gmt")
      else { return nil }
      var i = text[0] == 0x28 ? 4 : 3
      let sign = text[i]
      guard sign == 0x2B || sign == 0x2D else { return text[i] == 0x29 ? 0 : nil }
      i += 1
      var digits: [Int] = []
      while digits.count < 4, text[i].isDigit || text[i] == 0x3A {
        if text[i].isDigit { digits.append(Int(text[i] - 0x30)) }
        i += 1
      }
      var minutes: Int
      switch digits.count {
      case 1: minutes = digits[0] * 60
      case 2: minutes = (digits[0] * 10 + digits[1]) * 60
      case 4: minutes = (digits[0] * 10 + digits[1]) * 60 + digits[2] * 10 + digits[3]
      default: return nil
      }
      guard minutes <= 14 * 60 else { return nil }
      if sign == 0x2D { minutes = -minutes }
      return minutes * 60
    }
  }

  /// Joins the lines that were folded (RFC 5545 3.1).
  private static func unfold(_ text: inout [UInt8]) {
    var write = 0
    var read = 0
    while read < text.count {
      if text[read] == 0x0A, read + 1 < text.count, text[read + 1] == 0x20 || text[read + 1] == 0x09
      {
        read += 2
        continue
      }
      text[write] = text[read]
      write += 1
      read += 1
    }
    text.removeSubrange(write...)
  }

  /// Undoes the escapes of RFC 5545 3.3.11.
  private static func text(_ value: ByteView) -> String {
    var out: [UInt8] = []
    var i = 0
    while i < value.count, out.count < maxSummary * 2 {
      if value[i] == 0x5C, i + 1 < value.count {
        i += 1
        out.append(value[i] | 0x20 == 0x6E ? 0x20 : value[i])
      } else {
        out.append(value[i])
      }
      i += 1
    }
    return out.withView { MessageReader.line($0, maxSummary) }
  }
}

/// The zones that Outlook names in its own way (Unicode CLDR, windowsZones.xml).
enum WindowsZones {
  static let iana: [String: String] = [
    "Hawaiian Standard Time": "Pacific/Honolulu", "Alaskan Standard Time": "America/Anchorage",
    "Pacific Standard Time": "America/Los_Angeles", "US Mountain Standard Time": "America/Phoenix",
    "Mountain Standard Time": "America/Denver", "Central Standard Time": "America/Chicago",
    "Eastern Standard Time": "America/New_York", "Atlantic Standard Time": "America/Halifax",
    "US Eastern Standard Time": "America/Indiana/Indianapolis",
    "Newfoundland Standard Time": "America/St_Johns",
    "E. South America Standard Time": "America/Sao_Paulo", "GMT Standard Time": "Europe/London",
    "Greenwich Standard Time": "Atlantic/Reykjavik", "W. Europe Standard Time": "Europe/Berlin",
    "Romance Standard Time": "Europe/Paris", "Central Europe Standard Time": "Europe/Budapest",
    "Central European Standard Time": "Europe/Warsaw", "GTB Standard Time": "Europe/Bucharest",
    "FLE Standard Time": "Europe/Kiev", "E. Europe Standard Time": "Europe/Chisinau",
    "Israel Standard Time": "Asia/Jerusalem", "Turkey Standard Time": "Europe/Istanbul",
    "South Africa Standard Time": "Africa/Johannesburg", "Russian Standard Time": "Europe/Moscow",
    "Arabian Standard Time": "Asia/Dubai", "India Standard Time": "Asia/Kolkata",
    "SE Asia Standard Time": "Asia/Bangkok", "China Standard Time": "Asia/Shanghai",
    "Singapore Standard Time": "Asia/Singapore", "Tokyo Standard Time": "Asia/Tokyo",
    "Korea Standard Time": "Asia/Seoul", "AUS Eastern Standard Time": "Australia/Sydney",
    "W. Australia Standard Time": "Australia/Perth",
    "New Zealand Standard Time": "Pacific/Auckland",
  ]
}
