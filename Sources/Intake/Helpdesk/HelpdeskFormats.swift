extension Format {
  static let helpdesks: [Format] = [zendesk, freshdesk]

  static let zendesk = helpdesk(
    .zendesk, "Zendesk: tickets.xml, users.xml, organizations.xml", .documents
  ) { head in
    switch head.root {
    // Kayako, Assembla and Lighthouse have a root of this name as well.
    case "tickets":
      head.has("<ticket id=", "<space-id", "<permalink", "<posts>")
        ? nil
        : head.has(
          "<nice-id", "<status-id", "<requester-id", "<assignee-id", "<submitter-id", "<via-id")
          || !head.has("<ticket>", "<ticket ") ? 2 : nil
    case "users": head.has("<roles", "<organization-id", "<organization_id") ? 1 : nil
    case "organizations": 0
    default: nil
    }
  }

  static let freshdesk = helpdesk(
    .freshdesk, "Freshdesk and Freshservice: Tickets*.xml, Users.xml, groups.xml", .realFiles
  ) { head in
    switch head.root {
    case "helpdesk-tickets": 2
    case "users": head.has("<helpdesk-agent", "<customer-id", "<job-title") ? 1 : nil
    case "groups": head.has("<helpdesk-agent", "<agents") ? 1 : nil
    case "departments", "companies", "customers": 0
    default: nil
    }
  }

  /// - Parameter rank: where a file with this beginning comes in the order, nil where it is of
  ///   another format.
  private static func helpdesk(
    _ dialect: HelpdeskDialect, _ summary: String, _ certainty: Certainty,
    rank: @escaping @Sendable (XMLHead) -> Int?
  ) -> Format {
    Format(
      name: dialect.name, summary: summary, certainty: certainty, unit: "element",
      likeness: {
        let head = XMLHead($0)
        return rank(head) == nil ? 0 : head.hasJunk ? 60 : 90
      },
      rank: { rank(XMLHead($0)) ?? 0 },
      reader: { HelpdeskReader(dialect, $0, $1) })
  }
}
