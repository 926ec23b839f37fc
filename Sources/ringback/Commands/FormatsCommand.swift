import ArgumentParser
import Intake

struct FormatsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "formats", abstract: "List the formats that are read, and how sure each is.",
    discussion: """
      The names are those that `parse --format` and pipeline.yml take.

      Example:
        ringback formats
      """)

  func run() throws {
    let output = StageOutput()
    let width = Format.all.map(\.name.utf8.count).max() ?? 0
    for format in Format.all {
      let pad = String(repeating: " ", count: width - format.name.utf8.count + 2)
      output.write(
        text: Array("\(format.name)\(pad)\(format.summary) (\(format.certainty.rawValue))\n".utf8))
    }
    try output.finish()
  }
}
