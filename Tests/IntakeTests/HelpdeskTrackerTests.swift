import Records
import Testing

@testable import Intake

/// Jira and Redmine, which some use as their helpdesk.
struct HelpdeskTrackerTests {
  @Test func jirasItemsAreTickets() throws {
    guard let file = HelpdeskReading.corpus("constructed/jira-cloud/search.xml") else { return }
    let reading = HelpdeskReading([file], dialect: .jira)
    for block in [1, 2, 3, 7] {
      #expect(HelpdeskReading([file], dialect: .jira, block: block) == reading)
    }
    let ticket = try #require(reading.tickets.first)
    #expect(ticket.origin.id == "SUP-1")
    #expect(ticket.opened == Timestamp("2024-03-04T08:15:00Z"))
    #expect(ticket.requester == Party(name: "Rita Requester", role: .customer))
    #expect(ticket.assignee == nil)
    #expect(ticket.organization == "ACME")
    #expect(ticket.status == "open" && ticket.priority == "medium" && ticket.text == "VPN down")
    #expect(reading.comments.map(\.origin.id) == ["20001", "20002"])
    #expect(reading.comments.map(\.isPublic) == [true, false])
    #expect(reading.comments.map(\.text) == ["We are on it.", "internal"])
    #expect(reading.comments.map(\.author?.role) == [nil, nil])
    #expect(reading.rejects.isEmpty && reading.books.balances && reading.books.read == 3)
  }

  @Test(
    arguments: [
      ("gojira/example_jira_mongodb_new-issues.xml", 20, 8),
      ("gojira/example_jira_mongodb_resolved-recently.xml", 20, 26),
      ("maven-changes-plugin/unicode-jira-results.xml", 2, 3),
    ])
  func realJirasAreRead(_ path: String, _ tickets: Int, _ comments: Int) {
    guard let file = HelpdeskReading.corpus(path) else { return }
    let reading = HelpdeskReading([file], dialect: .jira)
    #expect(reading.tickets.count == tickets && reading.comments.count == comments)
    #expect(reading.tickets.allSatisfy { $0.opened != nil && $0.requester?.name != nil })
    #expect(reading.comments.allSatisfy { $0.at != nil && $0.author?.name != nil })
    // The two of gojira are the first page of 171,574 and of 427.
    let isPartial = path.utf8.starts(with: "gojira".utf8)
    #expect(
      reading.tickets.allSatisfy { $0.origin.defects.contains("export-truncated") == isPartial })
    #expect(reading.books.balances)
  }

  @Test func redminesJournalsTellTheHistory() throws {
    guard let file = HelpdeskReading.corpus("constructed/redmine/issues_with_journals.xml") else {
      return
    }
    let statuses = """
      <issue_statuses><issue_status><id>1</id><name>New</name></issue_status>\
      <issue_status><id>2</id><name>In Progress</name></issue_status>\
      <issue_status><id>5</id><name>Closed</name></issue_status>\
      <issue_status><id>4</id><name>Feedback</name></issue_status></issue_statuses>
      """
    let reading = HelpdeskReading([Array(statuses.utf8), file], dialect: .redmine)
    for block in [1, 2, 3, 7] {
      #expect(
        HelpdeskReading([Array(statuses.utf8), file], dialect: .redmine, block: block) == reading)
    }
    let ticket = try #require(reading.tickets.first)
    #expect(ticket.origin.id == "4326" && ticket.organization == "Client ACME")
    #expect(ticket.status == "pending")
    #expect(reading.comments.map(\.origin.id) == ["1", "2"])
    #expect(reading.comments.map(\.isPublic) == [true, false])
    #expect(reading.comments.map(\.author?.role) == [.agent, .agent])
    #expect(reading.statuses.map(\.from) == ["new", "closed"])
    #expect(reading.statuses.map(\.to) == ["open", "pending"])
    #expect(reading.statuses.map(\.origin.id) == ["1/status", "3/status"])
    #expect(reading.statuses.last?.by == Party(name: "Rita Requester", role: .customer))
    #expect(reading.books.read == 8 && reading.books.used == 8)
  }

  /// A search of Jira gives a page of 1,000 at most, Redmine one of 100.
  @Test(
    arguments: [
      (#"<issue start="0" end="1" total="1"/>"#, false),
      (#"<issue start="0" end="1" total="2"/>"#, true),
      (#"<issue start="1" end="2" total="2"/>"#, true), ("<issue/>", false),
      (#"<issue start="x" end="y" total="z"/>"#, false), ("", false),
    ])
  func ticketsOfOnePageOfJiraSaySo(_ extent: String, _ isPartial: Bool) {
    let reading = HelpdeskReading(
      """
      <rss>\(extent)<item><key>A-1</key><created>Fri, 28 Jul 2023 00:11:05 +0000</created></item>\
      </rss>
      """, dialect: .jira)
    #expect(reading.tickets.map(\.origin.defects) == [isPartial ? ["export-truncated"] : []])
    #expect(reading.books.read == 1 && reading.books.balances && reading.rejects.isEmpty)
  }

  @Test(
    arguments: [
      (#"total_count="1" offset="0" limit="25""#, false),
      (#"total_count="26" offset="0" limit="25""#, true),
      (#"total_count="26" offset="25" limit="25""#, true), (#"total_count="26""#, false),
      ("", false),
    ])
  func ticketsOfOnePageOfRedmineSaySo(_ extent: String, _ isPartial: Bool) {
    let issue = "<issue><id>1</id><created_on>2024-03-04T08:15:00Z</created_on></issue>"
    let first = Array("php: <issues \(extent)>\(issue)</issues>".utf8)
    let other = Array(issue.replacing("<id>1<", with: "<id>2<").utf8)
    let reading = HelpdeskReading([first, other], dialect: .redmine)
    let junk = ["leading-junk"]
    #expect(
      reading.tickets.map(\.origin.defects) == [isPartial ? junk + ["export-truncated"] : junk, []])
    #expect(reading.books.read == 2 && reading.books.balances && reading.rejects.isEmpty)
  }

  @Test func aNestedIssueOfRedmineIsNone() {
    let reading = HelpdeskReading(
      """
      <issue><id>1</id><children type="array"><issue id="2"><subject>x</subject></issue></children>\
      <subject>y</subject><created_on>2024-03-04T08:15:00Z</created_on></issue>
      """, dialect: .redmine)
    #expect(reading.tickets.map(\.subject) == ["y"])
    #expect(reading.books.read == 1)
  }

  /// The issues of one fixture were cut down to their subjects.
  @Test(
    arguments: [
      ("issues", 13, 0), ("issues_dec12_2010", 25, 0), ("issues_foreign_symbols", 0, 2),
      ("redmine_1.2.2_dev_issues", 25, 0), ("redmine_1_1_issues", 26, 0),
      ("test_issues_big_file", 40, 0),
    ])
  func realRedminesAreRead(_ name: String, _ tickets: Int, _ rejects: Int) {
    guard let file = HelpdeskReading.corpus("redmine-java-api/\(name).xml") else { return }
    let reading = HelpdeskReading([file], dialect: .redmine)
    #expect(reading.tickets.count == tickets && reading.rejects.count == rejects)
    #expect(reading.books.balances)
  }

  @Test func serviceNowsJournalFollowsItsIncident() throws {
    guard let file = HelpdeskReading.corpus("constructed/servicenow/incident_unload.xml") else {
      return
    }
    let reading = HelpdeskReading([file], dialect: .serviceNow)
    let ticket = try #require(reading.tickets.first)
    #expect(ticket.origin.id == "INC0001492" && ticket.origin.defects == ["zone-assumed"])
    #expect(ticket.opened == Timestamp("2024-03-04T22:08:24Z"))
    #expect(ticket.requester?.name == "Rita Requester" && ticket.channel == "phone")
    #expect(ticket.organization == "ACME North America" && ticket.status == "hold")
    #expect(reading.comments.map(\.ticket) == ["INC0001492", "INC0001492"])
    #expect(reading.comments.map(\.isPublic) == [true, false])
    #expect(reading.statuses.map(\.origin.id) == ["INC0001492/open"])
    #expect(reading.books.balances && reading.rejects.isEmpty && reading.books.read == 3)
    var options = ReaderOptions()
    options.zone = Zone(offset: -8 * 3600)
    let local = HelpdeskReading([file], dialect: .serviceNow, options: options)
    #expect(local.tickets.first?.opened == Timestamp("2024-03-05T06:08:24Z"))
    #expect(local.tickets.first?.origin.defects == [])
  }

  @Test(arguments: ["change_request", "full", "incident", "problem"])
  func everyElementOfAServiceNowExportIsAccountedFor(_ name: String) {
    let path = "xml-analysis-framework/servicenow_\(name)_export.xml"
    guard let file = HelpdeskReading.corpus(path) else { return }
    let reading = HelpdeskReading([file], dialect: .serviceNow)
    #expect(reading.rejects.isEmpty && reading.books.balances && reading.books.read > 1)
    #expect(reading.tickets.isEmpty == (name == "problem" || name == "change_request"))
  }

  @Test func mantisIssuesAreTickets() throws {
    guard let file = HelpdeskReading.corpus("constructed/mantis/exported_issues.xml") else {
      return
    }
    let reading = HelpdeskReading([file], dialect: .mantis)
    for block in [1, 2, 3, 7] {
      #expect(HelpdeskReading([file], dialect: .mantis, block: block) == reading)
    }
    let ticket = try #require(reading.tickets.first)
    #expect(ticket.origin.id == "21" && ticket.opened == Timestamp(1_709_540_100))
    #expect(ticket.requester == Party(name: "rita", role: .customer))
    #expect(ticket.organization == "Client ACME" && ticket.status == "open")
    #expect(reading.comments.map(\.isPublic) == [true, false])
    #expect(
      reading.comments.map(\.author)
        == Array(repeating: Party(name: "agnes", role: .agent), count: 2))
    #expect(reading.books.read == 3 && reading.books.used == 3 && reading.rejects.isEmpty)
  }

  @Test(
    arguments: [
      ("Fri, 28 Jul 2023 00:11:05 +0000", "2023-07-28T00:11:05Z"),
      ("Thu, 5 Feb 2009 13:47:25 +0200 (EET)", "2009-02-05T11:47:25Z"),
      ("Thu Dec 03 15:02:12 +0100 2009", "2009-12-03T14:02:12Z"),
      ("5 Feb 2009 13:47 -0230", "2009-02-05T16:17:00Z"), ("", nil), ("Fri,", nil),
      ("Fri, 28 Jul 2023 00:11:05 EST", nil), ("Fri, 28 Jux 2023 00:11:05 +0000", nil),
      ("Fri, 99 Jul 2023 00:11:05 +0000", nil), ("28 Jul 23 00:11:05 +0000", nil),
      ("28 Jul 2023 99:11:05 +0000", nil), ("28 Jul 2023 0:1:5:6 +0000", nil),
    ] as [(String, String?)])
  func timesOfJiraAndOldRedmines(_ text: String, _ time: String?) {
    #expect(Timestamp(rfc822: text.utf8)?.description == time)
  }

  /// What is read by the places of its bytes is what is read by its words, whichever byte differs.
  @Test func timesOfJiraAreTheSameByPlaceAndByWord() {
    let time = Array("Fri, 28 Jul 2023 00:11:05 +0230".utf8)
    var read = 0
    for i in time.indices {
      for byte in UInt8.min...UInt8.max {
        var changed = time
        changed[i] = byte
        guard let fixed = changed.withUnsafeBufferPointer({ Timestamp(fixedRFC822: $0) }) else {
          continue
        }
        read += 1
        #expect(Timestamp(rfc822: changed) == fixed, "byte \(i) as \(byte)")
      }
    }
    #expect(read > 31)
  }
}
