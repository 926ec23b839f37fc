import Foundation
import Records
import TestSupport
import Testing

/// What a person has settled, over nights on which files grow and the configuration changes.
@Suite struct SettleTests {
  private static let how: [(arguments: [String], state: String)] = [
    (["--answered", "2025-11-09T10:40", "--by", "dana", "--note", "in person"], "answered"),
    (["--no-answer-needed"], "withdrawn"),
  ]

  private static func published(_ samples: Samples) throws -> [String: [UInt8]] {
    var all: [String: [UInt8]] = [:]
    for name in samples.folder.files() where name.hasPrefix("reports/") {
      all[name] = try samples.folder.bytes(name)
    }
    return all
  }

  /// Of the table of contacts.
  private static func state(of id: String, _ samples: Samples) throws -> String? {
    let table = String(decoding: try samples.folder.bytes("reports/contacts.csv"), as: UTF8.self)
    let rows = table.replacingOccurrences(of: "\r", with: "").split(separator: "\n")
      .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
    let column = rows.first?.firstIndex(of: "state")
    return rows.first { $0.first == id }.flatMap { row in column.map { row[$0] } }
  }

  private static func append(_ text: String, to name: String, of samples: Samples) throws {
    try samples.folder.write(name, try samples.folder.bytes(name) + Array(text.utf8))
  }

  private static func run(_ samples: Samples) throws {
    let run = try samples.run("run")
    #expect(run.status == 0 && run.output == "" && run.error == "")
  }

  private static func grow(_ samples: Samples, _ id: String, day: String) throws {
    let text = message(
      id, from: "Clara Fischer <clara@acmedental.example>", subject: "Labels \(id)",
      date: "\(day) 08:00:00 -0800")
    try append(text, to: "samples/mail/support.mbox", of: samples)
  }

  @Test(arguments: how)
  func itSurvivesNightsAndIsUndoneCleanly(_ arguments: [String], _ state: String) throws {
    let samples = try Samples()
    try Self.run(samples)
    let due = try samples.run("due", "--client", "acme", "--format", "json")
    guard case .contact(let contact)? = try due.lines.first.map({ try Line(Array($0.utf8)) }) else {
      Issue.record("nobody of acme waits")
      return
    }
    #expect(try Self.state(of: contact.id, samples) == "unanswered")
    let said = try samples.run(["settle", contact.id] + arguments)
    #expect(said.status == 0 && said.error == "" && said.output.hasPrefix(contact.id))

    // A night without anything new, one with new mail, one with another configuration.
    for night in 0..<3 {
      if night == 1 { try Self.grow(samples, "new1", day: "11 Nov 2025") }
      if night == 2 {
        let text = String(decoding: try samples.folder.bytes("pipeline.yml"), as: UTF8.self)
        #expect(text.contains("email: 4h"))
        try samples.folder.write("pipeline.yml", text.replacing("email: 4h", with: "email: 5h"))
      }
      try Self.run(samples)
      #expect(try Self.state(of: contact.id, samples) == state, "night \(night)")
      #expect(try samples.run("settle").output == said.output)
      let report = String(decoding: try samples.folder.bytes("reports/report.txt"), as: UTF8.self)
      #expect(report.contains("1 contact was settled by a person"), "night \(night)")
    }
    let contacts = String(decoding: try samples.folder.bytes("reports/contacts.csv"), as: UTF8.self)
    #expect(contacts.contains("Labels new1"))

    // Undone, all is as if nobody had ever said anything.
    #expect(try samples.run("settle", contact.id, "--undo").status == 0)
    try Self.run(samples)
    let twin = try Samples()
    for name in ["pipeline.yml", "samples/mail/support.mbox"] {
      try twin.folder.write(name, try samples.folder.bytes(name))
    }
    try Self.run(twin)
    #expect(try Self.published(samples) == Self.published(twin))
    #expect(try Self.state(of: contact.id, samples) == "unanswered")
    #expect(try samples.run("settle", contact.id, "--undo").status == 66)
  }
}
