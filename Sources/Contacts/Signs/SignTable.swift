import Records

/// Signs as they are gathered: of fixed size, with texts as numbers, since there may be one for
/// every fifth event.
struct SignTable {
  struct Row {
    var at: Int
    /// The event's id, by number.
    var event: UInt32
    var client: UInt32
    var person: UInt32
    var technician: UInt32
    var phrase: UInt32
    var source: UInt32
    var offset: Int
    /// The least number where there is none.
    var line: Int
    /// Of a status, by a hash; 0 for none.
    var ticket: UInt64
    /// Of a first move of ours: the subject.
    var subject: UInt32
    var kind: Sign.Kind
    var channel: Event.Channel
  }

  private(set) var rows: [Row] = []
  private(set) var hasStatus = false
  private var events = TextTable()
  private var clients = TextTable()
  private var persons = TextTable()
  private var technicians = TextTable()
  private var phrases = TextTable()
  private var sources = TextTable()
  /// Of what may be a first move of ours.
  private var subjects = SubjectTable()

  mutating func add(
    _ kind: Sign.Kind, _ event: EventFields, phrase: EventFields.Text? = nil,
    technician: EventFields.Text? = nil, ticket: UInt64? = nil
  ) {
    if ticket != nil { hasStatus = true }
    rows.append(
      Row(
        at: event.at.seconds, event: events.id(event.id, tag: nil),
        client: clients.id(event.client), person: persons.id(event.person),
        technician: technicians.id(technician ?? event.technician), phrase: phrases.id(phrase),
        source: sources.id(event.source), offset: event.offset, line: event.line ?? Int.min,
        ticket: ticket ?? 0,
        subject: kind == .ownMove
          ? event.subject.map { subjects.add($0) } ?? TextTable.none : TextTable.none,
        kind: kind, channel: event.channel))
  }

  /// New mail of ours, a ticket that we opened, or a call of ours that was picked up.
  mutating func mayBegin(_ event: EventFields, _ rules: MatchRules) -> Bool {
    guard event.direction == .outbound, event.human, event.client != nil else { return false }
    switch event.kind {
    case .message:
      if event.thread.contains(where: {
        $0.begins(with: "reply-to:") || $0.begins(with: "reference:")
      }) {
        return false
      }
      guard let text = event.subject else { return true }
      let subject = subjects.add(text)
      return subjects.prefix(of: subject) == .none
    case .opened: return true
    case .call: return event.answered != nil && event.talkS ?? 0 >= rules.talkAtLeast
    default: return false
    }
  }

  /// What was written, as a sign that belongs to no contact yet.
  func sign(_ row: Row) -> Sign {
    var sign = Sign(row.kind, at: Timestamp(row.at))
    sign.channel = row.channel
    sign.client = clients.text(row.client)
    sign.person = persons.text(row.person)
    sign.technician = technicians.text(row.technician)
    sign.phrase = phrases.text(row.phrase)
    sign.event = events.text(row.event)
    sign.place = Place(
      source: sources.text(row.source) ?? "", offset: row.offset,
      line: row.line == Int.min ? nil : row.line)
    return sign
  }

  func key(_ row: Row) -> UInt64 { events.withBytes(row.event) { SignObserver.key($0) } }

  func phrase(_ row: Row) -> String { phrases.text(row.phrase) ?? "" }

  /// Of its id, or of nothing.
  func hashOfClient(_ row: Row) -> UInt64 {
    row.client == TextTable.none
      ? SignObserver.hash([]) : clients.withBytes(row.client) { SignObserver.hash($0) }
  }

  func hashOfPerson(_ row: Row) -> UInt64? {
    row.person == TextTable.none
      ? nil : persons.withBytes(row.person) { SignObserver.hash($0) }
  }

  /// By time, then by event, kind and phrase.
  func precedes(_ a: Row, _ b: Row) -> Bool {
    if a.at != b.at { return a.at < b.at }
    if a.event != b.event { return events.precedes(a.event, b.event) }
    if a.kind != b.kind {
      return Exact(a.kind.rawValue) < Exact(b.kind.rawValue)
    }
    if a.phrase == b.phrase || b.phrase == TextTable.none { return false }
    return a.phrase == TextTable.none || phrases.precedes(a.phrase, b.phrase)
  }

  /// Whether two first moves of ours are about the same.
  func isLike(_ a: Row, _ b: Row) -> Bool {
    if a.subject == TextTable.none || b.subject == TextTable.none { return a.subject == b.subject }
    return subjects.base(of: a.subject) == subjects.base(of: b.subject)
  }
}
