import Foundation
import Records
import TestSupport
import Testing

@testable import Pipeline

/// What is older than `retention` is forgotten, and nothing else.
@Suite struct RetentionTests {
  @Test(arguments: [
    ("3y", "2023-03-01T00:00:00Z"), ("1y", "2025-03-01T00:00:00Z"), ("31d", "2026-02-01T00:00:00Z"),
    ("90d", "2025-12-01T00:00:00Z"), ("5w", "2026-02-01T00:00:00Z"),
  ])
  func itBeginsWithAMonth(_ text: String, _ start: String) throws {
    let end = try #require(Timestamp("2026-03-15T12:00:00Z"))
    #expect(try #require(Retention(text)).start(before: end, in: .utc) == Timestamp(start))
  }

  @Test(arguments: ["", "y", "3", "3m", "0y", "-1y", "30d", "4w", "99999999999999999999y", "3 y"])
  func otherTimesAreRefused(_ text: String) { #expect(Retention(text) == nil) }

  @Test func whatIsForgottenStandsNowhereInTheState() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "pipeline.yml",
      """
      provider: { name: Harbor IT, domains: [harborit.example] }
      clients: [{ id: acme, name: Acme, domains: [acme.example] }]
      sources: [{ path: "*.mbox" }]
      retention: 31d
      """)
    func mail(_ month: String, _ subject: String) -> String {
      """
      From ana@acme.example Mon \(month)  2 09:00:00 2026
      From: ana@acme.example
      To: support@harborit.example
      Subject: \(subject)
      Message-ID: <\(subject)@acme.example>
      Date: 2 \(month) 2026 09:00:00 +0000

      Please call.


      """
    }
    try folder.write("a.mbox", mail("Mar", "oldcanary"))
    #expect(!(try NightTests.night(folder, folder("state")).told.contacts.isEmpty))
    func holds(_ text: String) throws -> Bool {
      try Data(folder.bytes("state/state.sqlite")).range(of: Data(text.utf8)) != nil
    }
    #expect(try holds("oldcanary"))
    try folder.write("a.mbox", mail("Mar", "oldcanary") + mail("May", "newcanary"))
    let told = try NightTests.night(folder, folder("state")).told
    #expect(String(decoding: told.contacts, as: UTF8.self).contains("newcanary"))
    #expect(!String(decoding: told.contacts, as: UTF8.self).contains("oldcanary"))
    #expect(try !holds("oldcanary") && holds("newcanary"))
    #expect(try NightTests.night(folder, folder("fresh")).told == told)
  }
}
