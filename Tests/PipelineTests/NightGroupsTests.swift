import Contacts
import Foundation
import Glibc
import Records
import TestSupport
import Testing

@testable import Pipeline

/// A night matches again those clients to whom what came or went matters, and no others.
@Suite struct NightGroupsTests {
  private static let configuration = """
    provider:
      name: Harbor IT
      domains: [harborit.example]
      technicians: [{ id: dana, name: Dana Ruiz, addresses: [dana@harborit.example] }]
    clients:
      - { id: acme, name: Acme Dental, domains: [acmedental.example] }
      - { id: northgate, name: Northgate Legal, domains: [northgatelegal.example] }
    sources: [{ path: "*.mbox" }]
    """

  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("pipeline.yml", NightGroupsTests.configuration)
    try add("acme.mbox", [acme])
    try add("northgate.mbox", [northgate])
  }

  private var acme: String {
    mail("a1", from: "ana@acmedental.example", to: "support@harborit.example", "2 09:00")
      + mail("a2", from: "dana@harborit.example", to: "ana@acmedental.example", "2 10:00", re: "a1")
  }
  private var northgate: String {
    mail("n1", from: "ben@northgatelegal.example", to: "support@harborit.example", "2 09:00")
  }

  /// - Parameter day: a day of March 2026 and a time.
  private func mail(
    _ id: String, from: String, to: String, _ day: String, re: String? = nil,
    head: String = "", text: String = "The printer is broken."
  ) -> String {
    let parts = day.split(separator: " ")
    return """
      From \(from) Mon Mar \(parts[0].count < 2 ? " " : "")\(parts[0]) \(parts[1]):00 2026
      From: \(from)
      To: \(to)
      Subject: \(re == nil ? "" : "Re: ")Printer of \(from)
      Date: \(parts[0]) Mar 2026 \(parts[1]):00 +0000
      Message-ID: <\(id)@mail.example>
      \(re.map { "In-Reply-To: <\($0)@mail.example>\n" } ?? "")\(head)
      \(text)


      """
  }

  private func add(_ name: String, _ mails: [String]) throws {
    let before = (try? folder.bytes(name)) ?? []
    try folder.write(name, before + mails.joined().utf8)
  }

  /// One night on the state, which must tell what a first one tells.
  private func night() throws -> (outcome: NightTests.Told, matched: Int) {
    let (told, reading) = try NightTests.night(folder, folder("state"))
    let fresh = try NightTests.night(folder, folder("fresh-\(UUID().uuidString)")).told
    #expect(told == fresh)
    return (told, reading.matched)
  }

  private static func states(_ told: NightTests.Told) -> [String] {
    String(decoding: told.contacts, as: UTF8.self).split(separator: "\n").map { line in
      line.contains(#""state":"answered""#) ? "answered" : "waiting"
    }
  }

  @Test func aClientWithoutNewsIsNotMatchedAgain() throws {
    // Two clients, and nobody.
    #expect(try night().matched == 3)
    #expect(try night().matched == 0)
    try add(
      "acme.mbox",
      [mail("a3", from: "ana@acmedental.example", to: "support@harborit.example", "9 09:00")])
    let (told, matched) = try night()
    #expect(matched == 1)
    #expect(NightGroupsTests.states(told).count == 3)
  }

  @Test func aBounceTakesTheAnswerOfItsClientBack() throws {
    #expect(NightGroupsTests.states(try night().outcome) == ["answered", "waiting"])
    let bounce = mail(
      "b1", from: "mailer-daemon@mx.example", to: "dana@harborit.example", "3 09:00", re: "a2",
      head: "Auto-Submitted: auto-replied\nReferences: <a2@mail.example>\n",
      text: "Undeliverable: ana@acmedental.example")
    let report = bounce.replacingOccurrences(
      of: "Auto-Submitted: auto-replied\n",
      with:
        "Auto-Submitted: auto-replied\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n"
    ).replacingOccurrences(
      of: "Undeliverable: ana@acmedental.example",
      with: """
        --b
        Content-Type: text/plain

        It could not be delivered.
        --b
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.example

        Final-Recipient: rfc822; ana@acmedental.example
        Action: failed
        Status: 5.1.1
        --b
        Content-Type: text/rfc822-headers

        Message-ID: <a2@mail.example>
        --b--
        """)
    try add("bounces.mbox", [report])
    let (told, matched) = try night()
    #expect(NightGroupsTests.states(told) == ["waiting", "waiting"])
    // Nobody, to whom it belongs, and its client.
    #expect(matched == 2)
    try FileManager.default.removeItem(atPath: folder("bounces.mbox"))
    try folder.write("bounces.mbox", "")
    #expect(NightGroupsTests.states(try night().outcome) == ["answered", "waiting"])
  }

  @Test func mailAmongUsMattersToNoClient() throws {
    _ = try night()
    try add(
      "internal.mbox",
      [mail("i1", from: "dana@harborit.example", to: "lee@harborit.example", "3 09:00")])
    #expect(try night().matched == 1)
  }

  @Test func aPromiseIsBrokenByTimeAlone() throws {
    try add(
      "acme.mbox",
      [
        mail("a3", from: "ana@acmedental.example", to: "support@harborit.example", "3 09:00"),
        mail(
          "a4", from: "dana@harborit.example", to: "ana@acmedental.example", "3 10:00", re: "a3",
          text: "We will call you back by Friday."),
      ])
    let before = try night()
    #expect(String(decoding: before.outcome.signs, as: UTF8.self).contains(#""sign":"promises""#))
    #expect(!String(decoding: before.outcome.signs, as: UTF8.self).contains(#""kept":"#))
    try add(
      "northgate.mbox",
      [mail("n2", from: "ben@northgatelegal.example", to: "dana@harborit.example", "20 09:00")])
    let after = try night()
    #expect(String(decoding: after.outcome.signs, as: UTF8.self).contains(#""kept":false"#))
    #expect(after.matched == 1)
  }

  @Test func whatIsSettledIsMatchedAgain() throws {
    let contacts = String(decoding: try night().outcome.contacts, as: UTF8.self)
    let waiting = try #require(
      contacts.split(separator: "\n").first { $0.contains(#""state":"unanswered""#) })
    let id = String(waiting.dropFirst(#"{"contact":""#.count).prefix(12))
    let database = try StateDatabase(in: folder("state"))
    let configuration = try Configuration(file: folder("pipeline.yml"))
    for isSettled in [true, false] {
      var settings = configuration.settings
      if isSettled {
        settings.settlements = [
          .init(
            contact: id, kind: .answered, at: Timestamp("2026-03-02T12:00:00Z") ?? .latest,
            made: .latest)
        ]
      }
      let (outcome, reading) = try Night(
        configuration, database, program: "0", now: Timestamp(time(nil))
      ).run(configuration.inputs().inputs, settings: settings, asOf: nil) { _ in }
      #expect(reading.matched == 1)
      #expect(outcome.contacts.count { $0.state == .answered } == (isSettled ? 2 : 1))
    }
  }
}
