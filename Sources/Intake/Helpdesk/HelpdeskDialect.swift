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
    /// How many of the tickets that were found the file holds.
    case extent
  }

  /// Where the description of a ticket stands.
  enum Opening: Sendable {
    /// In the ticket only.
    case isApart
    /// In the ticket, and the first comment may be the description once more.
    case mayBeRepeated
    /// In the first comment.
    case isFirst
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
  var opening = Opening.isApart
  /// Whether all who comment but the requester are agents, where nothing else tells.
  var assumesAgents = true
  /// Whether the file leaves out some of what was found, as ``Role/extent`` tells: one page of
  /// several, which the user may not have noticed.
  var isPartial: @Sendable (XMLRecord) -> Bool = { _ in false }
  /// Whether the first ``Role/ticket`` of a file is a row that names the columns.
  var hasHeader = false
  /// In bytes, of each value of a ``Role/detail``.
  var longestDetail = XMLRecord.longestName
}

/// Why an element cannot be used.
struct HelpdeskFault: Error {
  var code: String
  var detail: String
}

/// Who is who in an export, from the files beside that of the tickets.
final class HelpdeskDirectory {
  struct Person {
    var id: Exact
    var party: Party
    /// The id of an organization.
    var organization: Exact?
  }

  @exclusivity(unchecked) var people: [Exact: Person] = [:]
  @exclusivity(unchecked) var organizations: [Exact: String] = [:]
  @exclusivity(unchecked) var statuses: [Exact: String] = [:]
  /// The zone of times without an offset, where it is known.
  var zone: Zone?
  /// The cells of the row that names the columns, once it came.
  var header: [XMLRecord]?
}

/// A comment, reduced as soon as its element is over, for its ticket may have thousands. An object,
/// since it has a dozen references, each of which a copy would count.
final class HelpdeskComment {
  let place: Place
  /// The export's own id.
  let id: String?
  let at: Timestamp?
  /// The time as written, for the derived id.
  let written: String
  let authorID: Exact?
  /// What the comment itself says of its author.
  let author: Party
  /// Where the helpdesk marks what came in: false then means an agent's, unless the requester
  /// wrote it.
  let incoming: Bool?
  let isPublic: Bool
  /// Why it is left out.
  let excluded: String?
  /// At most 4 KiB.
  let text: String
  var defects: [String]
  /// Changes of the ticket's status that stand in the same element.
  let changes: [HelpdeskTicket.Change]
  /// The ticket's own id, where the comment stands outside of it.
  let ticketID: Exact?
  /// True where there are only changes, and nothing was said.
  let isSilent: Bool
  /// Whether it can be the description of its ticket, where that is the first comment.
  let mayOpen: Bool
  /// True where it is no element of its own, so that the books do not count it.
  let isPart: Bool

  init(
    place: Place, id: String? = nil, at: Timestamp? = nil, written: String, authorID: Exact? = nil,
    author: Party = Party(), incoming: Bool? = nil, isPublic: Bool, excluded: String? = nil,
    text: String, defects: [String], changes: [HelpdeskTicket.Change] = [], ticketID: Exact? = nil,
    isSilent: Bool = false, mayOpen: Bool = true, isPart: Bool = false
  ) {
    self.place = place
    self.id = id
    self.at = at
    self.written = written
    self.authorID = authorID
    self.author = author
    self.incoming = incoming
    self.isPublic = isPublic
    self.excluded = excluded
    self.text = text
    self.defects = defects
    self.changes = changes
    self.ticketID = ticketID
    self.isSilent = isSilent
    self.mayOpen = mayOpen
    self.isPart = isPart
  }
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
  /// Comments that stand within the ticket's own fields.
  var comments: [HelpdeskComment] = []
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
    /// Where it is an element of its own.
    var place: Place?
  }
}
