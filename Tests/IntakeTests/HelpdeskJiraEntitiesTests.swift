import Records
import Testing

@testable import Intake

struct HelpdeskJiraEntitiesTests {
  static let comments = """
    <Action id="501" issue="11" author="JIRAUSER1" type="comment" body="Is &amp; was down." \
    created="2024-03-04 12:00:00.123"/>
    <Action id="500" issue="11" author="agnes" type="comment" created="2024-03-04 10:00:00.5">
    <body><![CDATA[Try
    again.]]></body></Action>
    <Action id="502" issue="11" author="agnes" type="comment" rolelevel="10002" body="Odd." \
    created="2024-03-04 13:00:00.0"/>
    <Action id="503" issue="11" author="agnes" type="comment" body="For us only." \
    created="2024-03-04 14:00:00.0"/>
    <Action id="504" issue="11" type="worklog" body="x" created="2024-03-04 14:00:00.0"/>
    """
  static let history = """
    <ChangeGroup id="70" issue="11" author="agnes" created="2024-03-05 09:00:00.1"/>
    <ChangeGroup id="71" issue="11" author="JIRAUSER1" created="2024-03-06 09:00:00.1"/>
    <ChangeItem id="1" group="70" fieldtype="jira" field="status" oldvalue="1" oldstring="Open" \
    newvalue="5" newstring="Resolved"/>
    <ChangeItem id="2" group="70" fieldtype="jira" field="resolution" newvalue="1"/>
    <ChangeItem id="3" group="71" fieldtype="jira" field="status" oldvalue="5" \
    oldstring="Resolved" newvalue="10100" newstring="Auf dem Tisch"/>
    """
  static let properties = """
    <EntityProperty id="1" entityName="sd.comment.property" entityId="503" \
    propertyKey="sd.public.comment" value="{&quot;internal&quot; : true}"/>
    <EntityProperty id="2" entityName="sd.comment.property" entityId="500" \
    propertyKey="sd.public.comment" value="{&quot;internal&quot;:false}"/>
    <EntityProperty id="3" entityName="IssueProperty" entityId="11" propertyKey="x" value="{}"/>
    """
  static let issues = """
    <Issue id="11" key="SUP-7" number="7" project="3" reporter="JIRAUSER1" assignee="agnes" \
    summary="No mail" priority="2" status="10100" created="2024-03-04 09:15:00.77">
    <description><![CDATA[Since
    noon.]]></description></Issue>
    <Issue id="12" number="8" project="3" reporter="ghost" summary="VPN" description="Down." \
    priority="9" status="77" created="2024-03-04 11:15:00.0" \
    resolutiondate="2024-03-04 18:00:00.0"/>
    """
  static let tables = """
    <Priority id="2" name="High"/><Project id="3" key="SUP" name="Support"/>
    <Status id="1" name="Open" statuscategory="2"/><Status id="5" name="Resolved"/>
    <Status id="10100" name="Auf dem Tisch" statuscategory="4"/>
    <ApplicationUser id="1" userKey="JIRAUSER1" lowerUserName="rita"/>
    <User id="1" userName="Rita" lowerUserName="rita" displayName="Rita Requester" \
    emailAddress="rita@acme.example" credential="{PKCS5S2}secret" active="1"/>
    <User id="2" userName="Agnes" displayName="Agnes Agent" emailAddress="agnes@desk.example" \
    credential="{PKCS5S2}secret"/>
    """

  static func document(_ parts: String...) -> [UInt8] {
    Array(
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <!-- ___ Exported on ___ -->
      <entity-engine-xml date="1410342136942">\(parts.joined(separator: "\n"))</entity-engine-xml>
      """.utf8)
  }

  static let whole = document(comments, history, properties, issues, tables)

  static func read(_ documents: [[UInt8]], zone: Zone? = .utc) -> HelpdeskReading {
    var options = ReaderOptions()
    options.zone = zone
    let reading = HelpdeskReading(documents, dialect: .jiraEntities, options: options)
    #expect(reading.books.balances && reading.rejectsAgree)
    return reading
  }

  @Test func aUserOfWhomNothingIsToldHasTheirKey() {
    let users = #"<User id="2" userName="agnes"/><User id="3" userName="ghost"/>"#
    let reading = Self.read([Self.document(Self.comments, Self.issues, Self.history, users)])
    #expect(reading.tickets.first?.assignee?.name == "agnes")
    #expect(reading.comments.first?.author == Party(name: "agnes"))
    #expect(reading.statuses.first?.by == Party(name: "agnes"))
  }

  @Test func rowsAreJoined() throws {
    let reading = Self.read([Self.whole])
    let ticket = try #require(reading.tickets.first)
    #expect(reading.tickets.map(\.origin.id) == ["SUP-7", "SUP-8"])
    #expect(ticket.opened == Timestamp("2024-03-04T09:15:00Z") && ticket.subject == "No mail")
    #expect(ticket.text == "Since\nnoon." && ticket.organization == "Support")
    #expect(
      ticket.requester
        == Party(name: "Rita Requester", address: "rita@acme.example", role: .customer))
    #expect(ticket.assignee?.address == "agnes@desk.example" && ticket.priority == "high")
    #expect(reading.tickets.map(\.status) == ["open", "status-77"])
    #expect(reading.tickets.last?.requester == Party(name: "ghost", role: .customer))
    #expect(reading.tickets.last?.text == "Down.")
    #expect(reading.comments.map(\.origin.id) == ["500", "501", "502", "503"])
    #expect(
      reading.comments.map(\.text) == ["Try\nagain.", "Is & was down.", "Odd.", "For us only."])
    #expect(reading.comments.map(\.isPublic) == [true, true, false, false])
    #expect(reading.comments.map(\.author?.role) == [nil, .customer, nil, nil])
    #expect(reading.comments.first?.author?.address == "agnes@desk.example")
    #expect(reading.comments.allSatisfy { $0.ticket == "SUP-7" && !$0.opening })
    #expect(reading.rejects.isEmpty)
    #expect(
      reading.books.excluded == ["no-comment": 1, "other-change": 1, "other-property": 1])
  }

  @Test func theHistoryTellsOfReopening() {
    let changes = Self.read([Self.whole]).statuses
    #expect(changes.map(\.origin.id) == ["1/status", "3/status", "SUP-8/solved"])
    #expect(changes.map(\.from) == ["open", "solved", nil])
    #expect(changes.map(\.to) == ["solved", "open", "solved"])
    #expect(changes.map(\.by?.name) == ["Agnes Agent", "Rita Requester", nil])
    #expect(changes.map(\.at).last == Timestamp("2024-03-04T18:00:00Z"))
    #expect(changes.first?.origin.place != changes.last?.origin.place)
  }

  @Test func passwordsAreNotRead() {
    let lines = JiraEntities.allCases.flatMap(\.fields)
    #expect(lines.allSatisfy { $0 != "@credential" && $0 != "credential" })
    #expect(!"\(Self.read([Self.whole]).records)".contains("secret"))
  }

  @Test func theLawsOfReaders() {
    HelpdeskReading.holdToLaws(Self.whole, dialect: .jiraEntities, isJoined: true)
  }

  @Test func theOrderOfTheTablesDoesNotMatter() {
    let other = Self.document(
      Self.tables, Self.issues, Self.properties, Self.history, Self.comments)
    let (a, b) = (Self.read([Self.whole]), Self.read([other]))
    #expect(a.comments.map(\.text) == b.comments.map(\.text))
    #expect(a.comments.map(\.author) == b.comments.map(\.author))
    #expect(a.statuses.map(\.to) == b.statuses.map(\.to))
    #expect(a.tickets.map(\.requester) == b.tickets.map(\.requester))
  }

  @Test func theSameBackupTwiceCountsOnce() {
    let once = Self.read([Self.whole])
    let twice = Self.read([Self.whole, Self.whole])
    #expect(twice.records == once.records)
    // Two issues, four comments, two changes.
    #expect(twice.books.excluded["duplicate"] == 8)
  }

  @Test func whatHasNoIssueIsRejected() {
    let reading = Self.read([Self.document(Self.comments, Self.history, Self.tables)])
    #expect(reading.codes == Array(repeating: "orphan", count: 6) && reading.records.isEmpty)
  }

  @Test func aTimeWithoutAKnownZoneIsMarked() {
    let reading = Self.read([Self.whole], zone: nil)
    #expect(reading.tickets.allSatisfy { $0.origin.defects == ["zone-assumed"] })
    #expect(reading.comments.allSatisfy { $0.origin.defects == ["zone-assumed"] })
    #expect(reading.statuses.first?.origin.defects == ["zone-assumed"])
    let berlin = Self.read([Self.whole], zone: Zone("Europe/Berlin"))
    #expect(berlin.tickets.first?.opened == Timestamp("2024-03-04T08:15:00Z"))
  }

  /// However large a backup, memory has a bound.
  @Test func rowsAndTextsBeyondTheBoundAreNotHeld() {
    func read(rows: Int, text: Int) -> (texts: [String?], codes: [String], balances: Bool) {
      final class Box { var texts: [String?] = [], codes: [String] = [] }
      let box = Box()
      let output = Output(
        record: { if case .comment(let comment) = $0 { box.texts.append(comment.text) } },
        reject: { box.codes.append($0.code) })
      let reader = JiraEntitiesReader(output, ReaderOptions(), mostRows: rows, mostText: text)
      reader.begin("x")
      Self.whole.withUnsafeBytes { reader.feed($0) }
      reader.end()
      return (box.texts, box.codes, output.books.balances)
    }
    let full = read(rows: 100, text: 1000)
    #expect(full.texts.count == 4 && full.codes.isEmpty && full.balances)
    let short = read(rows: 100, text: 20)
    #expect(short.texts.compactMap { $0 } == ["Is & was down.", "Odd."] && short.codes.isEmpty)
    let few = read(rows: 9, text: 1000)
    #expect(few.codes == ["too-many-rows"] && few.balances)
  }
}
