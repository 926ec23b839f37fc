public import Records

/// Matches every contact with its answer (DESIGN 4): the stage `match`.
///
/// Takes all events of a client, in any order and with repetitions; sorts them itself. Each
/// client's contacts come of the events of its group alone (``ClientGroups``).
public struct Matcher {
  private let settings: Settings
  private let directory: Directory
  private let clients: MatchedClients
  private let part: ClientPart?
  private var events = EventTable()
  private var ends = Coverage.Ends()
  /// When all events were, where that was said.
  private var told: EventTimes?
  /// How many events were not kept, as of other groups.
  private var others = 0
  /// How many were kept that are counted in another part.
  private var guests = 0
  private let copy = EventCopy()
  private var earlier: [Books] = []
  private let workers: Int
  private let observed: Observed?

  /// - Parameters:
  ///   - clients: whose contacts are wanted. Of one client it is enough to add the events of its
  ///     group; those of others are counted and forgotten.
  ///   - observed: what was observed in all, where not all events are added.
  ///   - workers: how many threads match, which changes nothing in what is matched.
  public init(
    _ settings: Settings, clients: MatchedClients = .all, observed: Observed? = nil,
    workers: Int = 1
  ) {
    self.clients = clients
    self.observed = observed
    self.workers = workers
    if case .part(let part) = clients { self.part = part } else { part = nil }
    self.settings = settings
    directory = Directory(settings)
  }

  /// Says when all events were; those that are added then tell nothing of it.
  public mutating func observe(_ all: EventTimes) { told = all }

  public mutating func add(_ event: Event) { copy.lend(event) { add($0) } }

  /// Adds an event of which nothing but its bytes was made.
  public mutating func add(_ event: EventFields) {
    ends.add(event.channel, at: max(event.at, event.ended ?? event.at).seconds)
    if clients == .all {
      events.add(event)
    } else if clients.includes(event) {
      events.add(event)
      if let part, !(event.client.map(part.holds) ?? part.holdsNobody) { guests += 1 }
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
  public mutating func match(asOf wanted: Timestamp? = nil) -> Result {
    let matched = matched(asOf: wanted)
    var contacts: [Contact] = []
    contacts.reserveCapacity(matched.count)
    matched.forEach { contacts.append($0) }
    return Result(contacts: contacts, books: matched.books, asOf: matched.asOf)
  }

  /// Matches what was added, and makes each contact when it is asked for. The events are taken
  /// out, since they are put in order in their own memory: nothing is left to match again.
  public mutating func matched(asOf wanted: Timestamp? = nil) -> Matched {
    var account = Books.Account(source: "events", format: "events", unit: "event")
    account.read = part == nil ? events.count + others : events.count - guests
    if others > 0, part == nil { account.exclude("other-client", others) }
    var coverage = Coverage()
    if let observed {
      coverage = observed.coverage
    } else {
      for books in earlier { coverage.add(books.coverage) }
      coverage.add(told?.ends ?? ends)
    }
    let asOf = wanted ?? coverage.end ?? .earliest
    // Each event is counted where its own client is.
    let late = part.map { self.events.count(after: asOf.seconds, in: $0) }
    let events = self.events.takeSorted(until: asOf.seconds)
    account.used = part.map { events.count(in: $0) } ?? events.count
    account.count("after-as-of", late ?? events.late)
    account.count("duplicate", account.read - account.used - account.excludedTotal)
    let contacts = contacts(of: events, until: wanted?.seconds ?? .max)
    account.made = contacts.drafts.count
    var books = Books("match")
    books.accounts = [account]
    books.tallies = tallies(events, contacts)
    books.asOf = asOf
    return Matched(
      events: events, contacts: contacts, coverage: coverage, settings: settings,
      books: books, asOf: asOf, workers: workers)
  }

  private func contacts(of events: Events, until asOf: Int) -> MatchedContacts {
    let isPersonal = (0..<events.numbers.count).map { i in
      directory.isPersonal(number: events.numbers.text(UInt32(truncatingIfNeeded: i)) ?? "")
    }
    let groups = groups(of: events)
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

  /// The events of each group that is matched here.
  private func groups(of events: Events) -> [[UInt32]] {
    guard clients == .all || part != nil else {
      return [Array(0..<UInt32(truncatingIfNeeded: events.count))]
    }
    let groups = Grouping(events).groups
    guard let part else { return groups }
    return groups.enumerated().filter { group, _ in
      events.isIn(part, group == 0 ? TextTable.none : UInt32(truncatingIfNeeded: group - 1))
    }.map(\.element)
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

  private func tallies(_ events: Events, _ contacts: MatchedContacts) -> [Books.Tally] {
    var dropped: [Exact: Int] = [:]
    var said: [Exact: Int] = [:]
    for contact in contacts.said.keys {
      said[Exact(events.clients.text(contacts.drafts[contact].client) ?? ""), default: 0] += 1
    }
    for sight in events.sights where sight.reason == .dropped {
      if let part, !events.isIn(part, sight.client) { continue }
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

extension Books.Account {
  fileprivate mutating func count(_ reason: String, _ count: Int) {
    if count > 0 { exclude(reason, count) }
  }
}
