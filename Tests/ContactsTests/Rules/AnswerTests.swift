import Records
import Testing

/// DESIGN 4, rule 4.
@Suite struct AnswerTests {
  @Test func aReplyInTheThreadAnswersIt() {
    var office = Scenario()
    office.mail("a", from: Scenario.pat, to: [Scenario.support], at: "2 09:00")
    office.mail(
      "b", from: Scenario.dana, to: [Scenario.pat], at: "2 10:00", subject: "Re: Printer",
      replyTo: "a")
    #expect(office.story() == ["email pat 2 09:00 answered 2 10:00 dana thread"])
  }

  @Test func aReplyThatDoesNotReachThePersonAnswersNothing() {
    var office = Scenario()
    office.mail("a", from: Scenario.pat, to: [Scenario.support], at: "2 09:00")
    office.mail(
      "b", from: Scenario.dana, to: ["vendor@parts.example"], at: "2 10:00",
      subject: "Re: Printer", replyTo: "a")
    #expect(office.story() == ["email pat 2 09:00 unanswered"])
  }

  @Test func aReplyInCopyReaches() {
    var office = Scenario()
    office.mail("a", from: Scenario.pat, to: [Scenario.support], at: "2 09:00")
    office.mail(
      "b", from: Scenario.dana, to: ["vendor@parts.example"], at: "2 10:00",
      subject: "Re: Printer", replyTo: "a", cc: [Scenario.pat])
    #expect(office.story() == ["email pat 2 09:00 answered 2 10:00 dana thread"])
  }

  @Test func aReplyThatBouncedAnswersNothing() {
    var office = Scenario()
    office.mail("a", from: Scenario.pat, to: [Scenario.support], at: "2 09:00")
    office.mail(
      "b", from: Scenario.dana, to: [Scenario.pat], at: "2 10:00", subject: "Re: Printer",
      replyTo: "a")
    office.mail(
      "z", from: "mailer-daemon@acmedental.example", to: [Scenario.dana], at: "2 10:01",
      subject: "Undelivered", replyTo: "b"
    ) {
      $0.bounce = true
      $0.bounced = "b"
    }
    #expect(office.story() == ["email pat 2 09:00 unanswered"])
    office.mail(
      "c", from: Scenario.lee, to: [Scenario.pat], at: "2 11:00", subject: "Re: Printer",
      replyTo: "a")
    #expect(office.story() == ["email pat 2 09:00 answered 2 11:00 lee thread"])
  }

  @Test func aReplyThatBouncedForOneStillReachesTheOthers() {
    for (failed, state) in [
      ([Scenario.kim], "answered 2 10:00 dana thread"), ([Scenario.pat], "unanswered"),
      ([Scenario.kim, Scenario.pat], "unanswered"), ([], "unanswered"),
      // Redirected: nobody knows whose address that is.
      (["elsewhere@mail.example"], "unanswered"),
    ] {
      var office = Scenario()
      office.mail("a", from: Scenario.pat, to: [Scenario.support], at: "2 09:00")
      office.mail(
        "b", from: Scenario.dana, to: [Scenario.pat, Scenario.kim], at: "2 10:00",
        subject: "Re: Printer", replyTo: "a")
      office.mail(
        "z", from: "mailer-daemon@acmedental.example", to: [Scenario.dana], at: "2 10:01",
        subject: "Undelivered", replyTo: "b"
      ) {
        $0.bounce = true
        $0.bounced = "b"
        $0.failedRecipients = failed
      }
      #expect(office.story() == ["email pat 2 09:00 \(state)"], "\(failed)")
    }
  }

  @Test func aReplyAnswersTheCallsOfEverybodyAddressed() {
    var office = Scenario()
    office.call("k", from: "+14085550102", at: "2 08:00")
    office.mail("a", from: Scenario.pat, to: [Scenario.support], at: "2 09:00")
    office.mail(
      "b", from: Scenario.dana, to: [Scenario.pat, Scenario.kim], at: "2 10:00",
      subject: "Re: Printer", replyTo: "a")
    #expect(
      office.story() == [
        "call kim 2 08:00 answered 2 10:00 dana person",
        "email pat 2 09:00 answered 2 10:00 dana thread",
      ])
  }

  @Test func aReplyDoesNotAnswerAnotherThread() {
    var office = Scenario()
    office.mail("a", from: Scenario.pat, to: [Scenario.support], at: "2 09:00")
    office.mail(
      "c", from: Scenario.pat, to: [Scenario.support], at: "2 09:05", subject: "Scanner")
    office.mail(
      "b", from: Scenario.dana, to: [Scenario.pat], at: "2 10:00", subject: "Re: Printer",
      replyTo: "a")
    #expect(
      office.story() == [
        "email pat 2 09:00 answered 2 10:00 dana thread", "email pat 2 09:05 unanswered",
      ])
  }

  @Test func anAnsweredCallAnswersAllThatThePersonHasOpen() {
    var office = Scenario()
    office.mail("a", from: Scenario.pat, to: [Scenario.support], at: "2 09:00")
    office.ticket("7", from: Scenario.pat, at: "2 09:05", subject: "Scanner")
    office.mail("k", from: Scenario.kim, to: [Scenario.support], at: "2 09:06", subject: "Mouse")
    office.call("c", from: "201", to: "4085550101", at: "2 10:00", talk: 60, agent: "201")
    #expect(
      office.story() == [
        "email pat 2 09:00 answered 2 10:00:20 dana person",
        "ticket pat 2 09:05 answered 2 10:00:20 dana person", "email kim 2 09:06 unanswered",
      ])
  }

  @Test func tenSecondsOfTalkAnswerAndNineDoNot() {
    for (talk, state) in [(9, "unanswered"), (10, "answered 2 10:00:20 dana person")] {
      var office = Scenario()
      office.mail("a", from: Scenario.pat, to: [Scenario.support], at: "2 09:00")
      office.call("c", from: "201", to: "4085550101", at: "2 10:00", talk: talk, agent: "201")
      #expect(office.story() == ["email pat 2 09:00 \(state)"])
    }
  }

  @Test func aCallOfOursThatNobodyPicksUpIsToldAsOurTry() {
    var office = Scenario()
    office.call("a", from: Scenario.patsNumber, at: "2 09:00")
    office.call("b", from: "201", to: "4085550101", at: "2 10:00", agent: "201")
    #expect(office.story() == ["call pat 2 09:00 unanswered"])
    #expect(office.contacts()[0].tried == Scenario.time("2 10:00"))
    #expect(office.contacts()[0].calledBack == nil)
  }

  @Test func aCallByASharedNumberAnswersWhatWasOpenedFromIt() {
    var office = Scenario()
    office.call("a", from: Scenario.sharedNumber, at: "2 09:00")
    office.mail("m", from: Scenario.pat, to: [Scenario.support], at: "2 09:05")
    office.call("b", from: "202", to: "4085550100", at: "2 10:00", talk: 30, agent: "202")
    #expect(
      office.story() == [
        "call shared 2 09:00 answered 2 10:00:20 lee number", "email pat 2 09:05 unanswered",
      ])
  }

  @Test func newMailAnswersTheirCallsAndAThreadWhoseSubjectAgrees() {
    var office = Scenario()
    office.mail("a", from: Scenario.pat, to: [Scenario.support], at: "2 09:00")
    office.mail(
      "s", from: Scenario.pat, to: [Scenario.support], at: "2 09:01", subject: "Scanner")
    office.call("c", from: Scenario.patsNumber, at: "12 09:00")
    office.mail(
      "b", from: Scenario.dana, to: [Scenario.pat], at: "12 10:00", subject: "printer")
    #expect(
      office.story() == [
        "email pat 2 09:00 answered 12 10:00 dana person", "email pat 2 09:01 unanswered",
        "call pat 12 09:00 answered 12 10:00 dana person",
      ])
  }

  @Test func aColleaguesMailIsAnAttemptAndAReplyToEitherAnswers() {
    var office = Scenario()
    office.mail(
      "a", from: Scenario.pat, to: [Scenario.support], at: "2 09:00", cc: [Scenario.kim])
    office.mail(
      "b", from: Scenario.kim, to: [Scenario.support], at: "2 09:30", subject: "Re: Printer",
      replyTo: "a")
    office.mail(
      "c", from: Scenario.dana, to: [Scenario.kim], at: "2 10:00", subject: "Re: Printer",
      replyTo: "b")
    #expect(office.story() == ["email pat 2 09:00 ×2 answered 2 10:00 dana thread"])
  }

  @Test func aCallToTheColleagueDoesNotAnswerThePersonsContact() {
    var office = Scenario()
    office.mail(
      "a", from: Scenario.pat, to: [Scenario.support], at: "2 09:00", cc: [Scenario.kim])
    office.mail(
      "b", from: Scenario.kim, to: [Scenario.support], at: "2 09:30", subject: "Re: Printer",
      replyTo: "a")
    office.call("c", from: "201", to: "+14085550102", at: "2 10:00", talk: 60, agent: "201")
    #expect(office.story() == ["email pat 2 09:00 ×2 unanswered"])
  }

  @Test func afterAnAnswerMailOfAnyoneOpensAnew() {
    var office = Scenario()
    office.mail("a", from: Scenario.pat, to: [Scenario.support], at: "2 09:00")
    office.mail(
      "b", from: Scenario.dana, to: [Scenario.pat], at: "2 10:00", subject: "Re: Printer",
      replyTo: "a")
    office.mail(
      "c", from: Scenario.kim, to: [Scenario.support], at: "2 11:00", subject: "Re: Printer",
      text: "Mine does not print either.", replyTo: "b")
    #expect(
      office.story() == [
        "email pat 2 09:00 answered 2 10:00 dana thread", "email kim 2 11:00 unanswered",
      ])
  }

  @Test func anAutomaticReplyAcknowledgesOnly() {
    var office = Scenario()
    office.mail("a", from: Scenario.pat, to: [Scenario.support], at: "2 09:00")
    office.mail(
      "b", from: Scenario.support, to: [Scenario.pat], at: "2 09:01", subject: "Re: Printer",
      replyTo: "a"
    ) { $0.automatic = "auto-submitted: auto-replied" }
    #expect(office.story() == ["email pat 2 09:00 unanswered"])
    #expect(office.contacts()[0].acknowledged == Scenario.time("2 09:01"))
  }

  @Test(arguments: ["Fwd: Printer", "WG: Printer", "FW: Re: Printer"])
  func aForwardAnswersNothing(subject: String) {
    var office = Scenario()
    office.mail("a", from: Scenario.pat, to: [Scenario.support], at: "2 09:00")
    office.mail(
      "b", from: Scenario.dana, to: ["vendor@parts.example"], at: "2 10:00", subject: subject,
      replyTo: "a", cc: [Scenario.pat])
    #expect(office.story() == ["email pat 2 09:00 unanswered"])
  }

  @Test func aPrivateNoteAndAStatusAnswerNothing() {
    var office = Scenario()
    office.ticket("7", from: Scenario.pat, at: "2 09:00")
    office.comment("7", from: Scenario.dana, at: "2 09:30", isPublic: false)
    office.status("7", to: "pending", at: "2 09:31", from: "open")
    #expect(office.story() == ["ticket pat 2 09:00 unanswered"])
  }

  @Test func aPublicCommentAnswersTheTicketAndTheRequestersCalls() {
    var office = Scenario()
    office.ticket("7", from: Scenario.pat, at: "2 09:00")
    office.mail(
      "s", from: Scenario.pat, to: [Scenario.support], at: "2 09:01", subject: "Scanner")
    office.call("c", from: Scenario.patsNumber, at: "12 09:00")
    office.comment("7", from: Scenario.lee, at: "12 10:00")
    #expect(
      office.story() == [
        "ticket pat 2 09:00 answered 12 10:00 lee ticket", "email pat 2 09:01 unanswered",
        "call pat 12 09:00 answered 12 10:00 lee person",
      ])
  }
}
