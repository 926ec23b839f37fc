public import ArgumentParser
public import OfficeSimulator

@main
struct MakeOffice: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "make-office",
    abstract: "Makes up a support provider's mailboxes, call log and helpdesk export.",
    discussion: """
      Writes mail/, calls/, helpdesk/, pipeline.yml, and truth.ndjson with what truly happened, \
      for tests and measurements. The same seed and options give the same bytes.
      """)

  @Option(help: "What chance begins with.")
  var seed: UInt64 = 1

  @Option(help: "How many clients.")
  var clients = 4

  @Option(help: "How many people each client has at the start.")
  var people = 4

  @Option(help: "How many weeks, from Monday, October 6, 2025.")
  var weeks = 5

  @Option(help: "About how many contacts in all.")
  var contacts = 100

  @Option(help: "Columns of the call log: asterisk-18, asterisk-21 or freepbx.")
  var callLog = OfficeOptions.CallLog.asterisk18

  @Option(help: "Whose export: zendesk or freshdesk.")
  var helpdeskDialect = OfficeOptions.Helpdesk.zendesk

  @Option(help: "IANA name of the provider's time zone.")
  var zone = "America/Los_Angeles"

  @Option(help: "Only this quirk; may be repeated. See --list-quirks.")
  var onlyQuirk: [Quirk] = []

  @Option(help: "A quirk's share of all, as bounce=0.1; may be repeated. 0 turns it off.")
  var quirk: [String] = []

  @Flag(help: "No quirks at all.")
  var plain = false

  @Flag(inversion: .prefixedNo, help: "Mailboxes.")
  var mail = true

  @Flag(inversion: .prefixedNo, help: "Call log.")
  var calls = true

  @Flag(inversion: .prefixedNo, help: "Helpdesk export.")
  var helpdesk = true

  @Flag(help: "End the lines of mailboxes with CRLF.")
  var crlf = false

  @Option(help: "Put all but pipeline.yml into this folder below --out, as samples.")
  var folder: String?

  @Flag(help: "Write README.md, which tells where each quirk is to be seen.")
  var guide = false

  @Flag(help: "List the quirks, and do nothing.")
  var listQuirks = false

  @Option(help: "Where to write; an office that is there is replaced.")
  var out = "office"

  func run() throws {
    if listQuirks {
      for quirk in Quirk.allCases { print("\(quirk.rawValue): \(quirk.explanation)") }
      return
    }
    var disk = try Disk(root: out)
    try Office(seed: seed, options: options()).write(to: &disk)
    try disk.close()
  }

  private func options() throws -> OfficeOptions {
    var options = OfficeOptions()
    options.clients = clients
    options.peoplePerClient = people
    options.weeks = weeks
    options.contacts = contacts
    options.callLog = callLog
    options.helpdeskDialect = helpdeskDialect
    options.zone = zone
    guard options.knowsZone else {
      throw ValidationError("--zone wants a name of the IANA database, as Europe/Berlin")
    }
    (options.mail, options.calls, options.helpdesk) = (mail, calls, helpdesk)
    options.crlf = crlf
    options.folder = folder.map { $0.hasSuffix("/") ? $0 : $0 + "/" } ?? ""
    options.guide = guide
    if plain { options.keepOnly([]) }
    if !onlyQuirk.isEmpty { options.keepOnly(onlyQuirk) }
    for pair in quirk {
      let sides = pair.split(separator: "=").map(String.init)
      guard sides.count == 2, let name = Quirk(rawValue: sides[0]), let rate = Double(sides[1])
      else { throw ValidationError("--quirk wants NAME=SHARE, as bounce=0.1") }
      options.setRate(rate, of: name)
    }
    return options
  }
}

extension Quirk: ExpressibleByArgument {}
extension OfficeOptions.Helpdesk: ExpressibleByArgument {}
extension OfficeOptions.CallLog: ExpressibleByArgument {}
