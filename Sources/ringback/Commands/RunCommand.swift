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
  @OptionGroup var people: PeopleOption
  @OptionGroup var stage: StageOptions

  @Flag(help: "Say what would be read of each source, and do nothing.")
  var dryRun = false

  /// How often this run began anew after a crash.
  @Option(help: .private)
  var restarts = 0

  func run() throws {
    let configuration = try configuration.required(for: "run")
    if dryRun { return try tell(configuration) }
    let lock = try configuration.lock()
    defer { withExtendedLifetime(lock) {} }
    let state = try configuration.openState()
    var record = try state.begin()
    do {
      try run(configuration, state, &record)
      try state.end(record.over(.done))
    } catch let stop as Stop {
      try state.end(record.over(stop.status))
      throw stop
    }
  }

  private func run(
    _ configuration: Configuration, _ state: KeptState, _ record: inout RunRecord
  ) throws {
    let settings = try configuration.settledSettings()
    let zone = configuration.settings.provider.zone
    let (inputs, missing) = configuration.inputs()
    configuration.say(missing: missing)
    let rejects = RejectLog(path: stage.rejects ?? configuration.state + "/rejects.ndjson")
    let (outcome, reading) = try Progress.during(inputs) {
      try state.night(
        configuration, inputs, settings, asOf: selection.asOf(zone: zone),
        crashes: CrashNotes(in: configuration.state, of: Ringback.configuration.version),
        reject: rejects.add)
    }
    for failure in reading.failures { Complaint.say(failure.sentence) }
    for name in reading.gone {
      Complaint.say(
        "\(name): gone since the last run; what it held is kept, as long as no other file "
          + "holds it")
    }
    tell(reading.passedOver)
    record.count(outcome, reading)
    let selected = selection.selection(zone: zone)
    var input = ReportInput(
      contacts: outcome.contacts.filter(selected.includes),
      signs: outcome.signs.filter(selected.includes), books: outcome.books,
      settings: settings, asOf: outcome.asOf, period: configuration.period,
      namesTechnicians: !people.noPeople)
    input.recipients = configuration.mailTo
    input.language = configuration.language
    let model = ReportModel(try configuration.leaving(input))
    let files = ReportFormat.allCases
      .filter { configuration.reportFormats.contains($0.rawValue) }
      .flatMap { render(model, as: $0) }
    do {
      try Publishing.publish(files, to: configuration.reportsTo)
    } catch {
      throw Stop(.publishing(error), StopText.of(error))
    }
    stage.say(outcome.books)
    try rejects.finish(outcome.books, stage.tolerance)
    if !missing.isEmpty || !reading.failures.isEmpty { throw Stop(.noInput) }
    if !reading.passedOver.isEmpty { throw Stop(.rejects) }
  }

  private func tell(_ passedOver: [Place]) {
    for place in passedOver.prefix(10) where place.offset > 0 || place.line != nil {
      Complaint.say(
        "\(place.source): what begins at byte \(place.offset) made the program crash twice and "
          + "was passed over; please report it")
    }
    if passedOver.count > 10 {
      Complaint.say("\(passedOver.count - 10) more such pieces are among the rejects, as poison")
    }
    if passedOver.isEmpty, restarts > 0 {
      Complaint.say("began anew after a crash, which did not come again; please report it")
    }
  }

  /// Says what would be done; the state is only read.
  private func tell(_ configuration: Configuration) throws {
    let (inputs, missing) = configuration.inputs()
    configuration.say(missing: missing)
    let output = StageOutput()
    for step in try configuration.steps(inputs) { output.write(text: Array((step + "\n").utf8)) }
    try output.finish()
    if !missing.isEmpty { throw Stop(.noInput) }
  }
}

extension RunRecord {
  fileprivate mutating func count(_ outcome: Passage.Outcome, _ reading: Night.Reading) {
    read = reading.read
    added = reading.added
    for account in outcome.books.first?.accounts ?? [] {
      used += account.used
      excluded += account.excludedTotal
      rejected += account.rejectedTotal
    }
    contacts = outcome.contacts.count
    waiting = outcome.contacts.count { $0.state == .unanswered }
    asOf = outcome.asOf
  }

  fileprivate func over(_ status: ExitStatus) -> RunRecord {
    var copy = self
    copy.ended = .now
    copy.status = Int(status.rawValue)
    return copy
  }
}
