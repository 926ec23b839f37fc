import ArgumentParser
import Contacts
import Pipeline
import Records
import Reports

struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Tell the story of one contact, with the place of each piece of evidence.",
    discussion: """
      The contact is named by its id or any beginning of it that no other shares.

      Example:
        ringback explain -c pipeline.yml 3f9a
      """)

  @Argument(help: "The contact's id, as reports print it, or its beginning.")
  var contact: String

  @OptionGroup var configuration: ConfigurationOption

  func run() throws {
    let configuration = try configuration.required(for: "explain")
    let (inputs, _) = configuration.inputs()
    let outcome = Passage(configuration.settings).run(inputs) { _ in }
    for failure in outcome.failures { Complaint.say(failure.sentence) }
    let found = outcome.contacts.filter { $0.id.utf8.starts(with: contact.utf8) }
    guard let one = found.first else {
      throw Stop(.noInput, "no contact has an id that begins so; the reports list the ids")
    }
    guard found.count == 1 else {
      throw Stop(.usage, "\(found.count) contacts have ids that begin so; give more of it")
    }
    let output = StageOutput()
    output.write(text: Story(one, settings: configuration.settings).bytes)
    try output.finish()
  }
}
