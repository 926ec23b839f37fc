import Contacts
import Records
import Testing

/// DESIGN 4, rules 5 to 11: what opens nothing, live calls, closing, lists, threads, nobody's.
@Suite struct NoAnswerTests {
  @Test func automaticMailBouncesListsAndInternalMailOpenNothing() {
    var office = Scenario()
    office.mail("a", from: Scenario.pat, to: [Scenario.support], at: "2 09:00") {
      $0.automatic = "auto-submitted: auto-generated"
    }
    office.mail("b", from: "mailer-daemon@x.example", to: [Scenario.support], at: "2 09:01") {
      $0.bounce = true
    }
    office.mail("c", from: "news@vendor.example", to: [Scenario.support], at: "2 09:02") {
      $0.listID = "news.vendor.example"
    }
    office.mail("d", from: Scenario.dana, to: [Scenario.lee], at: "2 09:03")
    office.call("e", from: "201", to: "202", at: "2 09:04", talk: 30, agent: "202")
    office.call("f", from: Scenario.patsNumber, at: "2 09:05", ring: 4)
    #expect(office.story() == [])
    #expect(
      office.events().map(\.because)
        == ["automatic", "bounce", "list", "internal", "internal", "dropped"])
  }

  @Test func fiveSecondsAreNotDropped() {
    var office = Scenario()
    office.call("f", from: Scenario.patsNumber, at: "2 09:05", ring: 5)
    #expect(office.story() == ["call pat 2 09:05 unanswered"])
  }

  @Test func aPersonsMailThroughAListOfOursIsTheirs() {
    var office = Scenario()
    office.mail("a", from: Scenario.support, to: [Scenario.support], at: "2 09:00") {
      $0.from = Mailbox(name: "Pat Doe via Support", address: Scenario.support)
      $0.replyTo = [Mailbox(address: Scenario.support), Mailbox(address: Scenario.pat)]
      $0.listID = "support.harborit.example"
      $0.automatic = "precedence: list"
    }
    office.mail(
      "b", from: Scenario.support, to: [Scenario.support], at: "2 10:00", subject: "Re: Printer",
      replyTo: "a", cc: [Scenario.pat]
    ) {
      $0.from = Mailbox(name: "Dana Ruiz via Support", address: Scenario.support)
      $0.originalFrom = Mailbox(address: Scenario.dana)
      $0.listID = "support.harborit.example"
      $0.automatic = "precedence: list"
    }
    #expect(office.story() == ["email pat 2 09:00 answered 2 10:00 dana thread"])
  }

  @Test func aReplyOnAListOfOursAnswersWhoeverWroteInItsThread() {
    let list = "users@lists.harborit.example"
    var office = Scenario()
    office.settings.provider.lists = [list]
    var other = Client(id: "baker", name: "Baker & Sons")
    other.domains = ["baker.example"]
    office.settings.clients.append(other)
    func post(
      _ id: String, from: String, to: [String], at: String, replyTo: String? = nil,
      references: [String] = []
    ) {
      office.mail(
        id, from: from, to: to, at: at, subject: replyTo == nil ? "Printer" : "Re: Printer",
        replyTo: replyTo, references: references
      ) {
        $0.listID = "users.lists.harborit.example"
        $0.automatic = "precedence: list"
      }
    }
    post("a", from: Scenario.pat, to: [list], at: "2 09:00")
    post("b", from: "mo@baker.example", to: [list], at: "2 10:00", replyTo: "a")
    post(
      "c", from: Scenario.dana, to: ["mo@baker.example", list], at: "2 11:00", replyTo: "b",
      references: ["a", "b"])
    #expect(
      office.story() == [
        "email pat 2 09:00 answered 2 11:00 dana thread",
        "email mo@baker.example 2 10:00 answered 2 11:00 dana thread",
      ])
  }

  @Test func ticketsOfOurOwnSideAreNotTheClients() {
    var office = Scenario()
    office.ticket("1", from: Scenario.dana, at: "2 09:00")
    office.ticket("2", from: Scenario.pat, at: "2 09:10", submitter: Scenario.dana)
    office.ticket(
      "3", from: Scenario.kim, at: "2 09:20", channel: "email", submitter: Scenario.dana)
    #expect(office.story() == ["ticket kim 2 09:20 unanswered"])
  }

  @Test func aLiveCallIsAContactOfItsOwn() {
    var office = Scenario()
    office.call("a", from: Scenario.patsNumber, at: "2 09:00", ring: 7, talk: 3, agent: "202")
    #expect(office.story() == ["call pat 2 09:00 answered 2 09:00:07 lee live"])
    #expect(office.contacts()[0].waitS == 7)
  }

  @Test func aLiveCallWithSomethingOpenIsAnAttemptAndItsAnswer() {
    var office = Scenario()
    office.mail("m", from: Scenario.pat, to: [Scenario.support], at: "2 09:00")
    office.call("a", from: Scenario.patsNumber, at: "2 10:00", talk: 9, agent: "202")
    #expect(office.story() == ["email pat 2 09:00 ×2 unanswered"])
    office.call("b", from: Scenario.patsNumber, at: "2 11:00", talk: 10, agent: "202")
    #expect(office.story() == ["email pat 2 09:00 ×3 answered 2 11:00:20 lee person"])
  }

  @Test func aLiveCallAfterAWeekIsItsOwnAndAnswersTheOldAsWell() {
    var office = Scenario()
    office.mail("m", from: Scenario.pat, to: [Scenario.support], at: "2 09:00")
    office.call("a", from: Scenario.patsNumber, at: "10 09:00", talk: 60, agent: "202")
    #expect(
      office.story() == [
        "email pat 2 09:00 answered 10 09:00:20 lee person",
        "call pat 10 09:00 answered 10 09:00:20 lee live",
      ])
  }

  @Test func aTicketClosedWithoutAWordIsFinal() {
    var office = Scenario()
    office.ticket("7", from: Scenario.pat, at: "2 09:00")
    office.status("7", to: "solved", at: "2 12:00")
    office.comment("7", from: Scenario.dana, at: "2 13:00")
    office.comment("7", from: Scenario.pat, at: "2 14:00", text: "It is back.")
    #expect(
      office.story() == [
        "ticket pat 2 09:00 closed-unanswered 2 12:00", "ticket pat 2 14:00 unanswered",
      ])
    #expect(office.contacts()[0].withinTarget == false)
  }

  @Test func anOpenThreadKeepsAMirroredTicketFromClosingIt() {
    var office = Scenario()
    office.mail("a", from: Scenario.pat, to: [Scenario.support], at: "2 09:00")
    office.ticket("7", from: Scenario.pat, at: "2 09:01", channel: "email")
    office.status("7", to: "closed", at: "2 12:00")
    #expect(office.story() == ["email pat 2 09:00 unanswered"])
  }

  @Test func aContactOfTwoTicketsIsClosedWhenBothAre() {
    var office = Scenario()
    office.ticket("7", from: Scenario.pat, at: "2 09:00")
    office.ticket("8", from: Scenario.pat, at: "2 10:00")
    office.status("7", to: "solved", at: "2 12:00")
    #expect(office.story() == ["ticket pat 2 09:00 ×2 unanswered"])
    office.status("8", to: "solved", at: "2 13:00")
    #expect(office.story() == ["ticket pat 2 09:00 ×2 closed-unanswered 2 13:00"])
  }

  @Test func theyMayWithdrawWhatIsOpenAndNothingElse() {
    var office = Scenario()
    office.mail("a", from: Scenario.pat, to: [Scenario.support], at: "2 09:00")
    office.mail(
      "b", from: Scenario.pat, to: [Scenario.support], at: "2 10:00", subject: "Re: Printer",
      text: "Never mind, it works again.", replyTo: "a")
    office.mail(
      "c", from: Scenario.kim, to: [Scenario.support], at: "2 11:00", subject: "Scanner",
      text: "Never mind, it works again.")
    #expect(office.story() == ["email pat 2 09:00 withdrawn 2 10:00"])
  }

  @Test func whatAnEchoTiedStaysOneMatterAfterTheAnswer() {
    var office = Scenario()
    office.mail("a", from: Scenario.pat, to: [Scenario.support], at: "2 09:00")
    office.ticket("7", from: Scenario.pat, at: "2 09:01", channel: "email")
    office.mail(
      "b", from: Scenario.lee, to: [Scenario.pat], at: "2 10:00", subject: "Re: Printer",
      replyTo: "a")
    office.mail(
      "c", from: Scenario.pat, to: [Scenario.support], at: "3 09:00", subject: "Re: Printer",
      text: "It fails again.", replyTo: "b")
    office.comment("7", from: Scenario.dana, at: "3 10:00")
    #expect(
      office.story() == [
        "email pat 2 09:00 answered 2 10:00 lee thread",
        "email pat 3 09:00 answered 3 10:00 dana ticket",
      ])
  }

  @Test func subjectAloneTiesAReplyForThirtyDays() {
    for (day, count) in [(31, 1), (32, 2)] {
      var office = Scenario()
      office.mail("a", from: Scenario.pat, to: [Scenario.support], at: "1 09:00")
      office.mail(
        "b", from: Scenario.kim, to: [Scenario.support], at: "\(day) 09:00", subject: "Re: Printer",
        cc: [Scenario.pat])
      #expect(office.story().count == count)
    }
  }

  @Test func referencesCountOnlyWhereTheSubjectAgrees() {
    for (subject, count) in [("Re: Printer", 1), ("Re: Scanner", 2)] {
      var office = Scenario()
      office.mail("a", from: Scenario.pat, to: [Scenario.support], at: "2 09:00")
      office.mail(
        "b", from: Scenario.kim, to: [Scenario.support], at: "2 10:00", subject: subject,
        references: ["a"])
      #expect(office.story().count == count)
    }
  }

  @Test func withheldCallsAreNobodysAndNeverMerged() {
    var office = Scenario()
    office.call("a", from: "anonymous", at: "2 09:00")
    office.call("b", from: "anonymous", at: "2 09:20")
    office.call("c", from: Scenario.strangersNumber, at: "2 09:30")
    office.call("d", from: Scenario.strangersNumber, at: "2 09:50")
    #expect(
      office.story() == [
        "call nobody 2 09:00 unanswered", "call nobody 2 09:20 unanswered",
        "call stranger 2 09:30 ×2 unanswered",
      ])
    #expect(office.contacts().allSatisfy { $0.client == nil })
  }

  @Test func aDateADayAwayFromTheReceiptIsNotBelieved() {
    var office = Scenario()
    office.mail("a", from: Scenario.pat, to: [Scenario.support], at: "2 09:00") {
      $0.received = Scenario.time("3 09:00")
    }
    office.mail("b", from: Scenario.kim, to: [Scenario.support], at: "2 09:00") {
      $0.received = Scenario.time("3 09:00:01")
    }
    #expect(office.story() == ["email pat 2 09:00 unanswered", "email kim 3 09:00:01 unanswered"])
  }
}
