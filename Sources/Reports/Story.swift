public import Contacts
public import Records

/// The story of one contact in the order of time, as text of 80 columns: what happened, where it
/// stands in the sources, and by which rule it counts as it does.
public struct Story {
  private let contact: Contact
  private let settings: Settings
  private let zone: Zone

  public init(_ contact: Contact, settings: Settings) {
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
    add("Contact \(Shown.text(contact.id))")
    let client = contact.client.map { id in
      settings.clients.first { Exact($0.id) == Exact(id) }?.name ?? id
    }
    add("Client:  \(Shown.text(client ?? "nobody's in the directory"))")
    add("Person:  \(Shown.text(contact.person ?? "withheld or unknown"))")
    if let subject = contact.subject { add("Subject: \(Shown.text(subject))") }
    lines.append("")
    for evidence in contact.evidence {
      let place = evidence.place
      let line = place.line.map { ", line \($0)" } ?? ""
      add(
        "\(Story.says(evidence.role)) (\(Shown.text(place.source)), offset \(place.offset)\(line))",
        indent: "  ", first: Wording.time(evidence.at, in: zone) + "  ")
    }
    lines.append("")
    add(verdict)
    add(target)
    return Array((lines.joined(separator: "\n") + "\n").utf8)
  }

  private var verdict: String {
    let opened = Wording.time(contact.opened, in: zone)
    let waited =
      "\(Wording.span(contact.waitS)) by the clock, \(Wording.openSpan(contact.openWaitS)) of "
      + "opening hours"
    let attempts = Wording.count(contact.attempts, "attempt")
    switch contact.state {
    case .answered:
      let who = contact.answeredBy.map { id in
        settings.provider.technicians.first { Exact($0.id) == Exact(id) }?.name ?? id
      }
      return "Opened \(opened), \(attempts), and answered after \(waited)"
        + (who.map { " by \(Shown.text($0))" } ?? "") + ": \(Story.rule(contact))."
    case .unanswered:
      return "Opened \(opened), \(attempts), and not answered by anything that was observed "
        + "until \(Wording.time(contact.observedUntil, in: zone)): waiting for \(waited). Automatic "
        + "replies, forwards, private notes, status changes and calls of ours that did not reach "
        + "the person answer nothing."
    case .closedUnanswered:
      return "Opened \(opened), \(attempts), and its ticket was closed after \(waited) with no "
        + "answer before: it never counts as kept."
    case .withdrawn:
      return "Opened \(opened), \(attempts), and withdrawn by the client after \(waited)."
    }
  }

  private var target: String {
    guard let seconds = contact.targetS else { return "" }
    let isKept =
      contact.withinTarget.map { $0 ? "kept" : "missed" } ?? "cannot be told yet"
    return "Target for a first \(Wording.channel(contact.channel)): \(Wording.openSpan(seconds)); "
      + "\(isKept)."
  }

  private static func rule(_ contact: Contact) -> String {
    switch contact.matchedBy {
    case .thread: "a reply in its thread of mail that reached who wrote in it"
    case .ticket: "a public comment on its ticket"
    case .live: "a person of ours picked up the call itself"
    case .number: "a call with the same number, which is no single person's in the directory"
    case .person, nil: "contact with the same person through another channel or matter"
    }
  }

  private static func says(_ role: Contact.Evidence.Role) -> String {
    switch role {
    case .opened: "they made contact, which opened it"
    case .attempt: "they tried again"
    case .echo: "the same, seen a second time"
    case .answer: "our answer"
    case .acknowledgement: "an automatic reply of ours, which answers nothing"
    case .ourTry: "our call to them"
    case .note: "of ours or theirs, which answers nothing"
    case .closed: "the ticket was closed"
    case .reopened: "the ticket was opened again"
    case .withdrawn: "they said that it is solved or no longer needed"
    case .thanks: "they only thanked or confirmed"
    case .settled: "settled by a person"
    }
  }
}
