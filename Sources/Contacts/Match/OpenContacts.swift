import Records

/// The contacts so far, found by person, thread and ticket.
struct OpenContacts {
  private(set) var drafts: [Draft] = []
  private var byPerson: [Int: [Int]] = [:]
  private var byThread: [Int: [Int]] = [:]
  private var byTicket: [Int: [Int]] = [:]

  subscript(_ i: Int) -> Draft {
    get { drafts[i] }
    _modify { yield &drafts[i] }
  }

  mutating func open(_ draft: Draft) -> Int {
    drafts.append(draft)
    if let person = draft.person { byPerson[person, default: []].append(drafts.count - 1) }
    return drafts.count - 1
  }

  mutating func tie(_ i: Int, thread root: Int) {
    if !(byThread[root] ?? []).contains(i) { byThread[root, default: []].append(i) }
  }

  mutating func tie(_ i: Int, ticket: Int) {
    drafts[i].tickets.insert(ticket)
    if !(byTicket[ticket] ?? []).contains(i) { byTicket[ticket, default: []].append(i) }
  }

  /// Threads became one.
  mutating func merge(threads absorbed: [Int], into root: Int) {
    for other in absorbed {
      if let list = byThread.removeValue(forKey: other) {
        for i in list { tie(i, thread: root) }
      }
    }
  }

  /// Open contacts of a person, in the order in which they were opened.
  mutating func open(ofPerson person: Int) -> [Int] { OpenContacts.live(&byPerson, person, drafts) }
  mutating func open(inThread root: Int) -> [Int] { OpenContacts.open(byThread[root], drafts) }
  mutating func open(onTicket ticket: Int) -> [Int] { OpenContacts.open(byTicket[ticket], drafts) }

  /// The latest contact of a matter, open or not.
  func latest(inThread root: Int) -> Int? { byThread[root]?.last }
  func latest(onTicket ticket: Int) -> Int? { byTicket[ticket]?.last }

  /// The most recently opened of some.
  func newest(_ some: [Int]) -> Int? {
    some.max { (drafts[$0].opened.seconds, $0) < (drafts[$1].opened.seconds, $1) }
  }

  private static func open(_ list: [Int]?, _ drafts: [Draft]) -> [Int] {
    (list ?? []).filter { drafts[$0].isOpen }
  }

  /// As ``open(_:_:)``, and forgets those that are closed, which a person collects by the
  /// thousand.
  private static func live(
    _ lists: inout [Int: [Int]], _ key: Int, _ drafts: [Draft]
  ) -> [Int] {
    guard let list = lists[key] else { return [] }
    let open = list.filter { drafts[$0].isOpen }
    if open.count < list.count { lists[key] = open }
    return open
  }
}
