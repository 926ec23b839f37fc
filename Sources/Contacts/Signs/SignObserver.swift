public import Records

/// Gathers from the events what tells of the relationship and stands in no contact, beside the
/// matching and apart from it.
///
/// Takes the events in any order and with repetitions, as ``Matcher`` does. Of most events it
/// keeps nothing or a few bytes (when whom of theirs we were in touch with); of the others what a
/// ``Sign`` needs. As contacts do, a sign comes of the events of its client's group alone, and
/// belongs to a contact of that client.
public struct SignObserver {
  let settings: Settings
  private let clients: MatchedClients
  /// By client: who of ours is named for it.
  private let named: [Exact: String]
  private let copy = EventCopy()
  /// The events of which signs were made, by ``key(_:)``.
  private var seen = NumberTable()
  /// By an event's key and its client the last of ``noted`` that holds it: what several clients
  /// share makes signs for each apart, so that they are the same whether the clients are matched
  /// together or one by one.
  private var contactOf = NumberTable()
  private(set) var signs = SignTable()
  /// Whom of theirs we were in touch with, by a hash of who it is and of the group, and when.
  private(set) var touches: [(person: UInt64, at: Int)] = []
  /// The ticket of an event, each by a hash.
  private var tickets: [(event: UInt64, ticket: UInt64)] = []
  /// Known from the first contact on.
  private var watched: SignWatch?
  private var days = ChannelDays()
  /// When all events were, where that was said.
  private var told: EventTimes?
  /// The contacts that hold such events or tickets.
  private var noted: [(opened: Timestamp, id: String)] = []
  /// By ticket and client: the contacts on it, as a chain from the last one noted.
  private var onTicket = NumberTable()
  private var links: [(contact: UInt32, next: UInt32)] = []

  /// - Parameter clients: whose signs are wanted, as for ``Matcher``. A gap is of no client and
  ///   comes with those of nobody.
  public init(_ settings: Settings, clients: MatchedClients = .all) {
    self.settings = settings
    self.clients = clients
    var named: [Exact: String] = [:]
    for client in settings.clients {
      if let technician = client.technician { named[Exact(client.id)] = technician }
    }
    self.named = named
  }

  // MARK: Events

  /// Says when all events were; those that are added then tell nothing of it.
  public mutating func observe(_ all: EventTimes) { told = all }

  public mutating func add(_ event: Event) { copy.lend(event) { add($0) } }

  /// Takes an event of which nothing but its bytes was made.
  public mutating func add(_ event: EventFields) {
    days.insert(event.channel, event.at, in: settings.provider.zone)
    if case .part = clients, !clients.includes(event) { return }
    let isStatus = event.kind == .solved || event.kind == .closed || event.kind == .reopened
    let ticket = event.thread.first { $0.begins(with: "ticket:") }.map { SignObserver.hash($0) }
    if let ticket, !isStatus { tickets.append((SignObserver.key(event.id), ticket)) }
    if isTouch(event) { noteTouch(event) }
    let mayBegin = signs.mayBegin(event, settings.rules)
    guard isStatus || mayBegin || event.kind == .meeting || !event.signals.isEmpty,
      isMine(event.client), seen.insert(SignObserver.key(event.id))
    else { return }
    for i in stride(from: 0, to: event.signals.count - 1, by: 2) {
      note(event.signals[i], event.signals[i + 1], event)
    }
    switch event.kind {
    case .meeting where event.human && event.direction != .internal: signs.add(.meeting, event)
    case .solved, .closed: signs.add(.solved, event, ticket: ticket)
    case .reopened: signs.add(.reopened, event, ticket: ticket)
    default: break
    }
    if mayBegin { signs.add(.ownMove, event) }
  }

  /// Whether the signs of a client are made here.
  private func isMine(_ client: EventFields.Text?) -> Bool {
    guard case .part(let part) = clients else { return true }
    return client.map { part.holds($0) } ?? part.holdsNobody
  }

  private mutating func noteTouch(_ event: EventFields) {
    let own = event.client.map { SignObserver.hash($0) }
    if own != nil || event.clients.isEmpty {
      noteTouch(event, SignObserver.group(own, event.direction))
    }
    for client in event.clients.lazy.map({ SignObserver.hash($0) }) where client != own {
      noteTouch(event, SignObserver.group(client, event.direction))
    }
  }

  private mutating func noteTouch(_ event: EventFields, _ group: UInt64) {
    let at = event.at.seconds
    for person in event.addressed { touches.append((SignObserver.hash(person) ^ group, at)) }
    if let person = event.person { touches.append((SignObserver.hash(person) ^ group, at)) }
  }

  /// The groups that see a touch, as a number: a client's by the hash of its id; those of nobody
  /// and, but for what strangers did, all.
  private static func group(_ client: UInt64?, _ direction: Event.Direction) -> UInt64 {
    client.map { $0 &* 0x9E37_79B9_7F4A_7C15 } ?? (direction == .inbound ? nobody : all)
  }
  private static let nobody: UInt64 = 0x51_7CC1_B727_220A
  private static let all: UInt64 = 0x2545_F491_4F6C_DD1D

  /// Under which keys it stands when we were in touch with a person of a client.
  static func touches(of person: UInt64, _ client: UInt64?) -> [UInt64] {
    [person ^ (client.map { group($0, .inbound) } ?? nobody), person ^ all]
  }

  private mutating func note(
    _ signal: EventFields.Text, _ phrase: EventFields.Text, _ event: EventFields
  ) {
    if signal.isEqual(to: "asked") {
      guard !named.isEmpty, let client = event.client,
        let technician = named[Exact(String(decoding: client, as: UTF8.self))],
        phrase.elementsEqual(technician.utf8)
      else { return }
      signs.add(.named, event, technician: phrase)
      return
    }
    guard let kind = Sign.Kind(rawValue: String(decoding: signal, as: UTF8.self)) else { return }
    signs.add(kind, event, phrase: phrase)
  }

  /// A human of ours reached a person of theirs.
  private func isTouch(_ event: EventFields) -> Bool {
    switch event.kind {
    case .message, .comment, .meeting: event.direction == .outbound && event.human
    case .call: event.answered != nil && event.talkS ?? 0 >= settings.rules.talkAtLeast
    default: false
    }
  }

  // MARK: Contacts

  /// Takes in a contact, of which the events that make signs are told apart.
  public mutating func note(_ contact: Contact) {
    note(
      contact.id, of: SignObserver.hash((contact.client ?? "").utf8), opened: contact.opened,
      events: contact.evidence.map { SignObserver.key($0.event.utf8) })
  }

  /// - Parameters:
  ///   - client: the hash of its id, or of nothing.
  ///   - events: the keys of its evidence.
  mutating func note(
    _ contact: @autoclosure () -> String, of client: UInt64, opened: Timestamp, events: [UInt64]
  ) {
    let watch = watch()
    let number = UInt32(truncatingIfNeeded: noted.count)
    var isNoted = false
    func keep() {
      if !isNoted { noted.append((opened, contact())) }
      isNoted = true
    }
    for key in events {
      if watch.seen.contains(key) {
        keep()
        contactOf[SignObserver.of(client, key)] = number
      }
      let i = watch.ticketOf[key]
      if i == NumberTable.none { continue }
      let ticket = SignObserver.of(client, tickets[Int(i)].ticket)
      let before = onTicket[ticket]
      if before != NumberTable.none, links[Int(before)].contact == number { continue }
      keep()
      links.append((number, before))
      onTicket[ticket] = UInt32(truncatingIfNeeded: links.count - 1)
    }
  }

  /// What of a contact's evidence matters, once all events were added.
  mutating func watch() -> SignWatch {
    if let watched { return watched }
    var ticketOf = NumberTable()
    if signs.hasStatus {
      for (i, (event, _)) in tickets.enumerated() {
        ticketOf[event] = UInt32(truncatingIfNeeded: i)
      }
    }
    let watch = SignWatch(seen: seen, ticketOf: seen.count > 0 ? ticketOf : NumberTable())
    watched = watch
    return watch
  }

  /// The key of an event or a ticket as one client's.
  private static func of(_ client: UInt64, _ key: UInt64) -> UInt64 {
    key ^ client &* 0x9E37_79B9_7F4A_7C15
  }

  /// The contact of a client that holds an event.
  func contact(of event: UInt64, _ client: UInt64) -> String? {
    let number = contactOf[SignObserver.of(client, event)]
    return number == NumberTable.none ? nil : noted[Int(number)].id
  }

  /// A client's latest contact on a ticket that had been opened at a time, of equals the first
  /// noted.
  func contact(onTicket ticket: UInt64, _ client: UInt64, at moment: Timestamp) -> String? {
    var latest: (opened: Timestamp, id: String)?
    var next = onTicket[SignObserver.of(client, ticket)]
    while next != NumberTable.none {
      let contact = noted[Int(links[Int(next)].contact)]
      next = links[Int(next)].next
      if contact.opened <= moment, latest.map({ $0.opened <= contact.opened }) ?? true {
        latest = contact
      }
    }
    return latest?.id
  }

  /// All contacts, and the signs beside them.
  public consuming func contactsAndSigns(of matched: Matched) -> ([Contact], [Sign]) {
    let (kept, signs) = keptAndSigns(of: matched)
    return (kept.map(\.contact), signs)
  }

  /// The same, with what is needed to tell the contacts anew once more was observed.
  public consuming func keptAndSigns(of matched: Matched) -> ([KeptContact], [Sign]) {
    var contacts: [KeptContact] = []
    contacts.reserveCapacity(matched.count)
    matched.forEachKept { kept in
      note(kept.contact)
      contacts.append(kept)
    }
    return (contacts, signs(asOf: matched.asOf))
  }

  /// Times without anything of a channel: of no client.
  func gaps(asOf: Timestamp) -> [Sign] {
    guard isMine(nil) else { return [] }
    return Gaps.find((told?.days ?? days).byChannel, settings, asOf: asOf)
  }

  // MARK: Keys

  /// An event's id of 16 hexadecimal digits as a number, or the hash of another.
  static func key(_ id: some Collection<UInt8>) -> UInt64 {
    guard id.count == 16 else { return hash(id) }
    var value: UInt64 = 0
    for byte in id {
      switch byte {
      case 0x30...0x39: value = value << 4 | UInt64(byte - 0x30)
      case 0x61...0x66: value = value << 4 | UInt64(byte - 0x57)
      default: return hash(id)
      }
    }
    return value
  }

  /// FNV-1a.
  static func hash(_ text: some Collection<UInt8>) -> UInt64 {
    text.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }
}

/// The events that a ``SignObserver`` has to find the contacts of.
struct SignWatch: Sendable {
  /// Those of which signs were made.
  fileprivate let seen: NumberTable
  /// By event the place of its ticket.
  fileprivate let ticketOf: NumberTable

  func watches(_ event: UInt64) -> Bool { seen.contains(event) || ticketOf.contains(event) }
}
