import Contacts
import Foundation
import Records
import Testing

@testable import Reports

/// Each language says all that the reports say.
@Suite struct LanguageTests {
  /// `{1}` and `{n}` of each form of a phrase.
  static func placeholders(_ text: String) -> [Set<String>] {
    text.split(separator: "|", omittingEmptySubsequences: false).map { form in
      Set(
        form.split(separator: "{", omittingEmptySubsequences: false).dropFirst().map {
          String($0.prefix { $0 != "}" })
        })
    }
  }

  @Test(arguments: ReportLanguage.all.map(\.code))
  func everyPhraseHasWordsAndEveryPlaceholder(_ code: String) throws {
    let language = try #require(ReportLanguage(code))
    for phrase in Phrase.allCases {
      let said = try #require(language.phrases[phrase], "\(code) has no words for \(phrase)")
      let english = try #require(ReportLanguage.english.phrases[phrase])
      let forms = Self.placeholders(said)
      let wanted = Self.placeholders(english).reduce(into: Set()) { $0.formUnion($1) }
      #expect(!said.utf8.isEmpty && forms.count <= 2)
      #expect(forms.reduce(into: Set()) { $0.formUnion($1) } == wanted, "\(code): \(phrase)")
      // The form for several may leave out nothing; that for one may, since it is one.
      #expect(forms.last == wanted, "\(code): \(phrase)")
    }
    #expect(language.weekdays.count == 7 && language.shortWeekdays.count == 7)
    #expect(language.months.count == 12)
  }

  @Test func whatIsPutInIsNotReadAgain() {
    let words = Wording(language: .english)
    #expect(words.say(.rate, "{2}", "{1}|{n}") == "{2} of {1}|{n}")
    #expect(words.say(.contacts, n: 1) == "1 contact")
    #expect(words.say(.contacts, n: 0) == "0 contacts")
  }

  @Test func datesAndNumbersHaveTheFormOfTheLanguage() {
    let words = Wording(language: .german)
    #expect(words.time(Timestamp(year: 2024, month: 7, day: 1), in: .utc) == "01.07.2024 00:00")
    #expect(words.decimal(1.44) == "1,4" && words.hundredths(0.5) == "0,50")
  }

  /// No sentence of the pages and texts has been left in English, and nothing is left open.
  @Test(arguments: [ReportFormat.text, .html])
  func theWholeReportIsInGerman(_ format: ReportFormat) {
    var input = SampleOffice.input
    input.language = .german
    let english = [
      " the ", " and ", " were ", " of ", "answered", "Median wait", " by ", "nobody",
      "waiting",
    ]
    for file in render(input, as: format) {
      var text = String(decoding: file.bytes, as: UTF8.self)
      if let styled = text.range(of: "</style>") { text = String(text[styled.upperBound...]) }
      // Subjects and quotes are no sentences of ours.
      for subject in SampleOffice.contacts.compactMap(\.subject) + ["words of "] {
        for part in subject.split(separator: " ") where part.utf8.count > 2 || part == "of" {
          text = text.replacing(" \(part) ", with: " ")
        }
        text = text.replacing(subject, with: "")
      }
      text = text.replacing(#/class="[^"]*"|aria-labelledby="[^"]*"|id="[^"]*"/#, with: "")
      let found = english.filter(text.contains)
      #expect(found.isEmpty, "\(file.name)")
      #expect(!text.contains(#/\{[1-9n]\}/#), "\(file.name)")
    }
  }
}
