import Records

/// One run of matching over the events of one group, in the order of time.
///
/// A sight is known by its place in that order, in what is found by its place among all events.
struct Matching {
  static let none = UInt32.max

  let events: GroupEvents
  let rules: MatchRules
  let echoes: Echoes
  /// By number: it is some person's own, in the directory.
  let isPersonal: [Bool]
  /// By matter: a message of ours that came back, and reached nobody.
  let bounced: [Bool]
  /// By the number of a message that reached some: whom it did not reach.
  let missed: [UInt32: Set<UInt32>]
  var threads: Threads
  var contacts = OpenContacts()
  /// By matter: a ticket that is closed.
  var closedTickets: [Bool]
  /// Sights that were dealt with together with an earlier one.
  var done: [Bool]
  /// By sight: the contact of a live call, between its start and its pick-up.
  var contactOfCall: [UInt32]
  var settled: Settled
  /// What an answer, by its group of echoes, has answered.
  var answeredByGroup: [UInt32: [UInt32]] = [:]

  init(
    _ events: GroupEvents, _ rules: MatchRules, isPersonal: [Bool],
    _ settlements: [Settlement] = []
  ) {
    self.events = events
    self.rules = rules
    settled = Settled(settlements)
    echoes = Echoes(events, within: rules.echoWithin)
    self.isPersonal = isPersonal
    var subjects = [UInt32](repeating: Threads.unknown, count: events.countOfMatters)
    for i in 0..<events.count {
      let sight = events[i]
      if sight.message != Matching.none, subjects[Int(sight.message)] == Threads.unknown {
        subjects[Int(sight.message)] = sight.base
      }
    }
    (bounced, missed) = Matching.bounced(events)
    threads = Threads(subjectOf: subjects)
    closedTickets = [Bool](repeating: false, count: events.countOfMatters)
    done = [Bool](repeating: false, count: events.count)
    contactOfCall = [UInt32](repeating: Matching.none, count: events.count)
  }

  /// The messages that reached nobody, and of the others whom they did not reach.
  ///
  /// A bounce that names nobody, or none of the addressed, as after a redirection, stands for all.
  private static func bounced(_ events: GroupEvents) -> ([Bool], [UInt32: Set<UInt32>]) {
    var wholly = [Bool](repeating: false, count: events.countOfMatters)
    var failed: [UInt32: Set<UInt32>] = [:]
    for i in 0..<events.count {
      let sight = events[i]
      if sight.bounced == Matching.none { continue }
      let persons = events.addressed(sight)
      if persons.isEmpty { wholly[Int(sight.bounced)] = true }
      failed[sight.bounced, default: []].formUnion(persons)
    }
    guard !failed.isEmpty else { return (wholly, [:]) }
    for i in 0..<events.count {
      let sight = events[i]
      if sight.direction != .outbound || sight.message == Matching.none { continue }
      guard let those = failed[sight.message] else { continue }
      let left = events.addressed(sight).count { !those.contains($0) }
      if left == 0 || left == events.addressed(sight).count { wholly[Int(sight.message)] = true }
    }
    return (wholly, failed)
  }

  /// The pick-up of a call.
  private struct Pickup {
    var at: Int
    var index: Int
  }

  /// Matches; the drafts are in the order in which the contacts were opened.
  consuming func run(until asOf: Int = .max) -> GroupContacts {
    var pickups: [Pickup] = []
    for i in 0..<events.count {
      let sight = events[i]
      guard sight.kind == .call && sight.direction != .internal && sight.isAnswered else {
        continue
      }
      pickups.append(Pickup(at: max(events.answered(sight) ?? sight.at, sight.at), index: i))
    }
    pickups.sort { ($0.at, $0.index) < ($1.at, $1.index) }
    var next = 0
    for i in 0..<events.count {
      let sight = events[i]
      // In the same second a pick-up stands among ours, after the events before its own.
      while next < pickups.count,
        (pickups[next].at, 1, pickups[next].index, 1) < (sight.at, Int(sight.rank), i, 0)
      {
        settle(before: pickups[next].at)
        pickedUp(pickups[next].index)
        next += 1
      }
      settle(before: sight.at)
      if !done[i] { take(i, sight) }
    }
    for pickup in pickups[next...] {
      settle(before: pickup.at)
      pickedUp(pickup.index)
    }
    settle(before: asOf == .max ? asOf : asOf + 1)
    contacts.markRecurrences(events.all.subjects)
    return GroupContacts(
      drafts: contacts.drafts, evidence: contacts.evidence, said: settled.applied)
  }

  private mutating func take(_ i: Int, _ sight: Sight) {
    switch (sight.kind, sight.direction) {
    case (.status, _): changeStatus(i, sight)
    case (.call, .inbound) where sight.isAnswered: liveCall(i)
    case (.call, .outbound): ourCall(i, sight)
    case (.call, .inbound), (.voicemailLog, .inbound), (.notice, .inbound), (.ticket, .inbound),
      (.mail, .inbound), (.comment, .inbound):
      if sight.wantsAnswer {
        attempt(group(i))
      } else if sight.reason == .withdrawn {
        withdraw(group(i))
      } else {
        aside(i, sight)
      }
    case (.mail, .outbound), (.comment, .outbound): ours(i)
    case (.mail, .internal), (.notice, _): _ = addToThread(sight)
    default: break
    }
  }

  /// A sight with its echoes, the first first; the others are then done.
  mutating func group(_ i: Int) -> [Int] {
    guard let group = echoes.group(of: i) else { return [i] }
    var all = [i]
    for other in echoes.members(of: group) where other != i && !done[other] {
      all.append(other)
      done[other] = true
    }
    return all
  }

  mutating func addToThread(_ sight: Sight) -> Threads.Added? {
    guard let added = threads.add(sight, events) else { return nil }
    contacts.merge(added.absorbed, into: added.root)
    return added
  }

  /// The matter that a sight belongs to, or begins: its thread or its ticket.
  mutating func matter(of sight: Sight) -> UInt32? {
    sight.matter == Matching.none ? nil : threads.root(of: sight.matter)
  }

  /// Makes one matter of what several sights of one attempt or answer stand in.
  mutating func link(_ some: [Int]) {
    guard some.count > 1 else { return }
    let ids = some.map { events[$0].matter }.filter { $0 != Matching.none }
    if let linked = threads.link(ids) { contacts.merge(linked.absorbed, into: linked.root) }
  }

  mutating func note(_ contact: UInt32, _ i: Int, _ role: Contact.Evidence.Role) {
    contacts.note(contact, events.place(i), role)
  }

  // MARK: Status

  private mutating func changeStatus(_ i: Int, _ sight: Sight) {
    guard sight.ticket != Matching.none else { return }
    if sight.eventKind == .reopened {
      closedTickets[Int(sight.ticket)] = false
      for contact in contacts.open(onTicket: sight.ticket) { note(contact, i, .reopened) }
      return
    }
    closedTickets[Int(sight.ticket)] = true
    for contact in contacts.open(onTicket: sight.ticket) {
      guard !contacts[contact].hasThread, !settled.holds(contact),
        contacts.everyTicket(of: contact, { closedTickets[Int($0)] })
      else {
        note(contact, i, .note)
        continue
      }
      contacts[contact].state = .closedUnanswered
      contacts[contact].isOpen = false
      contacts[contact].ended = sight.at
      note(contact, i, .closed)
    }
  }
}
