import Records

/// Kayako Classic's REST XML: `tickets/ticket` with its posts, and `ticketstatuses`.
///
/// After its documents and three programs that use it. Times are seconds since 1970. The first
/// post is the description; who wrote one, and on which side, it tells itself.
extension HelpdeskDialect {
  static let kayako = HelpdeskDialect(
    name: "kayako",
    shape: XMLShape([
      XMLShape.Kind(
        name: "ticket",
        fields: [
          "@id", "displayid", "statusid", "priorityid", "userid", "userorganization",
          "ownerstaffname", "fullname", "email", "subject", "creationtime", "lastactivity",
          "creationmode", "creationtype",
        ]),
      XMLShape.Kind(
        name: "post",
        fields: [
          "id", "dateline", "userid", "staffid", "fullname", "email", "creator", "isthirdparty",
          "ishtml", "isprivate", "issurveycomment", "contents",
        ]),
      XMLShape.Kind(
        name: "note",
        fields: ["@id", "@creatorstaffname", "@creationdate", "text()"]),
      XMLShape.Kind(name: "ticketstatus", fields: ["id", "title", "markasresolved"]),
    ]),
    roles: [.ticket, .comment, .comment, .status],
    person: { _ in nil },
    named: { record in
      var record = record
      guard let id = record.id("id"), let title = record.short("title") else { return nil }
      return (id, record.isTrue("markasresolved") == true ? "solved" : title)
    },
    comment: { record, _, _ in record.kind == 1 ? Kayako.post(record) : Kayako.note(record) },
    ticket: Kayako.ticket,
    opening: .isFirst)
}

private enum Kayako {
  /// Those that Kayako comes with.
  static let statuses: [String: String] = [
    "open": "open", "in progress": "open", "on hold": "hold", "closed": "closed",
  ]
  static let channels = [
    1: "web", 2: "web", 3: "email", 4: "api", 5: "web", 6: "web", 7: "api",
  ]
  static let phone = 2

  static func time(_ record: inout XMLRecord, _ path: String) -> Timestamp? {
    guard let text = record.id(path)?.text else { return nil }
    // 0 stands for never.
    if let seconds = Int(text), seconds > 0, seconds <= Timestamp.latest.seconds {
      return Timestamp(seconds)
    }
    if text != "0" { record.add(defect: "bad-\(path.split(separator: "@").last ?? "")") }
    return nil
  }

  static func post(_ record: XMLRecord) -> HelpdeskComment {
    var record = record
    let at = time(&record, "dateline")
    // 1 staff, 2 user, 3 in copy, 4 in blind copy, 5 third party.
    let creator = record.number("creator")
    let isStaff = creator.map { $0 == 1 } ?? (record.number("staffid") ?? 0 > 0)
    let isOther = creator == 5 || record.isTrue("isthirdparty") == true
    if isOther { record.add(defect: "third-party") }
    if record.isTrue("issurveycomment") == true { record.add(defect: "feedback") }
    let text =
      record.isTrue("ishtml") == true ? record.html("contents") : record.body("contents")
    return HelpdeskComment(
      place: record.place, id: record.id("id")?.text, at: at,
      written: record.id("dateline")?.text ?? "",
      author: Party(
        name: record.short("fullname"), address: record.short("email"),
        role: isStaff ? .agent : .customer),
      // What is said to a third party, or by it, the client does not see.
      isPublic: record.isTrue("isprivate") != true && !isOther, text: text,
      defects: record.defects)
  }

  static func note(_ record: XMLRecord) -> HelpdeskComment {
    var record = record
    let at = time(&record, "@creationdate")
    return HelpdeskComment(
      place: record.place, id: record.id("@id").map { "note-\($0.text)" }, at: at,
      written: record.id("@creationdate")?.text ?? "",
      author: Party(name: record.short("@creatorstaffname"), role: .agent), isPublic: false,
      text: record.body("text()"), defects: record.defects, mayOpen: false)
  }

  @Sendable static func ticket(
    _ record: XMLRecord, _: [XMLRecord], _ directory: HelpdeskDirectory
  ) throws(HelpdeskFault) -> HelpdeskTicket {
    var record = record
    guard let id = record.id("displayid") ?? record.id("@id") else {
      throw HelpdeskFault(code: "missing-id", detail: "a ticket without displayid and id")
    }
    guard let opened = time(&record, "creationtime") else {
      throw HelpdeskFault(code: "bad-timestamp", detail: "creationtime is no number of seconds")
    }
    var ticket = Ticket(origin: Origin(format: "kayako", place: record.place, id: id.text))
    ticket.opened = opened
    ticket.channel =
      record.number("creationtype") == phone
      ? "phone" : record.number("creationmode").map { channels[$0] ?? "other" }
    ticket.subject = record.short("subject")
    ticket.requester = Party(
      name: record.short("fullname"), address: record.short("email"), role: .customer)
    ticket.assignee = record.short("ownerstaffname").map { Party(name: $0, role: .agent) }
    ticket.organization = record.short("userorganization")
    if let statusID = record.id("statusid") {
      let word = directory.statuses[statusID].map(HelpdeskWords.lowercased)
      ticket.status = word.map { statuses[$0] ?? $0 } ?? "status-\(statusID.text)"
    }
    ticket.priority = record.id("priorityid")?.text
    var changes: [HelpdeskTicket.Change] = []
    if let status = ticket.status, status == "solved" || status == "closed",
      let latest = time(&record, "lastactivity")
    {
      changes.append(HelpdeskTicket.Change(at: latest, to: status, defects: ["time-from-updated"]))
    }
    ticket.origin.defects = record.defects
    return HelpdeskTicket(ticket: ticket, text: "", changes: changes)
  }
}
