import Records
import Testing

@testable import Intake

struct HelpdeskBugzillaTests {
  static func comment(
    _ when: String, by who: String, _ text: String, more: String = "", isPrivate: Bool = false
  ) -> String {
    """
    <long_desc isprivate="\(isPrivate ? 1 : 0)">\(more)<who name="Rita Requester">\(who)</who>
    <bug_when>\(when)</bug_when><thetext>\(text)</thetext></long_desc>
    """
  }

  static func bug(_ id: Int, _ more: String, created: String = "2010-07-05 17:37 EDT") -> String {
    """
    <bug><bug_id>\(id)</bug_id><creation_ts>\(created)</creation_ts><short_desc>No mail</short_desc>
    <delta_ts>2010-12-06 10:00:00 EDT</delta_ts><product>Mail</product><priority>P5</priority>
    <reporter name="Rita Requester">rita@acme.example</reporter>
    <assigned_to name="Agnes Agent">agnes@desk.example</assigned_to>\(more)</bug>
    """
  }

  static func document(_ bugs: String...) -> [UInt8] {
    Array(
      """
      <?xml version="1.0" standalone="yes" ?>
      <!DOCTYPE bugzilla SYSTEM "https://bugs.example/bugzilla.dtd">
      <bugzilla version="3.2.5">\(bugs.joined())</bugzilla>
      """.utf8)
  }

  static func read(_ bugs: String...) -> HelpdeskReading {
    let reading = HelpdeskReading([document(bugs.joined())], dialect: .bugzilla)
    #expect(reading.books.balances && reading.rejectsAgree)
    return reading
  }

  static let whole = document(
    bug(
      7,
      "<bug_status>CLOSED</bug_status>"
        + comment("2010-12-06 10:00:00 EDT", by: "agnes@desk.example", "Fixed.")
        + comment("2010-07-06 09:00:00 EDT", by: "agnes@desk.example", "Odd.", isPrivate: true)
        + comment("2010-07-05 17:37:04 EDT", by: "rita@acme.example", "It &lt;stopped&gt;.")
          + """
          <attachment isobsolete="0"><attachid>3</attachid><date>2010-07-05 17:40 EDT</date>\
          <data encoding="base64">\(String(repeating: "QUJD", count: 500))</data></attachment>
          """), #"<bug error="NotFound"><bug_id>8</bug_id></bug>"#)

  @Test func theFirstCommentByTimeIsTheDescription() throws {
    let reading = HelpdeskReading([Self.whole], dialect: .bugzilla)
    let ticket = try #require(reading.tickets.first)
    #expect(ticket.origin.id == "7" && ticket.subject == "No mail" && ticket.priority == "p5")
    #expect(ticket.opened == Timestamp("2010-07-05T21:37:00Z"))
    #expect(ticket.text == "It <stopped>." && ticket.organization == "Mail")
    #expect(
      ticket.requester
        == Party(name: "Rita Requester", address: "rita@acme.example", role: .customer))
    #expect(ticket.assignee?.address == "agnes@desk.example" && ticket.assignee?.role == .agent)
    #expect(reading.comments.map(\.text) == ["It <stopped>.", "Odd.", "Fixed."])
    #expect(reading.comments.map(\.opening) == [true, false, false])
    #expect(reading.comments.map(\.isPublic) == [true, false, true])
    #expect(reading.comments.map(\.author?.role) == [.customer, nil, nil])
    #expect(reading.statuses.map(\.to) == ["closed"])
    #expect(reading.statuses.first?.origin.defects == ["time-from-updated"])
    #expect(reading.books.excluded == ["not-found": 1])
    #expect(reading.books.read == 5 && reading.books.used == 4 && reading.rejects.isEmpty)
  }

  @Test func theLawsOfReaders() {
    HelpdeskReading.holdToLaws(Self.whole, dialect: .bugzilla)
  }

  /// The label is that of the server on the day of the export, also in winter.
  @Test(
    arguments: [
      ("2013-06-25 11:49:36 +0200", "2013-06-25T09:49:36Z", []),
      ("2013-06-25 11:49 -0430", "2013-06-25T16:19:00Z", []),
      ("2010-07-05 17:37:04 EDT", "2010-07-05T21:37:04Z", ["zone-from-label"]),
      ("2010-12-05 17:37:04 EDT", "2010-12-05T22:37:04Z", ["zone-from-label"]),
      ("2010-07-05 17:37 CET", "2010-07-05T15:37:00Z", ["zone-from-label"]),
      ("2010-07-05 17:37:04 UTC", "2010-07-05T17:37:04Z", []),
      ("2010-07-05 17:37:04 XYZ", "2010-07-05T17:37:04Z", ["zone-assumed"]),
      ("2010-07-05 17:37:04", "2010-07-05T17:37:04Z", ["zone-assumed"]),
      ("2010-07-05T17:37:04Z", "2010-07-05T17:37:04Z", []),
      ("yesterday", nil, ["bad-bug_when"]), ("2010-07-05 EDT", nil, ["bad-bug_when"]),
      ("2010-07-05 17:37:04 +9999", nil, ["bad-bug_when"]),
    ] as [(String, String?, [String])])
  func timesAreOfTheServersZone(_ written: String, _ time: String?, _ defects: [String]) {
    let reading = Self.read(Self.bug(1, Self.comment(written, by: "rita", "x")))
    #expect(reading.comments.map { $0.at?.description } == [time])
    #expect(reading.comments.first?.origin.defects == defects)
  }

  @Test func aZoneThatIsToldCountsMoreThanTheLabel() {
    var options = ReaderOptions()
    options.zone = Zone("Europe/Berlin")
    let file = Self.document(
      Self.bug(1, Self.comment("2010-12-05 17:37:04 EDT", by: "rita", "x")))
    let reading = HelpdeskReading([file], dialect: .bugzilla, options: options)
    #expect(reading.comments.first?.at == Timestamp("2010-12-05T16:37:04Z"))
    #expect(reading.comments.first?.origin.defects == [])
  }

  @Test func anAddressWithoutItsDomainIsAName() {
    let bug = Self.bug(1, Self.comment("2010-07-05 17:37:04 EDT", by: "rita", "x"))
      .replacing(#" name="Rita Requester""#, with: "")
      .replacing("rita@acme.example", with: "rita")
    let reading = Self.read(bug)
    #expect(reading.tickets.first?.requester == Party(name: "rita", role: .customer))
    #expect(reading.comments.first?.author == Party(name: "rita", role: .customer))
  }

  @Test func aDescriptionThatWasNotExportedIsNotReplaced() {
    let reading = Self.read(
      Self.bug(
        1,
        Self.comment(
          "2010-07-05 18:00:00 EDT", by: "agnes@desk.example", "Try now.",
          more: "<commentid>12</commentid><comment_count>1</comment_count>")))
    #expect(reading.comments.map(\.opening) == [false])
    #expect(reading.comments.map(\.origin.id) == ["12"])
    #expect(reading.tickets.map(\.text) == [nil])
  }

  @Test(
    arguments: [
      ("NotFound", "not-found"), ("NotPermitted", "not-permitted"),
      ("InvalidBugId", "invalid-id"), ("Else", "not-exported"),
    ])
  func bugsThatWereNotGivenAreExcluded(_ error: String, _ reason: String) {
    let reading = Self.read(#"<bug error="\#(error)"><bug_id>8</bug_id></bug>"#)
    #expect(reading.books.excluded == [reason: 1] && reading.records.isEmpty)
  }

  @Test(
    arguments: [
      ("UNCONFIRMED", "new", 0), ("NEW", "new", 0), ("ASSIGNED", "open", 0),
      ("REOPENED", "open", 0), ("RESOLVED", "solved", 1), ("VERIFIED", "solved", 1),
      ("CLOSED", "closed", 1), ("PARKED", "parked", 0),
    ])
  func theStatusAndItsChange(_ written: String, _ status: String, _ changes: Int) {
    let reading = Self.read(Self.bug(1, "<bug_status>\(written)</bug_status>"))
    #expect(reading.tickets.map(\.status) == [status])
    #expect(reading.statuses.count == changes)
    #expect(reading.statuses.allSatisfy { $0.at == Timestamp("2010-12-06T15:00:00Z") })
  }

  /// Of 3,937 real files 65 hold Latin-1 that is not declared.
  @Test func undeclaredLatin1IsRepairedAndMarked() {
    var file = Self.document(
      Self.bug(1, Self.comment("2010-07-05 17:37:04 EDT", by: "rita", "Gr~~e")))
    while let at = file.firstIndex(of: 0x7E) { file[at] = file[at - 1] == 0x72 ? 0xFC : 0xDF }
    let reading = HelpdeskReading([file], dialect: .bugzilla)
    #expect(reading.comments.map(\.text) == ["Grüße"])
    #expect(reading.comments.first?.origin.defects.contains("encoding-repaired") == true)
    #expect(reading.rejects.isEmpty && reading.books.balances)
  }

  /// One real file has 3.6 MB of an attachment in one text.
  @Test func attachmentsAreNotHeld() {
    let data = String(repeating: "QUJDREVG\n", count: 400_000)
    let reading = Self.read(
      Self.bug(1, "<attachment><data encoding=\"base64\">\(data)</data></attachment>"))
    #expect(reading.tickets.count == 1 && reading.rejects.isEmpty)
    #expect(reading.tickets.first?.origin.defects == ["zone-from-label"])
  }
}
