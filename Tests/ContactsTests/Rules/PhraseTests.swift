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
    #expect(Phrases().onlyThanks(text, names: names))
  }

  @Test(arguments: [
    "Thanks for letting me know.", "Thank you for coming by this morning.",
    "Many thanks for sorting this out.", "Sounds good, see you Thursday.", "Works perfectly.",
    "Thanks, I will test it tomorrow and let you know.", "\u{1F44D}\u{1F3FB}", "You too!",
    "Besten Dank f\u{FC}r die schnelle Hilfe, jetzt klappt es.", "Muchas gracias, ya funciona.",
    "Thanks Dana, you are a star.",
  ])
  func thanksForSomethingOrClosesOnly(text: String) {
    #expect(Phrases().onlyThanks(text, names: ["Dana Ruiz"]))
  }

  @Test(arguments: [
    "Thank you for your help yesterday. Today the fax machine is dead.",
    "Thanks in advance for looking into the scanner as well.",
    "Thank you. The second monitor stays black.",
    "Thanks, go ahead with option B.", "Great, thanks. Now the phone is dead.",
    "Thanks. I tried that and it did nothing.", "Merci d'avance de regarder le scanner.",
    "Danke f\u{FC}r die Hilfe gestern. Heute ist das Fax tot.", "I would appreciate a call.",
    "OK, and the scanner?", "Ok. It crashed again.", "Thanks for calling me back today before 5.",
  ])
  func thanksAndWantsSomething(text: String) {
    #expect(!Phrases().onlyThanks(text, names: ["Dana Ruiz"]))
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
    #expect(!Phrases().onlyThanks(text, names: ["Pat Doe"]))
  }

  @Test(arguments: [
    "Never mind, it works again.", "Please ignore, I found it myself", "No longer needed, thanks.",
    "It\u{2019}s working now!", "Hat sich erledigt, danke", "The problem is solved.\n\nPat",
    "Problème résolu, merci", "You can close this ticket.",
    "Solved on our end, no need to come.", "Erledigt, danke.", "Brauchen wir nicht mehr, danke.",
    "Fehlalarm.", "C'est r\u{E9}solu, merci.", "Fausse alerte, d\u{E9}sol\u{E9}.", "Falsa alarma.",
    "Ya est\u{E1} solucionado, gracias.", "Scrap that, I sorted it out myself. Thanks anyway!",
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
    "Never mind the costs, we need a new server this month. Please send an offer.",
    "Please ignore my colleague's mail and set up the account for Quinn.",
    "Our bank says it is solved on their side, so it must be ours.",
    "The old laptop is no longer needed, please order a new one for Quinn.",
    "Nevermind my last question - the real problem is the server, it is down.",
    "We no longer need the old phone line, please cancel it.",
  ])
  func withdrawsNothing(text: String) {
    #expect(Phrases().withdrawal(in: text) == nil)
  }

  @Test func aSignatureBeginsWithTheWritersName() {
    let text = "Many thanks!\n\nPat Doe\nOffice manager\nAcme Dental | (408) 555-0101"
    #expect(Phrases.withoutSignature(text, writer: "Pat Doe") == "Many thanks!\n")
    #expect(Phrases.withoutSignature("Thanks!\nPat\nManager", writer: "Pat Doe") == "Thanks!")
    for kept in [
      "Pat Doe is here.\nCall him.", "Pat Doe", "Thanks\nPat\nPS: the scanner fails", "Thanks",
    ] {
      #expect(Phrases.withoutSignature(kept, writer: "Pat Doe") == kept)
    }
    #expect(Phrases.withoutSignature(text, writer: nil) == text)
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
    #expect(!Phrases().onlyThanks(marks, names: [marks]))
    #expect(Phrases().withdrawal(in: marks) == nil)
    #expect(Subject("Re: " + marks).prefix == .reply)
    #expect(ContinuousClock.now - start < .seconds(20))
  }
}
