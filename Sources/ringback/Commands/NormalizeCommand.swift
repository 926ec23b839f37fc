import ArgumentParser
import Contacts
import Pipeline
import Records

struct NormalizeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "normalize",
    abstract: "Turn records into events: who, which client, which way, wanting an answer or not.",
    discussion: """
      Reads what `parse` writes. The directory of pipeline.yml says who is ours and whose person \
      each address and number is.

      Example:
        ringback parse samples/mail/*.mbox | ringback normalize -c pipeline.yml

      With --parts the events of each of N parts of the clients go to a file of their own, \
      DIR/part-K.ndjson, and what every part needs to DIR/rest.ndjson; \
      `ringback match --part K/N DIR/rest.ndjson DIR/part-K.ndjson` then matches that part alone.
      """)

  @Argument(help: "Files of records; - or none is standard input.")
  var files: [String] = []

  @Option(
    help: ArgumentHelp("Write the events in so many parts of the clients.", valueName: "N"))
  var parts: Int?

  @Option(help: ArgumentHelp("Where the parts are written.", valueName: "dir"))
  var to: String?

  @OptionGroup var configuration: ConfigurationOption
  @OptionGroup var stage: StageOptions

  func validate() throws {
    guard (parts == nil) == (to == nil) else {
      throw ValidationError("--parts and --to go together.")
    }
    if let parts, !(1...1024).contains(parts) {
      throw ValidationError("--parts is a number from 1 to 1024.")
    }
  }

  func run() throws {
    let settings = try configuration.required(for: "normalize").settings
    let output = EventOutput(try openedParts(settings.provider.zone))
    let rejects = RejectLog(path: stage.rejects)
    var normalizer = Normalizer(settings, reject: { rejects.add($0) })
    var account = Books.Account(source: "lines", format: "json-lines", unit: "line")
    try StageInput(files: files, stage: .normalize).read(&account) {
      rejects.add($0)
    } line: { line, bytes in
      switch line {
      case .record(let record): normalizer.add(record) { output.write($0) }
      case .books, .observed, .other, .sign: output.pass(bytes)
      case .event: throw Stop(.rejects, StageInput.Stage.normalize.missing(for: "event"))
      case .contact: throw Stop(.rejects, StageInput.Stage.normalize.missing(for: "contact"))
      }
    }
    normalizer.finish { output.write($0) }
    var books = normalizer.books
    if account.read > 0 { books.accounts.append(account) }
    output.write(books)
    try output.finish()
    stage.say([books])
    try rejects.finish([books], stage.tolerance)
  }
  private func openedParts(_ zone: Zone) throws -> EventParts? {
    guard let parts, let to else { return nil }
    do {
      return try EventParts(parts, in: to, zone: zone)
    } catch {
      throw Stop(.publishing(error), StopText.of(error))
    }
  }
}

/// Where events go: to standard output, or to the files of their parts.
private final class EventOutput {
  private let parts: EventParts?
  private let output = StageOutput()
  private var failure: PublishingError?

  init(_ parts: EventParts?) { self.parts = parts }

  func write(_ event: Event) {
    guard let parts else { return output.write(event) }
    attempt { () throws(PublishingError) in try parts.add(event) }
  }

  func write(_ books: Books) {
    guard let parts else { return output.write(books) }
    attempt { () throws(PublishingError) in try parts.pass(books) }
  }

  func pass(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let parts else { return output.pass(bytes) }
    attempt { () throws(PublishingError) in try parts.pass(bytes) }
  }

  private func attempt(_ body: () throws(PublishingError) -> Void) {
    guard failure == nil else { return }
    do { try body() } catch { failure = error }
  }

  func finish() throws {
    if let parts { attempt { () throws(PublishingError) in try parts.finish() } }
    if let failure { throw Stop(.publishing(failure), StopText.of(failure)) }
    try output.finish()
  }
}
