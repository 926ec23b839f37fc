/// A record in the common model: when, which client, who, which way, and does it want an answer.
///
/// The noun that `normalize` makes and `match` reads.
public struct Event: Equatable, Sendable {
  public enum Channel: String, Sendable, CaseIterable { case email, call, voicemail, ticket }
  public enum Kind: String, Sendable {
    case message, call, missedCall = "missed-call", voicemail, opened, comment, note, solved,
      closed, reopened, meeting
  }
  public enum Direction: String, Sendable { case inbound, outbound, `internal` }

  /// A phrase that stands for a sign of the relationship.
  public struct Signal: Hashable, Sendable {
    public var signal: String
    /// The words as written, at most 200 bytes.
    public var phrase: String

    public init(signal: String, phrase: String) {
      self.signal = signal
      self.phrase = phrase
    }
  }

  /// A hash of what identifies the record in its source, 16 hexadecimal digits: the same input
  /// gives the same id, however it was cut into files.
  public var id: String
  public var at: Timestamp
  public var channel: Channel
  public var kind: Kind
  public var direction: Direction
  /// The client's id in the directory.
  public var client: String?
  /// Where an event of ours reaches people of several clients: all of them, ``client`` first.
  public var clients: [String] = []
  /// The client's person: their first address in the directory, else `tel:` and their first
  /// number, else the address or number itself.
  public var person: String?
  /// The technician's id.
  public var technician: String?
  public var wantsAnswer: Bool
  /// Why it wants none.
  public var because: String?
  /// The keys that tie it to others, each with what it is: `message:`, `reply-to:`,
  /// `reference:` and `bounced:` with a Message-ID, `ticket:` with format and number, `call:`.
  public var thread: [String] = []
  public var subject: String?
  /// The persons that a mail of ours is addressed to (To and Cc), or the client's others that a
  /// mail of theirs names, or whom a bounce says it did not reach; `list:` and an address for a list of ours that clients read,
  /// `list:archive` for a mail that tells no recipients at all.
  public var addressed: [String] = []
  /// Our side is a person; false for automatic mail.
  public var human = true
  /// The caller's number in E.164, where one is known.
  public var number: String?
  /// The voicemail box, for what has no number.
  public var mailbox: String?
  /// When a call was picked up by a human.
  public var answered: Timestamp?
  /// When a call, or the message left in a voicemail box, ended.
  public var ended: Timestamp?
  /// How the ticket came in; see ``Ticket/channel``.
  public var via: String?
  public var waitS: Int?
  public var talkS: Int?
  public var signals: [Signal] = []
  /// Seen in a voicemail log or box, a notice, or the call itself; tells the sights of an echo.
  public var format: String?
  public var place: Place

  public init(
    id: String, at: Timestamp, channel: Channel, kind: Kind, direction: Direction,
    wantsAnswer: Bool, place: Place
  ) {
    self.id = id
    self.at = at
    self.channel = channel
    self.kind = kind
    self.direction = direction
    self.wantsAnswer = wantsAnswer
    self.place = place
  }
}
