import Records

/// Zendesk's XML export: tickets.xml, users.xml and organizations.xml.
///
/// After Zendesk's documents of its first API, whose elements the export has, and two programs
/// that read it. There is no history in it: only the present status and some of its times.
extension HelpdeskDialect {
  static let zendesk = HelpdeskDialect(
    name: "zendesk",
    shape: XMLShape([
      XMLShape.Kind(
        name: "ticket",
        fields: [
          "nice-id", "id", "subject", "description", "requester-id", "submitter-id",
          "assignee-id", "organization-id", "status-id", "priority-id", "via-id", "created-at",
          "updated-at", "solved-at", "status-updated-at",
        ]),
      XMLShape.Kind(
        name: "comment", fields: ["id", "author-id", "created-at", "is-public", "value"]),
      // One document writes `organization_id`, another `role`.
      XMLShape.Kind(
        name: "user",
        fields: [
          "id", "name", "email", "phone", "roles", "role", "organization-id", "organization_id",
        ]),
      XMLShape.Kind(name: "organization", fields: ["id", "name"]),
    ]),
    roles: [.ticket, .comment, .person, .organization],
    person: Zendesk.person,
    comment: Zendesk.comment,
    ticket: Zendesk.ticket,
    opening: .mayBeRepeated)
}

private enum Zendesk {
  static let statuses: [Int: String] = [
    0: "new", 1: "open", 2: "pending", 3: "solved", 4: "closed", 6: "hold",
  ]
  static let deleted = 5
  static let priorities: [Int: String] = [1: "low", 2: "normal", 3: "high", 4: "urgent"]
  /// Zendesk's reference of via types; an old document says 1 for mail.
  static let channels: [Int: String] = [
    0: "web", 1: "email", 4: "email", 5: "api", 29: "chat", 30: "social", 33: "voicemail",
    34: "phone", 35: "phone-out", 37: "sms", 38: "social", 44: "voicemail", 45: "phone",
    46: "phone-out",
  ]

  @Sendable static func person(_ record: XMLRecord) -> HelpdeskDirectory.Person? {
    var record = record
    guard let id = record.id("id") else { return nil }
    // 0 end user, 2 administrator, 4 agent.
    let role = record.id("roles") ?? record.id("role")
    let party = Party(
      name: record.short("name"), address: record.short("email"), number: record.short("phone"),
      role: role.map { $0.text == "0" || $0.text == "end-user" ? .customer : .agent })
    return HelpdeskDirectory.Person(
      id: id, party: party,
      organization: record.id("organization-id") ?? record.id("organization_id"))
  }

  @Sendable static func comment(
    _ record: XMLRecord, _: [XMLRecord], _: HelpdeskDirectory
  ) -> HelpdeskComment {
    var record = record
    let at = record.time("created-at")
    if at == nil && record["created-at"] == nil { record.add(defect: "created-at-missing") }
    return HelpdeskComment(
      place: record.place, id: record.id("id")?.text, at: at,
      written: record.id("created-at")?.text ?? "", authorID: record.id("author-id"),
      isPublic: record.isTrue("is-public") ?? true, text: record.body("value"),
      defects: record.defects)
  }

  @Sendable static func ticket(
    _ record: XMLRecord, _: [XMLRecord], _ directory: HelpdeskDirectory
  ) throws(HelpdeskFault) -> HelpdeskTicket {
    var record = record
    guard let id = record.id("nice-id") ?? record.id("id") else {
      throw HelpdeskFault(code: "missing-id", detail: "a ticket without nice-id and id")
    }
    guard let opened = record.time("created-at") else {
      throw HelpdeskFault(code: "bad-timestamp", detail: "created-at is no time with a zone")
    }
    let state = record.number("status-id")
    let requesterID = record.id("requester-id")
    let submitterID = record.id("submitter-id")
    let requester = requesterID.flatMap { directory.people[$0] }
    let text = record.body("description")
    let changes = changes(&record, state: state)
    var ticket = Ticket(
      origin: Origin(format: "zendesk", place: record.place, id: id.text))
    ticket.opened = opened
    ticket.channel = record.id("via-id").map { Int($0.text).flatMap { channels[$0] } ?? "other" }
    ticket.subject = record.short("subject")
    ticket.requester = requester?.party
    if submitterID != requesterID {
      ticket.submitter = submitterID.flatMap { directory.people[$0]?.party }
    }
    ticket.assignee = record.id("assignee-id").flatMap { directory.people[$0]?.party }
    let organization = record.id("organization-id") ?? requester?.organization
    ticket.organization = organization.flatMap { directory.organizations[$0] }
    ticket.status = state.map { statuses[$0] ?? "status-\($0)" }
    ticket.priority = record.number("priority-id").flatMap { priorities[$0] }
    if requester == nil { record.add(defect: "requester-unknown") }
    ticket.origin.defects = record.defects
    return HelpdeskTicket(
      ticket: ticket, excluded: state == deleted ? "deleted" : nil, requesterID: requesterID,
      submitterID: submitterID, text: text, changes: changes)
  }

  /// What the ticket's times tell of its past: the last solving, the closing, and that it is
  /// open again.
  private static func changes(_ record: inout XMLRecord, state: Int?) -> [HelpdeskTicket.Change] {
    let solved = record.time("solved-at")
    let stated = record.time("status-updated-at")
    let updated = record.time("updated-at")
    let latest = stated ?? updated
    let defects = stated == nil ? ["time-from-updated"] : []
    var changes: [HelpdeskTicket.Change] = []
    if let solved { changes.append(HelpdeskTicket.Change(at: solved, to: "solved")) }
    switch state {
    case 3 where solved == nil:
      if let latest {
        changes.append(HelpdeskTicket.Change(at: latest, to: "solved", defects: defects))
      }
    case 4:
      if let latest {
        changes.append(
          HelpdeskTicket.Change(
            at: latest, from: solved == nil ? nil : "solved", to: "closed", defects: defects))
      }
    case 0, 1, 2, 6:
      if let solved, let stated, stated > solved {
        changes.append(HelpdeskTicket.Change(at: stated, from: "solved", to: "open"))
      }
    default: break
    }
    return changes
  }
}
