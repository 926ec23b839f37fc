import Foundation
import Records
import TestSupport
import Testing

/// The stages of a shell pipeline.
@Suite struct StageTests {
  @Test(arguments: Samples.mail + Samples.others)
  func everySampleIsParsedAndEndsWithItsBooks(_ file: String) throws {
    let result = try Ringback.run("parse", file)
    #expect(result.status == 0 && result.error == "")
    let last = try #require(result.lines.last)
    guard case .books(let books) = try Line(Array(last.utf8)) else {
      Issue.record("the last line is not the books")
      return
    }
    #expect(books.stage == "parse" && books.balances && books.read > 0)
    #expect(books.accounts.map(\.source) == [file])
    for line in result.lines.dropLast() {
      guard case .record = try Line(Array(line.utf8)) else {
        Issue.record("a line is no record")
        return
      }
    }
    #expect(books.accounts[0].made == result.lines.count - 1)
  }

  @Test func standardInputIsReadLikeAFile() throws {
    let file = Samples.mail[0]
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: packageRoot + "/" + file)))
    let piped = try Ringback.run("parse", input: bytes)
    let named = try Ringback.run("parse", file)
    #expect(piped.status == 0 && piped.error == "")
    #expect(
      piped.output.replacing(#""source":"-""#, with: #""source":"\#(file)""#) == named.output)
    #expect(try Ringback.run("parse", "-", input: bytes).output == piped.output)
  }

  @Test func theStagesInAPipeGiveTheContactsOfRun() throws {
    let samples = try Samples()
    let run = try samples.run("run")
    #expect(run.status == 0 && run.output == "" && run.error == "")
    let piped = try Ringback.shell(
      "ringback parse 'samples/mail/*.mbox' samples/calls/Master.csv 'samples/helpdesk/*.xml'"
        + " --zone America/Los_Angeles | ringback normalize | ringback match",
      in: samples.folder.path)
    #expect(piped.status == 0 && piped.error == "")
    let report = String(decoding: try samples.folder.bytes("reports/report.json"), as: UTF8.self)
    func contacts(_ text: String) -> [String] {
      text.split(separator: "\n").map(String.init).filter { $0.hasPrefix("{\"contact\":") }.sorted()
    }
    #expect(contacts(piped.output).count > 80)
    #expect(contacts(piped.output) == contacts(report))
    let truth = String(decoding: try samples.folder.bytes("samples/truth.ndjson"), as: UTF8.self)
    #expect(contacts(report).count == truth.split(separator: "\n").count)
  }

  @Test func theOrderOfLinesBetweenStagesChangesNothing() throws {
    let samples = try Samples()
    let events =
      "ringback parse samples/*/*.mbox samples/*/*.csv samples/*/*.xml | ringback normalize"
    let usual = try Ringback.shell("\(events) | ringback match | sort", in: samples.folder.path)
    let sorted = try Ringback.shell(
      "\(events) > e; sort e > s; split -l 100 s part.; ringback match part.* | sort",
      in: samples.folder.path)
    #expect(usual.status == 0 && sorted.status == 0 && usual.lines.count > 80)
    func contacts(_ result: Subprocess) -> [String] { result.lines.filter { $0.hasPrefix("{\"c") } }
    #expect(contacts(usual) == contacts(sorted))
  }

  @Test func reportReadsAReportAgain() throws {
    let samples = try Samples()
    #expect(try samples.run("run").status == 0)
    let again = try samples.run("report", "--format", "json", "reports/report.json")
    #expect(again.status == 0 && again.error == "")
    #expect(try again.outputBytes == samples.folder.bytes("reports/report.json"))
  }

  // MARK: What the next stage is not given

  static let lines = [
    "record":
      #"{"record":"status","v":1,"format":"x","source":"-","offset":0,"id":"1","ticket":"2"}"#,
    "event": #"{"event":"a","v":1,"at":"2026-03-02T09:00:00Z","channel":"email","kind":"message","#
      + #""direction":"inbound","wants_answer":true,"source":"-","offset":0}"#,
    "contact": #"{"contact":"a","v":1,"channel":"email","opened":"2026-03-02T09:00:00Z","#
      + #""state":"unanswered","wait_s":1,"open_wait_s":1,"observed_until":"2026-03-02T09:00:01Z"}"#,
  ]

  @Test(arguments: [
    ("normalize", "event", "`ringback match`"), ("normalize", "contact", "`ringback report`"),
    ("match", "record", "`ringback normalize`"), ("match", "contact", "`ringback report`"),
    ("report", "record", "`ringback normalize | ringback match`"),
    ("report", "event", "`ringback match`"),
  ])
  func aWrongNounNamesTheCommandThatIsMissing(
    _ stage: String, _ noun: String, _ command: String
  ) throws {
    let line = try #require(Self.lines[noun])
    let result = try Ringback.run(stage, input: Array((line + "\n").utf8))
    #expect(result.status == 65 && result.output == "")
    #expect(result.errorLines.count == 1 && result.error.hasPrefix("ringback: "))
    #expect(result.error.contains(command), "\(result.error)")
  }

  @Test(arguments: [("normalize", "record"), ("match", "event"), ("report", "contact")])
  func theRightNounIsTaken(_ stage: String, _ noun: String) throws {
    let line = try #require(Self.lines[noun])
    let result = try Ringback.run(stage, "--tolerate", "100", input: Array((line + "\n").utf8))
    #expect(result.status == 0 && result.error == "" && result.output != "")
  }

  @Test(arguments: ["normalize", "match", "report"])
  func aMailboxNamesParse(_ stage: String) throws {
    let result = try Ringback.run(stage, Samples.mail[0])
    #expect(result.status == 65 && result.output == "" && result.errorLines.count == 1)
    #expect(result.error.contains("`ringback parse"), "\(result.error)")
  }

  @Test(arguments: ["normalize", "match", "report"])
  func anotherVersionStopsTheStage(_ stage: String) throws {
    let result = try Ringback.run(stage, input: Array(#"{"event":"a","v":2}"#.utf8))
    #expect(result.status == 65 && result.output == "" && result.errorLines.count == 1)
    #expect(result.error.contains("-:1: ") && result.error.contains("version 2"))
    #expect(result.error.contains("version 1"))
  }

  @Test(arguments: ["normalize", "match"])
  func linesOfAnotherKindAreHandedOn(_ stage: String) throws {
    let other = #"{"weather":"fine","v":7}"#
    let result = try Ringback.run(stage, input: Array((other + "\n").utf8))
    #expect(result.status == 0 && result.lines.first == other)
  }

  /// Numbers that no stage of ours wrote end in an answer, not in a crash.
  @Test(arguments: ["normalize", "match", "report"])
  func absurdLinesDoNotCrash(_ stage: String) throws {
    let noun = ["normalize": "record", "match": "event", "report": "contact"][stage] ?? ""
    let line = try #require(Self.lines[noun])
    var input = ""
    let large = "999999999999999"
    for extra in [
      #""wait_s":\#(large)"#, #""talk_s":\#(large)"#, #""attempts":\#(large)"#,
      #""legs":\#(large)"#,
      #""open_wait_s":\#(large)"#, #""target_s":\#(large)"#, #""wait_s":-\#(large)"#,
      #""opened":"0000-01-01T00:00:00Z""#, #""at":"9999-12-31T23:59:59Z""#,
      #""observed_until":"0000-01-01T00:00:00Z""#, #""answered":"0000-01-01T00:00:00Z""#,
      #""offset":\#(large)"#, #""ended":"9999-12-31T23:59:59Z""#,
    ] {
      for _ in 0..<3 { input += line.dropLast() + "," + extra + "}\n" }
    }
    let account = #"{"source":"a","read":\#(large),"used":\#(large),"made":\#(large)}"#
    for _ in 0..<3 {
      input +=
        #"{"books":"parse","v":1,"as_of":"9999-12-31T23:59:59Z","sources":[\#(account)],"#
        + #""coverage":[{"source":"a","channel":"email","from":"0000-01-01T00:00:00Z","#
        + #""until":"9999-12-31T23:59:59Z"}]}"# + "\n"
    }
    for format in stage == "report" ? ["text", "html", "json", "csv"] : [""] {
      let result = try Subprocess.run(
        [Ringback.path, stage] + (format.isEmpty ? [] : ["--format", format]), in: packageRoot,
        input: Array(input.utf8), environment: Ringback.environment)
      #expect(result.status == 0 || result.status == 65, "\(format) \(result.error)")
    }
  }

  // MARK: Options of parse

  @Test func theTextIsNewWholeOrLeftOut() throws {
    let text =
      message("a", from: "Pat Doe <pat@acme.example>", date: "Mon, 2 Mar 2026 09:00:00 +0000")
      .replacing(
        "is broken.\n", with: "is broken.\n\nOn Sun, Lee wrote:\n> quotation of old\n\n-- \nPat\n")
    func texts(_ mode: String...) throws -> String {
      let result = try Subprocess.run(
        [Ringback.path, "parse"] + mode, in: packageRoot, input: Array(text.utf8),
        environment: Ringback.environment)
      #expect(result.status == 0 && result.error == "")
      return result.output
    }
    let new = try texts()
    #expect(new.contains("printer") && !new.contains("quotation of old"))
    #expect(try texts("--text", "new") == new)
    #expect(try texts("--text", "whole").contains("quotation of old"))
    let none = try texts("--text", "none")
    #expect(!none.contains("printer") && !none.contains("\"text\""))
  }

  @Test func aZoneMovesTheTimesOfALogThatTellsNone() throws {
    let row =
      #""acc","4155550101","600","default","Pat <4155550101>","SIP/t-1","SIP/201-2","Dial","","#
      + #""2026-03-02 09:00:00","2026-03-02 09:00:10","2026-03-02 09:01:00",60,50,"ANSWERED","#
      + #""DOCUMENTATION","x","u""# + "\n"
    func started(_ zone: String) throws -> String {
      let result = try Ringback.run(
        "parse", "--format", "asterisk-cdr", "--zone", zone, input: Array(row.utf8))
      #expect(result.status == 0, "\(result.error)")
      let piece = result.output.split(separator: #""started":""#).dropFirst().first ?? ""
      return String(piece.prefix(20))
    }
    #expect(try started("UTC") == "2026-03-02T09:00:00Z")
    #expect(try started("America/Los_Angeles") == "2026-03-02T17:00:00Z")
    #expect(try started("Asia/Kolkata") == "2026-03-02T03:30:00Z")
  }

  @Test func recordsHoldToTheSchemaThatIsPrinted() throws {
    let folder = try TemporaryFolder()
    for noun in ["record", "event", "contact", "report"] {
      let schema = try Ringback.run("schema", noun)
      #expect(schema.status == 0 && schema.error == "")
      try folder.write("\(noun).json", schema.outputBytes)
    }
    let samples = try Samples()
    let piped = try Ringback.shell(
      "ringback parse samples/*/*.mbox samples/*/*.csv samples/*/*.xml > r && "
        + "ringback normalize r > e && ringback match e > c && ringback report c --format json > p",
      in: samples.folder.path)
    #expect(piped.status == 0, "\(piped.error)")
    let program = """
      import json, sys
      try:
          import jsonschema
      except ImportError:
          sys.exit(77)
      schemas, data = "\(folder.path)", "\(samples.folder.path)"
      count = 0
      for noun, name in (("record", "r"), ("event", "e"), ("contact", "c"), ("report", "p")):
          with open(f"{schemas}/{noun}.json") as file:
              schema = json.load(file)
          jsonschema.Draft202012Validator.check_schema(schema)
          validator = jsonschema.Draft202012Validator(schema)
          with open(f"{data}/{name}") as file:
              for line in file:
                  value = json.loads(line)
                  if noun in value:
                      validator.validate(value)
                      count += 1
      print(count)
      """
    guard let result = try Python3.run(program) else { return }
    #expect((Int(result.lines.first ?? "") ?? 0) > 500, "\(result.error.suffix(500))")
  }
}
