import Records

/// The XML of FogBugz' interface (`response/cases`), after its documents.
///
/// A case's events are its history: mails in and out, edits, which only the staff sees, and
/// changes of state. Times are in UTC.
extension HelpdeskDialect {
  static let fogbugz = HelpdeskDialect(
    name: "fogbugz",
    shape: XMLShape([
      XMLShape.Kind(
        name: "case",
        fields: [
          "@ixBug", "ixBug", "sTitle", "fOpen", "sStatus", "sProject", "sPriority",
          "sPersonAssignedTo", "sPersonOpenedBy", "sCustomerEmail", "dtOpened", "dtResolved",
          "dtClosed",
        ]),
      XMLShape.Kind(
        name: "event",
        fields: [
          "@ixBugEvent", "ixBugEvent", "evt", "ixPerson", "sPerson", "dt", "fEmail", "fExternal",
          "sFrom", "s",
        ]),
    ]),
    roles: [.ticket, .comment],
    person: { _ in nil },
    comment: FogBugz.comment,
    ticket: FogBugz.ticket,
    opening: .mayBeRepeated)
}

private enum FogBugz {
  /// FogBugz' numbers of events.
  enum Kind {
    static let reactivated = 4
    static let reopened = 5
    static let closed = 6
    static let forwarded = 10
    static let resolved = 14
  }

  /// `"Rita" <rita@acme.example>`.
  static func party(_ text: String?, role: Party.Role) -> Party {
    guard let text else { return Party(role: role) }
    let bytes = Array(text.utf8)
    guard let open = bytes.lastIndex(of: 0x3C), let close = bytes.lastIndex(of: 0x3E), open < close
    else {
      return bytes.contains(0x40) ? Party(address: text, role: role) : Party(name: text, role: role)
    }
    var name = bytes[..<open]
    while let last = name.last, last <= 0x22 { name.removeLast() }
    while let first = name.first, first <= 0x22 { name.removeFirst() }
    let address = bytes[(open + 1)..<close]
    return Party(
      name: name.isEmpty ? nil : String(decoding: name, as: UTF8.self),
      address: address.isEmpty ? nil : String(decoding: address, as: UTF8.self), role: role)
  }

  @Sendable static func comment(
    _ record: XMLRecord, _: [XMLRecord], _: HelpdeskDirectory
  ) -> HelpdeskComment {
    var record = record
    let at = record.time("dt")
    let id = (record.id("@ixBugEvent") ?? record.id("ixBugEvent"))?.text
    let isTheirs = record.isTrue("fExternal") == true
    let kind = record.number("evt") ?? 0
    let isMail = record.isTrue("fEmail") == true
    var changes: [HelpdeskTicket.Change] = []
    let to: String? =
      switch kind {
      case Kind.reactivated, Kind.reopened: "open"
      case Kind.resolved: "solved"
      case Kind.closed: "closed"
      default: nil
      }
    if let at, let to {
      changes.append(
        HelpdeskTicket.Change(
          id: id.map { "\($0)/status" }, at: at,
          from: to == "open" ? (kind == Kind.reopened ? "closed" : "solved") : nil, to: to))
    }
    let text = record.body("s")
    return HelpdeskComment(
      place: record.place, id: id, at: at, written: record.id("dt")?.text ?? "",
      author: isTheirs
        ? party(record.short("sFrom"), role: .customer)
        : Party(name: record.short("sPerson"), role: .agent),
      isPublic: isTheirs || isMail && kind != Kind.forwarded, text: text, defects: record.defects,
      changes: changes, isSilent: text.isEmpty && !isMail && !isTheirs)
  }

  @Sendable static func ticket(
    _ record: XMLRecord, _: [XMLRecord], _: HelpdeskDirectory
  ) throws(HelpdeskFault) -> HelpdeskTicket {
    var record = record
    guard let id = record.id("@ixBug") ?? record.id("ixBug") else {
      throw HelpdeskFault(code: "missing-id", detail: "a case without ixBug")
    }
    guard let opened = record.time("dtOpened") else {
      throw HelpdeskFault(code: "bad-timestamp", detail: "dtOpened is no time with a zone")
    }
    var ticket = Ticket(origin: Origin(format: "fogbugz", place: record.place, id: id.text))
    ticket.opened = opened
    ticket.subject = record.short("sTitle")
    if let written = record.short("sCustomerEmail") {
      ticket.channel = "email"
      ticket.requester = party(written, role: .customer)
    } else {
      // Entered by the staff; whether a client asked for it, nothing tells.
      ticket.requester = record.short("sPersonOpenedBy").map { Party(name: $0) }
    }
    ticket.assignee = record.short("sPersonAssignedTo").map { Party(name: $0, role: .agent) }
    ticket.organization = record.short("sProject")
    ticket.priority = record.short("sPriority").map(HelpdeskWords.lowercased)
    var changes: [HelpdeskTicket.Change] = []
    for (path, to) in [("dtResolved", "solved"), ("dtClosed", "closed")] {
      if let at = record.time(path) { changes.append(HelpdeskTicket.Change(at: at, to: to)) }
    }
    if record.isTrue("fOpen") == false {
      ticket.status = "closed"
    } else if let status = record.short("sStatus").map(HelpdeskWords.lowercased) {
      // `Resolved (Fixed)`, `Active`.
      ticket.status =
        status.utf8.starts(with: "resolved".utf8)
        ? "solved" : status.utf8.starts(with: "active".utf8) ? "open" : status
    }
    ticket.origin.defects = record.defects
    return HelpdeskTicket(ticket: ticket, text: "", changes: changes)
  }
}
