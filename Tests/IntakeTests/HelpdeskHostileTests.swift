import Records
import Testing

@testable import Intake

/// Each known attack on readers of XML is answered at once, and nothing comes in from outside.
/// `scripts/torture xml` measures the same and more, with the memory that they take.
struct HelpdeskHostileTests {
  struct Attack: Sendable, CustomTestStringConvertible {
    var name: String
    var bytes: [UInt8]
    /// What the file is refused for; nil where its one ticket comes out.
    var code: String?
    var testDescription: String { name }

    init(_ name: String, _ text: String, refused code: String? = nil) {
      self.name = name
      bytes = Array(text.utf8)
      self.code = code
    }

    init(_ name: String, _ bytes: [UInt8], refused code: String? = nil) {
      self.name = name
      self.bytes = bytes
      self.code = code
    }
  }

  /// A ticket that asks for an entity, behind a document type that declares it.
  private static func asking(_ declarations: String, _ head: String = "") -> String {
    "\(head)<!DOCTYPE ts [\(declarations)]><ts><t><id>1</id><v>a&x;b</v></t></ts>"
  }

  private static func wide(_ text: String, isBig: Bool) -> [UInt8] {
    (isBig ? [0xFE, 0xFF] : [0xFF, 0xFE])
      + text.utf16.flatMap {
        isBig ? [UInt8($0 >> 8), UInt8($0 & 255)] : [UInt8($0 & 255), UInt8($0 >> 8)]
      }
  }

  private static let laughs = (1...9).map { i in
    "<!ENTITY x\(i) \"\(String(repeating: "&x\(i - 1);", count: 10))\">"
  }.joined()

  static let attacks: [Attack] = [
    Attack("a file", asking("<!ENTITY x SYSTEM 'file:///etc/hostname'>"), refused: "xml-entities"),
    Attack("http", asking("<!ENTITY x SYSTEM 'http://127.0.0.1:9/'>"), refused: "xml-entities"),
    Attack("ftp", asking("<!ENTITY x SYSTEM 'ftp://127.0.0.1:9/'>"), refused: "xml-entities"),
    Attack(
      "php", asking("<!ENTITY x SYSTEM 'php://filter/read=convert.base64-encode/resource=/'>"),
      refused: "xml-entities"),
    Attack(
      "a parameter entity", asking("<!ENTITY % p SYSTEM 'file:///etc/hostname'> %p;"),
      refused: "xml-entities"),
    Attack(
      "a public entity", asking("<!ENTITY x PUBLIC 'p' 'file:///etc/hostname'>"),
      refused: "xml-entities"),
    Attack(
      "an outer document type",
      "<!DOCTYPE ts SYSTEM 'file:///etc/hostname'><ts><t><id>1</id><v>ab</v></t></ts>"),
    Attack(
      "XInclude of text",
      "<ts xmlns:i='http://www.w3.org/2001/XInclude'><t><id>1</id>"
        + "<v>a<i:include parse='text' href='/etc/hostname'/>b</v></t></ts>"),
    Attack(
      "XInclude of XML",
      "<ts xmlns:i='http://www.w3.org/2001/XInclude'><t><id>1</id>"
        + "<v>a<i:include href='file:///etc/fstab'/>b</v></t></ts>"),
    Attack(
      "UTF-16, little", wide(asking("<!ENTITY x SYSTEM 'file:///etc/hostname'>"), isBig: false),
      refused: "xml-entities"),
    Attack(
      "UTF-16, big", wide(asking("<!ENTITY x SYSTEM 'file:///etc/hostname'>"), isBig: true),
      refused: "xml-entities"),
    Attack(
      "another encoding than is said",
      asking(
        "<!ENTITY x SYSTEM 'file:///etc/hostname'>", "<?xml version='1.0' encoding='latin1'?>"),
      refused: "xml-entities"),
    Attack(
      "a billion laughs", asking("<!ENTITY x0 'ha'>\(laughs)<!ENTITY x '&x9;'>"),
      refused: "xml-entities"),
    Attack(
      "quadratic blow-up",
      "<!DOCTYPE ts [<!ENTITY x '\(String(repeating: "x", count: 50_000))'>]><ts><t><v>"
        + String(repeating: "&x;", count: 20_000) + "</v></t></ts>", refused: "xml-entities"),
    Attack(
      "200,000 entities",
      asking((0..<200_000).map { "<!ENTITY e\($0) 'x'>" }.joined()),
      refused: "xml-doctype-too-large"),
    Attack(
      "200,000 attributes",
      "<ts><t><v" + (0..<200_000).map { " a\($0)='x'" }.joined() + ">ab</v></t></ts>",
      refused: "xml-tag-too-large"),
    Attack(
      "200,000 levels", "<ts><t><id>1</id>" + String(repeating: "<a>", count: 200_000),
      refused: "xml-too-deep"),
  ]

  @Test(arguments: attacks)
  func eachAttackIsAnsweredAtOnce(_ attack: Attack) {
    for isPlainFirst in [true, false] {
      var reading = XMLReading([], HelpdeskNastyTests.shape)
      let time = processorSeconds {
        reading = XMLReading(attack.bytes, HelpdeskNastyTests.shape, isPlainFirst: isPlainFirst)
      }
      #expect(time < 1)
      if let code = attack.code {
        #expect(reading.records.isEmpty)
        #expect((reading.codes + reading.broken).contains(code))
      } else {
        #expect(reading.records == ["1|ab"])
      }
    }
  }

  /// UTF-7 would hide the `<` of a document type from whoever looks for it.
  @Test func utf7IsNotRead() {
    let text =
      "<?xml version='1.0' encoding='UTF-7'?>+ADw-+ACE-DOCTYPE ts +AFs-+ADw-+ACE-ENTITY x SYSTEM "
      + "'file:///etc/hostname'+AD4-+AF0-+AD4-<ts><t><id>1</id><v>a&x;b</v></t></ts>"
    let reading = XMLReading(Array(text.utf8), HelpdeskNastyTests.shape)
    #expect(!reading.rejects.isEmpty || reading.defects.contains { !$0.isEmpty })
    #expect(reading.records.allSatisfy { $0 == "1|ab" })
  }
}
