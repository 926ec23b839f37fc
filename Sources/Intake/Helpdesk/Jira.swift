import Records

/// Jira's XML view of a search (RSS 0.92), from 3.13 to 8.22 and the Cloud.
///
/// It holds no addresses, no history, and of who comments only a key, which in 8.22 is another
/// than the name that the reporter is given; the side of a comment is then not told.
extension HelpdeskDialect {
  static let jira = HelpdeskDialect(
    name: "jira-rss",
    shape: XMLShape([
      XMLShape.Kind(
        name: "item",
        fields: [
          "key", "summary", "description", "project", "status", "statusCategory/@key", "priority",
          "reporter", "reporter/@username", "reporter/@accountid", "assignee",
          "assignee/@username", "assignee/@accountid", "created", "updated", "resolved",
        ]),
      XMLShape.Kind(
        name: "comment",
        fields: ["@id", "@author", "@created", "@rolelevel", "@grouplevel", "text()"]),
      XMLShape.Kind(
        name: "customfield",
        fields: ["@key", "customfieldname", "customfieldvalues/customfieldvalue"]),
      XMLShape.Kind(name: "issue", fields: ["@start", "@end", "@total"], isHeadOnly: true),
    ]),
    roles: [.ticket, .comment, .detail, .extent],
    person: { _ in nil },
    comment: Jira.comment,
    ticket: Jira.ticket,
    assumesAgents: false,
    isPartial: { record in
      guard let total = record.number("@total"), let end = record.number("@end") else {
        return false
      }
      return end < total || record.number("@start") ?? 0 > 0
    })
}

/// What the two forms of Jira's exports share.
enum Jira {
  /// The workflows that Jira comes with; any other status is told by its category.
  static let statuses: [String: String] = [
    "to do": "new", "open": "open", "reopened": "open", "in progress": "open",
    "resolved": "solved", "done": "solved", "closed": "closed",
    "waiting for support": "open", "waiting for customer": "pending", "pending": "pending",
  ]
  static let categories = ["new": "new", "indeterminate": "open", "done": "solved"]

  @Sendable static func comment(
    _ record: XMLRecord, _: [XMLRecord], _: HelpdeskDirectory
  ) -> HelpdeskComment {
    var record = record
    let author = record.id("@author")
    return HelpdeskComment(
      place: record.place, id: record.id("@id")?.text, at: record.time("@created"),
      written: record.id("@created")?.text ?? "", authorID: author,
      author: Party(name: author?.text),
      isPublic: record["@rolelevel"] == nil && record["@grouplevel"] == nil,
      text: record.html("text()"), defects: record.defects)
  }

  @Sendable static func ticket(
    _ record: XMLRecord, _ details: [XMLRecord], _ directory: HelpdeskDirectory
  ) throws(HelpdeskFault) -> HelpdeskTicket {
    var record = record
    guard let id = record.id("key") else {
      throw HelpdeskFault(code: "missing-id", detail: "an item without a key")
    }
    guard let opened = record.time("created") else {
      throw HelpdeskFault(code: "bad-timestamp", detail: "created is no time with a zone")
    }
    let reporterID = record.id("reporter/@accountid") ?? record.id("reporter/@username")
    let assigneeID = record.id("assignee/@accountid") ?? record.id("assignee/@username")
    var ticket = Ticket(origin: Origin(format: "jira-rss", place: record.place, id: id.text))
    ticket.opened = opened
    ticket.subject = record.short("summary")
    ticket.requester = record.short("reporter").map { Party(name: $0, role: .customer) }
    if let assigneeID, assigneeID.text != "-1" {
      ticket.assignee = record.short("assignee").map { Party(name: $0, role: .agent) }
    }
    ticket.organization = organization(details) ?? record.short("project")
    let status = record.short("status")
    let known = status.flatMap { statuses[HelpdeskWords.lowercased($0)] }
    ticket.status =
      known ?? record.id("statusCategory/@key").flatMap { categories[$0.text] }
      ?? status.map(HelpdeskWords.lowercased)
    ticket.priority = record.short("priority").map(HelpdeskWords.lowercased)
    let resolved = record.time("resolved")
    var changes: [HelpdeskTicket.Change] = []
    if let resolved { changes.append(HelpdeskTicket.Change(at: resolved, to: "solved")) }
    let isDone = ticket.status == "solved" || ticket.status == "closed"
    if resolved == nil, isDone, let updated = record.time("updated") {
      changes.append(
        HelpdeskTicket.Change(
          at: updated, to: ticket.status ?? "solved", defects: ["time-from-updated"]))
    }
    ticket.origin.defects = record.defects
    var names: [Exact: String] = [:]
    if let assigneeID { names[assigneeID] = ticket.assignee?.name }
    if let reporterID { names[reporterID] = ticket.requester?.name }
    return HelpdeskTicket(
      ticket: ticket, requesterID: reporterID, names: names, text: record.html("description"),
      changes: changes)
  }

  /// The customer's organization of a Jira Service Management.
  private static func organization(_ details: [XMLRecord]) -> String? {
    for detail in details {
      var detail = detail
      let isOrganizations =
        detail.id("@key")?.text == "com.atlassian.servicedesk:sd-customer-organizations"
        || detail.short("customfieldname") == "Organizations"
      if isOrganizations, let name = detail.short("customfieldvalues/customfieldvalue") {
        return name
      }
    }
    return nil
  }
}

/// Words of a helpdesk, compared without case.
enum HelpdeskWords {
  /// ASCII only.
  static func lowercased(_ text: String) -> String {
    String(
      decoding: text.utf8.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
  }
}
