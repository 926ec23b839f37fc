public import Records

/// What matching gave: contacts in the order in which they were opened, each made when it is
/// asked for, since a million at once need ten times the memory.
public struct Matched: Sendable {
  let events: Events
  let contacts: MatchedContacts
  private let coverage: Coverage
  private let targets: Targets
  private let clock: WaitClock
  let sources: [String]
  public let books: Books
  /// The end of what was observed, or the time asked for.
  public let asOf: Timestamp
  /// How many threads write lines.
  let workers: Int

  init(
    events: Events, contacts: MatchedContacts, coverage: Coverage,
    settings: Settings, books: Books, asOf: Timestamp, workers: Int
  ) {
    self.events = events
    self.contacts = contacts
    self.coverage = coverage
    self.books = books
    self.asOf = asOf
    self.workers = workers
    targets = settings.targets
    let opened = contacts.drafts.map(\.opened)
    clock = WaitClock(
      settings, clients: events.clients,
      over: (opened.min() ?? 0)...max(opened.max() ?? 0, asOf.seconds))
    sources = (0..<events.sources.count).map {
      events.sources.text(UInt32(truncatingIfNeeded: $0)) ?? ""
    }
  }

  public var count: Int { contacts.drafts.count }

  /// Calls back with each contact.
  public func forEach(_ take: (Contact) throws -> Void) rethrows {
    for i in contacts.order {
      try take(contact(contacts.drafts[i], contacts.said[i]))
    }
  }

  /// Calls back with each contact and what ``ObservedWaits`` asks of it.
  func forEachKept(_ take: (KeptContact) -> Void) {
    for i in contacts.order {
      let draft = contacts.drafts[i]
      take(
        KeptContact(
          contact: contact(draft, contacts.said[i]), ticketsTell: draft.ticketsTell,
          rank: events.sights[Int(draft.firstEvent)].rank))
    }
  }

  static func id(openedBy event: String) -> String {
    Fingerprint.hex("contact", event, digits: 12)
  }

  /// As ``id(openedBy:)``, from the bytes.
  func id(_ draft: Draft) -> String {
    let prefix: StaticString = "contact\0"
    return events.withID(events.sights[Int(draft.firstEvent)]) { id in
      let length = prefix.utf8CodeUnitCount
      return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: length + id.count) { text in
        for i in 0..<length { text[i] = prefix.utf8Start[i] }
        for i in 0..<id.count { text[length + i] = id[i] }
        return Fingerprint.hex(of: UnsafeBufferPointer(text), digits: 12)
      }
    }
  }

  /// A contact without its texts and evidence.
  func outline(_ draft: Draft, _ settlement: Settlement?) -> Contact.Fields {
    let opened = Timestamp(draft.opened)
    let observed = coverage.observed(opened, ticketsTell: draft.ticketsTell, asOf: asOf)
    let ended = draft.ended == Draft.never ? nil : Timestamp(draft.ended)
    let end = ended ?? observed
    var contact = Contact.Fields(
      id: id(draft), channel: draft.channel, opened: opened, channels: draft.channelsUsed,
      state: draft.state, waitS: end - opened,
      openWaitS: clock.seconds(for: draft.client, from: opened, to: end),
      observedUntil: observed)
    contact.attempts = Int(draft.attempts)
    if draft.state == .answered {
      contact.answered = ended
      if settlement == nil {
        contact.answeredThrough = draft.answeredThrough
        contact.matchedBy = draft.matchedBy
      }
    } else {
      contact.ended = ended
    }
    contact.acknowledged = Matched.time(draft.acknowledged)
    contact.tried = Matched.time(draft.tried)
    contact.calledBack = Matched.time(draft.calledBack)
    if draft.beganUnansweredCall && draft.beganAbandoned { contact.abandoned = true }
    if draft.recurrenceOf != Draft.none {
      contact.recurrenceOf = id(contacts.drafts[Int(draft.recurrenceOf)])
    }
    if draft.hasUnknownWait { contact.waitUnknown = true }
    targets.judge(&contact)
    return contact
  }

  private func contact(_ draft: Draft, _ settlement: Settlement?) -> Contact {
    var contact = outline(draft, settlement)
    contact.client = events.clients.text(draft.client)
    contact.person = events.persons.text(draft.person)
    if draft.state == .answered {
      contact.answeredBy = settlement?.by ?? events.technicians.text(draft.answeredBy)
    }
    contact.subject = events.subjects.text(draft.subject)
    contact.evidence = evidence(of: draft)
    if let settled = said(settlement, contact) { contact.evidence.append(settled) }
    return Contact(contact)
  }

  /// The evidence that a person has settled a contact; nil for one that nobody has, and for one
  /// that is still to be ended.
  func said(_ settlement: Settlement?, _ contact: Contact.Fields) -> Contact.Evidence? {
    guard let settlement, contact.state != .unanswered else { return nil }
    return Contact.Evidence(
      event: "settled:" + contact.id, at: contact.answered ?? contact.ended ?? settlement.at,
      place: Place(source: "settle", offset: 0), role: .settled)
  }

  private static func time(_ seconds: Int) -> Timestamp? {
    seconds == Draft.never ? nil : Timestamp(seconds)
  }

  private func evidence(of draft: Draft) -> [Contact.Evidence] {
    var all: [Contact.Evidence] = []
    contacts.evidence.forEach(of: draft) { i, role in
      let sight = events.sights[Int(i)]
      all.append(
        Contact.Evidence(
          event: events.id(sight), at: Timestamp(role == .answer ? draft.ended : sight.at),
          place: Place(
            source: sources[Int(sight.source)], offset: sight.offset,
            line: sight.line == Int.min ? nil : sight.line),
          role: role))
    }
    return all
  }
}

/// The waits of clients in their opening hours, or the provider's where they have none.
private struct WaitClock {
  /// By the client's number.
  private let own: [OpenDays?]
  private let standard: OpenDays

  init(_ settings: Settings, clients: TextTable, over span: ClosedRange<Int>) {
    standard = OpenDays(settings.hours, over: span)
    var hours: [Exact: OpeningHours] = [:]
    for client in settings.clients.reversed() where client.hours != nil {
      hours[Exact(client.id)] = client.hours
    }
    own = (0..<clients.count).map { i in
      clients.text(UInt32(truncatingIfNeeded: i)).flatMap { hours[Exact($0)] }
        .map { OpenDays($0, over: span) }
    }
  }

  func seconds(for client: UInt32, from start: Timestamp, to end: Timestamp) -> Int {
    let hours = client == TextTable.none ? standard : own[Int(client)] ?? standard
    return hours.seconds(from: start, to: end)
  }
}
