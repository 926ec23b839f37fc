import Records

/// Writes the XML account export of Zendesk: tickets.xml, users.xml, organizations.xml.
struct ZendeskWriter: Sendable {
  static let declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"

  func write(_ ticket: HelpdeskTicket, to bytes: inout [UInt8]) {
    var out = "  <ticket>\n"
    func number(_ name: String, _ value: Int?) {
      if let value {
        out += "    <\(name) type=\"integer\">\(value)</\(name)>\n"
      } else {
        out += "    <\(name) type=\"integer\" nil=\"true\"/>\n"
      }
    }
    func time(_ name: String, _ value: Timestamp?) {
      if let value {
        out += "    <\(name) type=\"datetime\">\(value)</\(name)>\n"
      } else {
        out += "    <\(name) type=\"datetime\" nil=\"true\"/>\n"
      }
    }
    number("assignee-id", ticket.assignee)
    time("assigned-at", ticket.assignee == nil ? nil : ticket.created)
    time("created-at", ticket.created)
    let description = ticket.comments.first?.text ?? ""
    out += "    <description>\(ZendeskWriter.escaped(description))</description>\n"
    number("nice-id", ticket.number)
    number("organization-id", ticket.organization)
    number("priority-id", ticket.priority)
    number("requester-id", ticket.requester)
    time("solved-at", ticket.solved)
    number("status-id", ticket.status)
    out += "    <subject>\(ZendeskWriter.escaped(ticket.subject))</subject>\n"
    number("submitter-id", ticket.submitter)
    time("updated-at", ticket.updated)
    number("via-id", ticket.via.rawValue)
    out += "    <comments type=\"array\">\n"
    for comment in ticket.comments {
      out += "      <comment>\n"
      out += "        <author-id type=\"integer\">\(comment.author)</author-id>\n"
      out += "        <created-at type=\"datetime\">\(comment.at)</created-at>\n"
      out += "        <is-public type=\"boolean\">\(comment.isPublic)</is-public>\n"
      out += "        <type>Comment</type>\n"
      out += "        <value>\(ZendeskWriter.escaped(comment.text))</value>\n"
      out += "        <attachments type=\"array\"/>\n      </comment>\n"
    }
    out += "    </comments>\n    <ticket-field-entries type=\"array\"/>\n  </ticket>\n"
    bytes.append(contentsOf: out.utf8)
  }

  func user(_ person: Person, organization: Int?) -> String {
    var out = "  <user>\n    <id type=\"integer\">\(person.user)</id>\n"
    out += "    <name>\(ZendeskWriter.escaped(person.name))</name>\n"
    out +=
      person.addresses.first.map { "    <email>\($0)</email>\n" } ?? "    <email nil=\"true\"/>\n"
    out += person.number.map { "    <phone>\($0)</phone>\n" } ?? "    <phone nil=\"true\"/>\n"
    out += "    <roles type=\"integer\">0</roles>\n"
    out +=
      organization.map {
        "    <organization-id type=\"integer\">\($0)</organization-id>\n"
      } ?? "    <organization-id type=\"integer\" nil=\"true\"/>\n"
    return out + "  </user>\n"
  }

  /// The first of the team is the administrator, role 2; the others are agents, role 4.
  func user(_ agent: Agent) -> String {
    let role = agent.id == Directory.team[0].id ? 2 : 4
    return """
        <user>
          <id type="integer">\(agent.user)</id>
          <name>\(agent.name)</name>
          <email>\(agent.address)</email>
          <phone nil="true"/>
          <roles type="integer">\(role)</roles>
          <organization-id type="integer" nil="true"/>
        </user>

      """
  }

  func organization(_ firm: Firm) -> String {
    """
      <organization>
        <id type="integer">\(firm.organizationID)</id>
        <name>\(ZendeskWriter.escaped(firm.organization))</name>
      </organization>

    """
  }

  static func escaped(_ text: String) -> String {
    var out = ""
    out.reserveCapacity(text.utf8.count + 16)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": out += "&amp;"
      case "<": out += "&lt;"
      case ">": out += "&gt;"
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out
  }
}
