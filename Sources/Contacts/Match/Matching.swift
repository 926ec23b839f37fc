import Records

/// One run of matching over the sights of an input, in the order of time.
struct Matching {
  let sights: [Sight]
  let rules: MatchRules
  let directory: Directory
  private let echoes: Echoes
  /// Messages of ours that came back.
  private let bounced: Set<Int>
  var threads: Threads
  var contacts = OpenContacts()
  private var closedTickets: Set<Int> = []
  /// Sights that were dealt with together with an earlier one.
  private var done: Set<Int> = []
  /// The contact of a live call, between its start and its pick-up.
  private var contactOfCall: [Int: Int] = [:]
  /// What an answer, by its group of echoes, has answered.
  private var answeredByGroup: [Int: [Int]] = [:]

  init(_ sights: [Sight], _ rules: MatchRules, _ directory: Directory) {
    self.sights = sights
    self.rules = rules
    self.directory = directory
    echoes = Echoes(sights, within: rules.echoWithin)
    var subjects: [Int: Int?] = [:]
    var bounced: Set<Int> = []
    for sight in sights {
      if let message = sight.message, subjects[message] == nil {
        subjects[message] = .some(sight.base)
      }
      if let id = sight.bounced { bounced.insert(id) }
    }
    self.bounced = bounced
    threads = Threads(subjectOf: subjects)
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
  private mutating func group(_ i: Int) -> [Int] {
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
  private mutating func matter(of sight: Sight) -> Int? {
    (sight.message ?? sight.ticket).map { threads.root(of: $0) }
  }

  /// Makes one matter of what several sights of one attempt or answer stand in.
  private mutating func link(_ some: [Sight]) {
    let ids = some.compactMap { $0.message ?? $0.ticket }
    guard ids.count > 1 else { return }
    let linked = threads.link(ids)
    contacts.merge(linked.absorbed, into: linked.root)
  }

  // MARK: Theirs

  /// What a group of sights can join by.
  private struct Arrival {
    var sights: [Sight]
    var added: [Threads.Added?]
    var person: Int?
    var isCall: Bool
    /// The sights that are a mail or ticket of their own matter, not of a voicemail.
    var hasMatter: Bool

    init(_ sights: [Sight], _ added: [Threads.Added?]) {
      self.sights = sights
      self.added = added
      let known = sights.first { $0.person != nil && $0.event.client != nil }
      person = (known ?? sights.first { $0.person != nil })?.person
      hasMatter = sights.contains(where: Arrival.isMatter)
      isCall = !hasMatter
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
  private func chased(_ some: [Int], _ at: Timestamp) -> Int? {
    contacts.newest(some.filter { at - contacts[$0].latestAttempt <= rules.chaseWithin })
  }

  private mutating func attempt(_ indices: [Int]) {
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

  private mutating func withdraw(_ indices: [Int]) {
    let arrival = arrival(indices)
    guard let contact = joined(by: arrival) else { return }
    contacts[contact].state = .withdrawn
    contacts[contact].isOpen = false
    contacts[contact].ended = arrival.sights[0].at
    contacts[contact].note(arrival.sights[0], .withdrawn)
  }

  /// A sight of theirs that wants nothing: known to its thread, evidence where it belongs.
  private mutating func aside(_ sight: Sight) {
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

  // MARK: Calls

  private mutating func liveCall(_ i: Int) {
    let sight = sights[i]
    let theirs = sight.person.map { contacts.open(ofPerson: $0) } ?? []
    let contact: Int
    if let found = chased(theirs, sight.at) {
      contact = found
      contacts[contact].attempts += 1
      contacts[contact].latestAttempt = sight.at
      contacts[contact].use(.call)
      contacts[contact].note(sight, .attempt)
    } else {
      var draft = Draft(
        firstEvent: sight.event.id, person: sight.person, personText: sight.event.person,
        client: sight.event.client, channel: .call, opened: sight.at, latestAttempt: sight.at,
        channels: [.call], callsOnly: true)
      draft.isLive = true
      draft.note(sight, .opened)
      contact = contacts.open(draft)
    }
    contactOfCall[i] = contact
    for other in group(i).dropFirst() {
      let ticket = sights[other]
      contacts[contact].note(ticket, .echo)
      if let key = ticket.ticket {
        contacts.tie(contact, ticket: key)
        contacts.tie(contact, matter: threads.root(of: key))
      }
      // Its ticket is no voicemail's, so it is no longer calls only.
      contacts[contact].callsOnly = false
      if let base = ticket.base { contacts[contact].bases.insert(base) }
      if contacts[contact].subject == nil { contacts[contact].subject = ticket.event.subject }
    }
  }

  private mutating func ourCall(_ sight: Sight) {
    guard let person = sight.person else { return }
    for contact in contacts.open(ofPerson: person) {
      if contacts[contact].tried == nil { contacts[contact].tried = sight.at }
      contacts[contact].note(sight, .ourTry)
    }
  }

  /// A human picked up: of ours, or the client we called.
  private mutating func pickedUp(_ i: Int) {
    let sight = sights[i]
    let event = sight.event
    let at = max(event.answered ?? sight.at, sight.at)
    let isLong = (event.talkS ?? talk(of: event)) >= rules.talkAtLeast
    let own = contactOfCall[i]
    if let own, contacts[own].isLive && contacts[own].isOpen {
      answer(own, sight, at, .live, .call)
    }
    guard isLong, let person = sight.person else { return }
    let isNumber = event.number.map { !directory.isPersonal(number: $0) } ?? false
    for contact in contacts.open(ofPerson: person) {
      if event.direction == .outbound { contacts[contact].calledBack = at }
      answer(contact, sight, at, isNumber ? .number : .person, .call)
    }
  }

  private func talk(of event: Event) -> Int {
    guard let answered = event.answered, let ended = event.ended else { return 0 }
    return ended - answered
  }

  // MARK: Ours

  private mutating func answer(
    _ contact: Int, _ sight: Sight, _ at: Timestamp, _ by: Contact.MatchedBy,
    _ channel: Event.Channel
  ) {
    guard contacts[contact].isOpen else { return }
    contacts[contact].isOpen = false
    contacts[contact].state = .answered
    contacts[contact].answered = at
    contacts[contact].answeredBy = sight.event.technician
    contacts[contact].answeredThrough = channel
    contacts[contact].matchedBy = by
    contacts[contact].note(sight, .answer, at: at)
  }

  /// A mail or comment of ours.
  private mutating func ours(_ i: Int) {
    let sight = sights[i]
    let added = sight.kind == .mail ? addToThread(sight) : nil
    let group = echoes.groupOf[i]
    if let group {
      // What has been seen of this answer so far is one matter from now on.
      link((echoes.members[group] ?? []).filter { $0 <= i }.map { sights[$0] })
      if let before = answeredByGroup[group], !before.isEmpty {
        // The second sight of an answer answers nothing further.
        for contact in before { contacts[contact].note(sight, .echo) }
        return
      }
    }
    let reached = sight.kind == .mail ? reached(byMail: sight, added) : reached(byComment: sight)
    if !sight.mayAnswer || sight.message.map(bounced.contains) ?? false {
      for (contact, _) in reached { remark(contact, sight) }
      return
    }
    for (contact, by) in reached { answer(contact, sight, sight.at, by, sight.event.channel) }
    if let group, !reached.isEmpty { answeredByGroup[group] = reached.map(\.0) }
  }

  /// What answers nothing: an acknowledgement, a private note, a forward, a mail that bounced.
  private mutating func remark(_ contact: Int, _ sight: Sight) {
    if !sight.event.human && sight.event.kind != .note {
      if contacts[contact].acknowledged == nil { contacts[contact].acknowledged = sight.at }
      contacts[contact].note(sight, .acknowledgement)
    } else {
      contacts[contact].note(sight, .note)
    }
  }

  /// The open contacts that a mail of ours speaks to.
  private mutating func reached(
    byMail sight: Sight, _ added: Threads.Added?
  ) -> [(Int, Contact.MatchedBy)] {
    var all: [(Int, Contact.MatchedBy)] = []
    let isNew = added?.isNew ?? true
    let addressed = Set(sight.addressed)
    if !isNew, let root = matter(of: sight) {
      let writers = threads.writers(of: root)
      for contact in contacts.open(inMatter: root) {
        let some = writers.union(contacts[contact].writers)
        if sight.toList || sight.isArchived && contacts[contact].isArchived
          || !addressed.isDisjoint(with: some)
          || contacts[contact].person.map(addressed.contains) ?? false
        {
          all.append((contact, .thread))
        }
      }
    }
    for person in sight.addressed {
      for contact in contacts.open(ofPerson: person) where !all.contains(where: { $0.0 == contact })
      {
        let agrees = isNew && sight.base.map(contacts[contact].bases.contains) ?? false
        if agrees || contacts[contact].callsOnly { all.append((contact, .person)) }
      }
    }
    return all
  }

  /// The open contacts that a comment of ours speaks to.
  private mutating func reached(byComment sight: Sight) -> [(Int, Contact.MatchedBy)] {
    guard let root = matter(of: sight) else { return [] }
    var all: [(Int, Contact.MatchedBy)] = contacts.open(inMatter: root).map { ($0, .ticket) }
    guard sight.event.kind == .comment else { return all }
    for person in sight.addressed {
      for contact in contacts.open(ofPerson: person)
      where contacts[contact].callsOnly && !all.contains(where: { $0.0 == contact }) {
        all.append((contact, .person))
      }
    }
    return all
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
