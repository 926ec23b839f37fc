extension XMLScrubber {
  /// A byte of markup, already appended.
  mutating func markup(_ byte: UInt8) {
    switch state {
    case .opened: opened(byte)
    case .endOpened:
      if XMLScrubber.beginsName([byte]) { state = .endTag } else { escapeTag() }
    case .bang: bang()
    case .declaration: if byte == 0x3E { declarationEnds() }
    case .name:
      nameEnds()
      if state == .tag && byte == 0x3E { state = .text }
    case .tag:
      switch byte {
      case 0x3E: state = .text
      case 0x3D: equalSigns += 1
      default:
        quote = byte
        state = .quoted
      }
    case .quoted:
      // Those inside a value are no attributes; where libxml2 understands a broken tag
      // otherwise, it looks for no further ones.
      if byte == quote { state = .tag }
    case .endTag: if byte == 0x3E { endTagEnds() }
    case .cdata:
      if byte == 0x5D {
        closing += 1
      } else {
        if byte == 0x3E && closing >= 2 { state = .text }
        closing = 0
      }
    case .doctype: doctype(byte)
    case .doctypeQuoted: if byte == quote { state = .doctype }
    case .doctypeComment:
      if byte == 0x2D {
        closing += 1
      } else {
        if byte == 0x3E && closing >= 2 { state = .doctype }
        closing = 0
      }
    case .junk, .text, .comment, .instruction: break
    }
  }

  private mutating func opened(_ byte: UInt8) {
    switch byte {
    case 0x21, 0x3F: state = .bang
    case 0x2F: state = .endOpened
    default: if XMLScrubber.beginsName([byte]) { state = .name } else { escapeTag() }
    }
  }

  /// The last `<` begins nothing, as in `5 < 6`; libxml2 would stop there for good.
  mutating func escapeTag() {
    state = .text
    guard tagStart < pending.count else { return }
    pending.replaceSubrange(tagStart...tagStart, with: "&lt;".utf8)
    escaped = true
  }

  /// Whether a character in UTF-8 may begin a name (XML 1.0, production 4).
  static func beginsName(_ bytes: [UInt8]) -> Bool {
    guard let first = bytes.first else { return false }
    if first < 0x80 {
      return first == 0x3A || first == 0x5F || (0x41...0x5A).contains(first & 0xDF)
    }
    guard let scalar = String(decoding: bytes, as: UTF8.self).unicodeScalars.first?.value else {
      return false
    }
    switch scalar {
    case 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x2FF, 0x370...0x37D, 0x37F...0x1FFF, 0x200C...0x200D,
      0x2070...0x218F, 0x2C00...0x2FEF, 0x3001...0xD7FF, 0xF900...0xFDCF, 0xFDF0...0xFFFC,
      0x10000...0xEFFFF:
      return true
    default: return false
    }
  }

  private static let comment = Array("<!--".utf8)
  private static let cdata = Array("<![CDATA[".utf8)
  private static let doctype = Array("<!DOCTYPE".utf8)
  private static let declaration = Array("<?xml".utf8)

  /// After `<!` or `<?`: what begins here? Whatever libxml2 would not take for the construct is
  /// text, so that no tag hides from the limits.
  mutating func bang() {
    let seen = pending[tagStart...]
    constructLength = 0
    closing = 0
    if seen.starts(with: [0x3C, 0x3F]) {
      guard let third = seen.dropFirst(2).first else { return }
      let isFirst = tagStart == 0 && mark == nil && root.isEmpty && !seenDoctype
      if isFirst && seen.count < 6 && XMLScrubber.declaration.starts(with: seen) { return }
      if isFirst && seen.count == 6 && seen.starts(with: XMLScrubber.declaration) {
        state = .declaration
      } else if third == 0x5F || (0x41...0x5A).contains(third & 0xDF) {
        pending.removeSubrange(tagStart...)
        pending.append(contentsOf: "<?p ".utf8)
        state = .instruction
      } else {
        escapeTag()
      }
    } else if seen.elementsEqual(XMLScrubber.comment) {
      state = .comment
    } else if seen.elementsEqual(XMLScrubber.cdata) {
      state = .cdata
    } else if seen.elementsEqual(XMLScrubber.doctype) {
      if root.isEmpty && !seenDoctype { state = .doctype } else { escapeTag() }
      seenDoctype = true
      doctypeDepth = 0
    } else if !XMLScrubber.comment.starts(with: seen) && !XMLScrubber.cdata.starts(with: seen)
      && !XMLScrubber.doctype.starts(with: seen)
    {
      escapeTag()
    }
  }

  /// The declaration goes to libxml2 alone, so that it can change the encoding after it.
  private mutating func declarationEnds() {
    if encoding == .utf8 { encoding = XMLEncoding(declaration: pending[...]) }
    state = .text
    flush(upTo: pending.count)
    tagStart = 0
  }

  /// The name of a start tag is whole, with or without the byte after it.
  mutating func nameEnds() {
    var isName = true
    var hash = XMLScrubber.emptyHash
    var end = tagStart + 1
    while end < pending.count {
      let byte = pending[end]
      if byte <= 0x20 || byte == 0x2F || byte == 0x3C || byte == 0x3E { break }
      if !XMLScrubber.isInName(byte) { isName = false }
      hash = XMLScrubber.hash(hash, byte)
      end += 1
    }
    // An address or link in angle brackets is no tag.
    guard isName, pending[end - 1] != 0x3A else { return escapeTag() }
    state = .tag
    if root.isEmpty { root = Array(pending[(tagStart + 1)..<end].prefix(64)) }
    // A hash that another name has too costs a slice and does no harm.
    guard recordHashes.contains(hash) else { return }
    flush(upTo: tagStart)
    tagStart = 0
    mark = tagMark
  }

  static let emptyHash: UInt64 = 0xCBF2_9CE4_8422_2325

  /// FNV-1a, a byte further.
  static func hash(_ hash: UInt64, _ byte: UInt8) -> UInt64 {
    (hash ^ UInt64(byte)) &* 0x0100_0000_01B3
  }

  private static func isInName(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x2D, 0x2E, 0x30...0x3A, 0x41...0x5A, 0x5F, 0x61...0x7A, 0x80...0xFF: true
    default: false
    }
  }

  private mutating func endTagEnds() {
    state = .text
    guard pending.count - tagStart <= 80, pending.count > tagStart + 2 else { return }
    let length = root.count
    guard length > 0, pending.count > tagStart + 2 + length else { return }
    for i in 0..<length where pending[tagStart + 2 + i] != root[i] { return }
    let next = pending[tagStart + 2 + length]
    if next <= 0x20 || next == 0x3E { rootClosed = true }
  }

  private mutating func doctype(_ byte: UInt8) {
    switch byte {
    case 0x22, 0x27:
      quote = byte
      state = .doctypeQuoted
    case 0x5B: doctypeDepth += 1
    case 0x5D: doctypeDepth -= 1
    case 0x3E: if doctypeDepth <= 0 { state = .text }
    case 0x2D:
      if pending.suffix(4).elementsEqual(XMLScrubber.comment) {
        state = .doctypeComment
        closing = 0
      }
    default: break
    }
  }
}
