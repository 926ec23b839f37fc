import Records
import Testing

@Suite struct EventIDTests {
  @Test(arguments: [
    "0123456789abcdef", "ffffffffffffffff", "0000000000000000", "0123456789ABCDEF",
    "0123456789abcde", "0123456789abcdefa", "settled:0123456789", "", "\u{e9}123456789abcdef",
    "e\u{301}123456789abcde",
  ])
  func isWrittenAsItWasRead(_ text: String) {
    #expect(Array(EventID(text).text.utf8) == Array(text.utf8))
  }

  @Test func isEqualByItsBytes() {
    #expect(EventID("0123456789abcdef") == EventID("0123456789abcdef"))
    #expect(EventID("0123456789abcdef") != EventID("0123456789ABCDEF"))
    #expect(EventID("\u{e9}") != EventID("e\u{301}"))
    #expect(EventID("") != EventID("0000000000000000"))
  }
}
