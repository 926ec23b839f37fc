import Records
import Testing

@testable import Contacts

@Suite struct FiguresOpenTimeTests {
  private static let split = [8 * 3600..<12 * 3600, 13 * 3600..<18 * 3600]
  private static let hours = OpeningHours(
    week: [split, split, split, split, [8 * 3600..<12 * 3600], [], []],
    // Christmas 2024, a Wednesday; a Sunday, which is closed anyway; New Year.
    holidays: [
      Timestamp.days(year: 2024, month: 12, day: 25),
      Timestamp.days(year: 2024, month: 12, day: 29),
      Timestamp.days(year: 2025, month: 1, day: 1),
    ], zone: Zone(offset: -5 * 3600))

  /// Quarter of an hour by quarter of an hour.
  private static func naive(from: Timestamp, to: Timestamp) -> Int {
    var open = 0
    var at = from.seconds
    while at < to.seconds {
      let local = at - 5 * 3600
      let day = local / 86_400
      let spans = hours.week[(day + 3) % 7]
      if !hours.holidays.contains(day), spans.contains(where: { $0.contains(local % 86_400) }) {
        open += 900
      }
      at += 900
    }
    return open
  }

  @Test(arguments: 0..<40)
  func itIsWhatCountingGives(_ case: Int) {
    let open = OpenTime(Self.hours)
    var state = UInt64(`case` + 1)
    func next(_ limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % limit
    }
    let start = Timestamp(year: 2024, month: 12, day: 1)
    let from = start + 900 * next(96 * 40)
    let to = from + 900 * next(96 * 30)
    #expect(open.seconds(from: from, to: to) == Self.naive(from: from, to: to))
  }

  @Test func backwardsIsNothing() {
    let open = OpenTime(Self.hours)
    #expect(open.seconds(from: Timestamp(900_000), to: Timestamp(0)) == 0)
  }

  /// Before 1970 and over ten thousand years it is still one difference.
  @Test func anyTwoMomentsCanBeAsked() {
    var hours = Self.hours
    hours.holidays = []
    let open = OpenTime(hours)
    let weeks = 1000
    let from = Timestamp(year: 1960, month: 5, day: 5, hour: 7)
    #expect(open.seconds(from: from, to: from + weeks * 7 * 86_400) == weeks * 40 * 3600)
    #expect(open.seconds(from: Timestamp(Int.min), to: Timestamp(Int.max)) > 0)
  }
}
