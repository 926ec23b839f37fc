import Contacts
import Records
import Testing

@Suite struct FiguresTests {
  static let zone = Zone("America/Los_Angeles") ?? .utc
  /// Monday, 4 March 2024, 09:00 in Los Angeles.
  static let monday = Timestamp(year: 2024, month: 3, day: 4, hour: 17)
  static let settings = Settings(
    provider: Provider(name: "Harbor IT"), hours: .standard(zone: zone))
  static let clock = OpenClock(settings)

  static func contact(
    _ state: Contact.State, channel: Event.Channel = .email, wait: Int, open: Int? = nil,
    opened: Timestamp = monday, within: Bool? = nil, client: String? = "acme"
  ) -> Contact {
    var contact = Contact(
      id: "c", channel: channel, opened: opened, channels: [channel], state: state, waitS: wait,
      openWaitS: open ?? wait, observedUntil: opened + 10 * 86_400)
    contact.client = client
    contact.targetS = 3600
    contact.withinTarget = within
    if state == .answered { contact.answered = opened + wait }
    return contact
  }

  @Test func everyStateIsCountedOnce() {
    let figures = Figures(
      [
        Self.contact(.answered, wait: 60), Self.contact(.unanswered, wait: 5000),
        Self.contact(.unanswered, wait: 9000), Self.contact(.closedUnanswered, wait: 50),
        Self.contact(.withdrawn, wait: 70),
      ], clock: Self.clock)
    #expect(figures.contacts == 5)
    #expect(figures.unanswered == Rate(3, of: 5))
    #expect(figures.waiting == 2)
    #expect(figures.withdrawn == 1)
    #expect(figures.longestWaitNow == 9000)
  }

  @Test func closingATicketDoesNotEndTheWait() {
    let figures = Figures([Self.contact(.closedUnanswered, wait: 50)], clock: Self.clock)
    #expect(figures.wait.all.longest == 10 * 86_400)
    // Ten days from Monday 9 o'clock: eight days of eight hours; the clock change on the
    // Sunday between makes it end on Thursday at 10 o'clock.
    #expect(figures.openWait.all.longest == 8 * 8 * 3600 + 3600)
    #expect(figures.wait.all.events == 0)
  }

  @Test func theWithdrawnAreWatchedUntilTheyWithdrew() {
    let figures = Figures([Self.contact(.withdrawn, wait: 70)], clock: Self.clock)
    #expect(figures.wait.all.longest == 70)
    #expect(figures.wait.all.events == 0)
  }

  @Test func theAnsweredOnlyMedianStandsBesideTheTrueOne() {
    let answered = [100, 200, 300].map { Self.contact(.answered, wait: $0) }
    let waiting = (0..<2).map { _ in Self.contact(.unanswered, wait: 1000) }
    let figures = Figures(answered + waiting, clock: Self.clock)
    #expect(figures.wait.all.median.seconds == 300)
    #expect(figures.wait.answeredOnlyMedian == 200)
  }

  @Test func withinTargetLeavesOutWhoMayStillBeAnsweredInTime() {
    let figures = Figures(
      [
        Self.contact(.answered, wait: 60, within: true),
        Self.contact(.answered, wait: 9999, within: false),
        Self.contact(.unanswered, wait: 9999, within: false),
        Self.contact(.unanswered, wait: 10),
        Self.contact(.closedUnanswered, wait: 10),
        Self.contact(.withdrawn, wait: 10),
      ], clock: Self.clock)
    #expect(figures.withinTarget == Rate(1, of: 4))
  }

  @Test func callBacksAreToldOverMissedCallsAndVoicemails() {
    var reached = Self.contact(.answered, channel: .voicemail, wait: 600)
    reached.tried = Self.monday + 300
    reached.calledBack = Self.monday + 600
    var mailed = Self.contact(.answered, channel: .call, wait: 900)
    mailed.tried = Self.monday + 100
    mailed.abandoned = true
    var live = Self.contact(.answered, channel: .call, wait: 12)
    live.matchedBy = .live
    let figures = Figures(
      [reached, mailed, live, Self.contact(.answered, wait: 5)], dropped: 3, clock: Self.clock)
    #expect(figures.callBack.count == 2)
    #expect(figures.callBack.events == 1)
    #expect(figures.firstTry.median.seconds == 100)
    #expect(figures.abandoned == Rate(1, of: 2))
    #expect(figures.dropped == 3)
    #expect(figures.contacts == 4)
  }

  @Test func nothingIsNotDividedByNothing() {
    let figures = Figures([], clock: Self.clock)
    #expect(figures.unanswered.value == nil)
    #expect(figures.attemptsEach == nil)
    #expect(figures.longestWaitNow == nil)
  }

  @Test func aHugeCountDoesNotTrap() {
    var contact = Self.contact(.unanswered, wait: Int.max)
    contact.attempts = Int.max
    contact.openWaitS = Int.min
    contact.opened = Timestamp(Int.min)
    let figures = Figures([contact, contact], clock: Self.clock)
    #expect(figures.attempts == Int.max)
    #expect(figures.longestWaitNow == Int.max)
    contact.state = .closedUnanswered
    #expect(Figures([contact], clock: Self.clock).wait.all.longest == Int.max)
  }

  @Test func aClientsOwnHoursAreTaken() {
    var settings = Self.settings
    var client = Client(id: "acme", name: "Acme")
    client.hours = OpeningHours(
      week: Array(repeating: [0..<86_400], count: 7), holidays: [], zone: Self.zone)
    settings.clients = [client]
    let clock = OpenClock(settings)
    let always = Figures([Self.contact(.closedUnanswered, wait: 1)], clock: clock)
    // The hour that daylight saving skips among them is no time at all.
    #expect(always.openWait.all.longest == 10 * 86_400)
  }

  @Test(arguments: [
    ("2024-03-01T07:59:59Z", "2024-02"), ("2024-03-01T08:00:00Z", "2024-03"),
    ("0000-01-01T12:00:00Z", "0000-01"),
  ])
  func monthsAreTheProvidersOwn(_ moment: String, _ month: String) throws {
    let at = try #require(Timestamp(moment))
    #expect(Period(of: at, in: Self.zone).description == month)
  }
}
