import ArgumentParser
import Contacts
import Pipeline
import Records

struct SettleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "settle",
    abstract: "Correct a contact by hand: answered where no log shows it, or wanting no answer.",
    discussion: """
      The correction is kept with its note, wins over every rule, is told in the reports, and is \
      taken back with --undo. What the client sends after that time waits anew. Without a \
      contact, all corrections are listed.

      Examples:
        ringback settle 3f9a --answered 2026-03-02T10:40 --by dana --note "in person"
        ringback settle 77c2 --no-answer-needed
        ringback settle 3f9a --undo
        ringback settle
      """)

  @Argument(help: "The contact's id, as reports print it, or its beginning.")
  var contact: String?

  @Option(help: ArgumentHelp("When it was answered.", valueName: "time"))
  var answered: String?

  @Option(help: ArgumentHelp("Who answered: a technician's id or name.", valueName: "who"))
  var by: String?

  @Flag(help: "It wants no answer.")
  var noAnswerNeeded = false

  @Option(help: ArgumentHelp("Why, for those who read it later.", valueName: "text"))
  var note: String?

  @Flag(help: "Take the correction back.")
  var undo = false

  @OptionGroup var configuration: ConfigurationOption

  func validate() throws {
    let ways = [answered != nil, noAnswerNeeded, undo].count { $0 }
    if contact == nil, ways > 0 { throw ValidationError("Name the contact that is meant.") }
    if contact != nil, ways != 1 {
      throw ValidationError("Say one of --answered TIME, --no-answer-needed and --undo.")
    }
    if by != nil, answered == nil { throw ValidationError("--by goes with --answered.") }
    if note.map({ $0.utf8.count > 2000 }) ?? false {
      throw ValidationError("A note has at most 2000 bytes.")
    }
    if let answered, SelectionOptions.time(answered, .utc) == nil {
      throw ValidationError("--answered is a time such as 2026-03-01 or 2026-03-01T09:00:00Z.")
    }
  }

  func run() throws {
    let configuration = try configuration.required(for: "settle")
    let lock = try configuration.lock()
    defer { withExtendedLifetime(lock) {} }
    let state = try configuration.openState()
    let output = StageOutput()
    func line(_ text: String) { output.write(text: Array((text + "\n").utf8)) }
    guard let contact else {
      for settlement in try state.kept() { line(SettleCommand.sentence(settlement)) }
      try output.finish()
      return
    }
    if undo {
      let kept = try state.kept().filter { $0.contact.utf8.starts(with: contact.utf8) }
      guard let one = kept.first, kept.count == 1 else {
        throw Stop(
          .noInput,
          kept.isEmpty
            ? "no contact that is settled has an id that begins so; `ringback settle` lists them"
            : "\(kept.count) settled contacts have ids that begin so; give more of it")
      }
      try state.takeBack(one.contact)
      line("\(one.contact): taken back")
      try output.finish()
      return
    }
    var settings = configuration.settings
    settings.settlements = try state.kept()
    let found = try configuration.contact(beginning: contact, settings: settings)
    var settlement = Settlement(
      contact: found.id, kind: .noAnswerNeeded, at: found.lastAttempt, note: note, made: .now)
    if let answered, let at = SelectionOptions.time(answered, settings.provider.zone) {
      guard at >= found.opened else {
        throw Stop(.usage, "the contact was opened only after the time given")
      }
      settlement.kind = .answered
      settlement.at = at
      settlement.by = try by.map { try SettleCommand.technician($0, settings) }
    }
    try state.keep(settlement)
    line(SettleCommand.sentence(settlement))
    try output.finish()
  }

  private static func technician(_ who: String, _ settings: Settings) throws -> String {
    let technicians = settings.provider.technicians
    let one = technicians.first { Exact($0.id) == Exact(who) || Exact($0.name) == Exact(who) }
    guard let one else {
      throw Stop(
        .usage, "no technician of pipeline.yml has this id or name; there are \(technicians.count)")
    }
    return one.id
  }

  private static func sentence(_ settlement: Settlement) -> String {
    var text = "\(settlement.contact): "
    switch settlement.kind {
    case .answered:
      text += "answered \(settlement.at)" + (settlement.by.map { " by \($0)" } ?? "")
    case .noAnswerNeeded: text += "no answer needed up to \(settlement.at)"
    }
    text += ", said \(settlement.made)"
    return text + (settlement.note.map { ": \(Complaint.shown($0))" } ?? "")
  }
}
