public import Records

/// Matches every contact with its answer (DESIGN 4): the stage `match`.
///
/// Takes all events of a client, in any order and with repetitions; sorts them itself. Each
/// client's contacts come of the events of its group alone (``ClientGroups``).
public struct Matcher {
  private let settings: Settings
  private let directory: Directory
  private let clients: MatchedClients
  private var events = EventTable()
  private var ends = Coverage.Ends()
  /// How many events were not kept, as of other groups.
  private var others = 0
  private let copy = EventCopy()
  private var earlier: [Books] = []
  private let workers: Int

  /// - Parameters:
  ///   - clients: whose contacts are wanted. Of one client it is enough to add the events of its
  ///     group; those of others are counted and forgotten.
  ///   - workers: how many threads match, which changes nothing in what is matched.
  public init(_ settings: Settings, clients: MatchedClients = .all, workers: Int = 1) {
    self.clients = clients
    self.workers = workers
    self.settings = settings
    directory = Directory(settings)
  }

  public mutating func add(_ event: Event) { copy.lend(event) { add($0) } }

  /// Adds an event of which nothing but its bytes was made.
  public mutating func add(_ event: EventFields) {
    ends.add(event.channel, at: max(event.at, event.ended ?? event.at).seconds)
    if clients == .all || clients.includes(event) {
      events.add(event)
    } else {
      others += 1
    }
  }

  /// The books of an earlier stage, whose coverage counts.
  public mutating func add(_ books: Books) { earlier.append(books) }

  /// What matching gave.
  public struct Result: Sendable {
    /// In the order in which they were opened.
    public var contacts: [Contact]
    public var books: Books
    /// The end of what was observed, or the time asked for.
    public var asOf: Timestamp
  }

  /// Matches what was added, with all contacts at once.
  ///
  /// - Parameter asOf: what is later is left out; without it, the end of what was observed.
  public consuming func match(asOf wanted: Timestamp? = nil) -> Result {
    let matched = matched(asOf: wanted)
    var contacts: [Contact] = []
    contacts.reserveCapacity(matched.count)
    matched.forEach { contacts.append($0) }
    return Result(contacts: contacts, books: matched.books, asOf: matched.asOf)
  }

  /// Matches what was added, and makes each contact when it is asked for.
  public consuming func matched(asOf wanted: Timestamp? = nil) -> Matched {
    var account = Books.Account(source: "events", format: "events", unit: "event")
    account.read = events.count + others
    if others > 0 { account.exclude("other-client", others) }
    var coverage = Coverage()
    for books in earlier { coverage.add(books.coverage) }
    coverage.add(ends)
    let asOf = wanted ?? coverage.end ?? .earliest
    // Taken out, so that nothing else holds what is put in order in its place.
    var table = EventTable()
    swap(&table, &events)
    let events = table.sorted(until: asOf.seconds)
    if events.late > 0 { account.exclude("after-as-of", events.late) }
    if events.doubled > 0 { account.exclude("duplicate", events.doubled) }
    account.used = events.count
    let contacts = contacts(of: events, until: wanted?.seconds ?? .max)
    account.made = contacts.drafts.count
    var books = Books("match")
    books.accounts = [account]
    books.tallies = Matcher.tallies(events, contacts)
    books.asOf = asOf
    return Matched(
      events: events, contacts: contacts, coverage: coverage, settings: settings,
      books: books, asOf: asOf, workers: workers)
  }

  private func contacts(of events: Events, until asOf: Int) -> MatchedContacts {
    let isPersonal = (0..<events.numbers.count).map { i in
      directory.isPersonal(number: events.numbers.text(UInt32(truncatingIfNeeded: i)) ?? "")
    }
    let groups =
      clients == .all
      ? Grouping(events).groups : [Array(0..<UInt32(truncatingIfNeeded: events.count))]
    let parts = Matcher.parts(of: groups)
    let (rules, settlements) = (settings.rules, settings.settlements)
    var all = MatchedContacts()
    PartsInOrder(count: parts.count, workers: workers) { part in
      let numbers = MatterNumbers(count: events.countOfMatters)
      return groups[parts[part]].filter { !$0.isEmpty }.map { members in
        Matching(
          GroupEvents(events, members, numbers), rules, isPersonal: isPersonal, settlements
        ).run(until: asOf)
      }
    }.passOn { _, matched in
      for contacts in matched { all.append(contacts) }
      return true
    }
    all.sort()
    return all
  }

  /// Groups on end that are matched together: each part has one in 32 of all events at least,
  /// since it costs a table of all messages.
  private static func parts(of groups: [[UInt32]]) -> [Range<Int>] {
    let total = groups.reduce(0) { $0 + $1.count }
    var parts: [Range<Int>] = []
    var start = 0
    var count = 0
    for (i, members) in groups.enumerated() {
      count += members.count
      if count > 0, count * 32 >= total || i + 1 == groups.count {
        parts.append(start..<(i + 1))
        start = i + 1
        count = 0
      }
    }
    return parts
  }

  private static func tallies(_ events: Events, _ contacts: MatchedContacts) -> [Books.Tally] {
    var dropped: [Exact: Int] = [:]
    var said: [Exact: Int] = [:]
    for contact in contacts.said.keys {
      said[Exact(events.clients.text(contacts.drafts[contact].client) ?? ""), default: 0] += 1
    }
    for sight in events.sights where sight.reason == .dropped {
      dropped[Exact(events.clients.text(sight.client) ?? ""), default: 0] += 1
    }
    return Set(dropped.keys).union(said.keys).sorted().map { key in
      var tally = Books.Tally(client: key.text.isEmpty ? nil : key.text)
      tally.droppedCalls = dropped[key] ?? 0
      tally.settled = said[key] ?? 0
      return tally
    }
  }
}
