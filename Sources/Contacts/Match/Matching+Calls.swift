import Records

/// Live calls, our calls, and what picking up answers (rules 4 and 6).
extension Matching {
  mutating func liveCall(_ i: Int) {
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

  mutating func ourCall(_ sight: Sight) {
    guard let person = sight.person else { return }
    for contact in contacts.open(ofPerson: person) {
      if contacts[contact].tried == nil { contacts[contact].tried = sight.at }
      contacts[contact].note(sight, .ourTry)
    }
  }

  /// A human picked up: of ours, or the client we called.
  mutating func pickedUp(_ i: Int) {
    let sight = sights[i]
    let event = sight.event
    let at = max(event.answered ?? sight.at, sight.at)
    let isLong = (event.talkS ?? talk(of: event)) >= rules.talkAtLeast
    let own = contactOfCall[i]
    if let own, contacts[own].isLive && contacts[own].isOpen {
      answer(own, sight, at, .live, .call)
      contacts[own].hasUnknownWait = event.waitS == nil && at == sight.at
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
}
