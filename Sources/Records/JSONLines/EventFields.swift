/// An event as bytes that are borrowed, from a line or from elsewhere: what matching takes in by
/// the million without a string of its own for any of them.
///
/// Valid only as long as the bytes are; whoever keeps something copies it.
public struct EventFields {
  /// Valid UTF-8.
  public typealias Text = UnsafeBufferPointer<UInt8>

  public var id = Text(start: nil, count: 0)
  public var at = Timestamp.earliest
  public var channel = Event.Channel.email
  public var kind = Event.Kind.message
  public var direction = Event.Direction.internal
  public var client: Text?
  public var clients = UnsafeBufferPointer<Text>(start: nil, count: 0)
  public var person: Text?
  public var technician: Text?
  public var wantsAnswer = false
  public var because: Text?
  public var thread = UnsafeBufferPointer<Text>(start: nil, count: 0)
  public var subject: Text?
  public var addressed = UnsafeBufferPointer<Text>(start: nil, count: 0)
  public var human = true
  public var number: Text?
  public var mailbox: Text?
  public var answered: Timestamp?
  public var ended: Timestamp?
  public var via: Text?
  public var waitS: Int?
  public var talkS: Int?
  /// Each signal's name and, after it, its phrase.
  public var signals = UnsafeBufferPointer<Text>(start: nil, count: 0)
  public var source = Text(start: nil, count: 0)
  public var offset = 0
  public var line: Int?

  public init() {}
}
