import Contacts
import Records

/// How a language says phrases, times, spans and counts.
struct Wording: Sendable {
  let language: ReportLanguage

  /// A phrase with what it tells, in the order of its numbers.
  func say(_ phrase: Phrase, _ values: String...) -> String { said(phrase, nil, values) }

  /// The same in the form for a number, which stands for `{n}`.
  func say(_ phrase: Phrase, n: Int, _ values: String...) -> String { said(phrase, n, values) }

  private func said(_ phrase: Phrase, _ n: Int?, _ values: [String]) -> String {
    let text = language.phrases[phrase] ?? phrase.rawValue
    let forms = text.utf8.split(separator: 0x7C, omittingEmptySubsequences: false)
    let form = n == 1 ? forms.first : forms.last
    return ReportLanguage.filled(form ?? text.utf8[...]) { name in
      guard let byte = name.first, name.count == 1 else { return nil }
      if byte == 0x6E { return n.map(String.init) }
      let i = Int(byte) - 0x31
      return values.indices.contains(i) ? values[i] : nil
    }
  }

  /// A number and its unit, which no line end may part.
  private func unit(_ n: Int, _ unit: String) -> String { "\(n)\u{A0}\(unit)" }

  private func units(_ n: Int, _ big: String, _ m: Int, _ small: String) -> String {
    m == 0 ? unit(n, big) : unit(n, big) + "\u{A0}" + unit(m, small)
  }

  /// The two largest units, days alone from a hundred on: `3 d 4 h`, `2 h 5 min`, `12 min`, `45 s`; the rest is cut off.
  func span(_ seconds: Int) -> String {
    let s = max(0, seconds)
    // After a hundred days nobody counts the hours.
    if s >= 100 * 86_400 { return unit(s / 86_400, language.dayUnit) }
    if s >= 86_400 { return units(s / 86_400, language.dayUnit, s / 3600 % 24, "h") }
    if s >= 3600 { return units(s / 3600, "h", s / 60 % 60, "min") }
    if s >= 600 { return unit(s / 60, "min") }
    if s >= 60 { return units(s / 60, "min", s % 60, "s") }
    return unit(s, "s")
  }

  /// A span of opening hours, of which a day has no fixed number: `26 h 5 min`.
  func openSpan(_ seconds: Int) -> String {
    seconds < 86_400 ? span(seconds) : units(seconds / 3600, "h", seconds / 60 % 60, "min")
  }

  /// A time by its quantile: `3 h 10 min`, or `not reached (> 3 d 4 h)`.
  func quantile(
    _ seconds: Int?, of curve: KaplanMeier, isOpen: Bool = false
  ) -> String {
    func told(_ seconds: Int) -> String { isOpen ? openSpan(seconds) : span(seconds) }
    if let seconds { return told(seconds) }
    guard let longest = curve.longest else { return say(.nothingToDivide) }
    return say(.notReached, told(longest))
  }

  /// `15 %`, but never 0 or 100 for what is neither.
  func percent(_ rate: Rate) -> String {
    guard rate.whole > 0 else { return say(.nothingToDivide) }
    let percent = Int((Double(rate.part) / Double(rate.whole) * 100).rounded())
    if percent == 0 && rate.part > 0 { return "<1\u{A0}%" }
    if percent == 100 && rate.part < rate.whole { return ">99\u{A0}%" }
    return unit(percent, "%")
  }

  /// The same of an estimated share.
  func percent(_ share: Double) -> String {
    guard share.isFinite, share > 0 else { return unit(0, "%") }
    let percent = Int((min(1, share) * 100).rounded())
    if percent == 0 { return "<1\u{A0}%" }
    if percent == 100 && share < 1 - 1e-9 { return ">99\u{A0}%" }
    return unit(percent, "%")
  }

  /// `6 of 41 (15 %)`; under five only `1 of 3`; `n/d` over nothing.
  func rate(_ rate: Rate) -> String {
    guard rate.whole > 0 else { return say(.nothingToDivide) }
    let (part, whole) = ("\(rate.part)", "\(rate.whole)")
    return rate.isTooSmall
      ? say(.rate, part, whole) : say(.rateWithShare, part, whole, percent(rate))
  }

  /// With a capital, for the start of a sentence; the texts are ours and begin with a letter.
  static func capitalized(_ text: String) -> String {
    text.prefix(1).uppercased() + text.dropFirst()
  }

  /// One decimal, as `1.4`.
  func decimal(_ value: Double) -> String {
    guard value.isFinite, abs(value) < 1e15 else { return say(.nothingToDivide) }
    let tenths = Int((abs(value) * 10).rounded())
    return
      "\(value < 0 && tenths > 0 ? "-" : "")\(tenths / 10)\(language.decimalMark)\(tenths % 10)"
  }

  /// Two decimals, as `0.43`.
  func hundredths(_ value: Double) -> String {
    guard value.isFinite, abs(value) < 1e13 else { return say(.nothingToDivide) }
    let n = Int((abs(value) * 100).rounded())
    return
      "\(value < 0 && n > 0 ? "-" : "")\(n / 100)\(language.decimalMark)\(n % 100 < 10 ? "0" : "")\(n % 100)"
  }

  /// A whole number with its thousands apart: `12 345`.
  func amount(_ value: Double) -> String {
    guard value.isFinite, abs(value) < 1e15 else { return say(.nothingToDivide) }
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

  /// A local day: `4 Mar 2024`.
  func day(_ day: Int) -> String { date(day, language.date) }

  /// A local day without its year: `4 Mar`.
  func shortDay(_ day: Int) -> String { date(day, language.shortDate) }

  private func date(_ day: Int, _ form: String) -> String {
    let date = Timestamp.date(days: day)
    func two(_ n: Int) -> String { n < 10 ? "0\(n)" : "\(n)" }
    return ReportLanguage.filled(form.utf8) { name in
      switch String(name) {
      case "d": "\(date.day)"
      case "dd": two(date.day)
      case "mm": two(date.month)
      case "mon": language.months[(date.month - 1) % 12]
      case "y": "\(date.year)"
      default: nil
      }
    }
  }

  func day(of moment: Timestamp, in zone: Zone) -> String {
    day(Period.day(of: moment, in: zone))
  }

  /// A local time: `4 Mar 2024 09:15`.
  func time(_ moment: Timestamp, in zone: Zone) -> String {
    let bounded = min(max(moment, .earliest), .latest)
    let day = Period.day(of: bounded, in: zone)
    let minute = (bounded.seconds + zone.offset(at: bounded) - day * 86_400) / 60
    func two(_ n: Int) -> String { n < 10 ? "0\(n)" : "\(n)" }
    return "\(self.day(day)) \(two(minute / 60)):\(two(minute % 60))"
  }

  func channel(_ channel: Event.Channel) -> String {
    switch channel {
    case .email: say(.email)
    case .call: say(.call)
    case .voicemail: say(.voicemail)
    case .ticket: say(.ticket)
    }
  }

  func channels(_ channel: Event.Channel) -> String {
    switch channel {
    case .email: say(.emails)
    case .call: say(.calls)
    case .voicemail: say(.voicemails)
    case .ticket: say(.tickets)
    }
  }

  /// `call 30 s, voicemail 1 h, e-mail 4 h by the clock`.
  func targets(_ targets: Targets, of channels: [Event.Channel]) -> String {
    channels.compactMap { channel in
      targets.byChannel[channel].map { target in
        target.calendar
          ? say(.byTheClock, self.channel(channel), span(target.seconds))
          : say(.target, self.channel(channel), openSpan(target.seconds))
      }
    }.joined(separator: ", ")
  }

  /// `Mar 2024`, `Q1 2024`, `4 Mar 2024` for the week that begins then.
  func period(_ period: Period) -> String {
    switch period.length {
    case .week: day(period.firstDay)
    case .month: "\(language.months[(max(1, period.month) - 1) % 12]) \(period.year)"
    case .quarter: say(.quarter, "\((period.month + 2) / 3)", "\(period.year)")
    }
  }

  /// `in Mar 2024`, `in the week of 4 Mar 2024`
  func inPeriod(_ period: Period) -> String {
    say(period.length == .week ? .inWeek : .inPeriod, self.period(period))
  }

  func word(_ length: Period.Length) -> String {
    switch length {
    case .week: say(.week)
    case .month: say(.month)
    case .quarter: say(.quarterWord)
    }
  }

  /// What it is about; a call has no subject.
  func matter(_ contact: Contact) -> String {
    if let subject = contact.subject, !subject.utf8.isEmpty { return Shown.text(subject) }
    return contact.channel == .email || contact.channel == .ticket ? say(.noSubject) : ""
  }

  /// Who wrote or called, for a line of its own, made safe to show.
  func who(_ contact: Contact, _ people: People) -> (name: String, reach: String?) {
    switch people.person(contact) {
    case (let name?, let reach): (Shown.text(name), reach.map(Shown.text))
    case (nil, let reach?): (Shown.text(reach), nil)
    case (nil, nil): (say(.unknownPerson), nil)
    }
  }
}
