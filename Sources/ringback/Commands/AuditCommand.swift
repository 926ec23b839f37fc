import ArgumentParser
import Contacts
import Intake
import Pipeline
import Records
import Reports

struct AuditCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "Report on exported files at once, with no configuration.",
    discussion: """
      Who the provider is, who works there and who the clients are is told from the files and \
      said. A business that audits its supplier with its own mailbox names the supplier.

      Examples:
        ringback audit exported.mbox
        ringback audit exported.mbox calls.csv --provider harborit.example --to reports
      """)

  @Argument(help: "Files or quoted patterns; - is standard input.")
  var files: [String]

  @Option(
    help: ArgumentHelp(
      "Who is asked and should answer: a mail domain or an address; may be given again.",
      valueName: "domain|address"))
  var provider: [String] = []

  private var named: String? { provider.isEmpty ? nil : provider.joined(separator: ",") }

  @Option(
    help: ArgumentHelp(
      "The time zone of opening hours and of local times, as America/Los_Angeles.",
      valueName: "name"))
  var zone: String?

  @Option(
    help: ArgumentHelp(
      "When the provider is open, as 'mon-fri 08:00-12:00 13:00-18:00 sat 09:00-12:00'.",
      valueName: "days"))
  var hours: String?

  @Option(help: ArgumentHelp("text, html, json, csv, eml, openmetrics or ocel.", valueName: "name"))
  var format: ReportFormat = .text

  @Option(
    help: ArgumentHelp(
      "Write the pages there, and the text to standard output.", valueName: "dir"))
  var to: String?

  @OptionGroup var selection: SelectionOptions
  @OptionGroup var people: PeopleOption
  @OptionGroup var wording: LanguageOption
  @OptionGroup var stage: StageOptions

  func validate() throws {
    if let zone, Zone(zone) == nil {
      throw ValidationError("No time zone is called '\(zone)'.")
    }
    if let hours, OpeningHours(said: hours, zone: .utc) == nil {
      throw ValidationError("Hours are given as 'mon-fri 08:00-18:00', not '\(hours)'.")
    }
  }

  func run() throws {
    let told = zone.flatMap { Zone($0) }
    var options = ReaderOptions()
    options.zone = told
    let (inputs, missing) = InputFiles.inputs(files, format: nil, options: options)
    for pattern in missing { Complaint.say("\(pattern): no file matches") }
    if inputs.isEmpty { throw Stop(.noInput) }

    let rejects = RejectLog(path: stage.rejects)
    let audit = Audit(
      provider: named, zone: told, asOf: selection.asOf(zone: told ?? .utc),
      hours: hours.flatMap { OpeningHours(said: $0, zone: .utc) })
    let (outcome, settings, assumptions) = Progress.during(inputs, times: 2) {
      audit.run(inputs) { rejects.add($0) }
    }
    for failure in outcome.failures { Complaint.say(failure.sentence) }
    if assumptions.provider == nil && assumptions.technicians == 0 {
      throw Stop(
        .usage, "nothing in these files tells who should answer; name them with --provider")
    }
    let selected = selection.selection(zone: settings.provider.zone)
    var input = ReportInput(
      contacts: outcome.contacts.filter(selected.includes),
      signs: outcome.signs.filter(selected.includes), books: outcome.books,
      settings: settings, asOf: outcome.asOf, namesTechnicians: !people.noPeople)
    input.language = wording.language(of: nil)
    let model = ReportModel(input)
    let output = StageOutput()
    let lines = AuditCommand.lines(assumptions, isNamed: named != nil)
    if format == .text {
      output.write(text: Array((lines.joined(separator: "\n") + "\n\n").utf8))
    } else {
      for line in lines { Complaint.say(line) }
    }
    if let to {
      let files = render(model, as: format == .text ? .html : format)
      do {
        try Publishing.write(files, to: to)
      } catch {
        throw Stop(.publishing(error), StopText.of(error))
      }
    }
    if to == nil || format == .text, let first = render(model, as: format).first {
      output.write(first)
    }
    try output.finish()
    stage.say(outcome.books)
    try rejects.finish(outcome.books, stage.tolerance)
    if !missing.isEmpty || !outcome.failures.isEmpty { throw Stop(.noInput) }
  }

  /// What was assumed, with the option that corrects each, in two lines of usually no more than 80
  /// columns.
  static func lines(_ assumptions: Inference.Assumptions, isNamed: Bool) -> [String] {
    func count(_ n: Int, _ one: String, _ many: String) -> String { "\(n) \(n == 1 ? one : many)" }
    let found =
      switch assumptions.answers {
      case _ where isNamed: "as named"
      case let answers?: count(answers, "answer", "answers")
      case nil: "by its helpdesk"
      }
    let provider = assumptions.provider.map { "\($0) (\(found))" } ?? "not found, nobody is ours"
    let people = count(assumptions.technicians, "technician", "technicians")
    let clients = count(assumptions.clients, "client", "clients")
    let hours = assumptions.hours.filter { $0 != "\"" }
    let guessed = assumptions.areHoursTold ? "" : " (a guess)"
    let zone = assumptions.zone + (assumptions.isZoneTold ? "" : " (a guess)")
    return [
      "Provider: \(provider), \(people), \(clients) [--provider]",
      "Open: \(hours)\(guessed) [--hours], \(zone) [--zone]",
    ].flatMap { terminalLines($0, indent: "  ") }
  }
}
