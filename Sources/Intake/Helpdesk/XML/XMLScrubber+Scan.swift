extension XMLScrubber {
  /// For each byte, the states (a bit each) in which a run of plain ones ends at it.
  private static let stops: [UInt32] = (0..<256).map { byte in
    (0...State.doctypeComment.rawValue).reduce(0 as UInt32) { bits, raw in
      isStop(UInt8(byte), in: State(rawValue: raw) ?? .junk) ? bits | 1 << UInt32(raw) : bits
    }
  }

  private static func isStop(_ byte: UInt8, in state: State) -> Bool {
    if byte >= 0x80 || byte < 0x20 && byte != 0x09 && byte != 0x0D { return true }
    let signs: StaticString
    switch state {
    // All of a comment but the newlines is dropped, so every byte is looked at.
    case .junk, .opened, .endOpened, .bang, .declaration, .comment, .instruction: return true
    case .text: signs = "<&]"
    case .name: signs = "<>/ \t\r"
    case .tag: signs = "<>=\"'"
    case .quoted: signs = "=&\"'"
    case .endTag: signs = "<>"
    case .cdata: signs = "]>"
    case .doctype: signs = "[]<>\"'-"
    case .doctypeQuoted: signs = "\"'"
    case .doctypeComment: signs = "->"
    }
    return signs.withUTF8Buffer { $0.contains(byte) }
  }

  /// Goes through bytes that are ASCII beyond doubt below 0x80.
  ///
  /// - Returns: how many were used; fewer than all where they end inside a character.
  mutating func scan(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    let stops = XMLScrubber.stops
    return stops.withUnsafeBufferPointer { scan(bytes, stops: $0) }
  }

  private mutating func scan(
    _ bytes: UnsafeBufferPointer<UInt8>, stops: UnsafeBufferPointer<UInt32>
  ) -> Int {
    var i = 0
    var placed = 0
    var placedOffset = base
    while i < bytes.count && fault == nil {
      let start = i
      let room =
        state.isHeld ? XMLScrubber.longestTag : max(1, XMLScrubber.sliceSize - pending.count)
      let limit = min(bytes.count, i + room)
      let bit = UInt32(1) << UInt32(state.rawValue)
      while i < limit && stops[Int(bytes[i])] & bit == 0 { i += 1 }
      if i > start {
        pending.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<i]))
        constructLength += i - start
        if state == .cdata || state == .doctypeComment { closing = 0 }
      }
      if i < limit {
        let byte = bytes[i]
        if byte == 0x3C {
          placedOffset +=
            encoding.isUTF16 ? XMLEncoding.utf16Length(bytes, from: placed, to: i) : i - placed
          placed = i
        }
        let used = step(byte, bytes, i, offset: placedOffset)
        if used == 0 { return i }
        i += used
        constructLength += used
      }
      limitTag()
      if pending.count >= XMLScrubber.sliceSize && !state.isHeld {
        if state == .cdata && closing == 0 && constructLength > XMLScrubber.longestCDATA {
          pending.append(contentsOf: "]]><![CDATA[".utf8)
          constructLength = 0
        }
        flush(upTo: pending.count)
        tagStart = 0
      }
    }
    // What is whole before the tag that is too large is still used.
    if fault != nil { flush(upTo: tagStart) }
    return i
  }

  private mutating func limitTag() {
    switch state {
    case .name, .tag, .quoted:
      if pending.count - tagStart > XMLScrubber.longestTag
        || equalSigns > XMLScrubber.mostAttributes
      {
        fault = "xml-tag-too-large"
      }
    case .endOpened, .endTag:
      if pending.count - tagStart > XMLScrubber.longestTag { state = .text }
    case .doctype, .doctypeQuoted, .doctypeComment:
      if constructLength > XMLScrubber.longestDoctype { fault = "xml-doctype-too-large" }
    default: break
    }
  }

  /// One byte at which a run stopped. Returns the bytes used, 0 where more must come first.
  private mutating func step(
    _ byte: UInt8, _ bytes: UnsafeBufferPointer<UInt8>, _ i: Int, offset: Int
  ) -> Int {
    if byte >= 0x80 { return highByte(bytes, i) }
    if byte == 0x0A {
      if state == .name { nameEnds() }
      if state == .opened || state == .endOpened { escapeTag() }
      newline()
      if state == .bang { bang() }
      closing = 0
      return 1
    }
    // A control character, NUL among them, is a blank.
    let byte = byte < 0x20 && byte != 0x09 && byte != 0x0D ? 0x20 : byte
    if state == .junk {
      if byte == 0x3C {
        state = .opened
        open(at: offset)
      } else if byte != 0x20 && byte != 0x09 && byte != 0x0D {
        hasLeadingJunk = true
      }
      return 1
    }
    if state == .comment || state == .instruction {
      dropped(byte)
      return 1
    }
    if byte == 0x3C && state.mayBeFollowedByTag {
      if state == .name { nameEnds() }
      if state == .opened || state == .endOpened { escapeTag() }
      state = .opened
      open(at: offset)
      return 1
    }
    if byte == 0x26 && (state == .text || state == .quoted) {
      guard let isReference = XMLScrubber.isReference(bytes, at: i) else { return 0 }
      guard isReference else {
        escape("&amp;")
        return 1
      }
      if state == .text, let (scalar, length) = XMLScrubber.predefined(bytes, at: i) {
        // After a fault libxml2 drops `&lt;` from texts, yet never `&#60;`.
        pending.append(contentsOf: "&#\(scalar);".utf8)
        return length
      }
      pending.append(byte)
      return 1
    }
    if byte == 0x5D && state == .text {
      guard let isEnd = XMLScrubber.endsSection(bytes, at: i) else { return 0 }
      guard !isEnd else {
        // Where no section is open, libxml2 drops the text before it.
        pending.append(contentsOf: "]]".utf8)
        escape("&#62;")
        return 3
      }
    }
    pending.append(byte)
    markup(byte)
    return 1
  }

  /// Whether `]]>` stands at an index; nil where the bytes end before that can be told.
  private static func endsSection(_ bytes: UnsafeBufferPointer<UInt8>, at i: Int) -> Bool? {
    guard i + 1 < bytes.count else { return nil }
    guard bytes[i + 1] == 0x5D else { return false }
    guard i + 2 < bytes.count else { return nil }
    return bytes[i + 2] == 0x3E
  }

  /// A `<` that may begin a tag.
  private mutating func open(at offset: Int) {
    tagMark = Mark(offset: offset, line: line)
    tagStart = pending.count
    equalSigns = 0
    pending.append(0x3C)
  }

  /// A byte from 80 up. In a comment or before the first tag it is dropped.
  private mutating func highByte(_ bytes: UnsafeBufferPointer<UInt8>, _ i: Int) -> Int {
    let length: Int
    if encoding == .windows1252 || encoding == .other {
      length = 0
    } else if let found = XMLEncoding.sequence(bytes, at: i) {
      length = found
    } else {
      return 0
    }
    switch state {
    case .junk:
      hasLeadingJunk = true
      return max(1, length)
    case .comment, .instruction:
      closing = 0
      return max(1, length)
    case .opened, .endOpened:
      if length > 0 && encoding == .other
        || XMLScrubber.beginsName(Array(bytes[i..<min(i + max(1, length), bytes.count)]))
      {
        state = state == .opened ? .name : .endTag
      } else {
        escapeTag()
      }
    case .bang: escapeTag()
    default: break
    }
    closing = 0
    if length > 0 {
      // U+FFFE and U+FFFF are no characters of XML.
      let isNone = length == 3 && bytes[i] == 0xEF && bytes[i + 1] == 0xBF && bytes[i + 2] >= 0xBE
      pending.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[i..<i + length]))
      if isNone { pending[pending.count - 1] = 0xBD }
      return length
    }
    if encoding == .other {
      pending.append(bytes[i])
    } else {
      appendAsWindows1252(bytes[i])
    }
    return 1
  }

  /// The longest name of an entity that is one, with its `;`.
  private static let longestReference = 64

  /// Whether an entity or character reference begins at a `&`; `nil` where the bytes end before
  /// that can be told. libxml2 would wait for a `;`, to the end of the file.
  private static func isReference(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> Bool? {
    var i = start + 1
    guard i < bytes.count else { return nil }
    let isNumber = bytes[i] == 0x23
    if isNumber { i += 1 }
    let first = i
    while i < min(bytes.count, start + longestReference) {
      switch bytes[i] {
      case 0x3B: return i > first
      case 0x41...0x5A, 0x61...0x7A: break
      case 0x30...0x39: if !isNumber && i == first { return false }
      case 0x2D, 0x2E, 0x5F: if isNumber || i == first { return false }
      default: return false
      }
      i += 1
    }
    return i < start + longestReference ? nil : false
  }

  /// The character and length of one of the five references that XML defines.
  private static func predefined(
    _ bytes: UnsafeBufferPointer<UInt8>, at i: Int
  ) -> (scalar: UInt32, length: Int)? {
    guard let base = bytes.baseAddress, i + 1 < bytes.count, bytes[i + 1] != 0x23,
      let found = XMLPlainSyntax.reference(
        XMLPlainSyntax.Input(base: base, count: bytes.count), i), found.length > 0
    else { return nil }
    return found
  }

  /// Comments and processing instructions are emptied but for their newlines.
  private mutating func dropped(_ byte: UInt8) {
    let inComment = state == .comment
    if byte == (inComment ? 0x2D : 0x3F) {
      closing += 1
    } else if byte == 0x3E && closing >= (inComment ? 2 : 1) {
      pending.append(contentsOf: (inComment ? "-->" : "?>").utf8)
      state = .text
    } else {
      closing = 0
    }
  }
}
