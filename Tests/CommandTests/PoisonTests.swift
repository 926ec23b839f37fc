import Foundation
import TestSupport
import Testing

/// Input that makes the program crash. Only a build for tests has the trap that they need.
@Suite struct PoisonTests {
  private let samples: Samples

  init() throws { samples = try Samples() }

  /// A run with a trap at each piece, record or file that holds a word.
  private func run(_ trap: String, _ more: String...) throws -> Subprocess {
    var environment = Ringback.environment
    environment["RINGBACK_TRAP"] = trap
    return try Subprocess.run(
      [Ringback.path, "run"] + more, in: samples.folder.path, environment: environment)
  }

  private func rejects() throws -> [String] {
    String(decoding: try samples.folder.bytes(".ringback/rejects.ndjson"), as: UTF8.self)
      .split(separator: "\n").map(String.init)
  }

  /// How often it crashed, as it is noted.
  private func notes() -> Int {
    let bytes = (try? samples.folder.bytes(".ringback/crashes")) ?? []
    return bytes.split(separator: 0x0A).count
  }

  private static let hostile = "hostile-\(UInt32(0xBAD))@acmedental.example"

  private func add(_ text: String, to name: String) throws {
    let before = String(decoding: try samples.folder.bytes(name), as: UTF8.self)
    try samples.folder.write(name, before + text)
  }

  private func message(_ id: String, _ subject: String) -> String {
    """
    From x@y.example Mon Dec  1 09:00:00 2025
    Message-ID: <\(id)>
    Date: Mon, 1 Dec 2025 09:00:00 +0000
    From: Ivan <ivan@acmedental.example>
    To: support@harborit.example
    Subject: \(subject)

    The scanner is broken.


    """
  }

  @Test func aMessageIsPassedOverAfterTwoTriesAndAllOthersAreRead() throws {
    let mailbox = "samples/mail/support.mbox"
    let others = message("before@acmedental.example", "One")
    // The reports without the message are those that the run must give.
    try add(others, to: mailbox)
    #expect(try samples.run("run").status == 0)
    let wanted = try samples.folder.bytes("reports/contacts.csv")
    let read = try samples.run("run", "-v").error
    for name in ["reports", ".ringback"] {
      try FileManager.default.removeItem(atPath: samples.folder(name))
    }
    let size = try samples.folder.bytes(mailbox).count
    try add(message(PoisonTests.hostile, "Two"), to: mailbox)
    let first = try run("piece:\(PoisonTests.hostile)", "-v")
    #expect(first.status == 65, "\(first.error)")
    #expect(notes() == 2)
    #expect(try samples.folder.bytes("reports/contacts.csv") == wanted)
    let told = "\(mailbox): what begins at byte \(size) made the program crash twice and was passed"
    #expect(first.errorLines.count { $0.contains(told) } == 1, "\(first.error)")
    #expect(try rejects().count == 1 && rejects()[0].contains("\"poison\""))
    #expect(try rejects()[0].contains("\"offset\":\(size)"))
    // As many were used as without it.
    let counts = read.split(separator: "\n").first { $0.contains("support.mbox: read") }
    let used = try #require(counts?.firstMatch(of: /used (\d+)/)?.1)
    #expect(first.error.contains("used \(used) + excluded 0 + rejected 1"), "\(first.error)")
    // It is known from then on, also where it stands elsewhere, and nothing more is said of it.
    let second = try run("piece:\(PoisonTests.hostile)")
    #expect(second.status == 0 && second.error == "")
    let all = try samples.folder.bytes(mailbox)
    try samples.folder.write(mailbox, all.dropFirst(size) + all.prefix(size))
    let third = try run("piece:\(PoisonTests.hostile)")
    #expect(third.status == 65 && notes() == 2, "\(third.error)")
    // A mended program, here one without the trap and the notes, reads it.
    try FileManager.default.removeItem(atPath: samples.folder(".ringback/crashes"))
    try add("", to: mailbox)
    #expect(try samples.run("run").status == 0)
    #expect(try rejects().isEmpty)
  }

  @Test(arguments: ["piece", "record"])
  func aCallThatIsPoisonLosesNoOther(_ kind: String) throws {
    let log = "samples/calls/Master.csv"
    #expect(try samples.run("run").status == 0)
    let last = try #require(try samples.folder.bytes(log).split(separator: 0x0A).last)
    let row = String(decoding: last, as: UTF8.self).replacing("2025", with: "2026")
    let id = try #require(row.matches(of: /\d{10}\.\d+/).last).output
    try add(row.replacing(id, with: "1799999999.77") + "\n", to: log)
    let night = try run("\(kind):1799999999.77")
    #expect(night.status == 65, "\(night.error)")
    #expect(night.error.contains("\(log): what begins at byte"), "\(night.error)")
    #expect(try rejects().count == 1 && rejects()[0].contains("\"poison\""))
    let known = notes()
    #expect(known >= 2 && known <= 3)
    // Nothing new is said; of so few rows one is more than is tolerated otherwise.
    let next = try run("\(kind):1799999999.77", "--tolerate", "100")
    #expect(next.status == 0 && next.error == "", "\(next.error)")
    #expect(notes() == known)
  }

  @Test func aFileThatIsPoisonAsAWholeIsPassedOver() throws {
    let night = try run("file:tickets.xml", "--tolerate", "100")
    #expect(night.status == 66, "\(night.error)")
    let told = "samples/helpdesk/tickets.xml: made the program crash twice and was passed over"
    #expect(night.errorLines.count { $0.contains(told) } == 1, "\(night.error)")
    #expect(try rejects().count == 1 && rejects()[0].contains("\"poison\""))
    #expect(samples.folder.files().contains("reports/index.html"))
  }

  @Test func manyThatArePoisonEndTheRunAtLast() throws {
    for i in 0..<30 {
      try add(message("many-\(i)@acmedental.example", "Many"), to: "samples/mail/support.mbox")
    }
    let first = try run("piece:<many-")
    #expect(first.status == 70 && notes() == 21, "\(notes()) \(first.error)")
    #expect(first.error.hasSuffix("stopped by a defect of its own; please report it\n"))
    // The next ones go on where it stopped.
    #expect(try run("piece:<many-").status == 70)
    #expect(try run("piece:<many-").status == 65)
    #expect(try rejects().count == 30)
  }

  @Test func aCrashThatDoesNotComeAgainIsTold() throws {
    let first = try run("piece:nobody-has-this")
    #expect(first.status == 0 && first.error == "" && notes() == 0)
    // As the program begins itself anew.
    let second = try samples.run("run", "--restarts", "1")
    #expect(second.status == 0 && second.errorLines.count == 1)
    #expect(second.error.contains("began anew after a crash, which did not come again"))
  }
}
