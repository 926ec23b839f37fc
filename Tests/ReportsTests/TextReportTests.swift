import Contacts
import Records
import Testing

@testable import Reports

@Suite struct TextReportTests {
  private static func text(_ input: ReportInput) -> String {
    String(decoding: render(input, as: .text)[0].bytes, as: UTF8.self)
  }

  /// Five contacts of one client: answered after 1 h, 2 h and 3 h, one that waits, one closed.
  private static var small: ReportInput {
    var input = SampleOffice.input
    input.settings.clients = [input.settings.clients[0]]
    let monday = Timestamp(year: 2024, month: 3, day: 4, hour: 17)
    input.asOf = monday + 4 * 86_400
    func contact(_ i: Int, _ state: Contact.State, wait: Int, _ subject: String) -> Contact {
      var contact = Contact(
        id: "00000000000\(i)", channel: .email, opened: monday, channels: [.email], state: state,
        waitS: wait, openWaitS: min(wait, 4 * 8 * 3600), observedUntil: input.asOf)
      contact.client = "acme"
      contact.person = "pat@acmedental.example"
      contact.subject = subject
      contact.targetS = 4 * 3600
      contact.withinTarget = state == .answered
      return contact
    }
    input.contacts = (1...3).map { contact($0, .answered, wait: $0 * 3600, "s") }
    input.contacts.append(contact(4, .unanswered, wait: 4 * 86_400, "Printer is on fire"))
    input.contacts[3].attempts = 3
    input.contacts.append(contact(5, .closedUnanswered, wait: 1800, "s"))
    var match = Books("match")
    var account = Books.Account(source: "-", format: "events", unit: "event")
    account.read = 9
    account.used = 8
    account.exclude("duplicate")
    match.accounts = [account]
    input.books = [match]
    return input
  }

  /// Mail was read for two hours after the last attempt, and the report's time is two days later.
  @Test func whatEndsBeforeTheReportIsSaid() {
    var input = Self.small
    #expect(!Self.text(input).contains("to the end of what was read"))
    let until = input.contacts[3].opened + 7200
    for i in input.contacts.indices { input.contacts[i].observedUntil = until }
    #expect(!Self.text(input).contains("to the end of what was read"))
    input.books[0].cover(source: "-", channel: .email, at: until)
    let text = Self.text(input).split(separator: "\n").joined(separator: " ")
    #expect(text.contains("so they are at least as long. Read until: e-mail 4 Mar 2024 11:00."))
  }

  @Test func theReportReadsAsItDid() {
    let report = Self.text(Self.small)
    let lines = report.split(separator: "\n", omittingEmptySubsequences: false)
    let body = lines.prefix { $0 != "METHOD" }.joined(separator: "\n")
    #expect(body == Self.golden)
  }

  private static let golden = """
    Ringback: who waits to hear back from Harbor IT
    As of 8 Mar 2024 09:00 (America/Los_Angeles)

    WAITING NOW
    ===========
    1 person is waiting now; the longest for 4 d.

            4 d  e-mail    Pat Doe                                  4 Mar 2024 09:00
                 pat@acmedental.example                               [000000000004]
                 3 attempts: Printer is on fire

    FIGURES
    =======
    Acme Dental:
    - 1 person is waiting now; the longest for 4 d.
    - 5 contacts came in on 4 Mar 2024, with 7 attempts (1.4 per contact).
    - 2 of 5 (40 %) have not been answered: 1 still waits, 1 was closed without an
      answer.
    - Within 24 hours 60 % were answered (95 % interval 13 % to 88 %), 20 % closed
      without an answer.
    - Half of the contacts were answered within 3 h (95 % interval from 1 h, no
      upper limit yet); counting only the answered ones it would look like 2 h.
    - The time within which nine in ten are answered is not reached (> 4 d).
    - Counting opening hours only, the median wait is 3 h, and that of nine in ten
      not reached (> 32 h).
    - 3 of 5 (60 %) were answered within target (e-mail 4 h).

    Signs of the relationship:
    - Do fixes hold: 1 ticket was opened again.
        "words of cameBack", Pat Doe, 17 Feb 2024 (mail/a.mbox, 7)
    - Handed on, told again: Once a client wrote that they had told it before.
        "words of toldAgain", Pat Doe, 15 Feb 2024 (mail/a.mbox, 5)
    - How we write: Of our messages, 1 sent somebody away, 1 talked down to somebody
      and 1 promised something without a date.
        "words of noDate", Dana Ruiz, 12 Feb 2024 (mail/a.mbox, 2)
        "words of belittling", Dana Ruiz, 11 Feb 2024 (mail/a.mbox, 1)
        "words of brushOff", Dana Ruiz, 10 Feb 2024 (mail/a.mbox, 0)
    - Promised times: 0 of 1 promises with a time were kept.
        "words of promise", Dana Ruiz, 13 Feb 2024 (mail/a.mbox, 3)
    - Escalations: Once a client asked for somebody above, complained or spoke of
      leaving.
        "words of escalation", Pat Doe, 18 Feb 2024 (mail/a.mbox, 8)
    - Ways around support: Once a client told of a way around support: private mail
      or storage, shared passwords, a way of their own in the meantime, or giving
      up.
        "words of workaround", Pat Doe, 16 Feb 2024 (mail/a.mbox, 6)
    - First move: We began 1 of 6 (17 %) conversations.

    NOT KNOWN
    =========
    - Calls: nothing on 4 opening days from 24 Feb 2024 to 4 Mar 2024; is a log
      missing?
    - 0 of 3 answers were matched by the person or number alone, not by a thread or
      ticket.

    BOOKS
    =====
    Nothing is lost: read = used + excluded + rejected, at each stage. Several rows
    of a log can be one call, and accounts of people and firms are no records.
      match: 9 read = 8 used + 1 excluded + 0 rejected
        excluded: duplicate 1

    """

  @Test func thePageIsEightyColumnsWide() {
    for line in Self.text(SampleOffice.input).split(separator: "\n") {
      #expect(Columns.width(String(line)) <= 80, "\(line)")
      #expect(line.utf8.last != 0x20, "\(line)")
    }
  }

  @Test func whatIsOursIsASCII() {
    #expect(Self.text(SampleOffice.input).utf8.allSatisfy { $0 < 0x80 })
  }

  @Test(arguments: ReportFormat.allCases)
  func theSameInputGivesTheSameBytes(_ format: ReportFormat) {
    var shuffled = SampleOffice.input
    shuffled.contacts.reverse()
    shuffled.settings.clients.reverse()
    #expect(render(SampleOffice.input, as: format) == render(shuffled, as: format))
  }

  @Test(arguments: ReportFormat.allCases)
  func nothingAtAllIsReportedToo(_ format: ReportFormat) {
    let settings = Settings(provider: Provider(name: ""), hours: .standard(zone: .utc))
    let input = ReportInput(contacts: [], books: [], settings: settings, asOf: Timestamp(0))
    #expect(render(input, as: format).allSatisfy { !$0.bytes.isEmpty })
  }

  /// Who belongs to no client is listed, and is in nobody's figures.
  @Test func nobodysContactsAreListedApart() {
    let model = ReportModel(SampleOffice.input)
    #expect(model.all.figures.contacts == 120)
    #expect(model.clients.reduce(0) { $0 + $1.figures.contacts } == 120)
    #expect(model.nobody.figures.contacts == 4)
    #expect(model.apart.reduce(0) { $0 + $1.contacts.count } == 124)
  }

  @Test func moreThanFortyAreCounted() {
    var input = Self.small
    let waiting = input.contacts[3]
    input.contacts = (0..<45).map { i in
      var contact = waiting
      contact.id = "\(i)"
      return contact
    }
    let report = Self.text(input)
    #expect(report.split(separator: "\n").contains("             and 5 more"))
    #expect(
      report.split(separator: "\n").contains { $0.hasPrefix("1 person is waiting now in 45") })
  }

  @Test func absurdNumbersDoNotTrap() {
    var input = Self.small
    for i in input.contacts.indices {
      input.contacts[i].waitS = i.isMultiple(of: 2) ? Int.max : Int.min
      input.contacts[i].openWaitS = Int.max
      input.contacts[i].attempts = i.isMultiple(of: 2) ? Int.max : Int.min
      input.contacts[i].targetS = Int.max
      input.contacts[i].opened = i.isMultiple(of: 2) ? .earliest : .latest
    }
    input.books[0].tallies = [Books.Tally(client: "acme"), Books.Tally(client: "acme")]
    input.books[0].tallies[0].droppedCalls = Int.max
    input.books[0].tallies[1].droppedCalls = Int.max
    for format in ReportFormat.allCases { #expect(!render(input, as: format).isEmpty) }
  }
}
