public import Records

/// Through how many hands a matter goes.
///
/// A matter is a chain of contacts, each a recurrence of the one before, on a thread, a ticket or
/// by likeness; its hands are the technicians who answered.
public struct HandedOn: Equatable, Sendable {
  /// Matters answered by more than one technician, over those with two answers or more.
  public var severalHands = Rate(0, of: 0)
  /// The most technicians that one matter has met, and its first contact.
  public var most: (technicians: Int, contact: Contact)?

  public static func == (a: HandedOn, b: HandedOn) -> Bool {
    a.severalHands == b.severalHands && a.most?.technicians == b.most?.technicians
  }

  public init(_ contacts: [Contact]) {
    var place: [Exact: Int] = [:]
    for (i, contact) in contacts.enumerated() { place[Exact(contact.id)] = i }
    // In the order of time each contact's matter is that of the one it follows on.
    let order = contacts.indices.sorted {
      (contacts[$0].opened, Exact(contacts[$0].id)) < (contacts[$1].opened, Exact(contacts[$1].id))
    }
    var matterOf = [Int](repeating: -1, count: contacts.count)
    var answers: [Int: [Exact]] = [:]
    for i in order {
      let before = contacts[i].recurrenceOf.flatMap { place[Exact($0)] }
      matterOf[i] = before.map { matterOf[$0] >= 0 ? matterOf[$0] : $0 } ?? i
      if let technician = contacts[i].answeredBy {
        answers[matterOf[i], default: []].append(Exact(technician))
      }
    }
    for (matter, technicians) in answers.sorted(by: { $0.key < $1.key })
    where technicians.count > 1 {
      severalHands.whole += 1
      let different = Set(technicians).count
      guard different > 1 else { continue }
      severalHands.part += 1
      if different > most?.technicians ?? 1 { most = (different, contacts[matter]) }
    }
  }
}
