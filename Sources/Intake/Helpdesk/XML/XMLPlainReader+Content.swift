extension XMLPlainReader {
  /// The mark of UTF-8, and the XML declaration.
  mutating func beginning(_ input: Input) -> Int {
    guard input.count >= 4 else { return 0 }
    var i = input.has("\u{FEFF}", at: 0) ? 3 : 0
    guard input.count >= i + 6 else { return 0 }
    guard input[i] == 0x3C else { return stop(0) }
    if input.has("<?xml", at: i) {
      let end = input.find(0x3E, from: i)
      guard end < input.count else {
        return input.count > XMLScrubber.longestDeclaration ? stop(0) : 0
      }
      let declaration = Array(input.buffer(i, end + 1))
      guard declaration.count <= XMLScrubber.longestDeclaration,
        XMLPlainSyntax.isDeclaration(declaration),
        case .utf8 = XMLEncoding(declaration: declaration[...])
      else { return stop(0) }
      for byte in declaration where byte == 0x0A { line += 1 }
      i = end + 1
    } else if input[i + 1] == 0x00 {
      return stop(0)
    }
    state = .content
    return i
  }

  /// Remembers that what stands here is not plain.
  mutating func stop(_ i: Int) -> Int {
    isPlain = false
    return i
  }

  /// Before and after the document element there are only blanks and markup.
  mutating func betweenTags(
    _ input: Input, _ start: Int, _ walk: inout XMLWalk
  ) throws(XMLWalk.Fault) -> Int {
    var i = start
    while i < input.count {
      switch input[i] {
      case 0x20, 0x09, 0x0D: i += 1
      case 0x0A:
        line += 1
        i += 1
      case 0x3C:
        let next = try tag(input, i, &walk)
        if next == i || !names.isEmpty || state != .content { return next }
        i = next
      default: return stop(i)
      }
    }
    return i
  }

  /// Text and tags inside the document element.
  mutating func content(
    _ input: Input, _ start: Int, _ walk: inout XMLWalk
  ) throws(XMLWalk.Fault) -> Int {
    var i = start
    while i < input.count {
      if input[i] != 0x3C {
        i = text(input, i, isCDATA: false, &walk)
        guard isPlain, i < input.count, input[i] == 0x3C else { return i }
      }
      let next = try tag(input, i, &walk)
      if next == i || !isPlain || state != .content || names.isEmpty { return next }
      i = next
    }
    return i
  }

  /// Text up to the next `<`, or a CDATA section to its end.
  mutating func text(
    _ input: Input, _ from: Int, isCDATA: Bool, _ walk: inout XMLWalk
  ) -> Int {
    var i = from
    var start = from
    let gathered = self.gathered
    /// The text up to here; short pieces, as between references, are joined before.
    func pass(_ end: Int, _ walk: inout XMLWalk, isOver: Bool = true) {
      guard walk.textField >= 0 else { return }
      if isOver && gathered.count == 0 {
        if end > start { walk.text(input.buffer(start, end)) }
        return
      }
      if end > start && !gathered.add(input.base + start, end - start) {
        gathered.lend { walk.text($0) }
        walk.text(input.buffer(start, end))
      }
      if isOver { gathered.lend { walk.text($0) } }
    }
    while true {
      i = XMLPlainSyntax.nextSpecial(input, i)
      guard i < input.count else { break }
      let byte = input[i]
      switch byte {
      case 0x3C where !isCDATA:
        pass(i, &walk)
        return i
      case 0x0A:
        line += 1
        i += 1
      case 0x09: i += 1
      case 0x0D:
        // A line end of two is one, and one of this alone is a line end too (XML 1.0, 2.11).
        pass(i, &walk)
        guard i + 1 < input.count else { return i }
        start = i + 1
        if input[start] != 0x0A { walk.lineEnd() }
        i += 1
      case 0x26 where !isCDATA:
        let found = XMLPlainSyntax.reference(input, i)
        guard let (scalar, length) = found, length > 0 else {
          pass(i, &walk)
          if found == nil && input.count - i < XMLPlainSyntax.longestReference { return i }
          return stop(i)
        }
        pass(i, &walk, isOver: false)
        if walk.textField >= 0 && !gathered.add(scalar) {
          gathered.lend { walk.text($0) }
          _ = gathered.add(scalar)
        }
        i += length
        start = i
      case 0x5D:
        // `]]>`: the end of the section, which has no place outside of one.
        guard i + 2 < input.count || i + 1 < input.count && input[i + 1] != 0x5D else {
          pass(i, &walk)
          return i
        }
        if input[i + 1] == 0x5D && input[i + 2] == 0x3E {
          pass(i, &walk)
          guard isCDATA else { return stop(i) }
          state = .content
          return i + 3
        }
        i += 1
      case 0x3C, 0x26: i += 1
      case 0x80...:
        guard let length = XMLEncoding.sequence(input.buffer(0, input.count), at: i) else {
          pass(i, &walk)
          return i
        }
        let isNone = length == 3 && byte == 0xEF && input[i + 1] == 0xBF && input[i + 2] >= 0xBE
        if length == 0 || isNone {
          pass(i, &walk)
          return stop(i)
        }
        i += length
      default:
        pass(i, &walk)
        return stop(i)
      }
    }
    pass(i, &walk)
    return i
  }

  /// The rest of a comment or processing instruction, which is forgotten but for its lines.
  mutating func skip(_ input: Input, _ from: Int, past sign: UInt8, _ times: Int) -> Int {
    var i = from
    while true {
      let end = input.find(0x3E, from: i)
      var at = i
      let isFound =
        end < input.count && end - from >= times
        && input[end - 1] == sign && input[end - times] == sign
      // After the last `>` so many bytes at the end may begin what ends it.
      let stopAt = isFound ? end + 1 : end < input.count ? end + 1 : max(i, input.count - times)
      while at < stopAt {
        let newline = input.find(0x0A, from: at, to: stopAt)
        guard newline < stopAt else { break }
        line += 1
        at = newline + 1
      }
      if isFound { state = .content }
      if isFound || end >= input.count { return stopAt }
      i = stopAt
    }
  }
}
