import Records

/// The text of a piece of HTML, for bodies that an export holds in no other form.
///
/// Tags are dropped, blocks end lines, blanks are one, and the entities that mail programs write
/// are decoded. It understands no document: one pass, no nesting, linear whatever the input.
enum HTMLText {
  private static let blocks: Set<Exact> = Set(
    [
      "p", "br", "div", "li", "tr", "ul", "ol", "table", "blockquote", "pre", "h1", "h2", "h3",
      "h4", "h5", "h6", "hr",
    ].map { Exact($0) })
  /// Their content is no text.
  private static let silent: Set<Exact> = [Exact("script"), Exact("style"), Exact("head")]
  private static let entities: [Exact: UInt32] = [
    "amp": 0x26, "lt": 0x3C, "gt": 0x3E, "quot": 0x22, "apos": 0x27, "nbsp": 0x20,
    "ndash": 0x2013, "mdash": 0x2014, "lsquo": 0x2018, "rsquo": 0x2019, "ldquo": 0x201C,
    "rdquo": 0x201D, "hellip": 0x2026, "bull": 0x2022, "euro": 0x20AC, "middot": 0xB7,
    "auml": 0xE4, "ouml": 0xF6, "uuml": 0xFC, "Auml": 0xC4, "Ouml": 0xD6, "Uuml": 0xDC,
    "szlig": 0xDF, "eacute": 0xE9, "egrave": 0xE8, "agrave": 0xE0, "ccedil": 0xE7,
    "ntilde": 0xF1, "copy": 0xA9, "reg": 0xAE, "trade": 0x2122, "deg": 0xB0,
  ].reduce(into: [:]) { $0[Exact($1.key)] = $1.value }
  private static let longestName = 10
  private static let longestTag = 4096

  static func text(of html: [UInt8]) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(html.count)
    var silentUntil: Exact?
    // The next `>`, so that many `<` without one take linear time.
    var close = -1
    var i = 0
    while i < html.count {
      let byte = html[i]
      if byte == 0x3C, close < i { close = html[i...].firstIndex(of: 0x3E) ?? html.count }
      if byte == 0x3C, let tag = tag(html, at: i, close: close) {
        i = tag.end
        if let name = silentUntil {
          if tag.isEnd && tag.name == name { silentUntil = nil }
        } else if silent.contains(tag.name) && !tag.isEnd {
          silentUntil = tag.name
        } else if blocks.contains(tag.name) {
          endLine(&text)
        }
        continue
      }
      i += 1
      if silentUntil != nil { continue }
      if byte == 0x26, let (scalar, end) = entity(html, at: i) {
        if let bytes = utf8(scalar) { text.append(contentsOf: bytes) } else { blank(&text) }
        i = end
      } else if byte <= 0x20 {
        blank(&text)
      } else {
        text.append(byte)
      }
    }
    while let last = text.last, last <= 0x20 { text.removeLast() }
    return text
  }

  private static func blank(_ text: inout [UInt8]) {
    if let last = text.last, last > 0x20 { text.append(0x20) }
  }

  private static func endLine(_ text: inout [UInt8]) {
    if text.last == 0x20 { text.removeLast() }
    if let last = text.last, last != 0x0A { text.append(0x0A) }
  }

  /// A tag or comment that begins at a `<` and ends at the next `>`; nil where it is a mere sign.
  private static func tag(
    _ html: [UInt8], at start: Int, close: Int
  ) -> (name: Exact, isEnd: Bool, end: Int)? {
    var i = start + 1
    let isEnd = i < html.count && html[i] == 0x2F
    if isEnd { i += 1 }
    guard i < html.count else { return nil }
    let first = html[i]
    guard (0x41...0x5A).contains(first & 0xDF) || first == 0x21 || first == 0x3F else {
      return nil
    }
    var name: [UInt8] = []
    while i < html.count, html[i] > 0x20, html[i] != 0x3E, html[i] != 0x2F,
      name.count < longestName
    {
      name.append((0x41...0x5A).contains(html[i]) ? html[i] | 0x20 : html[i])
      i += 1
    }
    guard close < html.count, close - start < longestTag else { return nil }
    return (Exact(String(decoding: name, as: UTF8.self)), isEnd, close + 1)
  }

  /// An entity whose `&` lies before `start`.
  private static func entity(_ html: [UInt8], at start: Int) -> (scalar: UInt32, end: Int)? {
    guard let semicolon = html[start...].prefix(longestName).firstIndex(of: 0x3B) else {
      return nil
    }
    let name = html[start..<semicolon]
    guard name.first == 0x23 else {
      return entities[Exact(String(decoding: name, as: UTF8.self))].map { ($0, semicolon + 1) }
    }
    let digits = name.dropFirst()
    let isHex = digits.first == 0x78 || digits.first == 0x58
    let number = String(decoding: isHex ? digits.dropFirst() : digits, as: UTF8.self)
    guard let value = UInt32(number, radix: isHex ? 16 : 10) else { return nil }
    return (value == 0xA0 ? 0x20 : value, semicolon + 1)
  }

  /// Nil for what is a blank, or no character.
  private static func utf8(_ scalar: UInt32) -> [UInt8]? {
    guard let valid = Unicode.Scalar(scalar), scalar > 0x20 else { return nil }
    return Array(Character(valid).utf8)
  }
}
