import Testing

@testable import Contacts

/// DESIGN 4, rules 5 and 8: what thanks and what withdraws, and what only seems to.
@Suite struct PhraseTests {
  @Test(arguments: [
    "Thanks!", "Thank you very much, Dana.", "Perfect, thanks a lot!\nPat Doe\nAcme Dental",
    "Great, that did the trick. Thanks for the quick help!", "Ok, got it.", "Received, thank you.",
    "Vielen Dank für die schnelle Hilfe!\nViele Grüße\nPat", "Merci beaucoup !", "Muchas gracias",
    "Thx, will do", "Much appreciated. Have a nice weekend!", "It works. Thank you",
  ])
  func thanks(text: String) {
    let names = ["Pat Doe", "Dana Ruiz", "Acme Dental"]
    #expect(Phrases().onlyThanks(text, names: names, isReply: false))
  }

  @Test(arguments: [
    "Thanks mate, see you at the game", "Thanks, Tuesday at ten suits me fine.",
  ])
  func aBriefReplyThatAsksNothingThanks(text: String) {
    #expect(Phrases().onlyThanks(text, names: [], isReply: true))
    #expect(!Phrases().onlyThanks(text, names: [], isReply: false))
  }

  @Test(arguments: [
    "Thanks, but it still does not print.", "Thanks. Can you call me back?",
    "Thank you. Please install it on the other computer too.", "ok, when will it be ready?",
    "The printer in room 4 does not print. Thanks",
    "Thanks for your help with the VPN yesterday. "
      + "Today the scanner sends empty pages to everybody in the office and nobody can work.",
    "", "Pat Doe", "Thanks, no change here.",
  ])
  func wantsAnAnswerAllTheSame(text: String) {
    #expect(!Phrases().onlyThanks(text, names: ["Pat Doe"], isReply: true))
  }

  @Test(arguments: [
    "Never mind, it works again.", "Please ignore, I found it myself", "No longer needed, thanks.",
    "It\u{2019}s working now!", "Hat sich erledigt, danke", "The problem is solved.\n\nPat",
    "Problème résolu, merci", "You can close this ticket.",
    "We fixed it ourselves. No need to call back",
  ])
  func withdraws(text: String) {
    #expect(Phrases().withdrawal(in: text) != nil)
  }

  @Test(arguments: [
    "It works now, but the scanner fails.", "Is it solved?", "The problem is not solved.",
    "It isn't working again.", "Call me when it is fixed.", "If it is solved, please close it.",
    "Nothing works.", "It works now. However, the other one does not.",
    "It is resolved now. Can you look at the scanner as well?", "",
  ])
  func withdrawsNothing(text: String) {
    #expect(Phrases().withdrawal(in: text) == nil)
  }

  @Test func phrasesOfTheConfigurationAreAddedAndRemoved() {
    var additions = PhraseAdditions()
    additions.add["withdrawn"] = ["alles paletti"]
    additions.remove["withdrawn"] = ["never mind"]
    #expect(Phrases(additions).withdrawal(in: "Alles paletti!") == "alles paletti")
    #expect(Phrases(additions).withdrawal(in: "Never mind") == nil)
  }

  @Test func hostileTextTakesNoTime() {
    let marks = String(repeating: "e\u{0301}\u{0327}", count: 200_000)
    let start = ContinuousClock.now
    #expect(!Phrases().onlyThanks(marks, names: [marks], isReply: true))
    #expect(Phrases().withdrawal(in: marks) == nil)
    #expect(Subject("Re: " + marks).prefix == .reply)
    #expect(ContinuousClock.now - start < .seconds(20))
  }
}
