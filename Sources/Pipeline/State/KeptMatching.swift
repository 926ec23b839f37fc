import Contacts
import Records

/// What the matching of one group gave, as it is kept.
struct KeptMatching {
  /// The latest of its events.
  var latest = Timestamp.earliest
  /// How many of its events were used; one of several clients is counted with the first.
  var used = 0
  var droppedCalls = 0
  var settled = 0
  var contacts: [KeptContact] = []
  var signs: [Sign] = []
  /// By what its events may be tied to those of every group (``ClientTies``).
  var ties: [UInt32] = []
  /// Of each unit: how many events of the group it holds, and how many of them no unit before it.
  var shares: [String: (events: Int, new: Int)] = [:]

  /// The shares of all of some.
  static func shares(_ all: [EventGroup: KeptMatching]) -> [Exact: (events: Int, new: Int)] {
    var sum: [Exact: (events: Int, new: Int)] = [:]
    for (unit, share) in all.values.lazy.flatMap(\.shares) {
      sum[Exact(unit), default: (0, 0)].events += share.events
      sum[Exact(unit), default: (0, 0)].new += share.new
    }
    return sum
  }
}

/// Contacts and signs as bytes: texts that come again are written once.
struct ContactWriter {
  private var body = PackedBytes()
  private var texts: [Exact: Int] = [:]
  private var order: [String] = []

  static func bytes(of contacts: [KeptContact]) -> [UInt8] {
    var writer = ContactWriter()
    for contact in contacts { writer.add(contact) }
    return writer.whole(contacts.count)
  }

  static func bytes(of signs: [Sign]) -> [UInt8] {
    var writer = ContactWriter()
    for sign in signs { writer.add(sign) }
    return writer.whole(signs.count)
  }

  /// The texts come first.
  private func whole(_ count: Int) -> [UInt8] {
    var head = PackedBytes()
    head.add(order.count)
    for text in order { head.add(text) }
    head.add(count)
    return head.bytes + body.bytes
  }

  private mutating func add(_ kept: KeptContact) {
    let contact = kept.contact
    let opened = contact.opened.seconds
    add(id: contact.id, digits: 12)
    add(contact.client)
    add(contact.person)
    body.add(ContactWriter.code(contact.channel))
    body.add(opened)
    body.add(contact.attempts)
    body.add(contact.channels.count)
    for channel in contact.channels { body.add(ContactWriter.code(channel)) }
    body.add(ContactWriter.code(contact.state, of: Contact.State.allCases))
    add(contact.answered, from: opened)
    add(contact.answeredBy)
    body.add(contact.answeredThrough.map { ContactWriter.code($0) + 1 } ?? 0)
    body.add(contact.matchedBy.map { ContactWriter.code($0, of: ways) + 1 } ?? 0)
    body.add(contact.waitS)
    body.add(contact.openWaitS)
    body.add(ContactWriter.code(contact.waitUnknown))
    add(contact.ended, from: opened)
    body.add(contact.observedUntil.seconds &- opened)
    body.add(contact.targetS.map { $0 + 1 } ?? 0)
    body.add(ContactWriter.code(contact.withinTarget))
    add(contact.acknowledged, from: opened)
    add(contact.tried, from: opened)
    add(contact.calledBack, from: opened)
    body.add(ContactWriter.code(contact.abandoned))
    body.add(contact.recurrenceOf == nil ? 0 : 1)
    if let earlier = contact.recurrenceOf { add(id: earlier, digits: 12) }
    add(contact.subject)
    body.add(contact.evidence.count)
    for evidence in contact.evidence {
      add(id: evidence.event, digits: 16)
      body.add(evidence.at.seconds &- opened)
      add(evidence.place)
      body.add(ContactWriter.code(evidence.role, of: roles))
    }
    body.add(kept.ticketsTell ? 1 : 0)
    body.add(Int(kept.rank))
  }

  private mutating func add(_ sign: Sign) {
    let at = sign.at.seconds
    body.add(ContactWriter.code(sign.kind, of: Sign.Kind.allCases))
    body.add(at)
    add(sign.until, from: at)
    body.add(ContactWriter.code(sign.kept))
    body.add(sign.channel.map { ContactWriter.code($0) + 1 } ?? 0)
    for text in [sign.client, sign.person, sign.technician, sign.phrase, sign.contact] { add(text) }
    body.add(sign.days.map { $0 + 1 } ?? 0)
    add(sign.event)
    body.add(sign.place == nil ? 0 : 1)
    if let place = sign.place { add(place) }
  }

  /// Zero, or its number from 1 on.
  private mutating func add(_ text: String?) {
    guard let text else { return body.add(0) }
    let next = order.count
    let place = texts[Exact(text), default: next]
    if place == next {
      texts[Exact(text)] = next
      order.append(text)
    }
    body.add(place + 1)
  }

  private mutating func add(_ place: Place) {
    add(place.source)
    body.add(place.offset)
    body.add(place.line.map { $0 + 1 } ?? 0)
  }

  /// One more than its distance, so that zero says that there is none.
  private mutating func add(_ time: Timestamp?, from: Int) {
    body.add(time == nil ? 0 : 1)
    if let time { body.add(time.seconds &- from) }
  }

  /// Hexadecimal digits take half of their place; any other text stands as it is.
  private mutating func add(id: String, digits: Int) {
    var value: UInt64 = 0
    let isPlain =
      id.utf8.count == digits
      && id.utf8.allSatisfy { byte in
        let digit = byte &- (byte < 0x3A ? 0x30 : 0x57)
        value = value << 4 | UInt64(digit & 15)
        return byte < 0x3A ? digit < 10 : (10..<16).contains(digit)
      }
    add(isPlain ? nil : id)
    if isPlain { body.add(fixed: value, digits / 2) }
  }

  static func code(_ channel: Event.Channel) -> Int { code(channel, of: Event.Channel.allCases) }

  static func code<Choice: Equatable>(_ choice: Choice, of all: [Choice]) -> Int {
    all.firstIndex(of: choice) ?? 0
  }

  static func code(_ value: Bool?) -> Int { value.map { $0 ? 2 : 1 } ?? 0 }
}

private let ways: [Contact.MatchedBy] = [.thread, .ticket, .live, .number, .person]
private let roles: [Contact.Evidence.Role] = [
  .opened, .attempt, .echo, .answer, .acknowledgement, .ourTry, .note, .closed, .reopened,
  .withdrawn, .thanks, .settled,
]

/// Reads what ``ContactWriter`` wrote; nil for anything else, which is then made anew.
struct ContactReader {
  private var body: PackedReader
  private var texts: [String] = []
  private var count = 0

  static func contacts(
    _ bytes: UnsafeBufferPointer<UInt8>, _ take: (KeptContact) -> Void
  ) -> Bool {
    guard var reader = ContactReader(bytes) else { return false }
    for _ in 0..<reader.count {
      guard let contact = reader.contact() else { return false }
      take(contact)
    }
    return reader.body.isAtEnd
  }

  static func signs(_ bytes: UnsafeBufferPointer<UInt8>, _ take: (Sign) -> Void) -> Bool {
    guard var reader = ContactReader(bytes) else { return false }
    for _ in 0..<reader.count {
      guard let sign = reader.sign() else { return false }
      take(sign)
    }
    return reader.body.isAtEnd
  }

  private init?(_ bytes: UnsafeBufferPointer<UInt8>) {
    body = PackedReader(bytes)
    guard let texts = body.number(in: 0..<bytes.count + 1) else { return nil }
    self.texts.reserveCapacity(texts)
    for _ in 0..<texts {
      guard let text = body.text() else { return nil }
      self.texts.append(text)
    }
    guard let count = body.number(in: 0..<bytes.count + 1) else { return nil }
    self.count = count
  }

  private mutating func contact() -> KeptContact? {
    guard let id = id(digits: 12), let client = text(), let person = text(),
      let channel = choice(Event.Channel.allCases), let opened = body.number(),
      let attempts = body.number(), let used = body.number(in: 0..<16)
    else { return nil }
    var channels: [Event.Channel] = []
    for _ in 0..<used {
      guard let one = choice(Event.Channel.allCases) else { return nil }
      channels.append(one)
    }
    guard let state = choice(Contact.State.allCases), let answered = time(from: opened),
      let answeredBy = text(), let through = choiceOrNone(Event.Channel.allCases),
      let matchedBy = choiceOrNone(ways), let wait = body.number(),
      let openWait = body.number(), let waitUnknown = bool(), let ended = time(from: opened),
      let observed = body.number(), let target = body.number(in: 0..<Int.max),
      let withinTarget = bool(), let acknowledged = time(from: opened),
      let tried = time(from: opened), let calledBack = time(from: opened),
      let abandoned = bool(), let isRecurrence = body.number(in: 0..<2)
    else { return nil }
    var contact = Contact(
      id: id, channel: channel, opened: Timestamp(opened), channels: channels, state: state,
      waitS: wait, openWaitS: openWait, observedUntil: Timestamp(opened &+ observed))
    contact.client = client
    contact.person = person
    contact.attempts = attempts
    contact.answered = answered
    contact.answeredBy = answeredBy
    contact.answeredThrough = through
    contact.matchedBy = matchedBy
    contact.waitUnknown = waitUnknown
    contact.ended = ended
    contact.targetS = target == 0 ? nil : target - 1
    contact.withinTarget = withinTarget
    contact.acknowledged = acknowledged
    contact.tried = tried
    contact.calledBack = calledBack
    contact.abandoned = abandoned
    if isRecurrence == 1 {
      guard let earlier = self.id(digits: 12) else { return nil }
      contact.recurrenceOf = earlier
    }
    guard let subject = text(), let pieces = body.number(in: 0..<Int.max) else { return nil }
    contact.subject = subject
    contact.evidence.reserveCapacity(min(pieces, 64))
    for _ in 0..<pieces {
      guard let event = self.id(digits: 16), let at = body.number(), let place = place(),
        let role = choice(roles)
      else { return nil }
      contact.evidence.append(
        Contact.Evidence(event: event, at: Timestamp(opened &+ at), place: place, role: role))
    }
    guard let ticketsTell = body.number(in: 0..<2), let rank = body.number(in: 0..<256) else {
      return nil
    }
    return KeptContact(contact: contact, ticketsTell: ticketsTell == 1, rank: UInt8(rank))
  }

  private mutating func sign() -> Sign? {
    guard let kind = choice(Sign.Kind.allCases), let at = body.number(),
      let until = time(from: at), let kept = bool(),
      let channel = choiceOrNone(Event.Channel.allCases), let client = text(),
      let person = text(), let technician = text(), let phrase = text(), let contact = text(),
      let days = body.number(in: 0..<Int.max), let event = text(),
      let isPlaced = body.number(in: 0..<2)
    else { return nil }
    var sign = Sign(kind, at: Timestamp(at))
    sign.until = until
    sign.kept = kept
    sign.channel = channel
    sign.client = client
    sign.person = person
    sign.technician = technician
    sign.phrase = phrase
    sign.contact = contact
    sign.days = days == 0 ? nil : days - 1
    sign.event = event
    if isPlaced == 1 {
      guard let place = place() else { return nil }
      sign.place = place
    }
    return sign
  }

  // MARK: Values; nil in nil stands for what cannot be read

  private mutating func text() -> String?? {
    guard let number = body.number(in: 0..<texts.count + 1) else { return nil }
    return .some(number == 0 ? nil : texts[number - 1])
  }

  private mutating func id(digits: Int) -> String? {
    guard let text = text() else { return nil }
    if let text { return text }
    guard let value = body.fixed(digits / 2) else { return nil }
    return String(unsafeUninitializedCapacity: digits) { room in
      for k in 0..<digits {
        let digit = UInt8(truncatingIfNeeded: value >> UInt64(4 * (digits - 1 - k))) & 15
        room[k] = digit < 10 ? 0x30 + digit : 0x57 + digit
      }
      return digits
    }
  }

  private mutating func time(from: Int) -> Timestamp?? {
    guard let has = body.number(in: 0..<2) else { return nil }
    if has == 0 { return .some(nil) }
    return body.number().map { Timestamp(from &+ $0) }
  }

  private mutating func bool() -> Bool?? {
    guard let code = body.number(in: 0..<3) else { return nil }
    return .some(code == 0 ? nil : code == 2)
  }

  private mutating func place() -> Place? {
    guard case .some(.some(let source)) = text(), let offset = body.number(),
      let line = body.number(in: 0..<Int.max)
    else { return nil }
    return Place(source: source, offset: offset, line: line == 0 ? nil : line - 1)
  }

  private mutating func choice<Choice>(_ all: [Choice]) -> Choice? {
    body.number(in: 0..<all.count).map { all[$0] }
  }

  private mutating func choiceOrNone<Choice>(_ all: [Choice]) -> Choice?? {
    guard let code = body.number(in: 0..<all.count + 1) else { return nil }
    return .some(code == 0 ? nil : all[code - 1])
  }
}
