import Records

/// All events of an input, compact: about 200 bytes each, with every text kept once.
struct EventTable {
  /// In the order in which they came; after ``sort()`` in that of time.
  private(set) var sights: [Sight] = []
  let persons = TextTable()
  let clients = TextTable()
  let technicians = TextTable()
  let subjects = TextTable()
  let numbers = TextTable()
  let sources = TextTable()
  /// Message-IDs and tickets, each with a tag.
  let matters = TextTable(tagged: true)
  private let mailboxes = TextTable()
  private let bases = TextTable()
  private let oddIDs = TextTable()
  /// Of each subject: the number of its base subject, and its prefix.
  private var baseOf: [UInt32] = []
  private var prefixOf: [Subject.Prefix] = []
  /// For each sight that has any: how many of `reply-to`, `reference` and addressed, then these.
  private(set) var lists: [UInt32] = []
  /// When a call was answered and ended, and how long the talk was.
  private(set) var spans: [Span] = []
  private var folding = SubjectFolding()

  struct Span {
    /// ``Span/none`` where it is not known.
    var answered: Int
    var ended: Int
    var talkS: Int
    var tellsWait: Bool
    static let none = Int.min
  }

  var count: Int { sights.count }

  /// The number of the base subject; ``TextTable/none`` where it is empty, which agrees with none.
  func base(_ sight: Sight) -> UInt32 {
    sight.subject == TextTable.none ? TextTable.none : baseOf[Int(sight.subject)]
  }

  func replyTo(_ sight: Sight) -> ArraySlice<UInt32> { list(sight, 0) }
  func references(_ sight: Sight) -> ArraySlice<UInt32> { list(sight, 1) }
  func addressed(_ sight: Sight) -> ArraySlice<UInt32> { list(sight, 2) }

  private func list(_ sight: Sight, _ which: Int) -> ArraySlice<UInt32> {
    guard sight.lists != TextTable.none else { return [] }
    let head = Int(sight.lists)
    var start = head + 3
    for k in 0..<which { start += Int(lists[head + k]) }
    return lists[start..<(start + Int(lists[head + which]))]
  }

  func answered(_ sight: Sight) -> Int? { known(span(sight)?.answered) }
  func ended(_ sight: Sight) -> Int? { known(span(sight)?.ended) }
  func talkS(_ sight: Sight) -> Int? { known(span(sight)?.talkS) }

  /// Whether a call that was answered tells how long it rang.
  func tellsWait(_ sight: Sight) -> Bool { span(sight)?.tellsWait ?? true }

  private func span(_ sight: Sight) -> Span? {
    sight.span == TextTable.none ? nil : spans[Int(sight.span)]
  }

  private func known(_ value: Int?) -> Int? { value == Span.none ? nil : value }

  /// The end of what was seen, not before its start.
  func end(_ sight: Sight) -> Int { max(sight.at, ended(sight) ?? sight.at) }

  /// The id of a sight's event.
  func id(_ sight: Sight) -> String {
    if sight.isOdd { return oddIDs.text(UInt32(truncatingIfNeeded: sight.id)) ?? "" }
    return String(unsafeUninitializedCapacity: 16) { digits in
      for k in 0..<16 {
        let digit = UInt8(truncatingIfNeeded: sight.id >> UInt64(60 - 4 * k)) & 15
        digits[k] = digit < 10 ? 0x30 + digit : 0x57 + digit
      }
      return 16
    }
  }

  // MARK: Adding

  mutating func add(_ event: EventFields) {
    let plain = EventTable.number(event.id)
    let subject = subjects.id(event.subject)
    if subject != TextTable.none, Int(subject) == baseOf.count, let text = event.subject {
      let (base, prefix) = folding.base(of: text) { $0.isEmpty ? TextTable.none : bases.id($0) }
      baseOf.append(base)
      prefixOf.append(prefix)
    }
    var sight = Sight(
      at: event.at.seconds, id: plain ?? UInt64(oddIDs.id(event.id, tag: nil)),
      offset: event.offset, line: event.line ?? Int.min, source: sources.id(event.source),
      client: clients.id(event.client), person: persons.id(event.person),
      technician: technicians.id(event.technician), subject: subject,
      number: numbers.id(event.number), mailbox: mailboxes.id(event.mailbox),
      message: TextTable.none, ticket: TextTable.none, bounced: TextTable.none,
      lists: TextTable.none, span: TextTable.none, channel: event.channel, eventKind: event.kind,
      direction: event.direction, kind: .mail, via: EventTable.via(event.via),
      reason: EventTable.reason(event.because),
      prefix: subject == TextTable.none ? .none : prefixOf[Int(subject)], rank: 0,
      isOdd: plain == nil, wantsAnswer: event.wantsAnswer, human: event.human, toList: false,
      isArchived: false, isAnswered: event.answered != nil)
    if event.answered != nil || event.ended != nil || event.talkS != nil {
      sight.span = UInt32(truncatingIfNeeded: spans.count)
      spans.append(
        Span(
          answered: event.answered?.seconds ?? Span.none, ended: event.ended?.seconds ?? Span.none,
          talkS: event.talkS ?? Span.none, tellsWait: event.waitS != nil))
    }
    let hasCall = addLists(event, &sight)
    sight.kind = EventTable.kind(event, sight, hasCall)
    sight.rank = sight.kind == .status ? 2 : event.direction == .inbound ? 0 : 1
    sights.append(sight)
  }

  /// Adds its keys and persons; true where a key is a call's.
  private mutating func addLists(_ event: EventFields, _ sight: inout Sight) -> Bool {
    let head = lists.count
    lists.append(contentsOf: [0, 0, 0])
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
    if lists.count == head + 3 {
      lists.removeLast(3)
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
  /// Puts them in the order of time: in the same second by rank, then by id, and of the same
  /// event the first place. What is later than a time is left out, and so are further sights of
  /// the same event.
  ///
  /// - Returns: how many were too late, and how many were left out as doubled.
  mutating func sort(until last: Int) -> (late: Int, doubled: Int) {
    struct Key {
      var at: Int
      var id: UInt64
      var index: UInt32
      var rank: UInt8
    }
    var keys: [Key] = []
    keys.reserveCapacity(count)
    for (i, sight) in sights.enumerated() where sight.at <= last {
      keys.append(
        Key(at: sight.at, id: sight.id, index: UInt32(truncatingIfNeeded: i), rank: sight.rank))
    }
    let late = count - keys.count
    let hasOdd = oddIDs.count > 0
    keys.sort { a, b in
      if a.at != b.at { return a.at < b.at }
      if a.rank != b.rank { return a.rank < b.rank }
      if a.id != b.id && !hasOdd { return a.id < b.id }
      return precedes(sights[Int(a.index)], sights[Int(b.index)])
    }
    var seen = NumberTable()
    var seenOdd: Set<UInt64> = []
    let before = keys.count
    keys.removeAll { key in
      // The one number that the table does not take goes with the odd ones.
      if sights[Int(key.index)].isOdd { return !seenOdd.insert(key.id).inserted }
      if key.id == UInt64.max { return !seenOdd.insert(key.id).inserted }
      return !seen.insert(key.id)
    }
    var sorted: [Sight] = []
    sorted.reserveCapacity(keys.count)
    for key in keys { sorted.append(sights[Int(key.index)]) }
    sights = sorted
    return (late, before - keys.count)
  }

  private func precedes(_ a: Sight, _ b: Sight) -> Bool {
    if a.isOdd || b.isOdd {
      let (one, other) = (Exact(id(a)), Exact(id(b)))
      if one != other { return one < other }
    } else if a.id != b.id {
      return a.id < b.id
    }
    if a.source != b.source {
      return sources[a.source].lexicographicallyPrecedes(sources[b.source])
    }
    return a.offset < b.offset
  }
}

extension EventFields.Text {
  /// What follows a prefix; `nil` for a text that does not begin with it.
  fileprivate func rest(after prefix: StaticString) -> EventFields.Text? {
    let length = prefix.utf8CodeUnitCount
    guard count >= length else { return nil }
    for i in 0..<length where self[i] != prefix.utf8Start[i] { return nil }
    return EventFields.Text(rebasing: self[length...])
  }

  fileprivate func isEqual(to text: StaticString) -> Bool {
    count == text.utf8CodeUnitCount && rest(after: text) != nil
  }
}
