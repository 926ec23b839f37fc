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
  @OptionGroup var wording: LanguageOption

  func run() throws {
    let configuration = try configuration.required(for: "explain")
    let settings = try configuration.settledSettings()
    let one = try configuration.contact(beginning: contact, settings: settings)
    let output = StageOutput()
    let input = try configuration.leaving(
      ReportInput(contacts: [one], books: [], settings: settings, asOf: one.observedUntil))
    for contact in input.contacts {
      let story = Story(
        contact, settings: input.settings, language: wording.language(of: configuration))
      output.write(text: story.bytes)
    }
    try output.finish()
  }
}
