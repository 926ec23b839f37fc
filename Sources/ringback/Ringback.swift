import ArgumentParser
import Glibc

@main
struct Ringback: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ringback",
    abstract: "Who is still waiting to hear back, and how long everyone waited.",
    discussion: """
      Reads mailboxes, call and voicemail logs and helpdesk exports, matches every contact \
      with its answer across channels, and reports per client.

      Examples:
        ringback audit exported.mbox
        ringback run -c pipeline.yml
        ringback parse 'mail/*.mbox' Master.csv | ringback normalize | ringback match | ringback report

      Exit codes: 0 done, 64 usage, 65 more rejects than tolerated, 66 no input, 70 a defect of \
      ours, 73 or 74 cannot write, 75 another run holds the lock, 78 configuration.
      """,
    version: "0.1.0",
    subcommands: [
      ParseCommand.self, NormalizeCommand.self, MatchCommand.self, MergeCommand.self,
      ReportCommand.self,
      RunCommand.self, AuditCommand.self, DueCommand.self, ExplainCommand.self,
      SettleCommand.self, DiscoverCommand.self, CheckCommand.self, RunsCommand.self,
      FormatsCommand.self, SchemaCommand.self,
    ])

  static func main() {
    ProcessSetup.apply()
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch let stop as Stop {
      Complaint.say(stop.message)
      Glibc.exit(stop.status.rawValue)
    } catch let error as OutputFailure {
      // A reader that goes away has had enough, which is no fault.
      if error.isClosedPipe { Glibc.exit(ExitStatus.done.rawValue) }
      Complaint.say("\(error.path): cannot be written: \(Complaint.describe(error.errno))")
      Glibc.exit(ExitStatus.cannotWrite.rawValue)
    } catch {
      exit(withError: error)
    }
  }
}
