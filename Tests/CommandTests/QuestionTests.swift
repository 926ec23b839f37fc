import Foundation
import Glibc
import Records
import TestSupport
import Testing

/// due, explain, check, audit, formats and help.
@Suite struct QuestionTests {
  @Test func dueListsWhoWaitsLongestFirst() throws {
    let result = try Ringback.run("due", "--format", "json")
    #expect(result.status == 0 && result.error == "")
    var waits: [Int] = []
    var ids: [[String]] = [[], []]
    for line in result.lines {
      guard case .contact(let contact) = try Line(Array(line.utf8)) else {
        Issue.record("no contact")
        return
      }
      #expect(contact.state == .unanswered)
      waits.append(contact.waitS)
      ids[contact.client == nil ? 1 : 0].append(contact.id)
    }
    #expect(waits.count > 5 && waits == waits.sorted(by: >))
    let text = try Ringback.run("due")
    #expect(text.status == 0 && text.lines.allSatisfy { $0.unicodeScalars.count <= 80 })
    let listed = text.output.split(separator: "[").dropFirst().map { String($0.prefix(12)) }
    #expect(listed == ids[0] + ids[1] && !ids[1].isEmpty)
    let csv = try Ringback.run("due", "--format", "csv")
    let rows = csv.lines.dropFirst().map { String($0.prefix(12)) }
    #expect(rows.count == waits.count && Set(rows) == Set(listed))
    #expect(rows.filter(ids[0].contains) == ids[0] && rows.first == listed.first)
  }

  @Test func contactsAreChosenByClientAndTime() throws {
    func opened(_ arguments: String...) throws -> [Contact] {
      let result = try Subprocess.run(
        [Ringback.path, "due", "--format", "json"] + arguments, in: packageRoot,
        environment: Ringback.environment)
      #expect(result.status == 0 && result.error == "")
      return try result.lines.map { line in
        guard case .contact(let contact) = try Line(Array(line.utf8)) else {
          throw CocoaError(.coderReadCorrupt)
        }
        return contact
      }
    }
    let all = try opened()
    let acme = try opened("--client", "acme")
    #expect(acme.map(\.id) == all.filter { $0.client == "acme" }.map(\.id) && !acme.isEmpty)
    #expect(try opened("--client", "nobody-of-this-name").isEmpty)
    // A date is a midnight of the provider: 7 or 8 hours after that of UTC.
    let since = try opened("--since", "2025-10-20")
    let limit = try #require(Timestamp("2025-10-20T07:00:00Z"))
    #expect(since.map(\.id) == all.filter { $0.opened >= limit }.map(\.id))
    let until = try opened("--until", "2025-10-20T07:00:00Z")
    #expect(Set((since + until).map(\.id)) == Set(all.map(\.id)) && !until.isEmpty)
    #expect(since.count + until.count == all.count)
    let asOf = try #require(Timestamp("2025-10-20T07:00:00Z"))
    let then = try opened("--as-of", asOf.description)
    #expect(then.allSatisfy { $0.opened <= asOf && $0.observedUntil <= asOf } && !then.isEmpty)
    #expect(try opened("--as-of", "2025-10-20").map(\.id) == then.map(\.id))
  }

  @Test func aContactIsExplainedByTheBeginningOfItsId() throws {
    let due = try Ringback.run("due", "--format", "json")
    guard case .contact(let contact) = try Line(Array((due.lines.first ?? "").utf8)) else {
      Issue.record("nobody waits")
      return
    }
    let whole = try Ringback.run("explain", contact.id)
    #expect(whole.status == 0 && whole.error == "" && whole.output.contains(contact.id))
    let first = try #require(contact.evidence.first)
    #expect(whole.output.contains(first.place.source))
    #expect(whole.output.contains("\(first.place.offset)") || first.place.line != nil)
    let beginning = try Ringback.run("explain", String(contact.id.prefix(8)))
    #expect(beginning.output == whole.output)

    let unknown = try Ringback.run("explain", "zzzz")
    #expect(unknown.status == 66 && unknown.output == "" && unknown.errorLines.count == 1)
    let ambiguous = try Ringback.run("explain", "")
    #expect(ambiguous.status == 64 && ambiguous.output == "" && ambiguous.errorLines.count == 1)
  }

  @Test func checkTriesEverySourceAndWritesNothing() throws {
    let samples = try Samples()
    let before = samples.folder.files()
    let result = try samples.run("check")
    #expect(result.status == 0 && result.error == "")
    #expect(result.output.hasPrefix("pipeline.yml: well formed, 4 clients\n"))
    for file in Samples.mail + Samples.others { #expect(result.output.contains(file + ": ")) }
    #expect(samples.folder.files() == before)
  }

  @Test func anAuditTellsWhoAnswersWithoutConfiguration() throws {
    let samples = try Samples()
    let before = samples.folder.files()
    let result = try samples.run("audit", "samples/mail/*.mbox")
    #expect(result.status == 0 && result.error == "")
    let told = (0..<2).map { String(result.lines[$0]) }
    #expect(
      told == [
        "Provider: harborit.example (41 answers), 4 technicians, 8 clients [--provider]",
        "Open: mon-fri: 09:00-17:00 (a guess) [--hours], America/Los_Angeles [--zone]",
      ])
    #expect(samples.folder.files() == before)
    let corrected = try samples.run(
      "audit", "samples/mail/*.mbox", "--zone", "Europe/Berlin", "--hours",
      "mon-thu 07:00-12:00, 13:00-16:00 fri: 07:00-12:00")
    #expect(
      corrected.output.contains(
        "\nOpen: mon-thu: 07:00-12:00, 13:00-16:00, fri: 07:00-12:00 [--hours],\n"
          + "  Europe/Berlin [--zone]\n\n"))
    for wrong in ["", "mon", "08:00-18:00", "mon-fri 18:00-08:00", "mon \"08:00-18:00\"", "x 1"] {
      #expect(try samples.run("audit", "samples/mail/*.mbox", "--hours", wrong).status == 64)
    }
    let named = try samples.run("audit", "samples/mail/*.mbox", "--provider", "harborit.example")
    #expect(named.lines.first?.hasPrefix("Provider: harborit.example (as named), ") == true)
  }

  @Test func anAuditOfAPipeGivesTheSameContacts() throws {
    func contacts(_ result: Subprocess) -> [String] {
      result.lines.filter { $0.hasPrefix(#"{"contact""#) }
        .map { $0.replacing(#""source":"-""#, with: #""source":"samples/mail/support.mbox""#) }
    }
    let named = try Ringback.run("audit", "samples/mail/support.mbox", "--format", "json")
    let piped = try Ringback.shell(
      "cat samples/mail/support.mbox | ringback audit - --format json")
    #expect(named.status == 0 && piped.status == 0)
    #expect(contacts(named).count > 20 && contacts(named) == contacts(piped))
  }

  @Test func anAuditWritesThePagesWhereItIsTold() throws {
    let samples = try Samples()
    let result = try samples.run("audit", "samples/mail/support.mbox", "--to", "out")
    #expect(result.status == 0)
    #expect(samples.folder.files().contains("out/index.html"))
    #expect(try samples.folder.mode("out") == 0o700)
    #expect(try samples.folder.mode("out/index.html") == 0o600)
  }

  @Test func aMailboxInWhichNobodyAnswersAsksForTheProvider() throws {
    let text = message("a", from: "pat@acme.example", date: "Mon, 2 Mar 2026 09:00:00 +0000")
    let result = try Ringback.run("audit", "-", input: Array(text.utf8))
    #expect(result.status == 64 && result.output == "" && result.errorLines.count == 1)
    #expect(result.error.contains("--provider"))
  }

  // MARK: Help

  static let commands = [
    "parse", "normalize", "match", "report", "run", "audit", "due", "explain", "check", "formats",
    "schema",
  ]

  @Test(arguments: commands)
  func everyCommandHasHelpWithAnExample(_ command: String) throws {
    let result = try Ringback.run(command, "--help")
    #expect(result.status == 0 && result.error == "")
    #expect(result.output.contains("USAGE: ringback \(command)"))
    let example = result.output.split(separator: "Example").dropFirst().first ?? ""
    #expect(example.split(separator: "USAGE:").first?.contains("ringback \(command)") == true)
  }

  @Test func theHelpOfAllNamesEveryCommand() throws {
    let result = try Ringback.run("--help")
    #expect(result.status == 0)
    for command in Self.commands { #expect(result.output.contains("\n  \(command) ")) }
    #expect(try Ringback.run("--version").status == 0)
  }

  @Test func formatsListsWhatFormatTakes() throws {
    let result = try Ringback.run("formats")
    #expect(result.status == 0 && result.error == "" && result.lines.count >= 6)
    for line in result.lines {
      let name = String(line.prefix { $0 != " " })
      let taken = try Ringback.run("parse", "--format", name, "/dev/null")
      // An empty file is no fault of a log, but no XML; pipeline.yml here maps no CSV.
      #expect(
        [0, 65, ["csv", "xml"].contains(name) ? 78 : 0].contains(taken.status),
        "\(name): \(taken.error)")
    }
  }

  @Test(arguments: [
    ["nonsense"], ["parse", "--nonsense"], ["parse", "--format", "nonsense"],
    ["parse", "--zone", "Mars/Olympus"], ["parse", "--text", "some"], ["schema", "poem"],
    ["due", "--since", "yesterday"], ["parse", "--tolerate", "101"], ["audit"], ["explain"],
    ["report", "--format", "pdf"],
  ])
  func aWrongUseIsAnsweredWith64(_ arguments: [String]) throws {
    let result = try Subprocess.run(
      [Ringback.path] + arguments, in: packageRoot, environment: Ringback.environment)
    #expect(result.status == 64 && result.output == "" && result.error != "")
  }

  @Test func whatDiscoverProposesIsCheckedAndRunAsItIs() throws {
    let samples = try Samples()
    let found = try samples.run(
      ["discover", "samples/mail/*.mbox"] + Samples.others)
    #expect(found.status == 0 && found.error == "")
    try Array(found.output.utf8).withUnsafeBytes {
      try Data($0).write(to: URL(fileURLWithPath: samples.folder("pipeline.yml")))
    }
    let checked = try samples.run("check")
    #expect(checked.status == 0 && checked.error == "")
    let ran = try samples.run("run")
    #expect(ran.status == 0 && ran.output == "" && ran.error == "")
    #expect(samples.folder.files().contains("reports/index.html"))
    let nothing = try samples.run("discover", "samples/mail/nothing.mbox")
    #expect(nothing.status == 66 && nothing.errorLines.count == 1)
  }

  @Test func whatIsSettledStaysSoUntilItIsTakenBack() throws {
    let samples = try Samples()
    func waiting() throws -> [String] { try samples.run("due", "--format", "json").lines }
    let before = try waiting()
    guard case .contact(let contact)? = try before.first.map({ try Line(Array($0.utf8)) }) else {
      Issue.record("nobody waits")
      return
    }
    let said = try samples.run(
      "settle", contact.id, "--answered", contact.opened.description, "--by", "Dana Ruiz",
      "--note", "in person")
    #expect(said.status == 0 && said.error == "" && said.output.contains("by dana"))
    #expect(try waiting().count == before.count - 1)
    #expect(try samples.run("settle").output == said.output)
    #expect(try samples.run("run").status == 0)
    let report = try #require(
      String(bytes: samples.folder.bytes("reports/report.txt"), encoding: .utf8))
    #expect(report.contains("settled"))
    let story = try samples.run("explain", contact.id)
    #expect(story.output.contains("settled by a person"))
    #expect(try samples.run("settle", String(contact.id.prefix(10)), "--undo").status == 0)
    #expect(try waiting() == before)
    #expect(try samples.run("settle").output == "")
    let wrong = try samples.run("settle", contact.id, "--answered", "2030-01-01", "--by", "nobody")
    #expect(wrong.status == 64 && wrong.errorLines.count == 1)
    let both = try samples.run("settle", contact.id, "--undo", "--no-answer-needed")
    #expect(both.status == 64)
  }

  @Test func eachRunIsTold() throws {
    let samples = try Samples()
    #expect(try samples.run("runs").lines.count == 1)
    #expect(try samples.run("run").status == 0)
    #expect(try samples.run("run").status == 0)
    let told = try samples.run("runs")
    #expect(told.status == 0 && told.lines.count == 3)
    #expect(told.lines.allSatisfy { $0.utf8.count <= 80 })
    let second = told.lines[1].split(separator: " ")
    #expect(second.first == "2" && second[5] == "0" && second[6] == "0" && second[7] == "0")
    let first = told.lines[2].split(separator: " ")
    #expect(first.first == "1" && first[5] == "0" && Int(first[6]) ?? 0 > 100)
    #expect(first[9] == second[9])
    #expect(try samples.run("runs", "--last", "1").lines.count == 2)
  }

  @Test func stateThatOthersMayReadIsRefused() throws {
    let samples = try Samples()
    #expect(try samples.run("run").status == 0)
    let path = samples.folder(".ringback/state.sqlite")
    #expect(chmod(path, 0o644) == 0)
    let run = try samples.run("run")
    #expect(run.status == 78 && run.errorLines.count == 1)
    #expect(chmod(path, 0o600) == 0)
    #expect(try samples.run("run").status == 0)
  }

  /// Every name, address, number and subject of the contacts, and nothing of them in what leaves.
  @Test func whatIsRedactedTellsNobody() throws {
    let samples = try Samples()
    let plain = try samples.run("due", "--format", "json")
    let yaml = try #require(String(bytes: samples.folder.bytes("pipeline.yml"), encoding: .utf8))
    let redacting = yaml.replacingOccurrences(of: "redact: false", with: "redact: true")
      .replacingOccurrences(
        of: "formats: [html, text, csv, json]",
        with: "formats: [html, text, csv, json, eml, openmetrics, ocel]")
    try Data(redacting.utf8).write(to: URL(fileURLWithPath: samples.folder("pipeline.yml")))
    #expect(try samples.run("run").status == 0)
    var canaries: Set<String> = [
      "Harbor IT", "Acme Dental", "Dana Ruiz", "acmedental", "northgate",
    ]
    var id = ""
    for line in plain.lines {
      guard case .contact(let contact) = try Line(Array(line.utf8)) else { continue }
      id = contact.id
      if let person = contact.person {
        canaries.insert(person.replacingOccurrences(of: "tel:", with: ""))
      }
      if let subject = contact.subject, subject.utf8.count > 6 { canaries.insert(subject) }
    }
    #expect(canaries.count > 15)
    var told = [try samples.run("due").output, try samples.run("due", "--format", "json").output]
    told.append(try samples.run("explain", id).output)
    for name in samples.folder.files() where name.hasPrefix("reports/") {
      if let bytes = try? samples.folder.bytes(name) {
        told.append(name + String(decoding: bytes, as: UTF8.self))
      }
    }
    #expect(told.count > 10)
    for text in told {
      for canary in canaries { #expect(!text.contains(canary), "\(canary)") }
    }
    // The same pseudonyms on the next night.
    #expect(try samples.run("due", "--format", "json").output == told[1])
    #expect(told[2].contains("samples/"))
  }
}
