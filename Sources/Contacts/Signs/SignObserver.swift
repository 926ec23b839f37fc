public import Records

/// Gathers from the events what tells of the relationship and stands in no contact, beside the
/// matching and apart from it.
///
/// Takes the events in any order and with repetitions, as ``Matcher`` does. Of most events it
/// keeps nothing or a few bytes (when whom of theirs we were in touch with); of the others what a
/// ``Sign`` needs.
public struct SignObserver {
  let settings: Settings
  /// By client: who of ours is named for it.
  private let named: [Exact: String]
  private let copy = EventCopy()
  /// The events of which signs were made, by ``key(_:)``.
  private var seen = NumberTable()
  /// By an event's key the last of ``noted`` that holds it.
  private var contactOf = NumberTable()
  private(set) var signs = SignTable()
  /// Whom of theirs we were in touch with, by a hash of who it is, and when.
  private(set) var touches: [(person: UInt64, at: Int)] = []
  /// The ticket of an event, each by a hash.
  private var tickets: [(event: UInt64, ticket: UInt64)] = []
  /// Known from the first contact on.
  private var watched: SignWatch?
  private(set) var days = UsedDays()
  /// The contacts that hold such events or tickets.
  private var noted: [(opened: Timestamp, id: String)] = []
  /// By ticket: the contacts on it, as a chain from the last one noted.
  private var onTicket = NumberTable()
  private var links: [(contact: UInt32, next: UInt32)] = []

  public init(_ settings: Settings) {
    self.settings = settings
    var named: [Exact: String] = [:]
    for client in settings.clients {
      if let technician = client.technician { named[Exact(client.id)] = technician }
    }
    self.named = named
  }

  // MARK: Events

  public mutating func add(_ event: Event) { copy.lend(event) { add($0) } }

  /// Takes an event of which nothing but its bytes was made.
  public mutating func add(_ event: EventFields) {
    days.use(event.channel, Period.day(of: event.at, in: settings.provider.zone))
    let isStatus = event.kind == .solved || event.kind == .closed || event.kind == .reopened
    let ticket = event.thread.first { $0.begins(with: "ticket:") }.map { SignObserver.hash($0) }
    if let ticket, !isStatus { tickets.append((SignObserver.key(event.id), ticket)) }
    if isTouch(event) {
      for person in event.addressed {
        touches.append((SignObserver.hash(person), event.at.seconds))
      }
      if let person = event.person {
        touches.append((SignObserver.hash(person), event.at.seconds))
      }
    }
    let mayBegin = signs.mayBegin(event, settings.rules)
    guard isStatus || mayBegin || event.kind == .meeting || !event.signals.isEmpty,
      seen.insert(SignObserver.key(event.id))
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
      contact.id, opened: contact.opened,
      events: contact.evidence.map { SignObserver.key($0.event.utf8) })
  }

  /// - Parameter events: the keys of its evidence.
  mutating func note(_ contact: @autoclosure () -> String, opened: Timestamp, events: [UInt64]) {
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
        contactOf[key] = number
      }
      let i = watch.ticketOf[key]
      if i == NumberTable.none { continue }
      let ticket = tickets[Int(i)].ticket
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

  /// The contact that holds an event.
  func contact(of event: UInt64) -> String? {
    let number = contactOf[event]
    return number == NumberTable.none ? nil : noted[Int(number)].id
  }

  /// The latest contact on a ticket that had been opened at a time, of equals the first noted.
  func contact(onTicket ticket: UInt64, at moment: Timestamp) -> String? {
    var latest: (opened: Timestamp, id: String)?
    var next = onTicket[ticket]
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
    var contacts: [Contact] = []
    contacts.reserveCapacity(matched.count)
    matched.forEach { contact in
      note(contact)
      contacts.append(contact)
    }
    return (contacts, signs(asOf: matched.asOf))
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

/// On which days each channel was used, mail and tickets apart, calls and voicemails together.
struct UsedDays {
  private var days = [Set<Int>](repeating: [], count: Event.Channel.allCases.count)
  /// Of which the same one mostly comes again.
  private var last = [Int](repeating: Int.min, count: Event.Channel.allCases.count)

  mutating func use(_ channel: Event.Channel, _ day: Int) {
    let i = UsedDays.index(channel)
    if last[i] == day { return }
    last[i] = day
    days[i].insert(day)
  }

  var byChannel: [Event.Channel: Set<Int>] {
    var all: [Event.Channel: Set<Int>] = [:]
    for channel in Event.Channel.allCases where channel != .voicemail {
      let used = days[UsedDays.index(channel)]
      if !used.isEmpty { all[channel] = used }
    }
    return all
  }

  private static func index(_ channel: Event.Channel) -> Int {
    switch channel {
    case .email: 0
    case .call, .voicemail: 1
    case .ticket: 2
    }
  }
}
