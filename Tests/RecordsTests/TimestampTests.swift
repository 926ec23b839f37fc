import Records
import TestSupport
import Testing

@Suite struct TimestampTests {
  @Test func daysAndDatesAgreeWithANaiveCalendar() {
    let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    // Counted back from 1970 and forth again, a day at a time.
    var days = 0
    for year in stride(from: 1969, through: 1600, by: -1) { days -= isLeap(year) ? 366 : 365 }
    for year in 1600...2400 {
      for month in 1...12 {
        let length = lengths[month - 1] + (month == 2 && isLeap(year) ? 1 : 0)
        for day in 1...length {
          let found = Timestamp.days(year: year, month: month, day: day)
          let date = Timestamp.date(days: days)
          if found != days || date != (year, month, day) {
            Issue.record("\(year)-\(month)-\(day) is day \(days), not \(found) or \(date)")
            return
          }
          days += 1
        }
      }
    }
  }

  private func isLeap(_ year: Int) -> Bool {
    year % 4 == 0 && year % 100 != 0 || year % 400 == 0
  }

  @Test func aMonthOrDayOutOfRangeIsCarriedOver() {
    #expect(
      Timestamp.days(year: 2026, month: 1, day: 32) == Timestamp.days(year: 2026, month: 2, day: 1))
    #expect(
      Timestamp.days(year: 2026, month: 3, day: 0) == Timestamp.days(year: 2026, month: 2, day: 28))
  }

  @Test(arguments: [
    ("1970-01-01T00:00:00Z", 0), ("2024-03-04T09:15:00Z", 1_709_543_700),
    ("2024-03-04t09:15:00z", 1_709_543_700), ("2024-03-04 09:15:00Z", 1_709_543_700),
    ("2024-03-04T10:15:00+01:00", 1_709_543_700), ("2024-03-04T10:15:00+0100", 1_709_543_700),
    ("2024-03-04T10:15:00+01", 1_709_543_700), ("2024-03-04T01:15:00-08:00", 1_709_543_700),
    ("2024-03-04T14:45:00+05:30", 1_709_543_700), ("2024-03-04T09:15:00-00:00", 1_709_543_700),
    ("2024-03-04T09:15:00.999Z", 1_709_543_700), ("2024-03-04T09:15:00,5Z", 1_709_543_700),
    ("2024-03-04T09:15Z", 1_709_543_700), ("1969-12-31T23:59:59Z", -1),
    ("2016-12-31T23:59:60Z", 1_483_228_800), ("2024-02-29T00:00:00Z", 1_709_164_800),
    ("0000-01-01T00:00:00Z", -62_167_219_200), ("9999-12-31T23:59:59Z", 253_402_300_799),
  ])
  func rfc3339IsRead(_ text: String, _ seconds: Int) {
    #expect(Timestamp(text) == Timestamp(seconds), "\(text)")
  }

  @Test(arguments: [
    "", "2024", "2024-03-04", "2024-03-04T09:15:00", "2024-3-4T09:15:00Z", "2024-00-04T09:15:00Z",
    "2024-13-04T09:15:00Z", "2024-03-00T09:15:00Z", "2024-03-32T09:15:00Z", "2024-03-04T25:15:00Z",
    "2024-03-04T09:60:00Z", "2024-03-04T09:15:62Z", "2024-03-04T09:15:00ZZ",
    "2024-03-04T09:15:00Z ",
    " 2024-03-04T09:15:00Z", "2024-03-04T09:15:00+", "2024-03-04T09:15:00+1",
    "2024/03/04T09:15:00Z",
    "+024-03-04T09:15:00Z", "２０２４-03-04T09:15:00Z", "2024-03-04T09:15:00+25:00",
    "12024-03-04T09:15:00Z", "2024-02-30T00:00:00Z", "2023-02-29T00:00:00Z", "2024-04-31T00:00:00Z",
  ])
  func whatIsNoMomentIsNone(_ text: String) {
    #expect(Timestamp(text) == nil, "\(text)")
  }

  @Test func aTimeWithoutAZoneIsReadInTheOneThatIsGiven() {
    #expect(Timestamp("2024-03-04T09:15:00", assuming: 0) == Timestamp(1_709_543_700))
    #expect(Timestamp("2024-03-04T10:15:00", assuming: 3600) == Timestamp(1_709_543_700))
    #expect(Timestamp("2024-03-04T09:15:00Z", assuming: 3600) == Timestamp(1_709_543_700))
  }

  @Test func whatIsWrittenIsReadBackAndHasTwentyBytes() {
    var seeded = Seeded(1)
    for _ in 0..<20_000 {
      let moment = seeded.moment()
      #expect(Timestamp(moment.description) == moment)
      #expect(moment.description.utf8.count == 20)
    }
    for edge in [Timestamp.earliest, .latest, Timestamp(0), Timestamp(-1), Timestamp(-86_400)] {
      #expect(Timestamp(edge.description) == edge)
    }
  }

  @Test func aYearThatDoesNotFitIsWrittenAsTheNearest() {
    #expect(Timestamp(Int.max).description == "9999-12-31T23:59:59Z")
    #expect(Timestamp(Int.min).description == "0000-01-01T00:00:00Z")
  }

  @Test func pythonWritesTheSame() throws {
    let program = """
      import sys, datetime
      for line in sys.stdin:
          t = datetime.datetime(1970, 1, 1) + datetime.timedelta(seconds=int(line))
          print(t.strftime("%Y-%m-%dT%H:%M:%SZ").rjust(20, "0"))
      """
    var seeded = Seeded(2)
    let first = Timestamp(year: 1, month: 1, day: 1)
    let moments = (0..<5000).map { _ in max(first, seeded.moment()) }
    let input = moments.map { "\($0.seconds)\n" }.joined()
    guard let result = try Python3.run(program, input: Array(input.utf8)) else { return }
    #expect(result.output == moments.map { "\($0)\n" }.joined(), "\(result.error.suffix(400))")
  }
}
