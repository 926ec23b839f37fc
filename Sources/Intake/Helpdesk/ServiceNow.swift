import Records

/// ServiceNow's export of a list as XML (`unload`).
///
/// People are told by names and ids of their own, without addresses. What was said stands in
/// `sys_journal_field` elements behind the tickets, where they were exported too. Times are
/// written without a zone; by ServiceNow's convention it is UTC.
extension HelpdeskDialect {
  static let serviceNow = HelpdeskDialect(
    name: "servicenow",
    shape: XMLShape(
      ServiceNow.requests.map { XMLShape.Kind(name: $0, fields: ServiceNow.fields) } + [
        XMLShape.Kind(
          name: "sys_journal_field",
          fields: ["sys_id", "element", "element_id", "sys_created_by", "sys_created_on", "value"])
      ]),
    roles: ServiceNow.requests.map { _ in .ticket } + [.comment],
    person: { _ in nil },
    comment: ServiceNow.comment,
    ticket: ServiceNow.ticket,
    assumesAgents: false)
}

private enum ServiceNow {
  /// The last two are work of the provider's own, which no client asked for.
  static let requests = [
    "incident", "sc_request", "sc_req_item", "sn_customerservice_case", "problem",
    "change_request",
  ]
  static let firstOwnWork = 4
  static let fields = [
    "number", "sys_id", "short_description", "description", "state", "incident_state", "priority",
    "contact_type", "opened_at", "resolved_at", "closed_at", "reopened_time", "caller_id",
    "caller_id/@display_value", "opened_by", "opened_by/@display_value",
    "assigned_to/@display_value", "company/@display_value",
  ]
  /// Of an incident; other tables number theirs otherwise.
  static let states = [
    1: "new", 2: "open", 3: "hold", 6: "solved", 7: "closed", 8: "closed",
  ]
  static let channels = [
    "phone": "phone", "email": "email", "self-service": "web", "chat": "chat",
    "virtual_agent": "chat", "walk-in": "other",
  ]

  @Sendable static func comment(
    _ record: XMLRecord, _: [XMLRecord], _ directory: HelpdeskDirectory
  ) -> HelpdeskComment {
    var record = record
    // Work notes are internal; comments the caller sees.
    let isNote = record.id("element")?.text != "comments"
    let at = record.localTime("sys_created_on", in: directory.zone)
    return HelpdeskComment(
      place: record.place, id: record.id("sys_id")?.text, at: at,
      written: record.id("sys_created_on")?.text ?? "", authorID: record.id("sys_created_by"),
      author: Party(name: record.short("sys_created_by"), role: isNote ? .agent : nil),
      isPublic: !isNote, text: record.body("value"), defects: record.defects,
      ticketID: record.id("element_id"))
  }

  @Sendable static func ticket(
    _ record: XMLRecord, _: [XMLRecord], _ directory: HelpdeskDirectory
  ) throws(HelpdeskFault) -> HelpdeskTicket {
    var record = record
    guard let id = record.id("number") else {
      throw HelpdeskFault(code: "missing-id", detail: "a record without a number")
    }
    guard let opened = record.localTime("opened_at", in: directory.zone) else {
      throw HelpdeskFault(code: "bad-timestamp", detail: "opened_at is no time")
    }
    let callerID = record.id("caller_id")
    var ticket = Ticket(origin: Origin(format: "servicenow", place: record.place, id: id.text))
    ticket.opened = opened
    ticket.channel = record.id("contact_type").map { channels[$0.text] ?? "other" }
    ticket.subject = record.short("short_description")
    ticket.requester = record.short("caller_id/@display_value").map {
      Party(name: $0, role: .customer)
    }
    if record.id("opened_by") != callerID {
      ticket.submitter = record.short("opened_by/@display_value").map { Party(name: $0) }
    }
    ticket.assignee = record.short("assigned_to/@display_value").map {
      Party(name: $0, role: .agent)
    }
    ticket.organization = record.short("company/@display_value")
    ticket.priority = record.id("priority")?.text
    let state = record.number("incident_state") ?? record.number("state")
    ticket.status = state.map { states[$0] ?? "state-\($0)" }
    var changes: [HelpdeskTicket.Change] = []
    for (path, to) in [
      ("resolved_at", "solved"), ("closed_at", "closed"), ("reopened_time", "open"),
    ] {
      if let at = record.localTime(path, in: directory.zone) {
        changes.append(HelpdeskTicket.Change(at: at, to: to))
      }
    }
    ticket.origin.defects = record.defects
    return HelpdeskTicket(
      ticket: ticket, excluded: record.kind >= firstOwnWork ? "own-work" : nil,
      ownID: record.id("sys_id"), requesterID: callerID, text: record.body("description"),
      changes: changes)
  }
}
