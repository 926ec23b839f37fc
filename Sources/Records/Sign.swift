/// One thing in the exchange that tells of the relationship beside the waits: a phrase, a meeting,
/// a promise with its time, a first move of ours, a ticket solved or opened again.
///
/// Made by `match` from the events beside the contacts, and read by `report`. Each leads back to
/// its event. A value, of which copies share their memory until one is changed, as with ``Contact``.
@dynamicMemberLookup
public struct Sign: Equatable, Sendable {
  public enum Kind: String, Sendable, CaseIterable {
    // By a phrase of ours.
    case brushOff = "brush_off"
    case belittling
    case noDate = "no_date"
    case promise = "promises"
    case checkIn = "check_ins"
    // By a phrase of theirs.
    case toldAgain = "told_again"
    case workaround = "workarounds"
    case cameBack = "came_back"
    case escalation = "escalations"
    /// An invitation, of either side.
    case meeting
    /// A conversation that we began.
    case ownMove = "own_move"
    /// A contact that came in to the client's named technician.
    case named
    case solved
    case reopened
    /// Days on end, within the time that was observed, without anything of a channel.
    case gap
  }

  /// What a sign holds; each is a property of the sign.
  public struct Fields: Equatable, Sendable {
    public var kind: Kind
    public var at: Timestamp
    /// When a promise is due; the last day of a gap.
    public var until: Timestamp?
    /// Of a promise: whether we were in touch again before it was due; absent while that is open.
    public var kept: Bool?
    public var channel: Event.Channel?
    public var client: String?
    public var person: String?
    /// The technician's id.
    public var technician: String?
    /// The words as written, at most 200 bytes.
    public var phrase: String?
    /// The contact that it belongs to.
    public var contact: String?
    /// How many opening days a gap has.
    public var days: Int?
    /// The event's id; absent for a gap.
    public var event: String?
    public var place: Place?

    public init(_ kind: Kind, at: Timestamp) {
      self.kind = kind
      self.at = at
    }
  }

  /// Changed only where no other sign has it.
  @usableFromInline
  final class Shared: @unchecked Sendable {
    @usableFromInline var fields: Fields
    @usableFromInline init(_ fields: Fields) { self.fields = fields }
  }

  @usableFromInline var shared: Shared

  @inlinable
  public init(_ fields: Fields) { shared = Shared(fields) }

  public init(_ kind: Kind, at: Timestamp) { self.init(Fields(kind, at: at)) }

  @inlinable
  public subscript<Value>(dynamicMember path: WritableKeyPath<Fields, Value>) -> Value {
    get { shared.fields[keyPath: path] }
    _modify {
      if !isKnownUniquelyReferenced(&shared) { shared = Shared(shared.fields) }
      yield &shared.fields[keyPath: path]
    }
  }

  public static func == (a: Sign, b: Sign) -> Bool {
    a.shared === b.shared || a.shared.fields == b.shared.fields
  }
}
