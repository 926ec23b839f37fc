import Contacts
import Records
import Testing

/// Until when something was observed (DESIGN 4, rule 9), and whose clock is believed.
@Suite struct ObservationTests {
  @Test func aThreadWaitsUntilTheChannelsThatCouldAnswerItEnd() {
    var office = Scenario()
    office.mail("a", from: Scenario.pat, to: [Scenario.support], at: "2 09:00")
    office.call("c", from: Scenario.strangersNumber, at: "3 09:00")
    // A comment on somebody else's ticket could never have answered the thread.
    office.ticket("7", from: Scenario.kim, at: "9 09:00", subject: "Mouse")
    let contacts = office.contacts()
    #expect(contacts[0].observedUntil == Scenario.time("3 09:00:20"))
    #expect(contacts[2].observedUntil == Scenario.time("9 09:00"))
  }

  @Test func aMailOfTheNextCenturyMakesNobodyWaitForIt() {
    var office = Scenario()
    office.mail("a", from: Scenario.pat, to: [Scenario.support], at: "2 09:00")
    office.mail("b", from: Scenario.kim, to: [Scenario.support], at: "4 09:00") {
      $0.date = Timestamp(year: 9999, month: 1, day: 1)
      $0.received = nil
    }
    #expect(office.contacts().map(\.observedUntil) == [Scenario.time("2 09:00")])
  }

  @Test func aFewEventsFarBehindAllOthersAreAWrongClock() {
    var office = Scenario()
    for i in 0..<200 {
      office.mail("m\(i)", from: Scenario.pat, to: [Scenario.support], at: "\(2 + i % 20) 09:00")
    }
    office.mail("late", from: Scenario.kim, to: [Scenario.support], at: "4 09:00") {
      $0.date = Timestamp(year: 2029, month: 1, day: 1)
      $0.received = nil
    }
    #expect(office.contacts()[0].observedUntil == Scenario.time("21 09:00"))
  }

  @Test func asOfLeavesOutWhatCameLater() {
    var office = Scenario()
    office.mail("a", from: Scenario.pat, to: [Scenario.support], at: "2 09:00")
    office.mail(
      "b", from: Scenario.dana, to: [Scenario.pat], at: "2 12:00", subject: "Re: Printer",
      replyTo: "a")
    #expect(office.story(asOf: "2 11:00") == ["email pat 2 09:00 unanswered"])
    #expect(office.contacts(asOf: "2 11:00")[0].waitS == 7200)
  }

  @Test func targetsAreKeptMissedOrCannotBeToldYet() {
    var office = Scenario()
    office.mail("a", from: Scenario.pat, to: [Scenario.support], at: "2 16:00")
    office.mail("k", from: Scenario.kim, to: [Scenario.support], at: "5 09:00")
    // Four opening hours: one on the 2nd, three on the 3rd.
    #expect(office.contacts(asOf: "3 11:59:59")[0].withinTarget == nil)
    #expect(office.contacts(asOf: "3 12:00")[0].withinTarget == nil)
    #expect(office.contacts(asOf: "3 12:00:01")[0].withinTarget == false)
    office.mail(
      "b", from: Scenario.dana, to: [Scenario.pat], at: "3 12:00", subject: "Re: Printer",
      replyTo: "a")
    #expect(office.contacts()[0].withinTarget == true)
    #expect(office.contacts()[0].openWaitS == 4 * 3600)
  }
}
