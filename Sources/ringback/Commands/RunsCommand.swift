import ArgumentParser
import Contacts
import Pipeline
import Records

struct RunsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "runs",
    abstract: "List what each night read, rejected and found, and how long it took.",
    discussion: """
      Example:
        ringback runs -c pipeline.yml --last 7
      """)

  @Option(help: ArgumentHelp("How many, from the newest on.", valueName: "count"))
  var last = 30

  @OptionGroup var configuration: ConfigurationOption

  func validate() throws {
    guard (1...100_000).contains(last) else {
      throw ValidationError("--last is a count, from 1 on.")
    }
  }

  func run() throws {
    let configuration = try configuration.required(for: "runs")
    let zone = configuration.settings.provider.zone
    let runs = try configuration.stateIfAny()?.recent(last) ?? []
    let output = StageOutput()
    func line(_ cells: [String]) {
      let widths = [6, 17, 6, 5, 10, 9, 9, 9, 8]
      var text = ""
      for (cell, width) in zip(cells, widths) {
        text += String(repeating: " ", count: max(1, width - cell.utf8.count)) + cell
      }
      output.write(text: Array((text + "\n").utf8))
    }
    line(["run", "began", "took", "exit", "read", "added", "rejected", "contacts", "waiting"])
    for run in runs {
      line([
        "\(run.number)", RunsCommand.minute(run.began, zone),
        run.ended.map { "\($0 - run.began) s" } ?? "-",
        run.status.map { "\($0)" } ?? "-", "\(run.read)", "\(run.added)", "\(run.rejected)",
        "\(run.contacts)", "\(run.waiting)",
      ])
    }
    try output.finish()
  }

  /// `2026-03-02 04:15` in the provider's zone.
  private static func minute(_ moment: Timestamp, _ zone: Zone) -> String {
    let local = Timestamp(moment.seconds + zone.offset(at: moment)).description.utf8
    return String(decoding: local.prefix(16).map { $0 == 0x54 ? 0x20 : $0 }, as: UTF8.self)
  }
}
