import Records
import Testing

@testable import Intake

/// What comes out of XML records of any shape.
struct XMLReading: Equatable {
  var records: [String] = []
  var defects: [[String]] = []
  var places: [Place] = []
  var rejects: [Reject] = []
  var broken: [String] = []

  /// Each record is shown as its values, joined by `|`.
  ///
  /// - Parameter isPlainFirst: false to have libxml2 read it all.
  init(
    _ bytes: [UInt8], _ shape: XMLShape, block: Int = 1 << 20, isPlainFirst: Bool = true
  ) {
    final class Catch: XMLRecords.Sink {
      var reading: XMLReading
      let shape: XMLShape
      init(_ reading: XMLReading, _ shape: XMLShape) {
        (self.reading, self.shape) = (reading, shape)
      }
      func ended(_ record: XMLRecord) {
        let fields = shape.paths[record.kind].names.indices
        let values = fields.map { String(decoding: record[$0] ?? [], as: UTF8.self) }
        reading.records.append(values.joined(separator: "|"))
        reading.defects.append(record.defects)
        reading.places.append(record.place)
      }
      func broken(_ record: XMLRecord, code: String, detail: String) {
        reading.broken.append(code)
      }
      func rejected(_ reject: Reject) { reading.rejects.append(reject) }
    }
    let sink = Catch(self, shape)
    let records = XMLRecords(shape, source: "x", sink: sink, isPlainFirst: isPlainFirst)
    var at = 0
    while at < bytes.count {
      let end = min(bytes.count, at + block)
      bytes[at..<end].withUnsafeBytes { records.feed($0) }
      at = end
    }
    records.finish()
    self = sink.reading
  }

  var codes: [String] { rejects.map(\.code) }

  static let shape = XMLShape([
    XMLShape.Kind(name: "t", fields: ["id", "v"]), XMLShape.Kind(name: "y", fields: ["text()"]),
    XMLShape.Kind(name: "b", fields: ["text()"]),
  ])
}

/// What is hostile or broken in an XML file, each kind once.
struct HelpdeskNastyTests {
  struct Outcome: Sendable {
    var file: String
    var records: [String] = []
    var rejects: [String] = []
    var broken: [String] = []
    var defects: [String] = []
  }

  static let outcomes = [
    Outcome(file: "bl", rejects: ["xml-entities"]),
    Outcome(file: "blattr", rejects: ["xml-entities"]),
    Outcome(file: "cp", records: ["1|quote “x” €"]),
    Outcome(
      file: "cref", records: ["1|ok one", "2|bad  char", "3|after"], defects: ["character-dropped"]),
    Outcome(file: "ctl", records: ["1|ok one", "2|bad   char", "3|after"]),
    Outcome(file: "deep300", rejects: ["xml-too-deep"]),
    Outcome(
      file: "dup", records: ["1|one", "2|dup", "3|after"], rejects: ["xml-not-well-formed"],
      defects: ["xml-damaged"]),
    Outcome(file: "intent", rejects: ["xml-entities"]),
    Outcome(
      file: "l1", records: ["1|ok one", "2|bad é char", "3|après"], defects: ["encoding-repaired"]),
    Outcome(file: "lead", records: ["1|"]),
    Outcome(
      file: "mal", records: ["1|ok one", "2|R&D x", "3|after"], rejects: ["xml-not-well-formed"],
      defects: ["xml-damaged", "markup-repaired"]),
    Outcome(
      file: "nbsp", records: ["1|ok one", "2|bad  char", "3|after"], defects: ["entity-dropped"]),
    Outcome(file: "nul", records: ["x", "y z", "w"]),
    Outcome(file: "pe", rejects: ["xml-entities"]),
    Outcome(file: "quad", rejects: ["xml-entities"]),
    Outcome(file: "trunc", records: ["1|one"], broken: ["xml-truncated"]),
    Outcome(file: "xxe", rejects: ["xml-entities"]),
  ]
  static let shapes = [
    "nul": XMLShape([XMLShape.Kind(name: "b", fields: ["text()"])])
  ]
  static let shape = XMLShape([XMLShape.Kind(name: "t", fields: ["id", "v"])])

  @Test(arguments: outcomes)
  func eachNastyFileHasItsOutcomeSoon(_ outcome: Outcome) {
    guard let bytes = HelpdeskReading.corpus("constructed/nasty/\(outcome.file).xml") else {
      return
    }
    let shape = HelpdeskNastyTests.shapes[outcome.file] ?? HelpdeskNastyTests.shape
    var reading = XMLReading([], shape)
    let time = processorSeconds { reading = XMLReading(bytes, shape) }
    #expect(reading.records == outcome.records)
    #expect(reading.codes == outcome.rejects)
    #expect(reading.broken == outcome.broken)
    #expect(
      reading.defects.flatMap { $0 }.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
        == outcome.defects)
    #expect(time < 1)
    for block in [1, 2, 3, 7] { #expect(XMLReading(bytes, shape, block: block) == reading) }
  }

  static func xml(_ inside: String) -> [UInt8] { Array("<ts>\(inside)</ts>".utf8) }

  @Test func aTagOfManyAttributesIsRefusedAtOnce() {
    let attributes = (0..<200_000).map { " a\($0)=''" }.joined()
    for opening in [
      "", "<?xml version='1.0' >", "<? ", "<!DOCTYPE t [ ", "<!-- --", "<![CDATA[ ]]",
    ] {
      let bytes = Array("\(opening)<ts><t><id>1</id></t><t\(attributes)/></ts>".utf8)
      var reading = XMLReading([], HelpdeskNastyTests.shape)
      let time = processorSeconds {
        reading = XMLReading(bytes, HelpdeskNastyTests.shape)
      }
      #expect(time < 0.5, "\(opening)")
      #expect(!reading.codes.isEmpty || !reading.broken.isEmpty, "\(opening)")
      if opening.isEmpty {
        #expect(reading.records == ["1|"])
        #expect(reading.codes == ["xml-tag-too-large"])
      }
    }
  }

  /// Jira writes what has no line end, as a long comment, into an attribute.
  @Test func aLongAttributeIsKept() {
    let value = String(repeating: "=", count: 5000) + String(repeating: "&quot;x ", count: 30_000)
    let shape = XMLShape([XMLShape.Kind(name: "t", fields: ["@a", "@b"])])
    let reading = XMLReading(Array("<ts><t a=\"\(value)\" b='2'/><t b='3'/></ts>".utf8), shape)
    #expect(reading.codes.isEmpty && reading.records.count == 2)
    #expect(reading.records.first?.utf8.starts(with: "=====".utf8) == true)
    #expect(reading.records.first?.hasSuffix("|2") == true)
  }

  /// The quadratic search for equal names must not be reached by a quote in the wrong place.
  @Test(
    arguments: [
      "\"", "a=\"", "a='\"", "a=\"<\" b=\"", "a=\"&x\" \"", "a=\"\"\"", "a=\"\"b=\"", "a=b \"",
      "a=\"\u{1}\" \"", "=\"", "a \"", "a=\"1\" a=\"2\" \"", "x:y:z=\"1\" \"",
    ])
  func attributesBehindAStrayQuoteTakeNoTime(_ beginning: String) {
    let attributes = (0..<60_000).map { " a\($0)=''" }.joined()
    for end in ["/>", "\"/>", "\" c='1'/>"] {
      let bytes = Array("<ts><t \(beginning)\(attributes.prefix(500_000))\(end)</ts>".utf8)
      let time = processorSeconds { _ = XMLReading(bytes, HelpdeskNastyTests.shape) }
      #expect(time < 0.5, "\(time) \(end)")
    }
  }

  @Test func aDeepNestIsRefusedAtOnce() {
    for name in ["a", "t"] {
      let bytes = Array(String(repeating: "<\(name)>", count: 200_000).utf8)
      let time = processorSeconds {
        let reading = XMLReading(bytes, HelpdeskNastyTests.shape)
        #expect((reading.codes + reading.broken).contains("xml-too-deep"))
      }
      #expect(time < 0.5)
    }
  }

  @Test func manyNamespacesAreRefused() {
    let one = "<x " + (0..<100).map { "xmlns:n\($0)='u\($0)'" }.joined(separator: " ") + ">"
    let bytes = Array(
      (String(repeating: one, count: 90) + String(repeating: "<z:z/>", count: 200_000)).utf8)
    let time = processorSeconds {
      #expect(XMLReading(bytes, HelpdeskNastyTests.shape).codes == ["xml-too-many-namespaces"])
    }
    #expect(time < 1)
  }

  /// libxml2 refuses ten megabytes of CDATA, or in one comment.
  @Test(arguments: [("", ""), ("<![CDATA[", "]]>"), ("<!--", "-->"), ("<?p ", "?>")])
  func twelveMegabytesInOnePieceAreRead(_ opening: String, _ closing: String) {
    let long = String(repeating: "abcdefghij ", count: 1_100_000)
    let reading = XMLReading(
      HelpdeskNastyTests.xml(
        "<t><id>1</id><v>x\(opening)\(long)\(closing)</v></t><t><id>2</id></t>"),
      HelpdeskNastyTests.shape)
    #expect(reading.records.count == 2)
    #expect(reading.codes.isEmpty)
    #expect(reading.records.last == "2|")
    let isText = opening.isEmpty || opening.hasPrefix("<![")
    #expect(reading.defects.first == (isText ? ["text-truncated"] : []))
    #expect(reading.records.first?.utf8.count == (isText ? 2 + XMLRecord.longestField : 3))
  }

  @Test(
    arguments: [
      "&", "<", "a < b", "5 <6", "&;", "&#;", "&#x110000;", "&amp", "</ >", "</>", "<!", "<!x>",
      "<? >", "<Bob@x.example>", "<http://x.example/>", "<!DOCTYPE q>", "R&D & Co", "&&amp;&",
      "<\u{201C}x>", "]]>", "\u{FFFF}", "<b@", "<!- ", "<![CDATX[ ]]>", "x</1>",
    ])
  func whatIsNotEscapedHurtsItsRecordAtMost(_ text: String) {
    let bytes = HelpdeskNastyTests.xml(
      "<t><id>1</id><v>\(text)</v></t><t><id>2</id><v>after</v></t>")
    let reading = XMLReading(bytes, HelpdeskNastyTests.shape)
    #expect(reading.records.count == 2)
    #expect(reading.records.first?.hasPrefix("1|") == true)
    #expect(reading.records.last == "2|after")
    for block in [1, 2, 3, 7] {
      #expect(XMLReading(bytes, HelpdeskNastyTests.shape, block: block) == reading)
    }
  }

  @Test func whatIsNotEscapedIsKept() {
    let bytes = HelpdeskNastyTests.xml(
      "<t><v>R&D: 5 < 6 & <bob@x.example> a</v></t>")
    let reading = XMLReading(bytes, HelpdeskNastyTests.shape)
    #expect(reading.records == ["|R&D: 5 < 6 & <bob@x.example> a"])
    #expect(reading.defects == [["markup-repaired"]])
    #expect(reading.rejects.isEmpty)
  }
}
