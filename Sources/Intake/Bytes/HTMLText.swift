/// The text of an HTML body, for mail that has no plain text.
///
/// No parser of HTML: tags become line ends or nothing, entities characters, and what no reader
/// sees is left out. Linear, whatever the nesting.
///
/// libxml2's HTML parser (2.9.14, push and SAX) was tried in its place. On the HTML of 82 real
/// mails without plain text it gives the same words, but for one mail of a wrong charset. But it
/// is quadratic within its default limits: end tags that end nothing take 0.5 s for 180 KB, 2.1 s
/// for 360 KB and 8.3 s for 720 KB, and attributes of one tag 0.3 s for 170 KB, 1.4 s for 350 KB
/// and 5.3 s for 710 KB, so that a mailbox of such mails would never end.
struct HTMLText {
  /// More text is not made.
  private static let maxText = 64 << 10

  /// Leaves out quotations as the common mail programs mark them.
  let dropsQuotation: Bool
  private var out: [UInt8] = []
  /// A blank is due before the next word.
  private var blank = false

  init(dropsQuotation: Bool) { self.dropsQuotation = dropsQuotation }

  /// - Parameter html: in UTF-8.
  static func text(_ html: ByteView, dropsQuotation: Bool) -> [UInt8] {
    var reader = HTMLText(dropsQuotation: dropsQuotation)
    reader.read(html)
    return reader.out
  }

  private mutating func read(_ html: ByteView) {
    var i = 0
    /// The quoting element that is being left out, and how many of its name are open.
    var hidden: (name: ByteView, depth: Int)?
    while i < html.count, out.count < HTMLText.maxText {
      let byte = html[i]
      guard byte == 0x3C else {
        if hidden != nil {
          i = html.find(0x3C, from: i) ?? html.count
        } else if byte == 0x26 {
          i = entity(html, i)
        } else {
          put(byte)
          i += 1
          if byte > 0x20 { i = words(html, i) }
        }
        continue
      }
      if html.hasPrefix("<!--", at: i) {
        i = html.find("-->", from: i + 4).map { $0 + 3 } ?? html.count
        continue
      }
      let isClosing = html[i + 1] == 0x2F
      let nameStart = isClosing ? i + 2 : i + 1
      guard html[nameStart].isLetter || html[nameStart] == 0x21 || html[nameStart] == 0x3F else {
        if hidden == nil { put(byte) }
        i += 1
        continue
      }
      var nameEnd = nameStart + 1
      while html[nameEnd].isLetter || html[nameEnd].isDigit { nameEnd += 1 }
      let name = html[nameStart..<nameEnd]
      let end = HTMLText.tagEnd(html, nameEnd)
      let attributes = html[nameEnd..<end]
      i = end + 1
      if let open = hidden {
        if name.count == open.name.count, HTMLText.same(name, open.name) {
          hidden?.depth += isClosing ? -1 : 1
          if isClosing, open.depth <= 1 { hidden = nil }
        }
        continue
      }
      if !isClosing, let close = HTMLText.rawEnd(name) {
        i = html.findAnyCase(close, from: i) ?? html.count
        continue
      }
      if HTMLText.breaksLine(name) { lineEnd(always: name.equalsAnyCase("br")) }
      if dropsQuotation, !isClosing {
        if HTMLText.beginsReply(attributes) { return }
        if HTMLText.isQuotation(name, attributes) { hidden = (name, 1) }
      }
    }
  }

  private static func same(_ a: ByteView, _ b: ByteView) -> Bool {
    for i in 0..<a.count where a[i].lowercasedASCII != b[i].lowercasedASCII { return false }
    return true
  }

  /// The place of the `>` that ends a tag, not one within quotes.
  private static func tagEnd(_ html: ByteView, _ start: Int) -> Int {
    var i = start
    // An unclosed quote would swallow the rest: tags are short.
    let limit = min(start + 2 << 10, html.count)
    var quote: UInt8 = 0
    while i < limit {
      let byte = html[i]
      if quote != 0 {
        if byte == quote { quote = 0 }
      } else if byte == 0x22 || byte == 0x27 {
        quote = html[i - 1] == 0x3D || html[i - 1].isSpace ? byte : 0
      } else if byte == 0x3E {
        return i
      }
      i += 1
    }
    return html.find(0x3E, from: start) ?? html.count
  }

  /// How an element ends whose content is no text to read.
  private static func rawEnd(_ name: ByteView) -> StaticString? {
    if name.equalsAnyCase("style") { return "</style" }
    if name.equalsAnyCase("script") { return "</script" }
    if name.equalsAnyCase("title") { return "</title" }
    return nil
  }

  private static func breaksLine(_ name: ByteView) -> Bool {
    switch name.count {
    case 1: name[0] | 0x20 == 0x70
    // Headings, h1 to h6 and hr.
    case 2: name[0] | 0x20 == 0x68 || shortBlocks.contains { name.equalsAnyCase($0) }
    default: longBlocks.contains { name.equalsAnyCase($0) }
    }
  }

  private static let shortBlocks: [StaticString] = ["br", "tr", "li", "ul", "ol", "dt", "dd"]
  private static let longBlocks: [StaticString] = [
    "div", "table", "pre", "blockquote", "section", "center", "body", "article",
  ]

  /// Whether an element holds what is answered to: of Apple Mail, Thunderbird, Gmail, Yahoo,
  /// ProtonMail, Zimbra.
  private static func isQuotation(_ name: ByteView, _ attributes: ByteView) -> Bool {
    guard !attributes.isEmpty else { return false }
    if name.equalsAnyCase("blockquote") {
      return attributes.containsAnyCase("cite") || attributes.containsAnyCase("gmail_quote")
    }
    return quotationMarks.contains { attributes.containsAnyCase($0) }
  }

  private static let quotationMarks: [StaticString] = [
    "gmail_quote", "moz-cite-prefix", "yahoo_quoted", "protonmail_quote", "gmail_extra",
    "zmail_extra",
  ]

  /// Whether all from here on is what is answered to: Outlook's marks.
  private static func beginsReply(_ attributes: ByteView) -> Bool {
    guard !attributes.isEmpty else { return false }
    return replyMarks.contains { attributes.containsAnyCase($0) }
  }

  private static let replyMarks: [StaticString] = [
    "divrplyfwdmsg", "olk_src_body_section", "appendonsend", "stopspelling",
  ]

  // MARK: Text

  private mutating func put(_ byte: UInt8) {
    if byte.isSpace {
      blank = true
      return
    }
    if blank, let last = out.last, last != 0x0A { out.append(0x20) }
    blank = false
    out.append(byte)
  }

  /// Takes what follows a character of a word and is shown as it is written: words with one blank
  /// between them.
  private mutating func words(_ html: ByteView, _ start: Int) -> Int {
    func isShown(_ byte: UInt8) -> Bool { byte > 0x20 && byte != 0x3C && byte != 0x26 }
    let limit = min(html.count, start + max(0, HTMLText.maxText - out.count))
    var i = start
    while i < limit, isShown(html[i]) || html[i] == 0x20 && isShown(html[i + 1]) { i += 1 }
    if i > start { out.append(html[start..<i]) }
    // A blank at the bound is due like any other.
    if i > start, out[out.count - 1] == 0x20 {
      out.removeLast()
      blank = true
    }
    return i
  }

  private mutating func lineEnd(always: Bool) {
    blank = false
    if always || (out.last ?? 0x0A) != 0x0A { out.append(0x0A) }
  }

  /// Reads an entity; an `&` that begins none stands for itself.
  private mutating func entity(_ html: ByteView, _ start: Int) -> Int {
    let bound = html.upTo(start + 12)
    guard let end = bound.find(0x3B, from: start + 1), end > start + 1 else {
      put(0x26)
      return start + 1
    }
    let name = html[start + 1..<end]
    var value: UInt32?
    if name[0] == 0x23 {
      if name[1] | 0x20 == 0x78 {
        var number: UInt32 = 0
        var isHex = name.count > 2
        for i in 2..<max(name.count, 2) {
          guard let digit = TransferDecoding.hexValue(name[i]) else {
            isHex = false
            break
          }
          number = number << 4 | UInt32(digit)
        }
        value = isHex && name.count <= 8 ? number : nil
      } else {
        value = name.from(1).number.flatMap { UInt32(exactly: $0) }
      }
    } else {
      value = HTMLEntities.scalar(name)
    }
    guard let value else {
      put(0x26)
      return start + 1
    }
    if value == 0xA0 || value == 0 {
      put(0x20)
    } else if value < 0x80 {
      put(UInt8(value))
    } else {
      if blank, let last = out.last, last != 0x0A { out.append(0x20) }
      blank = false
      out.append(scalar: value)
    }
    return end + 1
  }
}
