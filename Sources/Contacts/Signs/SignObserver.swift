public import Records

/// Gathers from the events what tells of the relationship and stands in no contact, beside the
/// matching and apart from it.
///
/// Takes the events in any order and with repetitions, as ``Matcher`` does. Of most events it
/// keeps nothing or a few bytes (when whom of theirs we were in touch with); of the others what a
/// ``Sign`` needs.
public struct SignObserver {
  private let settings: Settings
  private let named: [Exact: String]
  private var seen: Set<UInt64> = []
  /// Signs of the event alone: by a phrase, a meeting, a status.
  private var signs: [Sign] = []
  /// Of each status, its ticket's key, by the place in `signs`.
  private var statusTickets: [Int: Exact] = [:]
  /// Conversations that we may have begun: known only when no contact has the event.
  private var ownMoves: [(sign: Sign, subject: Exact?)] = []
  /// When we were in touch with a person, by the hash of who it is.
  private var touches: [UInt64: [Timestamp]] = [:]
  /// The ticket of each event that has one, by the event's id.
  private var ticketOf: [UInt64: Exact] = [:]
  private var days: [Event.Channel: Set<Int>] = [:]

  public init(_ settings: Settings) {
    self.settings = settings
    var named: [Exact: String] = [:]
    for client in settings.clients {
      if let technician = client.technician { named[Exact(client.id)] = technician }
    }
    self.named = named
  }

  public mutating func add(_ event: Event) {
    let channel: Event.Channel = event.channel == .voicemail ? .call : event.channel
    days[channel, default: []].insert(Period.day(of: event.at, in: settings.provider.zone))
    let id = SignObserver.key(event.id)
    let ticket = event.thread.first { $0.utf8.starts(with: "ticket:".utf8) }
    if let ticket, event.kind != .solved, event.kind != .closed, event.kind != .reopened {
      ticketOf[id] = Exact(ticket)
    }
    touch(event)
    let isStatus = event.kind == .solved || event.kind == .closed || event.kind == .reopened
    let mayBegin = SignObserver.mayBegin(event, settings.rules)
    guard isStatus || mayBegin || event.kind == .meeting || !event.signals.isEmpty,
      seen.insert(id).inserted
    else { return }
    for signal in event.signals { note(signal, event) }
    switch event.kind {
    case .meeting where event.human && event.direction != .internal:
      signs.append(sign(.meeting, event))
    case .solved, .closed:
      statusTickets[signs.count] = ticket.map { Exact($0) }
      signs.append(sign(.solved, event))
    case .reopened:
      statusTickets[signs.count] = ticket.map { Exact($0) }
      signs.append(sign(.reopened, event))
    default: break
    }
    if mayBegin {
      ownMoves.append((sign(.ownMove, event), event.subject.map { Exact(Subject($0).base) }))
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

  /// A human of ours reached a person of theirs.
  private mutating func touch(_ event: Event) {
    switch event.kind {
    case .message, .comment, .meeting:
      guard event.direction == .outbound, event.human else { return }
    case .call:
      guard event.answered != nil, event.talkS ?? 0 >= settings.rules.talkAtLeast else { return }
    default: return
    }
    var persons = Set(event.addressed.map { Exact($0) })
    if let person = event.person { persons.insert(Exact(person)) }
    for person in persons {
      touches[SignObserver.hash(person.text), default: []].append(event.at)
    }
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

  /// The signs of all that was added, in the order of time; sets `recurrence_of` of the contacts
  /// whose matter is like that of an earlier one.
  public consuming func signs(beside contacts: inout [Contact], asOf: Timestamp) -> [Sign] {
    Recurrence.mark(&contacts)
    let places = ContactsOfEvents(contacts, tickets: ticketOf, wanted: seen)
    var all: [Sign] = []
    for (i, sign) in signs.enumerated() where sign.at <= asOf {
      var sign = sign
      if let ticket = statusTickets[i] {
        sign.contact = places.latest(onTicket: ticket, by: sign.at)
      } else if let event = sign.event {
        sign.contact = places.contact(of: event)
      }
      if sign.kind == .named && sign.contact == nil { continue }
      if sign.kind == .promise { sign.kept = kept(sign, asOf) }
      all.append(sign)
    }
    all += begun(places, asOf)
    all.sort {
      ($0.at, $0.kind.rawValue, $0.event ?? "") < ($1.at, $1.kind.rawValue, $1.event ?? "")
    }
    return all + Gaps.find(days, settings, asOf: asOf)
  }

  /// Whether we were in touch with the person again before the promise was due.
  private func kept(_ promise: Sign, _ asOf: Timestamp) -> Bool? {
    guard let due = promise.until, let person = promise.person else { return nil }
    let all = touches[SignObserver.hash(person)] ?? []
    if all.contains(where: { $0 > promise.at && $0 <= due && $0 <= asOf }) { return true }
    return due > asOf ? nil : false
  }

  /// What we began: of several sights within the time of an echo, to the same person about the
  /// same, the first.
  private func begun(_ places: ContactsOfEvents, _ asOf: Timestamp) -> [Sign] {
    let sorted = ownMoves.sorted {
      ($0.sign.at, $0.sign.event ?? "") < ($1.sign.at, $1.sign.event ?? "")
    }
    var latest: [Exact: (Timestamp, Exact?)] = [:]
    var all: [Sign] = []
    for (sign, subject) in sorted where sign.at <= asOf {
      guard let event = sign.event, places.contact(of: event) == nil else { continue }
      let person = Exact(sign.person ?? "")
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
  static func key(_ id: String) -> UInt64 { UInt64(id, radix: 16) ?? hash(id) }

  /// FNV-1a.
  private static func hash(_ text: String) -> UInt64 {
    text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }
}

/// To which contact an event belongs, and a ticket at a time.
private struct ContactsOfEvents {
  private var ofEvent: [UInt64: String] = [:]
  private var onTicket: [Exact: [(opened: Timestamp, id: String)]] = [:]

  init(_ contacts: [Contact], tickets: [UInt64: Exact], wanted: Set<UInt64>) {
    for contact in contacts {
      var known: Set<Exact> = []
      for evidence in contact.evidence {
        let key = SignObserver.key(evidence.event)
        if wanted.contains(key) { ofEvent[key] = contact.id }
        if let ticket = tickets[key], known.insert(ticket).inserted {
          onTicket[ticket, default: []].append((contact.opened, contact.id))
        }
      }
    }
  }

  func contact(of event: String) -> String? { ofEvent[SignObserver.key(event)] }

  func latest(onTicket ticket: Exact, by moment: Timestamp) -> String? {
    onTicket[ticket]?.filter { $0.opened <= moment }.max { $0.opened < $1.opened }?.id
  }
}
