import ArgumentParser
import Contacts
import Intake
import Pipeline
import Records
import Reports

struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Read all sources of pipeline.yml and write its reports: the nightly job.",
    discussion: """
      Silent when all is well, one line for each problem otherwise. A second run on the same \
      state ends at once with 75. Rejects are kept in rejects.ndjson in the state directory.

      Example, in a crontab:
        15 4 * * * ringback run -c /srv/support/pipeline.yml
      """)

  @OptionGroup var configuration: ConfigurationOption
  @OptionGroup var selection: SelectionOptions
  @OptionGroup var stage: StageOptions

  func run() throws {
    let configuration = try configuration.required(for: "run")
    let lock: RunLock
    do {
      lock = try RunLock.take(in: configuration.state)
    } catch {
      switch error {
      case .held:
        throw Stop(
          .locked, "\(configuration.state): another run holds the lock; this one did nothing")
      case .cannotCreate(let path, let errno):
        throw Stop(.cannotCreate, "\(path): cannot be created: \(Complaint.describe(errno))")
      }
    }
    defer { withExtendedLifetime(lock) {} }
    let zone = configuration.settings.provider.zone
    let (inputs, missing) = configuration.inputs()
    configuration.say(missing: missing)
    let rejects = RejectLog(path: stage.rejects ?? configuration.state + "/rejects.ndjson")
    let outcome = Passage(configuration.settings, asOf: selection.asOf(zone: zone))
      .run(inputs) { rejects.add($0) }
    for failure in outcome.failures { Complaint.say(failure.sentence) }
    let selected = selection.selection(zone: zone)
    var input = ReportInput(
      contacts: outcome.contacts.filter(selected.includes), books: outcome.books,
      settings: configuration.settings, asOf: outcome.asOf)
    input.recipients = configuration.mailTo
    let model = ReportModel(input)
    let files = ReportFormat.allCases
      .filter { configuration.reportFormats.contains($0.rawValue) }
      .flatMap { render(model, as: $0) }
    do {
      try Publishing.write(files.map { ($0.name, $0.bytes) }, to: configuration.reportsTo)
    } catch {
      throw Stop(.publishing(error), StopText.of(error))
    }
    stage.say(outcome.books)
    try rejects.finish(outcome.books, stage.tolerance)
    if !missing.isEmpty || !outcome.failures.isEmpty { throw Stop(.noInput) }
  }
}
