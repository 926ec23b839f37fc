import Records

/// Assembla's tickets, after a real file; it has neither comments nor history.
extension HelpdeskDialect {
  static let assembla = HelpdeskDialect(
    name: "assembla",
    shape: XMLShape([
      XMLShape.Kind(
        name: "ticket",
        fields: [
          "number", "summary", "description", "reporter-id", "assigned-to-id", "reporter/name",
          "reporter/login", "reporter/email", "assigned-to/name", "assigned-to/login",
          "assigned-to/email", "status-name", "priority", "created-on", "updated-at",
          "completed-date",
        ])
    ]),
    roles: [.ticket],
    person: { _ in nil },
    comment: { record, _, _ in
      HelpdeskComment(place: record.place, written: "", isPublic: false, text: "", defects: [])
    },
    ticket: Assembla.ticket)
}

private enum Assembla {
  /// Those that Assembla comes with.
  static let statuses: [String: String] = [
    "new": "new", "accepted": "open", "test": "open", "invalid": "closed", "fixed": "closed",
  ]
  static let priorities = [1: "highest", 2: "high", 3: "normal", 4: "low", 5: "lowest"]

  static func party(_ record: inout XMLRecord, _ path: String, _ role: Party.Role) -> Party? {
    let name = record.short(path + "/name") ?? record.short(path + "/login")
    let address = record.short(path + "/email")
    return name == nil && address == nil ? nil : Party(name: name, address: address, role: role)
  }

  @Sendable static func ticket(
    _ record: XMLRecord, _: [XMLRecord], _: HelpdeskDirectory
  ) throws(HelpdeskFault) -> HelpdeskTicket {
    var record = record
    guard let id = record.id("number") else {
      throw HelpdeskFault(code: "missing-id", detail: "a ticket without a number")
    }
    guard let opened = record.time("created-on") else {
      throw HelpdeskFault(code: "bad-timestamp", detail: "created-on is no time with a zone")
    }
    var ticket = Ticket(origin: Origin(format: "assembla", place: record.place, id: id.text))
    ticket.opened = opened
    ticket.subject = record.short("summary")
    ticket.requester = party(&record, "reporter", .customer)
    ticket.assignee = party(&record, "assigned-to", .agent)
    ticket.status = record.short("status-name").map {
      let word = HelpdeskWords.lowercased($0)
      return statuses[word] ?? word
    }
    ticket.priority = record.number("priority").flatMap { priorities[$0] }
    var changes: [HelpdeskTicket.Change] = []
    if let completed = record.time("completed-date") {
      ticket.status = "closed"
      changes.append(HelpdeskTicket.Change(at: completed, to: "closed"))
    } else if ticket.status == "closed", let updated = record.time("updated-at") {
      changes.append(
        HelpdeskTicket.Change(at: updated, to: "closed", defects: ["time-from-updated"]))
    }
    ticket.origin.defects = record.defects
    return HelpdeskTicket(
      ticket: ticket, requesterID: record.id("reporter-id"), text: record.body("description"),
      changes: changes)
  }
}
