import Records
import Testing

/// DESIGN 4, rules 1 and 2.
@Suite struct OpeningAndJoiningTests {
  @Test func aMailOfTheirsOpensAContactAtItsTime() {
    var office = Scenario()
    office.mail("a", from: Scenario.pat, to: [Scenario.support], at: "2 09:00")
    #expect(office.story() == ["email pat 2 09:00 unanswered"])
  }

  @Test func aMailInItsThreadIsAFurtherAttemptAndDoesNotResetTheClock() {
    var office = Scenario()
    office.mail("a", from: Scenario.pat, to: [Scenario.support], at: "2 09:00")
    office.mail(
      "b", from: Scenario.pat, to: [Scenario.support], at: "20 09:00", subject: "Re: Printer",
      replyTo: "a")
    #expect(office.story() == ["email pat 2 09:00 ×2 unanswered"])
  }

  @Test func newMailOfTheSamePersonWithTheSameBaseSubjectJoins() {
    var office = Scenario()
    office.mail("a", from: Scenario.pat, to: [Scenario.support], at: "2 09:00")
    office.mail(
      "b", from: "pat@freemail.example", to: [Scenario.support], at: "12 09:00",
      subject: "[Acme] PRINTER ")
    #expect(office.story() == ["email pat 2 09:00 ×2 unanswered"])
  }

  @Test func aReplyToAnUnknownMessageIsNewMail() {
    var office = Scenario()
    office.mail("a", from: Scenario.pat, to: [Scenario.support], at: "2 09:00")
    office.mail(
      "b", from: Scenario.pat, to: [Scenario.support], at: "3 09:00", subject: "AW: Printer",
      replyTo: "never-seen")
    #expect(office.story() == ["email pat 2 09:00 ×2 unanswered"])
  }

  @Test func mailOfAnotherSubjectOrAnotherPersonIsAContactOfItsOwn() {
    var office = Scenario()
    office.mail("a", from: Scenario.pat, to: [Scenario.support], at: "2 09:00")
    office.mail(
      "b", from: Scenario.pat, to: [Scenario.support], at: "2 09:05", subject: "Scanner")
    office.mail("c", from: Scenario.kim, to: [Scenario.support], at: "2 09:10")
    #expect(
      office.story() == [
        "email pat 2 09:00 unanswered", "email pat 2 09:05 unanswered",
        "email kim 2 09:10 unanswered",
      ])
  }

  @Test func anEmptySubjectAgreesWithNone() {
    var office = Scenario()
    office.mail("a", from: Scenario.pat, to: [Scenario.support], at: "2 09:00", subject: "")
    office.mail("b", from: Scenario.pat, to: [Scenario.support], at: "2 10:00", subject: "Re:")
    #expect(office.story().count == 2)
  }

  @Test func aCallWithinAWeekOfTheLatestAttemptJoinsTheMostRecentlyOpened() {
    var office = Scenario()
    office.mail("a", from: Scenario.pat, to: [Scenario.support], at: "2 09:00")
    office.mail(
      "b", from: Scenario.pat, to: [Scenario.support], at: "3 09:00", subject: "Scanner")
    office.call("c", from: Scenario.patsNumber, at: "10 09:00")
    // A week after that, but not after the first contact's latest attempt.
    office.call("d", from: Scenario.patsNumber, at: "17 08:59")
    #expect(
      office.story() == [
        "email pat 2 09:00 unanswered", "email pat 3 09:00 ×3 unanswered",
      ])
  }

  @Test func aCallLaterThanAWeekIsAContactOfItsOwn() {
    var office = Scenario()
    office.mail("a", from: Scenario.pat, to: [Scenario.support], at: "2 09:00")
    office.call("b", from: Scenario.patsNumber, at: "9 09:00:01")
    #expect(
      office.story() == ["email pat 2 09:00 unanswered", "call pat 9 09:00:01 unanswered"])
  }

  @Test func newMailJoinsAContactOfCallsOnly() {
    var office = Scenario()
    office.call("a", from: Scenario.patsNumber, at: "2 09:00")
    office.mail("b", from: Scenario.pat, to: [Scenario.support], at: "2 10:00")
    #expect(office.story() == ["call pat 2 09:00 ×2 unanswered"])
    // From then on it has a thread, and mail of another subject is another matter.
    office.mail(
      "c", from: Scenario.pat, to: [Scenario.support], at: "2 11:00", subject: "Scanner")
    #expect(
      office.story() == ["call pat 2 09:00 ×2 unanswered", "email pat 2 11:00 unanswered"])
  }

  @Test func newMailDoesNotJoinCallsThatAreNotTheMostRecentlyOpened() {
    var office = Scenario()
    office.call("a", from: Scenario.patsNumber, at: "2 09:00")
    office.mail("b", from: Scenario.pat, to: [Scenario.support], at: "10 10:00")
    office.mail(
      "c", from: Scenario.pat, to: [Scenario.support], at: "10 11:00", subject: "Scanner")
    #expect(office.story().count == 3)
  }

  @Test func aNewTicketJoinsAContactOfCallsOnlyAndACommentItsTicket() {
    var office = Scenario()
    office.call("a", from: Scenario.patsNumber, at: "2 09:00")
    office.ticket("7", from: Scenario.pat, at: "2 10:00")
    office.comment("7", from: Scenario.pat, at: "20 10:00", text: "Any news?")
    #expect(office.story() == ["call pat 2 09:00 ×3 unanswered"])
  }

  @Test func anotherPersonsNumberJoinsNothing() {
    var office = Scenario()
    office.mail("a", from: Scenario.pat, to: [Scenario.support], at: "2 09:00")
    office.call("b", from: Scenario.sharedNumber, at: "2 10:00")
    #expect(
      office.story() == ["email pat 2 09:00 unanswered", "call shared 2 10:00 unanswered"])
  }

  @Test func theOrderAndRepetitionOfTheInputDoNotMatter() {
    var office = Scenario()
    office.call("a", from: Scenario.patsNumber, at: "2 09:00", ring: 30, outcome: .voicemail)
    office.notice("n", from: Scenario.patsNumber, at: "2 09:01")
    office.mail("b", from: Scenario.pat, to: [Scenario.support], at: "2 10:00")
    office.mail(
      "c", from: Scenario.dana, to: [Scenario.pat], at: "2 11:00", subject: "Re: Printer",
      replyTo: "b")
    office.ticket("7", from: Scenario.kim, at: "3 10:00", subject: "Scanner")
    office.comment("7", from: Scenario.lee, at: "3 11:00")
    office.status("7", to: "solved", at: "3 12:00")
    let straight = office.contacts()
    #expect(straight.count == 2)
    #expect(office.contacts { $0.reversed() } == straight)
    #expect(office.contacts { $0 + $0 } == straight)
  }
}
