import Records

/// Jira's own backup, `entities.xml` of Server and Data Center, after two real ones.
///
/// The rows of its tables one after the other: what belongs to an issue stands apart from it,
/// comments even before. A value is an attribute or, where it has a line end, an element. Times
/// are of the server's zone, which is not told. Of the users' passwords nothing is read.
extension HelpdeskDialect {
  static let jiraEntities = HelpdeskDialect(
    name: "jira-entities",
    shape: XMLShape(
      JiraEntities.allCases.map { XMLShape.Kind(name: $0.rawValue, fields: $0.fields) }),
    roles: JiraEntities.allCases.map {
      $0 == .issue ? .ticket : $0 == .action ? .comment : .detail
    },
    person: { _ in nil },
    comment: { record, _, _ in
      HelpdeskComment(place: record.place, written: "", isPublic: false, text: "", defects: [])
    },
    ticket: { record, _, _ throws(HelpdeskFault) in
      throw HelpdeskFault(code: "unjoined", detail: "an issue apart from its rows")
    },
    assumesAgents: false)
}

/// The tables that are read.
enum JiraEntities: String, CaseIterable {
  case issue = "Issue"
  case action = "Action"
  case group = "ChangeGroup"
  case item = "ChangeItem"
  case user = "User"
  case login = "ApplicationUser"
  case status = "Status"
  case priority = "Priority"
  case project = "Project"
  case property = "EntityProperty"

  var fields: [String] {
    switch self {
    case .issue:
      [
        "@id", "@key", "@number", "@project", "@reporter", "@assignee", "@summary", "summary",
        "@description", "description", "@priority", "@status", "@created", "@resolutiondate",
      ]
    case .action:
      [
        "@id", "@issue", "@author", "@type", "@rolelevel", "@level", "@body", "body", "@created",
      ]
    case .group: ["@id", "@issue", "@author", "@created"]
    case .item:
      ["@id", "@group", "@field", "@oldvalue", "@oldstring", "@newvalue", "@newstring"]
    // Beside these, a user has a `credential`.
    case .user: ["@userName", "@lowerUserName", "@displayName", "@emailAddress"]
    case .login: ["@userKey", "@lowerUserName"]
    case .status: ["@id", "@name", "@statuscategory"]
    case .priority: ["@id", "@name"]
    case .project: ["@id", "@key", "@name"]
    case .property: ["@entityId", "@propertyKey", "@value", "value"]
    }
  }
}

/// The rows of a backup that are held until all of them are known.
struct JiraRows {
  struct Issue {
    var id: Int
    var key: String?
    var number: String?
    var project: String?
    var reporter: Exact?
    var assignee: Exact?
    var priority: String?
    var status: String?
    var opened: Timestamp
    var resolved: Timestamp?
    var subject: String?
    var text: String
    var place: Place
    var defects: [String]
  }

  struct Remark {
    var issue: Int
    var id: Int
    var author: Exact?
    var at: Timestamp?
    var isPublic: Bool
    var text: String
    var place: Place
    var defects: [String]
  }

  struct Group {
    var issue: Int
    var author: Exact?
    var at: Timestamp?
    var defects: [String]
  }

  struct Item {
    var id: Int
    var group: Int
    var from: String?
    var fromName: String?
    var to: String?
    var toName: String?
    var place: Place
  }

  var issues: [Issue] = []
  var remarks: [Remark] = []
  var groups: [Int: Group] = [:]
  var items: [Item] = []
  /// By name in lower case.
  var users: [Exact: Party] = [:]
  /// The name in lower case by the key that issues have.
  var logins: [Exact: Exact] = [:]
  /// What the status is to us, by its id.
  var statuses: [String: String] = [:]
  var priorities: [String: String] = [:]
  var projects: [String: (key: String?, name: String?)] = [:]
  /// Comments that a service desk keeps from its clients.
  var internals: Set<Int> = []

  /// Jira's own workflow by name, else the category of the status: 2 to do, 3 done, 4 in progress.
  static func status(_ name: String, category: Int?) -> String {
    let word = HelpdeskWords.lowercased(name)
    return Jira.statuses[word] ?? category.flatMap { [2: "new", 3: "solved", 4: "open"][$0] }
      ?? word
  }

  func party(_ key: Exact?, role: Party.Role?) -> Party? {
    guard let key else { return nil }
    let name = logins[key] ?? Exact(HelpdeskWords.lowercased(key.text))
    var party = users[name] ?? Party()
    // A user of whom nothing else is told still has their key.
    if party.name == nil, party.address == nil, !key.text.utf8.isEmpty { party.name = key.text }
    party.role = role
    return party.isEmpty ? nil : party
  }

  /// A status by its id, else by the name that the history holds.
  func state(_ id: String?, _ name: String?) -> String? {
    id.flatMap { statuses[$0] } ?? name.map { JiraRows.status($0, category: nil) }
  }

  /// A ticket, without its comments.
  func draft(of issue: Issue, changes: [HelpdeskTicket.Change]) -> HelpdeskTicket {
    let project = issue.project.flatMap { projects[$0] }
    var id = issue.key ?? "\(issue.id)"
    if issue.key == nil, let key = project?.key, let number = issue.number {
      id = "\(key)-\(number)"
    }
    var ticket = Ticket(
      origin: Origin(format: "jira-entities", place: issue.place, id: id, defects: issue.defects))
    ticket.opened = issue.opened
    ticket.subject = issue.subject
    ticket.requester = party(issue.reporter, role: .customer)
    ticket.assignee = party(issue.assignee, role: .agent)
    // There are no organizations; where Jira serves clients, each has a project.
    ticket.organization = project?.name ?? project?.key
    ticket.status = issue.status.map { statuses[$0] ?? "status-\($0)" }
    ticket.priority = issue.priority.map { HelpdeskWords.lowercased(priorities[$0] ?? $0) }
    var changes = changes
    let isTold = changes.contains { $0.to == "solved" || $0.to == "closed" }
    if !isTold, let resolved = issue.resolved {
      changes.append(HelpdeskTicket.Change(at: resolved, to: "solved"))
    }
    return HelpdeskTicket(
      ticket: ticket, requesterID: issue.reporter, text: issue.text, changes: changes)
  }

  /// A comment; who wrote it is told by the list of our people.
  func comment(_ remark: Remark) -> HelpdeskComment {
    HelpdeskComment(
      place: remark.place, id: "\(remark.id)", at: remark.at, written: "",
      authorID: remark.author, author: party(remark.author, role: nil) ?? Party(),
      isPublic: remark.isPublic && !internals.contains(remark.id), text: remark.text,
      defects: remark.defects)
  }

  /// A change of status; nil where its group tells no time.
  func change(_ item: Item) -> HelpdeskTicket.Change? {
    guard let group = groups[item.group], let at = group.at,
      let to = state(item.to, item.toName)
    else { return nil }
    var change = HelpdeskTicket.Change(
      id: "\(item.id)/status", at: at, from: state(item.from, item.fromName), to: to)
    change.by = party(group.author, role: nil)
    change.place = item.place
    change.defects = group.defects
    return change
  }
}
