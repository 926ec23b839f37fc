import Foundation
import Records
import Testing

@testable import Intake

/// The helpdesks through the whole of ``Intake``, from files.
struct HelpdeskIntakeTests {
  static func format(of text: String) -> String? {
    try? Intake.format(of: Head(name: "-", bytes: Array(text.utf8)), forced: nil).name
  }

  @Test(
    arguments: [
      ("<tickets type='array'><ticket><nice-id>1</nice-id>", "zendesk"),
      ("<?xml version='1.0'?>\n<!-- <rss> -->\n<tickets count='0'/>", "zendesk"),
      ("\u{FEFF}<users><user><roles>0</roles>", "zendesk"),
      ("Warning: x in y on line 3\n<tickets><ticket><status-id>1", "zendesk"),
      ("<!DOCTYPE x [<!ENTITY a 'b'>]><organizations/>", "zendesk"),
      ("<helpdesk-tickets type='array'/>", "freshdesk"),
      ("<users><user><helpdesk-agent>true", "freshdesk"),
      ("<groups><group><agents>", "freshdesk"),
      ("<tickets><ticket id=\"5\" flagtype='0'><displayid>", "kayako"),
      ("<ticketstatuses/>", "kayako"), ("<response><cases count='1'>", "fogbugz"),
      ("<response/>", nil), ("<entity-engine-xml date=\"1\">", "jira-entities"),
      ("<!--\n___ Exported on ____ \(String(repeating: "-", count: 70_000))", "jira-entities"),
      ("<!--\n___ Imported on ____ \(String(repeating: "-", count: 70_000))", nil),
      ("<tickets><ticket><number>1</number><space-id>", "assembla"),
      ("<users><user><login>", "redmine"),
      ("<bugzilla>", "bugzilla"), ("<Workbook>", nil),
      ("<Workbook><Data>https://desk.example/ticket.php?track=1", "hesk"),
      ("<xyz/>", nil), ("", nil),
      ("<", nil),
      ("a,b\n1,2", nil), ("<!-- never ends", nil), ("<!DOCTYPE", nil),
    ] as [(String, String?)])
  func theContentTellsTheFormat(_ text: String, _ name: String?) {
    #expect(Self.format(of: text) == name)
  }

  static func withFolder<T>(_ body: (URL) throws -> T) throws -> T {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "helpdesk-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder)
  }

  @Test func usersGivenAfterTheTicketsAreJoined() throws {
    try Self.withFolder { folder in
      let files = [
        ("a.xml", "<tickets>\(HelpdeskZendeskTests.ticket(""))</tickets>"),
        ("b.xml", HelpdeskZendeskTests.users), ("c.xml", HelpdeskZendeskTests.organizations),
      ]
      for (name, text) in files {
        try Data(text.utf8).write(to: folder.appending(path: name))
      }
      var records: [Record] = []
      let books = Intake().read(
        files.map { Intake.Input(name: folder.appending(path: $0.0).path()) },
        record: { records.append($0) }, reject: { Issue.record("\($0)") },
        failure: { Issue.record("\($0)") })
      guard case .ticket(let ticket)? = records.first else {
        Issue.record("no ticket")
        return
      }
      #expect(ticket.requester?.address == "rita@acme.example")
      #expect(ticket.organization == "ACME & Co")
      #expect(books.balances && books.read == 4 && books.used == 4)
    }
  }

  /// Every XML file of the corpora is read or told to be of no known format.
  @Test func everyCorpusFileIsReadOrUnknown() throws {
    guard let corpora = HelpdeskReading.corpora,
      let all = FileManager.default.enumerator(atPath: corpora)
    else { return }
    let paths = all.compactMap { $0 as? String }.filter { $0.hasSuffix(".xml") }.sorted()
    for path in paths {
      let output = Intake().read(
        [Intake.Input(name: "\(corpora)/\(path)")], record: { _ in }, reject: { _ in },
        failure: {
          guard case .unknownFormat = $0 else {
            Issue.record("\($0)")
            return
          }
        })
      #expect(output.balances, "\(path)")
    }
    #expect(!paths.isEmpty)
  }

  /// Tickets come out as they go in, so that memory holds one of them and the ids of all.
  @Test func ticketsAreNotHeld() {
    let record = HelpdeskZendeskTests.ticket(
      "", comments: HelpdeskZendeskTests.comment("10:00", by: 5, "Try now."))
    let pieces = record.split(separator: "<nice-id>7<", omittingEmptySubsequences: false)
    var count = 0
    let output = Output(record: { _ in count += 1 }, reject: { Issue.record("\($0)") })
    let reader = HelpdeskReader(.zendesk, output, ReaderOptions())
    reader.begin("x")
    func feed(_ text: String) { Array(text.utf8).withUnsafeBytes { reader.feed($0) } }
    feed("<tickets>")
    var late = 0
    for i in 0..<20_000 {
      feed("\(pieces[0])<nice-id>\(i)<\(pieces[1])")
      late = max(late, 2 * (i + 1) - count)
    }
    #expect(late <= 2)
    feed("</tickets>")
    reader.end()
    reader.finish()
    #expect(count == 40_000)
    #expect(output.books.balances)
  }
}
