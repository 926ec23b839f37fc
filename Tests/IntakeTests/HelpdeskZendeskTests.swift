import Records
import Testing

@testable import Intake

struct HelpdeskZendeskTests {
  static let users = """
    <users type="array"><user><id>5</id><name>Agnes Agent</name><email>agnes@harborit.example</email>\
    <roles>4</roles></user><user><id>6</id><name>Rita Requester</name>\
    <email>rita@acme.example</email><phone>+1 408 555 0101</phone><roles>0</roles>\
    <organization-id>9</organization-id></user></users>
    """
  static let organizations =
    "<organizations><organization><id>9</id><name>ACME &amp; Co</name></organization></organizations>"

  /// A ticket 7 of Rita's, opened at nine, with further elements.
  static func ticket(_ more: String, comments: String = "") -> String {
    """
    <ticket><nice-id>7</nice-id><id>70</id><requester-id>6</requester-id>\
    <created-at>2024-03-04T09:00:00Z</created-at><description>No mail.</description>\(more)\
    <comments type="array">\(comments)</comments></ticket>
    """
  }

  static func comment(_ at: String, by author: Int, _ text: String, isPublic: Bool = true) -> String
  {
    """
    <comment><author-id>\(author)</author-id><created-at>2024-03-04T\(at):00Z</created-at>\
    <is-public type="boolean">\(isPublic)</is-public><value>\(text)</value></comment>
    """
  }

  static func read(
    _ tickets: String..., users: Bool = true, text: TextMode = .new
  ) -> HelpdeskReading {
    var options = ReaderOptions()
    options.text = text
    var documents = ["<tickets>\(tickets.joined())</tickets>"]
    if users { documents = [organizations, Self.users] + documents }
    let reading = HelpdeskReading(documents.map { Array($0.utf8) }, options: options)
    #expect(reading.books.balances && reading.rejectsAgree)
    return reading
  }

  @Test func aTicketKnowsItsPeople() throws {
    let reading = Self.read(
      Self.ticket("<assignee-id>5</assignee-id><submitter-id>5</submitter-id><via-id>34</via-id>"))
    let ticket = try #require(reading.tickets.first)
    #expect(ticket.origin.id == "7")
    #expect(ticket.channel == "phone")
    #expect(
      ticket.requester
        == Party(
          name: "Rita Requester", address: "rita@acme.example", number: "+1 408 555 0101",
          role: .customer))
    #expect(ticket.submitter?.role == .agent)
    #expect(ticket.assignee?.name == "Agnes Agent")
    #expect(ticket.organization == "ACME & Co")
    #expect(ticket.text == "No mail.")
    #expect(ticket.opened == Timestamp("2024-03-04T09:00:00Z"))
  }

  @Test func commentsComeInTimeOrderAndTheFirstOpens() {
    let comments =
      Self.comment("11:00", by: 5, "Try now.") + Self.comment("09:00", by: 6, "No mail.")
      + Self.comment("10:00", by: 5, "Same as 97.", isPublic: false)
    let reading = Self.read(Self.ticket("", comments: comments))
    #expect(reading.comments.map(\.text) == ["No mail.", "Same as 97.", "Try now."])
    #expect(reading.comments.map(\.opening) == [true, false, false])
    #expect(reading.comments.map(\.isPublic) == [true, false, true])
    #expect(reading.comments.map(\.author?.role) == [.customer, .agent, .agent])
    #expect(reading.comments.allSatisfy { $0.ticket == "7" && $0.origin.id.hasPrefix("7/") })
    #expect(Set(reading.comments.map(\.origin.id)).count == 3)
    #expect(reading.books.read == 7 && reading.books.used == 7)
  }

  @Test func aCommentsIdIsTheSameInALaterExportAndWithoutTexts() {
    let one = Self.comment("11:00", by: 5, "Try now.")
    let first = Self.read(Self.ticket("", comments: one))
    let later = Self.read(
      Self.ticket("<updated-at>2025-01-01T00:00:00Z</updated-at>", comments: "\n \(one)"),
      text: .none)
    #expect(first.comments.map(\.origin.id) == later.comments.map(\.origin.id))
    #expect(later.comments.map(\.text) == [nil])
    #expect(later.tickets.map(\.text) == [nil])
  }

  @Test func withoutTheUsersWhoeverDidNotAskAnswers() {
    let comments = Self.comment("10:00", by: 6, "Hello?") + Self.comment("11:00", by: 5, "Yes.")
    let reading = Self.read(Self.ticket("", comments: comments), users: false)
    #expect(reading.comments.map(\.author?.role) == [.customer, .agent])
    #expect(reading.tickets.map(\.origin.defects) == [["requester-unknown"]])
  }

  @Test(
    arguments: [
      ("<status-id>1</status-id>", []),
      ("<status-id>3</status-id><solved-at>2024-03-05T09:00:00Z</solved-at>", ["solved 05"]),
      ("<status-id>3</status-id><updated-at>2024-03-06T09:00:00Z</updated-at>", ["solved 06?"]),
      (
        "<status-id>3</status-id><status-updated-at>2024-03-06T09:00:00Z</status-updated-at>",
        ["solved 06"]
      ),
      (
        """
        <status-id>4</status-id><solved-at>2024-03-05T09:00:00Z</solved-at>\
        <status-updated-at>2024-03-08T09:00:00Z</status-updated-at>
        """, ["solved 05", "closed 08"]
      ),
      ("<status-id>4</status-id><updated-at>2024-03-08T09:00:00Z</updated-at>", ["closed 08?"]),
      (
        """
        <status-id>2</status-id><solved-at>2024-03-05T09:00:00Z</solved-at>\
        <status-updated-at>2024-03-08T09:00:00Z</status-updated-at>
        """, ["solved 05", "open 08"]
      ),
      (
        """
        <status-id>1</status-id><solved-at>2024-03-05T09:00:00Z</solved-at>\
        <status-updated-at>2024-03-04T09:00:00Z</status-updated-at>
        """, ["solved 05"]
      ),
    ] as [(String, [String])])
  func whatTheTimesTellOfTheStatus(_ more: String, _ changes: [String]) {
    let told = Self.read(Self.ticket(more)).statuses.map { status in
      let day = status.at?.description.dropFirst(8).prefix(2) ?? ""
      #expect(status.origin.id == "7/\(status.to ?? "")")
      return "\(status.to ?? "") \(day)" + (status.origin.defects.isEmpty ? "" : "?")
    }
    #expect(told == changes)
  }

  @Test(
    arguments: [
      (0, "web"), (1, "email"), (4, "email"), (5, "api"), (17, "other"), (29, "chat"),
      (30, "social"), (33, "voicemail"), (35, "phone-out"), (37, "sms"), (44, "voicemail"),
      (46, "phone-out"), (99, "other"),
    ])
  func theViaIdTellsTheChannel(_ id: Int, _ channel: String) {
    #expect(Self.read(Self.ticket("<via-id>\(id)</via-id>")).tickets.first?.channel == channel)
  }

  @Test func deletedAndRepeatedTicketsAreExcludedWithTheirComments() {
    let one = Self.comment("11:00", by: 5, "Try now.")
    let deleted = Self.ticket("<status-id>5</status-id>", comments: one + one)
      .replacing("<nice-id>7<", with: "<nice-id>8<")
    let reading = Self.read(Self.ticket("", comments: one), deleted, Self.ticket("", comments: one))
    #expect(reading.tickets.map(\.origin.id) == ["7"])
    #expect(reading.books.excluded == ["deleted": 3, "duplicate": 2])
  }

  @Test(arguments: [("2024-03-04T09:00:00Z", "yesterday"), ("2024-03-04T09:00:00Z", "")])
  func aTicketWithoutATimeIsRejectedWithItsComments(_ good: String, _ bad: String) {
    let ticket = Self.ticket("", comments: Self.comment("11:00", by: 5, "Yes."))
      .replacing(good, with: bad)
    let reading = Self.read(ticket, Self.ticket(""))
    #expect(reading.codes == ["bad-timestamp", "ticket-rejected"])
    #expect(reading.tickets.count == 1)
    #expect(reading.comments.isEmpty)
  }

  @Test func aCommentWithABadTimeIsKeptWithoutIt() {
    let bad = Self.comment("11:00", by: 5, "Try now.").replacing("2024-03-04T11", with: "11")
    let reading = Self.read(Self.ticket("", comments: bad))
    #expect(reading.comments.map(\.at) == [nil])
    #expect(reading.comments.map(\.origin.defects) == [["bad-created-at"]])
  }

  @Test func whatIsOutOfPlaceIsRejected() {
    let reading = Self.read(
      "<user><name>X</name></user>", Self.comment("11:00", by: 5, "Yes."),
      "<ticket><created-at>2024-03-04T09:00:00Z</created-at></ticket>")
    #expect(reading.codes == ["missing-id", "orphan", "missing-id"])
  }

  @Test func longTextsAreCutAtACharacter() {
    let long = String(repeating: "ä", count: 3000)
    let reading = Self.read(
      Self.ticket("<subject>\(long)</subject>", comments: Self.comment("11:00", by: 5, "x" + long)))
    #expect(reading.tickets.first?.subject?.utf8.count == 1024)
    #expect(reading.tickets.first?.origin.defects == ["text-truncated"])
    #expect(reading.comments.first?.text?.utf8.count == 4095)
  }

  /// One tag that nobody closed nests all that follows it.
  @Test func anUnclosedTagHurtsItsOwnTicketOnly() {
    let broken = Self.ticket("", comments: Self.comment("10:00", by: 5, "a <b>bold word"))
      .replacing("<nice-id>7<", with: "<nice-id>6<")
    let good = Self.ticket("", comments: Self.comment("11:00", by: 5, "Try now."))
    let reading = Self.read(broken, good)
    #expect(reading.tickets.map(\.origin.id) == ["6", "7"])
    #expect(reading.comments.map(\.text) == ["a bold word", "Try now."])
    #expect(reading.comments.map(\.origin.defects) == [["xml-damaged"], []])
    #expect(reading.codes == ["xml-not-well-formed"])
  }

  @Test(arguments: [1, 2, 3, 7])
  func theConstructedFilesAreReadAsExpected(_ block: Int) {
    let files = ["organizations", "users", "tickets"].compactMap {
      HelpdeskReading.corpus("constructed/zendesk/\($0).xml")
    }
    guard files.count == 3 else { return }
    let reading = HelpdeskReading(files)
    #expect(HelpdeskReading(files, block: block) == reading)
    #expect(reading.tickets.map(\.origin.id) == ["101", "102", "303"])
    #expect(reading.tickets.map(\.channel) == ["email", "voicemail", "web"])
    #expect(reading.tickets.map(\.status) == ["solved", "new", "closed"])
    #expect(reading.comments.count == 4)
    #expect(reading.statuses.map(\.origin.id) == ["101/solved", "303/closed"])
    #expect(reading.rejects.isEmpty && reading.books.balances)
    #expect(reading.books.read == 11)
  }

  @Test func everyPrefixBalances() {
    let whole = Array(
      "<tickets>\(Self.ticket("", comments: Self.comment("10:00", by: 5, "R&D &#228; <b>x</b>")))</tickets>"
        .utf8)
    for end in whole.indices {
      let reading = HelpdeskReading([Array(Self.users.utf8), Array(whole[..<end])])
      #expect(reading.books.balances && reading.rejectsAgree)
      #expect(!reading.rejects.isEmpty)
    }
  }
}
