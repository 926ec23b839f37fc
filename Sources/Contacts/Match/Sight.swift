import Records

/// An event prepared for matching: its texts as small numbers, its keys told apart.
struct Sight {
  enum Kind {
    case mail, ticket, comment, notice, voicemailLog, call, status
  }

  var event: Event
  var kind: Kind
  var person: Int?
  var number: Int?
  /// Voicemail box, for withheld callers.
  var mailbox: Int?
  /// The base subject; nil where it is empty, which agrees with none.
  var base: Int?
  var prefix: Subject.Prefix
  var message: Int?
  var replyTo: [Int] = []
  var references: [Int] = []
  var bounced: Int?
  var ticket: Int?
  var addressed: [Int] = []
  /// Sent to a list of ours that clients read.
  var toList = false

  var at: Timestamp { event.at }
  /// From the start to the end of what was seen.
  var span: ClosedRange<Int> {
    event.at.seconds...max(event.at.seconds, event.ended?.seconds ?? event.at.seconds)
  }

  init(_ event: Event, _ names: inout Interner) {
    self.event = event
    let subject = Subject(event.subject)
    base = subject.base.isEmpty ? nil : names.id("subject:" + subject.base)
    prefix = subject.prefix
    person = event.person.map { names.id("person:" + $0) }
    number = event.number.map { names.id("number:" + $0) }
    mailbox = event.mailbox.map { names.id("mailbox:" + $0) }
    for person in event.addressed {
      if person.utf8.starts(with: "list:".utf8) {
        toList = true
      } else {
        addressed.append(names.id("person:" + person))
      }
    }
    var hasCall = false
    for key in event.thread {
      if let id = Sight.rest(of: key, after: "message:") {
        message = names.id("message:" + id)
      } else if let id = Sight.rest(of: key, after: "reply-to:") {
        replyTo.append(names.id("message:" + id))
      } else if let id = Sight.rest(of: key, after: "reference:") {
        references.append(names.id("message:" + id))
      } else if let id = Sight.rest(of: key, after: "bounced:") {
        bounced = names.id("message:" + id)
      } else if Sight.rest(of: key, after: "ticket:") != nil {
        ticket = names.id(key)
      } else if Sight.rest(of: key, after: "call:") != nil {
        hasCall = true
      }
    }
    switch event.kind {
    case .solved, .closed, .reopened: kind = .status
    case .opened: kind = .ticket
    case .comment, .note: kind = .comment
    case .message, .meeting: kind = .mail
    case .call, .missedCall, .voicemail:
      kind =
        hasCall
        ? .call
        : message != nil
          ? .notice
          : event.channel == .voicemail
            ? .voicemailLog : .call
    }
  }

  private static func rest(of key: String, after prefix: String) -> String? {
    key.utf8.starts(with: prefix.utf8) ? String(key.utf8.dropFirst(prefix.utf8.count)) : nil
  }

  /// In the same second: inbound, then ours, then status changes.
  var rank: Int { kind == .status ? 2 : event.direction == .inbound ? 0 : 1 }

  /// Ours, by a person, public, and no forward.
  var mayAnswer: Bool {
    event.direction == .outbound && event.human
      && (kind == .mail && prefix != .forward || kind == .comment && event.kind == .comment)
  }

  var isLive: Bool { kind == .call && event.direction == .inbound && event.answered != nil }

  static func inOrder(_ a: Sight, _ b: Sight) -> Bool {
    (a.at.seconds, a.rank) == (b.at.seconds, b.rank)
      ? Exact(a.event.id) < Exact(b.event.id) : (a.at.seconds, a.rank) < (b.at.seconds, b.rank)
  }
}
