import Records
import Testing

@testable import Contacts

/// Sentences that must and must not stand for a sign, in each language; invented for this.
///
/// A line is `+` or `-` and a sentence, under the code of its language.
struct SignSentences: Sendable {
  var signal: String
  var text: String

  static let all: [SignSentences] = [
    .brushOff, .belittling, .noDate, .promises, .checkIns, .toldAgain, .workarounds, .cameBack,
    .escalations,
  ]

  /// Language, whether it must match, sentence.
  var lines: [(language: String, matches: Bool, sentence: String)] {
    var language = ""
    return text.split(separator: "\n").compactMap { line in
      guard line.hasPrefix("+ ") || line.hasPrefix("- ") else {
        language = String(line)
        return nil
      }
      return (language, line.hasPrefix("+"), String(line.dropFirst(2)))
    }
  }
}

@Suite struct SignPhraseTests {
  private static let scan = SignalScan()

  private static func signals(_ sentence: String, _ signal: String) -> [Event.Signal] {
    let isTheirs = PhraseList.all.first { $0.name == signal }?.side == .theirs
    return isTheirs ? scan.theirs(in: sentence) : scan.ours(in: sentence)
  }

  @Test(arguments: SignSentences.all.indices)
  func sentencesAreTakenForWhatTheyAre(_ index: Int) {
    let sentences = SignSentences.all[index]
    for (language, matches, sentence) in sentences.lines {
      let found = Self.signals("Hello Dana.\n\n\(sentence)\n\nRegards", sentences.signal)
        .first { $0.signal == sentences.signal }
      #expect(
        (found != nil) == matches,
        "\(sentences.signal), \(language): \(sentence) \(found?.phrase ?? "is not found")")
      if let found { #expect(sentence.contains(found.phrase), "\(found.phrase)") }
    }
  }

  @Test(arguments: SignSentences.all.indices)
  func eachListIsTriedInEachLanguage(_ index: Int) {
    let lines = SignSentences.all[index].lines
    for language in Language.allCases {
      for matches in [true, false] {
        let count = lines.count { $0.language == language.rawValue && $0.matches == matches }
        #expect(count >= (language == .english ? 15 : 4), "\(language) \(matches)")
      }
    }
  }

  @Test func aPhraseIsQuotedAsItWasWritten() {
    let found = Self.scan.ours(in: "Sorry, that's NOT  our\nproblem \u{2013} try again.")
    #expect(found == [.init(signal: "brush_off", phrase: "NOT our problem")])
  }

  @Test func phrasesAreAddedAndDroppedAndLanguagesChosen() {
    var changes = PhraseAdditions()
    changes.languages = ["de"]
    changes.add["brush_off"] = ["not our circus"]
    changes.remove["belittling"] = ["Bedienfehler"]
    let scan = SignalScan(changes)
    #expect(scan.ours(in: "That is not our circus.").map(\.signal) == ["brush_off"])
    #expect(scan.ours(in: "That is not our problem.").isEmpty)
    #expect(scan.ours(in: "Das ist ein Bedienfehler.").isEmpty)
    #expect(scan.ours(in: "Dafür sind wir nicht zuständig.").map(\.signal) == ["brush_off"])
  }

  @Test func oneLongSentenceTakesNoLongTime() {
    let text = String(repeating: "not our as i when we my own ", count: 400)
    #expect(Self.scan.ours(in: text).allSatisfy { $0.phrase.utf8.count <= 200 })
    #expect(Self.scan.theirs(in: text).allSatisfy { $0.phrase.utf8.count <= 200 })
  }

  /// Said on Wednesday, 6 March 2024, at 10:00 in Los Angeles.
  @Test(arguments: [
    ("we'll call you by tomorrow", "2024-03-08T08:00:00Z"),
    ("I will be there until Friday 5 pm", "2024-03-09T01:00:00Z"),
    ("You'll have it by Monday", "2024-03-12T07:00:00Z"),
    ("will call you within two hours", "2024-03-06T20:00:00Z"),
    ("I'll send it in 30 minutes", "2024-03-06T18:30:00Z"),
    ("will be done by EOD", "2024-03-07T08:00:00Z"),
    ("We'll do that by the end of the week", "2024-03-11T07:00:00Z"),
    ("We will answer within 3 business days", "2024-03-12T07:00:00Z"),
    ("We'll ring you by 17:30", "2024-03-07T01:30:00Z"),
    ("By tomorrow noon we'll have it", "2024-03-07T20:00:00Z"),
    ("Ich werde das bis Freitag 17 Uhr erledigen", "2024-03-09T01:00:00Z"),
    ("Nous passerons lundi à 10h", "2024-03-11T17:00:00Z"),
    ("Wir rufen Sie innerhalb von 2 Stunden an", "2024-03-06T20:00:00Z"),
    ("Vou aí na sexta-feira", "2024-03-09T08:00:00Z"),
    ("I'll look at it this afternoon", "2024-03-07T02:00:00Z"),
    ("replace it next week", "2024-03-18T07:00:00Z"),
  ])
  func aPromiseIsDueWhenItSays(_ phrase: String, _ due: String) throws {
    let zone = try #require(Zone("America/Los_Angeles"))
    let said = Timestamp(year: 2024, month: 3, day: 6, hour: 18)
    #expect(PromisedTimes.due(phrase, at: said, zone: zone)?.description == due, "\(phrase)")
  }
}
