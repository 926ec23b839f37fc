import Foundation
import GRDB
import Glibc
import Records
import TestSupport
import Testing

@testable import Pipeline

/// What becomes of a mailbox from one night to the next, case by case.
@Suite struct NightFilesTests {
  private let folder: TemporaryFolder
  private let now = Timestamp(time(nil))

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(
      "pipeline.yml",
      """
      provider: { name: Harbor IT, domains: [harborit.example] }
      clients: [{ id: acme, name: Acme, domains: [acme.example] }]
      sources: [{ path: "*.mbox*" }]
      """)
  }

  /// A message of about 3 KB.
  private static func mail(_ n: Int, _ text: String = "Please call.") -> [UInt8] {
    let lines = String(repeating: "The printer on the second floor does not print.\n", count: 60)
    return Array(
      """
      From p\(n)@acme.example Mon Mar  \(n) 09:00:00 2026
      From: p\(n)@acme.example
      To: support@harborit.example
      Subject: matter \(n)
      Message-ID: <\(n)@acme.example>
      Date: \(n) Mar 2026 09:00:00 +0000

      \(text)
      \(lines)

      """.utf8)
  }

  private static func mails(_ numbers: ClosedRange<Int>) -> [UInt8] { numbers.flatMap { mail($0) } }

  private func night(later: Int = 0) throws -> (told: NightTests.Told, reading: Night.Reading) {
    try NightTests.night(folder, folder("state"), now: Timestamp(now.seconds + later))
  }

  /// A night that tells what a first one does.
  @discardableResult
  private func expectFresh(later: Int = 0) throws -> (
    told: NightTests.Told, reading: Night.Reading
  ) {
    let told = try night(later: later)
    let fresh = try NightTests.night(
      folder, folder("fresh-\(UUID().uuidString)"), now: Timestamp(now.seconds + later))
    #expect(told.told == fresh.told)
    return told
  }

  private static func contacts(_ told: NightTests.Told) -> Int {
    told.contacts.count { $0 == 0x0A }
  }

  private func append(_ name: String, _ bytes: [UInt8]) throws {
    let file = try FileHandle(forWritingTo: URL(fileURLWithPath: folder(name)))
    try file.seekToEnd()
    try file.write(contentsOf: Data(bytes))
    try file.close()
  }

  @Test func whatIsAppendedIsAllThatIsRead() throws {
    try folder.write("a.mbox", NightFilesTests.mails(1...6))
    _ = try night()
    try append("a.mbox", NightFilesTests.mail(7))
    let (told, reading) = try expectFresh()
    #expect(NightFilesTests.contacts(told) == 7)
    // The new one, and those of which the end was not sure.
    #expect(reading.read <= 3)
  }

  @Test func aRotatedMailboxIsNotCountedTwice() throws {
    try folder.write("a.mbox", NightFilesTests.mails(1...6))
    _ = try night()
    rename(folder("a.mbox"), folder("a.mbox.1"))
    try folder.write("a.mbox", NightFilesTests.mail(7))
    let (told, reading) = try expectFresh()
    #expect(NightFilesTests.contacts(told) == 7)
    #expect(reading.gone.isEmpty)
  }

  @Test func aMailboxThatWasCompressedMeanwhileIsNotCountedTwice() throws {
    try folder.write("a.mbox", NightFilesTests.mails(1...6))
    try folder.write("b.mbox", NightFilesTests.mail(7))
    _ = try night()
    try folder.write("a.mbox.1.gz", FileHistory.gzip(NightFilesTests.mails(1...6)))
    unlink(folder("a.mbox"))
    let (told, reading) = try expectFresh()
    #expect(NightFilesTests.contacts(told) == 7)
    #expect(reading.gone.isEmpty)
  }

  @Test func aRenamedMailboxIsTakenOver() throws {
    try folder.write("a.mbox", NightFilesTests.mails(1...6))
    _ = try night()
    rename(folder("a.mbox"), folder("z.mbox"))
    let (told, reading) = try expectFresh()
    #expect(NightFilesTests.contacts(told) == 6)
    #expect(reading.gone.isEmpty)
    let places = String(decoding: told.contacts, as: UTF8.self)
    #expect(places.contains("z.mbox") && !places.contains("a.mbox"))
  }

  @Test func aMailboxMayAppearLater() throws {
    try folder.write("b.mbox", NightFilesTests.mails(4...6))
    _ = try night()
    try folder.write("a.mbox", NightFilesTests.mails(1...5))
    let told = try expectFresh().told
    #expect(NightFilesTests.contacts(told) == 6)
  }

  @Test func whatAVanishedMailboxHeldIsKeptAndItIsNamed() throws {
    try folder.write("a.mbox", NightFilesTests.mails(1...3))
    try folder.write("b.mbox", NightFilesTests.mails(4...6))
    let before = try night().told
    #expect(!String(decoding: before.books, as: UTF8.self).contains(#""gone""#))
    unlink(folder("a.mbox"))
    for names in [["a.mbox"], []] {
      let (told, reading) = try night()
      #expect(reading.gone == names)
      #expect(told.contacts == before.contacts)
      let books = String(decoding: told.books, as: UTF8.self)
      #expect(books.components(separatedBy: #""gone":true"#).count == 2)
    }
    // Where it comes back it is a file as before.
    try folder.write("a.mbox", NightFilesTests.mails(1...3))
    #expect(try expectFresh().told == before)
  }

  @Test func aMessageThatIsBeingWrittenWaits() throws {
    let last = NightFilesTests.mail(3)
    try folder.write("a.mbox", NightFilesTests.mails(1...2) + last.prefix(2000))
    #expect(NightFilesTests.contacts(try expectFresh().told) == 2)
    try append("a.mbox", Array(last[2000..<2500]))
    #expect(NightFilesTests.contacts(try expectFresh().told) == 2)
    // Nobody writes it any more.
    let cut = try expectFresh(later: 3600).told
    #expect(NightFilesTests.contacts(cut) == 3)
    try append("a.mbox", Array(last[2500...]) + NightFilesTests.mail(4))
    #expect(NightFilesTests.contacts(try expectFresh(later: 3600).told) == 4)
  }

  /// The file is the same, grew, and a message begins where the night before ended: all that tells
  /// is the digest of what lies before.
  @Test func aChangeInPlaceBeforeTheEndIsSeen() throws {
    try folder.write(
      "a.mbox",
      NightFilesTests.mails(1...2) + NightFilesTests.mail(3, "Please call me.")
        + NightFilesTests.mails(4...6))
    let before = try night().told
    #expect(NightFilesTests.contacts(before) == 6)
    let database = try DatabaseQueue(path: folder("state/state.sqlite"))
    let offset = try database.read { try Int.fetchOne($0, sql: "SELECT offset FROM unit") ?? 0 }
    try database.close()
    var bytes = try folder.bytes("a.mbox")
    // The address of who wrote the last settled message.
    let mark = Array("From: p".utf8)
    let place = try #require(
      bytes.indices.last { $0 < offset && bytes[$0...].starts(with: mark) })
    bytes[place + mark.count] = UInt8(ascii: "9")
    let file = try FileHandle(forUpdating: URL(fileURLWithPath: folder("a.mbox")))
    try file.write(contentsOf: Data(bytes + NightFilesTests.mail(7)))
    try file.close()
    let told = try expectFresh().told
    #expect(String(decoding: told.contacts, as: UTF8.self).contains("p9@acme.example"))
  }

  @Test func whatTheNightKeptIsKnownUntilSomethingChanges() throws {
    try folder.write("a.mbox", NightFilesTests.mails(1...6))
    let told = try night().told
    let database = try StateDatabase(in: folder("state"))
    var run = RunRecord(number: 0, began: .earliest)
    func known() throws -> Passage.Outcome? {
      let configuration = try Configuration(file: folder("pipeline.yml"))
      return try Night(configuration, database, program: "0", now: Timestamp(time(nil))).known(
        configuration.inputs().inputs, settings: configuration.settings, asOf: nil)
    }
    #expect(try known() == nil, "no run was noted")
    run.number = try database.beginRun(at: .earliest)
    #expect(try known() == nil, "a run is under way")
    run.ended = .latest
    try database.end(run)
    let outcome = try #require(try known())
    #expect(outcome.contacts.count == NightFilesTests.contacts(told))
    try append("a.mbox", NightFilesTests.mail(7))
    #expect(try known() == nil, "a file grew")
    _ = try night()
    #expect(try known()?.contacts.count == 7)
    let configuration = try folder.bytes("pipeline.yml")
    try folder.write("pipeline.yml", configuration + Array("\nretention: 3y\n".utf8))
    #expect(try known() == nil, "the configuration changed")
    try folder.write("pipeline.yml", configuration)
    unlink(folder("a.mbox"))
    #expect(try known() == nil, "a file went")
  }

  @Test func aStateOfANewerProgramIsRefusedWithBothVersions() throws {
    try Publishing.makeDirectory(folder("state"))
    _ = try StateDatabase(in: folder("state"))
    let database = try DatabaseQueue(path: folder("state/state.sqlite"))
    try database.write { try $0.execute(sql: "PRAGMA user_version = 99") }
    try database.close()
    let before = try folder.bytes("state/state.sqlite")
    #expect(
      throws: StateDatabase.Failure.newer(
        path: folder("state/state.sqlite"), found: 99, known: StateDatabase.version)
    ) { try StateDatabase(in: folder("state")) }
    #expect(try folder.bytes("state/state.sqlite") == before)
  }

  /// What an older program kept is taken over step by step: what was settled stays.
  @Test(arguments: 1..<StateDatabase.version)
  func aStateOfAnOlderProgramIsTakenOver(_ version: Int) throws {
    try folder.write("a.mbox", NightFilesTests.mails(1...3))
    try Publishing.makeDirectory(folder("state"))
    let database = try DatabaseQueue(path: folder("state/state.sqlite"))
    try database.write { db in
      for step in StateDatabase.migrations[..<version] { try db.execute(sql: step) }
      try db.execute(sql: "PRAGMA user_version = \(version)")
      try db.execute(
        sql: "INSERT INTO settlement VALUES ('0123456789ab', 'no-answer-needed', 1, NULL, NULL, 2)")
    }
    try database.close()
    chmod(folder("state/state.sqlite"), 0o600)
    #expect(NightFilesTests.contacts(try expectFresh().told) == 3)
    #expect(try StateDatabase(in: folder("state")).settlements().map(\.contact) == ["0123456789ab"])
  }
}
