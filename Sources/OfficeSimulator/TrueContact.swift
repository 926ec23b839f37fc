public import Records

/// What really happened, told by the one who made it up: a contact by the rules of matching.
public struct TrueContact: Equatable, Sendable {
  /// Absent for nobody's contacts.
  public var client: String?
  /// Absent where the number was withheld.
  public var person: String?
  /// Of the first attempt: `email`, `call`, `voicemail` or `ticket`.
  public var channel: String
  public var opened: Timestamp
  /// `answered`, `unanswered`, `closed-unanswered` or `withdrawn`.
  public var state = "unanswered"
  public var answered: Timestamp?
  /// The technician's id; absent where nothing tells who it was.
  public var answeredBy: String?
  public var answeredThrough: String?
  public var matchedBy: String?
  public var attempts = 1
  /// When it was closed or withdrawn.
  public var ended: Timestamp?
  public var acknowledged: Timestamp?
  public var quirks: [String] = []
  /// Which story it is of, to find it in a debugger.
  public var story = 0

  public init(client: String?, person: String?, channel: String, opened: Timestamp) {
    self.client = client
    self.person = person
    self.channel = channel
    self.opened = opened
  }

  /// One line of truth.ndjson, with its newline; times are RFC 3339 in UTC.
  func write(to bytes: inout [UInt8]) {
    var line = "{"
    func add(_ key: String, _ value: String?) {
      guard let value else { return }
      if line.utf8.count > 1 { line += "," }
      line += "\"\(key)\":\"\(value)\""
    }
    add("client", client)
    add("person", person)
    add("channel", channel)
    add("opened", opened.description)
    add("state", state)
    add("answered", answered?.description)
    add("answered_by", answeredBy)
    add("answered_through", answeredThrough)
    line += ",\"attempts\":\(attempts)"
    add("matched_by", matchedBy)
    add("ended", ended?.description)
    add("acknowledged", acknowledged?.description)
    line += ",\"quirks\":[\(quirks.map { "\"\($0)\"" }.joined(separator: ","))]"
    line += ",\"story\":\(story)}\n"
    bytes.append(contentsOf: line.utf8)
  }
}
