import Records

/// Redmine's REST XML, from 0.9 on: issues.xml, users.xml, issue_statuses.xml.
///
/// Only an issue asked for alone has its journals, and with them the whole history of its status.
extension HelpdeskDialect {
  static let redmine = HelpdeskDialect(
    name: "redmine",
    shape: XMLShape([
      XMLShape.Kind(
        name: "issue",
        fields: [
          "id", "project/@name", "status/@id", "status/@name", "status/@is_closed",
          "priority/@name", "author/@id", "author/@name", "assigned_to/@id", "assigned_to/@name",
          "subject", "description", "created_on", "updated_on", "closed_on",
        ], notInside: ["children"]),
      XMLShape.Kind(
        name: "journal",
        fields: ["@id", "user/@id", "user/@name", "notes", "created_on", "private_notes"]),
      XMLShape.Kind(name: "detail", fields: ["@property", "@name", "old_value", "new_value"]),
      XMLShape.Kind(
        name: "user", fields: ["id", "firstname", "lastname", "mail"],
        notInside: ["journal", "time_entry", "membership"]),
      XMLShape.Kind(name: "issue_status", fields: ["id", "name"]),
      XMLShape.Kind(
        name: "issues", fields: ["@total_count", "@offset", "@limit"], isHeadOnly: true),
    ]),
    roles: [.ticket, .comment, .detail, .person, .status, .extent],
    person: { record in
      var record = record
      guard let id = record.id("id") else { return nil }
      let names = [record.short("firstname"), record.short("lastname")].compactMap { $0 }
      let name = names.isEmpty ? nil : names.joined(separator: " ")
      return HelpdeskDirectory.Person(
        id: id, party: Party(name: name, address: record.short("mail")))
    },
    comment: Redmine.comment,
    ticket: Redmine.ticket,
    isPartial: { record in
      guard let total = record.number("@total_count") else { return false }
      let offset = record.number("@offset") ?? 0
      return offset > 0 || record.number("@limit").map { $0 < total } ?? false
    })
}

private enum Redmine {
  static let statuses: [String: String] = [
    "new": "new", "in progress": "open", "assigned": "open", "feedback": "pending",
    "resolved": "solved", "closed": "closed", "rejected": "closed",
  ]

  static func status(_ name: String) -> String {
    let word = HelpdeskWords.lowercased(name)
    return statuses[word] ?? word
  }

  @Sendable static func comment(
    _ record: XMLRecord, _ details: [XMLRecord], _ directory: HelpdeskDirectory
  ) -> HelpdeskComment {
    var record = record
    let id = record.id("@id")?.text
    let at = record.time("created_on")
    func state(_ id: Exact?) -> String? {
      id.map { directory.statuses[$0].map(status) ?? "status-\($0.text)" }
    }
    var changes: [HelpdeskTicket.Change] = []
    for detail in details where detail.id("@name")?.text == "status_id" {
      guard let at, let to = state(detail.id("new_value")) else { continue }
      changes.append(
        HelpdeskTicket.Change(
          id: id.map { "\($0)/status" }, at: at, from: state(detail.id("old_value")), to: to))
    }
    let text = record.body("notes")
    return HelpdeskComment(
      place: record.place, id: id, at: at, written: record.id("created_on")?.text ?? "",
      authorID: record.id("user/@id"), author: Party(name: record.short("user/@name")),
      isPublic: record.isTrue("private_notes") != true, text: text, defects: record.defects,
      changes: changes, isSilent: text.isEmpty)
  }

  @Sendable static func ticket(
    _ record: XMLRecord, _: [XMLRecord], _ directory: HelpdeskDirectory
  ) throws(HelpdeskFault) -> HelpdeskTicket {
    var record = record
    guard let id = record.id("id") else {
      throw HelpdeskFault(code: "missing-id", detail: "an issue without an id")
    }
    guard let opened = record.time("created_on") else {
      throw HelpdeskFault(code: "bad-timestamp", detail: "created_on is no time with a zone")
    }
    let authorID = record.id("author/@id")
    let assigneeID = record.id("assigned_to/@id")
    var ticket = Ticket(origin: Origin(format: "redmine", place: record.place, id: id.text))
    ticket.opened = opened
    ticket.subject = record.short("subject")
    var requester = authorID.flatMap { directory.people[$0]?.party } ?? Party()
    requester.name = requester.name ?? record.short("author/@name")
    requester.role = .customer
    ticket.requester = requester
    var assignee = assigneeID.flatMap { directory.people[$0]?.party } ?? Party()
    assignee.name = assignee.name ?? record.short("assigned_to/@name")
    if !assignee.isEmpty { assignee.role = .agent }
    ticket.assignee = assignee.isEmpty ? nil : assignee
    // There are no organizations; where Redmine serves clients, each has a project.
    ticket.organization = record.short("project/@name")
    let name = record.short("status/@name")
    ticket.status = record.isTrue("status/@is_closed") == true ? "closed" : name.map(status)
    ticket.priority = record.short("priority/@name").map(HelpdeskWords.lowercased)
    var changes: [HelpdeskTicket.Change] = []
    if let closed = record.time("closed_on") {
      changes.append(HelpdeskTicket.Change(at: closed, to: "closed"))
    } else if ticket.status == "closed" || ticket.status == "solved",
      let updated = record.time("updated_on")
    {
      changes.append(
        HelpdeskTicket.Change(
          at: updated, to: ticket.status ?? "closed", defects: ["time-from-updated"]))
    }
    ticket.origin.defects = record.defects
    var known: (id: Exact, name: String)?
    if let statusID = record.id("status/@id"), let name { known = (statusID, name) }
    return HelpdeskTicket(
      ticket: ticket, requesterID: authorID, text: record.body("description"), changes: changes,
      status: known)
  }
}
