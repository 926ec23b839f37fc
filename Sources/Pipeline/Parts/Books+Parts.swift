public import Records

extension Books {
  /// The books of one stage over several processes; `nil` of none.
  public static func sum(_ all: [Books]) -> Books? {
    guard var sum = all.first else { return nil }
    if sum.stage == "match" {
      for books in all.dropFirst() { sum.add(matched: books) }
    } else {
      for books in all.dropFirst() { sum.add(books) }
    }
    return sum
  }

  /// Adds the books of matching other clients.
  public mutating func add(matched other: Books) {
    add(other)
    tallies = (tallies + other.tallies).sorted { Exact($0.client ?? "") < Exact($1.client ?? "") }
    asOf = [asOf, other.asOf].compactMap(\.self).max()
  }

  /// Counts the doubles that only `match` could see, since several processes normalized, where
  /// one process sees them.
  public mutating func take(doublesOf matched: inout Books) {
    guard stage == "normalize", let i = accounts.indices.first,
      let j = matched.accounts.firstIndex(where: { $0.format == "events" }),
      let doubled = matched.accounts[j].excluded.removeValue(forKey: "duplicate")
    else { return }
    matched.accounts[j].read -= doubled
    accounts[i].used -= doubled
    accounts[i].made -= doubled
    accounts[i].exclude("duplicate", doubled)
  }
}
