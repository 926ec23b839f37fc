import Pipeline
import TestSupport
import Testing

/// A pipeline.yml that somebody else wrote is answered quickly, and never with a crash.
@Suite struct ConfigurationHostileTests {
  private func bomb(_ width: Int, _ depth: Int) -> String {
    var text = "x0: &x0 [a]\n"
    for i in 1...depth {
      let aliases = Array(repeating: "*x\(i - 1)", count: width).joined(separator: ", ")
      text += "x\(i): &x\(i) [\(aliases)]\n"
    }
    return text
  }

  /// Some hundred bytes that stand for ten to the ninth and more values.
  @Test(arguments: [
    "", "? *x9\n: 1\n", "provider: *x9\n", "provider: { domains: *x9 }\n\(sources)",
    "\(provider)sources: *x9\n", "\(base)signals: { brush_off: { add: *x9 } }\n",
    "\(base)hours: { ? *x9 : 1 }\n", "y: { ? *x9 : 1, ? *x8 : 2, ? *x9 : 3 }\n",
  ])
  func aliasesOfAliasesAreAnsweredAtOnce(_ rest: String) {
    let began = ContinuousClock.now
    #expect(MarkedConfiguration(bomb(10, 9) + rest).fault() != nil)
    #expect(began.duration(to: .now) < .seconds(2))
  }

  @Test(arguments: ["[", "{a: ", "- ", "? "])
  func deepNestingIsAFaultAndNoStackOverflow(_ open: String) {
    let text = "provider: " + String(repeating: open, count: 100_000)
    let began = ContinuousClock.now
    #expect(MarkedConfiguration(text).fault() != nil)
    #expect(began.duration(to: .now) < .seconds(5))
  }

  @Test func brokenFilesNeitherTrapNorHang() {
    var seeded = Seeded(21)
    let good = Array(ConfigurationTests.full.utf8)
    let pieces = ["[", "]", "{", "}", ": ", "- ", "\n", "\t", "&a ", "*a", "!", "\"", "'", "\u{0}"]
    for _ in 0..<400 {
      var bytes = good
      for _ in 0..<Int.random(in: 1...5, using: &seeded) {
        let at = Int.random(in: 0..<bytes.count, using: &seeded)
        switch Int.random(in: 0..<3, using: &seeded) {
        case 0: bytes[at] = UInt8.random(in: 0...255, using: &seeded)
        case 1: bytes.insert(contentsOf: seeded.one(of: pieces).utf8, at: at)
        default: bytes.removeSubrange(at..<min(bytes.count, at + 10))
        }
      }
      _ = MarkedConfiguration(String(decoding: bytes, as: UTF8.self)).fault()
    }
  }

  @Test func longValuesAreReadInLinearTime() {
    let marks = String(repeating: "\u{301}\u{327}", count: 100_000)
    let began = ContinuousClock.now
    for rest in [
      "state: \"\(marks)\"", "\"\(marks)\": 1", "holidays: [\"\(marks).ics\"]",
      "hours: { \"\(marks)\": \"\(marks)\" }",
      "match: { chase_within: \"\(String(repeating: "999999999w", count: 40_000))\" }",
      "hours: { mon: \"\(String(repeating: "9", count: 100_000)):00-10:00\" }",
      "holidays: [\"\(String(repeating: "9-", count: 50_000))1\"]",
    ] {
      _ = MarkedConfiguration(provider + sources + rest).fault()
    }
    #expect(began.duration(to: .now) < .seconds(10))
  }
}
