import Pipeline
import TestSupport
import Testing

/// What is wrong in a pipeline.yml is told with its place and what to do.
@Suite struct ConfigurationFaultTests {
  /// A key at every level, mistyped; beside it the key that was meant.
  static let mistyped: [(marked: String, meant: String)] = [
    ("\(base)§hour: { mon: 08:00-09:00 }", "hours"),
    ("provider: { domains: [x.example], §adresses: [] }\n\(sources)", "addresses"),
    (
      "provider:\n  domains: [x.example]\n  technicians:\n    - { id: a, §nmae: b }\n\(sources)",
      "name"
    ),
    ("\(provider)clients:\n  - id: a\n    §domain: [b.example]\n\(sources)", "domains"),
    (
      "\(provider)clients:\n  - id: a\n    people:\n      - { §number: [\"1\"] }\n\(sources)",
      "numbers"
    ),
    ("\(provider)sources:\n  - { path: a, §formt: mbox }\n", "format"),
    ("\(base)targets: { §emial: 4h }", "email"),
    ("\(base)match: { §chase_witin: 4h }", "chase_within"),
    ("\(base)calls: { §droped_under: 4s }", "dropped_under"),
    ("\(base)signals: { §language: [en] }", "languages"),
    ("\(base)signals: { brush_off: { §adds: [x] } }", "add"),
    ("\(base)reports: { §format: [html] }", "formats"),
    ("\(base)privacy: { §redakt: false }", "redact"),
  ]

  @Test(arguments: mistyped)
  func aMistypedKeyIsNamedWithItsPlaceAndWhatWasMeant(_ marked: String, _ meant: String) {
    MarkedConfiguration(marked).expectFault("unknown key", "did you mean \"\(meant)\"?")
  }

  @Test func aKeyLikeNoneIsAnsweredWithAllThatAreKnown() {
    MarkedConfiguration("\(base)§colour: blue").expectFault(
      "unknown key \"colour\"", "known are provider, hours")
    MarkedConfiguration("\(base)match: { §zzzzzz: blue }").expectFault(
      "in match", "chase_within")
  }

  /// Values that mean nothing, each with the mark before the value.
  static let wrong: [(marked: String, word: String)] = [
    // Durations
    ("\(base)match: { chase_within: §seven }", "duration"),
    ("\(base)match: { echo_within: §10 }", "duration"),
    ("\(base)match: { talk_at_least: §-5s }", "duration"),
    ("\(base)calls: { dropped_under: §5 parsecs }", "duration"),
    ("\(base)calls: { dropped_under: §99999999999999999999s }", "duration"),
    ("\(base)match: { chase_within: §\"\" }", "duration"),
    ("\(base)match: { chase_within: §[7d] }", "chase_within"),
    ("\(base)targets: { email: §soon }", "duration"),
    ("\(base)targets: { email: §calendar }", "duration"),
    // Hours
    ("\(base)hours: { mon: §\"12:00-08:00\" }", "in order"),
    ("\(base)hours: { mon: §\"08:00-12:00, 11:00-15:00\" }", "in order"),
    ("\(base)hours: { mon: §\"13:00-15:00, 08:00-12:00\" }", "in order"),
    ("\(base)hours: { mon: §\"08:00-25:00\" }", "within a day"),
    ("\(base)hours: { mon: §\"08:00-24:01\" }", "within a day"),
    ("\(base)hours: { mon: §\"08:60-12:00\" }", "hours are spans"),
    ("\(base)hours: { mon: §\"8-12\" }", "hours are spans"),
    ("\(base)hours: { mon: §\"08:00\" }", "hours are spans"),
    ("\(base)hours: { mon: §\"08:00-12:00-13:00\" }", "hours are spans"),
    ("\(base)hours: { mon: §\"08:00-12:00, lunch\" }", "hours are spans"),
    ("\(base)hours: { mon: §[1] }", "text"),
    ("\(base)hours: §always", "mapping"),
    // Days
    ("\(base)hours: { §moonday: 08:00-12:00 }", "days"),
    ("\(base)hours: { §xyz: 08:00-12:00 }", "days"),
    ("\(base)hours: { §mon-fri-sat: 08:00-12:00 }", "days"),
    ("\(base)hours: { §\"mon, xyz\": 08:00-12:00 }", "days"),
    ("\(base)hours: { §mon-xyz: 08:00-12:00 }", "days"),
    ("\(base)hours: { mon-fri: 08:00-12:00, §wed: 13:00-14:00 }", "wed"),
    // Zones
    ("provider: { domains: [x.example], zone: §PST }\n\(sources)", "time zone"),
    ("provider: { domains: [x.example], zone: §Mars/Olympus }\n\(sources)", "time zone"),
    ("provider: { domains: [x.example], zone: §../../etc/passwd }\n\(sources)", "time zone"),
    ("\(provider)sources:\n  - { path: a, zone: §Nowhere/At_All }", "time zone"),
    // Extensions, region
    ("provider: { domains: [x.example], extensions: [\"201\", §2-1] }\n\(sources)", "extension"),
    ("provider: { domains: [x.example], extensions: [§\"123456789\"] }\n\(sources)", "extension"),
    ("provider: { domains: [x.example], extensions: §\"201\" }\n\(sources)", "list"),
    ("provider: { domains: [x.example], region: §usa }\n\(sources)", "region"),
    // Formats
    ("\(provider)sources:\n  - { path: a, format: §mbx }", "no format is called"),
    ("\(base)reports: { formats: [html, §pdf] }", "html, text, csv, json"),
    ("\(base)reports: { period: §fortnight }", "month"),
    // Holidays
    ("\(base)holidays: [§2026-02-30]", "holiday"),
    ("\(base)holidays: [§02-30]", "holiday"),
    ("\(base)holidays: [§13-01]", "holiday"),
    ("\(base)holidays: [§Christmas]", "holiday"),
    ("\(base)holidays: [§2026-12-31..2026-12-01]", "holiday"),
    ("\(base)holidays: [§nowhere.ics]", "does not exist"),
    ("\(base)holidays: §2026-12-25", "list"),
    // Who is who
    ("provider:\n  domains: [x.example]\n  technicians:\n    - §name: a\n\(sources)", "id"),
    (
      "provider:\n  domains: [x.example]\n  technicians:\n    - { id: a }\n    - §{ id: a }\n\(sources)",
      "two technicians"
    ),
    ("\(provider)clients:\n  - §name: a\n\(sources)", "id"),
    ("\(provider)clients:\n  - { id: a }\n  - §{ id: a }\n\(sources)", "two clients"),
    ("\(provider)clients:\n  - { id: a, technician: §nobody }\n\(sources)", "technician"),
    (
      "\(provider)clients:\n  - { id: a, people: [§{ name: b }] }\n\(sources)",
      "address or a number"
    ),
    ("\(provider)clients: §missing.csv\n\(sources)", "does not exist"),
    ("provider: §{ name: x }\n\(sources)", "nobody is ours"),
    ("provider: §Harbor\n\(sources)", "mapping"),
    // The rest
    ("\(provider)sources: §[]\n", "sources is empty"),
    ("\(provider)sources: §a.mbox\n", "list"),
    ("\(provider)sources:\n  - §{ format: mbox }\n", "path"),
    ("\(base)privacy: { redact: §maybe }", "true or false"),
    ("\(base)signals: { brush_off: §[x] }", "mapping"),
    ("\(base)state: §[x]", "text"),
    ("\(base)retention: §3", "3y"),
    ("\(base)retention: §7d", "31 days"),
  ]

  @Test(arguments: wrong)
  func aWrongValueIsNamedWithItsPlace(_ marked: String, _ word: String) {
    MarkedConfiguration(marked).expectFault(word)
  }

  @Test func whatIsMissingIsSaid() throws {
    let noSources = try #require(MarkedConfiguration(provider).fault())
    #expect(noSources.message.contains("sources is missing") && noSources.line != nil)
    let noProvider = try #require(MarkedConfiguration(sources).fault())
    #expect(noProvider.message.contains("provider is missing") && noProvider.line != nil)
  }

  @Test(arguments: ["", "\n", "# only a word\n", "---\n"])
  func anEmptyFileIsSaidToBeOne(_ text: String) throws {
    let fault = try #require(MarkedConfiguration(text).fault())
    #expect(fault.message.contains("empty") || fault.message.contains("mapping"), "\(fault)")
  }

  @Test(arguments: [
    "provider: {", "provider: [a", "\tprovider: a", "provider: \"a", "a: b: c", "@x", "{}{}", "%x",
    "a: *nothing", "\u{1}", "a: !!binary [",
  ])
  func whatIsNoYAMLIsSaidWithItsPlace(_ text: String) throws {
    let fault = try #require(MarkedConfiguration(text).fault())
    #expect(fault.message.hasPrefix("is no YAML") || fault.message.contains("YAML"), "\(fault)")
  }

  @Test(arguments: ["[a, b]", "just words", "42"])
  func anythingButAMappingIsRefused(_ text: String) throws {
    let fault = try #require(MarkedConfiguration(text).fault())
    #expect(fault.message.contains("must be a mapping") && fault.line == 1, "\(fault)")
  }

  @Test(arguments: [
    "\(base)state: a\nstate: b\n",
    "provider: { domains: [a], domains: [b] }\n\(sources)",
    "\(provider)clients:\n  - id: a\n    id: b\n\(sources)",
  ])
  func aKeyThatStandsTwiceIsRefusedWithItsLine(_ text: String) throws {
    let fault = try #require(MarkedConfiguration(text).fault())
    #expect(fault.message.contains("stands twice") && fault.line != nil, "\(fault)")
  }

  @Test func aFileThatIsNotThereIsSaidToBeMissing() {
    #expect {
      try Configuration(file: "/nowhere/pipeline.yml")
    } throws: { error in
      "\(error)" == "/nowhere/pipeline.yml: does not exist"
    }
  }

  @Test func aFaultInATableOfClientsNamesItsLine() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("pipeline.yml", "\(provider)clients: c.csv\n\(sources)")
    func fault(_ table: String) throws -> String {
      try folder.write("c.csv", table)
      do throws(ConfigurationError) {
        _ = try Configuration(file: file)
        return "none"
      } catch {
        return error.description.replacing(folder.path + "/", with: "")
      }
    }
    #expect(try fault("id,colour\na,b\n").hasPrefix("c.csv:1: unknown column \"colour\""))
    #expect(try fault("name\na\n").hasPrefix("c.csv:1: the column id is missing"))
    #expect(try fault("id,name\na,b\n,c\n").hasPrefix("c.csv:3: a client needs an id"))
    #expect(try fault("").hasPrefix("c.csv: is empty"))
    #expect(try fault("id,technician\na,\nb,nobody\n").hasPrefix("c.csv:3: "))
    #expect(try fault("id,name\n\"a,b\n").contains("c.csv") == false)
  }
}
