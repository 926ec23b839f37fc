import Records
import Testing

@testable import Intake

/// The laws of the XML stream: blocks, prefixes, places, encodings.
struct HelpdeskXMLTests {
  static let shape = XMLShape([
    XMLShape.Kind(name: "t", fields: ["@k", "id", "v", "p/@name", "p/q"]),
    XMLShape.Kind(name: "c", fields: ["v"]),
  ])

  static let document = """
    <?xml version="1.0" encoding="UTF-8"?>
    <!-- it's a "comment" with <t> in it -- no: - -
    -->
    <!DOCTYPE ts [ <!-- don't > -->
    <!ELEMENT t (v)> <!ATTLIST t k CDATA #IMPLIED> ]>
    <?style it's > a <t> ?>
    <ts>
    <t k="a &amp; b &lt; &#228;"><id>1</id><v>Grüße &amp; €uro 🙂
    zwei</v><c><v>one</v></c>
      <c
        x = "1>2" ><v><![CDATA[<t>&amp;]] ]>]]]></v></c><!--
    <t>--></t>

    <t><p name='n'><q>deep</q></p><v/><v>second</v><v>third</v></t><u><t/></u>
    </ts>
    """

  static let expected = [
    "one", "<t>&amp;]] ]>]", "a & b < ä|1|Grüße & €uro 🙂\nzwei||", "||second|n|deep", "||||",
  ]

  @Test func recordsComeOutWithTheirPaths() {
    let reading = XMLReading(Array(Self.document.utf8), Self.shape)
    #expect(reading.records == Self.expected)
    #expect(reading.rejects.isEmpty && reading.broken.isEmpty)
    #expect(reading.defects == Array(repeating: [], count: 5))
  }

  /// Each place leads to the `<` of its element and tells its line.
  @Test(arguments: ["\n", "\r\n"], ["", "\u{FEFF}", "PHP Notice: x\n in line 7\n"])
  func placesAreExact(_ newline: String, _ before: String) {
    let text =
      before
      + Self.document.split(separator: "\n", omittingEmptySubsequences: false)
      .joined(separator: newline)
    let bytes = Array(text.utf8)
    let reading = XMLReading(bytes, Self.shape)
    #expect(reading.places.count == 5)
    for place in reading.places {
      let rest = bytes[place.offset...]
      #expect(rest.starts(with: "<t".utf8) || rest.starts(with: "<c".utf8))
      #expect(place.line == 1 + bytes[..<place.offset].count { $0 == 0x0A })
    }
    #expect(Set(reading.places.map(\.offset)).count == 5)
  }

  @Test(arguments: [1, 2, 3, 7, 64, 1000])
  func blocksOfAnySizeGiveTheSame(_ block: Int) {
    for bytes in Self.variants {
      #expect(XMLReading(bytes, Self.shape, block: block) == XMLReading(bytes, Self.shape))
    }
  }

  static let variants: [[UInt8]] = {
    let plain = Array(document.utf8)
    let units = Array(document.utf16)
    let little: [UInt8] = [0xFF, 0xFE] + units.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    let big: [UInt8] = units.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    let latin = Array("<ts><t><v>Gr".utf8) + [0xFC, 0xDF] + Array("e</v></t></ts>".utf8)
    return [plain, little, big, latin]
  }()

  @Test func utf16IsReadAsItsTextAndPlacedInItsBytes() {
    let plain = XMLReading(Self.variants[0], Self.shape)
    for (bytes, mark) in [(Self.variants[1], 2), (Self.variants[2], 0)] {
      let reading = XMLReading(bytes, Self.shape)
      #expect(reading.records == plain.records)
      #expect(reading.places.map(\.line) == plain.places.map(\.line))
      for place in reading.places {
        let at = (place.offset - mark) / 2
        #expect(Array(Self.document.utf16)[at] == 0x3C)
      }
    }
  }

  @Test(
    arguments: [
      ("windows-1252", [0x80, 0xFC] as [UInt8], "€ü", [String]()),
      ("ISO-8859-1", [0xFC], "ü", []), ("ISO-8859-2", [0xB1], "ą", []),
      ("UTF-8", [0xFC, 0x20, 0x80], "ü €", ["encoding-repaired"]),
      ("UTF-8", [0xC3, 0xBC], "ü", []), ("us-ascii", [0xC3, 0xBC], "ü", []),
      ("UTF-8", [0xED, 0xA0, 0x80], "í\u{A0}€", ["encoding-repaired"]),
    ])
  func encodingsAreRead(_ name: String, _ bytes: [UInt8], _ text: String, _ defects: [String]) {
    let document =
      Array("<?xml version='1.0' encoding='\(name)'?><ts><t><v>".utf8) + bytes
      + Array("</v></t></ts>".utf8)
    for block in [1, 2, 3, 1000] {
      let reading = XMLReading(document, Self.shape, block: block)
      #expect(reading.records == ["||\(text)||"])
      #expect(reading.defects == [defects])
      #expect(reading.rejects.isEmpty)
    }
  }

  @Test func everyPrefixGivesWhatWasWhole() {
    for bytes in Self.variants {
      let whole = XMLReading(bytes, Self.shape)
      for end in bytes.indices {
        let reading = XMLReading(Array(bytes[..<end]), Self.shape)
        #expect(whole.records.starts(with: reading.records))
        #expect(!reading.codes.isEmpty || !reading.broken.isEmpty)
      }
    }
  }

  /// Bytes changed at random never trap, and blocks still make no difference.
  @Test func mutationsNeitherTrapNorDependOnBlocks() {
    var state: UInt64 = 20_260
    func random(_ below: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % below
    }
    let pieces = [
      "<", ">", "&", "<!--", "-->", "<![CDATA[", "]]>", "<?", "?>", "</t>", "<t ", "\0",
    ]
    for round in 0..<1500 {
      var bytes = Self.variants[round % Self.variants.count]
      for _ in 0..<(1 + random(6)) {
        let at = random(bytes.count)
        switch random(4) {
        case 0: bytes[at] = UInt8(random(256))
        case 1: bytes.removeSubrange(at..<min(bytes.count, at + 1 + random(9)))
        case 2: bytes.insert(contentsOf: pieces[random(pieces.count)].utf8, at: at)
        default:
          bytes.insert(contentsOf: Array(bytes[at...].prefix(random(40))), at: random(at + 1))
        }
        if bytes.isEmpty { bytes = [0x3C] }
      }
      let whole = XMLReading(bytes, Self.shape)
      let block = 1 + random(9)
      #expect(XMLReading(bytes, Self.shape, block: block) == whole, "round \(round)")
    }
  }
}
