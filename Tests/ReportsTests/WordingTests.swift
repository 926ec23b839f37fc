import Contacts
import Records
import Testing

@testable import Reports

@Suite struct WordingTests {
  private let words = Wording(language: .english)

  private static func plain(_ text: String) -> String {
    String(text.map { $0 == "\u{A0}" ? " " : $0 })
  }

  @Test(arguments: [
    (-5, "0 s"), (0, "0 s"), (45, "45 s"), (60, "1 min"), (61, "1 min 1 s"), (599, "9 min 59 s"),
    (600, "10 min"), (3599, "59 min"), (3600, "1 h"), (11_400, "3 h 10 min"), (86_400, "1 d"),
    (273_600, "3 d 4 h"), (Int.max, "106751991167300 d"),
  ])
  func spansHaveTwoUnits(_ seconds: Int, _ said: String) {
    #expect(Self.plain(words.span(seconds)) == said)
  }

  @Test func openingHoursHaveNoDays() {
    #expect(Self.plain(words.openSpan(93_600)) == "26 h")
    #expect(Self.plain(words.openSpan(3660)) == "1 h 1 min")
  }

  @Test(arguments: [
    (Rate(0, of: 0), "n/d"), (Rate(1, of: 3), "1 of 3"), (Rate(4, of: 4), "4 of 4"),
    (Rate(1, of: 5), "1 of 5 (20 %)"), (Rate(6, of: 41), "6 of 41 (15 %)"),
    (Rate(1, of: 1000), "1 of 1000 (<1 %)"), (Rate(999, of: 1000), "999 of 1000 (>99 %)"),
    (Rate(1000, of: 1000), "1000 of 1000 (100 %)"),
  ])
  func aRateUnderFiveIsCounts(_ rate: Rate, _ said: String) {
    #expect(Self.plain(words.rate(rate)) == said)
  }

  @Test func whatIsNotReachedSaysHowLongItWasWatched() {
    let curve = KaplanMeier([.init(273_600, observed: false)])
    #expect(Self.plain(words.quantile(nil, of: curve)) == "not reached (> 3 d 4 h)")
    #expect(words.quantile(nil, of: KaplanMeier([])) == "n/d")
  }

  @Test func timesAreTheProvidersOwn() {
    let summer = Timestamp(year: 2024, month: 7, day: 1, hour: 5, minute: 4)
    #expect(words.time(summer, in: SampleOffice.zone) == "30 Jun 2024 22:04")
    #expect(words.time(Timestamp(Int.min), in: .utc) == "1 Jan 0 00:00")
  }

  @Test func wideLettersTakeTwoColumnsAndMarksNone() {
    #expect(Columns.width("a\u{6F22}e\u{301}") == 4)
    #expect(Columns.width("\u{1F1E9}\u{1F1EA} \u{1F4DE}") == 5)
    #expect(Columns.cut("\u{6F22}\u{5B57}\u{6F22}\u{5B57}", to: 7) == "\u{6F22}\u{5B57}...")
    #expect(Columns.left("\u{6F22}", 4) == "\u{6F22}  ")
    #expect(Columns.right("abcdef", 2) == "..")
  }

  @Test func marksOnOneLetterAreBounded() {
    let zalgo = "a" + String(repeating: "\u{301}", count: 1000) + "b"
    #expect(Shown.text(zalgo).unicodeScalars.count == 10)
  }

  @Test func linesBreakAtBlanksAndLongWordsAreCut() {
    #expect(Columns.wrap("aa bb cc", width: 5, indent: " ") == [" aa", " bb", " cc"])
    #expect(Columns.wrap("aaaaaaaa b", width: 5) == ["aa...", "b"])
    #expect(Columns.wrap("", width: 5) == [""])
  }
}
