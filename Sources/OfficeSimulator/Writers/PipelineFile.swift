/// Writes the pipeline.yml that reads an office's files.
struct PipelineFile {
  let options: OfficeOptions
  let directory: Directory
  let callLog: String

  var text: String {
    var out = """
      # Harbor IT is invented, and so are its clients. `ringback check` tries this file,
      # `ringback run` writes the reports. Paths are relative to this file.

      # The provider: who is "ours".
      provider:
        name: Harbor IT
        domains: [harborit.example]        # subdomains are ours too
        addresses: []                      # further ones outside the domains
        numbers: ["\(Directory.number)"]
        extensions: ["2xx", "600"]         # x is any digit; 600 is the ring group
        region: US                         # how numbers without a country code are read
        zone: \(options.zone)
        technicians:

      """
    for agent in Directory.team {
      out += "    - { id: \(agent.id), name: \"\(agent.name)\", addresses: [\(agent.address)], "
      out += "extensions: [\"\(agent.phone)\"] }\n"
    }
    out += """

      # When the office is open, and by when it wants to have answered.
      hours: { mon-fri: "08:00-12:00, 13:00-18:00" }
      holidays: [\(options.firstDay.year)-11-27, \(options.firstDay.year)-12-25]
      targets: { call: 30s, voicemail: 1h, email: 4h, ticket: 8h }   # `calendar 4h` for the clock

      # The businesses that it serves, and their people: the first address is the person.
      clients:

      """
    var people = Array(repeating: [Person](), count: directory.firms.count)
    for person in directory.people where !person.isSharedLine {
      if let firm = person.client { people[firm].append(person) }
    }
    for (index, firm) in directory.firms.enumerated() {
      out += "  - id: \(firm.id)\n    name: \"\(firm.name)\"\n    domains: [\(firm.domain)]\n"
      out += "    numbers: [\"\(firm.sharedNumber)\"]          # shared by all of them\n"
      out += "    organizations: [\"\(firm.organization)\"]\n"
      if let technician = firm.technician { out += "    technician: \(technician)\n" }
      out += "    people:\n"
      for person in people[index] {
        out += "      - { name: \"\(person.name)\""
        let addresses = person.addresses.joined(separator: ", ")
        if !addresses.isEmpty { out += ", addresses: [\(addresses)]" }
        if let number = person.number { out += ", numbers: [\"\(number)\"]" }
        out += " }\n"
      }
    }
    out += "\n# What to read. Formats are told by content unless said.\nsources:\n"
    if options.mail { out += "  - path: \(options.folder)mail/*.mbox\n" }
    if options.calls {
      let format = options.callLog == .freepbx ? "" : ", format: asterisk-cdr"
      out += "  - { path: \(options.folder)\(callLog)\(format), zone: \(options.zone) }\n"
    }
    if options.helpdesk {
      out += "  - path: \"\(options.folder)helpdesk/*.xml\"   "
      out += "# tickets, users, organizations of one export\n"
    }
    out += """

      # How contacts are matched with answers; these are the values that hold anyway.
      match: { chase_within: 7d, echo_within: 10m, talk_at_least: 10s }
      calls: { dropped_under: 5s }
      signals: { languages: [en], brush_off: { add: ["not our department"] } }

      # Where the program keeps its state, and where the reports go.
      state: .ringback
      reports: { to: reports, period: month, formats: [html, text, csv, json] }
      privacy: { redact: false }

      """
    return out
  }
}
