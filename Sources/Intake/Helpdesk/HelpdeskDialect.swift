import Records

/// How one helpdesk writes its XML export.
///
/// A value of data and functions: the reading, the joining of users and tickets, the order and
/// the books are ``HelpdeskReader``'s.
struct HelpdeskDialect: Sendable {
  /// What an element of ``shape`` is to us, in the order of its kinds.
  enum Role: Sendable {
    case ticket, comment, person, organization
    /// The name of a status by its id.
    case status
    /// A part of the ticket or comment around it, of which there are several.
    case detail
  }

  var name: String
  var shape: XMLShape
  var roles: [Role]
  var person: @Sendable (XMLRecord) -> HelpdeskDirectory.Person?
  /// The id and name of an organization or status.
  var named: @Sendable (XMLRecord) -> (id: Exact, name: String)? = { record in
    var record = record
    guard let id = record.id("id"), let name = record.short("name") else { return nil }
    return (id, name)
  }
  /// The second argument is the details inside the element.
  var comment: @Sendable (XMLRecord, [XMLRecord], HelpdeskDirectory) -> HelpdeskComment
  var ticket:
    @Sendable (XMLRecord, [XMLRecord], HelpdeskDirectory) throws(HelpdeskFault) -> HelpdeskTicket
  /// Whether the first comment may be the description once more.
  var repeatsDescription = false
  /// Whether all who comment but the requester are agents, where nothing else tells.
  var assumesAgents = true
}

/// Why an element cannot be used.
struct HelpdeskFault: Error {
  var code: String
  var detail: String
}

/// Who is who in an export, from the files beside that of the tickets.
struct HelpdeskDirectory {
  struct Person {
    var id: Exact
    var party: Party
    /// The id of an organization.
    var organization: Exact?
  }

  var people: [Exact: Person] = [:]
  var organizations: [Exact: String] = [:]
  var statuses: [Exact: String] = [:]
  /// The zone of times without an offset, where it is known.
  var zone: Zone?
}

/// A comment, reduced as soon as its element is over, for its ticket may have thousands.
struct HelpdeskComment {
  var place: Place
  /// The export's own id.
  var id: String?
  var at: Timestamp?
  /// The time as written, for the derived id.
  var written: String
  var authorID: Exact?
  /// What the comment itself says of its author.
  var author = Party()
  /// Where the helpdesk marks what came in: false then means an agent's, unless the requester
  /// wrote it.
  var incoming: Bool?
  var isPublic: Bool
  /// Why it is left out.
  var excluded: String?
  /// At most 4 KiB.
  var text: String
  var defects: [String]
  /// Changes of the ticket's status that stand in the same element.
  var changes: [HelpdeskTicket.Change] = []
  /// The ticket's own id, where the comment stands outside of it.
  var ticketID: Exact?
  /// True where there are only changes, and nothing was said.
  var isSilent = false
}

/// A ticket without its comments.
struct HelpdeskTicket {
  var ticket: Ticket
  /// Why it and its comments are left out.
  var excluded: String?
  /// The id by which comments outside of it name the ticket.
  var ownID: Exact?
  var requesterID: Exact?
  var submitterID: Exact?
  /// Names that the ticket itself gives to people, where the directory has none.
  var names: [Exact: String] = [:]
  /// The description, at most 4 KiB, whatever the records are to hold.
  var text: String
  var changes: [Change] = []
  /// A status as the ticket itself names it.
  var status: (id: Exact, name: String)?

  struct Change {
    /// Where there is none, it is named after the ticket and its new state.
    var id: String?
    var at: Timestamp
    var from: String?
    var to: String
    var by: Party?
    var defects: [String] = []
  }
}

extension XMLRecord {
  static let longestText = 4 << 10
  static let longestName = 1 << 10

  /// A short text, at most 1 KiB, without blanks at its ends.
  mutating func short(_ path: String) -> String? {
    guard let bytes = self[path] else { return nil }
    var part = bytes[...]
    while let last = part.last, last <= 0x20 { part.removeLast() }
    while let first = part.first, first <= 0x20 { part.removeFirst() }
    if part.count > XMLRecord.longestName {
      part = XMLRecord.cut(part, to: XMLRecord.longestName)
      add(defect: "text-truncated")
    }
    return part.isEmpty ? nil : String(decoding: part, as: UTF8.self)
  }

  func id(_ path: String) -> Exact? {
    guard let bytes = self[path], bytes.count <= 100 else { return nil }
    let part = bytes.drop { $0 <= 0x20 }
    let end = part.lastIndex { $0 > 0x20 }.map { part[...$0] } ?? []
    return end.isEmpty ? nil : Exact(String(decoding: end, as: UTF8.self))
  }

  func number(_ path: String) -> Int? { id(path).flatMap { Int($0.text) } }

  func isTrue(_ path: String) -> Bool? {
    switch id(path)?.text {
    case "true", "1", "t", "yes": true
    case "false", "0", "f", "no": false
    default: nil
    }
  }

  /// A moment; one that is written but cannot be read is a defect, `bad-` and the path.
  mutating func time(_ path: String) -> Timestamp? {
    guard let text = id(path)?.text else { return nil }
    let time = Timestamp(rfc3339: text.utf8) ?? Timestamp(rfc822: text.utf8)
    if let time, time >= .earliest, time <= .latest { return time }
    let name = path.split(separator: "/").last.map { $0.drop { $0 == "@" } } ?? ""
    add(defect: "bad-\(name)")
    return nil
  }

  /// A moment without an offset, in a zone or, where that is not known, UTC (`zone-assumed`).
  mutating func localTime(_ path: String, in zone: Zone?) -> Timestamp? {
    guard let text = id(path)?.text, let utc = Timestamp(rfc3339: text.utf8, assuming: 0),
      utc >= .earliest, utc <= .latest, Timestamp(rfc3339: text.utf8) == nil
    else { return time(path) }
    if zone == nil { add(defect: "zone-assumed") }
    return zone?.moment(local: utc.seconds) ?? utc
  }

  /// A body, at most 4 KiB: of the plain path, else of the one that holds HTML.
  func body(_ path: String, html: String? = nil) -> String {
    if let plain = self[path] { return String(decoding: XMLRecord.trimmed(plain), as: UTF8.self) }
    guard let html, let bytes = self[html] else { return "" }
    return String(decoding: XMLRecord.trimmed(bytes.withView { HTMLText.text($0, dropsQuotation: false) }), as: UTF8.self)
  }

  /// A body that is always HTML.
  func html(_ path: String) -> String { body("", html: path) }

  private static func trimmed(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
    var part = cut(bytes[...], to: longestText)
    while let last = part.last, last <= 0x20 { part.removeLast() }
    while let first = part.first, first <= 0x20 { part.removeFirst() }
    return part
  }

  /// The longest beginning that fits and ends with a whole character.
  static func cut(_ bytes: ArraySlice<UInt8>, to length: Int) -> ArraySlice<UInt8> {
    guard bytes.count > length else { return bytes }
    var end = bytes.startIndex + length
    while end > bytes.startIndex && bytes[end] & 0xC0 == 0x80 { end -= 1 }
    return bytes[..<end]
  }
}
