/// One message, call, voicemail, ticket, comment or status change, as its source tells it.
///
/// The noun that `parse` makes and `normalize` reads.
public enum Record: Equatable, Sendable {
  case mail(Mail)
  case call(Call)
  case voicemail(Voicemail)
  case ticket(Ticket)
  case comment(Comment)
  case status(StatusChange)
}

/// What every record says of itself.
public struct Origin: Equatable, Sendable {
  /// The dialect's name, as `mbox` or `asterisk-cdr`.
  public var format: String
  public var place: Place
  /// The source's own identifier; where it has none, one derived from the content.
  public var id: String
  /// Names of what was doubtful in the source, such as `date-missing`, in the order found.
  public var defects: [String]

  public init(format: String, place: Place, id: String, defects: [String] = []) {
    self.format = format
    self.place = place
    self.id = id
    self.defects = defects
  }
}

/// A mailbox of RFC 5322: an address and, where it is known, a display name.
public struct Mailbox: Hashable, Sendable {
  public var name: String?
  /// `local@domain` as written, or empty where only a name is known.
  public var address: String

  public init(name: String? = nil, address: String) {
    self.name = name
    self.address = address
  }
}

/// One message of a mailbox (RFC 5322).
public struct Mail: Equatable, Sendable {
  public struct Attachment: Equatable, Sendable {
    public var name: String?
    /// The media type in lower case, as `audio/x-wav`.
    public var type: String
    /// Size as it stands in the message, before decoding.
    public var bytes: Int

    public init(name: String? = nil, type: String, bytes: Int) {
      self.name = name
      self.type = type
      self.bytes = bytes
    }
  }

  /// What a voicemail or missed-call notice says of the call.
  public struct VoicemailNotice: Equatable, Sendable {
    /// The caller's number as written.
    public var from: String?
    public var name: String?
    /// The voicemail box, usually an extension.
    public var mailbox: String?
    public var durationS: Int?
    /// True for a notice of a missed call without a message.
    public var missed: Bool

    public init(
      from: String? = nil, name: String? = nil, mailbox: String? = nil, durationS: Int? = nil,
      missed: Bool = false
    ) {
      self.from = from
      self.name = name
      self.mailbox = mailbox
      self.durationS = durationS
      self.missed = missed
    }
  }

  /// What a text/calendar part says (RFC 5545, RFC 5546).
  public struct Meeting: Equatable, Sendable {
    /// The iTIP method in upper case, as `REQUEST` or `REPLY`.
    public var method: String
    public var starts: Timestamp?
    public var summary: String?

    public init(method: String, starts: Timestamp? = nil, summary: String? = nil) {
      self.method = method
      self.starts = starts
      self.summary = summary
    }
  }

  /// `id` is the Message-ID without angle brackets, else `sha256:` and the hash of the message.
  public var origin: Origin
  public var inReplyTo: [String] = []
  public var references: [String] = []
  /// The Date header.
  public var date: Timestamp?
  /// The zone that stands in it, in seconds east of UTC. No line holds it; in memory it tells
  /// where the writer's clock stands.
  public var dateOffset: Int?
  /// From the newest Received header or the From_ line.
  public var received: Timestamp?
  public var from: Mailbox?
  public var sender: Mailbox?
  public var replyTo: [Mailbox] = []
  /// X-Original-From: the author behind a From that a list has rewritten.
  public var originalFrom: Mailbox?
  public var to: [Mailbox] = []
  public var cc: [Mailbox] = []
  public var subject: String?
  /// The header that says that no person sent this, as `auto-submitted: auto-replied`.
  public var automatic: String?
  public var bounce = false
  /// The Message-ID of the mail that a bounce returns.
  public var bounced: String?
  /// The addresses that a bounce says could not be reached; empty where it does not say.
  public var failedRecipients: [String] = []
  public var listID: String?
  /// The text, without quotation and signature unless asked otherwise; at most 4 KiB of UTF-8.
  public var text: String?
  public var attachments: [Attachment] = []
  public var voicemail: VoicemailNotice?
  public var meeting: Meeting?
  /// Size of the message in its mailbox, the From_ line included.
  public var bytes = 0

  public init(origin: Origin) { self.origin = origin }
}

/// One call, its legs reduced.
public struct Call: Equatable, Sendable {
  public enum Direction: String, Sendable { case inbound, outbound, `internal` }
  public enum Outcome: String, Sendable {
    case answered, voicemail, abandoned, missed, busy, failed, rejected
  }

  public var origin: Origin
  public var started: Timestamp?
  /// When the first human picked up.
  public var answered: Timestamp?
  public var ended: Timestamp?
  /// As logged: `4155550100`, `+1 415 555 0100`, `anonymous`, an extension; absent if empty.
  public var from: String?
  public var to: String?
  public var direction: Direction?
  public var outcome: Outcome?
  /// From the start to the human answer, or to the end where there was none.
  public var waitS: Int?
  /// The sum of the human legs.
  public var talkS: Int?
  /// Who picked up first (inbound) or who called (outbound), as logged, usually an extension.
  public var agent: String?
  public var queue: String?
  /// The voicemail box that took the call.
  public var mailbox: String?
  public var legs = 1
  /// Where the time zone was taken from: `uniqueid`, `configured`, `utc` or `assumed`.
  public var zone: String?

  public init(origin: Origin) { self.origin = origin }
}

/// One message in a voicemail box, from a log or a spool.
public struct Voicemail: Equatable, Sendable {
  public var origin: Origin
  public var left: Timestamp?
  public var from: String?
  public var name: String?
  public var mailbox: String?
  public var durationS: Int?
  public var heard: Bool?
  public var transcript: String?

  public init(origin: Origin) { self.origin = origin }
}

/// A person as a helpdesk knows them.
public struct Party: Hashable, Sendable {
  public enum Role: String, Sendable { case agent, customer, system }

  public var name: String?
  public var address: String?
  public var number: String?
  public var role: Role?

  public init(
    name: String? = nil, address: String? = nil, number: String? = nil, role: Role? = nil
  ) {
    self.name = name
    self.address = address
    self.number = number
    self.role = role
  }

  public var isEmpty: Bool { name == nil && address == nil && number == nil && role == nil }
}

/// A ticket as it was opened, with its present state.
public struct Ticket: Equatable, Sendable {
  /// `id` is the public number.
  public var origin: Origin
  public var opened: Timestamp?
  /// `web`, `email`, `phone`, `phone-out`, `voicemail`, `chat`, `api`, `sms`, `social`, `other`.
  public var channel: String?
  public var subject: String?
  public var requester: Party?
  /// Who entered it, where that is not the requester.
  public var submitter: Party?
  public var organization: String?
  public var assignee: Party?
  /// `new`, `open`, `pending`, `hold`, `solved`, `closed`, or the helpdesk's own word.
  public var status: String?
  public var priority: String?
  /// The description, as ``Mail/text``.
  public var text: String?

  public init(origin: Origin) { self.origin = origin }
}

/// One message on a ticket.
public struct Comment: Equatable, Sendable {
  public var origin: Origin
  /// The ticket's `id`.
  public var ticket: String
  public var at: Timestamp?
  public var author: Party?
  public var isPublic = true
  /// True where it only repeats the description with which the ticket was opened.
  public var opening = false
  public var text: String?

  public init(origin: Origin, ticket: String) {
    self.origin = origin
    self.ticket = ticket
  }
}

/// One change of a ticket's status.
public struct StatusChange: Equatable, Sendable {
  public var origin: Origin
  public var ticket: String
  public var at: Timestamp?
  public var from: String?
  /// As ``Ticket/status``.
  public var to: String?
  public var by: Party?

  public init(origin: Origin, ticket: String) {
    self.origin = origin
    self.ticket = ticket
  }
}

extension Record {
  public var origin: Origin {
    switch self {
    case .mail(let mail): mail.origin
    case .call(let call): call.origin
    case .voicemail(let voicemail): voicemail.origin
    case .ticket(let ticket): ticket.origin
    case .comment(let comment): comment.origin
    case .status(let status): status.origin
    }
  }
}
