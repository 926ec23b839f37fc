public import ArgumentParser
import Glibc
public import Intake
import Pipeline
import Records

struct ParseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "parse",
    abstract: "Read mailboxes, call logs and helpdesk exports into records.",
    discussion: """
      Formats are told by content; `ringback formats` lists them. Files of one export are named \
      together: tickets with their users and organizations, the months of a rotated call log.

      Examples:
        ringback parse samples/mail/*.mbox > records.ndjson
        zcat old.mbox.gz | ringback parse | head -1
        ringback parse --format csv -c pipeline.yml calls.csv
        ringback parse --range 0:268435456 large.mbox
      """)

  @Argument(help: "Files or quoted patterns; - or none is standard input.")
  var files: [String] = []

  @Option(help: ArgumentHelp("Read every file as this format.", valueName: "name"))
  var format: String?

  @Option(
    help: ArgumentHelp(
      "How much of each text: new (without quotation and signature), whole or none.",
      valueName: "which"))
  var text: TextMode = .new

  @Option(
    help: ArgumentHelp(
      "The time zone of local times in logs, as America/Los_Angeles; otherwise inferred.",
      valueName: "name"))
  var zone: String?

  @Option(
    help: ArgumentHelp(
      "Of one mailbox only the messages that begin in these bytes; the ranges of a file give "
        + "together what it gives at once.",
      valueName: "from:to"))
  var range: String?

  @OptionGroup var configuration: ConfigurationOption

  @OptionGroup var stage: StageOptions

  func validate() throws {
    if let format, Format.named(format) == nil {
      throw ValidationError("No format is called '\(format)'; `ringback formats` lists them.")
    }
    if let zone, Zone(zone) == nil {
      throw ValidationError("No time zone is called '\(zone)'.")
    }
    if let range {
      guard ParseCommand.bytes(range) != nil else {
        throw ValidationError("--range is two offsets in bytes, as 0:268435456.")
      }
      guard files.count == 1, files[0] != "-" else {
        throw ValidationError("--range needs one file, by its name.")
      }
    }
  }

  /// Two offsets, the second not before the first.
  private static func bytes(_ text: String) -> Range<Int>? {
    let ends = text.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
    guard ends.count == 2, let from = ends[0], let to = ends[1], 0 <= from, from <= to else {
      return nil
    }
    return from..<to
  }

  func run() throws {
    var options = ReaderOptions()
    options.text = text
    options.zone = zone.flatMap { Zone($0) }
    options.range = range.flatMap(ParseCommand.bytes)
    var (inputs, missing) = InputFiles.inputs(files, format: format, options: options)
    if let format { try map(&inputs, format) }
    for pattern in missing { Complaint.say("\(pattern): no file matches") }
    if inputs.contains(where: { $0.path == nil }) { StageInput.sayIfKeyboard() }
    let output = StageOutput()
    let rejects = RejectLog(path: stage.rejects)
    var failures: [Intake.Failure] = []
    // Lines that go to the same terminal would run into the progress.
    let books = Progress.during(isatty(STDOUT_FILENO) == 1 ? [] : inputs) {
      Intake().read(
        inputs, lines: { output.write(lines: $0) }, reject: { rejects.add($0) },
        failure: { failures.append($0) })
    }
    output.write(books)
    try output.finish()
    stage.say([books])
    for failure in failures { Complaint.say(failure.sentence) }
    try rejects.finish([books], stage.tolerance)
    if !failures.isEmpty || !missing.isEmpty { throw Stop(.noInput) }
  }

  /// Tells the inputs of a format that pipeline.yml maps how it does.
  private func map(_ inputs: inout [Intake.Input], _ format: String) throws {
    let isXML = Exact(format) == Exact("xml")
    guard isXML || Exact(format) == Exact("csv") else { return }
    let what = isXML ? "names the elements" : "says what the columns hold"
    guard let configuration = try configuration.read() else {
      throw Stop(
        .configuration,
        "--format \(format) needs a pipeline.yml that \(what); name it with --config")
    }
    for i in inputs.indices {
      let path = inputs[i].path ?? inputs[i].name
      let source = configuration.source(of: path) { isXML ? $0.xml != nil : $0.csv != nil }
      guard let source else {
        throw Stop(
          .configuration,
          "\(configuration.file): no source with format: \(format) \(what) of \(inputs[i].name)")
      }
      inputs[i].options.xml = source.xml
      inputs[i].options.csv = source.csv
      if inputs[i].options.zone == nil { inputs[i].options.zone = source.zone }
    }
  }
}

extension TextMode: ExpressibleByArgument {}

extension Intake.Failure {
  /// What is wrong; what to do.
  var sentence: String {
    switch self {
    case .cannotOpen(let name, let errno):
      "\(name): cannot be opened: \(Complaint.describe(errno))"
    case .isDirectory(let name):
      "\(name): is a directory; name the files in it"
    case .cannotRead(let name, let errno): "\(name): cannot be read: \(Complaint.describe(errno))"
    case .unknownFormat(let name):
      "\(name): its format is not known; `ringback formats` lists those that are, "
        + "--format forces one"
    case .noSuchFormat(let name): "no format is called '\(name)'; `ringback formats` lists them"
    case .empty(let name): "\(name): is empty"
    case .packed(let name):
      "\(name): is packed and comes through a pipe; unpack it on the way, as with zcat"
    case .damagedArchive(let name): "\(name): is damaged and cannot be unpacked to its end"
    case .noRange(let name):
      "\(name): only a mailbox in a plain file can be read in ranges; leave --range away"
    case .poison(let name):
      "\(name): made the program crash twice and was passed over; please report it"
    case .archiveBomb(let name):
      "\(name): unpacks to more than \(Intake.maximumUnpackedRatio) times its size, as no mail or "
        + "log does; the rest was not read"
    }
  }
}
