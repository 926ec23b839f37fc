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
  func summary(_ words: Wording) -> String {
    words.say(
      sources > 1 ? .stageBooksOfSources : .stageBooks, stage, "\(read)", "\(used)",
      "\(BooksAccount.total(excluded))", "\(BooksAccount.total(rejected))", "\(sources)")
      + (balances ? "" : words.say(.stageOff))
  }

  func details(_ words: Wording) -> [String] {
    var lines: [String] = []
    if !excluded.isEmpty { lines.append(words.say(.excludedList, BooksAccount.list(excluded))) }
    if !rejected.isEmpty { lines.append(words.say(.rejectedList, BooksAccount.list(rejected))) }
    return lines
  }

  /// Whether all of it balances, in a sentence.
  static func sentence(_ books: [Books], _ words: Wording) -> String {
    if books.isEmpty { return words.say(.noBooks) }
    return words.say(books.allSatisfy(\.balances) ? .booksBalance : .booksOff)
  }

  /// From the first to the last dated record of each channel, over all sources.
  static func coverage(_ books: [Books], _ words: Wording)
    -> [(name: String, from: Timestamp, until: Timestamp)]
  {
    let all = books.flatMap(\.coverage)
    return Event.Channel.allCases.compactMap { channel in
      let of = all.filter { $0.channel == channel }
      guard let from = of.map(\.from).min(), let until = of.map(\.until).max() else { return nil }
      return (words.channel(channel), from, until)
    }
  }
}
