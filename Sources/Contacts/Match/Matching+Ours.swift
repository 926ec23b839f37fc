import Records

/// What our side writes, and what of it answers (rule 4).
extension Matching {
  mutating func answer(
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
  mutating func ours(_ i: Int) {
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
}
