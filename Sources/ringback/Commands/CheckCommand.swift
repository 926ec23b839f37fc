import ArgumentParser
import Contacts
import Pipeline
import Records

struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Try pipeline.yml and every source without writing anything.",
    discussion: """
      Names for each source its format, what was read and made of it, and the time it covers; \
      then how many contacts belong to nobody in the directory.

      Example:
        ringback check -c pipeline.yml
      """)

  @OptionGroup var configuration: ConfigurationOption

  func run() throws {
    let configuration = try configuration.required(for: "check")
    let (inputs, missing) = configuration.inputs()
    configuration.say(missing: missing)
    let outcome = Progress.during(inputs) {
      Passage(configuration.settings).run(inputs) { _ in }
    }
    let output = StageOutput()
    func line(_ text: String) { output.write(text: Array((text + "\n").utf8)) }
    line("\(configuration.file): well formed, \(configuration.settings.clients.count) clients")
    if let parsed = outcome.books.first {
      for account in parsed.accounts {
        line("\(account.source): \(account.format)")
        line(
          "  \(account.read) \(account.units) read, \(account.used) used, "
            + "\(account.excludedTotal) excluded, \(account.rejectedTotal) rejected; "
            + "\(account.made) records")
        for coverage in parsed.coverage where coverage.source == account.source {
          line("  \(coverage.channel.rawValue) from \(coverage.from) to \(coverage.until)")
        }
      }
    }
    let nobody = outcome.contacts.count { $0.client == nil }
    line("\(outcome.contacts.count) contacts, \(nobody) of them nobody's in the directory")
    for failure in outcome.failures { Complaint.say(failure.sentence) }
    try output.finish()
    if !missing.isEmpty || !outcome.failures.isEmpty { throw Stop(.noInput) }
  }
}
