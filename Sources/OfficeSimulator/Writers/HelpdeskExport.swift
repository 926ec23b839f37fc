import Records

/// The files of a helpdesk's export, in either dialect.
struct HelpdeskExport: Sendable {
  private let folder: String
  private let dialect: OfficeOptions.Helpdesk
  private let zendesk = ZendeskWriter()
  private let freshdesk: FreshdeskWriter
  private var ticketsWritten = 0

  init(options: OfficeOptions, zone: Zone) {
    folder = options.folder + "helpdesk/"
    dialect = options.helpdeskDialect
    freshdesk = FreshdeskWriter(zone: zone)
  }

  private static let freshdeskHead = "<helpdesk-tickets type=\"array\">\n"
  private static let freshdeskFoot = "</helpdesk-tickets>\n"

  private var ticketsPath: String {
    switch dialect {
    case .zendesk: folder + "tickets.xml"
    case .freshdesk:
      folder + "Tickets\(max(0, ticketsWritten - 1) / FreshdeskWriter.ticketsPerFile).xml"
    }
  }

  func open(_ sink: inout some OfficeSink) throws {
    let root = dialect == .zendesk ? "<tickets type=\"array\">\n" : HelpdeskExport.freshdeskHead
    try sink.append(Array((ZendeskWriter.declaration + root).utf8), to: ticketsPath)
  }

  mutating func write(_ tickets: [HelpdeskTicket], to sink: inout some OfficeSink) throws {
    var bytes: [UInt8] = []
    for ticket in tickets {
      switch dialect {
      case .zendesk: zendesk.write(ticket, to: &bytes)
      case .freshdesk:
        if ticketsWritten > 0, ticketsWritten % FreshdeskWriter.ticketsPerFile == 0 {
          bytes.append(contentsOf: HelpdeskExport.freshdeskFoot.utf8)
          try sink.append(bytes, to: ticketsPath)
          let head = ZendeskWriter.declaration + HelpdeskExport.freshdeskHead
          bytes = Array(head.utf8)
        }
        freshdesk.write(ticket, to: &bytes)
      }
      ticketsWritten += 1
    }
    if !bytes.isEmpty { try sink.append(bytes, to: ticketsPath) }
  }

  func close(_ directory: Directory, visitors: [Person], _ sink: inout some OfficeSink) throws {
    let foot = dialect == .zendesk ? "</tickets>\n" : HelpdeskExport.freshdeskFoot
    try sink.append(Array(foot.utf8), to: ticketsPath)
    var users = ZendeskWriter.declaration + "<users type=\"array\">\n"
    for agent in Directory.team {
      users += dialect == .zendesk ? zendesk.user(agent) : freshdesk.user(agent)
    }
    for person in directory.people + visitors {
      users +=
        dialect == .zendesk
        ? zendesk.user(
          person, organization: person.client.map { directory.firms[$0].organizationID })
        : freshdesk.user(person)
    }
    let name = dialect == .zendesk ? "users.xml" : "Users.xml"
    try sink.append(Array((users + "</users>\n").utf8), to: folder + name)
    guard dialect == .zendesk else { return }
    var firms = ZendeskWriter.declaration + "<organizations type=\"array\">\n"
    for firm in directory.firms { firms += zendesk.organization(firm) }
    try sink.append(Array((firms + "</organizations>\n").utf8), to: folder + "organizations.xml")
  }
}
