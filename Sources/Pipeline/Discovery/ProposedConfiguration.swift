import Contacts
public import Records

/// A commented pipeline.yml of what was told from files.
///
/// It is well formed whatever the files hold: every text from them stands in double quotes with
/// everything but plain characters escaped (YAML 1.2, 5.7).
public struct ProposedConfiguration {
  private let inference: Inference
  private let settings: Settings
  private let assumptions: Inference.Assumptions
  private let files: [String]
  private var lines: [String] = []

  /// - Parameters:
  ///   - files: the sources, as they are to stand in the file.
  ///   - provider: a domain or address, where it is known.
  ///   - zone: where it is known.
  public init(_ inference: Inference, files: [String], provider: String?, zone: Zone?) {
    self.inference = inference
    self.files = files
    (settings, assumptions) = inference.settings(provider: provider, zone: zone)
  }

  /// Whether it could be told who answers; otherwise the file needs it filled in.
  public var namesProvider: Bool { assumptions.provider != nil }

  public var bytes: [UInt8] {
    var copy = self
    copy.write()
    return Array((copy.lines.joined(separator: "\n") + "\n").utf8)
  }

  private mutating func write() {
    add("# Proposed from the files named below; read it once, and correct what is wrong.")
    add("# `ringback check` tries it without writing anything, `ringback run` writes the reports.")
    writeProvider()
    writeHours()
    writeClients()
    add("")
    add("# What to read; patterns such as mail/*.mbox are possible.")
    add("sources:")
    for file in files { add("  - path: \(ProposedConfiguration.quoted(file))") }
    add("")
    add("state: .ringback")
    add("reports: { to: reports, period: month, formats: [html, text] }")
  }

  private mutating func writeProvider() {
    let provider = settings.provider
    add("")
    if let answers = assumptions.answers {
      add("# Who answers: this domain answered \(answers) messages of others, the most of all.")
    } else if assumptions.provider == nil {
      add("# Who answers could not be told from the files: name your domains.")
    } else {
      add("# Who answers.")
    }
    add("provider:")
    add("  name: \(ProposedConfiguration.quoted(provider.name))")
    add("  domains: \(ProposedConfiguration.list(provider.domains))")
    if !provider.addresses.isEmpty {
      add("  addresses: \(ProposedConfiguration.list(provider.addresses))")
    }
    let calls = inference.callNumbers(region: provider.region)
    add(
      "  numbers: \(ProposedConfiguration.list(calls.ours))"
        + (calls.ours.isEmpty ? "                       # yours, as clients dial them" : ""))
    if !calls.extensions.isEmpty {
      add("  extensions: \(ProposedConfiguration.list(calls.extensions))")
    }
    add("  region: \(provider.region)")
    add(
      "  zone: \(provider.zone.name)"
        + (assumptions.isZoneTold ? "" : "                          # not told by the files"))
    guard !provider.technicians.isEmpty else { return }
    add("  technicians:                       # add the extension of each")
    var ids: Set<String> = []
    for technician in provider.technicians {
      let name = technician.id.split(separator: "@").first.map(String.init) ?? technician.id
      var line =
        "    - { id: \(ProposedConfiguration.identifier(Inference.folded(name).text, &ids))"
      line += ", name: \(ProposedConfiguration.quoted(technician.name))"
      if !technician.addresses.isEmpty {
        line += ", addresses: \(ProposedConfiguration.list(technician.addresses))"
      }
      add(line + " }")
    }
  }

  private mutating func writeHours() {
    add("")
    add(
      assumptions.areHoursTold
        ? "# When nine of ten of your answers were given."
        : "# Too few answers to tell when the office is open; these hours are assumed.")
    add("hours: { \(HoursInference.text(settings.hours)) }")
    add("targets: { call: 30s, voicemail: 1h, email: 4h, ticket: 8h }   # within these hours")
  }

  private mutating func writeClients() {
    let named = settings.clients.filter { $0.id != "callers" && $0.id != "free-mail" }
    let clients = named.filter { inference.isLikely($0, of: settings.provider) }
    let freeMail = inference.freeMail()
    add("")
    add("# Clients by the domains that write and are written to; free-mail providers are nobody's.")
    add("# Numbers come from the helpdesk and from the signatures of mails.")
    guard !clients.isEmpty else {
      add("clients: []")
      return
    }
    add("clients:")
    var ids: Set<String> = []
    for client in clients {
      add("  - id: \(ProposedConfiguration.identifier(client.id, &ids))")
      add("    name: \(ProposedConfiguration.quoted(client.organizations.first ?? client.name))")
      add("    domains: \(ProposedConfiguration.list(client.domains))")
      let people = inference.people(of: client, region: settings.provider.region)
      if !people.shared.isEmpty {
        add(
          "    numbers: \(ProposedConfiguration.list(people.shared))"
            + "          # in the signatures of several people")
      }
      if !client.organizations.isEmpty {
        add("    organizations: \(ProposedConfiguration.list(client.organizations))")
      }
      guard !people.people.isEmpty else { continue }
      add("    people:")
      for person in people.people {
        var parts: [String] = []
        if let name = person.name { parts.append("name: \(ProposedConfiguration.quoted(name))") }
        parts.append("addresses: \(ProposedConfiguration.list(person.addresses))")
        if !person.numbers.isEmpty {
          parts.append("numbers: \(ProposedConfiguration.list(person.numbers))")
        }
        add("      - { \(parts.joined(separator: ", ")) }")
        if let name = person.name, let others = freeMail[Inference.folded(name)] {
          add("        # Of the same name; add it if it is the same person:")
          add("        # \(ProposedConfiguration.list(others))")
        }
      }
    }
    let others = named.filter { !inference.isLikely($0, of: settings.provider) }
    guard !others.isEmpty else { return }
    add("  # Seen once or twice and never answered, perhaps no clients:")
    for other in others {
      add(
        "  # - { id: \(ProposedConfiguration.identifier(other.id, &ids)), domains: "
          + "\(ProposedConfiguration.list(other.domains)) }")
    }
  }

  private mutating func add(_ line: String) { lines.append(line) }

  // MARK: YAML

  private static func list(_ texts: [String]) -> String {
    "[" + texts.map(quoted).joined(separator: ", ") + "]"
  }

  /// A double-quoted scalar; what is not plain is escaped, so that no text can leave it.
  public static func quoted(_ text: String) -> String {
    var out = "\""
    for scalar in text.unicodeScalars.prefix(500) {
      switch scalar {
      case "\"", "\\": out += "\\\(scalar)"
      case _
      where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
        || scalar.properties.generalCategory == .format
        || (0xFE00...0xFEFF).contains(scalar.value) || scalar.value == 0x2028
        || scalar.value == 0x2029 || scalar.value >= 0xFFFE:
        let hex = String(scalar.value, radix: 16, uppercase: true)
        out += "\\U" + String(repeating: "0", count: 8 - hex.count) + hex
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out + "\""
  }

  /// A client's id: letters and digits of the domain's first label, and further ones of it where
  /// that is taken.
  private static func identifier(_ domain: String, _ taken: inout Set<String>) -> String {
    let plain = domain.utf8.map { byte -> UInt8 in
      (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte) ? byte : 0x2D
    }
    let whole = String(decoding: plain.prefix(60), as: UTF8.self)
    let first = String(decoding: whole.utf8.prefix { $0 != 0x2D }, as: UTF8.self)
    for candidate in [first, whole] where !candidate.isEmpty && candidate != "-" {
      // A plain word, so that YAML takes it for a text.
      let isWord = candidate.utf8.first.map { (0x61...0x7A).contains($0) } ?? false
      let name = isWord ? candidate : "c-" + candidate
      if !["true", "false", "null", "yes", "no", "on", "off", "y", "n"].contains(name),
        taken.insert(name).inserted
      {
        return name
      }
    }
    var number = 2
    while !taken.insert("\(whole)-\(number)").inserted { number += 1 }
    return "c-\(whole)-\(number)"
  }
}
