/// Small pieces of XML 1.0, in the strict forms that ``XMLPlainReader`` takes.
enum XMLPlainSyntax {
  typealias Input = XMLPlainReader.Input

  /// The longest reference that is looked for, as `&#x10FFFF;`.
  static let longestReference = 12

  /// Where the first byte stands, at `from` or after, that is no plain text: a control character
  /// (line ends and tabs too), `<`, `&`, `]`, or one from 80 up. The end where there is none.
  @inline(__always)
  static func nextSpecial(_ input: Input, _ from: Int) -> Int {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let tops: UInt64 = 0x8080_8080_8080_8080
    let bytes = UnsafeRawPointer(input.base)
    var i = from
    // Eight bytes at a time. The lowest bit that is set is exact; those above may be carries.
    while i + 8 <= input.count {
      let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: i, as: UInt64.self))
      let tag = word ^ (ones &* 0x3C)
      let reference = word ^ (ones &* 0x26)
      let bracket = word ^ (ones &* 0x5D)
      let hit =
        (word | (word &- ones &* 0x20) | (tag &- ones) | (reference &- ones) | (bracket &- ones))
        & tops
      if hit != 0 { return i + hit.trailingZeroBitCount / 8 }
      i += 8
    }
    while i < input.count {
      let byte = input[i]
      if byte < 0x20 || byte >= 0x80 || byte == 0x3C || byte == 0x26 || byte == 0x5D { return i }
      i += 1
    }
    return i
  }

  /// The character and length of a reference; length 0 where it is none that is known, nil where
  /// the bytes end first.
  static func reference(_ input: Input, _ i: Int) -> (scalar: UInt32, length: Int)? {
    // Nearly all are these.
    if i + 4 <= input.count {
      let raw = UnsafeRawPointer(input.base + i)
      switch UInt32(littleEndian: raw.loadUnaligned(as: UInt32.self)) {
      case 0x3B74_6C26: return (0x3C, 4)
      case 0x3B74_6726: return (0x3E, 4)
      case 0x706D_6126 where i + 4 < input.count && input[i + 4] == 0x3B: return (0x26, 5)
      default: break
      }
    }
    var end = i + 1
    while end < input.count && end - i < longestReference && input[end] != 0x3B { end += 1 }
    guard end < input.count else { return nil }
    guard input[end] == 0x3B else { return (0, 0) }
    let length = end + 1 - i
    if input[i + 1] == 0x23 {
      let scalar = number(input, i + 2, end)
      let isCharacter =
        scalar == 0x09 || scalar == 0x0A || scalar == 0x0D || (0x20...0xD7FF).contains(scalar)
        || (0xE000...0xFFFD).contains(scalar) || (0x10000...0x10FFFF).contains(scalar)
      return isCharacter ? (scalar, length) : (0, 0)
    }
    if input.has("lt;", at: i + 1) { return (0x3C, length) }
    if input.has("gt;", at: i + 1) { return (0x3E, length) }
    if input.has("amp;", at: i + 1) { return (0x26, length) }
    if input.has("quot;", at: i + 1) { return (0x22, length) }
    if input.has("apos;", at: i + 1) { return (0x27, length) }
    return (0, 0)
  }

  /// Decimal or, after `x`, hexadecimal; 0 where it is neither.
  private static func number(_ input: Input, _ from: Int, _ end: Int) -> UInt32 {
    var i = from
    guard i < end else { return 0 }
    let isHex = input[i] == 0x78
    if isHex { i += 1 }
    guard i < end else { return 0 }
    var value: UInt32 = 0
    while i < end {
      let byte = input[i]
      let digit: UInt32
      switch byte {
      case 0x30...0x39: digit = UInt32(byte - 0x30)
      case 0x41...0x46 where isHex: digit = UInt32(byte - 0x37)
      case 0x61...0x66 where isHex: digit = UInt32(byte - 0x57)
      default: return 0
      }
      value = value * (isHex ? 16 : 10) + digit
      if value > 0x10FFFF { return 0 }
      i += 1
    }
    return value
  }

  /// Lends the UTF-8 of a character.
  static func utf8(_ scalar: UInt32, _ body: (UnsafeBufferPointer<UInt8>) -> Void) {
    guard let scalar = Unicode.Scalar(scalar) else { return }
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 4) { bytes in
      var count = 0
      for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter {
        bytes[count] = byte
        count += 1
      }
      body(UnsafeBufferPointer(rebasing: bytes[..<count]))
    }
  }

  static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
  }

  static func beginsName(_ byte: UInt8) -> Bool {
    byte == 0x5F || (0x61...0x7A).contains(byte | 0x20)
  }

  static func isInName(_ byte: UInt8) -> Bool {
    beginsName(byte) || (0x30...0x39).contains(byte) || byte == 0x2D || byte == 0x2E
  }

  /// Whether this is `<?xml version="1.0" encoding="…" standalone="…"?>` and nothing else; the
  /// last two may lack.
  static func isDeclaration(_ bytes: [UInt8]) -> Bool {
    let wanted = ["version", "encoding", "standalone"].map { Array($0.utf8) }
    var rest = bytes.dropFirst(5)
    var next = 0
    while true {
      let blanks = rest.prefix(while: isBlank).count
      rest = rest.dropFirst(blanks)
      if rest.elementsEqual("?>".utf8) { return next > 0 }
      guard blanks > 0,
        let found = wanted.indices.first(where: { $0 >= next && rest.starts(with: wanted[$0]) }),
        next > 0 || found == 0
      else { return false }
      rest = rest.dropFirst(wanted[found].count).drop(while: isBlank)
      guard rest.first == 0x3D else { return false }
      rest = rest.dropFirst().drop(while: isBlank)
      guard let quote = rest.first, quote == 0x22 || quote == 0x27 else { return false }
      let value = rest.dropFirst().prefix { isInName($0) }
      rest = rest.dropFirst(1 + value.count)
      let isGood =
        switch found {
        case 0: value.elementsEqual("1.0".utf8)
        case 1: value.first.map(beginsName) ?? false
        default: value.elementsEqual("yes".utf8) || value.elementsEqual("no".utf8)
        }
      guard rest.first == quote, isGood else { return false }
      rest = rest.dropFirst()
      next = found + 1
    }
  }

  /// Whether this is a document type that only names a file, `<!DOCTYPE a SYSTEM "b.dtd">`.
  static func isPlainDoctype(_ bytes: [UInt8]) -> Bool {
    var words: [ArraySlice<UInt8>] = []
    var rest = bytes.dropFirst(9).dropLast()
    guard rest.first.map(isBlank) ?? false else { return false }
    while true {
      let blanks = rest.prefix(while: isBlank).count
      rest = rest.dropFirst(blanks)
      guard let first = rest.first else { break }
      guard blanks > 0 else { return false }
      let word: ArraySlice<UInt8>
      if first == 0x22 || first == 0x27 {
        guard let end = rest.dropFirst().firstIndex(of: first) else { return false }
        word = rest[...end]
      } else {
        word = rest.prefix { isInName($0) }
      }
      guard !word.isEmpty, word.allSatisfy({ (0x20..<0x7F).contains($0) && $0 != 0x3C }) else {
        return false
      }
      words.append(word)
      rest = rest.dropFirst(word.count)
    }
    guard let name = words.first?.first, beginsName(name) else { return false }
    func isQuoted(_ i: Int) -> Bool { words[i].first == 0x22 || words[i].first == 0x27 }
    switch words.count {
    case 1: return true
    case 3: return words[1].elementsEqual("SYSTEM".utf8) && isQuoted(2)
    // What a public identifier may hold is not looked at, so that one is not plain.
    default: return false
    }
  }
}
