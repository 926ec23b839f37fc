import Records
import TestSupport
import Testing

@testable import Contacts

/// Waits in opening hours, against counting minute by minute.
@Suite struct OpeningHoursTests {
  private static let split = [8 * 3600..<12 * 3600, 13 * 3600..<18 * 3600]

  /// Open from Saturday to Monday through the hour that is skipped and the one that comes twice.
  private static let allNight = [0..<86_400]

  private static func hours(_ zone: String, nights: Bool) -> OpeningHours {
    let weekend = nights ? allNight : []
    return OpeningHours(
      week: [split, split, split, split, [8 * 3600..<12 * 3600], weekend, weekend],
      // Christmas 2025, a Thursday; a Sunday; New Year.
      holidays: [
        Timestamp.days(year: 2025, month: 12, day: 25),
        Timestamp.days(year: 2025, month: 12, day: 28),
        Timestamp.days(year: 2026, month: 1, day: 1),
      ], zone: Zone(zone) ?? .utc)
  }

  private static func naive(_ hours: OpeningHours, from: Timestamp, to: Timestamp) -> Int {
    var open = 0
    for minute in stride(from: from.seconds, to: to.seconds, by: 60) {
      let local = minute + hours.zone.offset(at: Timestamp(minute))
      let day = local / 86_400
      if !hours.holidays.contains(day),
        hours.week[(day + 3) % 7].contains(where: { $0.contains(local % 86_400) })
      {
        open += 60
      }
    }
    return open
  }

  @Test(arguments: ["UTC", "America/Los_Angeles", "Europe/Berlin", "Australia/Lord_Howe"])
  func itIsWhatCountingGives(zone: String) {
    var state: UInt64 = 7
    func next(_ limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % limit
    }
    for nights in [false, true] {
      let hours = Self.hours(zone, nights: nights)
      for begin in [
        Timestamp(year: 2025, month: 10, day: 20), Timestamp(year: 2025, month: 12, day: 20),
        Timestamp(year: 2026, month: 3, day: 5), Timestamp(year: 2026, month: 3, day: 27),
      ] {
        for _ in 0..<6 {
          let from = begin + 60 * next(1440 * 10)
          let to = from + 60 * next(1440 * 9)
          #expect(
            hours.seconds(from: from, to: to) == Self.naive(hours, from: from, to: to),
            "\(zone) \(from) \(to)")
        }
      }
    }
  }

  /// Openings may begin and end within the hour that is skipped or comes twice.
  @Test(arguments: ["America/Los_Angeles", "Europe/Berlin", "Australia/Lord_Howe", "Asia/Beirut"])
  func openingsWithinTheHourOfTheChangeAreCountedAsTheClockShowsThem(zone: String) {
    var seeded = Seeded(11)
    for _ in 0..<40 {
      let hours = OpeningHours(
        week: (0..<7).map { _ in
          let ends = Set((0..<4).map { _ in 60 * seeded.below(300) }).sorted()
          return ends.count < 4 ? [] : [ends[0]..<ends[1], ends[2]..<ends[3]]
        }, zone: Zone(zone) ?? .utc)
      let begin = seeded.one(of: [
        Timestamp(year: 2025, month: 10, day: 25), Timestamp(year: 2026, month: 3, day: 6),
        Timestamp(year: 2026, month: 3, day: 28), Timestamp(year: 2025, month: 10, day: 31),
      ])
      let days = OpenDays(hours, over: begin.seconds...begin.seconds + 900_000)
      let from = begin + seeded.below(200_000)
      let to = from + seeded.below(400_000)
      // From full minute to full minute the naive count is exact.
      let (start, end) = (Timestamp(from.seconds / 60 * 60), Timestamp(to.seconds / 60 * 60))
      let naive = Self.naive(hours, from: start, to: end)
      #expect(hours.seconds(from: start, to: end) == naive, "\(zone) \(start) \(end)")
      #expect(days.seconds(from: start, to: end) == naive)
      #expect(days.seconds(from: from, to: to) == hours.seconds(from: from, to: to))
    }
  }

  @Test func theBoundariesBelongToTheirSides() {
    let hours = Self.hours("UTC", nights: false)
    let monday = Timestamp(year: 2026, month: 3, day: 2)
    #expect(hours.seconds(from: monday, to: monday + 8 * 3600) == 0)
    #expect(hours.seconds(from: monday, to: monday + 8 * 3600 + 1) == 1)
    #expect(hours.seconds(from: monday + 12 * 3600, to: monday + 13 * 3600) == 0)
    #expect(hours.seconds(from: monday + (12 * 3600 - 1), to: monday + (13 * 3600 + 1)) == 2)
    #expect(hours.isOpen(at: monday + 8 * 3600))
    #expect(!hours.isOpen(at: monday + 12 * 3600))
  }

  @Test func backwardsIsNothingAndNoMomentTraps() {
    let hours = Self.hours("America/Los_Angeles", nights: false)
    #expect(hours.seconds(from: Timestamp(900_000), to: Timestamp(0)) == 0)
    #expect(hours.seconds(from: Timestamp(Int.min), to: Timestamp(Int.max)) > 0)
  }
}
