import Records

/// The contacts of one group, in the order in which they were opened.
struct GroupContacts: Sendable {
  var drafts: [Draft]
  var evidence: EvidenceChains
  /// What a person has said of a contact, by its number.
  var said: [UInt32: Settlement]
}

/// The contacts of all groups, in the order in which they were opened.
struct MatchedContacts {
  /// One group's after the other's.
  private(set) var drafts: [Draft] = []
  /// Their places in the order of opening.
  private(set) var order: [Int] = []
  private(set) var evidence = EvidenceChains()
  /// What a person has said of a contact, by its place.
  private(set) var said: [Int: Settlement] = [:]

  /// Takes in what a group gave.
  mutating func append(_ contacts: GroupContacts) {
    let first = drafts.count
    let shift = evidence.append(contacts.evidence)
    for (contact, settlement) in contacts.said { said[first + Int(contact)] = settlement }
    if first == 0 {
      drafts = contacts.drafts
      return
    }
    for var draft in contacts.drafts {
      if draft.recurrenceOf != Draft.none {
        draft.recurrenceOf += UInt32(truncatingIfNeeded: first)
      }
      if draft.evidence != Draft.none {
        draft.evidence += shift
        draft.lastEvidence += shift
      }
      drafts.append(draft)
    }
  }

  /// Puts them in order once all groups have been taken in: an event opens one contact at most.
  mutating func sort() {
    order = Array(drafts.indices)
    order.sort { drafts[$0].firstEvent < drafts[$1].firstEvent }
  }
}
