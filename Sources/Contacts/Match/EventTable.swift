import Records

/// All events of an input as they come in, compact: about 200 bytes each, with every text that
/// is compared kept once.
struct EventTable {
  private var sights: [Sight] = []
  private var persons = TextTable()
  private var clients = TextTable()
  private var technicians = TextTable()
  private var subjects = SubjectTable()
  private var numbers = TextTable()
  private var sources = TextTable()
  private var matters = TextTable(tagged: true)
  private var mailboxes = TextTable()
  private var oddIDs = TextTable()
  private var lists: [UInt32] = []
  private var spans: [Events.Span] = []

  var count: Int { sights.count }

  // MARK: Adding

  mutating func add(_ event: EventFields) {
    let plain = EventTable.number(event.id)
    var subject = TextTable.none
    var (base, prefix) = (TextTable.none, Subject.Prefix.none)
    if let text = event.subject {
      subject = subjects.add(text)
      (base, prefix) = (subjects.base(of: subject), subjects.prefix(of: subject))
    }
    var sight = Sight(
      at: event.at.seconds, id: plain ?? UInt64(oddIDs.id(event.id, tag: nil)),
      offset: event.offset, line: event.line ?? Int.min, source: sources.id(event.source),
      client: clients.id(event.client), person: persons.id(event.person),
      technician: technicians.id(event.technician), subject: subject, base: base,
      number: numbers.id(event.number), mailbox: mailboxes.id(event.mailbox),
      message: TextTable.none, ticket: TextTable.none, bounced: TextTable.none,
      lists: TextTable.none, span: TextTable.none, channel: event.channel, eventKind: event.kind,
      direction: event.direction, kind: .mail, via: EventTable.via(event.via),
      reason: EventTable.reason(event.because),
      prefix: prefix, rank: 0,
      isOdd: plain == nil, wantsAnswer: event.wantsAnswer, human: event.human, toList: false,
      isArchived: false, isAnswered: event.answered != nil)
    if event.answered != nil || event.ended != nil || event.talkS != nil {
      sight.span = UInt32(truncatingIfNeeded: spans.count)
      spans.append(
        Events.Span(
          answered: event.answered?.seconds ?? Events.Span.none,
          ended: event.ended?.seconds ?? Events.Span.none,
          talkS: event.talkS ?? Events.Span.none, tellsWait: event.waitS != nil))
    }
    let hasCall = addLists(event, &sight)
    sight.kind = EventTable.kind(event, sight, hasCall)
    sight.rank = sight.kind == .status ? 2 : event.direction == .inbound ? 0 : 1
    sights.append(sight)
  }

  /// Adds its keys and persons; true where a key is a call's.
  private mutating func addLists(_ event: EventFields, _ sight: inout Sight) -> Bool {
    let head = lists.count
    lists.append(contentsOf: [0, 0, 0, 0])
    var hasCall = false
    for key in event.thread {
      if let id = key.rest(after: "message:") {
        sight.message = matters.id(id, tag: EventTable.messageTag)
      } else if let id = key.rest(after: "reply-to:") {
        lists.append(matters.id(id, tag: EventTable.messageTag))
        lists[head] += 1
      } else if let id = key.rest(after: "bounced:") {
        sight.bounced = matters.id(id, tag: EventTable.messageTag)
      } else if let id = key.rest(after: "ticket:") {
        sight.ticket = matters.id(id, tag: EventTable.ticketTag)
      } else if key.rest(after: "call:") != nil {
        hasCall = true
      }
    }
    for key in event.thread {
      guard let id = key.rest(after: "reference:") else { continue }
      lists.append(matters.id(id, tag: EventTable.messageTag))
      lists[head + 1] += 1
    }
    for person in event.addressed {
      if person.isEqual(to: Sight.archive) {
        sight.isArchived = true
      } else if person.rest(after: "list:") != nil {
        sight.toList = true
      } else {
        lists.append(persons.id(person, tag: nil))
        lists[head + 2] += 1
      }
    }
    for client in event.clients where event.direction != .inbound {
      let id = clients.id(client, tag: nil)
      if id == sight.client { continue }
      lists.append(id)
      lists[head + 3] += 1
    }
    if lists.count == head + 4 {
      lists.removeLast(4)
    } else {
      sight.lists = UInt32(truncatingIfNeeded: head)
    }
    return hasCall
  }

  private static let messageTag = UInt8(ascii: "m")
  private static let ticketTag = UInt8(ascii: "t")

  private static func kind(_ event: EventFields, _ sight: Sight, _ hasCall: Bool) -> Sight.Kind {
    switch event.kind {
    case .solved, .closed, .reopened: .status
    case .opened: .ticket
    case .comment, .note: .comment
    case .message, .meeting: .mail
    case .call, .missedCall, .voicemail:
      hasCall
        ? .call
        : sight.message != TextTable.none
          ? .notice : event.channel == .voicemail ? .voicemailLog : .call
    }
  }

  private static func via(_ text: EventFields.Text?) -> Sight.Via {
    guard let text else { return .other }
    if text.isEqual(to: "email") { return .email }
    if text.isEqual(to: "phone") { return .phone }
    if text.isEqual(to: "voicemail") { return .voicemail }
    return .other
  }

  private static func reason(_ text: EventFields.Text?) -> Sight.Reason {
    guard let text else { return .other }
    if text.isEqual(to: "list") { return .list }
    if text.isEqual(to: "withdrawn") { return .withdrawn }
    if text.isEqual(to: "thanks") { return .thanks }
    if text.isEqual(to: "dropped") { return .dropped }
    return .other
  }

  /// 16 digits of hexadecimal, small letters, as a number: in the same order as the texts.
  private static func number(_ id: EventFields.Text) -> UInt64? {
    guard id.count == 16 else { return nil }
    var value: UInt64 = 0
    for byte in id {
      let digit: UInt8
      switch byte {
      case 0x30...0x39: digit = byte - 0x30
      case 0x61...0x66: digit = byte - 0x57
      default: return nil
      }
      value = value << 4 | UInt64(digit)
    }
    return value
  }
}

extension EventTable {
  /// How many events of the clients of a part are later than a time.
  func count(after last: Int, in part: ClientPart) -> Int {
    let isIn = clients.flags { part.holds($0) }
    return sights.count {
      $0.at > last && ($0.client == TextTable.none ? part.holdsNobody : isIn[Int($0.client)])
    }
  }

  /// The events in the order of time, without those later than a time and without further sights
  /// of the same event. They are taken out, and put in order in their own memory.
  mutating func takeSorted(until last: Int) -> Events {
    // Their texts are asked for no more.
    let countOfMatters = matters.count
    matters = TextTable(tagged: true)
    var sights: [Sight] = []
    swap(&sights, &self.sights)
    var order = EventOrder(sights, until: last, sources: sources, oddIDs: oddIDs)
    let (late, doubled) = (order.late, order.doubled)
    order.apply(to: &sights)
    return Events(
      sights: sights, persons: persons, clients: clients, technicians: technicians,
      subjects: subjects, numbers: numbers, sources: sources, oddIDs: oddIDs,
      countOfMatters: countOfMatters, lists: lists, spans: spans, late: late, doubled: doubled)
  }
}
