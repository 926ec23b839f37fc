/// A set of persons for each of many matters, most of which have one.
struct PersonSets {
  private static let none = UInt32.max

  /// The first person of each.
  private var first: [UInt32]
  /// The further ones of a matter, by its number, as a chain.
  private var more = NumberTable()
  private var chain: [(person: UInt32, next: UInt32)] = []
  /// A matter and a person together, of the further ones.
  private var pairs = NumberTable()

  init(count: Int) { first = [UInt32](repeating: PersonSets.none, count: count) }

  func contains(_ person: UInt32, in set: UInt32) -> Bool {
    first[Int(set)] == person || pairs.contains(PersonSets.pair(set, person))
  }

  mutating func insert(_ person: UInt32, in set: UInt32) {
    if first[Int(set)] == person { return }
    if first[Int(set)] == PersonSets.none {
      first[Int(set)] = person
      return
    }
    guard pairs.insert(PersonSets.pair(set, person)) else { return }
    chain.append((person, more[UInt64(set)]))
    more[UInt64(set)] = UInt32(truncatingIfNeeded: chain.count - 1)
  }

  mutating func merge(_ other: UInt32, into set: UInt32) {
    if first[Int(other)] == PersonSets.none { return }
    insert(first[Int(other)], in: set)
    var next = more[UInt64(other)]
    while next != PersonSets.none {
      insert(chain[Int(next)].person, in: set)
      next = chain[Int(next)].next
    }
  }

  private static func pair(_ set: UInt32, _ person: UInt32) -> UInt64 {
    UInt64(set) << 32 | UInt64(person)
  }
}
