import Records

/// The contacts so far, found by person, thread and ticket.
struct OpenContacts {
  private(set) var drafts: [Draft] = []
  private var byPerson: [Int: [Int]] = [:]
  /// By the root of a thread or ticket.
  private var byMatter: [Int: [Int]] = [:]
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

  mutating func tie(_ i: Int, matter root: Int) {
    if !(byMatter[root] ?? []).contains(i) { byMatter[root, default: []].append(i) }
  }

  mutating func tie(_ i: Int, ticket: Int) {
    drafts[i].tickets.insert(ticket)
    if !(byTicket[ticket] ?? []).contains(i) { byTicket[ticket, default: []].append(i) }
  }

  /// Matters became one.
  mutating func merge(_ absorbed: [Int], into root: Int) {
    for other in absorbed {
      if let list = byMatter.removeValue(forKey: other) {
        for i in list { tie(i, matter: root) }
      }
    }
  }

  /// Open contacts of a person, in the order in which they were opened.
  mutating func open(ofPerson person: Int) -> [Int] { OpenContacts.live(&byPerson, person, drafts) }
  func open(inMatter root: Int) -> [Int] { OpenContacts.open(byMatter[root], drafts) }
  /// Those that hold a ticket, whose closing may end them.
  func open(onTicket ticket: Int) -> [Int] { OpenContacts.open(byTicket[ticket], drafts) }

  /// The latest contact of a matter, open or not.
  func latest(inMatter root: Int) -> Int? { byMatter[root]?.last }

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
