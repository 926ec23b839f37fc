import Records

/// What our side writes, and what of it answers (rule 4).
extension Matching {
  mutating func answer(
    _ contact: UInt32, _ i: Int, _ at: Int, _ by: Contact.MatchedBy, _ channel: Event.Channel
  ) {
    guard contacts[contact].isOpen else { return }
    if settled.holds(contact) {
      note(contact, i, .note)
      return
    }
    contacts[contact].isOpen = false
    contacts[contact].state = .answered
    contacts[contact].ended = at
    contacts[contact].answeredBy = events[i].technician
    contacts[contact].answeredThrough = channel
    contacts[contact].matchedBy = by
    note(contact, i, .answer)
  }

  /// A mail or comment of ours.
  mutating func ours(_ i: Int) {
    let sight = events[i]
    let added = sight.kind == .mail ? addToThread(sight) : nil
    let group = echoes.group(of: i)
    if let group {
      // What has been seen of this answer so far is one matter from now on.
      link(echoes.members(of: group).filter { $0 <= i })
      if let before = answeredByGroup[group], !before.isEmpty {
        // The second sight of an answer answers nothing further.
        for contact in before { note(contact, i, .echo) }
        return
      }
    }
    let reached = sight.kind == .mail ? reached(byMail: i, added) : reached(byComment: i)
    let hasBounced = sight.message != Matching.none && bounced[Int(sight.message)]
    if !sight.mayAnswer || hasBounced {
      for (contact, _) in reached { remark(contact, i) }
      return
    }
    for (contact, by) in reached { answer(contact, i, sight.at, by, sight.channel) }
    if let group, !reached.isEmpty { answeredByGroup[group] = reached.map(\.0) }
  }

  /// What answers nothing: an acknowledgement, a private note, a forward, a mail that bounced.
  private mutating func remark(_ contact: UInt32, _ i: Int) {
    let sight = events[i]
    if !sight.human && sight.eventKind != .note {
      if contacts[contact].acknowledged == Draft.never {
        contacts[contact].acknowledged = sight.at
      }
      note(contact, i, .acknowledgement)
    } else {
      note(contact, i, .note)
    }
  }

  /// True where a contact was not asked for yet by a sight.
  private mutating func isFirst(_ contact: UInt32, by i: Int) -> Bool {
    let index = UInt32(truncatingIfNeeded: i)
    if contacts[contact].askedBy == index { return false }
    contacts[contact].askedBy = index
    return true
  }

  /// The open contacts that a mail of ours speaks to.
  private mutating func reached(
    byMail i: Int, _ added: Threads.Added?
  ) -> [(UInt32, Contact.MatchedBy)] {
    let sight = events[i]
    var addressed = events.addressed(sight)
    if sight.message != Matching.none, let those = missed[sight.message] {
      addressed.removeAll { those.contains($0) }
    }
    var all: [(UInt32, Contact.MatchedBy)] = []
    let isNew = added?.isNew ?? true
    if !isNew, let root = matter(of: sight) {
      for contact in contacts.open(inMatter: root) {
        if sight.toList || sight.isArchived && contacts[contact].isArchived
          || addressed.contains(where: {
            threads.isWriter($0, of: root) || contacts.isWriter($0, of: contact)
          }), isFirst(contact, by: i)
        {
          all.append((contact, .thread))
        }
      }
    }
    let base = sight.base
    for person in addressed {
      var theirs = contacts.callsOnly(ofPerson: person)
      if isNew && base != Matching.none {
        theirs += contacts.open(ofPerson: person, base: base)
      }
      for contact in theirs where isFirst(contact, by: i) { all.append((contact, .person)) }
    }
    return all
  }

  /// The open contacts that a comment of ours speaks to.
  private mutating func reached(byComment i: Int) -> [(UInt32, Contact.MatchedBy)] {
    let sight = events[i]
    guard let root = matter(of: sight) else { return [] }
    var all: [(UInt32, Contact.MatchedBy)] = []
    for contact in contacts.open(inMatter: root) where isFirst(contact, by: i) {
      all.append((contact, .ticket))
    }
    guard sight.eventKind == .comment else { return all }
    for person in events.addressed(sight) {
      for contact in contacts.callsOnly(ofPerson: person) where isFirst(contact, by: i) {
        all.append((contact, .person))
      }
    }
    return all
  }
}
