import Records

/// The contacts so far, found by person, thread and ticket.
///
/// They are opened in the order of time, so the most recently opened of some has the largest
/// number. Lists give the newest first and forget what is closed.
struct OpenContacts {
  private static let none = UInt32.max

  private(set) var drafts: [Draft] = []
  private(set) var evidence = EvidenceChains()
  private var byPerson = ContactLists()
  /// Those with a base subject, by person and base.
  private var byBase = ContactLists()
  private var callsOnlyByPerson = ContactLists()
  /// By the root of a thread or ticket.
  private var byMatter = ContactLists()
  private var byTicket = ContactLists()
  /// The latest contact of a matter, open or not, by its root.
  private var latest = NumberTable()
  /// Further tickets of a contact, as a chain that begins with its latest.
  private var moreTickets = NumberTable()
  private var tickets: [(ticket: UInt32, next: UInt32)] = []
  /// A contact and a client's person whose attempt it holds, other than its own.
  private var writers = NumberTable()

  subscript(_ i: UInt32) -> Draft {
    get { drafts[Int(i)] }
    _modify { yield &drafts[Int(i)] }
  }

  mutating func open(_ draft: Draft) -> UInt32 {
    let i = UInt32(truncatingIfNeeded: drafts.count)
    drafts.append(draft)
    if draft.person != OpenContacts.none {
      byPerson.add(i, to: UInt64(draft.person))
      if draft.callsOnly { callsOnlyByPerson.add(i, to: UInt64(draft.person)) }
    }
    return i
  }

  // MARK: Ties

  mutating func tie(_ i: UInt32, matter root: UInt32) {
    byMatter.add(i, to: UInt64(root))
    let before = latest[UInt64(root)]
    if before == OpenContacts.none || before < i { latest[UInt64(root)] = i }
  }

  mutating func tie(_ i: UInt32, ticket: UInt32) {
    if has(ticket: ticket, i) { return }
    byTicket.add(i, to: UInt64(ticket))
    if drafts[Int(i)].ticket == OpenContacts.none {
      drafts[Int(i)].ticket = ticket
    } else {
      tickets.append((ticket, moreTickets[UInt64(i)]))
      moreTickets[UInt64(i)] = UInt32(truncatingIfNeeded: tickets.count - 1)
    }
  }

  mutating func tie(_ i: UInt32, base: UInt32) {
    let person = drafts[Int(i)].person
    if person != OpenContacts.none { byBase.add(i, to: UInt64(person) << 32 | UInt64(base)) }
  }

  mutating func tie(_ i: UInt32, writer: UInt32) {
    if drafts[Int(i)].person == writer { return }
    _ = writers.insert(UInt64(i) << 32 | UInt64(writer))
  }

  /// Whether a person has made an attempt of a contact, or is whose it is.
  func isWriter(_ person: UInt32, of i: UInt32) -> Bool {
    drafts[Int(i)].person == person || writers.contains(UInt64(i) << 32 | UInt64(person))
  }

  func has(ticket: UInt32, _ i: UInt32) -> Bool { !everyTicket(of: i) { $0 != ticket } }

  /// Whether something holds of every ticket of a contact.
  func everyTicket(of i: UInt32, _ holds: (UInt32) -> Bool) -> Bool {
    let first = drafts[Int(i)].ticket
    if first == OpenContacts.none { return true }
    if !holds(first) { return false }
    var next = moreTickets[UInt64(i)]
    while next != OpenContacts.none {
      let link = tickets[Int(next)]
      if !holds(link.ticket) { return false }
      next = link.next
    }
    return true
  }

  /// Matters became one.
  mutating func merge(_ absorbed: [UInt32], into root: UInt32) {
    for other in absorbed {
      byMatter.move(from: UInt64(other), to: UInt64(root))
      let theirs = latest[UInt64(other)]
      guard theirs != OpenContacts.none else { continue }
      let before = latest[UInt64(root)]
      if before == OpenContacts.none || before < theirs { latest[UInt64(root)] = theirs }
    }
  }

  // MARK: Finding

  mutating func newest(
    ofPerson person: UInt32, where holds: (Draft) -> Bool = { _ in true }
  ) -> UInt32? {
    let drafts = drafts
    return byPerson.first(UInt64(person)) { i in
      let draft = drafts[Int(i)]
      return draft.isOpen ? holds(draft) ? .take : .pass : .drop
    }
  }

  mutating func newest(ofPerson person: UInt32, base: UInt32) -> UInt32? {
    // A contact may have had a base tied late: the first of a list need not be the newest.
    open(ofPerson: person, base: base).max()
  }

  mutating func open(ofPerson person: UInt32) -> [UInt32] {
    byPerson.open(UInt64(person), drafts)
  }
  mutating func open(ofPerson person: UInt32, base: UInt32) -> [UInt32] {
    byBase.open(UInt64(person) << 32 | UInt64(base), drafts)
  }
  mutating func open(inMatter root: UInt32) -> [UInt32] { byMatter.open(UInt64(root), drafts) }
  /// Those that hold a ticket, whose closing may end them.
  mutating func open(onTicket ticket: UInt32) -> [UInt32] {
    byTicket.open(UInt64(ticket), drafts)
  }

  mutating func callsOnly(ofPerson person: UInt32) -> [UInt32] {
    let drafts = drafts
    var all: [UInt32] = []
    _ = callsOnlyByPerson.first(UInt64(person)) { i in
      guard drafts[Int(i)].isOpen && drafts[Int(i)].callsOnly else { return .drop }
      all.append(i)
      return .pass
    }
    return all
  }

  /// The latest contact of a matter, open or not.
  func latest(inMatter root: UInt32) -> UInt32? {
    let found = latest[UInt64(root)]
    return found == OpenContacts.none ? nil : found
  }

  /// Ties contacts to the earlier ones whose matter they are again, where the matching has not.
  mutating func markRecurrences(_ subjects: SubjectTable) {
    var recurrence = Recurrence(subjects)
    for i in drafts.indices where drafts[i].client != OpenContacts.none {
      let draft = drafts[i]
      let earlier = recurrence.add(
        UInt32(truncatingIfNeeded: i),
        Recurrence.Matter(
          base: subjects.base(of: draft.subject), person: draft.person, opened: draft.opened,
          ended: draft.ended == Draft.never ? nil : draft.ended,
          isTied: draft.recurrenceOf != Draft.none))
      if let earlier { drafts[i].recurrenceOf = earlier }
    }
  }

  // MARK: Evidence

  mutating func note(_ i: UInt32, _ event: UInt32, _ role: Contact.Evidence.Role) {
    evidence.add(event, role, to: &drafts[Int(i)])
  }
}
