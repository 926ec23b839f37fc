import Records

/// The books of one stage, in words.
struct BooksAccount {
  let stage: String
  let read: Int
  let used: Int
  /// By reason or code, the largest first.
  let excluded: [(name: String, count: Int)]
  let rejected: [(name: String, count: Int)]
  let sources: Int
  let balances: Bool

  init(_ books: Books) {
    stage = Shown.text(books.stage)
    read = books.read
    used = books.used
    excluded = BooksAccount.sorted(books.excluded)
    rejected = BooksAccount.sorted(books.rejected)
    sources = books.accounts.count
    balances = books.balances
  }

  private static func sorted(_ counts: [String: Int]) -> [(name: String, count: Int)] {
    counts.sorted { ($1.value, Exact($0.key)) < ($0.value, Exact($1.key)) }
      .map { (Shown.text($0.key), $0.value) }
  }

  static func total(_ counts: [(name: String, count: Int)]) -> Int {
    counts.reduce(0) { $0 + $1.count }
  }

  /// `automatic 12, duplicate 18`
  static func list(_ counts: [(name: String, count: Int)]) -> String {
    counts.map { "\($0.name) \($0.count)" }.joined(separator: ", ")
  }

  /// `parse: 1234 read = 1200 used + 30 excluded + 4 rejected`
  var summary: String {
    let from = sources > 1 ? " from \(sources) sources" : ""
    return "\(stage): \(read) read\(from) = \(used) used + \(BooksAccount.total(excluded)) excluded"
      + " + \(BooksAccount.total(rejected)) rejected"
      + (balances ? "" : " (DOES NOT BALANCE)")
  }

  var details: [String] {
    var lines: [String] = []
    if !excluded.isEmpty { lines.append("excluded: " + BooksAccount.list(excluded)) }
    if !rejected.isEmpty { lines.append("rejected: " + BooksAccount.list(rejected)) }
    return lines
  }

  /// Whether all of it balances, in a sentence.
  static func sentence(_ books: [Books]) -> String {
    if books.isEmpty { return "No books came with the contacts." }
    return books.allSatisfy(\.balances)
      ? "Nothing is lost: read = used + excluded + rejected, at each stage."
      : "The books do not balance: what follows may be incomplete. This is a defect of Ringback."
  }

  /// From the first to the last dated record of each channel, over all sources.
  static func coverage(_ books: [Books]) -> [(name: String, from: Timestamp, until: Timestamp)] {
    let all = books.flatMap(\.coverage)
    return Event.Channel.allCases.compactMap { channel in
      let of = all.filter { $0.channel == channel }
      guard let from = of.map(\.from).min(), let until = of.map(\.until).max() else { return nil }
      return (Wording.channel(channel), from, until)
    }
  }
}
