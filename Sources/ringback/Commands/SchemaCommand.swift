import ArgumentParser
import Reports

struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "Print the JSON Schema of record, event, contact, sign or report.",
    discussion: """
      It is of draft 2020-12 and describes one line of what a stage writes.

      Example:
        ringback schema contact > contact.schema.json
      """)

  enum Noun: String, ExpressibleByArgument, CaseIterable {
    case record, event, contact, sign, report
  }

  @Argument(help: "record, event, contact, sign or report.")
  var noun: Noun

  func run() throws {
    let text =
      switch noun {
      case .record: Schema.record
      case .event: Schema.event
      case .contact: Schema.contact
      case .sign: Schema.sign
      case .report: Schema.report
      }
    let output = StageOutput()
    output.write(text: Array((text + "\n").utf8))
    try output.finish()
  }
}
