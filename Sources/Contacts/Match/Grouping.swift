import Records

/// Which events are in which group (see ``ClientGroups``).
///
/// What is in every group is given to a client's only where it can matter: where it shares a
/// message or ticket with the group, directly or through others of its kind; where it went to a
/// person whom the group knows; or where a reply without headers may tie it by its subject.
struct Grouping {
  /// The places of each group's events in order, nobody's first, then by the client's number.
  private(set) var groups: [[UInt32]]

  init(_ events: Events) {
    groups = [[UInt32]](repeating: [], count: events.clients.count + 1)
    var shared: [UInt32] = []
    for (i, sight) in events.sights.enumerated() {
      let place = UInt32(truncatingIfNeeded: i)
      let further = events.furtherClients(sight)
      if sight.client != TextTable.none {
        groups[Int(sight.client) + 1].append(place)
      } else if further.isEmpty {
        groups[0].append(place)
        if !ClientGroups.isAStranger(
          sight.direction, sight.human, sight.wantsAnswer, isLive: sight.isAnswered)
        {
          shared.append(place)
        }
      }
      for client in further where groups[Int(client) + 1].last != place {
        groups[Int(client) + 1].append(place)
      }
    }
    if shared.isEmpty { return }
    let ties = SharedEvents(events, shared)
    for client in 1..<groups.count where !groups[client].isEmpty {
      let found = ties.reached(from: groups[client])
      if found.isEmpty { continue }
      groups[client] += found
      groups[client].sort()
    }
  }
}

/// The events that are in every group, found by what ties them to one.
private struct SharedEvents {
  private let events: Events
  /// Of their number: the one that stands for all that are tied to it.
  private var parent: [UInt32]
  /// The places of those that one stands for.
  private var members: [UInt32: [UInt32]] = [:]
  private var byMatter = NumberTable()
  /// By person, a chain of what was sent to them, and of comments of theirs.
  private var byPerson = NumberTable()
  private var sent: [(event: UInt32, next: UInt32)] = []
  private var byBase = NumberTable()
  /// Base subjects of replies without headers among them.
  private var loose: Set<UInt32> = []

  init(_ events: Events, _ shared: [UInt32]) {
    self.events = events
    parent = Array(0..<UInt32(truncatingIfNeeded: shared.count))
    var looseOfAny: Set<UInt32> = []
    for sight in events.sights where SharedEvents.isLoose(sight, events) {
      looseOfAny.insert(sight.base)
    }
    for (k, place) in shared.enumerated() {
      let k = UInt32(truncatingIfNeeded: k)
      let sight = events.sights[Int(place)]
      SharedEvents.forEachMatter(of: sight, events) { join(k, by: UInt64($0), in: \.byMatter) }
      if sight.message != TextTable.none, looseOfAny.contains(sight.base) {
        join(k, by: UInt64(sight.base), in: \.byBase)
        if SharedEvents.isLoose(sight, events) { loose.insert(sight.base) }
      }
      if sight.direction == .outbound || sight.kind == .comment {
        if sight.person != TextTable.none { send(k, to: sight.person) }
        for person in events.addressed(sight) where person != sight.person {
          send(k, to: person)
        }
      }
    }
    for (k, place) in shared.enumerated() {
      let root = find(UInt32(truncatingIfNeeded: k))
      parent[k] = root
      members[root, default: []].append(place)
    }
  }

  /// The places of those that are tied to the events of a group, in no order.
  func reached(from group: [UInt32]) -> [UInt32] {
    var roots: Set<UInt32> = []
    var persons: Set<UInt32> = []
    func meet(_ k: UInt32) { if k != NumberTable.none { roots.insert(parent[Int(k)]) } }
    func meetSent(to person: UInt32) {
      guard person != TextTable.none, persons.insert(person).inserted else { return }
      var next = byPerson[UInt64(person)]
      while next != NumberTable.none {
        meet(sent[Int(next)].event)
        next = sent[Int(next)].next
      }
    }
    for place in group {
      let sight = events.sights[Int(place)]
      SharedEvents.forEachMatter(of: sight, events) { meet(byMatter[UInt64($0)]) }
      if sight.message != TextTable.none, sight.base != TextTable.none,
        loose.contains(sight.base) || SharedEvents.isLoose(sight, events)
      {
        meet(byBase[UInt64(sight.base)])
      }
      if sent.isEmpty { continue }
      meetSent(to: sight.person)
      for person in events.addressed(sight) { meetSent(to: person) }
    }
    return roots.flatMap { members[$0] ?? [] }
  }

  /// A reply that only its subject can tie.
  private static func isLoose(_ sight: Sight, _ events: Events) -> Bool {
    sight.base != TextTable.none && sight.prefix == .reply && sight.message != TextTable.none
      && events.replyTo(sight).isEmpty && events.references(sight).isEmpty
  }

  private static func forEachMatter(
    of sight: Sight, _ events: Events, _ take: (UInt32) -> Void
  ) {
    if sight.message != TextTable.none { take(sight.message) }
    if sight.ticket != TextTable.none { take(sight.ticket) }
    if sight.bounced != TextTable.none { take(sight.bounced) }
    for id in events.replyTo(sight) { take(id) }
    for id in events.references(sight) { take(id) }
  }

  private mutating func send(_ k: UInt32, to person: UInt32) {
    sent.append((k, byPerson[UInt64(person)]))
    byPerson[UInt64(person)] = UInt32(truncatingIfNeeded: sent.count - 1)
  }

  /// Ties it to the one that has the key already, or keeps the key for it.
  private mutating func join(
    _ k: UInt32, by key: UInt64, in table: WritableKeyPath<SharedEvents, NumberTable>
  ) {
    let other = self[keyPath: table][key]
    if other == NumberTable.none {
      self[keyPath: table][key] = k
    } else {
      parent[Int(find(k))] = find(other)
    }
  }

  private mutating func find(_ k: UInt32) -> UInt32 {
    var root = k
    while parent[Int(root)] != root {
      parent[Int(root)] = parent[Int(parent[Int(root)])]
      root = parent[Int(root)]
    }
    return root
  }
}
