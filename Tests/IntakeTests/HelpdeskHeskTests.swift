import Records
import Testing

@testable import Intake

struct HelpdeskHeskTests {
  static let headings = [
    "#", "Kennung", "Datum", "Geändert", "Erste Antwort", "Gelöst", "Name", "E-Mail", "Mitleser",
    "Kategorie", "Vorrang", "Status", "Betreff", "Nachricht", "Besitzer", "Antworten",
    "Antworten (Team)", "Zeit", "Fällig", "Antworttexte", "Adresse",
  ]

  static func cell(_ text: String, _ type: String = "String", more: String = "") -> String {
    "<Cell\(more)><Data ss:Type=\"\(type)\">\(text)</Data></Cell>"
  }

  static func sheet(_ rows: String..., headings: [String] = headings) -> [UInt8] {
    Array(
      """
      <?xml version="1.0" encoding="UTF-8"?><?mso-application progid="Excel.Sheet"?>
      <Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
       xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="Sheet1"><Table>
      <Row>\(headings.map { cell($0) }.joined())</Row>\(rows.joined())
      </Table></Worksheet></Workbook>
      """.utf8)
  }

  /// The first fourteen cells and those of the owner and the counts.
  static func row(
    _ id: String = "7T2-GYL-H3VZ", resolved: String = "", status: String = "Neu", byStaff: Int = 0,
    replies: String = ""
  ) -> String {
    """
    <Row>\(cell("1", "Number"))\(cell(id))\(cell("2024-03-04T09:15:00.000", "DateTime"))\
    \(cell("2024-03-05T11:00:00.000", "DateTime"))\(cell("2024-03-04T10:15:00.000", "DateTime"))\
    \(cell(resolved, resolved.isEmpty ? "String" : "DateTime"))\(cell("Rita Requester"))\
    \(cell("rita@acme.example"))\(cell("Fred Follower,Ann"))\(cell("General"))\(cell("Medium"))\
    \(cell(status))\(cell("Printer"))\(cell("<![CDATA[Stuck & <broken>]]>"))\(cell("Agnes Agent"))\
    \(cell("4", "Number"))\(cell("\(byStaff)", "Number"))\(cell("00:05:00"))\(cell(""))\
    \(cell("<![CDATA[\(replies)]]>"))\(cell("https://desk.example/ticket.php?track=\(id)"))</Row>
    """
  }

  static func read(_ rows: String...) -> HelpdeskReading {
    let reading = HelpdeskReading([sheet(rows.joined())], dialect: .hesk)
    #expect(reading.books.balances && reading.rejectsAgree)
    return reading
  }

  @Test func theConstructedFileIsReadAsExpected() throws {
    guard let file = HelpdeskReading.corpus("constructed/hesk/hesk_export.xml") else { return }
    let reading = HelpdeskReading([file], dialect: .hesk)
    let ticket = try #require(reading.tickets.first)
    #expect(ticket.origin.id == "7T2-GYL-H3VZ" && ticket.origin.defects == ["zone-assumed"])
    #expect(ticket.opened == Timestamp("2024-03-04T09:15:00Z") && ticket.subject == "Printer")
    #expect(
      ticket.requester
        == Party(name: "Rita Requester", address: "rita@acme.example", role: .customer))
    #expect(ticket.assignee == Party(name: "Agnes Agent", role: .agent))
    #expect(ticket.status == "open" && ticket.priority == "medium")
    #expect(ticket.text == "It is stuck & <broken>")
    #expect(reading.comments.map(\.text) == ["Restarted it.", "Again stuck."])
    #expect(reading.comments.map(\.author?.role) == [.agent, .customer])
    #expect(
      reading.comments.map { $0.at?.description } == [
        "2024-03-04T10:15:00Z", "2024-03-05T11:00:00Z",
      ])
    #expect(reading.statuses.isEmpty && reading.rejects.isEmpty)
    #expect(reading.books.read == 2 && reading.books.excluded == ["header": 1])
    HelpdeskReading.holdToLaws(file, dialect: .hesk)
  }

  static let replies = """
    Antwort von Rita Requester
    Datum 2024-03-05T11:00:00.000
    Not yet.
    ---
    My mail's signature.
    ---
    Antwort von Fred Follower
    Datum 2024-03-04T11:00:00.000
    Me too.

    ---
    Antwort von Agnes Agent
    Datum 2024-03-04T10:15:00.000
    Restarted it.
    ---
    Antwort von Joann
    Datum 2024-03-04T12:15:00.000
    ---

    """

  @Test func repliesInAnyLanguageAreComments() {
    let reading = Self.read(Self.row(byStaff: 2, replies: Self.replies))
    #expect(
      reading.comments.map(\.text) == [
        "Restarted it.", "Me too.", nil, "Not yet.\n---\nMy mail's signature.",
      ])
    #expect(reading.comments.map(\.author?.role) == [.agent, .customer, .agent, .customer])
    #expect(
      reading.comments.map(\.author?.name) == [
        "Agnes Agent", "Fred Follower", nil, "Rita Requester",
      ])
    #expect(Set(reading.comments.map(\.origin.id)).count == 4)
    #expect(reading.comments.allSatisfy { $0.origin.defects == ["zone-assumed"] && $0.isPublic })
    #expect(reading.books.read == 2 && reading.books.used == 1)
  }

  @Test func countsThatDisagreeAreMarked() {
    let reading = Self.read(Self.row(byStaff: 3, replies: Self.replies))
    #expect(reading.comments.allSatisfy { $0.origin.defects.contains("author-uncertain") })
  }

  /// HESK writes the time of the export where nobody of the staff replied yet.
  @Test(arguments: [0, 1])
  func theFirstReplyCountsOnlyIfThereIsOne(_ byStaff: Int) {
    let reading = Self.read(Self.row(byStaff: byStaff))
    #expect(reading.comments.count == byStaff)
    #expect(reading.comments.allSatisfy { $0.at == Timestamp("2024-03-04T10:15:00Z") })
    #expect(reading.comments.allSatisfy { $0.author?.name == "Agnes Agent" && $0.text == nil })
    #expect(reading.comments.allSatisfy { $0.origin.id == "7T2-GYL-H3VZ/first-reply" })
  }

  @Test func theTimeOfResolvingTellsTheStatusInAnyLanguage() {
    let reading = Self.read(Self.row(resolved: "2024-03-06T08:00:00.000", status: "Gelöst"))
    #expect(reading.tickets.map(\.status) == ["solved"])
    #expect(reading.statuses.map(\.at) == [Timestamp("2024-03-06T08:00:00Z")])
    #expect(reading.statuses.first?.origin.defects == [])
    let stated = Self.read(Self.row(status: "Resolved"))
    #expect(stated.statuses.first?.at == Timestamp("2024-03-05T11:00:00Z"))
    #expect(stated.statuses.first?.origin.defects == ["time-from-updated"])
  }

  @Test func cellsThatExcelLeftOutAreSkipped() {
    let row = Self.row(byStaff: 1, replies: Self.replies)
      .replacing(Self.cell(""), with: "").replacing(
        "<Cell><Data ss:Type=\"String\">Rita",
        with: "<Cell ss:Index=\"7\"><Data ss:Type=\"String\">Rita")
    let reading = Self.read(row)
    #expect(reading.tickets.map(\.requester?.name) == ["Rita Requester"])
    #expect(reading.tickets.map(\.subject) == ["Printer"])
    #expect(reading.comments.count == 4)
  }

  /// HESK 2 has neither the times nor followers.
  @Test func earlierColumnsAreToldByTheirTypes() {
    let row = """
      <Row>\(Self.cell("1", "Number"))\(Self.cell("ABC"))\
      \(Self.cell("2014-03-04T09:15:00.000", "DateTime"))\
      \(Self.cell("2014-03-05T11:00:00.000", "DateTime"))\(Self.cell("Rita Requester"))\
      \(Self.cell("rita@acme.example"))\(Self.cell("General"))\(Self.cell("High"))\
      \(Self.cell("New"))\(Self.cell("Printer"))\(Self.cell("Stuck"))\(Self.cell("Agnes Agent"))</Row>
      """
    let file = Self.sheet(row, headings: Array(Self.headings.prefix(12)))
    let ticket = HelpdeskReading([file], dialect: .hesk).tickets.first
    #expect(ticket?.requester?.address == "rita@acme.example" && ticket?.priority == "high")
    #expect(ticket?.status == "new" && ticket?.subject == "Printer" && ticket?.text == "Stuck")
    #expect(ticket?.assignee?.name == "Agnes Agent")
  }

  @Test func emptyAndRepeatedRowsAreExcludedAndBrokenOnesRejected() {
    let reading = Self.read(
      "<Row/>", "<Row><Cell/></Row>", Self.row(), Self.row(), "<Row>\(Self.cell("x"))</Row>",
      Self.row("B").replacing("2024-03-04T09:15:00.000", with: "soon"))
    #expect(reading.books.excluded == ["header": 1, "empty-row": 2, "duplicate": 1])
    #expect(reading.codes == ["bad-timestamp", "bad-timestamp"])
    #expect(reading.tickets.count == 1)
  }

  @Test func aZoneThatIsToldIsThatOfTheTimes() {
    var options = ReaderOptions()
    options.zone = Zone("Europe/Berlin")
    let reading = HelpdeskReading(
      [Self.sheet(Self.row(byStaff: 2, replies: Self.replies))], dialect: .hesk, options: options)
    #expect(reading.tickets.first?.opened == Timestamp("2024-03-04T08:15:00Z"))
    #expect(reading.tickets.first?.origin.defects == [])
    #expect(reading.comments.first?.at == Timestamp("2024-03-04T09:15:00Z"))
  }
}
