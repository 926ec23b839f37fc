import Records
import TestSupport
import Testing

@testable import Intake

/// The reader of plain XML gives what libxml2 gives, wherever it leaves the rest to it.
struct HelpdeskPlainTests {
  static let shape = XMLShape([
    XMLShape.Kind(name: "t", fields: ["id", "v", "v/@a", "@n"]),
    XMLShape.Kind(name: "c", fields: ["@id", "text()"]),
    XMLShape.Kind(name: "head", fields: ["@total"], isHeadOnly: true),
  ])

  static let plain = """
    <?xml version="1.0" encoding="UTF-8"?>
    <!DOCTYPE root SYSTEM "root.dtd">
    <!-- a comment - with <tags> & such -->
    <root><head total="3"/>
      <t n="a &amp; b &#x41;"><id>1</id><v a='"x"'>R&amp;D &lt;x&gt; &#233;</v>
        <c id="9">one<b>two</b><br/>three</c></t>
      <?pi some thing?><t><id>2</id><v><![CDATA[a <b> ]] & ]]]></v><c/><c id="8">é</c></t>
      <t   n="3"  ><id>  3  </id  ><v></v><v>late</v></t >
    </root>
    <!-- after -->

    """

  /// Both ways of reading agree on all that comes out.
  static func agree(_ bytes: [UInt8], _ why: String) {
    let slow = XMLReading(bytes, shape, isPlainFirst: false)
    let fast = XMLReading(bytes, shape)
    #expect(fast.records == slow.records, "\(why)")
    #expect(fast.places == slow.places, "\(why)")
    #expect(fast.broken == slow.broken, "\(why)")
    #expect(fast.codes == slow.codes, "\(why)")
    #expect(fast.rejects.map(\.place) == slow.rejects.map(\.place), "\(why)")
    for block in [1, 5, 64] {
      #expect(XMLReading(bytes, shape, block: block) == fast, "\(why) in blocks of \(block)")
    }
  }

  @Test func plainTextIsReadAsByLibxml2() {
    Self.agree(Array(Self.plain.utf8), "plain")
    let windows = Self.plain.split(separator: "\n", omittingEmptySubsequences: false)
      .joined(separator: "\r\n")
    Self.agree(Array(windows.replacing("]] & ]", with: "]").utf8), "line ends of Windows")
    Self.agree([0xEF, 0xBB, 0xBF] + Array(Self.plain.utf8), "a mark")
    #expect(XMLReading(Array(Self.plain.utf8), Self.shape).records.count == 7)
    #expect(XMLReading(Array(Self.plain.utf8), Self.shape).rejects.isEmpty)
  }

  @Test func everyBeginningIsReadAsByLibxml2() {
    let bytes = Array(Self.plain.utf8)
    for end in bytes.indices { Self.agree(Array(bytes[..<end]), "the first \(end) bytes") }
  }

  /// The bytes that may begin an end are not read twice where a `>` that ends nothing is among them.
  @Test func aCommentThatDoesNotEndIsReadOnce() {
    for text in ["<!--\n>\n", "<!--\n>", "<!-- ->\n", "<?p \n>\n", "<?p >\n", "<?p\n\n>\n\n"] {
      Self.agree(Array(text.utf8), text)
      Self.agree(Array("<root>\(text)".utf8), text)
    }
  }

  static let odd: [String] = [
    "&", "&nbsp;", "&#0;", "&#x110000;", "<", "</", "</x>", "<!", "<!x>", "<!-- ", "-->", "]]>",
    "<![CDATA[", "\u{0}", "\u{1}", "\u{7F}", "\u{FFFE}", "\u{85}", "é", "\t", "\r", "\r\n", "\n",
    "<?x", "?>", "<?xml version='1.0'?>", "<t>", "</t>", "<c>", "<root>", "</root>", "<b a=1>",
    "<b a='1' a='2'>", "<b a='1'b='2'/>", "<b xmlns='u'/>", "<x:b/>", "<b a='\n'/>", "<b a='<'/>",
    "<é/>", "<b", "'", "\"", "=", " ", "<!DOCTYPE x [<!ENTITY e 'x'>]>", "<!DOCTYPE x>", "&e;",
    "< b/>", "<b / >", "<1/>", "<b a='&lt;'/>", "<c id='&amp;#38;'>", "<v/>",
  ]

  @Test func anythingOddAnywhereIsReadAsByLibxml2() {
    let bytes = Array(Self.plain.utf8)
    var random = Seeded(20_251)
    for (i, text) in Self.odd.enumerated() {
      for _ in 0..<6 {
        var changed = bytes
        let at = Int.random(in: 0...changed.count, using: &random)
        changed.insert(contentsOf: text.utf8, at: at)
        Self.agree(changed, "odd \(i) at \(at)")
      }
    }
    for _ in 0..<150 {
      var changed = bytes
      var why = "random"
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        let at = Int.random(in: 0..<changed.count, using: &random)
        why += " \(at)"
        if Bool.random(using: &random) {
          changed[at] = UInt8.random(in: 0...255, using: &random)
        } else {
          changed.remove(at: at)
        }
      }
      Self.agree(changed, why)
    }
  }
}
