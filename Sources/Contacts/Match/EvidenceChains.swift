import Records

/// The evidence of all contacts: of each a chain, from its first event to its last.
struct EvidenceChains {
  private static let none = UInt32.max

  private var links: [(event: UInt32, next: UInt32, role: Contact.Evidence.Role)] = []

  mutating func add(_ event: UInt32, _ role: Contact.Evidence.Role, to draft: inout Draft) {
    let link = UInt32(truncatingIfNeeded: links.count)
    links.append((event, EvidenceChains.none, role))
    if draft.lastEvidence == EvidenceChains.none {
      draft.evidence = link
    } else {
      links[Int(draft.lastEvidence)].next = link
    }
    draft.lastEvidence = link
  }

  /// A contact's evidence in the order in which it came.
  func forEach(of draft: Draft, _ take: (UInt32, Contact.Evidence.Role) -> Void) {
    var next = draft.evidence
    while next != EvidenceChains.none {
      let link = links[Int(next)]
      take(link.event, link.role)
      next = link.next
    }
  }

  /// Takes in the chains of others.
  ///
  /// - Returns: by how much the numbers of their links grow.
  mutating func append(_ others: EvidenceChains) -> UInt32 {
    let shift = UInt32(truncatingIfNeeded: links.count)
    if shift == 0 {
      links = others.links
      return 0
    }
    for link in others.links {
      let next = link.next == EvidenceChains.none ? link.next : link.next + shift
      links.append((link.event, next, link.role))
    }
    return shift
  }
}
