import TestSupport
import Testing

@testable import Records

/// How a line is told apart, and what becomes of one that is not as it should be.
@Suite struct LineTests {
  private func kind(_ text: String) throws -> String {
    switch try Line(Array(text.utf8)) {
    case .record: "record"
    case .event: "event"
    case .contact: "contact"
    case .sign: "sign"
    case .books: "books"
    case .observed: "observed"
    case .other: "other"
    }
  }

  private static let event =
    #"{"event":"ab","v":1,"at":"2026-03-04T09:15:00Z","channel":"email","kind":"message","#
    + #""direction":"inbound","wants_answer":true,"source":"-","offset":0}"#

  @Test func unknownKeysAreIgnored() throws {
    let extra = #""new":{"a":[1,-2.5e3,null,true,{"b":"}"}]},"record_of":"x","#
    let text = Self.event.replacing(#""at""#, with: extra + #""at""#)
    #expect("\(try Line(Array(text.utf8)))" == "\(try Line(Array(Self.event.utf8)))")
  }

  @Test func linesOfAnotherKindArePassedOn() throws {
    #expect(try kind("{}") == "other")
    #expect(try kind(#"{"reject":"x","v":1}"#) == "other")
    #expect(try kind(#"{"report":"all","v":2}"#) == "other")
    #expect(try kind(#"{"event":7}"#) == "other")
    #expect(try kind(#"{"record":"hologram","v":1,"source":"-","text":[1]}"#) == "other")
  }

  @Test func anotherVersionIsAFaultThatNamesIt() throws {
    for noun in ["event", "contact", "books"] {
      #expect(throws: LineFault.version(2)) { try kind(#"{"\#(noun)":"a","v":2}"#) }
    }
    #expect(throws: LineFault.version(2)) { try kind(#"{"v":2,"record":"hologram"}"#) }
    #expect(throws: LineFault.version(0)) { try kind(#"{"record":"mail","v":0}"#) }
  }

  @Test func theLineEndIsNoPartOfIt() throws {
    #expect(try kind(Self.event + "\n") == "event")
    #expect(try kind(Self.event + "\r\n") == "event")
    #expect(try kind(" \t" + Self.event + " ") == "event")
    #expect(throws: LineFault.self) { try kind(Self.event + Self.event) }
    #expect(throws: LineFault.self) { try kind(Self.event + "x") }
  }

  @Test func aValueOfTheWrongTypeIsAFault() throws {
    let wrong = [
      (#""email""#, "1"), (#""inbound""#, #""sideways""#), ("true", #""yes""#), ("0", #""0""#),
      ("0", "0.5"), ("0", "1e3"), ("0", "null"), (#""2026-03-04T09:15:00Z""#, #""yesterday""#),
      (#""2026-03-04T09:15:00Z""#, "1772615700"), ("0", "9223372036854775808"),
    ]
    for (good, bad) in wrong {
      #expect(throws: LineFault.self, "\(good) as \(bad)") {
        try kind(Self.event.replacing(good, with: bad))
      }
    }
  }

  @Test func everyPrefixOfALineIsAFault() {
    for bytes in RoundTripTests.lines(10, count: 40) where bytes.count < 3000 {
      for count in 0..<bytes.count - 1 {
        #expect(throws: LineFault.self) { try Line(Array(bytes[..<count])) }
      }
    }
  }

  /// Neither a trap nor an endless loop, whatever becomes of a line.
  @Test func brokenLinesNeitherTrapNorLoop() {
    var seeded = Seeded(11)
    for bytes in RoundTripTests.lines(12, count: 400) where bytes.count < 5000 {
      for _ in 0..<30 {
        var broken = bytes
        for _ in 0..<Int.random(in: 1...4, using: &seeded) {
          let at = Int.random(in: 0..<broken.count, using: &seeded)
          switch Int.random(in: 0..<4, using: &seeded) {
          case 0: broken[at] = UInt8.random(in: 0...255, using: &seeded)
          case 1: broken.remove(at: at)
          case 2: broken.insert(seeded.one(of: Array("{}[]\",:\\u0-+.e\0".utf8)), at: at)
          default: broken += broken[at...].prefix(50)
          }
          if broken.isEmpty { break }
        }
        _ = try? Line(broken)
      }
    }
  }

  @Test func deepNestingIsAFaultAndNoStackOverflow() throws {
    for open in ["[", #"{"a":"#, #"[{"a":["#] {
      let text = #"{"x":"# + String(repeating: open, count: 200_000)
      #expect(throws: LineFault.self) { try kind(text) }
    }
    let nested = String(repeating: "[", count: 60) + String(repeating: "]", count: 60)
    #expect(try kind(#"{"x":\#(nested)}"#) == "other")
  }

  @Test func aMillionBytesAreReadInLinearTime() throws {
    let marks = String(repeating: "\u{301}\u{327}", count: 250_000)
    let clock = ContinuousClock()
    let text = #"{"event":"a","at":"2026-01-01T00:00:00Z","subject":"\#(marks)"}"#
    let began = clock.now
    #expect(try kind(text) == "event")
    let took = began.duration(to: clock.now)
    #expect(took < .seconds(2))
  }
}

@Suite struct JSONScannerTests {
  private func scan<Value>(
    _ text: String, _ read: (inout JSONScanner) throws(JSONFault) -> Value
  ) throws -> Value {
    try Array(text.utf8).withUnsafeBufferPointer {
      var scanner = JSONScanner($0)
      let value = try read(&scanner)
      guard scanner.atEnd() else { throw JSONFault(offset: scanner.i, detail: "the end") }
      return value
    }
  }

  @Test(arguments: [
    ("0", 0), ("-0", 0), ("7", 7), ("-12", -12), (" 42 ", 42),
    ("999999999999999", 999_999_999_999_999),
  ])
  func wholeNumbersAreRead(_ text: String, _ value: Int) throws {
    #expect(try scan(text) { (s) throws(JSONFault) in try s.int() } == value)
  }

  @Test(arguments: [
    "", "-", "+1", "1.0", "1e3", "1E3", "0x10", "9223372036854775808", "-9223372036854775809",
    "99999999999999999999999999", "\"1\"", "null", "NaN", "1 2", "--1",
  ])
  func whatIsNoWholeNumberIsAFault(_ text: String) {
    #expect(throws: JSONFault.self) {
      try scan(text) { (s) throws(JSONFault) in try s.int() }
    }
  }

  @Test(arguments: [
    (#""""#, ""), (#""\u0041\/\b\f\n\r\t\"\\""#, "A/\u{8}\u{C}\n\r\t\"\\"),
    (#""\ud83d\ude00""#, "😀"), (#""\uD83D\uDE00x""#, "😀x"), (#""\ud83d""#, "\u{FFFD}"),
    (#""\ud83dx""#, "\u{FFFD}x"), (#""\ude00\ud83d""#, "\u{FFFD}\u{FFFD}"),
    (#""\ud83d\ud83d\ude00""#, "\u{FFFD}😀"), (#""\u0000""#, "\0"), (#""é""#, "é"),
  ])
  func escapesAreRead(_ text: String, _ value: String) throws {
    let read = try scan(text) { (s) throws(JSONFault) in try s.string() }
    #expect(Exact(read) == Exact(value))
  }

  @Test(arguments: [#"""#, #""\"#, #""\x""#, #""\u12"#, #""\u12g4""#, #""\ud83d\u""#, "a", "'a'"])
  func whatIsNoStringIsAFault(_ text: String) {
    #expect(throws: JSONFault.self) {
      try scan(text) { (s) throws(JSONFault) in try s.string() }
    }
  }

  @Test func bytesThatAreNoUTF8BecomeReplacementCharacters() throws {
    let bytes: [UInt8] =
      Array(#"{"event":""#.utf8) + [0xFF, 0xC0, 0x41]
      + Array(#"","at":"2026-01-01T00:00:00Z"}"#.utf8)
    guard case .event(let event) = try Line(bytes) else {
      Issue.record("no event")
      return
    }
    #expect(event.id == "\u{FFFD}\u{FFFD}A")
  }

  @Test func anythingIsSkippedToTheDepthThatIsPromised() throws {
    let value = #"{"a":[1,2.5,-1e9,true,false,null,"}]",{"b":{}}],"c":[]}"#
    try scan(value) { (s) throws(JSONFault) in try s.skip() }
    for bad in ["{", "[1,]", "{\"a\"}", "{a:1}", "tru", "nul", "[1 2]", ",", "]", "\"", "{\"a\":}"]
    {
      #expect(throws: JSONFault.self, "\(bad)") {
        try scan(bad) { (s) throws(JSONFault) in try s.skip() }
      }
    }
  }
}
