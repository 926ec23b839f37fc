import Records

/// What clients do: attempts that open or join, withdrawals, and what wants nothing (rules 1 to 3,
/// 5 and 8).
extension Matching {
  /// What a group of sights can join by.
  private struct Arrival {
    var sights: [Sight]
    var added: [Threads.Added?]
    var person: Int?
    /// It is only calls, voicemails and their notices and tickets.
    var isCall: Bool { !hasMatter }
    /// The sights that are a mail or ticket of their own matter, not of a voicemail.
    var hasMatter: Bool

    init(_ sights: [Sight], _ added: [Threads.Added?]) {
      self.sights = sights
      self.added = added
      let known = sights.first { $0.person != nil && $0.event.client != nil }
      person = (known ?? sights.first { $0.person != nil })?.person
      hasMatter = sights.contains(where: Arrival.isMatter)
    }

    static func isMatter(_ sight: Sight) -> Bool {
      switch sight.kind {
      case .mail, .comment: true
      case .ticket: sight.event.via != "voicemail"
      default: false
      }
    }
  }

  private mutating func arrival(_ indices: [Int]) -> Arrival {
    let some = indices.map { sights[$0] }
    var added: [Threads.Added?] = []
    for sight in some { added.append(addToThread(sight)) }
    link(some)
    return Arrival(some, added)
  }

  /// The open contact that an arrival joins (rule 2).
  private mutating func joined(by arrival: Arrival) -> Int? {
    let at = arrival.sights[0].at
    var same: [Int] = []
    for sight in arrival.sights where sight.kind == .mail || sight.kind == .comment {
      guard let root = matter(of: sight) else { continue }
      // Another client's person in the thread has a matter of their own: a wrong merge is worse
      // than a split.
      same += contacts.open(inMatter: root).filter { i in
        contacts[i].client == nil || sight.event.client == nil
          || contacts[i].client == sight.event.client
      }
    }
    if let found = contacts.newest(same) { return found }
    guard let person = arrival.person else { return nil }
    let theirs = contacts.open(ofPerson: person)
    if theirs.isEmpty { return nil }
    if arrival.isCall { return chased(theirs, at) }
    var isNew = false
    for (sight, added) in zip(arrival.sights, arrival.added) {
      let new = sight.kind == .ticket || sight.kind == .mail && added?.isNew ?? true
      guard new else { continue }
      isNew = true
      if let base = sight.base,
        let found = contacts.newest(theirs.filter { contacts[$0].bases.contains(base) })
      {
        return found
      }
    }
    guard isNew, let newest = contacts.newest(theirs), contacts[newest].callsOnly,
      at - contacts[newest].latestAttempt <= rules.chaseWithin
    else { return nil }
    return newest
  }

  /// The most recently opened of those whose latest attempt is not too far back.
  func chased(_ some: [Int], _ at: Timestamp) -> Int? {
    contacts.newest(some.filter { at - contacts[$0].latestAttempt <= rules.chaseWithin })
  }

  mutating func attempt(_ indices: [Int]) {
    let arrival = arrival(indices)
    let first = arrival.sights[0]
    let channel = Matching.channel(of: arrival.sights)
    let contact: Int
    if let found = joined(by: arrival) {
      contact = found
      contacts[contact].attempts += 1
      contacts[contact].latestAttempt = max(contacts[contact].latestAttempt, first.at)
      contacts[contact].use(channel)
      contacts[contact].note(first, .attempt)
      if isOther(arrival, contact) { contacts[contact].callsOnly = false }
    } else {
      contact = open(arrival, channel)
    }
    for sight in arrival.sights.dropFirst() { contacts[contact].note(sight, .echo) }
    tie(contact, arrival)
  }

  /// Whether an arrival brings a thread or ticket beside those of the contact's voicemails.
  private func isOther(_ arrival: Arrival, _ contact: Int) -> Bool {
    arrival.sights.contains { sight in
      guard Arrival.isMatter(sight) else { return false }
      guard sight.kind == .comment, let ticket = sight.ticket else { return true }
      return !contacts[contact].tickets.contains(ticket)
    }
  }

  private mutating func open(_ arrival: Arrival, _ channel: Event.Channel) -> Int {
    let first = arrival.sights[0]
    let known = arrival.sights.first { $0.person == arrival.person } ?? first
    var draft = Draft(
      firstEvent: first.event.id, person: arrival.person, personText: known.event.person,
      client: known.event.client ?? first.event.client, channel: channel, opened: first.at,
      latestAttempt: first.at, channels: [channel], callsOnly: arrival.isCall)
    draft.beganUnansweredCall = arrival.isCall
    draft.beganAbandoned = !arrival.sights.contains { $0.event.kind != .missedCall }
    draft.isArchived = first.isArchived
    draft.recurrenceOf = earlier(arrival)
    draft.note(first, .opened)
    return contacts.open(draft)
  }

  /// The contact before it in the same thread or on the same ticket.
  private mutating func earlier(_ arrival: Arrival) -> Int? {
    var all: [Int] = []
    for sight in arrival.sights {
      if let root = matter(of: sight), let i = contacts.latest(inMatter: root) { all.append(i) }
    }
    return contacts.newest(all)
  }

  /// Ties the threads and tickets of an arrival to its contact.
  private mutating func tie(_ contact: Int, _ arrival: Arrival) {
    for sight in arrival.sights {
      if let root = matter(of: sight) { contacts.tie(contact, matter: root) }
      if let ticket = sight.ticket {
        contacts.tie(contact, ticket: ticket)
        // Who writes on a closed ticket has opened it again.
        closedTickets.remove(ticket)
      }
      if let person = sight.person { contacts[contact].writers.insert(person) }
      guard Arrival.isMatter(sight) else { continue }
      if sight.kind == .mail { contacts[contact].hasThread = true }
      if let base = sight.base { contacts[contact].bases.insert(base) }
      if contacts[contact].subject == nil { contacts[contact].subject = sight.event.subject }
    }
  }

  mutating func withdraw(_ indices: [Int]) {
    let arrival = arrival(indices)
    guard let contact = joined(by: arrival) else { return }
    contacts[contact].state = .withdrawn
    contacts[contact].isOpen = false
    contacts[contact].ended = arrival.sights[0].at
    contacts[contact].note(arrival.sights[0], .withdrawn)
  }

  /// A sight of theirs that wants nothing: known to its thread, evidence where it belongs.
  mutating func aside(_ sight: Sight) {
    _ = addToThread(sight)
    guard let root = matter(of: sight),
      let contact = contacts.newest(contacts.open(inMatter: root))
    else { return }
    contacts[contact].note(sight, sight.event.because == "thanks" ? .thanks : .note)
  }

  /// The channel of an attempt seen in several ways: a call that voicemail took is a voicemail.
  private static func channel(of sights: [Sight]) -> Event.Channel {
    if let call = sights.first(where: { $0.kind == .call }) {
      return sights.contains { $0.event.kind == .voicemail } ? .voicemail : call.event.channel
    }
    return sights[0].event.channel
  }
}
