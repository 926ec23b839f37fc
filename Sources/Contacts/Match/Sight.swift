import Records

/// An event prepared for matching: its texts as small numbers, its keys told apart.
///
/// A class, since it is looked at from many sides and, once made, not changed.
final class Sight {
  enum Kind {
    case mail, ticket, comment, notice, voicemailLog, call, status
  }

  let event: Event
  let kind: Kind
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
  /// Without any recipient, as in the archive of a list.
  var isArchived = false
  /// Stands among the addressed for a mail that names none.
  static let archive = "list:archive"

  let at: Timestamp
  /// From the start to the end of what was seen.
  var span: ClosedRange<Int> {
    event.at.seconds...max(event.at.seconds, event.ended?.seconds ?? event.at.seconds)
  }

  init(_ event: Event, _ names: inout Interner) {
    self.event = event
    at = event.at
    let subject = Subject(event.subject)
    base = subject.base.isEmpty ? nil : names.id("subject:" + subject.base)
    prefix = subject.prefix
    person = event.person.map { names.id("person:" + $0) }
    number = event.number.map { names.id("number:" + $0) }
    mailbox = event.mailbox.map { names.id("mailbox:" + $0) }
    for person in event.addressed {
      if person.utf8.elementsEqual(Sight.archive.utf8) {
        isArchived = true
      } else if person.utf8.starts(with: "list:".utf8) {
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
    // In the same second: inbound, then ours, then status changes.
    rank = kind == .status ? 2 : event.direction == .inbound ? 0 : 1
  }

  private static func rest(of key: String, after prefix: String) -> String? {
    key.utf8.starts(with: prefix.utf8) ? String(key.utf8.dropFirst(prefix.utf8.count)) : nil
  }

  let rank: Int

  /// Ours, by a person, public, and no forward.
  var mayAnswer: Bool {
    event.direction == .outbound && event.human
      && (kind == .mail && prefix != .forward || kind == .comment && event.kind == .comment)
  }

  var isLive: Bool { kind == .call && event.direction == .inbound && event.answered != nil }

  /// By time; in the same second by rank, then by id, and of the same event the first place.
  static func inOrder(_ a: Sight, _ b: Sight) -> Bool {
    if a.at != b.at { return a.at < b.at }
    if a.rank != b.rank { return a.rank < b.rank }
    let (one, other) = (a.event, b.event)
    if Exact(one.id) != Exact(other.id) { return Exact(one.id) < Exact(other.id) }
    if Exact(one.place.source) != Exact(other.place.source) {
      return Exact(one.place.source) < Exact(other.place.source)
    }
    return one.place.offset < other.place.offset
  }
}
