import Contacts
import Records
import Testing

@testable import Reports

/// How the signs of a relationship, and what is not known, are told.
@Suite struct SignReportTests {
  private static func text(_ input: ReportInput, _ format: ReportFormat) -> String {
    render(input, as: format).map { String(decoding: $0.bytes, as: UTF8.self) }.joined()
  }

  @Test(arguments: [ReportFormat.text, .html, .json, .csv])
  func everyPhraseIsQuotedWithItsPlace(_ format: ReportFormat) {
    let report = Self.text(SampleOffice.input, format)
    for sign in SampleOffice.signs {
      // A promise that was kept is not quoted in words; this one was not.
      guard let phrase = sign.phrase, sign.kind != .solved, sign.kind != .reopened else { continue }
      #expect(report.contains(phrase), "\(phrase)")
    }
    #expect(report.contains("mail/a.mbox"))
  }

  @Test(arguments: ReportFormat.allCases)
  func withoutPeopleNoTechnicianIsTold(_ format: ReportFormat) {
    var input = SampleOffice.input
    #expect(Self.text(input, .csv).contains("dana"))
    input.namesTechnicians = false
    let report = Self.text(input, format)
    for name in ["dana", "Dana", "kim", "Kim"] { #expect(!report.contains(name)) }
  }

  @Test func underFiveThereIsNoVerdict() {
    var input = SampleOffice.input
    input.contacts = Array(
      input.contacts.filter { $0.client == "cedar" && $0.answered != nil }.prefix(4))
    let model = ReportModel(input)
    let lines = SignLines(model.clients.first { $0.clientID == "cedar" } ?? model.all, of: model)
      .all
    let fixes = lines.first { $0.heading == "Do fixes hold" }
    #expect(fixes?.verdict == "4 matters were fixed, 0 came back.")
    #expect(!lines.contains { $0.verdict.contains("%") })
  }

  @Test func whatIsNotKnownIsSaid() {
    let sentences = Unknowns(ReportModel(SampleOffice.input)).sentences
    #expect(sentences.contains { $0.hasPrefix("Calls: nothing on 4 opening days from ") })
    #expect(sentences.contains { $0.contains("belong to nobody in the directory") })
    #expect(sentences.contains { $0.contains("matched by the person or number alone") })
  }

  @Test func filesThatAreGoneAreNamed() {
    var input = SampleOffice.input
    #expect(!Unknowns(ReportModel(input)).sentences.contains { $0.contains("no longer there") })
    var gone = Books.Account(source: "old.mbox", format: "mbox", unit: "message")
    gone.isGone = true
    input.books[0].accounts.append(gone)
    #expect(
      Unknowns(ReportModel(input)).sentences.contains(
        "1 file is no longer there; what it held when it was last read still counts: old.mbox."))
  }

  @Test func waitingCostsWhatIsConfiguredAndNothingOtherwise() {
    var input = SampleOffice.input
    #expect(ReportModel(input).all.relationship.cost == nil)
    input.settings.costPerHour = 60
    input.contacts = Array(input.contacts.prefix(1))
    input.contacts[0].openWaitS = 5400
    input.contacts[0].matchedBy = .thread
    input.contacts[0].client = "acme"
    #expect(ReportModel(input).all.relationship.cost == 90)
    input.settings.clients[0].costPerHour = 100
    #expect(ReportModel(input).all.relationship.cost == 150)
  }

  @Test(arguments: [(Period.Length.week, "2024-W09"), (.quarter, "2024-Q1"), (.month, "2024-02")])
  func figuresFollowThePeriod(_ length: Period.Length, _ name: String) {
    var input = SampleOffice.input
    input.period = length
    #expect(Self.text(input, .json).contains("\"period\":\"\(name)\""))
    #expect(Self.text(input, .csv).contains(",\(name),"))
  }

  @Test func thePageOfAClientWithAThousandContactsIsUnder300Kilobytes() {
    var input = SampleOffice.input
    let some = input.contacts
    let signs = input.signs
    input.contacts = (0..<1000).map { i in
      var contact = some[i % some.count]
      contact.id = Fingerprint.hex("\(i)", digits: 12)
      contact.client = "acme"
      contact.subject = "A longer question about the licences that run out in May, number \(i)"
      return contact
    }
    input.signs = (0..<100).flatMap { i in
      signs.map { sign in
        var sign = sign
        sign.phrase = sign.phrase.map { $0 + String(repeating: " x", count: 90) + "\(i)" }
        return sign
      }
    }
    let page = render(input, as: .html).first { $0.name == "client-acme.html" }
    #expect((page?.bytes.count ?? .max) < 300_000)
    #expect((page?.bytes.count ?? 0) > 30_000)
  }
}
