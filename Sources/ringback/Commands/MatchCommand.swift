public import ArgumentParser
public import Contacts
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

      Clients are matched each from its own events, so they can be matched apart: with --in-parts \
      one part after the other, in an Nth of the memory, and with --part in processes and on \
      machines of their own, of what `normalize --parts` wrote; `ringback merge` puts these \
      together.
      """)

  @Argument(help: "Files of events; - or none is standard input.")
  var files: [String] = []

  @Option(
    help: ArgumentHelp(
      "Match only this part of the clients, as 2/7; a first line of `normalize --parts` says when "
        + "all events were.", valueName: "K/N"))
  var part: ClientPart?

  @Option(
    help: ArgumentHelp(
      "Match the clients in so many parts, one after the other, over temporary files.",
      valueName: "N"))
  var inParts: Int?

  @OptionGroup var configuration: ConfigurationOption
  @OptionGroup var selection: SelectionOptions
  @OptionGroup var stage: StageOptions

  func validate() throws {
    if let inParts, !(1...512).contains(inParts) {
      throw ValidationError("--in-parts is a number from 1 to 512.")
    }
    if part != nil, inParts != nil {
      throw ValidationError("--part and --in-parts exclude each other.")
    }
    if part != nil, selection.client != nil {
      throw ValidationError("--part and --client exclude each other.")
    }
  }

  func run() throws {
    let settings = try configuration.read()?.settledSettings() ?? .unconfigured
    let output = StageOutput()
    let rejects = RejectLog(path: stage.rejects)
    var account = Books.Account(source: "lines", format: "json-lines", unit: "line")
    var books: Books
    if let inParts, inParts > 1 {
      books = try matchInParts(inParts, settings, &account, rejects, output)
    } else {
      books = try match(files, settings, part, &account, rejects, output)
    }
    if account.read > 0 { books.accounts.append(account) }
    output.write(books)
    try output.finish()
    stage.say([books])
    try rejects.finish([books], stage.tolerance)
  }

  /// Matches what is in files, and writes all but the books.
  private func match(
    _ files: [String], _ settings: Settings, _ part: ClientPart?,
    _ account: inout Books.Account, _ rejects: RejectLog, _ output: StageOutput,
    passing: Bool = true
  ) throws -> Books {
    let zone = settings.provider.zone
    let clients =
      part.map { MatchedClients.part($0) } ?? selection.client.map { .only($0) } ?? .all
    // What stands before the events of every part is passed on once.
    let passing = passing && part?.holdsNobody ?? true
    var matcher = Matcher(settings, clients: clients, workers: Processors.usable)
    var observer = SignObserver(settings, clients: part == nil ? .all : clients)
    var told: EventTimes?
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
        if passing { output.pass(bytes) }
      case .observed(let observed):
        guard let times = EventTimes(numbers: observed.numbers) else { break }
        told = told ?? EventTimes()
        told?.add(times)
      case .other, .sign: if passing { output.pass(bytes) }
      case .record: throw Stop(.rejects, StageInput.Stage.match.missing(for: "record"))
      case .contact: throw Stop(.rejects, StageInput.Stage.match.missing(for: "contact"))
      }
    }
    if let told, part != nil {
      matcher.observe(told)
      observer.observe(told)
    }
    let result = matcher.matched(asOf: selection.asOf(zone: zone))
    let selected = selection.selection(zone: zone)
    var includes: (@Sendable (String?, Timestamp) -> Bool)?
    if selected != Selection() { includes = { selected.includes(client: $0, opened: $1) } }
    result.forEachLine(observer: &observer, where: includes) { output.write(lines: $0) }
    observer.forEachSign(asOf: result.asOf) { if selected.includes($0) { output.write($0) } }
    return result.books
  }

  /// Matches one part after the other, and puts together what they give.
  private func matchInParts(
    _ count: Int, _ settings: Settings, _ account: inout Books.Account, _ rejects: RejectLog,
    _ output: StageOutput
  ) throws -> Books {
    do {
      let parts = try EventParts(count, temporaryFor: settings.provider.zone)
      var failure: PublishingError?
      func attempt(_ body: () throws(PublishingError) -> Void) {
        guard failure == nil else { return }
        do { try body() } catch { failure = error }
      }
      let reader = EventLineReader()
      try StageInput(files: files, stage: .match).read(&account) {
        rejects.add($0)
      } quick: { bytes in
        guard let event = reader.read(bytes) else { return false }
        attempt { () throws(PublishingError) in try parts.add(event, bytes) }
        return true
      } line: { line, bytes in
        switch line {
        case .event(let event): attempt { () throws(PublishingError) in try parts.add(event) }
        case .books:
          attempt { () throws(PublishingError) in try parts.pass(bytes) }
          output.pass(bytes)
        case .observed: break
        case .other, .sign: output.pass(bytes)
        case .record: throw Stop(.rejects, StageInput.Stage.match.missing(for: "record"))
        case .contact: throw Stop(.rejects, StageInput.Stage.match.missing(for: "contact"))
        }
      }
      attempt { () throws(PublishingError) in try parts.finish() }
      if let failure { throw failure }
      var made: [PrivateFile] = []
      var sum: Books?
      for number in 1...count {
        let file = try PrivateFile()
        made.append(file)
        let out = StageOutput(to: file.descriptor, named: "a temporary file")
        var none = Books.Account(source: "lines", format: "json-lines", unit: "line")
        let books = try match(
          parts.paths(of: number), settings, ClientPart(number, of: count), &none, rejects, out,
          passing: false)
        try out.finish()
        parts.drop(number)
        if sum == nil { sum = books } else { sum?.add(matched: books) }
      }
      _ = try MatchedParts(made.map(\.path)).forEachLine(pass: { _ in }, begin: { _ in }) {
        output.write(lines: $0)
      }
      return sum ?? Books("match")
    } catch let error as PublishingError {
      throw Stop(.publishing(error), StopText.of(error))
    } catch let error as MatchedParts.Failure {
      throw MergeCommand.stop(error)
    }
  }
}

extension ClientPart: ExpressibleByArgument {
  public init?(argument: String) {
    let numbers = argument.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard numbers.count == 2, let number = numbers[0], let count = numbers[1] else { return nil }
    self.init(number, of: count)
  }
}
