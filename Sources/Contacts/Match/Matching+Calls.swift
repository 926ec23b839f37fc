import Records

/// Live calls, our calls, and what picking up answers (rules 4 and 6).
extension Matching {
  mutating func liveCall(_ i: Int) {
    let sight = events[i]
    let contact: UInt32
    if sight.person != Matching.none, let found = chased(sight.person, sight.at) {
      contact = found
      contacts[contact].attempts &+= 1
      contacts[contact].latestAttempt = sight.at
      contacts[contact].use(.call)
      note(contact, i, .attempt)
    } else {
      var draft = Draft(
        opening: sight, event: events.place(i), as: .call, callsOnly: true)
      draft.isLive = true
      contact = open(draft)
      note(contact, i, .opened)
    }
    contactOfCall[i] = contact
    for other in group(i).dropFirst() {
      let ticket = events[other]
      note(contact, other, .echo)
      if ticket.ticket != Matching.none {
        contacts.tie(contact, ticket: ticket.ticket)
        contacts.tie(contact, matter: threads.root(of: ticket.ticket))
      }
      // Its ticket is no voicemail's, so it is no longer calls only.
      contacts[contact].callsOnly = false
      let base = ticket.base
      if base != Matching.none { contacts.tie(contact, base: base) }
      if contacts[contact].subject == Matching.none { contacts[contact].subject = ticket.subject }
    }
  }

  mutating func ourCall(_ i: Int, _ sight: Sight) {
    guard sight.person != Matching.none else { return }
    for contact in contacts.open(ofPerson: sight.person) {
      if contacts[contact].tried == Draft.never { contacts[contact].tried = sight.at }
      note(contact, i, .ourTry)
    }
  }

  /// A human picked up: of ours, or the client we called.
  mutating func pickedUp(_ i: Int) {
    let sight = events[i]
    let at = max(events.answered(sight) ?? sight.at, sight.at)
    let isLong = (events.talkS(sight) ?? talk(of: sight)) >= rules.talkAtLeast
    let own = contactOfCall[i]
    if own != Matching.none, contacts[own].isLive && contacts[own].isOpen {
      answer(own, i, at, .live, .call)
      contacts[own].hasUnknownWait = !events.tellsWait(sight) && at == sight.at
    }
    guard isLong, sight.person != Matching.none else { return }
    let isNumber = sight.number != Matching.none && !isPersonal[Int(sight.number)]
    for contact in contacts.open(ofPerson: sight.person) {
      if sight.direction == .outbound { contacts[contact].calledBack = at }
      answer(contact, i, at, isNumber ? .number : .person, .call)
    }
  }

  private func talk(of sight: Sight) -> Int {
    guard let answered = events.answered(sight), let ended = events.ended(sight) else { return 0 }
    return ended - answered
  }
}
