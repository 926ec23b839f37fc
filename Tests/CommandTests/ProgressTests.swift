import Testing

@testable import ringback

@Suite struct ProgressTests {
  @Test(arguments: [
    (1_200_000_000, 4_600_000_000, 4.0, "1.2 GB of 4.6 GB, 26 %, 300 MB/s, 11 s left"),
    (0, 999, 2.0, "0.0 kB of 0.9 kB, 0 %"),
    (50, 100, 0.0, "0.0 kB of 0.1 kB, 50 %"),
    (1_000_000, 2_000_000_000_000, 2.0, "1.0 MB of 2.0 TB, 0 %, 500 kB/s, 66667 min left"),
    (100, 100, 3.0, "matching"),
  ])
  func itSaysHowFarHowFastAndHowLong(_ done: Int, _ total: Int, _ seconds: Double, _ line: String) {
    #expect(Progress.line(done: done, of: total, after: seconds) == line)
  }
}
