public import Records

/// Tells which clients must be matched again when events came or went that are in every group.
///
/// Such an event matters to a client only where it is tied to the client's own, directly or
/// through others of its kind (``Grouping``). Ties are compared as hashes: two that are equal by
/// chance cost a matching more, and nothing else.
public struct SharedTies {
  private var keys = EventKeys()
  /// By event: the keys by which such events are tied to each other, and to a client's.
  private var events: [(ties: [UInt32], isChanged: Bool)] = []
  private var joins: [(key: UInt64, event: Int)] = []
  private var bases: [(base: UInt64, event: Int)] = []
  private var loose: Set<UInt64> = []

  public init() {}

  /// Adds an event that is in every group.
  /// - Parameter isChanged: it came, or is no longer there.
  public mutating func add(_ event: EventFields, isChanged: Bool) {
    keys.read(event)
    let place = events.count
    for matter in keys.matters { joins.append((matter, place)) }
    if let base = keys.base {
      bases.append((base, place))
      if keys.isLoose { loose.insert(base) }
    }
    events.append((keys.asked(event), isChanged))
  }

  public mutating func add(_ event: Event, isChanged: Bool) {
    EventCopy().lend(event) { add($0, isChanged: isChanged) }
  }

  /// What a client's events must be tied by, if the changes are to matter to it.
  public consuming func changed() -> Set<UInt32> {
    for (base, event) in bases where loose.contains(base) { joins.append((base, event)) }
    joins.sort { $0.key < $1.key }
    var parent = Array(events.indices)
    func find(_ i: Int) -> Int {
      var i = i
      while parent[i] != i {
        parent[i] = parent[parent[i]]
        i = parent[i]
      }
      return i
    }
    for (one, next) in zip(joins, joins.dropFirst()) where one.key == next.key {
      parent[find(one.event)] = find(next.event)
    }
    var isChanged = [Bool](repeating: false, count: events.count)
    for i in events.indices where events[i].isChanged { isChanged[find(i)] = true }
    var all: Set<UInt32> = []
    for i in events.indices where isChanged[find(i)] { all.formUnion(events[i].ties) }
    return all
  }
}

/// By what a client's events can be tied to those that are in every group.
public struct ClientTies {
  private var keys = EventKeys()
  private var all: Set<UInt32> = []

  public init() {}

  public mutating func add(_ event: EventFields) {
    keys.read(event)
    keys.offer(event, to: &all)
  }

  public mutating func add(_ event: Event) { EventCopy().lend(event) { add($0) } }

  public var sorted: [UInt32] { all.sorted() }
}

/// The hashes of what may tie an event.
private struct EventKeys {
  /// Message-IDs and tickets.
  private(set) var matters: [UInt64] = []
  /// The base subject of a mail, where there is one.
  private(set) var base: UInt64?
  /// A reply that only its subject can tie.
  private(set) var isLoose = false
  private var folding = SubjectFolding()

  private enum Kind: UInt64 { case message, ticket, person, base, looseBase }

  mutating func read(_ event: EventFields) {
    matters.removeAll(keepingCapacity: true)
    var isMail = false
    var isReply = false
    for key in event.thread {
      guard let colon = key.firstIndex(of: 0x3A) else { continue }
      let id = EventFields.Text(rebasing: key[(colon + 1)...])
      switch key.first {
      case UInt8(ascii: "m"), UInt8(ascii: "r"), UInt8(ascii: "b"):
        isMail = isMail || key.first == UInt8(ascii: "m")
        isReply = isReply || key.first == UInt8(ascii: "r")
        matters.append(EventKeys.hash(id, .message))
      case UInt8(ascii: "t"): matters.append(EventKeys.hash(id, .ticket))
      default: break
      }
    }
    base = nil
    isLoose = false
    guard isMail, let subject = event.subject else { return }
    var found: UInt64?
    let (_, prefix) = folding.base(of: subject) { text in
      if !text.isEmpty { found = EventKeys.hash(text, .base) }
      return 0
    }
    base = found
    isLoose = found != nil && prefix == .reply && !isReply
  }

  /// Of an event that is in every group: by what a client's may be tied to it.
  func asked(_ event: EventFields) -> [UInt32] {
    var all = matters.map(EventKeys.short)
    if event.direction == .outbound || event.kind == .comment {
      if let person = event.person { all.append(EventKeys.short(person)) }
      for person in event.addressed { all.append(EventKeys.short(person)) }
    }
    if let base {
      all.append(EventKeys.short(base ^ EventKeys.loose))
      if isLoose { all.append(EventKeys.short(base)) }
    }
    return all
  }

  /// Of a client's event: by what it may be tied to one that is in every group.
  func offer(_ event: EventFields, to all: inout Set<UInt32>) {
    for matter in matters { all.insert(EventKeys.short(matter)) }
    if let person = event.person { all.insert(EventKeys.short(person)) }
    for person in event.addressed { all.insert(EventKeys.short(person)) }
    if let base {
      all.insert(EventKeys.short(base))
      if isLoose { all.insert(EventKeys.short(base ^ EventKeys.loose)) }
    }
  }

  /// Tells a base subject that is asked for by a loose reply from that of any mail.
  private static let loose: UInt64 = 0x9E37_79B9_7F4A_7C15

  private static func short(_ person: EventFields.Text) -> UInt32 { short(hash(person, .person)) }

  private static func short(_ hash: UInt64) -> UInt32 {
    UInt32(truncatingIfNeeded: hash ^ hash >> 32)
  }

  /// FNV-1a, its bits mixed once more.
  private static func hash(_ text: EventFields.Text, _ kind: Kind) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325 ^ kind.rawValue
    for byte in text { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    hash ^= hash >> 29
    return hash &* 0xBF58_476D_1CE4_E5B9
  }
}
