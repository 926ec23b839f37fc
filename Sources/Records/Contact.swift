/// One time that a client waited: from the first unanswered attempt to the first human answer,
/// or to the end of what was observed.
///
/// The noun that `match` makes and `report` reads. A value, of which copies share their memory
/// until one is changed, since a report holds each contact several times.
@dynamicMemberLookup
public struct Contact: Equatable, Sendable {
  public enum State: String, Sendable, CaseIterable {
    case answered, unanswered, closedUnanswered = "closed-unanswered", withdrawn
  }
  public enum MatchedBy: String, Sendable { case thread, ticket, live, number, person }

  public struct Evidence: Hashable, Sendable {
    public enum Role: String, Sendable {
      case opened, attempt, echo, answer, acknowledgement, ourTry = "try", note, closed, reopened,
        withdrawn, thanks, settled
    }
    /// The event's id.
    public var event: String
    public var at: Timestamp
    public var place: Place
    public var role: Role

    public init(event: String, at: Timestamp, place: Place, role: Role) {
      self.event = event
      self.at = at
      self.place = place
      self.role = role
    }
  }

  /// What a contact holds; each is a property of the contact.
  public struct Fields: Equatable, Sendable {
    /// Made from the id of the event that opened it, 12 hexadecimal digits.
    public var id: String
    public var client: String?
    public var person: String?
    /// Of the first attempt.
    public var channel: Event.Channel
    public var opened: Timestamp
    public var attempts = 1
    /// The channels of the attempts, in the order of their first use.
    public var channels: [Event.Channel]
    public var state: State
    public var answered: Timestamp?
    /// The technician's id.
    public var answeredBy: String?
    public var answeredThrough: Event.Channel?
    public var matchedBy: MatchedBy?
    /// Calendar time from `opened` to the answer, to the close or withdrawal, or to
    /// `observedUntil`.
    public var waitS: Int
    /// The part of it within opening hours.
    public var openWaitS: Int
    /// A human answered at once or after a ringing that the source does not tell: the waits are 0
    /// and mean nothing.
    public var waitUnknown: Bool?
    /// When it ended without an answer: closed or withdrawn.
    public var ended: Timestamp?
    /// The end of the coverage of the channels that could have shown the answer.
    public var observedUntil: Timestamp
    public var targetS: Int?
    /// Absent where it cannot be told yet.
    public var withinTarget: Bool?
    /// When an automatic reply acknowledged it, which answers nothing.
    public var acknowledged: Timestamp?
    /// Calls of ours to this person while it was open: the first, and the first that reached them.
    public var tried: Timestamp?
    public var calledBack: Timestamp?
    /// It began with a call that nobody took, and where the caller gave up before voicemail.
    public var abandoned: Bool?
    /// The contact whose matter came back.
    public var recurrenceOf: String?
    public var subject: String?
    public var evidence: [Evidence] = []

    public init(
      id: String, channel: Event.Channel, opened: Timestamp, channels: [Event.Channel],
      state: State, waitS: Int, openWaitS: Int, observedUntil: Timestamp
    ) {
      self.id = id
      self.channel = channel
      self.opened = opened
      self.channels = channels
      self.state = state
      self.waitS = waitS
      self.openWaitS = openWaitS
      self.observedUntil = observedUntil
    }
  }

  /// Changed only where no other contact has it.
  @usableFromInline
  final class Shared: @unchecked Sendable {
    @usableFromInline var fields: Fields
    @usableFromInline init(_ fields: Fields) { self.fields = fields }
  }

  @usableFromInline var shared: Shared

  @inlinable
  public init(_ fields: Fields) { shared = Shared(fields) }

  public init(
    id: String, channel: Event.Channel, opened: Timestamp, channels: [Event.Channel],
    state: State, waitS: Int, openWaitS: Int, observedUntil: Timestamp
  ) {
    self.init(
      Fields(
        id: id, channel: channel, opened: opened, channels: channels, state: state, waitS: waitS,
        openWaitS: openWaitS, observedUntil: observedUntil))
  }

  /// All at once.
  public var fields: Fields {
    get { shared.fields }
    _modify {
      if !isKnownUniquelyReferenced(&shared) { shared = Shared(shared.fields) }
      yield &shared.fields
    }
  }

  @inlinable
  public subscript<Value>(dynamicMember path: WritableKeyPath<Fields, Value>) -> Value {
    get { shared.fields[keyPath: path] }
    _modify {
      if !isKnownUniquelyReferenced(&shared) { shared = Shared(shared.fields) }
      yield &shared.fields[keyPath: path]
    }
  }

  public static func == (a: Contact, b: Contact) -> Bool {
    a.shared === b.shared || a.shared.fields == b.shared.fields
  }
}
