import Foundation
import Records
import Testing

@testable import Intake

/// An export that is read in parts gives what it gives in one piece.
struct HelpdeskPartsTests {
  struct Outcome: Equatable {
    var lines: [UInt8] = []
    var records: [Record] = []
    var rejects: [Reject] = []
    var books = Books("parse")
  }

  static func read(
    _ bytes: [UInt8], _ dialect: HelpdeskDialect, partSize: Int? = nil, lines: Bool = true
  ) throws -> Outcome {
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("parts-\(UUID().uuidString).xml")
    try Data(bytes).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    var outcome = Outcome()
    let output =
      lines
      ? Output(lines: { outcome.lines += $0 }, reject: { outcome.rejects.append($0) })
      : Output(record: { outcome.records.append($0) }, reject: { outcome.rejects.append($0) })
    let reader = HelpdeskReader(dialect, output, ReaderOptions())
    let people = "<users><user><id>1</id><name>Rita</name><roles>0</roles></user></users>"
    reader.begin("people")
    Array(people.utf8).withUnsafeBytes { reader.feed($0) }
    reader.end()
    reader.begin("export")
    var isRead = false
    if let partSize {
      let descriptor = open(file.path, O_RDONLY)
      defer { close(descriptor) }
      switch reader.readParts(descriptor, size: bytes.count, partSize: partSize, workers: 3) {
      case .whole: isRead = true
      case .unfit: break
      case .failed: throw CocoaError(.fileReadUnknown)
      }
    }
    if !isRead { bytes.withUnsafeBytes { reader.feed($0) } }
    reader.end()
    reader.finish()
    outcome.books = output.books
    return outcome
  }

  static func ticket(_ i: Int, id: Int? = nil, text: String = "It does not print.\n") -> String {
    """
      <ticket>
        <nice-id>\(id ?? i)</nice-id><created-at>2024-03-04T09:15:00Z</created-at>
        <requester-id>\(i % 2)</requester-id><description>\(text)</description>
        <comments>
          <comment><id>\(i)1</id><author-id>\(i % 3)</author-id>
            <created-at>2024-03-04T10:\(10 + i % 50):00Z</created-at><value>\(i)</value></comment>
        </comments>
      </ticket>

    """
  }

  static func export(_ change: (Int) -> String? = { _ in nil }) -> String {
    "<?xml version=\"1.0\"?>\n<tickets count=\"60\">\n"
      + (0..<60).map { change($0) ?? ticket($0) }.joined() + "</tickets>\n<!-- <ticket> -->\n"
  }

  /// By name; the number is the ticket that is odd.
  static let inputs: [(String, String)] = [
    ("plain", export()),
    ("a ticket twice", export { $0 == 41 ? ticket(41, id: 7) : nil }),
    ("a ticket without a time", export { $0 == 40 ? "<ticket><id>9</id></ticket>\n" : nil }),
    ("a start tag in a comment", export { $0 == 20 ? "<!-- \(ticket(99)) -->\n" : nil }),
    ("a start tag in CDATA", export { $0 == 21 ? ticket(21, text: "<![CDATA[<ticket>]]>") : nil }),
    ("a ticket in a ticket", export { $0 == 22 ? ticket(22, text: ticket(98)) : nil }),
    (
      "a longer name",
      export { $0 == 23 ? "<ticket-form><ticket-id>1</ticket-id></ticket-form>" : nil }
    ),
    ("a person among them", export { $0 == 24 ? "<user><id>2</id><name>Al</name></user>" : nil }),
    ("a comment outside", export { $0 == 25 ? "<comment><id>5</id></comment>" : nil }),
    ("an entity", export { $0 == 26 ? ticket(26, text: "a&nbsp;b") : nil }),
    ("an ampersand", export { $0 == 27 ? ticket(27, text: "R&D") : nil }),
    ("a control character", export { $0 == 28 ? ticket(28, text: "\u{1}") : nil }),
    (
      "a long one",
      export { $0 == 30 ? ticket(30, text: String(repeating: "x\n", count: 3000)) : nil }
    ),
    ("an element more", export { $0 == 31 ? "<more>" : $0 == 50 ? "</more>" : nil }),
    ("an end too many", export { $0 == 32 ? "</tickets>" : nil }),
    ("another root", export { $0 == 33 ? "</tickets><tickets>" : nil }),
    ("cut off", String(export().dropLast(3000))),
    ("cut off early", String(export().prefix(300))),
    ("nothing", "<tickets></tickets>"),
  ]

  @Test(arguments: inputs.indices)
  func partsGiveWhatOnePieceGives(_ i: Int) throws {
    let (name, text) = Self.inputs[i]
    let bytes = Array(text.utf8)
    for lines in [true, false] {
      let whole = try Self.read(bytes, .zendesk, lines: lines)
      for size in [100, 700, 2000, 9000] {
        let parts = try Self.read(bytes, .zendesk, partSize: size, lines: lines)
        // Not the outcomes themselves, which would be written out whole.
        let isSame = parts == whole
        #expect(isSame, "\(name), parts of \(size)")
      }
    }
  }

  @Test func aPageOfASearchIsPartialInAllItsParts() throws {
    let items = (0..<40).map {
      "<item><key>A-\($0)</key><created>Mon, 4 Mar 2024 09:15:00 +0000</created></item>\n"
    }
    let text =
      "<rss version=\"0.92\"><channel><issue start=\"0\" end=\"40\" total=\"90\"/>\n"
      + items.joined() + "</channel></rss>"
    let whole = try Self.read(Array(text.utf8), .jira)
    let parts = try Self.read(Array(text.utf8), .jira, partSize: 500)
    let isSame = parts == whole
    #expect(isSame)
    #expect(
      String(decoding: parts.lines, as: UTF8.self).components(separatedBy: "export-truncated").count
        == 41)
  }
}
