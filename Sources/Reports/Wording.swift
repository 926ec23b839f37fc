import Contacts
import Records

/// How times, spans and counts are said.
enum Wording {
  /// A number and its unit, which no line end may part.
  private static func unit(_ n: Int, _ unit: String) -> String { "\(n)\u{A0}\(unit)" }

  private static func units(_ n: Int, _ big: String, _ m: Int, _ small: String) -> String {
    m == 0 ? unit(n, big) : unit(n, big) + "\u{A0}" + unit(m, small)
  }

  /// The two largest units, days alone from a hundred on: `3 d 4 h`, `2 h 5 min`, `12 min`, `45 s`; the rest is cut off.
  static func span(_ seconds: Int) -> String {
    let s = max(0, seconds)
    // After a hundred days nobody counts the hours.
    if s >= 100 * 86_400 { return unit(s / 86_400, "d") }
    if s >= 86_400 { return units(s / 86_400, "d", s / 3600 % 24, "h") }
    if s >= 3600 { return units(s / 3600, "h", s / 60 % 60, "min") }
    if s >= 600 { return unit(s / 60, "min") }
    if s >= 60 { return units(s / 60, "min", s % 60, "s") }
    return unit(s, "s")
  }

  /// A span of opening hours, of which a day has no fixed number: `26 h 5 min`.
  static func openSpan(_ seconds: Int) -> String {
    seconds < 86_400 ? span(seconds) : units(seconds / 3600, "h", seconds / 60 % 60, "min")
  }

  /// A time by its quantile: `3 h 10 min`, or `not reached (> 3 d 4 h)`.
  static func quantile(
    _ seconds: Int?, of curve: KaplanMeier, as span: (Int) -> String = Wording.span
  ) -> String {
    if let seconds { return span(seconds) }
    guard let longest = curve.longest else { return "n/d" }
    return "not reached (>\u{A0}\(span(longest)))"
  }

  /// `15 %`, but never 0 or 100 for what is neither.
  static func percent(_ rate: Rate) -> String {
    guard rate.whole > 0 else { return "n/d" }
    let percent = Int((Double(rate.part) / Double(rate.whole) * 100).rounded())
    if percent == 0 && rate.part > 0 { return "<1\u{A0}%" }
    if percent == 100 && rate.part < rate.whole { return ">99\u{A0}%" }
    return unit(percent, "%")
  }

  /// The same of an estimated share.
  static func percent(_ share: Double) -> String {
    guard share.isFinite, share > 0 else { return unit(0, "%") }
    let percent = Int((min(1, share) * 100).rounded())
    if percent == 0 { return "<1\u{A0}%" }
    if percent == 100 && share < 1 - 1e-9 { return ">99\u{A0}%" }
    return unit(percent, "%")
  }

  /// `6 of 41 (15 %)`; under five only `1 of 3`; `n/d` over nothing.
  static func rate(_ rate: Rate) -> String {
    guard rate.whole > 0 else { return "n/d" }
    let counts = "\(rate.part) of \(rate.whole)"
    return rate.isTooSmall ? counts : "\(counts) (\(percent(rate)))"
  }

  /// `1 contact`, `2 contacts`.
  static func count(_ n: Int, _ one: String, _ many: String? = nil) -> String {
    n == 1 ? "1 \(one)" : "\(n) \(many ?? one + "s")"
  }

  /// With a capital, for the start of a sentence; the texts are ours and begin with a letter.
  static func capitalized(_ text: String) -> String {
    text.prefix(1).uppercased() + text.dropFirst()
  }

  /// One decimal, as `1.4`.
  static func decimal(_ value: Double) -> String {
    guard value.isFinite, abs(value) < 1e15 else { return "n/d" }
    let tenths = Int((abs(value) * 10).rounded())
    return "\(value < 0 && tenths > 0 ? "-" : "")\(tenths / 10).\(tenths % 10)"
  }

  /// Two decimals, as `0.43`.
  static func hundredths(_ value: Double) -> String {
    guard value.isFinite, abs(value) < 1e13 else { return "n/d" }
    let n = Int((abs(value) * 100).rounded())
    return "\(value < 0 && n > 0 ? "-" : "")\(n / 100).\(n % 100 < 10 ? "0" : "")\(n % 100)"
  }

  /// A whole number with its thousands apart: `12 345`.
  static func amount(_ value: Double) -> String {
    guard value.isFinite, abs(value) < 1e15 else { return "n/d" }
    let digits = String(Int(value.rounded()))
    var text = ""
    for (i, digit) in digits.enumerated() {
      if i > 0, (digits.utf8.count - i).isMultiple(of: 3) { text += "\u{A0}" }
      text.append(digit)
    }
    return text
  }

  /// A person without the mark of a number.
  static func reach(_ person: String) -> String {
    person.utf8.starts(with: "tel:".utf8) ? String(Substring(person.utf8.dropFirst(4))) : person
  }

  static let weekdays = [
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
  ]
  static let shortWeekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]

  static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// A local day: `4 Mar 2024`.
  static func day(_ day: Int) -> String {
    let date = Timestamp.date(days: day)
    return "\(date.day) \(months[(date.month - 1) % 12]) \(date.year)"
  }

  /// A local day without its year: `4 Mar`.
  static func shortDay(_ day: Int) -> String {
    let date = Timestamp.date(days: day)
    return "\(date.day) \(months[(date.month - 1) % 12])"
  }

  static func day(of moment: Timestamp, in zone: Zone) -> String {
    day(Period.day(of: moment, in: zone))
  }

  /// A local time: `4 Mar 2024 09:15`.
  static func time(_ moment: Timestamp, in zone: Zone) -> String {
    let bounded = min(max(moment, .earliest), .latest)
    let day = Period.day(of: bounded, in: zone)
    let minute = (bounded.seconds + zone.offset(at: bounded) - day * 86_400) / 60
    func two(_ n: Int) -> String { n < 10 ? "0\(n)" : "\(n)" }
    return "\(Wording.day(day)) \(two(minute / 60)):\(two(minute % 60))"
  }

  static func channel(_ channel: Event.Channel) -> String {
    switch channel {
    case .email: "e-mail"
    case .call: "call"
    case .voicemail: "voicemail"
    case .ticket: "ticket"
    }
  }

  static func channels(_ channel: Event.Channel) -> String {
    switch channel {
    case .email: "E-mails"
    case .call: "Calls"
    case .voicemail: "Voicemails"
    case .ticket: "Tickets"
    }
  }

  /// `call 30 s, voicemail 1 h, e-mail 4 h by the clock`.
  static func targets(_ targets: Targets, of channels: [Event.Channel]) -> String {
    channels.compactMap { channel in
      targets.byChannel[channel].map { target in
        target.calendar
          ? "\(Wording.channel(channel)) \(span(target.seconds)) by the clock"
          : "\(Wording.channel(channel)) \(openSpan(target.seconds))"
      }
    }.joined(separator: ", ")
  }

  /// `Mar 2024`, `Q1 2024`, `4 Mar 2024` for the week that begins then.
  static func period(_ period: Period) -> String {
    switch period.length {
    case .week: day(period.firstDay)
    case .month: "\(months[(max(1, period.month) - 1) % 12]) \(period.year)"
    case .quarter: "Q\((period.month + 2) / 3) \(period.year)"
    }
  }

  /// `in Mar 2024`, `in the week of 4 Mar 2024`
  static func inPeriod(_ period: Period) -> String {
    "in " + (period.length == .week ? "the week of " : "") + Wording.period(period)
  }

  static func word(_ length: Period.Length) -> String {
    switch length {
    case .week: "Week"
    case .month: "Month"
    case .quarter: "Quarter"
    }
  }

  /// What it is about; a call has no subject.
  static func matter(_ contact: Contact) -> String {
    if let subject = contact.subject, !subject.utf8.isEmpty { return Shown.text(subject) }
    return contact.channel == .email || contact.channel == .ticket ? "no subject" : ""
  }

  /// Who wrote or called, for a line of its own, made safe to show.
  static func who(_ contact: Contact, _ people: People) -> (name: String, reach: String?) {
    switch people.person(contact) {
    case (let name?, let reach): (Shown.text(name), reach.map(Shown.text))
    case (nil, let reach?): (Shown.text(reach), nil)
    case (nil, nil): ("withheld or unknown", nil)
    }
  }
}
