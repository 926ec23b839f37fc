import Foundation
import Records
import TestSupport
import Testing

/// Every command that the README shows does what it says, in the order in which it stands there.
@Suite struct ReadmeTests {
  /// The lines of its blocks of shell that call the program.
  static func commands() throws -> [String] {
    let text = try String(contentsOfFile: packageRoot + "/README.md", encoding: .utf8)
    var commands: [String] = []
    var isShell = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("```") {
        isShell = line == "```sh"
      } else if isShell, line.hasPrefix("ringback ") || line.hasPrefix("grep ") {
        commands.append(String(line))
      }
    }
    return commands
  }

  /// What `discover` is shown with lies in the samples; its output is not to replace their
  /// pipeline.yml, which the later commands name clients of.
  private static func local(_ command: String) -> String {
    command.replacing("'mail/", with: "'samples/mail/").replacing(
      " calls/", with: " samples/calls/"
    )
    .replacing("'helpdesk/", with: "'samples/helpdesk/")
    .replacing("> pipeline.yml", with: "> proposed.yml")
  }

  @Test func everyCommandEndsWell() throws {
    let samples = try Samples()
    let commands = try Self.commands()
    #expect(commands.count >= 14)
    for command in commands {
      let result = try Ringback.shell(Self.local(command), in: samples.folder.path)
      #expect(result.status == 0, "\(command): \(result.error)")
    }
    let files = samples.folder.files()
    for made in [
      "proposed.yml", "records.ndjson", "contacts.ndjson", "report.eml", "ringback.prom",
      "reports/index.html", "reports/report.txt",
    ] {
      #expect(files.contains { $0.hasSuffix(made) }, "\(made)")
    }
  }
}
