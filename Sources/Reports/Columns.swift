/// The columns of a terminal: how many a text takes, and how to make it take so many.
///
/// The texts have gone through ``Shown``.
enum Columns {
  /// Wide letters of East Asia and emoji take two columns (UAX 11), marks none.
  static func width(_ scalar: Unicode.Scalar) -> Int {
    switch scalar.value {
    case 0x20..<0x300: return 1
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x4DBF, 0x4E00...0xA4CF, 0xA960...0xA97C,
      0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF00...0xFF60,
      0xFFE0...0xFFE6, 0x16FE0...0x18CFF, 0x1AFF0...0x1B2FF, 0x20000...0x3FFFD:
      return 2
    // Two of them make one flag.
    case 0x1F1E6...0x1F1FF: return 1
    default: break
    }
    if Shown.kind(of: scalar) == .mark { return 0 }
    return scalar.properties.isEmojiPresentation ? 2 : 1
  }

  static func width(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + width($1) }
  }

  /// The text cut to a width, with dots where something is missing.
  static func cut(_ text: String, to limit: Int) -> String {
    guard width(text) > limit else { return text }
    let dots = "...".prefix(max(0, limit))
    var kept = String.UnicodeScalarView()
    var left = limit - dots.utf8.count
    for scalar in text.unicodeScalars {
      left -= Columns.width(scalar)
      if left < 0 { break }
      kept.append(scalar)
    }
    return String(kept) + dots
  }

  /// Cut or filled up with blanks, so that it takes exactly a width.
  static func left(_ text: String, _ width: Int) -> String {
    let text = cut(text, to: width)
    return text + blanks(width - Columns.width(text))
  }

  static func right(_ text: String, _ width: Int) -> String {
    let text = cut(text, to: width)
    return blanks(width - Columns.width(text)) + text
  }

  static func blanks(_ count: Int) -> String { String(repeating: " ", count: max(0, count)) }

  /// Lines of at most a width, broken at blanks; a word that is longer is cut, or stands alone.
  static func wrap(
    _ text: String, width: Int, indent: String = "", first: String? = nil, cutting: Bool = true
  ) -> [String] {
    var lines: [String] = []
    var line = first ?? indent
    var used = Columns.width(line)
    var empty = true
    for word in text.unicodeScalars.split(separator: " ") {
      let word = cutting ? Columns.cut(String(word), to: width - indent.utf8.count) : String(word)
      let size = Columns.width(word)
      if !empty, used + 1 + size > width {
        lines.append(line)
        line = indent
        used = indent.utf8.count
        empty = true
      }
      if !empty { line += " " }
      line += word
      used += size + (empty ? 0 : 1)
      empty = false
    }
    lines.append(line)
    return lines
  }
}

/// What a command says of texts that strangers may have written, as lines of a terminal: nothing in
/// it moves the cursor or turns the direction, and a line of more than 80 columns goes on below,
/// indented; paths and addresses stay whole.
public func terminalLines(_ text: String, indent: String) -> [String] {
  let text = Shown.text(text)
  if Columns.width(text) <= TextReport.width { return [text] }
  let first = String(text.prefix { $0 == " " })
  return Columns.wrap(
    text, width: TextReport.width, indent: indent, first: first, cutting: false)
}
