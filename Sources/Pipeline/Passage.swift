public import Contacts
public import Intake
public import Records

/// All stages in one process, from files to contacts.
public struct Passage: Sendable {
  public var settings: Settings
  /// What is later is left out; without it, the end of what was observed.
  public var asOf: Timestamp?

  public init(_ settings: Settings, asOf: Timestamp? = nil) {
    self.settings = settings
    self.asOf = asOf
  }

  public struct Outcome: Sendable {
    public var contacts: [Contact]
    /// What tells of the relationship beside them.
    public var signs: [Sign]
    /// Of `parse`, `normalize` and `match`, in this order.
    public var books: [Books]
    public var asOf: Timestamp
    /// Inputs that could not be read.
    public var failures: [Intake.Failure]
  }

  /// Reads, normalizes and matches; rejects of all stages go to `reject`.
  /// - Parameter survey: is told every record and event on its way.
  public func run(
    _ inputs: [Intake.Input], survey: Survey? = nil, reject: @escaping (Reject) -> Void
  ) -> Outcome {
    var failures: [Intake.Failure] = []
    var outcome = run(survey: survey, reject: reject) { take in
      Intake().read(
        inputs, record: take, reject: reject, failure: { failures.append($0) })
    }
    outcome.failures = failures
    return outcome
  }

  /// Normalizes and matches what is read.
  /// - Parameter read: passes on every record, and gives the books of the reading.
  func run(
    survey: Survey? = nil, reject: @escaping (Reject) -> Void,
    reading read: (@escaping (Record) -> Void) -> Books
  ) -> Outcome {
    var matcher = Matcher(settings, workers: Processors.usable)
    var observer = SignObserver(settings)
    var normalizer = Normalizer(settings, reject: reject)
    let copy = EventCopy()
    func take(_ event: Event) {
      survey?.saw(event)
      copy.lend(event) {
        observer.add($0)
        matcher.add($0)
      }
    }
    let parsed = read { record in
      survey?.saw(record)
      normalizer.add(record, take)
    }
    normalizer.finish(take)
    let normalized = normalizer.books
    matcher.add(parsed)
    let matched = matcher.matched(asOf: asOf)
    let (contacts, signs) = observer.contactsAndSigns(of: matched)
    return Outcome(
      contacts: contacts, signs: signs, books: [parsed, normalized, matched.books],
      asOf: matched.asOf, failures: [])
  }
}

/// Which contacts are told of.
public struct Selection: Sendable, Equatable {
  public var client: String?
  /// By the time they were opened: from `since` on, before `until`.
  public var since: Timestamp?
  public var until: Timestamp?

  public init(client: String? = nil, since: Timestamp? = nil, until: Timestamp? = nil) {
    self.client = client
    self.since = since
    self.until = until
  }

  /// Of a time without anything, for every client.
  public func includes(_ sign: Sign) -> Bool {
    if sign.kind == .gap { return true }
    if let client, sign.client.map({ Exact($0) != Exact(client) }) ?? true { return false }
    if let since, sign.at < since { return false }
    if let until, sign.at >= until { return false }
    return true
  }

  public func includes(_ contact: Contact) -> Bool {
    includes(client: contact.client, opened: contact.opened)
  }

  public func includes(client theirs: String?, opened: Timestamp) -> Bool {
    if let client, theirs.map({ Exact($0) != Exact(client) }) ?? true { return false }
    if let since, opened < since { return false }
    if let until, opened >= until { return false }
    return true
  }
}

/// How many rejects are too many.
public struct Tolerance: Sendable, Equatable {
  /// The share of a source that may be rejected, 0 to 1.
  public var share: Double

  public init(share: Double = 0.01) { self.share = share }

  /// The sources of which more was rejected; a file that could not be read at all is told apart.
  public func exceeded(by books: [Books]) -> [Books.Account] {
    books.flatMap(\.accounts).filter {
      $0.format != "unknown" && $0.rejectedTotal > 0
        && Double($0.rejectedTotal) > share * Double($0.read)
    }
  }
}
