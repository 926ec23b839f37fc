import Records

/// What people have said by `settle`, which wins over every rule (rule 12).
///
/// From its opening on, no rule ends a contact that is settled; it ends at the time that was
/// said, and what comes later opens anew.
struct Settled {
  private var byContact: [String: Settlement] = [:]
  /// Contacts that are open and to be ended, with when; few, so a list will do.
  private var pending: [(at: Int, contact: UInt32, settlement: Settlement)] = []
  /// The settlement of each contact that has one.
  private(set) var applied: [UInt32: Settlement] = [:]

  init(_ settlements: [Settlement]) {
    for settlement in settlements { byContact[settlement.contact] = settlement }
  }

  var isEmpty: Bool { byContact.isEmpty }

  /// Notes that a contact has been opened.
  /// - Parameter event: the id of the event that opened it.
  mutating func opened(_ contact: UInt32, by event: String, at opened: Int) {
    guard let settlement = byContact[Matched.id(openedBy: event)] else { return }
    applied[contact] = settlement
    pending.append((max(settlement.at.seconds, opened), contact, settlement))
    pending.sort { ($0.at, $0.contact) < ($1.at, $1.contact) }
  }

  func holds(_ contact: UInt32) -> Bool { applied[contact] != nil }

  /// The next that ends before a time.
  mutating func next(before time: Int) -> (at: Int, contact: UInt32, settlement: Settlement)? {
    guard let first = pending.first, first.at < time else { return nil }
    return pending.removeFirst()
  }
}

extension Matching {
  /// Opens a contact.
  mutating func open(_ draft: Draft) -> UInt32 {
    let contact = contacts.open(draft)
    if !settled.isEmpty {
      settled.opened(
        contact, by: events.all.id(events.all.sights[Int(draft.firstEvent)]), at: draft.opened)
    }
    return contact
  }

  /// Ends what people have said to have ended before a time.
  mutating func settle(before time: Int) {
    while let (at, contact, settlement) = settled.next(before: time) {
      contacts[contact].isOpen = false
      contacts[contact].ended = at
      switch settlement.kind {
      case .answered: contacts[contact].state = .answered
      case .noAnswerNeeded: contacts[contact].state = .withdrawn
      }
    }
  }
}
