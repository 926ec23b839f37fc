import Testing

@testable import Contacts

@Suite struct SubjectTests {
  @Test(arguments: [
    "Printer", " printer ", "RE: Printer", "Re: re: AW: Printer", "[Acme] Printer",
    "Re: [list] Re[2]: Printer", "Fwd: Printer", "WG: Printer", "Re (3): Printer", "RE : Printer",
    "Antw: PRINTER", "SV:Printer", "Re\u{FF1A}Printer",
  ])
  func theBaseIsTheSame(text: String) {
    #expect(Subject(text).base == "printer")
  }

  @Test func whatIsNoPrefixStays() {
    #expect(Subject("Reports: June").base == "reports: june")
    #expect(Subject("Re-order toner").base == "re-order toner")
    #expect(Subject("A [B] c").base == "a [b] c")
    #expect(Subject("Ä\u{00A0} B").base == "ä b")
    #expect(Subject("Re: [x]").base == "")
    #expect(Subject(nil).base == "")
    #expect(Subject("[unclosed").base == "[unclosed")
  }

  @Test func theOutermostPrefixTells() {
    #expect(Subject("Re: Fwd: x").prefix == .reply)
    #expect(Subject("Fwd: Re: x").prefix == .forward)
    #expect(Subject("[tag] TR: x").prefix == .forward)
    #expect(Subject("x").prefix == .none)
  }
}
