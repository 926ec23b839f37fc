import Records
import Testing

@testable import Intake

/// Any other helpdesk, by the paths that pipeline.yml names.
struct HelpdeskMappingTests {
  static let mapping: TicketMapping = {
    var mapping = TicketMapping(ticket: "cases/case")
    mapping.fields = [
      .id: "@no", .opened: "made", .subject: "title", .text: "body", .status: "state",
      .requester: "who/name", .requesterAddress: "who/mail", .assignee: "owner", .updated: "made",
      .deleted: "gone",
    ]
    mapping.comment = "notes/case-note"
    mapping.commentFields = [
      .id: "@id", .at: "@at", .author: "by", .address: "by/@mail", .text: ".", .isPublic: "@shown",
      .role: "@kind",
    ]
    mapping.values = [
      .solved: ["Done", "fixed"], .isPublic: ["ja"], .isPrivate: ["nein"], .agent: ["staff"],
    ]
    return mapping
  }()

  static func reading(
    _ cases: String, _ mapping: TicketMapping = mapping, zone: String? = nil
  ) -> HelpdeskReading {
    var options = ReaderOptions()
    options.zone = zone.flatMap { Zone($0) }
    return HelpdeskReading(
      [Array("<x><case no='outside'/><cases>\(cases)</cases></x>".utf8)],
      dialect: MappedHelpdesk(mapping).dialect, options: options)
  }

  static func note(_ attributes: String, _ text: String = "text") -> String {
    "<notes><case-note \(attributes)>\(text)</case-note></notes>"
  }

  static func ticket(_ inside: String, made: String = "2025-10-06T14:37:09Z") -> String {
    "<case no='7'><made>\(made)</made><title>a</title><state>DONE</state>"
      + "<who><name>Rita</name><mail>rita@acme.example</mail></who><owner>Agnes</owner>"
      + "\(inside)</case>"
  }

  @Test func everyPartIsTakenFromItsPath() throws {
    let reading = Self.reading(Self.ticket("<body>help</body>"))
    let ticket = try #require(reading.tickets.first)
    #expect(ticket.origin.format == "xml" && ticket.origin.id == "7")
    #expect(ticket.opened == Timestamp("2025-10-06T14:37:09Z"))
    #expect(ticket.subject == "a" && ticket.text == "help" && ticket.status == "solved")
    #expect(
      ticket.requester == Party(name: "Rita", address: "rita@acme.example", role: .customer))
    #expect(ticket.assignee == Party(name: "Agnes", role: .agent))
    #expect(reading.statuses.map(\.to) == ["solved"])
    #expect(reading.books.balances && reading.rejects.isEmpty)
  }

  @Test func anElementElsewhereIsNoTicket() {
    #expect(Self.reading("").books.read == 0)
    #expect(Self.reading(Self.ticket("")).tickets.count == 1)
  }

  @Test func visibilityAndSideAreToldByTheirValues() {
    func comment(_ attributes: String, _ inside: String = "") -> Records.Comment? {
      Self.reading(Self.ticket(Self.note(attributes, "hello" + inside))).comments.first
    }
    #expect(comment("shown='ja'")?.isPublic == true)
    #expect(comment("shown='Nein'")?.isPublic == false)
    #expect(comment("shown='true'")?.isPublic == true)
    #expect(comment("")?.isPublic == true)
    let unclear = comment("shown='perhaps'")
    #expect(unclear?.isPublic == false && unclear?.origin.defects == ["visibility-unknown"])
    #expect(comment("kind='STAFF'")?.author?.role == .agent)
    #expect(comment("kind='guest'")?.author?.role == nil)
    #expect(
      comment("", "<by mail='rita@acme.example'>Rita</by>")?.author
        == Party(name: "Rita", address: "rita@acme.example", role: .customer))
  }

  @Test func aDeletedTicketIsLeftOutWithItsComments() {
    let reading = Self.reading(Self.ticket("<gone>yes</gone>" + Self.note("id='1'")))
    #expect(reading.records.isEmpty && reading.books.excluded == ["deleted": 2])
    #expect(reading.books.balances)
  }

  @Test(arguments: [
    ("unix", "1762160400", "2025-11-03T09:00:00Z"),
    ("unix-ms", "1762160400123", "2025-11-03T09:00:00Z"),
    ("dd.MM.yyyy HH:mm:ss", "03.11.2025 10:00:00", "2025-11-03T09:00:00Z"),
    ("d.M.yyyy H:mm", "3.11.2025 10:00", "2025-11-03T09:00:00Z"),
    ("yyyy/MM/dd'T'HH:mm:ss.SSSZ", "2025/11/03T01:00:00.5-0800", "2025-11-03T09:00:00Z"),
    ("MM-dd-yyyy", "11-03-2025", "2025-11-02T23:00:00Z"),
  ])
  func timesAreReadInTheFormThatIsTold(_ form: String, _ written: String, _ meant: String) {
    var mapping = Self.mapping
    mapping.time = TimeForm(form)
    #expect(mapping.time != nil)
    let reading = Self.reading(Self.ticket("", made: written), mapping, zone: "Europe/Berlin")
    #expect(reading.tickets.first?.opened == Timestamp(meant))
    for wrong in ["", "x", written + "x", "99.99.2025 10:00:00", "30.02.2025 10:00:00", "-1"] {
      let reading = Self.reading(Self.ticket("", made: wrong), mapping, zone: "Europe/Berlin")
      #expect(reading.tickets.isEmpty && reading.codes == ["bad-timestamp"], "\(wrong)")
    }
  }

  @Test(arguments: ["", "yyyy", "HH:mm", "dd.MM.yy", "dd.MM.yyyy'", "q", "ddd.MM.yyyy"])
  func whatTellsNoDayIsNoForm(_ form: String) {
    #expect(TimeForm(form) == nil)
  }

  @Test func aTimeWithoutAZoneIsMarkedWhereNoneIsTold() {
    let reading = Self.reading(Self.ticket("", made: "2025-10-06 14:37:09"))
    #expect(reading.tickets.first?.origin.defects == ["zone-assumed"])
  }

  @Test func theLawsOfReadersHold() {
    let document = "<x><cases>\(Self.ticket(Self.note("id='1' shown='ja'")))</cases></x>"
    HelpdeskReading.holdToLaws(
      Array(document.utf8), dialect: MappedHelpdesk(Self.mapping).dialect)
  }
}
