import Records

/// The account exports of Freshdesk and Freshservice: Tickets*.xml, Users.xml, groups.xml.
///
/// After a whole Freshservice account (12,930 tickets) and programs that read Freshdesk's. Both
/// write the same elements but that Freshservice names a ticket's notes `helpdesk-notes`. There
/// is no history: a solved ticket's last update is the only hint of when.
extension HelpdeskDialect {
  static let freshdesk = HelpdeskDialect(
    name: "freshdesk",
    shape: XMLShape([
      XMLShape.Kind(
        name: "helpdesk-ticket",
        fields: [
          "display-id", "id", "subject", "description", "description-html", "requester-id",
          "responder-id", "requester-name", "responder-name", "department-id-value",
          "company-id", "status", "status-name", "source", "source-name", "priority-name",
          "spam", "deleted", "created-at", "updated-at",
        ]),
      XMLShape.Kind(
        name: "helpdesk-note",
        fields: [
          "id", "user-id", "source", "incoming", "private", "deleted", "body", "body-html",
          "created-at",
        ]),
      XMLShape.Kind(name: "user", fields: Freshdesk.personFields),
      XMLShape.Kind(name: "agent", fields: Freshdesk.personFields),
      XMLShape.Kind(name: "department", fields: ["id", "name"]),
      XMLShape.Kind(name: "company", fields: ["id", "name"]),
      XMLShape.Kind(name: "customer", fields: ["id", "name"]),
    ]),
    roles: [.ticket, .comment, .person, .person, .organization, .organization, .organization],
    person: Freshdesk.person,
    comment: Freshdesk.comment,
    ticket: Freshdesk.ticket)
}

private enum Freshdesk {
  static let personFields = [
    "id", "name", "email", "phone", "mobile", "helpdesk-agent", "customer-id", "company-id",
    "department-id",
  ]
  static let statuses: [Int: String] = [2: "open", 3: "pending", 4: "solved", 5: "closed"]
  static let channels: [Int: String] = [
    1: "email", 2: "web", 3: "phone", 4: "chat", 7: "chat", 10: "email-out",
  ]

  @Sendable static func person(_ record: XMLRecord) -> HelpdeskDirectory.Person? {
    var record = record
    guard let id = record.id("id") else { return nil }
    let isAgent = record.isTrue("helpdesk-agent") ?? (record.kind == 3 ? true : nil)
    let party = Party(
      name: record.short("name"), address: record.short("email"),
      number: record.short("phone") ?? record.short("mobile"),
      role: isAgent.map { $0 ? .agent : .customer })
    return HelpdeskDirectory.Person(
      id: id, party: party,
      organization: record.id("company-id") ?? record.id("customer-id")
        ?? record.id("department-id"))
  }

  /// Source 2 is a private note, 0 a reply, 5 feedback on satisfaction, 6 a private remark of
  /// the system; `private` says the same and is what counts.
  @Sendable static func comment(
    _ record: XMLRecord, _: [XMLRecord], _: HelpdeskDirectory
  ) -> HelpdeskComment {
    var record = record
    let at = record.time("created-at")
    if at == nil && record["created-at"] == nil { record.add(defect: "created-at-missing") }
    let source = record.number("source")
    if source == 5 { record.add(defect: "feedback") }
    let isPrivate = record.isTrue("private") ?? (source == 2 || source == 6)
    return HelpdeskComment(
      place: record.place, id: record.id("id")?.text, at: at,
      written: record.id("created-at")?.text ?? "", authorID: record.id("user-id"),
      incoming: record.isTrue("incoming"),
      isPublic: !isPrivate, excluded: record.isTrue("deleted") == true ? "deleted" : nil,
      text: record.body("body", html: "body-html"), defects: record.defects)
  }

  @Sendable static func ticket(
    _ record: XMLRecord, _: [XMLRecord], _ directory: HelpdeskDirectory
  ) throws(HelpdeskFault) -> HelpdeskTicket {
    var record = record
    guard let id = record.id("display-id") ?? record.id("id") else {
      throw HelpdeskFault(code: "missing-id", detail: "a ticket without display-id and id")
    }
    guard let opened = record.time("created-at") else {
      throw HelpdeskFault(code: "bad-timestamp", detail: "created-at is no time with a zone")
    }
    let requesterID = record.id("requester-id")
    let responderID = record.id("responder-id")
    let known = requesterID.flatMap { directory.people[$0] }
    let text = record.body("description", html: "description-html")
    var requester = known?.party ?? Party()
    requester.name = requester.name ?? record.short("requester-name")
    requester.role = requester.role ?? .customer
    var assignee = responderID.flatMap { directory.people[$0]?.party } ?? Party()
    // Without a responder the name reads `No Agent`.
    if responderID != nil { assignee.name = assignee.name ?? record.short("responder-name") }
    if !assignee.isEmpty { assignee.role = .agent }
    let state = record.number("status")
    var ticket = Ticket(origin: Origin(format: "freshdesk", place: record.place, id: id.text))
    ticket.opened = opened
    ticket.channel = channel(&record)
    ticket.subject = record.short("subject")
    ticket.requester = requester
    ticket.assignee = assignee.isEmpty ? nil : assignee
    let organization =
      record.id("department-id-value") ?? record.id("company-id") ?? known?.organization
    ticket.organization = organization.flatMap { directory.organizations[$0] }
    ticket.status =
      state.flatMap { statuses[$0] } ?? record.short("status-name").map(HelpdeskWords.lowercased)
    ticket.priority = record.short("priority-name").map(HelpdeskWords.lowercased)
    var changes: [HelpdeskTicket.Change] = []
    if state == 4 || state == 5, let updated = record.time("updated-at") {
      changes.append(
        HelpdeskTicket.Change(
          at: updated, to: state == 4 ? "solved" : "closed", defects: ["time-from-updated"]))
    }
    if requester.name == nil && requester.address == nil { record.add(defect: "requester-unknown") }
    ticket.origin.defects = record.defects
    var names: [Exact: String] = [:]
    if let responderID { names[responderID] = assignee.name }
    if let requesterID { names[requesterID] = requester.name }
    return HelpdeskTicket(
      ticket: ticket,
      excluded: record.isTrue("spam") == true
        ? "spam" : record.isTrue("deleted") == true ? "deleted" : nil,
      requesterID: requesterID, names: names, text: text, changes: changes)
  }

  /// 9 is Freshdesk's feedback widget, but Freshservice's visit in person.
  private static func channel(_ record: inout XMLRecord) -> String? {
    guard let source = record.number("source") else { return nil }
    if source == 9 { return record.short("source-name") == "Walk-up" ? "other" : "web" }
    return channels[source] ?? "other"
  }
}
