public import Records

/// Matches every contact with its answer (DESIGN 4): the stage `match`.
///
/// Takes all events of a client, in any order and with repetitions; sorts them itself.
public struct Matcher {
  private let settings: Settings
  private let directory: Directory
  private var events: [Event] = []
  private var earlier: [Books] = []

  public init(_ settings: Settings) {
    self.settings = settings
    directory = Directory(settings)
  }

  public mutating func add(_ event: Event) { events.append(event) }

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

  /// Matches what was added.
  ///
  /// - Parameter asOf: what is later is left out; without it, the end of what was observed.
  public consuming func match(asOf wanted: Timestamp? = nil) -> Result {
    var account = Books.Account(source: "events", format: "events", unit: "event")
    account.read = events.count
    var coverage = Coverage()
    for books in earlier { coverage.add(books.coverage) }
    for event in events { coverage.add(event) }
    coverage.limit(to: Coverage.believable(events))
    let asOf = wanted ?? coverage.end ?? .earliest

    var names = Interner()
    var sights: [Sight] = []
    sights.reserveCapacity(events.count)
    for event in events {
      if event.at > asOf {
        account.exclude("after-as-of")
      } else {
        sights.append(Sight(event, &names))
      }
    }
    events = []
    sights.sort(by: Sight.inOrder)
    // The same event from two files or two exports is one; its first place is its evidence.
    var seen: Set<Exact> = []
    sights.removeAll { !seen.insert(Exact($0.event.id)).inserted }
    account.used = sights.count
    let doubled = account.read - account.used - account.excludedTotal
    if doubled > 0 { account.exclude("duplicate", doubled) }

    let drafts = Matching(sights, settings.rules, directory).run()
    let contacts = drafts.map { contact($0, drafts, coverage, asOf) }
    account.made = contacts.count
    var books = Books("match")
    books.accounts = [account]
    books.tallies = Matcher.tallies(sights)
    books.asOf = asOf
    return Result(contacts: contacts, books: books, asOf: asOf)
  }

  private static func tallies(_ sights: [Sight]) -> [Books.Tally] {
    var dropped: [Exact: Int] = [:]
    for sight in sights where sight.event.because == "dropped" {
      dropped[Exact(sight.event.client ?? ""), default: 0] += 1
    }
    return dropped.keys.sorted().map { key in
      var tally = Books.Tally(client: key.text.isEmpty ? nil : key.text)
      tally.droppedCalls = dropped[key] ?? 0
      return tally
    }
  }

  static func id(_ draft: Draft) -> String {
    Fingerprint.hex("contact", draft.firstEvent, digits: 12)
  }

  private func contact(
    _ draft: Draft, _ drafts: [Draft], _ coverage: Coverage, _ asOf: Timestamp
  ) -> Contact {
    let observed = max(
      min(coverage.end(showing: draft) ?? asOf, asOf), draft.opened)
    let end = draft.answered ?? draft.ended ?? observed
    let hours =
      draft.client.flatMap { id in settings.clients.first { $0.id == id }?.hours }
      ?? settings.hours
    var contact = Contact(
      id: Matcher.id(draft), channel: draft.channel, opened: draft.opened,
      channels: draft.channels, state: draft.state, waitS: end - draft.opened,
      openWaitS: hours.seconds(from: draft.opened, to: end), observedUntil: observed)
    contact.client = draft.client
    contact.person = draft.personText
    contact.attempts = draft.attempts
    contact.answered = draft.answered
    contact.answeredBy = draft.answeredBy
    contact.answeredThrough = draft.answeredThrough
    contact.matchedBy = draft.matchedBy
    contact.ended = draft.ended
    contact.acknowledged = draft.acknowledged
    contact.tried = draft.tried
    contact.calledBack = draft.calledBack
    if draft.beganUnansweredCall && draft.beganAbandoned { contact.abandoned = true }
    contact.recurrenceOf = draft.recurrenceOf.map { Matcher.id(drafts[$0]) }
    contact.subject = draft.subject
    contact.evidence = draft.evidence
    if draft.hasUnknownWait { contact.waitUnknown = true }
    if !draft.hasUnknownWait, let target = settings.targets.byChannel[draft.channel] {
      contact.targetS = target.seconds
      let waited = target.calendar ? contact.waitS : contact.openWaitS
      switch draft.state {
      case .answered: contact.withinTarget = waited <= target.seconds
      // One that was closed without an answer never counts as kept.
      case .closedUnanswered: contact.withinTarget = false
      case .unanswered, .withdrawn:
        if waited > target.seconds { contact.withinTarget = false }
      }
    }
    return contact
  }
}

/// Until when each channel was observed.
struct Coverage {
  private var until: [Event.Channel: Timestamp] = [:]

  mutating func add(_ list: [Books.Coverage]) {
    for coverage in list { extend(coverage.channel, coverage.until) }
  }

  mutating func add(_ event: Event) {
    extend(event.channel, max(event.at, event.ended ?? event.at))
  }

  /// A gap before the last few events that only a wrong clock makes: 400 days.
  private static let longestGap = 400 * 86_400
  /// 2100-01-01: no mail that is read today was written then.
  private static let future = 4_102_444_800

  /// The latest time that is believed: a mail dated 2099 would make everybody wait until then.
  ///
  /// What is of the next century, or lies more than 400 days behind all others and is less than
  /// one event in a hundred, comes of a wrong clock.
  static func believable(_ events: [Event]) -> Timestamp {
    let times = events.map { max($0.at, $0.ended ?? $0.at).seconds }.filter { $0 < future }.sorted()
    for few in stride(from: 1, through: times.count / 100, by: 1) {
      let (before, after) = (times[times.count - few - 1], times[times.count - few])
      if after - before > longestGap { return Timestamp(before) }
    }
    return Timestamp(times.last ?? future)
  }

  mutating func limit(to latest: Timestamp) {
    for (channel, moment) in until where moment > latest { until[channel] = latest }
  }

  private mutating func extend(_ channel: Event.Channel, _ moment: Timestamp) {
    until[channel] = max(until[channel] ?? moment, moment)
  }

  var end: Timestamp? { until.values.max() }

  /// The end of the channels that could show the answer: a call always could, and mail; a
  /// comment where there is a ticket, or to someone who has only called.
  func end(showing draft: Draft) -> Timestamp? {
    var channels: [Event.Channel] = [.call, .voicemail, .email]
    if draft.callsOnly || !draft.tickets.isEmpty { channels.append(.ticket) }
    return channels.compactMap { until[$0] }.max()
  }
}
