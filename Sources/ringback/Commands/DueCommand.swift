import ArgumentParser
import Contacts
import Pipeline
import Records
import Reports

struct DueCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "due",
    abstract: "List who is waiting now, longest first: the morning's call-back list.",
    discussion: """
      Tells what the last run kept where the sources of pipeline.yml are still as it read them, \
      and reads them otherwise.

      Example:
        ringback due -c pipeline.yml --client acme
      """)

  enum Layout: String, ExpressibleByArgument, CaseIterable { case text, csv, json }

  @Option(help: ArgumentHelp("text, csv or json.", valueName: "name"))
  var format: Layout = .text

  @OptionGroup var configuration: ConfigurationOption
  @OptionGroup var selection: SelectionOptions
  @OptionGroup var wording: LanguageOption

  func run() throws {
    let configuration = try configuration.required(for: "due")
    let settings = try configuration.settledSettings()
    let zone = settings.provider.zone
    let (inputs, missing) = configuration.inputs()
    configuration.say(missing: missing)
    let outcome = try configuration.outcome(
      of: inputs, settings, asOf: selection.asOf(zone: zone))
    for failure in outcome.failures { Complaint.say(failure.sentence) }
    let selected = selection.selection(zone: zone)
    let waiting = outcome.contacts
      .filter { $0.state == .unanswered && selected.includes($0) }
      .sorted { ($1.waitS, $0.opened.seconds, $0.id) < ($0.waitS, $1.opened.seconds, $1.id) }
    let output = StageOutput()
    var input = ReportInput(
      contacts: waiting, books: [], settings: settings, asOf: outcome.asOf)
    input.language = wording.language(of: configuration)
    input = try configuration.leaving(input)
    let model = ReportModel(input)
    switch format {
    case .json: for contact in input.contacts { output.write(contact) }
    case .csv: output.write(renderWaitingTable(model))
    case .text: output.write(text: renderWaiting(model))
    }
    try output.finish()
    if !missing.isEmpty || !outcome.failures.isEmpty { throw Stop(.noInput) }
  }
}
