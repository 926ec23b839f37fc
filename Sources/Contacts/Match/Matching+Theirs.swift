import Records

/// What clients do: attempts that open or join, withdrawals, and what wants nothing (rules 1 to 3,
/// 5 and 8).
extension Matching {
  /// What a group of sights can join by.
  private struct Arrival {
    var indices: [Int]
    var sights: [Sight]
    /// In the thread of each, no other message was known before it.
    var isNewMail: [Bool]
    var person: UInt32
    /// The one of its sights that tells who it was.
    var known: Sight
    /// The sights are a mail or ticket of their own matter, not only calls, voicemails and their
    /// notices and tickets.
    var hasMatter: Bool
    var isCall: Bool { !hasMatter }

    init(_ indices: [Int], _ sights: [Sight], _ isNewMail: [Bool]) {
      self.indices = indices
      self.sights = sights
      self.isNewMail = isNewMail
      let named = sights.first { $0.person != none && $0.client != none }
      let person = (named ?? sights.first { $0.person != none })?.person ?? none
      self.person = person
      known = sights.first { $0.person == person } ?? sights[0]
      hasMatter = sights.contains(where: Arrival.isMatter)
    }

    static func isMatter(_ sight: Sight) -> Bool {
      switch sight.kind {
      case .mail, .comment: true
      case .ticket: sight.via != .voicemail
      default: false
      }
    }
  }

  private mutating func arrival(_ indices: [Int]) -> Arrival {
    let some = indices.map { events[$0] }
    var isNew: [Bool] = []
    for sight in some { isNew.append(addToThread(sight)?.isNew ?? true) }
    link(indices)
    return Arrival(indices, some, isNew)
  }

  /// The open contact that an arrival joins (rule 2).
  private mutating func joined(by arrival: Arrival) -> UInt32? {
    let at = arrival.sights[0].at
    var same: UInt32?
    for sight in arrival.sights where sight.kind == .mail || sight.kind == .comment {
      guard let root = matter(of: sight) else { continue }
      // Another client's person in the thread has a matter of their own: a wrong merge is worse
      // than a split.
      for contact in contacts.open(inMatter: root) {
        let client = contacts[contact].client
        if client == Matching.none || sight.client == Matching.none || client == sight.client {
          same = max(same ?? contact, contact)
        }
      }
    }
    if let same { return same }
    let person = arrival.person
    guard person != Matching.none, let newest = contacts.newest(ofPerson: person) else {
      return nil
    }
    if arrival.isCall { return chased(person, at) }
    var isNew = false
    for (sight, isNewMail) in zip(arrival.sights, arrival.isNewMail) {
      guard sight.kind == .ticket || sight.kind == .mail && isNewMail else { continue }
      isNew = true
      let base = sight.base
      if base != Matching.none, let found = contacts.newest(ofPerson: person, base: base) {
        return found
      }
    }
    guard isNew, contacts[newest].callsOnly,
      at - contacts[newest].latestAttempt <= rules.chaseWithin
    else { return nil }
    return newest
  }

  /// The most recently opened of a person whose latest attempt is not too far back.
  mutating func chased(_ person: UInt32, _ at: Int) -> UInt32? {
    let within = rules.chaseWithin
    return contacts.newest(ofPerson: person) { at - $0.latestAttempt <= within }
  }

  mutating func attempt(_ indices: [Int]) {
    let arrival = arrival(indices)
    let first = arrival.sights[0]
    let channel = Matching.channel(of: arrival.sights)
    let contact: UInt32
    if let found = joined(by: arrival) {
      contact = found
      contacts[contact].attempts &+= 1
      contacts[contact].latestAttempt = max(contacts[contact].latestAttempt, first.at)
      contacts[contact].use(channel)
      note(contact, indices[0], .attempt)
      if isOther(arrival, contact) { contacts[contact].callsOnly = false }
    } else {
      contact = open(arrival, channel)
    }
    for i in indices.dropFirst() { note(contact, i, .echo) }
    tie(contact, arrival)
  }

  /// Whether an arrival brings a thread or ticket beside those of the contact's voicemails.
  private func isOther(_ arrival: Arrival, _ contact: UInt32) -> Bool {
    arrival.sights.contains { sight in
      guard Arrival.isMatter(sight) else { return false }
      guard sight.kind == .comment, sight.ticket != Matching.none else { return true }
      return !contacts.has(ticket: sight.ticket, contact)
    }
  }

  private mutating func open(_ arrival: Arrival, _ channel: Event.Channel) -> UInt32 {
    let first = arrival.sights[0]
    let index = arrival.indices[0]
    var draft = Draft(
      opening: first, event: events.place(index), as: channel,
      callsOnly: arrival.isCall)
    draft.person = arrival.person
    if arrival.known.client != Matching.none { draft.client = arrival.known.client }
    draft.beganUnansweredCall = arrival.isCall
    draft.beganAbandoned = !arrival.sights.contains { $0.eventKind != .missedCall }
    draft.isArchived = first.isArchived
    draft.recurrenceOf = earlier(arrival) ?? Matching.none
    let contact = open(draft)
    note(contact, index, .opened)
    return contact
  }

  /// The contact before it in the same thread or on the same ticket.
  private mutating func earlier(_ arrival: Arrival) -> UInt32? {
    var newest: UInt32?
    for sight in arrival.sights {
      if let root = matter(of: sight), let i = contacts.latest(inMatter: root) {
        newest = max(newest ?? i, i)
      }
    }
    return newest
  }

  /// Ties the threads and tickets of an arrival to its contact.
  private mutating func tie(_ contact: UInt32, _ arrival: Arrival) {
    for sight in arrival.sights {
      if let root = matter(of: sight) { contacts.tie(contact, matter: root) }
      if sight.ticket != Matching.none {
        contacts.tie(contact, ticket: sight.ticket)
        // Who writes on a closed ticket has opened it again.
        closedTickets[Int(sight.ticket)] = false
      }
      if sight.person != Matching.none { contacts.tie(contact, writer: sight.person) }
      guard Arrival.isMatter(sight) else { continue }
      if sight.kind == .mail { contacts[contact].hasThread = true }
      let base = sight.base
      if base != Matching.none { contacts.tie(contact, base: base) }
      if contacts[contact].subject == Matching.none { contacts[contact].subject = sight.subject }
    }
  }

  mutating func withdraw(_ indices: [Int]) {
    let arrival = arrival(indices)
    guard let contact = joined(by: arrival) else { return }
    if settled.holds(contact) {
      note(contact, indices[0], .note)
      return
    }
    contacts[contact].state = .withdrawn
    contacts[contact].isOpen = false
    contacts[contact].ended = arrival.sights[0].at
    note(contact, indices[0], .withdrawn)
  }

  /// A sight of theirs that wants nothing: known to its thread, evidence where it belongs.
  mutating func aside(_ i: Int, _ sight: Sight) {
    _ = addToThread(sight)
    guard let root = matter(of: sight), let contact = contacts.open(inMatter: root).max()
    else { return }
    note(contact, i, sight.reason == .thanks ? .thanks : .note)
  }

  /// The channel of an attempt seen in several ways: a call that voicemail took is a voicemail.
  private static func channel(of sights: [Sight]) -> Event.Channel {
    if let call = sights.first(where: { $0.kind == .call }) {
      return sights.contains { $0.eventKind == .voicemail } ? .voicemail : call.channel
    }
    return sights[0].channel
  }
}
