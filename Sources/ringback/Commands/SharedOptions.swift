import ArgumentParser
import Contacts
import Foundation
import Glibc
import Pipeline
import Records
import Reports

/// What every stage has.
struct StageOptions: ParsableArguments {
  @Flag(name: .shortAndLong, help: "Say the books on standard error.")
  var verbose = false

  @Option(help: ArgumentHelp("Write what cannot be used there, as JSON Lines.", valueName: "file"))
  var rejects: String?

  @Option(
    help: ArgumentHelp(
      "How much of a source may be rejected before the exit code is 65, in per cent.",
      valueName: "percent"))
  var tolerate: Double = 1

  @Flag(help: "Tolerate no reject.")
  var strict = false

  var tolerance: Tolerance { Tolerance(share: strict ? 0 : tolerate / 100) }

  func validate() throws {
    guard (0...100).contains(tolerate) else {
      throw ValidationError("--tolerate is a percentage, from 0 to 100.")
    }
  }

  /// Says the books, where asked.
  func say(_ books: [Books]) {
    guard verbose else { return }
    for stage in books {
      for account in stage.accounts {
        var line =
          "\(stage.stage): \(account.source): read \(account.read) \(account.units)"
          + " = used \(account.used)"
        for (reason, count) in account.excluded.sorted(by: { $0.key < $1.key }) {
          line += " + \(count) \(reason)"
        }
        if account.excluded.isEmpty { line += " + excluded 0" }
        line += " + rejected \(account.rejectedTotal)"
        Complaint.write(line)
      }
    }
  }
}

/// Whom a report tells of.
struct PeopleOption: ParsableArguments {
  @Flag(help: "Tell nothing of single technicians: no names, no table of who answered.")
  var noPeople = false
}

/// How a report is worded.
struct LanguageOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The report's language, \(codes); otherwise that of pipeline.yml, or en.",
      valueName: "code"))
  var language: String?

  private static let codes = ReportLanguage.all.map(\.code).joined(separator: " or ")

  func validate() throws {
    if let language, ReportLanguage(language) == nil {
      throw ValidationError("--language is \(LanguageOption.codes).")
    }
  }

  func language(of configuration: Configuration?) -> ReportLanguage {
    language.flatMap { ReportLanguage($0) } ?? configuration?.language ?? .english
  }
}

/// Where pipeline.yml is.
struct ConfigurationOption: ParsableArguments {
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "The configuration; ./pipeline.yml where it exists.", valueName: "file"))
  var config: String?

  private static let usual = "pipeline.yml"

  /// The configuration that is named, or that lies here; nil where there is none.
  func read() throws -> Configuration? {
    let file = config ?? ConfigurationOption.usual
    if config == nil && access(file, F_OK) != 0 { return nil }
    do {
      return try Configuration(file: file)
    } catch {
      throw Stop(.configuration, error.description)
    }
  }

  /// The configuration, without which the command cannot work.
  func required(for command: String) throws -> Configuration {
    guard let configuration = try read() else {
      throw Stop(
        .configuration,
        "no pipeline.yml here, and \(command) needs one to know who we are; "
          + "name it with --config, or try `ringback audit FILE` without any")
    }
    return configuration
  }
}

extension Configuration {
  /// Names the sources that match no file, each with its place.
  func say(missing: [Source]) {
    for source in missing {
      let place = source.line.map { ":\($0)" } ?? ""
      Complaint.say("\(file)\(place): no file matches \(source.pattern)")
    }
  }
}

/// Which contacts, and when.
struct SelectionOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Only this client, by id.", valueName: "id"))
  var client: String?

  @Option(
    help: ArgumentHelp(
      "Only contacts opened at or after this time (2026-03-01 or RFC 3339).", valueName: "time"))
  var since: String?

  @Option(help: ArgumentHelp("Only contacts opened before this time.", valueName: "time"))
  var until: String?

  @Option(
    help: ArgumentHelp(
      "Tell everything as it stood at this time; otherwise at the end of what was observed.",
      valueName: "time"))
  var asOf: String?

  func validate() throws {
    for (name, value) in [("--since", since), ("--until", until), ("--as-of", asOf)] {
      if let value, SelectionOptions.time(value, .utc) == nil {
        throw ValidationError("\(name) is a time such as 2026-03-01 or 2026-03-01T09:00:00Z.")
      }
    }
  }

  /// Dates are read in the provider's zone.
  func selection(zone: Zone) -> Selection {
    Selection(
      client: client, since: since.flatMap { SelectionOptions.time($0, zone) },
      until: until.flatMap { SelectionOptions.time($0, zone) })
  }

  func asOf(zone: Zone) -> Timestamp? { asOf.flatMap { SelectionOptions.time($0, zone) } }

  static func time(_ text: String, _ zone: Zone) -> Timestamp? {
    if let moment = Timestamp(text) { return moment }
    let full = text.utf8.count == 10 ? text + "T00:00:00" : text
    return Timestamp(full, assuming: 0).map { zone.moment(local: $0.seconds) }
  }
}

extension Books.Account {
  /// What is counted, of several.
  var units: String { unit == "entry" ? "entries" : unit + "s" }
}

extension Settings {
  /// What holds where there is no configuration.
  static var unconfigured: Settings {
    Settings(provider: Provider(name: "Support"), hours: .standard(zone: .utc))
  }
}
