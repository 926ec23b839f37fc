import ArgumentParser
import Contacts
import Intake
import Pipeline
import Records

struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Try pipeline.yml and every source without writing anything.",
    discussion: """
      Names for each source its format and why it is taken for that, what was read and made of \
      it, the time it covers, where its time zone was taken from, and the numbers and addresses in \
      it that belong to nobody in the directory, the most frequent first.

      Example:
        ringback check -c pipeline.yml
      """)

  @OptionGroup var configuration: ConfigurationOption

  func run() throws {
    let configuration = try configuration.required(for: "check")
    let (inputs, missing) = configuration.inputs()
    configuration.say(missing: missing)
    let survey = Survey()
    let outcome = Progress.during(inputs) {
      Passage(configuration.settings).run(inputs, survey: survey) { _ in }
    }
    let output = StageOutput()
    func line(_ text: String) { output.write(text: Array((text + "\n").utf8)) }
    line("\(configuration.file): well formed, \(configuration.settings.clients.count) clients")
    if let parsed = outcome.books.first {
      for account in parsed.accounts {
        let input = inputs.first { Exact($0.name) == Exact(account.source) }
        let story = SourceStory(
          account: account, findings: survey.findings(of: account), input: input,
          coverage: parsed.coverage.filter { Exact($0.source) == Exact(account.source) })
        for text in story.lines { line(text) }
      }
    }
    let nobody = outcome.contacts.count { $0.client == nil }
    line("\(outcome.contacts.count) contacts, \(nobody) of them nobody's in the directory")
    for failure in outcome.failures { Complaint.say(failure.sentence) }
    try output.finish()
    if !missing.isEmpty || !outcome.failures.isEmpty { throw Stop(.noInput) }
  }
}
