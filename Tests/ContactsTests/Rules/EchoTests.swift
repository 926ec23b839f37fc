import Records
import Testing

/// DESIGN 4, rule 3.
@Suite struct EchoTests {
  @Test func aVoicemailSeenFourTimesIsOneAttempt() {
    var office = Scenario()
    office.call(
      "a", from: Scenario.patsNumber, at: "2 09:00", ring: 40, outcome: .voicemail, mailbox: "201")
    office.voicemail("v", from: Scenario.patsNumber, at: "2 09:00:20")
    office.notice("n", from: Scenario.patsNumber, at: "2 09:01")
    office.ticket(
      "7", from: Scenario.pat, at: "2 09:09", subject: "Voicemail", channel: "voicemail")
    #expect(office.story() == ["voicemail pat 2 09:00 unanswered"])
    #expect(office.contacts()[0].evidence.map(\.role) == [.opened, .echo, .echo, .echo])
  }

  @Test func theirOrderDoesNotMatterAndItOpensAtTheEarliest() {
    var office = Scenario()
    office.notice("n", from: Scenario.patsNumber, at: "2 08:59:50")
    office.call("a", from: Scenario.patsNumber, at: "2 09:00", outcome: .voicemail)
    #expect(office.story() == ["voicemail pat 2 08:59:50 unanswered"])
  }

  @Test func moreThanTenMinutesApartTheyAreTwo() {
    var office = Scenario()
    office.call("a", from: Scenario.patsNumber, at: "2 09:00", ring: 30, outcome: .voicemail)
    office.notice("n", from: Scenario.patsNumber, at: "2 09:10:31")
    #expect(office.story() == ["voicemail pat 2 09:00 ×2 unanswered"])
  }

  @Test func tenMinutesCountBetweenTheNearestEnds() {
    var office = Scenario()
    office.call("a", from: Scenario.patsNumber, at: "2 09:00", ring: 30, outcome: .voicemail)
    office.notice("n", from: Scenario.patsNumber, at: "2 09:10:30")
    #expect(office.story() == ["voicemail pat 2 09:00 unanswered"])
  }

  @Test func eachAttemptTakesTheNearestNotice() {
    var office = Scenario()
    office.call("a", from: Scenario.patsNumber, at: "2 09:00", ring: 30, outcome: .voicemail)
    office.call("b", from: Scenario.patsNumber, at: "2 09:05", ring: 30, outcome: .voicemail)
    office.notice("n", from: Scenario.patsNumber, at: "2 09:01")
    office.notice("m", from: Scenario.patsNumber, at: "2 09:06")
    #expect(office.story() == ["voicemail pat 2 09:00 ×2 unanswered"])
  }

  @Test func aNoticeWithoutANumberEchoesAWithheldCallToTheSameMailbox() {
    var office = Scenario()
    office.call("a", from: "anonymous", at: "2 09:00", outcome: .voicemail, mailbox: "201")
    office.notice("n", from: nil, mailbox: "201", at: "2 09:01")
    office.notice("m", from: nil, mailbox: "202", at: "2 09:01")
    #expect(
      office.story() == [
        "voicemail nobody 2 09:00 unanswered", "voicemail nobody 2 09:01 unanswered",
      ])
  }

  @Test func aPhoneTicketEnteredWithinTenMinutesOfALiveCallIsItsEcho() {
    var office = Scenario()
    office.call("a", from: Scenario.patsNumber, at: "2 09:00", talk: 120, agent: "201")
    office.ticket(
      "7", from: Scenario.pat, at: "2 09:11", channel: "phone", submitter: Scenario.dana)
    office.status("7", to: "solved", at: "2 09:12")
    #expect(office.story() == ["call pat 2 09:00 answered 2 09:00:20 dana live"])
  }

  @Test func aPhoneTicketWithoutACallIsTheClients() {
    var office = Scenario()
    office.ticket(
      "7", from: Scenario.pat, at: "2 09:11", channel: "phone", submitter: Scenario.dana)
    #expect(office.story() == ["ticket pat 2 09:11 unanswered"])
  }

  @Test func aMailAndTheTicketOpenedFromItAreOneAttemptWithBothMatters() {
    var office = Scenario()
    office.mail("a", from: Scenario.pat, to: [Scenario.support], at: "2 09:00")
    office.ticket("7", from: Scenario.pat, at: "2 09:02", channel: "email")
    office.comment("7", from: Scenario.dana, at: "2 10:00")
    #expect(office.story() == ["email pat 2 09:00 answered 2 10:00 dana ticket"])
  }

  @Test func aCommentAndTheMailThatCarriesItAreOneAnswer() {
    var office = Scenario()
    office.ticket("7", from: Scenario.pat, at: "2 09:00")
    office.comment("7", from: Scenario.dana, at: "2 10:00")
    office.mail(
      "b", from: Scenario.support, to: [Scenario.pat], at: "2 10:01",
      subject: "[Harbor] Re: Printer")
    // What they write to that mail belongs to the ticket, and after the answer it opens anew.
    office.mail(
      "c", from: Scenario.pat, to: [Scenario.support], at: "2 11:00", subject: "Re: Printer",
      text: "It still does not print.", replyTo: "b")
    #expect(
      office.story() == [
        "ticket pat 2 09:00 answered 2 10:00 dana ticket", "email pat 2 11:00 unanswered",
      ])
    #expect(office.contacts()[1].recurrenceOf == office.contacts()[0].id)
  }

  @Test func theSecondSightOfAnAnswerAnswersNothingFurther() {
    var office = Scenario()
    office.ticket("7", from: Scenario.pat, at: "2 09:00")
    office.comment("7", from: Scenario.dana, at: "2 10:00")
    office.call("a", from: Scenario.patsNumber, at: "2 10:01")
    office.mail(
      "b", from: Scenario.support, to: [Scenario.pat], at: "2 10:02", subject: "Re: Printer")
    #expect(
      office.story() == [
        "ticket pat 2 09:00 answered 2 10:00 dana ticket", "call pat 2 10:01 unanswered",
      ])
  }
}
