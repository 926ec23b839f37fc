import Records

/// A helpdesk whose export is read as pipeline.yml says.
struct MappedHelpdesk: Sendable {
  let mapping: TicketMapping
  /// What a value means, by the value in lower case.
  private let meanings: [Exact: TicketMapping.Meaning]

  init(_ mapping: TicketMapping) {
    self.mapping = mapping
    var meanings: [Exact: TicketMapping.Meaning] = [:]
    for (meaning, values) in mapping.values {
      for value in values { meanings[Exact(HelpdeskWords.lowercased(value))] = meaning }
    }
    self.meanings = meanings
  }

  var dialect: HelpdeskDialect {
    var kinds = [
      MappedHelpdesk.kind(mapping.ticket, mapping.fields.values.map(MappedHelpdesk.path))
    ]
    if let comment = mapping.comment {
      var kind = MappedHelpdesk.kind(
        comment, mapping.commentFields.values.map(MappedHelpdesk.path))
      kind.inside = kind.inside ?? kinds[0].name
      kinds.append(kind)
    }
    return HelpdeskDialect(
      name: "xml", shape: XMLShape(kinds), roles: [.ticket, .comment],
      person: { _ in nil },
      comment: { record, _, directory in self.comment(record, directory) },
      ticket: { record, _, directory throws(HelpdeskFault) in
        try self.ticket(record, directory)
      },
      opening: .mayBeRepeated, assumesAgents: false)
  }

  private static func kind(_ path: String, _ fields: [String]) -> XMLShape.Kind {
    let steps = path.split(separator: "/").map(String.init)
    return XMLShape.Kind(
      name: steps.last ?? "", fields: Set(fields.map { Exact($0) }).sorted().map(\.text),
      inside: steps.count > 1 ? steps[steps.count - 2] : nil)
  }

  private static func path(_ path: String) -> String {
    path.utf8.elementsEqual([0x2E]) ? "text()" : path
  }

  private func path(_ field: TicketMapping.Field) -> String? {
    mapping.fields[field].map(MappedHelpdesk.path)
  }

  private func commentPath(_ field: TicketMapping.CommentField) -> String? {
    mapping.commentFields[field].map(MappedHelpdesk.path)
  }

  private func meaning(_ value: String?) -> TicketMapping.Meaning? {
    value.flatMap { meanings[Exact(HelpdeskWords.lowercased($0))] }
  }

  private func time(
    _ record: inout XMLRecord, _ path: String?, _ directory: HelpdeskDirectory
  ) -> Timestamp? {
    guard let path else { return nil }
    guard let form = mapping.time else { return record.localTime(path, in: directory.zone) }
    guard let text = record.id(path)?.text else { return nil }
    guard let (time, isLocal) = form.read(text), time >= .earliest, time <= .latest else {
      let name = path.split(separator: "/").last.map { $0.drop { $0 == "@" } } ?? ""
      record.add(defect: "bad-\(name)")
      return nil
    }
    guard isLocal else { return time }
    if directory.zone == nil { record.add(defect: "zone-assumed") }
    return directory.zone?.moment(local: time.seconds) ?? time
  }

  private func text(_ record: XMLRecord, _ path: String?) -> String {
    guard let path else { return "" }
    return mapping.isHTML ? record.html(path) : record.body(path)
  }

  private func comment(_ record: XMLRecord, _ directory: HelpdeskDirectory) -> HelpdeskComment {
    var record = record
    func short(_ field: TicketMapping.CommentField) -> String? {
      commentPath(field).flatMap { record.short($0) }
    }
    let at = time(&record, commentPath(.at), directory)
    var isPublic = true
    if let path = commentPath(.isPublic), let value = record.short(path) {
      switch meaning(value) {
      case .isPublic: isPublic = true
      case .isPrivate: isPublic = false
      default:
        if let told = record.isTrue(path) {
          isPublic = told
        } else {
          // What nobody can tell is no answer to a client.
          isPublic = false
          record.add(defect: "visibility-unknown")
        }
      }
    }
    let role: Party.Role? =
      switch meaning(short(.role)) {
      case .agent: .agent
      case .customer: .customer
      case .system: .system
      default: nil
      }
    let author = Party(name: short(.author), address: short(.address), role: role)
    let own = (commentPath(.authorID) ?? commentPath(.address) ?? commentPath(.author)).flatMap {
      record.id($0)
    }
    return HelpdeskComment(
      place: record.place, id: commentPath(.id).flatMap { record.id($0)?.text }, at: at,
      written: commentPath(.at).flatMap { record.id($0)?.text } ?? "", authorID: own,
      author: author,
      isPublic: isPublic, text: text(record, commentPath(.text)), defects: record.defects)
  }

  private func ticket(
    _ record: XMLRecord, _ directory: HelpdeskDirectory
  ) throws(HelpdeskFault) -> HelpdeskTicket {
    var record = record
    func short(_ field: TicketMapping.Field) -> String? {
      path(field).flatMap { record.short($0) }
    }
    guard let id = path(.id).flatMap({ record.id($0) }) else {
      throw HelpdeskFault(code: "missing-id", detail: "a ticket without an id")
    }
    guard let opened = time(&record, path(.opened), directory) else {
      throw HelpdeskFault(code: "bad-timestamp", detail: "opened is no time of this form")
    }
    var ticket = Ticket(origin: Origin(format: "xml", place: record.place, id: id.text))
    ticket.opened = opened
    ticket.channel = short(.channel).map(HelpdeskWords.lowercased)
    ticket.subject = short(.subject)
    let requester = Party(
      name: short(.requester), address: short(.requesterAddress), number: short(.requesterNumber),
      role: .customer)
    ticket.requester = requester.name == nil && requester.address == nil ? nil : requester
    ticket.organization = short(.organization)
    ticket.assignee = short(.assignee).map { Party(name: $0, role: .agent) }
    let written = short(.status)
    let state = meaning(written)
    ticket.status = state?.rawValue ?? written.map(HelpdeskWords.lowercased)
    ticket.priority = short(.priority).map(HelpdeskWords.lowercased)
    var changes: [HelpdeskTicket.Change] = []
    if let solved = time(&record, path(.solved), directory) {
      changes.append(HelpdeskTicket.Change(at: solved, to: "solved"))
    }
    if let closed = time(&record, path(.closed), directory) {
      changes.append(HelpdeskTicket.Change(at: closed, to: "closed"))
    }
    if changes.isEmpty, let status = ticket.status, status == "solved" || status == "closed",
      let updated = time(&record, path(.updated), directory)
    {
      changes.append(
        HelpdeskTicket.Change(at: updated, to: status, defects: ["time-from-updated"]))
    }
    if ticket.requester == nil { record.add(defect: "requester-unknown") }
    ticket.origin.defects = record.defects
    let asked = path(.requesterID) ?? path(.requesterAddress) ?? path(.requester)
    let isSpam = path(.spam).flatMap { record.isTrue($0) } ?? false
    let isDeleted = path(.deleted).flatMap { record.isTrue($0) } ?? false
    return HelpdeskTicket(
      ticket: ticket, excluded: isSpam ? "spam" : isDeleted ? "deleted" : nil,
      requesterID: asked.flatMap { record.id($0) }, text: text(record, path(.text)),
      changes: changes)
  }
}
