import Records

/// Writes the XML account export of Freshdesk: Tickets0.xml and on, 300 tickets each; Users.xml.
struct FreshdeskWriter: Sendable {
  static let ticketsPerFile = 300

  let zone: Zone

  func write(_ ticket: HelpdeskTicket, to bytes: inout [UInt8]) {
    let (status, statusName) =
      switch ticket.status {
      case 2: (3, "Pending")
      case 3: (4, "Resolved")
      case 4: (5, "Closed")
      default: (2, "Open")
      }
    let (source, sourceName) =
      switch ticket.via {
      case .mail: (1, "Email")
      case .phone, .voicemail: (3, "Phone")
      case .web: (2, "Portal")
      }
    let description = ticket.comments.first?.text ?? ""
    let escaped = ZendeskWriter.escaped(description)
    let responder = Directory.team.first { $0.user == ticket.assignee }
    var out = """
        <helpdesk-ticket>
          <created-at type="datetime">\(time(ticket.created))</created-at>
          <deleted type="boolean">false</deleted>
          <description>\(escaped)</description>
          <description-html>\(ZendeskWriter.escaped("<div>\(escaped)</div>"))</description-html>
          <display-id type="integer">\(ticket.number)</display-id>
          <id type="integer">\(3_000_000 + ticket.number)</id>
          <priority type="integer">\(ticket.priority)</priority>
          <requester-id type="integer">\(ticket.requester)</requester-id>

      """
    out +=
      responder.map { "    <responder-id type=\"integer\">\($0.user)</responder-id>\n" }
      ?? "    <responder-id type=\"integer\" nil=\"true\"/>\n"
    out += """
          <source type="integer">\(source)</source>
          <spam type="boolean">false</spam>
          <status type="integer">\(status)</status>
          <subject>\(ZendeskWriter.escaped(ticket.subject))</subject>
          <ticket-type nil="true"/>
          <updated-at type="datetime">\(time(ticket.updated))</updated-at>
          <status-name>\(statusName)</status-name>
          <source-name>\(sourceName)</source-name>
          <requester-name>\(ZendeskWriter.escaped(ticket.requesterName))</requester-name>
          <responder-name>\(responder?.name ?? "No Agent")</responder-name>

      """
    let notes = ticket.comments.dropFirst()
    // The element is absent where there are none.
    if !notes.isEmpty {
      out += "    <notes type=\"array\">\n"
      for (index, note) in notes.enumerated() {
        write(note, id: ticket.number * 100 + index, to: &out)
      }
      out += "    </notes>\n"
    }
    out += "  </helpdesk-ticket>\n"
    bytes.append(contentsOf: out.utf8)
  }

  private func write(_ note: HelpdeskTicket.Comment, id: Int, to out: inout String) {
    let ours = Directory.team.contains { $0.user == note.author }
    let text = ZendeskWriter.escaped(note.text)
    out += """
            <helpdesk-note>
              <body>\(text)</body>
              <body-html>\(ZendeskWriter.escaped("<p>\(text)</p>"))</body-html>
              <created-at type="datetime">\(time(note.at))</created-at>
              <deleted type="boolean">false</deleted>
              <id type="integer">\(id)</id>
              <incoming type="boolean">\(!ours)</incoming>
              <private type="boolean">\(!note.isPublic)</private>
              <source type="integer">\(note.isPublic ? 0 : 2)</source>
              <updated-at type="datetime">\(time(note.at))</updated-at>
              <user-id type="integer">\(note.author)</user-id>
            </helpdesk-note>

      """
  }

  func user(_ person: Person) -> String {
    user(id: person.user, person.name, person.addresses.first, person.number, agent: false)
  }

  func user(_ agent: Agent) -> String {
    user(id: agent.user, agent.name, agent.address, nil, agent: true)
  }

  private func user(id: Int, _ name: String, _ email: String?, _ phone: String?, agent: Bool)
    -> String
  {
    var out = "  <user>\n    <id type=\"integer\">\(id)</id>\n"
    out += "    <name>\(ZendeskWriter.escaped(name))</name>\n"
    out += email.map { "    <email>\($0)</email>\n" } ?? "    <email nil=\"true\"/>\n"
    out += phone.map { "    <phone>\($0)</phone>\n" } ?? "    <phone nil=\"true\"/>\n"
    return out + "    <helpdesk-agent type=\"boolean\">\(agent)</helpdesk-agent>\n  </user>\n"
  }

  /// With the account's offset, which changes with the season: `2025-10-06T09:14:05-07:00`.
  private func time(_ moment: Timestamp) -> String {
    let offset = zone.offset(at: moment)
    let local = String(Timestamp(moment.seconds + offset).description.dropLast())
    let hours = Calendar.two(abs(offset) / 3600)
    return local + (offset < 0 ? "-" : "+") + hours + ":" + Calendar.two(abs(offset) / 60 % 60)
  }
}
