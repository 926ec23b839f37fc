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
      """)

  @Argument(help: "Files of records; - or none is standard input.")
  var files: [String] = []

  @OptionGroup var configuration: ConfigurationOption
  @OptionGroup var stage: StageOptions

  func run() throws {
    let settings = try configuration.required(for: "normalize").settings
    let output = StageOutput()
    let rejects = RejectLog(path: stage.rejects)
    var normalizer = Normalizer(settings, reject: { rejects.add($0) })
    var account = Books.Account(source: "lines", format: "json-lines", unit: "line")
    try StageInput(files: files, stage: .normalize).read(&account) {
      rejects.add($0)
    } line: { line, bytes in
      switch line {
      case .record(let record): normalizer.add(record) { output.write($0) }
      case .books, .other, .sign: output.pass(bytes)
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
}
