import Foundation
import Glibc
import TestSupport
import Testing

/// What the shell, cron and the next stage are told where something is wrong.
@Suite struct FailureTests {
  // MARK: Input

  @Test func aFileThatIsMissingIs66AndTheRestGoesOn() throws {
    let result = try Ringback.run("parse", "nowhere.mbox", Samples.mail[1])
    #expect(result.status == 66 && result.errorLines.count == 1)
    #expect(result.error.contains("nowhere.mbox: cannot be opened: No such file"))
    #expect(result.lines.count > 1)
    let pattern = try Ringback.run("parse", "nowhere/*.mbox")
    #expect(pattern.status == 66 && pattern.error.contains("nowhere/*.mbox: no file matches"))
    for stage in ["normalize", "match", "report"] {
      let result = try Ringback.run(stage, "nowhere.ndjson")
      #expect(result.status == 66 && result.output == "" && result.errorLines.count == 1)
    }
  }

  @Test func aFolderIsItsFilesToParseAndSaidToBeOneByTheStages() throws {
    // Of the samples of formats some rows are no good.
    let result = try Ringback.run("parse", "samples", "-v", "--tolerate", "100")
    #expect(result.status == 0)
    #expect(result.error.contains("samples: read "))
    #expect(result.error.contains(" unknown-format + rejected 0"))
    for stage in ["normalize", "match", "report"] {
      let result = try Ringback.run(stage, "samples")
      #expect(result.status == 66 && result.output == "" && result.errorLines.count == 1)
    }
  }

  @Test func aFormatThatIsNotKnownIsSaid() throws {
    let result = try Ringback.run("parse", "LICENSE")
    #expect(result.status == 66 && result.error.contains("`ringback formats`"))
  }

  @Test func anEmptyInputGivesEmptyBooks() throws {
    let parsed = try Ringback.run("parse")
    #expect(parsed.status == 0 && parsed.error == "" && parsed.lines.count == 1)
    for stage in ["normalize", "match"] {
      let result = try Ringback.run(stage)
      #expect(result.status == 0 && result.error == "" && result.lines.count == 1)
    }
    #expect(try Ringback.run("report").status == 0)
  }

  // MARK: Output

  @Test func aReaderThatHasEnoughEndsAStageQuietly() throws {
    let stages = [
      "parse samples/mail/support.mbox samples/mail/support.mbox samples/*/*.xml",
      "due", "schema record", "formats", "audit samples/mail/support.mbox",
    ]
    for stage in stages {
      let result = try Ringback.shell(
        "(ringback \(stage); echo $? >&3) 3>&2 | head -c 20 > /dev/null")
      #expect(result.error == "0\n", "\(stage): \(result.error)")
      // A reader that was never there.
      let closed = try Ringback.shell("(sleep 0.2; ringback \(stage); echo $? >&3) 3>&2 | true")
      #expect(closed.error == "0\n", "\(stage): \(closed.error)")
    }
    let head = try Ringback.shell("ringback parse samples/mail/support.mbox | head -1")
    #expect(head.lines.count == 1 && head.error == "" && head.status == 0)
  }

  @Test func aFullDiskIs74WithOneLine() throws {
    let records = try Ringback.run("parse", Samples.mail[1]).outputBytes
    for (arguments, input) in [
      (["parse", Samples.mail[0]], []), (["normalize"], records), (["match"], []),
      (["report"], []), (["due"], []), (["check"], []), (["formats"], []),
      (["schema", "event"], []), (["audit", Samples.mail[0]], []),
    ] {
      let result = try Subprocess.run(
        [Ringback.path] + arguments, in: packageRoot, input: input,
        environment: Ringback.environment, output: "/dev/full")
      #expect(result.status == 74, "\(arguments)")
      #expect(
        result.error == "ringback: standard output: cannot be written: No space left on device\n")
    }
  }

  @Test func rejectsAreNotWrittenOverADevice() throws {
    let folder = try TemporaryFolder()
    let fifo = folder("fifo")
    mkfifo(fifo, 0o600)
    let piped = try Ringback.shell(
      "cat \(fifo) > \(folder("got")) & printf 'a,b\\n' | ringback parse --format asterisk-cdr"
        + " --rejects \(fifo) > \(folder("out")); status=$?; wait; exit $status")
    #expect(piped.status == 65)
    #expect(try String(decoding: folder.bytes("got"), as: UTF8.self).contains("\"reject\""))
    var status = stat()
    #expect(lstat(fifo, &status) == 0 && status.st_mode & S_IFMT == S_IFIFO)
    let null = try Ringback.shell(
      "printf 'a,b\\n' | ringback parse --format asterisk-cdr --rejects /dev/null; test -c /dev/null"
    )
    #expect(null.status == 0)
  }

  // MARK: Rejects

  /// Two broken rows among the good ones of a sample.
  private func brokenLog(_ folder: TemporaryFolder, repeated: Int = 1) throws -> (Int, Int) {
    let good = [UInt8](
      try Data(contentsOf: URL(fileURLWithPath: packageRoot + "/samples/calls/Master.csv")))
    let all = Array(repeating: good, count: repeated).flatMap { $0 }
    try folder.write("log.csv", all + Array("broken,row\n\"x\",\"y\"\n".utf8))
    return (all.count, all.count { $0 == 0x0A })
  }

  @Test func rejectsHaveTheirPlaceAndAreJudgedByTheirShare() throws {
    let folder = try TemporaryFolder()
    let (offset, line) = try brokenLog(folder)
    let log = folder("log.csv")
    let rejects = folder("rejects.ndjson")
    let result = try Ringback.run("parse", log, "--rejects", rejects)
    #expect(result.status == 65 && result.errorLines.count == 1)
    #expect(result.error.contains("2 of ") && result.error.contains("rows rejected"))
    let lines = try folder.bytes("rejects.ndjson").split(separator: 0x0A).map {
      String(decoding: $0, as: UTF8.self)
    }
    try #require(lines.count == 2)
    #expect(lines[0].contains(#""source":"\#(log)","offset":\#(offset),"line":\#(line + 1),"#))
    #expect(lines[1].contains(#""offset":\#(offset + 11),"line":\#(line + 2),"#))
    #expect(lines.allSatisfy { $0.hasPrefix("{\"reject\":\"") })
    #expect(try folder.mode("rejects.ndjson") == 0o600)

    let tolerant = try Ringback.run("parse", log, "--tolerate", "100")
    #expect(tolerant.status == 0 && tolerant.error == "")
    #expect(tolerant.outputBytes == result.outputBytes)
  }

  /// They are written as they come, and the file that stood there is replaced only at the end.
  @Test func manyRejectsAppearTogether() throws {
    let folder = try TemporaryFolder()
    try folder.write("rejects", "before\n")
    // More than is read at once.
    let row = String(repeating: "a", count: 300) + ",b\n"
    try folder.write("log.csv", String(repeating: row, count: 3000))
    let parse = "ringback parse --format asterisk-cdr --rejects \(folder("rejects"))"
    let cut = try Ringback.shell(
      """
      { cat \(folder("log.csv")); sleep 20 & echo $! > \(folder("pid")); wait; } | \(parse) &
      for i in $(seq 100); do
        if ls -A \(folder("")) | grep -q '^[.]rejects.*tmp$'; then break; fi
        sleep 0.1
      done
      ls -A \(folder("")); kill -TERM $!; wait $!; kill $(cat \(folder("pid")))
      """)
    #expect(cut.output.contains(".rejects."))
    #expect(Set(folder.files()) == ["rejects", "log.csv", "pid"])
    #expect(try folder.bytes("rejects") == Array("before\n".utf8))
    #expect(try Ringback.shell("\(parse) < \(folder("log.csv"))").status == 65)
    let lines = try folder.bytes("rejects").split(separator: 0x0A)
    #expect(lines.count == 3000)
    #expect(String(decoding: lines[2999], as: UTF8.self).contains("\"line\":3000,"))
    #expect(Set(folder.files()) == ["rejects", "log.csv", "pid"])
  }

  @Test func rejectsOfAStageWithoutAReaderLeaveNothingBeside() throws {
    let folder = try TemporaryFolder()
    try folder.write("many.csv", String(repeating: "a,b\n", count: 3000))
    let good = packageRoot + "/samples/calls/Master.csv"
    _ = try Ringback.shell(
      "{ sleep 0.5; ringback parse --format asterisk-cdr \(folder("many.csv")) \(good)"
        + " --rejects \(folder("rejects")); echo $? > \(folder("status")); } | true")
    #expect(try folder.bytes("status") == Array("0\n".utf8))
    #expect(folder.files() == ["many.csv", "status"])
  }

  @Test func lessThanOnePerCentIsToleratedUnlessStrict() throws {
    let folder = try TemporaryFolder()
    _ = try brokenLog(folder, repeated: 5)
    let log = folder("log.csv")
    #expect(try Ringback.run("parse", log).status == 0)
    let strict = try Ringback.run("parse", log, "--strict")
    #expect(strict.status == 65 && strict.errorLines.count == 1)
    #expect(strict.error.contains("--rejects FILE"))
  }

  @Test func aBrokenLineBetweenStagesIsARejectOfItsPlace() throws {
    let folder = try TemporaryFolder()
    let event = StageTests.lines["event"] ?? ""
    let long = "{\"x\":\"" + String(repeating: "y", count: 1 << 20) + "\"}"
    let input = event + "\n{broken\n" + long + "\n" + event.replacing("\"a\"", with: "\"b\"") + "\n"
    let result = try Ringback.run(
      "match", "--rejects", folder("r"), "-v", input: Array(input.utf8))
    #expect(result.status == 65)
    let rejects = String(decoding: try folder.bytes("r"), as: UTF8.self)
    #expect(
      rejects.contains(
        #""reject":"not-json","v":1,"source":"-","offset":\#(event.utf8.count + 1),"line":2"#))
    #expect(rejects.contains(#""reject":"line-too-long""#) && rejects.contains(#""line":3"#))
    #expect(result.lines.filter { $0.hasPrefix("{\"contact\"") }.count == 2)
  }

  // MARK: Configuration

  @Test(arguments: ["run", "due", "check", "normalize", "match", "report"])
  func anUnknownKeyIs78WithItsPlace(_ command: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "pipeline.yml", "provider: { domains: [harborit.example] }\nsources: [a.mbox]\nhuors: {}\n")
    let result = try Ringback.run(command, in: folder.path)
    #expect(result.status == 78 && result.output == "" && result.errorLines.count == 1)
    #expect(result.error.hasPrefix("ringback: pipeline.yml:3:1: unknown key \"huors\""))
    #expect(result.error.contains("did you mean \"hours\"?"))
    #expect(folder.files() == ["pipeline.yml"])
  }

  @Test(arguments: ["run", "due", "check", "normalize", "explain"])
  func withoutAConfigurationThatIsSaid(_ command: String) throws {
    let folder = try TemporaryFolder()
    let arguments = command == "explain" ? [command, "a"] : [command]
    let result = try Subprocess.run(
      [Ringback.path] + arguments, in: folder.path, environment: Ringback.environment)
    #expect(result.status == 78 && result.output == "" && result.errorLines.count == 1)
    #expect(result.error.contains("no pipeline.yml here"))
    let named = try Subprocess.run(
      [Ringback.path] + arguments + ["-c", "gone.yml"], in: folder.path,
      environment: Ringback.environment)
    #expect(named.status == 78 && named.error.contains("gone.yml: does not exist"))
  }

  // MARK: Nothing of anybody in a message

  static let name = "Zebulon Quackenbush"
  static let number = "4085550177"
  static let secret = "xylophone-confidential"

  /// Malformed inputs of each kind, each with a name, a number and words that are nobody's concern.
  static let planted: [(kind: String, text: String, arguments: [String])] = [
    (
      "mail cut short", "From \(name) \(secret)\nSubject: \(secret)\n\(number)",
      ["parse", "--format", "mbox", "--strict"]
    ),
    (
      "rows of a log", "\"\(name)\",\"\(number)\",\(secret)\n\(number),\(secret)\n",
      ["parse", "--format", "asterisk-cdr"]
    ),
    (
      "a row with a quotation mark", "\"\(name) \(secret) \(number)",
      ["parse", "--format", "asterisk-cdr"]
    ),
    (
      "a table of calls", "calldate,clid,src,dst\n\(secret),\(name),\(number),\(secret)\n",
      ["parse", "--format", "freepbx"]
    ),
    (
      "a voicemail", "[message]\ncallerid=\(name) <\(number)>\norigtime=\(secret)\n",
      ["parse", "--format", "asterisk-voicemail"]
    ),
    (
      "a broken export", "<tickets><ticket><subject>\(secret)</subject><x>\(name) \(number)",
      ["parse", "--format", "zendesk"]
    ),
    (
      "an export with an entity",
      "<!DOCTYPE t [<!ENTITY \(secret) \"\(number)\">]><helpdesk-tickets>&\(secret);\(name)",
      ["parse", "--format", "freshdesk", "--strict"]
    ),
    ("an unknown format", "\(name) \(number) \(secret)\n", ["parse"]),
    ("lines for normalize", "{\"record\":\"mail\",\"\(secret)\":\(name)}\n", ["normalize"]),
    (
      "lines for match",
      (StageTests.lines["event"] ?? "")
        + "\n{\"event\":\"\(secret)\",\"at\":\"\(number)\",\"person\":\"\(name)\"}\n", ["match"]
    ),
    (
      "lines for report",
      (StageTests.lines["contact"] ?? "")
        + "\n{\"contact\":\"\(secret)\",\"state\":\"\(name)\",\"client\":\"\(number)\"}\n",
      ["report"]
    ),
    (
      "a wrong noun",
      "{\"contact\":\"\(secret)\",\"opened\":\"2026-01-01T00:00:00Z\",\"state\":\"unanswered\",\"wait_s\":1,\"person\":\"\(name) \(number)\"}\n",
      ["match"]
    ),
    (
      "an undated record",
      "{\"record\":\"mail\",\"v\":1,\"id\":\"\(secret)\",\"subject\":\"\(name) \(number)\",\"source\":\"-\",\"offset\":0}\n",
      ["normalize", "--strict"]
    ),
    (
      "an audit of nobody",
      message(
        "a", from: "\(name) <\(secret)@acme.example>", subject: number,
        date: "Mon, 2 Mar 2026 09:00:00 +0000"), ["audit", "-"]
    ),
  ]

  @Test(arguments: planted.indices)
  func errorsTellNothingOfAnybody(_ i: Int) throws {
    let (kind, text, arguments) = Self.planted[i]
    let folder = try TemporaryFolder()
    let rejects = arguments[0] == "audit" ? [] : ["--rejects", folder("rejects")]
    let result = try Subprocess.run(
      [Ringback.path] + arguments + ["-v"] + rejects, in: packageRoot, input: Array(text.utf8),
      environment: Ringback.environment)
    #expect(result.status != 0, "\(kind) was taken: \(result.output)")
    #expect(result.error != "", "\(kind)")
    let kept = folder.files().contains("rejects") ? try folder.bytes("rejects") : []
    for told in [result.error, String(decoding: kept, as: UTF8.self)] {
      for word in [Self.secret, "xylophone", "Zebulon", "Quackenbush"] {
        #expect(!told.contains(word), "\(kind): \(told)")
      }
    }
    #expect(!result.error.contains(Self.number), "\(kind): \(result.error)")
  }

  @Test func aFilesNameSendsNothingToTheTerminal() throws {
    let folder = try TemporaryFolder()
    let name = "a\u{1B}[31m\u{9B}\n\u{7}.mbox"
    let result = try Ringback.run("parse", name, in: folder.path)
    #expect(result.status == 66 && result.errorLines.count == 1)
    #expect(
      !result.error.unicodeScalars.dropLast().contains {
        $0.value < 0x20 || (0x7F...0x9F).contains($0.value)
      })
  }
}
