import Records
import Testing

@testable import Intake

/// Kayako, FogBugz and Assembla, whose XML comes from their interfaces.
struct HelpdeskInterfaceTests {
  static func read(_ text: String..., dialect: HelpdeskDialect) -> HelpdeskReading {
    let reading = HelpdeskReading(text.map { Array($0.utf8) }, dialect: dialect)
    #expect(reading.books.balances && reading.rejectsAgree)
    return reading
  }

  @Test func kayakosConstructedFileIsReadAsExpected() throws {
    guard let file = HelpdeskReading.corpus("constructed/kayako/tickets.xml") else { return }
    let reading = HelpdeskReading([file], dialect: .kayako)
    let ticket = try #require(reading.tickets.first)
    #expect(ticket.origin.id == "OLJ-171-16930" && ticket.origin.defects == [])
    #expect(ticket.opened == Timestamp(1_297_840_147) && ticket.channel == "email")
    #expect(ticket.subject == "This is just a test" && ticket.organization == "Test")
    #expect(ticket.text == "Hello <world> & co" && ticket.status == "status-1")
    #expect(
      ticket.requester
        == Party(name: "Rita Requester", address: "rita@acme.example", role: .customer))
    #expect(ticket.assignee == nil)
    #expect(reading.comments.map(\.text) == ["Hello <world> & co", "internal note", "Answered."])
    #expect(reading.comments.map(\.opening) == [true, false, false])
    #expect(reading.comments.map(\.isPublic) == [true, false, true])
    #expect(reading.comments.map(\.author?.role) == [.customer, .agent, .agent])
    #expect(reading.comments.map(\.author?.name).last == "Agnes Agent")
    #expect(reading.books.read == 4 && reading.books.used == 4 && reading.rejects.isEmpty)
    HelpdeskReading.holdToLaws(file, dialect: .kayako)
  }

  static func kayako(_ more: String, posts: String = "") -> String {
    """
    <tickets><ticket id="2"><displayid>A-1</displayid><statusid>3</statusid>\
    <fullname>Rita Requester</fullname><email>rita@acme.example</email>\
    <creationtime>1297840147</creationtime><lastactivity>1297850000</lastactivity>\
    \(more)<posts>\(posts)</posts></ticket></tickets>
    """
  }

  @Test(
    arguments: [
      ("<title>Erledigt</title><markasresolved>1</markasresolved>", "solved", true),
      ("<title>Closed</title><markasresolved>0</markasresolved>", "closed", true),
      ("<title>In Progress</title>", "open", false),
      ("<title>Elsewhere</title>", "elsewhere", false),
    ])
  func kayakosStatusesAreNamedInAFileOfTheirOwn(_ fields: String, _ word: String, _ isOver: Bool) {
    let statuses = """
      <ticketstatuses><ticketstatus><id>3</id>\(fields)</ticketstatus></ticketstatuses>
      """
    let reading = Self.read(statuses, Self.kayako(""), dialect: .kayako)
    #expect(reading.tickets.map(\.status) == [word])
    #expect(reading.statuses.map(\.to) == (isOver ? [word] : []))
    #expect(reading.statuses.allSatisfy { $0.at == Timestamp(1_297_850_000) })
    #expect(reading.statuses.allSatisfy { $0.origin.defects == ["time-from-updated"] })
  }

  @Test func kayakosPostsTellTheirSide() {
    func post(_ id: Int, _ fields: String) -> String {
      "<post><id>\(id)</id><dateline>\(1_297_840_147 + id)</dateline>\(fields)</post>"
    }
    let reading = Self.read(
      Self.kayako(
        "<creationtype>2</creationtype><creationmode>2</creationmode>",
        posts: post(0, "<creator>2</creator>") + post(1, "<creator>1</creator>")
          + post(2, "<creator>3</creator>") + post(3, "<creator>5</creator>")
          + post(4, "<staffid>9</staffid><isprivate>1</isprivate>")
          + post(5, "<creator>2</creator><issurveycomment>1</issurveycomment>")
          + "<post><id>9</id><dateline>soon</dateline></post>"), dialect: .kayako)
    #expect(
      reading.comments.map(\.author?.role)
        == [.customer, .agent, .customer, .customer, .agent, .customer, .customer])
    #expect(reading.comments.map(\.isPublic) == [true, true, true, false, false, true, true])
    #expect(
      reading.comments.map(\.origin.defects)
        == [[], [], [], ["third-party"], [], ["feedback"], ["bad-dateline"]])
    #expect(reading.tickets.map(\.channel) == ["phone"])
  }

  @Test func fogBugzsConstructedFileIsReadAsExpected() throws {
    guard let file = HelpdeskReading.corpus("constructed/fogbugz/cases.xml") else { return }
    let reading = HelpdeskReading([file], dialect: .fogbugz)
    let ticket = try #require(reading.tickets.first)
    #expect(ticket.origin.id == "123" && ticket.opened == Timestamp("2024-03-04T08:15:00Z"))
    #expect(ticket.requester == Party(name: "Rita", address: "rita@acme.example", role: .customer))
    #expect(ticket.assignee?.name == "Agnes Agent" && ticket.organization == "Inbox")
    #expect(ticket.status == "open" && ticket.channel == "email" && ticket.text == "No goose.")
    #expect(reading.comments.map(\.origin.id) == ["1", "2"])
    #expect(reading.comments.map(\.opening) == [true, false])
    #expect(reading.comments.map(\.isPublic) == [true, true])
    #expect(reading.comments.map(\.author?.role) == [.customer, .agent])
    #expect(reading.comments.first?.author?.address == "rita@acme.example")
    #expect(reading.books.read == 3 && reading.books.used == 3 && reading.rejects.isEmpty)
    HelpdeskReading.holdToLaws(file, dialect: .fogbugz)
  }

  @Test func fogBugzsEventsAreTheHistory() {
    func event(_ id: Int, _ kind: Int, _ more: String) -> String {
      """
      <event ixBugEvent="\(id)"><evt>\(kind)</evt><dt>2024-03-04T0\(id):00:00Z</dt>\
      <sPerson>Agnes</sPerson>\(more)</event>
      """
    }
    let reading = Self.read(
      """
      <response><cases><case ixBug="5"><dtOpened>2024-03-04T00:00:00Z</dtOpened><fOpen>false</fOpen>
      <dtResolved>2024-03-04T05:00:00Z</dtResolved><dtClosed>2024-03-04T06:00:00Z</dtClosed><events>
      \(event(1, 2, "<s>Called them.</s>"))\(event(2, 10, "<fEmail>true</fEmail><s>See this</s>"))
      \(event(3, 14, ""))\(event(4, 4, "<s>Not yet</s>"))\(event(5, 14, ""))\(event(6, 6, ""))
      </events></case></cases></response>
      """, dialect: .fogbugz)
    #expect(reading.comments.map(\.text) == ["Called them.", "See this", "Not yet"])
    #expect(reading.comments.map(\.isPublic) == [false, false, false])
    #expect(reading.statuses.map(\.to) == ["solved", "open", "solved", "closed"])
    #expect(reading.statuses.map(\.origin.id) == ["3/status", "4/status", "5/status", "6/status"])
    #expect(reading.statuses.map(\.by?.name) == Array(repeating: "Agnes", count: 4))
    #expect(reading.tickets.map(\.status) == ["closed"] && reading.books.used == 7)
  }

  @Test(
    arguments: [
      (#""Rita" <rita@acme.example>"#, Party(name: "Rita", address: "rita@acme.example")),
      ("rita@acme.example", Party(address: "rita@acme.example")), ("Rita", Party(name: "Rita")),
      ("<rita@acme.example>", Party(address: "rita@acme.example")),
      ("Rita <>", Party(name: "Rita")),
      ("> <", Party(name: "> <")),
    ])
  func fogBugzsCustomerIsAMailbox(_ written: String, _ party: Party) {
    let escaped = written.replacing("<", with: "&lt;")
    let reading = Self.read(
      """
      <response><cases><case ixBug="5"><dtOpened>2024-03-04T00:00:00Z</dtOpened>\
      <sCustomerEmail>\(escaped)</sCustomerEmail></case></cases></response>
      """, dialect: .fogbugz)
    var expected = party
    expected.role = .customer
    #expect(reading.tickets.map(\.requester) == [expected])
  }

  @Test func assemblasTicketsAreRead() throws {
    let text = """
      <?xml version="1.0" encoding="UTF-8"?><tickets type="array"><ticket>
      <number type="integer">12</number><id type="integer">900</id><space-id>x</space-id>
      <summary>No mail</summary><description>Since noon.</description>
      <created-on type="datetime">2013-05-02T09:15:00-07:00</created-on>
      <updated-at type="datetime">2013-05-03T09:15:00-07:00</updated-at>
      <completed-date type="datetime" nil="true"></completed-date>
      <status type="integer">3</status><status-name>Fixed</status-name>
      <priority type="integer">2</priority><CustomFields><Plan>gold</Plan></CustomFields>
      <working-hour warning="deprecated">0.0</working-hour>
      <reporter><id>a</id><login>rita</login><name>Rita Requester</name></reporter>
      <assigned-to><id>b</id><login>agnes</login></assigned-to></ticket></tickets>
      """
    let reading = Self.read(text, dialect: .assembla)
    let ticket = try #require(reading.tickets.first)
    #expect(ticket.origin.id == "12" && ticket.opened == Timestamp("2013-05-02T16:15:00Z"))
    #expect(ticket.requester == Party(name: "Rita Requester", role: .customer))
    #expect(ticket.assignee == Party(name: "agnes", role: .agent))
    #expect(ticket.status == "closed" && ticket.priority == "high" && ticket.text == "Since noon.")
    #expect(reading.statuses.map(\.at) == [Timestamp("2013-05-03T16:15:00Z")])
    #expect(reading.statuses.first?.origin.defects == ["time-from-updated"])
    HelpdeskReading.holdToLaws(Array(text.utf8), dialect: .assembla)
    let done = Self.read(
      text.replacing("nil=\"true\">", with: ">2013-05-02T10:00:00-07:00"), dialect: .assembla)
    #expect(done.statuses.map(\.at) == [Timestamp("2013-05-02T17:00:00Z")])
    #expect(done.statuses.first?.origin.defects == [])
  }

  @Test func whatHasNoNumberOrTimeIsRejected() {
    #expect(
      Self.read("<tickets><ticket><space-id>x</space-id></ticket></tickets>", dialect: .assembla)
        .codes == ["missing-id"])
    #expect(
      Self.read(
        "<tickets><ticket id='1'><post><id>1</id></post></ticket></tickets>", dialect: .kayako
      ).codes == ["bad-timestamp", "ticket-rejected"])
    #expect(
      Self.read("<response><case ixBug='1'/><case/></response>", dialect: .fogbugz).codes
        == ["bad-timestamp", "missing-id"])
  }
}
