import Testing

@testable import Contacts

@Suite struct PhoneNumberTests {
  let us = PhoneNumbers(region: "US")

  @Test(arguments: [
    "+1 408-555-0153", "(408) 555-0153", "4085550153", "1 408 555 0153", "\"Bob\" <4085550153>",
    "tel:+14085550153", "sip:4085550153@pbx", "408.555.0153", "+1 (408) 555-0153 ext. 12",
    "408-555-0153 x12", "4085550153#12", "408 555 0153, extension 1234567",
    "sips:+14085550153@pbx.example;transport=tls", "tel:408-555-0153;phone-context=+1",
    "４０８５５５０１５３", "٤٠٨٥٥٥٠١٥٣", "＋１ ４０８ ５５５ ０１５３", "0014085550153",
    "+1\u{A0}408\u{2011}555\u{2011}0153", "\u{202A}+1 408 555 0153\u{202C}", "sip:%2B14085550153@x",
    "\"Doe <Jo>\" <4085550153>",
  ])
  func oneNumberHasManyWritings(_ raw: String) {
    #expect(us.read(raw) == .number("+14085550153"))
    #expect(us.e164(raw) == "+14085550153")
  }

  @Test(arguments: [
    ("00442079460000", "US"), ("011442079460000", "US"), ("+44 (0)20 7946 0000", "US"),
    ("020 7946 0000", "GB"), ("+44 020 7946 0000", "US"), ("442079460000", "GB"),
    ("0044 20 7946 0000", "DE"),
  ])
  func aForeignNumberKeepsItsCountry(_ raw: String, _ region: String) {
    #expect(PhoneNumbers(region: region).e164(raw) == "+442079460000")
  }

  @Test(arguments: [
    // Russia dials 8 within the country and 810 for others.
    ("89245550137", "RU", "+79245550137"), ("9245550137", "RU", "+79245550137"),
    ("79245550137", "RU", "+79245550137"), ("81079245550137", "RU", "+79245550137"),
    ("0611550137", "FR", "+33611550137"), ("003265395525", "FR", "+3265395525"),
    ("06 555 01 37", "IT", "+39065550137"), ("612345678", "ES", "+34612345678"),
    ("030 5550137", "DE", "+49305550137"), ("0011 44 20 7946 0000", "AU", "+442079460000"),
    ("02 5550 1370", "AU", "+61255501370"), ("010 1 408 555 0153", "JP", "+14085550153"),
    ("11 95550-1370", "BR", "+5511955501370"), ("0411550137", "us", nil),
    ("06 1 555 0137", "HU", "+3615550137"), ("416 555 0137", "CA", "+14165550137"),
    ("087 555 0137", "IE", "+353875550137"), ("98765 43210", "IN", "+919876543210"),
  ])
  func aNumberWithoutACountryIsReadByTheRegion(_ raw: String, _ region: String, _ number: String?) {
    #expect(PhoneNumbers(region: region).e164(raw) == number)
  }

  @Test(arguments: [
    "", " ", "anonymous", "Anonymous", "unknown", "<unknown>", "unavailable", "private",
    "Restricted", "withheld", "BLOCKED", "payphone", "asterisk", "s", "-1", "-2",
    "\"Anonymous\" <anonymous>", "sip:anonymous@anonymous.invalid", "\"\" <>", "-", "Jo",
  ])
  func whatNamesNobodyIsWithheld(_ raw: String) {
    #expect(us.read(raw) == .withheld)
    #expect(PhoneNumbers.isWithheld(raw))
    #expect(us.read(raw).key == nil)
  }

  @Test(arguments: [
    ("201", "201"), ("<201>", "201"), ("Ext.610", "610"), ("911", "911"), ("*97", "*97"),
    ("123456", "123456"), ("sip:201@10.0.0.1", "201"),
  ])
  func aShortNumberIsInside(_ raw: String, _ digits: String) {
    #expect(us.read(raw) == .inside(digits))
    #expect(us.e164(raw) == nil)
    #expect(us.read(raw).key == "inside:" + digits)
  }

  @Test func aLongExtensionWidensWhatIsInside() {
    #expect(us.read("2012345") == .local("2012345"))
    #expect(
      PhoneNumbers(region: "US", extensions: ["20xxxxx"]).read("2012345") == .inside("2012345"))
  }

  @Test(arguments: ["5550153", "0855550153", "client1", "+0123456789", "+1234567890123456", "+1"])
  func whatTheRegionDoesNotExplainStaysAsItIs(_ raw: String) {
    #expect(us.e164(raw) == nil)
    #expect(us.read(raw) == .local(raw))
    #expect(us.read(raw).key == "local:" + raw)
  }

  @Test func anExtensionIsOnlyTakenOffANumber() {
    #expect(us.read("12345x12") == .local("12345x12"))
    #expect(us.read("4085550153x12345678") == .local("4085550153x12345678"))
  }

  @Test(arguments: [
    ("201", "2xx", true), ("301", "2xx", false), ("2011", "2xx", false), ("600", "600", true),
    ("20a", "2XX", false),
  ])
  func aPatternHasXForAnyDigit(_ digits: String, _ pattern: String, _ isMatch: Bool) {
    #expect(PhoneNumbers.matches(digits, pattern: pattern) == isMatch)
  }

  @Test func anUnknownRegionReadsInternationalFormsOnly() {
    let nowhere = PhoneNumbers(region: "XX")
    #expect(!PhoneNumbers.knows(region: "XX") && PhoneNumbers.knows(region: "de"))
    #expect(nowhere.e164("+14085550153") == "+14085550153")
    #expect(nowhere.e164("0014085550153") == "+14085550153")
    #expect(nowhere.read("4085550153") == .local("4085550153"))
  }

  /// Read again, a number is itself, in any region.
  @Test func readingTwiceChangesNothing() {
    for region in PhoneRegion.all {
      let numbers = PhoneNumbers(region: region.code)
      for raw in ["+14085550153", "+442079460000", "+79245550137", "+39065550137"] {
        #expect(numbers.e164(raw) == raw)
      }
    }
  }

  @Test func hostileFieldsAreReadInLinearTime() {
    let texts = ["a\u{301}\u{327}", "<", ">", "(0)", "x1", "+", "1", "#1", "\"", "ext"]
    for text in texts {
      let raw = String(repeating: text, count: 1_000_000)
      let took = ContinuousClock().measure { _ = us.read(raw) }
      #expect(took < .seconds(5), "\(text)")
    }
  }
}
