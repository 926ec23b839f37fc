import Contacts
import Records
import Reports

extension Configuration {
  /// Reads a file.
  ///
  /// - Throws: ``ConfigurationError`` with the place of the first thing that is wrong.
  public init(file: String) throws(ConfigurationError) {
    let text: String
    do {
      text = try FileBytes.text(of: file, limit: Configuration.limit)
    } catch {
      throw ConfigurationError(file: file, message: error.reason)
    }
    try self.init(text, file: file)
  }

  /// Reads a text as if it stood in a file of that name.
  public init(_ text: String, file: String) throws(ConfigurationError) {
    let root = try YAMLNode.document(text, file: file)
    let directory =
      file.utf8.lastIndex(of: 0x2F).map { $0 == file.startIndex ? "/" : String(file[..<$0]) } ?? "."
    let keys = try root.mapping(
      [
        "provider", "hours", "holidays", "targets", "clients", "sources", "match", "calls",
        "signals", "state", "reports", "privacy", "retention",
      ], in: "pipeline.yml")
    guard let providerNode = keys["provider"] else {
      throw root.fault("the key provider is missing; it says who we are")
    }
    guard let sourcesNode = keys["sources"] else {
      throw root.fault("the key sources is missing; it says which files to read")
    }
    let provider = try Configuration.provider(providerNode)
    let reader = CalendarReader(directory: directory, zone: provider.zone)
    let holidays =
      try keys["holidays"].map { (node) throws(ConfigurationError) in
        try reader.holidays(node)
      } ?? []
    let hours = try keys["hours"].map { (node) throws(ConfigurationError) in
      try reader.hours(node, holidays: holidays)
    }
    var standard = OpeningHours.standard(zone: provider.zone)
    standard.holidays = holidays
    var settings = Settings(provider: provider, hours: hours ?? standard)
    if let node = keys["targets"] { settings.targets = try Configuration.targets(node) }
    if let node = keys["match"] { try Configuration.rules(node, &settings.rules) }
    if let node = keys["calls"] {
      let calls = try node.mapping(["dropped_under"], in: "calls")
      if let value = calls["dropped_under"] {
        settings.rules.droppedUnder = try value.duration("dropped_under")
      }
    }
    if let node = keys["signals"] { settings.phrases = try Configuration.phrases(node) }
    if let node = keys["clients"] {
      settings.clients = try ClientReader(
        calendar: reader, directory: directory, hours: settings.hours,
        technicians: Set(provider.technicians.map(\.id))
      )
      .clients(node)
    }

    let reports =
      try keys["reports"].map { (node) throws(ConfigurationError) in
        try node.mapping(
          ["cost_per_hour", "to", "period", "formats", "mail_to", "language"], in: "reports")
      } ?? [:]
    let privacy =
      try keys["privacy"].map { (node) throws(ConfigurationError) in
        try node.mapping(["redact"], in: "privacy")
      } ?? [:]
    var retention: Retention?
    if let node = keys["retention"] {
      guard let value = Retention(try node.text("retention")) else {
        throw node.fault("retention must be a time such as 3y, 26w or 400d, of 31 days or more")
      }
      retention = value
    }
    var period = Period.Length.month
    if let node = reports["period"] {
      guard let value = Period.Length(rawValue: try node.text("period")) else {
        throw node.fault("period must be week, month or quarter")
      }
      period = value
    }
    if let node = reports["cost_per_hour"] {
      settings.costPerHour = try node.amount("cost_per_hour")
    }
    language = .english
    if let node = reports["language"] {
      guard let known = ReportLanguage(try node.text("language")) else {
        let codes = ReportLanguage.all.map(\.code).joined(separator: ", ")
        throw node.fault("no reports are told in this language; there are \(codes)")
      }
      language = known
    }
    var formats = ["html", "text"]
    if let node = reports["formats"] {
      formats = []
      for item in try node.list("formats") {
        let name = try item.text("formats")
        guard Configuration.reportFormats.contains(name) else {
          throw item.fault(
            "no report has the format \"\(name.prefix(40))\"; there are "
              + Configuration.reportFormats.joined(separator: ", "))
        }
        formats.append(name)
      }
    }
    mailTo = try reports["mail_to"]?.texts("mail_to") ?? []
    var redact = false
    if let node = privacy["redact"] {
      redact = try node.bool("redact")
    }
    self.file = file
    self.text = text
    self.directory = directory
    self.settings = settings
    self.period = period
    self.redact = redact
    self.retention = retention
    reportFormats = formats
    sources = try Configuration.sources(sourcesNode)
    state = ""
    reportsTo = ""
    state = resolve(try keys["state"]?.text("state") ?? ".ringback")
    reportsTo = resolve(try reports["to"]?.text("to") ?? "reports")
  }

  /// The formats that `reports.formats` may name.
  public static let reportFormats = [
    "html", "text", "csv", "json", "eml", "openmetrics", "ocel",
  ]

  private static func provider(_ node: YAMLNode) throws(ConfigurationError) -> Provider {
    let keys = try node.mapping(
      [
        "name", "domains", "addresses", "numbers", "extensions", "region", "zone", "technicians",
      ], in: "provider")
    var provider = Provider(name: try keys["name"]?.text("name") ?? "Support")
    if let node = keys["domains"] { provider.domains = try node.texts("domains") }
    if let node = keys["addresses"] { provider.addresses = try node.texts("addresses") }
    if let node = keys["numbers"] { provider.numbers = try node.texts("numbers") }
    if let node = keys["extensions"] { provider.extensions = try extensions(node) }
    if let node = keys["region"] {
      let region = try node.text("region")
      guard region.utf8.count == 2, region.utf8.allSatisfy({ (0x41...0x5A).contains($0) }) else {
        throw node.fault("region must be a country's code in two capitals, such as US")
      }
      provider.region = region
    }
    if let node = keys["zone"] { provider.zone = try zone(node) }
    guard
      !provider.domains.isEmpty || !provider.addresses.isEmpty || !provider.numbers.isEmpty
        || !provider.extensions.isEmpty
    else {
      throw node.fault(
        "provider needs domains, addresses, numbers or extensions; without them nobody is ours")
    }
    var seen: Set<String> = []
    for item in try keys["technicians"]?.list("technicians") ?? [] {
      let keys = try item.mapping(
        ["id", "name", "addresses", "numbers", "extensions"], in: "a technician")
      guard let id = try keys["id"]?.text("id"), !id.isEmpty else {
        throw item.fault("a technician needs an id")
      }
      guard seen.insert(id).inserted else { throw item.fault("two technicians have this id") }
      var technician = Technician(id: id, name: try keys["name"]?.text("name") ?? id)
      if let node = keys["addresses"] { technician.addresses = try node.texts("addresses") }
      if let node = keys["numbers"] { technician.numbers = try node.texts("numbers") }
      if let node = keys["extensions"] { technician.extensions = try extensions(node) }
      provider.technicians.append(technician)
    }
    return provider
  }

  private static func extensions(_ node: YAMLNode) throws(ConfigurationError) -> [String] {
    var all: [String] = []
    for item in try node.list("extensions") {
      let text = try item.text("extensions")
      guard !text.isEmpty, text.utf8.count <= 8,
        text.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x78 })
      else { throw item.fault("an extension is digits, with x for any digit, as \"2xx\"") }
      all.append(text)
    }
    return all
  }

  static func zone(_ node: YAMLNode) throws(ConfigurationError) -> Zone {
    guard let zone = Zone(try node.text("zone")) else {
      throw node.fault("no time zone has this name; use one such as America/Los_Angeles or UTC")
    }
    return zone
  }

  private static func targets(_ node: YAMLNode) throws(ConfigurationError) -> Targets {
    var targets = Targets.standard
    let keys = try node.mapping(["call", "voicemail", "email", "ticket"], in: "targets")
    for (name, value) in keys {
      var text = try value.text(name)
      let calendar = text.utf8.starts(with: "calendar ".utf8)
      if calendar { text.removeFirst("calendar ".count) }
      guard let seconds = YAMLNode.seconds(text), let channel = Event.Channel(rawValue: name) else {
        throw value.fault("a target is a duration such as 4h, or \"calendar 4h\" for the clock")
      }
      targets.byChannel[channel] = Targets.Target(seconds: seconds, calendar: calendar)
    }
    return targets
  }

  private static func rules(
    _ node: YAMLNode, _ rules: inout MatchRules
  ) throws(ConfigurationError) {
    let keys = try node.mapping(["chase_within", "echo_within", "talk_at_least"], in: "match")
    if let value = keys["chase_within"] { rules.chaseWithin = try value.duration("chase_within") }
    if let value = keys["echo_within"] { rules.echoWithin = try value.duration("echo_within") }
    if let value = keys["talk_at_least"] { rules.talkAtLeast = try value.duration("talk_at_least") }
  }

  /// Lists of phrases that may be added to, by their key.
  private static let phraseLists = [
    "withdrawn", "thanks", "brush_off", "belittling", "no_date", "check_ins", "told_again",
    "workarounds", "came_back", "escalations", "promises",
  ]

  private static func phrases(_ node: YAMLNode) throws(ConfigurationError) -> PhraseAdditions {
    var phrases = PhraseAdditions()
    let keys = try node.mapping(["languages"] + phraseLists, in: "signals")
    for (name, value) in keys {
      if name == "languages" {
        phrases.languages = try value.texts("languages")
        continue
      }
      let changes = try value.mapping(["add", "drop", "remove"], in: name)
      if let add = changes["add"] { phrases.add[name] = try add.texts("add") }
      if let remove = changes["drop"] ?? changes["remove"] {
        phrases.remove[name] = try remove.texts("remove")
      }
    }
    return phrases
  }

  private static func sources(_ node: YAMLNode) throws(ConfigurationError) -> [Source] {
    var all: [Source] = []
    for item in try node.list("sources") {
      if item.isScalar {
        all.append(
          Source(pattern: try item.text("a source"), format: nil, zone: nil, line: item.line))
        continue
      }
      let keys = try item.mapping(
        ["path", "format", "zone", "xml"] + CallMappingReader.keys, in: "a source")
      guard let path = try keys["path"]?.text("path"), !path.isEmpty else {
        throw item.fault("a source needs a path")
      }
      var source = Source(pattern: path, format: nil, zone: nil, line: item.line)
      if let node = keys["format"] {
        let name = try node.text("format")
        guard Configuration.knowsFormat(name) else {
          throw node.fault(
            "no format is called \"\(name.prefix(40))\"; `ringback formats` lists them")
        }
        source.format = name
      }
      if let node = keys["zone"] { source.zone = try zone(node) }
      source.xml = try XMLMappingReader.mapping(item, keys["xml"], format: source.format)
      source.csv = try CallMappingReader.mapping(item, keys, format: source.format)
      all.append(source)
    }
    guard !all.isEmpty else { throw node.fault("sources is empty; name at least one file") }
    return all
  }
}
