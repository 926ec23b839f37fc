/// What a subject line says beside its words (RFC 5322 3.6.5 leaves the prefixes to custom).
struct Subject: Equatable {
  enum Prefix { case none, reply, forward }

  /// Without reply and forward prefixes, bracketed list tags, case and repeated spaces; empty
  /// where nothing is left, and then it agrees with no other.
  var base: String
  /// The outermost prefix.
  var prefix: Prefix

  /// How much of a subject is looked at, in bytes: longer ones differ in nothing that matters.
  static let limit = 1000
  static let replies: Set<String> = [
    "re", "aw", "antw", "antwort", "sv", "vs", "r", "rif", "res", "odp", "ynt", "rép", "re-",
    "回复", "答复",
  ]
  static let forwards: Set<String> = [
    "fw", "fwd", "wg", "tr", "rv", "i", "enc", "doorst", "vl", "vb", "pd", "fs", "转发",
  ]

  init(_ text: String?) {
    var rest = Subject.folded(text ?? "")[...]
    var outermost: Prefix?
    while true {
      rest = rest.drop { $0 == " " }
      if rest.first == "[", let close = rest.firstIndex(of: "]") {
        rest = rest[rest.index(after: close)...]
        continue
      }
      guard let (prefix, after) = Subject.prefix(of: rest) else { break }
      if outermost == nil { outermost = prefix }
      rest = after
    }
    while rest.last == " " { rest.removeLast() }
    var plain = String.UnicodeScalarView()
    plain.append(contentsOf: rest)
    base = String(plain)
    prefix = outermost ?? .none
  }

  /// Lower case, every run of white space one blank, at most ``limit`` bytes.
  private static func folded(_ text: String) -> [Unicode.Scalar] {
    var result: [Unicode.Scalar] = []
    var bytes = 0
    var pendingSpace = false
    for scalar in text.unicodeScalars {
      bytes += UTF8.width(scalar)
      if bytes > limit { break }
      // U+0020 and below, and the wider blanks that are not ASCII.
      if scalar.value <= 0x20 || scalar.value >= 0x80 && scalar.properties.isWhitespace {
        pendingSpace = !result.isEmpty
        continue
      }
      if pendingSpace {
        result.append(" ")
        pendingSpace = false
      }
      if scalar.isASCII {
        result.append(
          (0x41...0x5A).contains(scalar.value)
            ? Unicode.Scalar(UInt8(scalar.value) + 32) : scalar)
      } else {
        result.append(contentsOf: scalar.properties.lowercaseMapping.unicodeScalars)
      }
    }
    return result
  }

  /// A prefix with its colon, as `re:`, `re[2]:`, `re (3) :` or `aw：`.
  private static func prefix(
    of text: ArraySlice<Unicode.Scalar>
  ) -> (Prefix, ArraySlice<Unicode.Scalar>)? {
    var word = String.UnicodeScalarView()
    var i = text.startIndex
    var length = 0
    while i < text.endIndex, length < 8,
      (0x61...0x7A).contains(text[i].value)
        || text[i].value >= 0x80 && text[i].properties.isAlphabetic
    {
      word.append(text[i])
      length += 1
      i += 1
    }
    guard length > 0 else { return nil }
    let kind: Prefix
    if replies.contains(String(word)) {
      kind = .reply
    } else if forwards.contains(String(word)) {
      kind = .forward
    } else {
      return nil
    }
    // A counter, as Outlook and The Bat! write it, also after a blank.
    if i + 1 < text.endIndex, text[i] == " ", text[i + 1] == "(" { i += 1 }
    if i < text.endIndex, text[i] == "[" || text[i] == "(" || text[i] == "^" {
      let close: Unicode.Scalar = text[i] == "[" ? "]" : ")"
      var j = i + 1
      while j < text.endIndex, (0x30...0x39).contains(text[j].value), j - i < 5 { j += 1 }
      if text[i] == "^" {
        i = j
      } else if j < text.endIndex, text[j] == close {
        i = j + 1
      } else {
        return nil
      }
    }
    while i < text.endIndex, text[i] == " " { i += 1 }
    guard i < text.endIndex, text[i] == ":" || text[i] == "\u{FF1A}" else { return nil }
    return (kind, text[(i + 1)...])
  }
}
