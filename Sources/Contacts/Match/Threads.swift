import Records

/// The threads of mail as they are known while time goes on (DESIGN 4, rule 10).
///
/// Message-IDs are joined by In-Reply-To, which is trusted even where the message is not known;
/// by References where the message is known and its base subject agrees; and, for a reply
/// without either, by base subject and a client's address in common. A thread is named by the
/// root of its set of message ids. A ticket is a member of the set as well, alone until an echo
/// ties it to a thread.
struct Threads {
  /// How far back a subject alone may tie: 30 days.
  private static let subjectReach = 30 * 86_400
  /// How many earlier messages of a subject are looked at.
  private static let subjectDepth = 500
  private static let none = UInt32.max

  /// By matter, as all lists here: itself for a root.
  private var parent: [UInt32]
  /// By root: how many known messages, and who of the clients wrote or is named.
  private var known: [UInt32]
  private var writers: PersonSets
  private var participants: PersonSets
  /// By base subject: its latest message, with those before it.
  private var latestOf = NumberTable()
  private var messages: [(message: UInt32, previous: UInt32, at: Int)] = []
  /// The base subject of every message of the whole input, `unknown` for what is none of them.
  private let subjectOf: [UInt32]

  /// Stands for the base subject of a message that is not in the input.
  static let unknown = UInt32.max - 1

  /// - Parameter subjectOf: the base subject of each matter that is a known message.
  init(subjectOf: [UInt32]) {
    self.subjectOf = subjectOf
    parent = Array(0..<UInt32(truncatingIfNeeded: subjectOf.count))
    known = [UInt32](repeating: 0, count: subjectOf.count)
    writers = PersonSets(count: subjectOf.count)
    participants = PersonSets(count: subjectOf.count)
  }

  /// What adding a message did.
  struct Added {
    var root: UInt32
    /// No other message of the thread was known before.
    var isNew: Bool
    /// Roots that are now part of `root`.
    var absorbed: [UInt32]
  }

  /// Adds a message at its time.
  mutating func add(_ sight: Sight, _ events: GroupEvents) -> Added? {
    let message = sight.message
    guard message != Threads.none else { return nil }
    let base = sight.base
    let addressed = events.addressed(sight)
    var roots = [find(message)]
    let replyTo = events.replyTo(sight)
    let references = events.references(sight)
    for id in replyTo { Threads.put(find(events.local(id)), in: &roots) }
    if base != Threads.none {
      for reference in references {
        let id = events.local(reference)
        if id != message && subjectOf[Int(id)] == base { Threads.put(find(id), in: &roots) }
      }
      if replyTo.isEmpty && references.isEmpty && sight.prefix == .reply,
        let root = latest(base, sight.person, addressed, before: sight.at)
      {
        Threads.put(root, in: &roots)
      }
    }
    let before = roots.reduce(0) { $0 + Int(known[Int($1)]) }
    let absorbed = union(&roots)
    let root = roots[0]
    known[Int(root)] += 1
    if sight.person != Threads.none {
      if sight.direction == .inbound && sight.human { writers.insert(sight.person, in: root) }
      participants.insert(sight.person, in: root)
    }
    for person in addressed { participants.insert(person, in: root) }
    if base != Threads.none {
      messages.append((message, latestOf[UInt64(base)], sight.at))
      latestOf[UInt64(base)] = UInt32(truncatingIfNeeded: messages.count - 1)
    }
    return Added(root: root, isNew: before == 0, absorbed: absorbed)
  }

  /// Makes one matter of messages and tickets, which an echo has tied together for good.
  mutating func link(_ ids: [UInt32]) -> Added? {
    var roots: [UInt32] = []
    for id in ids { Threads.put(find(id), in: &roots) }
    guard roots.count > 1 else { return nil }
    let absorbed = union(&roots)
    return Added(root: roots[0], isNew: false, absorbed: absorbed)
  }

  /// The matter of a message or ticket.
  mutating func root(of id: UInt32) -> UInt32 { find(id) }

  /// Whether a client's person has written in the thread so far.
  func isWriter(_ person: UInt32, of root: UInt32) -> Bool { writers.contains(person, in: root) }

  private mutating func latest(
    _ base: UInt32, _ person: UInt32, _ addressed: ArraySlice<UInt32>, before now: Int
  ) -> UInt32? {
    guard person != Threads.none || !addressed.isEmpty else { return nil }
    var next = latestOf[UInt64(base)]
    var looked = 0
    while next != Threads.none, looked < Threads.subjectDepth {
      let (message, previous, at) = messages[Int(next)]
      if now - at > Threads.subjectReach { return nil }
      let root = find(message)
      if person != Threads.none && participants.contains(person, in: root)
        || addressed.contains(where: { participants.contains($0, in: root) })
      {
        return root
      }
      next = previous
      looked += 1
    }
    return nil
  }

  private mutating func find(_ id: UInt32) -> UInt32 {
    var root = id
    while parent[Int(root)] != root { root = parent[Int(root)] }
    var i = id
    while i != root {
      let next = parent[Int(i)]
      parent[Int(i)] = root
      i = next
    }
    return root
  }

  /// Most mail has one root; few have more than a handful, and a set takes over for those.
  private static func put(_ root: UInt32, in roots: inout [UInt32]) {
    if roots.count < 32 {
      if !roots.contains(root) { roots.append(root) }
    } else {
      roots.append(root)
    }
  }

  /// Joins sets; the one with the most messages stays the root, the smaller number among equals.
  /// Leaves the root first in `roots`.
  ///
  /// - Returns: the roots that are no longer any.
  private mutating func union(_ roots: inout [UInt32]) -> [UInt32] {
    if roots.count == 1 { return [] }
    roots = Array(Set(roots)).sorted {
      let (one, other) = (known[Int($0)], known[Int($1)])
      return one != other ? one > other : $0 < $1
    }
    let root = roots[0]
    let absorbed = Array(roots.dropFirst())
    for other in absorbed {
      parent[Int(other)] = root
      known[Int(root)] += known[Int(other)]
      known[Int(other)] = 0
      writers.merge(other, into: root)
      participants.merge(other, into: root)
    }
    return absorbed
  }
}
