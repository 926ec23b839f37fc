import ArgumentParser
import Intake
import Pipeline
import Records

struct DiscoverCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "discover",
    abstract: "Propose a pipeline.yml from files alone.",
    discussion: """
      Our domains and people, the clients with theirs, their numbers from the helpdesk and from \
      signatures, the time zone and the opening hours are told from the files. The file that it \
      writes to standard output is complete and commented; read it once before the first run.

      Example:
        ringback discover 'mail/*.mbox' calls/Master.csv 'helpdesk/*.xml' > pipeline.yml
        ringback check
        ringback run
      """)

  @Argument(help: "Files or quoted patterns; they become the sources.")
  var files: [String]

  @Option(
    help: ArgumentHelp(
      "Who is asked and should answer: a mail domain or an address; may be given again.",
      valueName: "domain|address"))
  var provider: [String] = []

  private var named: String? { provider.isEmpty ? nil : provider.joined(separator: ",") }

  @Option(help: ArgumentHelp("The time zone, as America/Los_Angeles.", valueName: "name"))
  var zone: String?

  @Option(
    help: ArgumentHelp(
      "The country whose numbers stand without a country code, as US or DE.", valueName: "code"))
  var region: String = "US"

  func validate() throws {
    if let zone, Zone(zone) == nil {
      throw ValidationError("No time zone is called '\(zone)'.")
    }
  }

  func run() throws {
    let told = zone.flatMap { Zone($0) }
    var options = ReaderOptions()
    options.zone = told
    // Signatures stand below what is new.
    options.text = .whole
    let (inputs, missing) = InputFiles.inputs(files, format: nil, options: options)
    for pattern in missing { Complaint.say("\(pattern): no file matches") }
    if inputs.isEmpty { throw Stop(.noInput) }
    var inference = Inference(signaturesIn: region)
    var failures: [Intake.Failure] = []
    _ = Progress.during(inputs) {
      Intake().read(
        inputs, record: { inference.add($0) }, reject: { _ in },
        failure: { failures.append($0) })
    }
    for failure in failures { Complaint.say(failure.sentence) }
    if failures.count == inputs.count { throw Stop(.noInput) }
    let proposed = ProposedConfiguration(
      inference, files: files.filter { !missing.contains($0) && $0 != "-" }, provider: named,
      zone: told)
    if !proposed.namesProvider {
      Complaint.say("nothing in these files tells who should answer; name them with --provider")
    }
    let output = StageOutput()
    output.write(text: proposed.bytes)
    try output.finish()
    if !missing.isEmpty || !failures.isEmpty { throw Stop(.noInput) }
  }
}
