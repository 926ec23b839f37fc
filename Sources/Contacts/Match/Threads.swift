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

  private var parent: [Int: Int] = [:]
  /// By root: how many known messages, and who of the clients wrote or is named.
  private var known: [Int: Int] = [:]
  private var writers: [Int: Set<Int>] = [:]
  private var participants: [Int: Set<Int>] = [:]
  /// By base subject: the messages in time order.
  private var bySubject: [Int: [(message: Int, at: Int)]] = [:]
  /// The base subject of every message of the whole input.
  private let subjectOf: [Int: Int?]

  /// - Parameter subjectOf: the base subject of each known message.
  init(subjectOf: [Int: Int?]) { self.subjectOf = subjectOf }

  /// What adding a message did.
  struct Added {
    var root: Int
    /// No other message of the thread was known before.
    var isNew: Bool
    /// Roots that are now part of `root`.
    var absorbed: [Int]
  }

  /// Adds a message at its time; `tied` says of a thread's set what it joined.
  mutating func add(_ sight: Sight) -> Added? {
    guard let message = sight.message else { return nil }
    var roots: Set<Int> = [find(message)]
    for id in sight.replyTo { roots.insert(find(id)) }
    for id in sight.references where id != message {
      if let known = subjectOf[id], let base = known, base == sight.base { roots.insert(find(id)) }
    }
    let people = Set((sight.person.map { [$0] } ?? []) + sight.addressed)
    if sight.replyTo.isEmpty && sight.references.isEmpty && sight.prefix == .reply,
      let base = sight.base, let root = latest(base, people, before: sight.at.seconds)
    {
      roots.insert(root)
    }
    let before = roots.reduce(0) { $0 + (known[$1] ?? 0) }
    let root = union(roots)
    known[root, default: 0] += 1
    if sight.event.direction == .inbound && sight.event.human, let person = sight.person {
      writers[root, default: []].insert(person)
    }
    participants[root, default: []].formUnion(people)
    if let base = sight.base { bySubject[base, default: []].append((message, sight.at.seconds)) }
    return Added(root: root, isNew: before == 0, absorbed: roots.filter { $0 != root })
  }

  /// Makes one matter of messages and tickets, which an echo has tied together for good.
  mutating func link(_ ids: [Int]) -> Added {
    let roots = Set(ids.map { find($0) })
    let root = union(roots)
    return Added(root: root, isNew: false, absorbed: roots.filter { $0 != root })
  }

  /// The matter of a message or ticket.
  mutating func root(of id: Int) -> Int { find(id) }

  /// Clients' persons who have written in the thread so far.
  func writers(of root: Int) -> Set<Int> { writers[root] ?? [] }

  private func latest(_ base: Int, _ people: Set<Int>, before now: Int) -> Int? {
    guard let messages = bySubject[base], !people.isEmpty else { return nil }
    for (message, at) in messages.reversed().prefix(Threads.subjectDepth) {
      if now - at > Threads.subjectReach { return nil }
      var root = message
      while let next = parent[root], next != root { root = next }
      if !(participants[root] ?? []).isDisjoint(with: people) { return root }
    }
    return nil
  }

  private mutating func find(_ id: Int) -> Int {
    guard var root = parent[id] else {
      parent[id] = id
      return id
    }
    while let next = parent[root], next != root { root = next }
    var i = id
    while i != root {
      let next = parent[i] ?? root
      parent[i] = root
      i = next
    }
    return root
  }

  /// Joins sets; the one with the most messages stays the root, the smaller number among equals.
  private mutating func union(_ roots: Set<Int>) -> Int {
    let sorted = roots.sorted { (-(known[$0] ?? 0), $0) < (-(known[$1] ?? 0), $1) }
    let root = sorted[0]
    for other in sorted.dropFirst() {
      parent[other] = root
      if let count = known.removeValue(forKey: other) { known[root, default: 0] += count }
      if let people = writers.removeValue(forKey: other) {
        writers[root, default: []].formUnion(people)
      }
      if let people = participants.removeValue(forKey: other) {
        participants[root, default: []].formUnion(people)
      }
    }
    return root
  }
}
