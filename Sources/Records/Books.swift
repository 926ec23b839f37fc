/// What a stage did with everything it was given: read = used + excluded + rejected.
///
/// The last line of each stage's output; later stages pass it on.
public struct Books: Equatable, Sendable {
  /// What was done with one source (for `parse`, a file; for later stages, all of their input).
  public struct Account: Equatable, Sendable {
    public var source: String
    public var format: String
    /// What `read` counts: `message`, `row`, `element`, `record`, `event`, `contact`.
    public var unit: String
    public var read = 0
    public var used = 0
    /// By reason.
    public var excluded: [String: Int] = [:]
    /// By code.
    public var rejected: [String: Int] = [:]
    /// How many records, events or contacts came out of it.
    public var made = 0
    /// Bytes read, and what became of each, for an mbox; all zero where not counted.
    public var bytes = 0
    public var bytesUsed = 0
    public var bytesExcluded = 0
    public var bytesRejected = 0
    /// The file is no longer there; what it held when it was last read still counts.
    public var isGone = false

    public init(source: String, format: String, unit: String) {
      self.source = source
      self.format = format
      self.unit = unit
    }

    public var excludedTotal: Int { excluded.values.reduce(0, +) }
    public var rejectedTotal: Int { rejected.values.reduce(0, +) }

    /// Everything read is used, excluded with a reason or rejected with a code, to the last byte.
    public var balances: Bool {
      read == used + excludedTotal + rejectedTotal
        && bytes == bytesUsed + bytesExcluded + bytesRejected
    }

    /// Adds what another account of the same source counted.
    public mutating func add(_ other: Account) {
      read += other.read
      used += other.used
      for (reason, count) in other.excluded { exclude(reason, count) }
      for (code, count) in other.rejected { reject(code, count) }
      made += other.made
      bytes += other.bytes
      bytesUsed += other.bytesUsed
      bytesExcluded += other.bytesExcluded
      bytesRejected += other.bytesRejected
      isGone = isGone && other.isGone
    }

    public mutating func exclude(_ reason: String, _ count: Int = 1) {
      excluded[reason, default: 0] += count
    }

    public mutating func reject(_ code: String, _ count: Int = 1) {
      rejected[code, default: 0] += count
    }
  }

  /// The time that a channel of a source covers: from its first to its last dated record.
  public struct Coverage: Equatable, Sendable {
    public var source: String
    public var channel: Event.Channel
    public var from: Timestamp
    public var until: Timestamp

    public init(source: String, channel: Event.Channel, from: Timestamp, until: Timestamp) {
      self.source = source
      self.channel = channel
      self.from = from
      self.until = until
    }
  }

  /// What a client had that is no contact: counted for the figures.
  public struct Tally: Equatable, Sendable {
    /// The client's id, absent for nobody's.
    public var client: String?
    public var droppedCalls = 0
    public var settled = 0

    public init(client: String?) { self.client = client }
  }

  /// The stage: `parse`, `normalize`, `match`.
  public var stage: String
  public var accounts: [Account] = []
  public var coverage: [Coverage] = []
  public var tallies: [Tally] = []
  /// For `match`: the time at which the contacts are told.
  public var asOf: Timestamp?

  public init(_ stage: String) { self.stage = stage }

  public var read: Int { accounts.reduce(0) { $0 + $1.read } }
  public var used: Int { accounts.reduce(0) { $0 + $1.used } }
  public var excluded: [String: Int] {
    accounts.reduce(into: [:]) { $0.merge($1.excluded, uniquingKeysWith: +) }
  }
  public var rejected: [String: Int] {
    accounts.reduce(into: [:]) { $0.merge($1.rejected, uniquingKeysWith: +) }
  }
  public var balances: Bool { accounts.allSatisfy(\.balances) }

  /// Widens the coverage of a source's channel so that it holds a moment.
  public mutating func cover(source: String, channel: Event.Channel, at moment: Timestamp) {
    if let i = coverage.lastIndex(where: { $0.channel == channel && $0.source == source }) {
      coverage[i].from = min(coverage[i].from, moment)
      coverage[i].until = max(coverage[i].until, moment)
    } else {
      coverage.append(Coverage(source: source, channel: channel, from: moment, until: moment))
    }
  }
}
