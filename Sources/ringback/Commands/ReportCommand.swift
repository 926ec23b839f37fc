public import ArgumentParser
import Contacts
import Pipeline
import Records
public import Reports

struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Report who waits now and how long everyone waited, per client.",
    discussion: """
      Reads what `match` writes. A format of several files needs --to, except that csv then \
      gives the contacts alone.

      Examples:
        ringback match events.ndjson | ringback report
        ringback match events.ndjson | ringback report --format html --to reports
        ringback report contacts.ndjson --format eml --mail-to pat@acme.example | sendmail -t
      """)

  @Argument(help: "Files of contacts; - or none is standard input.")
  var files: [String] = []

  @Option(
    help: ArgumentHelp(
      "text, html, json, csv, eml, openmetrics or ocel.", valueName: "name"))
  var format: ReportFormat = .text

  @Option(help: ArgumentHelp("Write the report's files there, each whole.", valueName: "dir"))
  var to: String?

  @Option(
    help: ArgumentHelp(
      "Who gets the mail of the format eml; may be given again.", valueName: "address"))
  var mailTo: [String] = []

  @OptionGroup var configuration: ConfigurationOption
  @OptionGroup var selection: SelectionOptions
  @OptionGroup var people: PeopleOption
  @OptionGroup var wording: LanguageOption
  @OptionGroup var stage: StageOptions

  func run() throws {
    let configuration = try configuration.read()
    let settings = configuration?.settings ?? .unconfigured
    let zone = settings.provider.zone
    let selected = selection.selection(zone: zone)
    let rejects = RejectLog(path: stage.rejects)
    var contacts: [Contact] = []
    var signs: [Sign] = []
    var books: [Books] = []
    var account = Books.Account(source: "lines", format: "json-lines", unit: "line")
    try StageInput(files: files, stage: .report).read(&account) {
      rejects.add($0)
    } line: { line, _ in
      switch line {
      case .contact(var contact):
        guard selected.includes(contact) else { return }
        contact.keepEvidence(format.evidence)
        contacts.append(contact)
      case .sign(let sign): if selected.includes(sign) { signs.append(sign) }
      case .books(let some): books.append(some)
      case .observed, .other: break
      case .record: throw Stop(.rejects, StageInput.Stage.report.missing(for: "record"))
      case .event: throw Stop(.rejects, StageInput.Stage.report.missing(for: "event"))
      }
    }
    let asOf =
      selection.asOf(zone: zone) ?? books.compactMap(\.asOf).max()
      ?? contacts.map(\.observedUntil).max() ?? .earliest
    var input = ReportInput(
      contacts: contacts, signs: signs, books: books, settings: settings, asOf: asOf,
      period: configuration?.period ?? .month, namesTechnicians: !people.noPeople)
    input.recipients = mailTo.isEmpty ? configuration?.mailTo ?? [] : mailTo
    input.language = wording.language(of: configuration)
    if let configuration { input = try configuration.leaving(input) }
    let files = render(input, as: format)
    if let to {
      do {
        try Publishing.write(files, to: to)
      } catch {
        throw Stop(.publishing(error), StopText.of(error))
      }
    } else if let first = files.first {
      let output = StageOutput()
      output.write(first)
      try output.finish()
    }
    var own = Books("report")
    own.accounts = account.read > 0 ? [account] : []
    try rejects.finish([own], stage.tolerance)
  }
}

extension ReportFormat: ExpressibleByArgument {}

extension Contact {
  /// Drops what a format does not tell of, which is half of the memory of a contact.
  fileprivate mutating func keepEvidence(_ kept: ReportFormat.Evidence) {
    let all: [Contact.Evidence] = fields.evidence
    switch kept {
    case .all: break
    case .first: fields.evidence = all.prefix(1) + all.dropFirst().filter { $0.role == .settled }
    case .settlement: fields.evidence = all.filter { $0.role == .settled }
    }
  }
}
