import Glibc

extension XMLPlainReader {
  /// Reads what begins with a `<`; where it is not whole yet, nothing.
  mutating func tag(
    _ input: Input, _ i: Int, _ walk: inout XMLWalk
  ) throws(XMLWalk.Fault) -> Int {
    guard i + 1 < input.count else { return i }
    switch input[i + 1] {
    case 0x2F: return endTag(input, i, &walk)
    case 0x21: return declaration(input, i)
    case 0x3F:
      guard i + 3 < input.count else { return i }
      guard XMLPlainSyntax.beginsName(input[i + 2]), input[i + 3] < 0x80 else { return stop(i) }
      state = .instruction
      return i + 3
    default: return try startTag(input, i, &walk)
    }
  }

  private mutating func endTag(_ input: Input, _ i: Int, _ walk: inout XMLWalk) -> Int {
    guard let name = names.last else { return stop(i) }
    let length = tags.length(of: name, at: input.base + i + 2, within: input.count - i - 2)
    guard length > 0 else {
      return input.count - i - 2 < XMLPlainReader.longestName ? wait(input, i) : stop(i)
    }
    var end = i + 2 + length
    while end < input.count && XMLPlainSyntax.isBlank(input[end]) { end += 1 }
    guard end < input.count else { return wait(input, i) }
    guard input[end] == 0x3E, end - i < XMLPlainReader.longestTag else { return stop(i) }
    // Line ends in a tag.
    if end > i + 2 + length {
      for at in (i + 2 + length)..<end where input[at] == 0x0A { line += 1 }
    }
    names.removeLast()
    walk.end()
    return end + 1
  }

  /// What began here is not whole; it is waited for as long as it may be.
  private mutating func wait(_ input: Input, _ i: Int) -> Int {
    input.count - i > XMLPlainReader.longestTag ? stop(i) : i
  }

  /// A comment, CDATA section or document type.
  private mutating func declaration(_ input: Input, _ i: Int) -> Int {
    if input.has("<!--", at: i) {
      state = .comment
      return i + 4
    }
    guard input.count - i >= 9 else { return i }
    if input.has("<![CDATA[", at: i), !names.isEmpty {
      state = .cdata
      return i + 9
    }
    guard input.has("<!DOCTYPE", at: i), !hasRoot, !seenDoctype else { return stop(i) }
    let end = input.find(0x3E, from: i)
    guard end < input.count else {
      return input.count - i > XMLPlainReader.longestDoctype ? stop(i) : i
    }
    let doctype = Array(input.buffer(i, end + 1))
    guard doctype.count <= XMLPlainReader.longestDoctype, XMLPlainSyntax.isPlainDoctype(doctype)
    else { return stop(i) }
    seenDoctype = true
    for byte in doctype where byte == 0x0A { line += 1 }
    return end + 1
  }

  private mutating func startTag(
    _ input: Input, _ i: Int, _ walk: inout XMLWalk
  ) throws(XMLWalk.Fault) -> Int {
    let close = input.find(0x3E, from: i + 1)
    guard close < input.count else { return wait(input, i) }
    var end = close + 1
    let tag: XMLTagTable.Tag
    // Of a tag that is known, line ends are not.
    let first = line
    if let known = tags.known(input.base + i, end - i) {
      tag = known
    } else {
      guard let (new, newEnd) = XMLPlainTag.read(input, i, &tags, { _, _, _, _ in }) else {
        return stop(i)
      }
      guard newEnd > 0 else { return wait(input, i) }
      end = newEnd
      guard end - i <= XMLPlainReader.longestTag else { return stop(i) }
      tag = new
      for at in i..<end where input[at] == 0x0A { line += 1 }
      if end == close + 1 && line == first { tags.remember(new, input.base + i, end - i) }
    }
    if names.isEmpty {
      guard !rootClosed else {
        line = first
        return stop(i)
      }
      root = tag.name
    }
    if tag.isRecord { walk.mark = XMLScrubber.Mark(offset: offset + i, line: first) }
    let node = try walk.start(Int(tag.id))
    if node >= 0 && tag.hasAttributes {
      let wanted = walk.shape.attributes[node]
      let shape = walk.shape
      _ = XMLPlainTag.read(input, i, &tags) { from, to, valueFrom, valueTo in
        for attribute in wanted
        where shape.isName(attribute.name, input.buffer(from, to)) {
          XMLPlainTag.value(input, valueFrom, valueTo) { walk.attribute(attribute.field, $0) }
        }
      }
    }
    walk.startEnds()
    if tag.isEmpty { walk.end() } else { names.append(tag.name) }
    return end
  }
}

/// A start tag with its attributes (XML 1.0, 3.1), of ASCII names and without namespaces.
enum XMLPlainTag {
  typealias Input = XMLPlainReader.Input

  static let mostAttributes = 32

  /// Reads a tag, and tells of each attribute where its name and its value stand.
  ///
  /// - Returns: the tag and where it ends, 0 where it is not whole; nil where it is not plain.
  static func read(
    _ input: Input, _ start: Int, _ tags: inout XMLTagTable,
    _ attribute: (_ from: Int, _ to: Int, _ valueFrom: Int, _ valueTo: Int) -> Void
  ) -> (XMLTagTable.Tag, end: Int)? {
    var i = start + 1
    guard XMLPlainSyntax.beginsName(input[i]) else { return nil }
    i = nameEnd(input, i)
    let nameTo = i
    guard nameTo - start - 1 <= XMLPlainReader.longestName else { return nil }
    var seen: [Range<Int>] = []
    while i < input.count {
      let blanksFrom = i
      while i < input.count && XMLPlainSyntax.isBlank(input[i]) { i += 1 }
      guard i < input.count else { break }
      let isEmpty = input[i] == 0x2F
      if isEmpty || input[i] == 0x3E {
        if isEmpty {
          guard i + 1 < input.count else { break }
          guard input[i + 1] == 0x3E else { return nil }
          i += 1
        }
        guard let name = tags.intern(input.base + start + 1, nameTo - start - 1) else {
          return nil
        }
        return (tags.tag(name, hasAttributes: !seen.isEmpty, isEmpty: isEmpty), i + 1)
      }
      guard i > blanksFrom, XMLPlainSyntax.beginsName(input[i]) else { return nil }
      let from = i
      i = nameEnd(input, i)
      let to = i
      while i < input.count && XMLPlainSyntax.isBlank(input[i]) { i += 1 }
      guard i < input.count else { break }
      guard input[i] == 0x3D else { return nil }
      i += 1
      while i < input.count && XMLPlainSyntax.isBlank(input[i]) { i += 1 }
      guard i < input.count else { break }
      let quote = input[i]
      guard quote == 0x22 || quote == 0x27 else { return nil }
      i += 1
      let valueFrom = i
      guard let valueTo = valueEnd(input, i, quote) else { return nil }
      guard valueTo < input.count else { break }
      let isTwice = seen.contains {
        $0.count == to - from
          && memcmp(input.base + $0.lowerBound, input.base + from, $0.count) == 0
      }
      let isNamespace =
        to - from == 5 && memcmp(input.base + from, "xmlns", 5) == 0
      guard !isTwice, !isNamespace, seen.count < mostAttributes else { return nil }
      seen.append(from..<to)
      attribute(from, to, valueFrom, valueTo)
      i = valueTo + 1
    }
    return (
      XMLTagTable.Tag(name: 0, id: -1, hasAttributes: false, isEmpty: false, isRecord: false), 0
    )
  }

  private static func nameEnd(_ input: Input, _ from: Int) -> Int {
    var i = from
    while i < input.count && XMLPlainSyntax.isInName(input[i]) { i += 1 }
    return i
  }

  /// The quote that ends a value; the end of the bytes where it does not come, nil where
  /// something in the value is not plain.
  private static func valueEnd(_ input: Input, _ from: Int, _ quote: UInt8) -> Int? {
    var i = from
    while i < input.count {
      let byte = input[i]
      if byte == quote { return i }
      switch byte {
      case 0x26:
        guard let (scalar, length) = XMLPlainSyntax.reference(input, i) else {
          return input.count - i < XMLPlainSyntax.longestReference ? input.count : nil
        }
        guard length > 0, scalar >= 0x20 else { return nil }
        i += length
      // Line ends and tabs would become blanks.
      case ..<0x20, 0x3C: return nil
      case 0x80...:
        guard let length = XMLEncoding.sequence(input.buffer(0, input.count), at: i) else {
          return input.count
        }
        let isNone = length == 3 && byte == 0xEF && input[i + 1] == 0xBF && input[i + 2] >= 0xBE
        guard length > 0, !isNone else { return nil }
        i += length
      default: i += 1
      }
    }
    return i
  }

  /// Lends a value's parts, with its references resolved.
  static func value(
    _ input: Input, _ from: Int, _ to: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Void
  ) {
    guard memchr(input.base + from, 0x26, to - from) != nil else {
      return body(input.buffer(from, to))
    }
    var text: [UInt8] = []
    var i = from
    while i < to {
      if input[i] == 0x26, let (scalar, length) = XMLPlainSyntax.reference(input, i), length > 0 {
        XMLPlainSyntax.utf8(scalar) { text.append(contentsOf: $0) }
        i += length
      } else {
        text.append(input[i])
        i += 1
      }
    }
    text.withUnsafeBufferPointer(body)
  }
}
