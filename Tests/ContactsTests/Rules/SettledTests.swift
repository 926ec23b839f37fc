import Contacts
import Records
import Testing

/// DESIGN 4, rule 12: what a person has said wins over every rule.
@Suite struct SettledTests {
  private func asked() -> Scenario {
    var office = Scenario()
    office.mail("a", from: Scenario.pat, to: [Scenario.support], at: "2 09:00")
    return office
  }

  private func settle(
    _ office: inout Scenario, _ kind: Settlement.Kind, at: String, by: String? = nil
  ) throws {
    let contact = try #require(office.contacts().first)
    office.settings.settlements = [
      Settlement(
        contact: contact.id, kind: kind, at: Scenario.time(at), by: by,
        made: Scenario.time("9 09:00"))
    ]
  }

  @Test func whatWasAnsweredInPersonIsAnswered() throws {
    var office = asked()
    try settle(&office, .answered, at: "2 11:00", by: "lee")
    let contact = try #require(office.contacts().first)
    #expect(contact.state == .answered && contact.answered == Scenario.time("2 11:00"))
    #expect(contact.answeredBy == "lee" && contact.waitS == 7200)
    #expect(contact.matchedBy == nil && contact.answeredThrough == nil)
    #expect(contact.evidence.last?.role == .settled)
    office.settings.settlements = []
    #expect(office.story() == ["email pat 2 09:00 unanswered"])
  }

  @Test func whatNeedsNoAnswerIsWithdrawn() throws {
    var office = asked()
    try settle(&office, .noAnswerNeeded, at: "2 09:00")
    let contact = try #require(office.contacts().first)
    #expect(contact.state == .withdrawn && contact.waitS == 0)
  }

  @Test func laterAttemptsWaitAnew() throws {
    var office = asked()
    office.mail(
      "b", from: Scenario.pat, to: [Scenario.support], at: "4 10:00", subject: "Re: Printer",
      replyTo: "a")
    #expect(office.contacts().count == 1)
    try settle(&office, .answered, at: "3 10:00")
    let contacts = office.contacts()
    #expect(contacts.map(\.state) == [.answered, .unanswered])
    #expect(contacts.last?.opened == Scenario.time("4 10:00"))
  }

  @Test func aRuleThatSaysOtherwiseLoses() throws {
    var office = asked()
    office.mail(
      "b", from: Scenario.dana, to: [Scenario.pat], at: "2 10:00", subject: "Re: Printer",
      replyTo: "a")
    try settle(&office, .answered, at: "3 10:00", by: "lee")
    let contact = try #require(office.contacts().first)
    #expect(contact.answered == Scenario.time("3 10:00") && contact.answeredBy == "lee")
    #expect(contact.evidence.map(\.role) == [.opened, .note, .settled])
  }

  @Test func aClosedTicketThatWasAnsweredByPhoneIsAnswered() throws {
    var office = Scenario()
    office.ticket("7", from: Scenario.pat, at: "2 09:00")
    office.status("7", to: "closed", at: "2 12:00")
    #expect(office.contacts().first?.state == .closedUnanswered)
    try settle(&office, .answered, at: "2 10:00", by: "dana")
    #expect(office.contacts().first?.state == .answered)
  }

  @Test func whatIsSaidOfTheTimeAfterAsOfIsNotYetSo() throws {
    var office = asked()
    try settle(&office, .answered, at: "3 10:00")
    #expect(office.contacts(asOf: "2 12:00").first?.state == .unanswered)
    #expect(office.contacts(asOf: "3 12:00").first?.state == .answered)
  }

  @Test func whatIsSaidOfAnUnknownContactChangesNothing() throws {
    var office = asked()
    office.settings.settlements = [
      Settlement(
        contact: "000000000000", kind: .answered, at: Scenario.time("2 11:00"),
        made: Scenario.time("9 09:00"))
    ]
    #expect(office.story() == ["email pat 2 09:00 unanswered"])
  }
}
