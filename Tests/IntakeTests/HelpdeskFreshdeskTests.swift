import Records
import Testing

@testable import Intake

struct HelpdeskFreshdeskTests {
  static func note(
    _ id: Int, at: String, by user: Int, incoming: Bool, isPrivate: Bool = false, more: String = ""
  ) -> String {
    """
    <helpdesk-note><id>\(id)</id><user-id>\(user)</user-id><incoming>\(incoming)</incoming>\
    <private>\(isPrivate)</private><body>note \(id)</body>\
    <created-at>2024-03-04T\(at):00+01:00</created-at>\(more)</helpdesk-note>
    """
  }

  static func ticket(_ more: String, notes: String = "") -> String {
    """
    <helpdesk-ticket><display-id>17</display-id><id>3000001</id><requester-id>41</requester-id>\
    <responder-id>7</responder-id><requester-name>Rita Requester</requester-name>\
    <responder-name>Agnes Agent</responder-name><created-at>2024-03-04T09:15:00+01:00</created-at>\
    <description-html>&lt;p&gt;No &lt;b&gt;mail&lt;/b&gt;&lt;/p&gt;</description-html>\(more)\
    <notes type="array">\(notes)</notes></helpdesk-ticket>
    """
  }

  static func read(_ tickets: String..., companions: [String] = []) -> HelpdeskReading {
    let documents = companions + ["<helpdesk-tickets>\(tickets.joined())</helpdesk-tickets>"]
    let reading = HelpdeskReading(documents.map { Array($0.utf8) }, dialect: .freshdesk)
    #expect(reading.books.balances && reading.rejectsAgree)
    return reading
  }

  @Test func notesTellWhoWroteAndForWhom() {
    let reading = Self.read(
      Self.ticket(
        "",
        notes: Self.note(1, at: "10:00", by: 7, incoming: false, isPrivate: true)
          + Self.note(2, at: "11:00", by: 7, incoming: false)
          + Self.note(3, at: "12:00", by: 41, incoming: true)
          + Self.note(4, at: "13:00", by: 55, incoming: true)
          + Self.note(5, at: "14:00", by: 41, incoming: false)
          + Self.note(6, at: "15:00", by: 41, incoming: true, more: "<source>5</source>")))
    #expect(reading.comments.map(\.origin.id) == ["1", "2", "3", "4", "5", "6"])
    #expect(
      reading.comments.map(\.author?.role)
        == [.agent, .agent, .customer, .customer, .customer, .customer])
    #expect(reading.comments.map(\.isPublic) == [false, true, true, true, true, true])
    #expect(reading.comments.first?.author?.name == "Agnes Agent")
    #expect(reading.comments.last?.origin.defects == ["feedback"])
    #expect(reading.comments.first?.at == Timestamp("2024-03-04T09:00:00Z"))
  }

  @Test func bodiesOnlyInHTMLBecomeText() {
    #expect(Self.read(Self.ticket("")).tickets.map(\.text) == ["No mail"])
  }

  @Test func spamAndDeletedAreExcludedWithTheirNotes() {
    let note = Self.note(1, at: "10:00", by: 7, incoming: false)
    let gone = Self.note(2, at: "10:00", by: 7, incoming: false, more: "<deleted>true</deleted>")
    func numbered(_ number: Int, _ more: String) -> String {
      Self.ticket(more, notes: note).replacing(
        "<display-id>17<", with: "<display-id>\(number)<")
    }
    let reading = Self.read(
      numbered(1, "<spam>true</spam>"), numbered(2, "<deleted>true</deleted>"),
      Self.ticket("<spam>false</spam><deleted>false</deleted>", notes: note + gone))
    #expect(reading.books.excluded == ["spam": 2, "deleted": 3])
    #expect(reading.tickets.count == 1 && reading.comments.count == 1)
  }

  @Test(
    arguments: [
      (2, "", "open", nil), (3, "", "pending", nil), (4, "", "solved", "17/solved"),
      (5, "", "closed", "17/closed"), (8, "Waiting on Customer", "waiting on customer", nil),
    ] as [(Int, String, String, String?)])
  func theStatusAndItsChange(_ number: Int, _ name: String, _ status: String, _ change: String?) {
    let reading = Self.read(
      Self.ticket(
        """
        <status>\(number)</status><status-name>\(name)</status-name>\
        <updated-at>2024-03-05T09:00:00+01:00</updated-at>
        """))
    #expect(reading.tickets.map(\.status) == [status])
    #expect(reading.statuses.map(\.origin.id) == (change.map { [$0] } ?? []))
    #expect(reading.statuses.allSatisfy { $0.origin.defects == ["time-from-updated"] })
  }

  @Test(
    arguments: [
      (1, "Email", "email"), (2, "Portal", "web"), (3, "Phone", "phone"), (4, "Chat", "chat"),
      (7, "Chat", "chat"), (9, "Feedback Widget", "web"), (9, "Walk-up", "other"),
      (10, "Outbound Email", "email-out"), (77, "", "other"),
    ])
  func theSourceTellsTheChannel(_ number: Int, _ name: String, _ channel: String) {
    let reading = Self.read(
      Self.ticket("<source>\(number)</source><source-name>\(name)</source-name>"))
    #expect(reading.tickets.map(\.channel) == [channel])
  }

  @Test func companionsNameThePeopleAndTheirCompany() throws {
    let reading = Self.read(
      Self.ticket("", notes: Self.note(1, at: "10:00", by: 7, incoming: false)),
      companions: [
        """
        <groups><group><id>1</id><name>Desk</name><agents><agent type="User"><id>7</id>\
        <name>Agnes A.</name><email>agnes@harborit.example</email></agent></agents></group></groups>
        """,
        """
        <users><user><id>41</id><name>Rita R.</name><email>rita@acme.example</email>\
        <mobile>+1 408 555 0101</mobile><helpdesk-agent>false</helpdesk-agent>\
        <customer-id>9</customer-id></user></users>
        """, "<companies><company><id>9</id><name>ACME</name></company></companies>",
      ])
    let ticket = try #require(reading.tickets.first)
    #expect(
      ticket.requester
        == Party(
          name: "Rita R.", address: "rita@acme.example", number: "+1 408 555 0101", role: .customer)
    )
    #expect(ticket.assignee?.address == "agnes@harborit.example")
    #expect(ticket.organization == "ACME")
    #expect(reading.comments.first?.author?.address == "agnes@harborit.example")
  }

  @Test func freshservicesNotesAreRead() {
    let notes = Self.note(1, at: "10:00", by: 7, incoming: false)
    let ticket = Self.ticket("", notes: notes).replacing("notes type", with: "helpdesk-notes type")
      .replacing("</notes>", with: "</helpdesk-notes>")
    #expect(Self.read(ticket).comments.count == 1)
  }

  @Test(arguments: [1, 2, 3, 7])
  func theConstructedFileIsReadAsExpected(_ block: Int) {
    guard let file = HelpdeskReading.corpus("constructed/freshdesk/Tickets0.xml") else { return }
    let reading = HelpdeskReading([file], dialect: .freshdesk)
    #expect(HelpdeskReading([file], dialect: .freshdesk, block: block) == reading)
    #expect(reading.tickets.map(\.origin.id) == ["17"])
    #expect(reading.comments.map(\.isPublic) == [false, true])
    #expect(reading.tickets.first?.priority == "low")
    #expect(reading.books.balances && reading.rejects.isEmpty)
  }

  @Test(
    arguments: [
      ("a<br>b", "a\nb"), ("<div>a</div><div>b&nbsp;c</div>", "a\nb c\n"),
      ("a &lt; b &amp;amp;", "a < b &amp;"),
      ("<style>x{}</style>y<script>z", "y"), ("1 < 2 <3", "1 < 2 <3"),
      ("&#228;&#x41;&bogus;&", "äA&bogus;&"),
      ("<!-- c -->t", "t"), ("  a \n  b ", "a b"),
      ("&#0;x&#xD800;y&#99999999999;", "x\u{FFFD}y&#99999999999;"),
      ("", ""), ("<", "<"), ("<p", ""),
    ])
  func htmlBecomesText(_ html: String, _ text: String) {
    #expect(String(decoding: plainText(of: Array(html.utf8)), as: UTF8.self) == text)
  }

  @Test(
    arguments: [
      ("a b  c\n d&amp;e f<b> g</b> h ", "a b c d&e f g h"), ("a <p> b", "a\nb"),
      ("a &nbsp; b", "a b"),
      (" a<br> b ", "a\nb"), ("a\u{1}b \u{E9} c", "a\u{1}b \u{E9} c"),
    ])
  func blanksOfHTMLAreOne(_ html: String, _ text: String) {
    #expect(String(decoding: plainText(of: Array(html.utf8)), as: UTF8.self) == text)
  }

  @Test func htmlIsCutWhereItIsTooLong() {
    for shift in 0..<3 {
      let html = String(repeating: "x", count: shift) + String(repeating: "ab ", count: 30_000)
      let text = plainText(of: Array(html.utf8))
      #expect((65_534...65_537).contains(text.count))
      #expect(text.elementsEqual(Array(html.utf8).prefix(text.count)))
    }
  }

  @Test func htmlOfManyBracketsTakesNoTime() {
    let hostile = Array(String(repeating: "<p&", count: 100_000).utf8)
    #expect(processorSeconds { _ = plainText(of: hostile) } < 3)
  }
}

/// A body of HTML as the readers of exports show it.
private func plainText(of html: [UInt8]) -> [UInt8] {
  html.withView { HTMLText.text($0, dropsQuotation: false) }
}
