public import Contacts
public import Records

/// The story of one contact in the order of time, as text of 80 columns: what happened, where it
/// stands in the sources, and by which rule it counts as it does.
public struct Story {
  private let contact: Contact
  private let settings: Settings
  private let zone: Zone
  private let words: Wording

  public init(_ contact: Contact, settings: Settings, language: ReportLanguage = .english) {
    words = Wording(language: language)
    self.contact = contact
    self.settings = settings
    zone = settings.provider.zone
  }

  public var bytes: [UInt8] {
    var lines: [String] = []
    func add(_ text: String, indent: String = "", first: String? = nil) {
      let plain = text.split(separator: "\u{A0}").joined(separator: " ")
      lines += Columns.wrap(plain, width: TextReport.width, indent: indent, first: first)
    }
    add(words.say(.storyContact, Shown.text(contact.id)))
    let client = contact.client.map { id in
      settings.clients.first { Exact($0.id) == Exact(id) }?.name ?? id
    }
    add(words.say(.storyClient, Shown.text(client ?? words.say(.storyNobody))))
    let name = People(settings).person(contact).name
    let who = [name, contact.person.map(Wording.reach)].compactMap(\.self).map(Shown.text)
    let unknown = words.say(.unknownPerson)
    add(words.say(.storyPerson, who.isEmpty ? unknown : who.joined(separator: ", ")))
    if let subject = contact.subject { add(words.say(.storySubject, Shown.text(subject))) }
    lines.append("")
    for evidence in contact.evidence {
      let place = evidence.place
      let says = words.say(Story.says(evidence.role))
      let source = Shown.text(place.source)
      add(
        place.line.map { words.say(.storyPlaceLine, says, source, "\(place.offset)", "\($0)") }
          ?? words.say(.storyPlace, says, source, "\(place.offset)"),
        indent: "  ", first: words.time(evidence.at, in: zone) + "  ")
    }
    lines.append("")
    add(verdict)
    add(target)
    return Array((lines.joined(separator: "\n") + "\n").utf8)
  }

  private var verdict: String {
    let opened = words.time(contact.opened, in: zone)
    let waited = words.say(
      .storyWaited, words.span(contact.waitS), words.openSpan(contact.openWaitS))
    let attempts = words.say(.attempts, n: contact.attempts)
    switch contact.state {
    case .answered:
      let who = contact.answeredBy.map { id in
        settings.provider.technicians.first { Exact($0.id) == Exact(id) }?.name ?? id
      }
      return words.say(
        .storyAnswered, opened, attempts, waited,
        who.map { words.say(.storyBy, Shown.text($0)) } ?? "", words.say(rule))
    case .unanswered:
      return words.say(
        .storyUnanswered, opened, attempts, words.time(contact.observedUntil, in: zone), waited)
    case .closedUnanswered: return words.say(.storyClosed, opened, attempts, waited)
    case .withdrawn: return words.say(.storyWithdrawn, opened, attempts, waited)
    }
  }

  private var target: String {
    guard let seconds = contact.targetS else { return "" }
    let isKept = contact.withinTarget.map { $0 ? Phrase.kept : .missedTarget } ?? .notTold
    return words.say(
      .storyTarget, words.channel(contact.channel), words.openSpan(seconds), words.say(isKept))
  }

  private var rule: Phrase {
    if contact.evidence.contains(where: { $0.role == .settled }) { return .bySettlement }
    return switch contact.matchedBy {
    case .thread: .byThread
    case .ticket: .byTicket
    case .live: .byLive
    case .number: .byNumber
    case .person, nil: .byPerson
    }
  }

  private static func says(_ role: Contact.Evidence.Role) -> Phrase {
    switch role {
    case .opened: .saysOpened
    case .attempt: .saysAttempt
    case .echo: .saysEcho
    case .answer: .saysAnswer
    case .acknowledgement: .saysAcknowledgement
    case .ourTry: .saysOurTry
    case .note: .saysNote
    case .closed: .saysClosed
    case .reopened: .saysReopened
    case .withdrawn: .saysWithdrawn
    case .thanks: .saysThanks
    case .settled: .saysSettled
    }
  }
}
