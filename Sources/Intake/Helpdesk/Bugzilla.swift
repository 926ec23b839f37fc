import Records

/// Bugzilla's `show_bug.cgi?ctype=xml`, from 3.2 on: its template and real files of 3.2.
///
/// Comments may stand in either order, so that the first by time is the description. Whoever
/// exports without logging in is shown addresses without their domains, which then are names.
/// There is no history, and attachments, which stand in the file whole, are passed over.
extension HelpdeskDialect {
  static let bugzilla = HelpdeskDialect(
    name: "bugzilla",
    shape: XMLShape([
      XMLShape.Kind(
        name: "bug",
        fields: [
          "@error", "bug_id", "creation_ts", "short_desc", "delta_ts", "product", "bug_status",
          "priority", "reporter", "reporter/@name", "assigned_to", "assigned_to/@name",
        ]),
      XMLShape.Kind(
        name: "long_desc",
        fields: [
          "@isprivate", "commentid", "comment_count", "who", "who/@name", "bug_when", "thetext",
        ]),
    ]),
    roles: [.ticket, .comment],
    person: { _ in nil },
    comment: Bugzilla.comment,
    ticket: Bugzilla.ticket,
    opening: .isFirst,
    // Clients write on each other's bugs; their addresses tell more.
    assumesAgents: false)
}

private enum Bugzilla {
  /// The workflows of 3.x and 4.x; in both, others can be made.
  static let statuses: [String: String] = [
    "unconfirmed": "new", "new": "new", "confirmed": "open", "assigned": "open",
    "in_progress": "open", "reopened": "open", "needinfo": "pending", "resolved": "solved",
    "verified": "solved", "closed": "closed",
  ]
  static let errors: [String: String] = [
    "NotFound": "not-found", "NotPermitted": "not-permitted", "InvalidBugId": "invalid-id",
  ]

  /// A person: `rita@acme.example`, or `rita` where the domain was cut off.
  static func party(_ record: inout XMLRecord, _ path: String, _ role: Party.Role?) -> Party? {
    guard let written = record.short(path) else { return nil }
    let isAddress = written.utf8.contains(0x40)
    return Party(
      name: record.short(path + "/@name") ?? (isAddress ? nil : written),
      address: isAddress ? written : nil, role: role)
  }

  @Sendable static func comment(
    _ record: XMLRecord, _: [XMLRecord], _ directory: HelpdeskDirectory
  ) -> HelpdeskComment {
    var record = record
    let at = record.labelledTime("bug_when", in: directory.zone)
    return HelpdeskComment(
      place: record.place, id: record.id("commentid")?.text, at: at,
      written: record.id("bug_when")?.text ?? "", authorID: record.id("who"),
      author: party(&record, "who", nil) ?? Party(),
      isPublic: record.isTrue("@isprivate") != true, text: record.body("thetext"),
      defects: record.defects,
      // A description that the exporter may not see is left out; 4.x numbers them from 0.
      mayOpen: record.number("comment_count") ?? 0 == 0)
  }

  @Sendable static func ticket(
    _ record: XMLRecord, _: [XMLRecord], _ directory: HelpdeskDirectory
  ) throws(HelpdeskFault) -> HelpdeskTicket {
    var record = record
    let id = record.id("bug_id")
    if let error = record.id("@error")?.text {
      let none = Origin(format: "bugzilla", place: record.place, id: id?.text ?? "")
      return HelpdeskTicket(
        ticket: Ticket(origin: none), excluded: errors[error] ?? "not-exported", text: "")
    }
    guard let id else { throw HelpdeskFault(code: "missing-id", detail: "a bug without bug_id") }
    guard let opened = record.labelledTime("creation_ts", in: directory.zone) else {
      throw HelpdeskFault(code: "bad-timestamp", detail: "creation_ts is no time")
    }
    var ticket = Ticket(origin: Origin(format: "bugzilla", place: record.place, id: id.text))
    ticket.opened = opened
    ticket.subject = record.short("short_desc")
    ticket.requester = party(&record, "reporter", .customer)
    ticket.assignee = party(&record, "assigned_to", .agent)
    // There are no organizations; where Bugzilla serves clients, each has a product.
    ticket.organization = record.short("product")
    ticket.status = record.short("bug_status").map {
      let word = HelpdeskWords.lowercased($0)
      return statuses[word] ?? word
    }
    ticket.priority = record.short("priority").map(HelpdeskWords.lowercased)
    var changes: [HelpdeskTicket.Change] = []
    if let status = ticket.status, status == "solved" || status == "closed",
      let updated = record.labelledTime("delta_ts", in: directory.zone)
    {
      changes.append(
        HelpdeskTicket.Change(at: updated, to: status, defects: ["time-from-updated"]))
    }
    ticket.origin.defects = record.defects
    return HelpdeskTicket(
      ticket: ticket, requesterID: record.id("reporter"), text: "", changes: changes)
  }
}
