import Records

/// One run of matching over the sights of an input, in the order of time.
struct Matching {
  let sights: [Sight]
  let rules: MatchRules
  let directory: Directory
  let echoes: Echoes
  /// Messages of ours that came back.
  let bounced: Set<Int>
  var threads: Threads
  var contacts = OpenContacts()
  var closedTickets: Set<Int> = []
  /// Sights that were dealt with together with an earlier one.
  var done: Set<Int> = []
  /// The contact of a live call, between its start and its pick-up.
  var contactOfCall: [Int: Int] = [:]
  /// What an answer, by its group of echoes, has answered.
  var answeredByGroup: [Int: [Int]] = [:]

  init(_ sights: [Sight], _ rules: MatchRules, _ directory: Directory) {
    self.sights = sights
    self.rules = rules
    self.directory = directory
    let bounced = Matching.bounced(sights)
    echoes = Echoes(sights, within: rules.echoWithin)
    var subjects: [Int: Int?] = [:]
    for sight in sights {
      if let message = sight.message, subjects[message] == nil {
        subjects[message] = .some(sight.base)
      }
    }
    self.bounced = bounced
    threads = Threads(subjectOf: subjects)
  }

  /// The messages that reached nobody. Of a mail of which a bounce says whom it did not reach,
  /// these are no more among the addressed.
  private static func bounced(_ sights: [Sight]) -> Set<Int> {
    var wholly: Set<Int> = []
    var failed: [Int: Set<Int>] = [:]
    for sight in sights {
      guard let id = sight.bounced else { continue }
      if sight.addressed.isEmpty { wholly.insert(id) }
      failed[id, default: []].formUnion(sight.addressed)
    }
    for sight in sights where sight.event.direction == .outbound {
      guard let id = sight.message, let those = failed[id], !those.isEmpty else { continue }
      // A name that is none of the addressed, as after a redirection, may stand for any of them.
      let left = sight.addressed.filter { !those.contains($0) }
      if left.isEmpty || left.count == sight.addressed.count {
        wholly.insert(id)
      } else {
        sight.addressed = left
      }
    }
    return wholly
  }

  /// Something that happens: a sight, or the pick-up of a call.
  private struct Step {
    var at: Int
    var rank: Int
    var index: Int
    var isPickup: Bool
  }

  /// Matches; the drafts are in the order in which the contacts were opened.
  consuming func run() -> [Draft] {
    var steps: [Step] = []
    steps.reserveCapacity(sights.count)
    for (i, sight) in sights.enumerated() {
      steps.append(Step(at: sight.at.seconds, rank: sight.rank, index: i, isPickup: false))
      if sight.kind == .call, sight.event.direction != .internal,
        let answered = sight.event.answered
      {
        steps.append(
          Step(at: max(answered, sight.at).seconds, rank: 1, index: i, isPickup: true))
      }
    }
    steps.sort {
      ($0.at, $0.rank, $0.index, $0.isPickup ? 1 : 0)
        < ($1.at, $1.rank, $1.index, $1.isPickup ? 1 : 0)
    }
    for step in steps {
      if step.isPickup {
        pickedUp(step.index)
      } else if !done.contains(step.index) {
        take(step.index)
      }
    }
    return contacts.drafts
  }

  private mutating func take(_ i: Int) {
    let sight = sights[i]
    let event = sight.event
    switch (sight.kind, event.direction) {
    case (.status, _): changeStatus(sight)
    case (.call, .inbound) where event.answered != nil: liveCall(i)
    case (.call, .outbound): ourCall(sight)
    case (.call, .inbound), (.voicemailLog, .inbound), (.notice, .inbound), (.ticket, .inbound),
      (.mail, .inbound), (.comment, .inbound):
      if event.wantsAnswer {
        attempt(group(i))
      } else if event.because == "withdrawn" {
        withdraw(group(i))
      } else {
        aside(sight)
      }
    case (.mail, .outbound), (.comment, .outbound): ours(i)
    case (.mail, .internal), (.notice, _): _ = addToThread(sight)
    default: break
    }
  }

  /// A sight with its echoes, the first first; the others are then done.
  mutating func group(_ i: Int) -> [Int] {
    guard let first = echoes.groupOf[i], let members = echoes.members[first] else { return [i] }
    let rest = members.filter { $0 != i && !done.contains($0) }
    done.formUnion(rest)
    return [i] + rest
  }

  mutating func addToThread(_ sight: Sight) -> Threads.Added? {
    guard let added = threads.add(sight) else { return nil }
    contacts.merge(added.absorbed, into: added.root)
    return added
  }

  /// The matter that a sight belongs to, or begins: its thread or its ticket.
  mutating func matter(of sight: Sight) -> Int? {
    (sight.message ?? sight.ticket).map { threads.root(of: $0) }
  }

  /// Makes one matter of what several sights of one attempt or answer stand in.
  mutating func link(_ some: [Sight]) {
    let ids = some.compactMap { $0.message ?? $0.ticket }
    guard ids.count > 1 else { return }
    let linked = threads.link(ids)
    contacts.merge(linked.absorbed, into: linked.root)
  }

  // MARK: Status

  private mutating func changeStatus(_ sight: Sight) {
    guard let ticket = sight.ticket else { return }
    if sight.event.kind == .reopened {
      closedTickets.remove(ticket)
      for contact in contacts.open(onTicket: ticket) { contacts[contact].note(sight, .reopened) }
      return
    }
    closedTickets.insert(ticket)
    for contact in contacts.open(onTicket: ticket) {
      guard !contacts[contact].hasThread,
        contacts[contact].tickets.isSubset(of: closedTickets)
      else {
        contacts[contact].note(sight, .note)
        continue
      }
      contacts[contact].state = .closedUnanswered
      contacts[contact].isOpen = false
      contacts[contact].ended = sight.at
      contacts[contact].note(sight, .closed)
    }
  }
}
