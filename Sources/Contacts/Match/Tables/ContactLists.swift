/// Lists of contacts by a key, the latest added first; what is closed drops out when it is met.
struct ContactLists {
  private static let none = UInt32.max

  private var heads = NumberTable()
  private var links: [(contact: UInt32, next: UInt32)] = []
  /// The first link of those that are free again.
  private var free = none

  enum Choice { case take, pass, drop }

  /// Adds a contact, unless it is the one that was added last.
  mutating func add(_ contact: UInt32, to key: UInt64) {
    let head = heads[key]
    if head != ContactLists.none, links[Int(head)].contact == contact { return }
    if free != ContactLists.none {
      let link = free
      free = links[Int(link)].next
      links[Int(link)] = (contact, head)
      heads[key] = link
    } else {
      heads[key] = UInt32(truncatingIfNeeded: links.count)
      links.append((contact, head))
    }
  }

  /// Goes through a list until one is taken.
  mutating func first(_ key: UInt64, _ choose: (UInt32) -> Choice) -> UInt32? {
    var before = ContactLists.none
    let head = heads[key]
    var next = head
    while next != ContactLists.none {
      let (contact, after) = links[Int(next)]
      switch choose(contact) {
      case .take: return contact
      case .pass: before = next
      case .drop:
        if before != ContactLists.none {
          links[Int(before)].next = after
        } else {
          heads[key] = after
        }
        links[Int(next)].next = free
        free = next
      }
      next = after
    }
    return nil
  }

  /// The open contacts of a list, each once.
  mutating func open(_ key: UInt64, _ drafts: [Draft]) -> [UInt32] {
    var all: [UInt32] = []
    _ = first(key) { i in
      guard drafts[Int(i)].isOpen else { return .drop }
      all.append(i)
      return .pass
    }
    if all.count > 1 {
      // One that was added in turn with others stands there more than once.
      all.sort(by: >)
      var kept = 1
      for k in 1..<all.count where all[k] != all[kept - 1] {
        all[kept] = all[k]
        kept += 1
      }
      all.removeLast(all.count - kept)
    }
    return all
  }

  /// Puts the contacts of one list into another.
  mutating func move(from key: UInt64, to other: UInt64) {
    var link = heads[key]
    guard link != ContactLists.none else { return }
    heads[key] = ContactLists.none
    let head = heads[other]
    heads[other] = link
    while links[Int(link)].next != ContactLists.none { link = links[Int(link)].next }
    links[Int(link)].next = head
  }
}
