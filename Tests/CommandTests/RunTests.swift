import Foundation
import Pipeline
import TestSupport
import Testing

/// The nightly job.
@Suite struct RunTests {
  @Test func twoRunsGiveTheSameBytesAndSayNothing() throws {
    let samples = try Samples()
    func published() throws -> [String: [UInt8]] {
      var all: [String: [UInt8]] = [:]
      for name in samples.folder.files() where name.hasPrefix("reports/") {
        all[name] = try samples.folder.bytes(name)
      }
      return all
    }
    let first = try samples.run("run")
    let before = try published()
    let second = try samples.run("run")
    for run in [first, second] { #expect(run.status == 0 && run.output == "" && run.error == "") }
    #expect(try published() == before)
    for name in ["report.txt", "report.json", "contacts.csv", "figures.csv", "index.html"] {
      #expect(before["reports/\(name)"]?.isEmpty == false, "\(name)")
    }
  }

  @Test func whoIsDueIsToldFromTheStateWhereNothingChangedSince() throws {
    let samples = try Samples()
    let usual = try samples.run("due", "--format", "json")
    #expect(try samples.run("run").status == 0)
    #expect(try samples.run("due", "--format", "json").output == usual.output)
    // What a file held that is gone stands in the state alone.
    try FileManager.default.removeItem(atPath: samples.folder("samples/mail/support.mbox"))
    let one = try #require(usual.lines.first { $0.contains("mail/support.mbox") })
    let id = String(one.dropFirst(#"{"contact":""#.count).prefix(12))
    #expect(try samples.run("explain", id).status == 66)
    #expect(try samples.run("run").errorLines.count == 1)
    #expect(try samples.run("due", "--format", "json").output == usual.output)
    #expect(try samples.run("explain", id).status == 0)
    #expect(try samples.run("settle", id, "--no-answer-needed").status == 0)
    #expect(try samples.run("due", "--format", "json").lines.count == usual.lines.count - 1)
  }

  @Test func whatItWritesIsTheOwnersAlone() throws {
    let samples = try Samples()
    let before = Set(samples.folder.files())
    #expect(try samples.run("run").status == 0)
    let made = samples.folder.files().filter { !before.contains($0) }
    #expect(made.contains("reports") && made.contains(".ringback/lock"))
    for name in made {
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: samples.folder(name), isDirectory: &isFolder)
      #expect(try samples.folder.mode(name) == (isFolder.boolValue ? 0o700 : 0o600), "\(name)")
    }
    #expect(made.allSatisfy { !$0.hasSuffix(".tmp") })
  }

  @Test func aSecondRunWhileTheLockIsHeldEndsAtOnceWith75() throws {
    let samples = try Samples()
    let lock = try RunLock.take(in: samples.folder(".ringback"))
    let second = try samples.run("run")
    #expect(second.status == 75 && second.seconds < 1)
    #expect(second.output == "" && second.errorLines.count == 1)
    #expect(second.error.contains(".ringback: another run holds the lock"))
    #expect(!samples.folder.files().contains("reports"))
    withExtendedLifetime(lock) {}
  }

  @Test func theReportIsTheSameUnderAnyZoneLocaleAndFolder() throws {
    let samples = try Samples()
    let usual = try samples.run("due", "--format", "json")
    #expect(usual.status == 0 && usual.lines.count > 5)
    let text = try samples.run("due")
    let config = samples.folder("pipeline.yml")
    for (zone, locale, folder) in [
      ("Asia/Tokyo", "de_DE.UTF-8", "/"), ("America/Los_Angeles", "C.UTF-8", "/tmp"),
      (":/nowhere", "tr_TR.UTF-8", samples.folder("samples")),
    ] {
      let environment = ["TZ": zone, "LC_ALL": locale, "LANG": locale]
      let json = try Ringback.run(
        "due", "-c", config, "--format", "json", in: folder, environment: environment)
      #expect(json.outputBytes == usual.outputBytes && json.error == "", "\(zone) \(locale)")
      let page = try Ringback.run("due", "-c", config, in: folder, environment: environment)
      #expect(page.outputBytes == text.outputBytes, "\(zone) \(locale)")
    }
    // Nothing in the environment at all.
    let bare = try Ringback.run("due", "-c", config, "--format", "json", in: "/", environment: [:])
    #expect(bare.outputBytes == usual.outputBytes)
  }

  @Test func aMissingSourceIsNamedAndTheRestGoesOn() throws {
    let samples = try Samples()
    let text = String(decoding: try samples.folder.bytes("pipeline.yml"), as: UTF8.self)
    try samples.folder.write(
      "pipeline.yml", text.replacing("sources:\n", with: "sources:\n  - gone/*.mbox\n"))
    let run = try samples.run("run")
    #expect(run.status == 66 && run.output == "" && run.errorLines.count == 1)
    #expect(run.error.contains("pipeline.yml:") && run.error.contains("gone/*.mbox"))
    #expect(samples.folder.files().contains("reports/report.txt"))
  }

  @Test func whereReportsCannotBeThatIsSaid() throws {
    let samples = try Samples()
    try samples.folder.write("reports", "a file stands here")
    let run = try samples.run("run")
    #expect(run.status == 73 && run.output == "" && run.errorLines.count == 1)
    #expect(try samples.folder.bytes("reports") == Array("a file stands here".utf8))
  }

  @Test func withVerboseTheBooksAreSaidAndBalance() throws {
    let samples = try Samples()
    let run = try samples.run("run", "-v")
    #expect(run.status == 0 && run.output == "")
    let lines = run.errorLines.filter { $0.contains(": read ") }
    #expect(lines.count >= 11)
    for line in lines {
      // "parse: FILE: read 12 messages = used 10 + 1 duplicate + 1 x + rejected 0"
      let sides = line.split(separator: " = ", maxSplits: 1)
      try #require(sides.count == 2, "\(line)")
      let read = sides[0].split(separator: " ").dropLast().last.flatMap { Int($0) }
      let parts = sides[1].split(separator: " + ").map { part in
        part.split(separator: " ").compactMap { Int($0) }.reduce(0, +)
      }
      #expect(read == parts.reduce(0, +), "\(line)")
    }
  }

  @Test func rejectsAreKeptInTheStateDirectory() throws {
    let samples = try Samples()
    let file = samples.folder("samples/calls/Master.csv")
    let bytes = try samples.folder.bytes("samples/calls/Master.csv")
    try samples.folder.write("samples/calls/Master.csv", bytes + Array("broken,row\n".utf8))
    let run = try samples.run("run", "--tolerate", "50")
    #expect(run.status == 0 && run.error == "", "\(run.error) \(file)")
    let rejects = String(
      decoding: try samples.folder.bytes(".ringback/rejects.ndjson"), as: UTF8.self)
    #expect(rejects.split(separator: "\n").count == 1)
    #expect(
      rejects.contains(#""source":"samples/calls/Master.csv","offset":\#(bytes.count),"line":"#))
    #expect(!rejects.contains("broken"))
    let strict = try samples.run("run", "--strict")
    #expect(strict.status == 65 && strict.errorLines.count == 1)
  }
}
