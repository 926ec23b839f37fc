public import Records

/// Gathers from the events what tells of the relationship and stands in no contact, beside the
/// matching and apart from it.
///
/// Takes the events in any order and with repetitions, as ``Matcher`` does. Of most events it
/// keeps nothing or a few bytes (when whom of theirs we were in touch with); of the others what a
/// ``Sign`` needs. As contacts do, a sign comes of the events of its client's group alone, and
/// belongs to a contact of that client.
public struct SignObserver {
  private let settings: Settings
  private let clients: MatchedClients
  private let named: [Exact: String]
  private var seen: Set<UInt64> = []
  /// Signs of the event alone: by a phrase, a meeting, a status.
  private var signs: [Sign] = []
  /// Of each status, its ticket, by the place in `signs`.
  private var statusTickets: [Int: UInt64] = [:]
  /// Conversations that we may have begun: known only when no contact has the event.
  private var ownMoves: [(sign: Sign, subject: Exact?)] = []
  /// Whom of theirs we were in touch with, by a hash of who it is and of the group, and when.
  private var touches: [(person: UInt64, at: Int)] = []
  /// The tickets of events, each by a hash.
  private var tickets: [(event: UInt64, ticket: UInt64)] = []
  private var ticketOf: [UInt64: UInt64]?
  private var days = ChannelDays()
  /// When all events were, where that was said.
  private var told: EventTimes?
  /// To which contact of a client an event belongs, and a client's contacts on a ticket.
  private var contactOf: [OfClient: String] = [:]
  private var onTicket: [OfClient: [(opened: Timestamp, id: String)]] = [:]

  /// An event or a ticket as one client's: what several clients share makes signs for each apart,
  /// so that they are the same whether the clients are matched together or one by one.
  private struct OfClient: Hashable {
    var key: UInt64
    var client: Exact
  }

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

  /// Says when all events were; those that are added then tell nothing of it.
  public mutating func observe(_ all: EventTimes) { told = all }

  /// Takes an event of which nothing but its bytes was made, unless more of it is needed.
  ///
  /// - Returns: false where the whole event is needed, of which then nothing was taken.
  public mutating func add(_ event: EventFields) -> Bool {
    if case .part = clients, !clients.includes(event) {
      use(event.channel, event.at)
      return true
    }
    switch event.kind {
    case .meeting, .solved, .closed, .reopened: return false
    case .message, .opened, .call:
      let isNew =
        event.kind != .message
        || !event.thread.contains {
          $0.starts(with: "reply-to:".utf8) || $0.starts(with: "reference:".utf8)
        }
      let isTalk = event.kind != .call || (event.talkS ?? 0) >= settings.rules.talkAtLeast
      if event.direction == .outbound, event.human, event.client != nil, isNew, isTalk {
        return false
      }
    default: break
    }
    use(event.channel, event.at)
    if let ticket = event.thread.first(where: { $0.starts(with: "ticket:".utf8) }) {
      tickets.append((SignObserver.key(event.id), SignObserver.hash(ticket)))
    }
    guard isTouch(event.kind, event.direction, event.human, event.answered, event.talkS) else {
      return true
    }
    let at = event.at.seconds
    let group = SignObserver.group(event.client.map { SignObserver.hash($0) }, event.direction)
    for person in event.addressed { touches.append((SignObserver.hash(person) ^ group, at)) }
    if let person = event.person { touches.append((SignObserver.hash(person) ^ group, at)) }
    for client in event.clients {
      let other = SignObserver.group(SignObserver.hash(client), event.direction)
      if other == group { continue }
      for person in event.addressed { touches.append((SignObserver.hash(person) ^ other, at)) }
      if let person = event.person { touches.append((SignObserver.hash(person) ^ other, at)) }
    }
    return true
  }

  /// The groups that see a touch, as a number: a client's by the hash of its id; those of nobody
  /// and, but for what strangers did, all.
  private static func group(_ client: UInt64?, _ direction: Event.Direction) -> UInt64 {
    client.map { $0 &* 0x9E37_79B9_7F4A_7C15 } ?? (direction == .inbound ? nobody : all)
  }
  private static let nobody: UInt64 = 0x51_7CC1_B727_220A
  private static let all: UInt64 = 0x2545_F491_4F6C_DD1D

  public mutating func add(_ event: Event) {
    use(event.channel, event.at)
    let id = SignObserver.key(event.id.utf8)
    let ticket = event.thread.first { $0.utf8.starts(with: "ticket:".utf8) }
      .map { SignObserver.hash($0.utf8) }
    let isStatus = event.kind == .solved || event.kind == .closed || event.kind == .reopened
    if let ticket, !isStatus { tickets.append((id, ticket)) }
    if isTouch(event.kind, event.direction, event.human, event.answered, event.talkS) {
      var groups = Set(event.clients.map { SignObserver.hash($0.utf8) })
      if let client = event.client { groups.insert(SignObserver.hash(client.utf8)) }
      let each = groups.isEmpty ? [nil] : groups.map { $0 as UInt64? }
      for group in each.map({ SignObserver.group($0, event.direction) }) {
        for person in event.addressed + [event.person].compactMap(\.self) {
          touches.append((SignObserver.hash(person.utf8) ^ group, event.at.seconds))
        }
      }
    }
    let mayBegin = SignObserver.mayBegin(event, settings.rules)
    guard isStatus || mayBegin || event.kind == .meeting || !event.signals.isEmpty,
      isMine(event.client), seen.insert(id).inserted
    else { return }
    for signal in event.signals { note(signal, event) }
    switch event.kind {
    case .meeting where event.human && event.direction != .internal:
      signs.append(sign(.meeting, event))
    case .solved, .closed:
      statusTickets[signs.count] = ticket
      signs.append(sign(.solved, event))
    case .reopened:
      statusTickets[signs.count] = ticket
      signs.append(sign(.reopened, event))
    default: break
    }
    if mayBegin {
      ownMoves.append((sign(.ownMove, event), event.subject.map { Exact(Subject($0).base) }))
    }
  }

  /// Whether the signs of a client are made here.
  private func isMine(_ client: String?) -> Bool {
    if case .part(let part) = clients { part.holds(client: client) } else { true }
  }

  private mutating func use(_ channel: Event.Channel, _ at: Timestamp) {
    days.insert(channel, at, in: settings.provider.zone)
  }

  /// A human of ours reached a person of theirs.
  private func isTouch(
    _ kind: Event.Kind, _ direction: Event.Direction, _ human: Bool, _ answered: Timestamp?,
    _ talk: Int?
  ) -> Bool {
    switch kind {
    case .message, .comment, .meeting: direction == .outbound && human
    case .call: answered != nil && talk ?? 0 >= settings.rules.talkAtLeast
    default: false
    }
  }

  private mutating func note(_ signal: Event.Signal, _ event: Event) {
    if signal.signal == "asked" {
      guard let client = event.client, let technician = named[Exact(client)],
        Exact(technician) == Exact(signal.phrase)
      else { return }
      signs.append(sign(.named, event))
      signs[signs.count - 1].technician = technician
      return
    }
    guard let kind = Sign.Kind(rawValue: signal.signal) else { return }
    var sign = sign(kind, event)
    sign.phrase = signal.phrase
    if kind == .promise {
      let zone = settings.provider.zone
      sign.until = PromisedTimes.due(signal.phrase, at: event.at, zone: zone)
    }
    signs.append(sign)
  }

  /// New mail of ours, a ticket that we opened, or a call of ours that was picked up.
  private static func mayBegin(_ event: Event, _ rules: MatchRules) -> Bool {
    guard event.direction == .outbound, event.human, event.client != nil else { return false }
    switch event.kind {
    case .message:
      return Subject(event.subject).prefix == .none
        && !event.thread.contains {
          $0.utf8.starts(with: "reply-to:".utf8) || $0.utf8.starts(with: "reference:".utf8)
        }
    case .opened: return true
    case .call: return event.answered != nil && event.talkS ?? 0 >= rules.talkAtLeast
    default: return false
    }
  }

  private func sign(_ kind: Sign.Kind, _ event: Event) -> Sign {
    var sign = Sign(kind, at: event.at)
    sign.channel = event.channel
    sign.client = event.client
    sign.person = event.person
    sign.technician = event.technician
    sign.event = event.id
    sign.place = event.place
    return sign
  }

  /// Takes in a contact, of which the events that make signs are told apart.
  public mutating func note(_ contact: Contact) {
    note(
      contact.id, of: contact.client, opened: contact.opened,
      events: contact.evidence.map { SignObserver.key($0.event.utf8) })
  }

  /// - Parameter events: the keys of its evidence.
  mutating func note(
    _ contact: String, of client: String?, opened: Timestamp, events: [UInt64]
  ) {
    guard !seen.isEmpty else { return }
    let client = Exact(client ?? "")
    if ticketOf == nil {
      ticketOf = [:]
      if !statusTickets.isEmpty {
        for (event, ticket) in tickets { ticketOf?[event] = ticket }
      }
      tickets = []
    }
    var known: Set<UInt64> = []
    for key in events {
      if seen.contains(key) { contactOf[OfClient(key: key, client: client)] = contact }
      if let ticket = ticketOf?[key], known.insert(ticket).inserted {
        onTicket[OfClient(key: ticket, client: client), default: []].append((opened, contact))
      }
    }
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

  /// The signs of all that was added, in the order of time; the contacts were noted before.
  public consuming func signs(asOf: Timestamp) -> [Sign] {
    let touched = touchesOfPromises()
    var all: [Sign] = []
    for (i, sign) in signs.enumerated() where sign.at <= asOf {
      var sign = sign
      if let ticket = statusTickets[i] {
        sign.contact =
          onTicket[OfClient(key: ticket, client: Exact(sign.client ?? ""))]?.filter {
            $0.opened <= sign.at
          }
          .max { $0.opened < $1.opened }?.id
      } else if let event = sign.event {
        sign.contact = contact(of: event, sign.client)
      }
      if sign.kind == .named && sign.contact == nil { continue }
      if sign.kind == .promise { sign.kept = SignObserver.kept(sign, touched, asOf) }
      all.append(sign)
    }
    all += begun(asOf)
    all = SignObserver.inOrder(all)
    guard isMine(nil) else { return all }
    return all + Gaps.find((told?.days ?? days).byChannel, settings, asOf: asOf)
  }

  /// In the order of time.
  public static func inOrder(_ signs: [Sign]) -> [Sign] {
    signs.sorted { order($0) < order($1) }
  }

  /// A client's own contact; of what belongs to no client, nobody's.
  private func contact(of event: String, _ client: String?) -> String? {
    contactOf[OfClient(key: SignObserver.key(event.utf8), client: Exact(client ?? ""))]
  }

  private static func order(_ sign: Sign) -> (Timestamp, String, String, String) {
    (sign.at, sign.event ?? "", sign.kind.rawValue, sign.phrase ?? "")
  }

  /// When we were in touch with those whom something was promised.
  private func touchesOfPromises() -> [UInt64: [Timestamp]] {
    var of: [UInt64: [Timestamp]] = [:]
    for sign in signs where sign.kind == .promise {
      for key in SignObserver.touches(of: sign) { of[key] = [] }
    }
    for (person, at) in touches { of[person]?.append(Timestamp(at)) }
    return of
  }

  /// Under which keys it stands when we were in touch with a sign's person.
  private static func touches(of sign: Sign) -> [UInt64] {
    guard let person = sign.person.map({ hash($0.utf8) }) else { return [] }
    let own = sign.client.map { group(hash($0.utf8), .inbound) } ?? nobody
    return [person ^ own, person ^ all]
  }

  /// Whether we were in touch with the person again before the promise was due.
  private static func kept(
    _ promise: Sign, _ touches: [UInt64: [Timestamp]], _ asOf: Timestamp
  ) -> Bool? {
    guard let due = promise.until, promise.person != nil else { return nil }
    let all = SignObserver.touches(of: promise).lazy.flatMap { touches[$0] ?? [] }
    if all.contains(where: { $0 > promise.at && $0 <= due && $0 <= asOf }) { return true }
    return due > asOf ? nil : false
  }

  /// What we began: of several sights within the time of an echo, to the same person about the
  /// same, the first.
  private func begun(_ asOf: Timestamp) -> [Sign] {
    let sorted = ownMoves.sorted { SignObserver.order($0.sign) < SignObserver.order($1.sign) }
    var latest: [Exact: (Timestamp, Exact?)] = [:]
    var all: [Sign] = []
    for (sign, subject) in sorted where sign.at <= asOf {
      guard let event = sign.event, contact(of: event, sign.client) == nil else { continue }
      let person = Exact((sign.client ?? "") + "\0" + (sign.person ?? ""))
      if let (at, about) = latest[person], sign.at - at <= settings.rules.echoWithin,
        about == subject
      {
        continue
      }
      latest[person] = (sign.at, subject)
      all.append(sign)
    }
    return all
  }

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
  private static func hash(_ text: some Collection<UInt8>) -> UInt64 {
    text.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }
}
