import ArgumentParser
import Contacts
import Intake
import Pipeline
import Records

struct MatchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "match",
    abstract: "Match every contact with its answer, or show that it has none.",
    discussion: """
      Reads what `normalize` writes: all events of a client, in any order. A contact is one time \
      that a client waited, from the first attempt to the first human answer.

      Example:
        ringback normalize records.ndjson | ringback match | grep '"state":"unanswered"'
      """)

  @Argument(help: "Files of events; - or none is standard input.")
  var files: [String] = []

  @OptionGroup var configuration: ConfigurationOption
  @OptionGroup var selection: SelectionOptions
  @OptionGroup var stage: StageOptions

  func run() throws {
    let settings = try configuration.read()?.settledSettings() ?? .unconfigured
    let zone = settings.provider.zone
    let output = StageOutput()
    let rejects = RejectLog(path: stage.rejects)
    var matcher = Matcher(
      settings, clients: selection.client.map { .only($0) } ?? .all,
      workers: Processors.usable)
    var observer = SignObserver(settings)
    var account = Books.Account(source: "lines", format: "json-lines", unit: "line")
    let reader = EventLineReader()
    try StageInput(files: files, stage: .match).read(&account) {
      rejects.add($0)
    } quick: { bytes in
      guard let event = reader.read(bytes) else { return false }
      observer.add(event)
      matcher.add(event)
      return true
    } line: { line, bytes in
      switch line {
      case .event(let event):
        observer.add(event)
        matcher.add(event)
      case .books(let books):
        matcher.add(books)
        output.pass(bytes)
      case .other, .sign: output.pass(bytes)
      case .record: throw Stop(.rejects, StageInput.Stage.match.missing(for: "record"))
      case .contact: throw Stop(.rejects, StageInput.Stage.match.missing(for: "contact"))
      }
    }
    let result = matcher.matched(asOf: selection.asOf(zone: zone))
    let selected = selection.selection(zone: zone)
    var includes: (@Sendable (String?, Timestamp) -> Bool)?
    if selected != Selection() { includes = { selected.includes(client: $0, opened: $1) } }
    result.forEachLine(observer: &observer, where: includes) { output.write(lines: $0) }
    observer.forEachSign(asOf: result.asOf) { if selected.includes($0) { output.write($0) } }
    var books = result.books
    if account.read > 0 { books.accounts.append(account) }
    output.write(books)
    try output.finish()
    stage.say([books])
    try rejects.finish([books], stage.tolerance)
  }
}
