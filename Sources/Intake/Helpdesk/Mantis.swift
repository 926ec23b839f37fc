import Records

/// MantisBT's XmlImportExport plugin (`mantis/issue`), after its source.
///
/// Times are seconds since 1970. The words of its lists are in the exporter's language, so their
/// numbers count. What is empty or zero is left out by it.
extension HelpdeskDialect {
  static let mantis = HelpdeskDialect(
    name: "mantis",
    shape: XMLShape([
      XMLShape.Kind(
        name: "issue",
        fields: [
          "id", "project", "reporter", "reporter/@id", "handler", "handler/@id", "priority",
          "status", "status/@id", "date_submitted", "last_updated", "summary", "description",
        ]),
      XMLShape.Kind(
        name: "bugnote",
        fields: ["id", "reporter", "reporter/@id", "note", "view_state/@id", "date_submitted"]),
    ]),
    roles: [.ticket, .comment],
    person: { _ in nil },
    comment: Mantis.comment,
    ticket: Mantis.ticket)
}

private enum Mantis {
  /// MantisBT's own workflow.
  static let statuses = [
    10: "new", 20: "pending", 30: "open", 40: "open", 50: "open", 80: "solved", 90: "closed",
  ]
  static let privateView = 50

  static func time(_ record: inout XMLRecord, _ path: String) -> Timestamp? {
    guard let text = record.id(path)?.text else { return nil }
    // 1 stands for no date.
    if let seconds = Int(text), seconds > 1, seconds <= Timestamp.latest.seconds {
      return Timestamp(seconds)
    }
    record.add(defect: "bad-\(path)")
    return nil
  }

  @Sendable static func comment(
    _ record: XMLRecord, _: [XMLRecord], _: HelpdeskDirectory
  ) -> HelpdeskComment {
    var record = record
    let at = time(&record, "date_submitted")
    return HelpdeskComment(
      place: record.place, id: record.id("id")?.text, at: at,
      written: record.id("date_submitted")?.text ?? "", authorID: record.id("reporter/@id"),
      author: Party(name: record.short("reporter")),
      isPublic: record.number("view_state/@id") != privateView, text: record.body("note"),
      defects: record.defects)
  }

  @Sendable static func ticket(
    _ record: XMLRecord, _: [XMLRecord], _: HelpdeskDirectory
  ) throws(HelpdeskFault) -> HelpdeskTicket {
    var record = record
    guard let id = record.id("id") else {
      throw HelpdeskFault(code: "missing-id", detail: "an issue without an id")
    }
    guard let opened = time(&record, "date_submitted") else {
      throw HelpdeskFault(code: "bad-timestamp", detail: "date_submitted is no number of seconds")
    }
    var ticket = Ticket(origin: Origin(format: "mantis", place: record.place, id: id.text))
    ticket.opened = opened
    ticket.subject = record.short("summary")
    ticket.requester = record.short("reporter").map { Party(name: $0, role: .customer) }
    ticket.assignee = record.short("handler").map { Party(name: $0, role: .agent) }
    // There are no organizations; where Mantis serves clients, each has a project.
    ticket.organization = record.short("project")
    ticket.status =
      record.number("status/@id").flatMap { statuses[$0] }
      ?? record.short("status").map(HelpdeskWords.lowercased)
    ticket.priority = record.short("priority").map(HelpdeskWords.lowercased)
    var changes: [HelpdeskTicket.Change] = []
    if let status = ticket.status, status == "solved" || status == "closed",
      let updated = time(&record, "last_updated")
    {
      changes.append(
        HelpdeskTicket.Change(at: updated, to: status, defects: ["time-from-updated"]))
    }
    ticket.origin.defects = record.defects
    return HelpdeskTicket(
      ticket: ticket, requesterID: record.id("reporter/@id"), text: record.body("description"),
      changes: changes)
  }
}
