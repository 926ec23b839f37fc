import Contacts
import Foundation
import OfficeSimulator
import Pipeline
import Records
import Reports
import TestSupport
import Testing

/// What `explain` says of each contact of an office, held to what truly happened.
@Suite struct StoryTests {
  /// A story as it was printed, its lines joined again.
  private struct Told {
    /// `at`, what it says, and where it stands.
    var evidence: [(at: String, says: String, source: String, offset: Int)] = []
    var head: [String] = []
    /// What stands below the evidence, without line ends.
    var verdict = ""

    init(_ story: Story) {
      let text = String(decoding: story.bytes, as: UTF8.self)
      #expect(text.split(separator: "\n").allSatisfy { $0.unicodeScalars.count <= 80 })
      let blocks = text.components(separatedBy: "\n\n")
      guard blocks.count == 3 else {
        Issue.record("not of three parts: \(text)")
        return
      }
      head = blocks[0].components(separatedBy: "\n")
      verdict = blocks[2].replacingOccurrences(of: "\n", with: " ")
      let joined = blocks[1].replacingOccurrences(of: "\n  ", with: " ")
      for line in joined.split(separator: "\n") {
        let form = #/(\d+ \w+ \d{4} \d\d:\d\d)  (.*) \((\S+), offset (\d+)(, line \d+)?\)/#
        guard let match = try? form.wholeMatch(in: line), let offset = Int(match.4) else {
          Issue.record("no evidence: \(line)")
          continue
        }
        evidence.append((String(match.1), String(match.2), String(match.3), offset))
      }
    }
  }

  private static let rules = [
    "thread": "a reply in its thread of mail that reached who wrote in it",
    "ticket": "a public comment on its ticket",
    "live": "a person of ours picked up the call itself",
    "number": "a call with the same number, which is no single person's in the directory",
    "person": "contact with the same person through another channel or matter",
  ]

  /// `2 d 3 h` in seconds, and its smallest unit, to which it was cut.
  private static func seconds(_ span: String) -> (least: Int, most: Int) {
    var sum = 0
    var unit = 1
    let words = span.split(separator: " ")
    for (number, name) in zip(words, words.dropFirst()) {
      guard let number = Int(number) else { continue }
      unit = ["d": 86_400, "h": 3600, "min": 60, "s": 1][String(name)] ?? 0
      sum += number * unit
    }
    return (sum, sum + unit - 1)
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func everyStoryAgreesWithTheTruth(_ seed: UInt64) throws {
    let office = try PassageTests.office(seed)
    let settings = try office.settings
    let outcome = try office.run()
    let clock = DateFormatter()
    clock.locale = Locale(identifier: "en_US_POSIX")
    clock.timeZone = TimeZone(identifier: settings.provider.zone.name)
    clock.dateFormat = "d MMM yyyy HH:mm"
    func local(_ moment: Timestamp) -> String {
      clock.string(from: Date(timeIntervalSince1970: Double(moment.seconds)))
    }
    let found = Dictionary(grouping: outcome.contacts, by: { Outline($0).description })
    var stories = 0
    for truth in office.truth {
      // Two of withheld numbers in one second would be told apart by nothing.
      let contact = try #require(found[Outline(truth).description]?.first)
      let told = Told(Story(contact, settings: settings))
      let tell = Comment(rawValue: "\(truth)")
      stories += 1

      let client = settings.clients.first { $0.id == truth.client }?.name
      #expect(told.head[1] == "Client: \(client ?? "nobody's in the directory")", tell)
      let person = truth.person.map { $0.hasPrefix("tel:") ? String($0.dropFirst(4)) : $0 }
      let who = told.head[2].split(separator: ": ", maxSplits: 1).last?
        .split(separator: ", ").last.map(String.init)
      #expect(told.head[2].hasPrefix("Person: ") && who == person ?? "withheld or unknown", tell)

      let attempts = truth.attempts == 1 ? "1 attempt" : "\(truth.attempts) attempts"
      #expect(told.verdict.hasPrefix("Opened \(local(truth.opened)), \(attempts)"), tell)
      let opening = told.evidence.filter { $0.says == "they made contact, which opened it" }
      #expect(opening.map(\.at) == [local(truth.opened)], tell)
      let tries = told.evidence.count { $0.says == "they tried again" }
      #expect(tries == truth.attempts - 1, tell)

      let end: Timestamp
      switch truth.state {
      case "answered":
        end = truth.answered ?? truth.opened
        let who = settings.provider.technicians.first { $0.id == truth.answeredBy }?.name
        let rule = Self.rules[truth.matchedBy ?? ""] ?? "?"
        let by = who.map { " by \($0)" } ?? ""
        #expect(told.verdict.contains(" of opening hours\(by): \(rule)."), tell)
        if truth.matchedBy != "live" {
          let answers = told.evidence.filter { $0.says == "our answer" }.map(\.at)
          #expect(answers.contains(local(end)), tell)
        }
      case "unanswered":
        end = contact.observedUntil
        #expect(told.verdict.contains("not answered by anything that was observed until"), tell)
        #expect(!told.evidence.contains { $0.says == "our answer" }, tell)
      case "closed-unanswered":
        end = truth.ended ?? truth.opened
        #expect(told.verdict.contains("with no answer before: it never counts as kept"), tell)
        #expect(
          told.evidence.contains { $0.says == "the ticket was closed" && $0.at == local(end) },
          tell)
      default:
        end = truth.ended ?? truth.opened
        #expect(told.verdict.contains("withdrawn by the client"), tell)
        #expect(
          told.evidence.contains {
            $0.says == "they said that it is solved or no longer needed" && $0.at == local(end)
          }, tell)
      }
      let wait = told.verdict.firstMatch(of: #/(?:after|for) ([^,]*) by the clock/#)
      let bounds = Self.seconds(String(wait?.1 ?? ""))
      #expect((bounds.least...bounds.most).contains(end - truth.opened), tell)
    }
    #expect(stories == office.truth.count && stories > 200)
  }

  /// Each line leads to where a message, a row or an element begins.
  @Test(arguments: [1, 2, 3] as [UInt64])
  func everyPlaceIsTheBeginningOfWhatItTells(_ seed: UInt64) throws {
    let office = try PassageTests.office(seed)
    let settings = try office.settings
    var files: [String: [UInt8]] = [:]
    var checked: Set<String> = []
    for contact in try office.run().contacts {
      for line in Told(Story(contact, settings: settings)).evidence {
        let name =
          line.source.hasPrefix(office.folder.path) ? line.source : office.folder(line.source)
        let bytes = try files[name] ?? [UInt8](Data(contentsOf: URL(fileURLWithPath: name)))
        files[name] = bytes
        let here = bytes[line.offset...].prefix(5)
        let tell = Comment(rawValue: "\(line)")
        if name.hasSuffix(".mbox") {
          #expect(here.elementsEqual("From ".utf8), tell)
        } else if name.hasSuffix(".xml") {
          #expect(here.first == 0x3C, tell)
        } else {
          #expect(line.offset == 0 || bytes[line.offset - 1] == 0x0A, tell)
        }
        checked.insert((name as NSString).pathExtension)
      }
    }
    #expect(checked == ["mbox", "csv", "xml"])
  }
}
