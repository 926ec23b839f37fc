import Contacts
import Records
import Testing

@Suite struct CompetingEndsTests {
  private static func ends(_ durations: [(Int, Int)]) -> CompetingEnds {
    CompetingEnds(durations.map { .init($0.0, CompetingEnds.End(rawValue: $0.1 - 1)) })
  }

  @Test(arguments: CompetingEndsFixture.all.indices)
  func theSharesAreThoseOfLifelines(_ index: Int) {
    let fixture = CompetingEndsFixture.all[index]
    let ends = Self.ends(fixture.durations.map { ($0.seconds, $0.end) })
    for row in fixture.rows {
      let ours = ends.shares(within: row.seconds)[row.end - 1]
      for (a, b) in zip([ours.share, ours.variance, ours.low, ours.high], row.values)
      where !b.isNaN {
        #expect(abs(a - b) < 1e-9, "\(row)")
      }
    }
  }

  @Test func allSharesAndThoseWhoWaitMakeOne() {
    // By hand: of four one is answered, then of the three left one closed, one withdrawn.
    let ends = Self.ends([(1, 1), (2, 2), (3, 0), (4, 3)])
    #expect(ends.last.map(\.share) == [0.25, 0.25, 0.5])
    #expect(ends.shares(within: 0).map(\.share) == [0, 0, 0])
    #expect(ends.shares(within: 2).map(\.share) == [0.25, 0.25, 0])
  }

  @Test func nothingAtAllHasNoShares() {
    #expect(Self.ends([]).last == [.init(), .init(), .init()])
  }

  @Test(arguments: [
    (2024, 1, 1, "2024-W01"), (2021, 1, 3, "2020-W53"), (2024, 12, 30, "2025-W01"),
    (2024, 3, 10, "2024-W10"),
  ])
  func aWeekHasItsNumberOfISO8601(_ year: Int, _ month: Int, _ day: Int, _ name: String) {
    let day = Timestamp.days(year: year, month: month, day: day)
    #expect(Period(.week, holding: day).description == name)
  }

  @Test(arguments: Period.Length.allCases)
  func periodsFollowEachOther(_ length: Period.Length) {
    var period = Period(length, holding: Timestamp.days(year: 2023, month: 12, day: 31))
    for _ in 0..<60 {
      #expect(period.next.previous == period)
      #expect(Period(length, holding: period.next.firstDay - 1) == period)
      period = period.next
    }
    #expect(
      Period(.quarter, holding: Timestamp.days(year: 2024, month: 5, day: 9)).description
        == "2024-Q2")
  }

  @Test func theWeekIsToldByTheClockOfTheProvider() throws {
    let zone = try #require(Zone("America/Los_Angeles"))
    // 01:30 on Tuesday in London is 17:30 on Monday in Los Angeles.
    var contact = Contact(
      id: "a", channel: .email, opened: Timestamp(year: 2024, month: 3, day: 5, hour: 1) + 1800,
      channels: [.email], state: .unanswered, waitS: 1, openWaitS: 1, observedUntil: .latest)
    var answered = contact
    answered.state = .answered
    contact.id = "b"
    let grid = WeekGrid([contact, answered], in: zone)
    #expect(grid.all[0][17] == 2)
    #expect(grid.unanswered[0][17] == 1)
    #expect(grid.worstDay?.rate == Rate(1, of: 2))
    #expect(grid.worstHours?.hour == 16)
  }
}
