import Intake
import Pipeline
import Testing

/// The key `xml` of a source with `format: xml`.
@Suite struct XMLMappingTests {
  static let provider = "provider: { domains: [x.example] }\n"

  static func source(_ xml: String) -> String {
    "\(provider)sources:\n  - path: a.xml\n    format: xml\n    xml:\n"
      + xml.split(separator: "\n").map { "      \($0)\n" }.joined()
  }

  @Test func allOfItIsRead() throws {
    let configuration = try Configuration(
      Self.source(
        """
        ticket: cases/case
        id: "@number"
        opened: made
        requester_address: who/mail
        comments: notes/note
        comment: { at: when, text: ., public: "@shown" }
        time: dd.MM.yyyy HH:mm
        html: true
        values: { solved: Done, public: [ja, yes] }
        """), file: "pipeline.yml")
    let mapping = try #require(configuration.sources.first?.xml)
    #expect(mapping.ticket == "cases/case" && mapping.comment == "notes/note" && mapping.isHTML)
    #expect(
      mapping.fields == [.id: "@number", .opened: "made", .requesterAddress: "who/mail"])
    #expect(mapping.commentFields == [.at: "when", .text: ".", .isPublic: "@shown"])
    #expect(mapping.time == TimeForm("dd.MM.yyyy HH:mm"))
    #expect(mapping.values == [.solved: ["Done"], .isPublic: ["ja", "yes"]])
    #expect(configuration.source(of: "b.xml") { $0.xml != nil }?.pattern == "a.xml")
    #expect(configuration.inputs().inputs.first?.options.xml == mapping)
  }

  static let faults: [(String, String)] = [
    ("\(provider)sources:\n  - §path: a.xml\n    format: xml\n", "needs the key xml"),
    (
      "\(provider)sources:\n  - path: a.xml\n    format: mbox\n    xml: §{ ticket: a }\n",
      "which this is not"
    ),
    (source("§id: a\nopened: b"), "needs ticket"),
    (source("§ticket: a\nopened: b"), "needs id"),
    (source("§ticket: a\nid: b"), "needs opened"),
    (source("ticket: a\nid: b\nopened: c\n§subjekt: d"), "did you mean \"subject\"?"),
    (source("ticket: §\"@a\"\nid: b\nopened: c"), "path of an element"),
    (source("ticket: a\nid: §b//c\nopened: c"), "must be a path"),
    (source("ticket: a\nid: §\"@b/c\"\nopened: c"), "must be a path"),
    (source("ticket: a\nid: §1b\nopened: c"), "must be a path"),
    (source("ticket: a\nid: §[b]\nopened: c"), "must be a text"),
    (source("ticket: a\nid: b\nopened: c\ncomments: §d"), "needs the key comment"),
    (source("ticket: a\nid: b\nopened: c\ncomment: §{ at: d, text: e }"), "needs the key comments"),
    (source("ticket: a\nid: b\nopened: c\ncomments: d\ncomment: §{ at: d }"), "needs text"),
    (
      source("ticket: a\nid: b\nopened: c\ncomments: d\ncomment: { at: d, text: e, §pubic: f }"),
      "did you mean \"public\"?"
    ),
    (
      source("ticket: x/a\nid: b\nopened: c\ncomments: §y/a\ncomment: { at: d, text: e }"),
      "the name of a ticket's"
    ),
    (source("ticket: a\nid: b\nopened: c\ntime: §yesterday"), "no form of times"),
    (source("ticket: a\nid: b\nopened: c\nhtml: §perhaps"), "true or false"),
    (source("ticket: a\nid: b\nopened: c\nvalues: { §done: [x] }"), "unknown key"),
    (source("ticket: a\nid: b\nopened: c\nvalues: { open: [x], solved: [§x] }"), "two meanings"),
  ]

  @Test(arguments: faults)
  func aFaultIsToldWithItsPlace(_ marked: String, _ words: String) {
    MarkedConfiguration(marked).expectFault(words)
  }
}
