/// The forms of single addresses.
extension AddressList {
  /// What stands in brackets, without blanks, a route (`@a,@b:jo@acme.example`) or a scheme.
  static func plainAddress(_ text: ByteView) -> [UInt8] {
    var text = text.trimmed()
    if text.hasPrefixAnyCase("mailto:") { text = text.from(7) }
    if text[0] == 0x40, let colon = text.find(0x3A) { text = text.from(colon + 1) }
    if let joined = joinedAt(text) { return joined }
    let visible = { (byte: UInt8) in byte > 0x20 && byte != 0x7F && byte != 0x3C }
    guard text.contains(0x28) else { return text.buffer.filter(visible) }
    return withoutComments(text).filter(visible)
  }

  /// `pete(his account)@acme.example(his host)` without its comments (RFC 5322 3.2.2).
  private static func withoutComments(_ text: ByteView) -> [UInt8] {
    var out: [UInt8] = []
    var i = 0
    var quoted = false
    // A parenthesis that is never closed stands for itself.
    var close = true
    while i < text.count {
      let byte = text[i]
      if byte == 0x22 { quoted.toggle() }
      if byte == 0x28, !quoted, close {
        if let end = commentEnd(text, i) {
          i = end + 1
          continue
        }
        close = false
      }
      out.append(byte)
      i += 1
    }
    return out
  }

  /// The address in text without brackets, and what stands before it.
  static func bare(_ text: ByteView) -> (name: [UInt8], address: [UInt8])? {
    var text = text.trimmed()
    if text.count >= 2, text[0] == 0x22, text[text.count - 1] == 0x22, !text.contains(0x5C) {
      text = text[1..<text.count - 1].trimmed()
    }
    if let joined = joinedAt(text) { return ([], joined) }
    guard let at = text.findLast(0x40) else {
      // A user of the own machine, as `root`.
      let isWord = text.count > 0 && text.buffer.allSatisfy { $0 > 0x20 && $0 < 0x7F }
      return isWord && text.find("=?") == nil ? ([], Array(text.buffer)) : nil
    }
    var start = at
    // Blanks around the @ are obsolete syntax (RFC 5322 4.4).
    while start > 0, text[start - 1].isSpace { start -= 1 }
    if text[start - 1] == 0x22 {
      start -= 1
      while start > 0, text[start - 1] != 0x22 { start -= 1 }
      start = max(start - 1, 0)
    } else {
      while start > 0, !text[start - 1].isSpace { start -= 1 }
    }
    var end = at + 1
    while text[end].isSpace, end < text.count { end += 1 }
    while end < text.count, !text[end].isSpace { end += 1 }
    // Blanks around the dots of a domain are obsolete syntax, too.
    while end < text.count {
      var next = end
      while next < text.count, text[next].isSpace { next += 1 }
      guard next < text.count, text[next] == 0x2E || text[end - 1] == 0x2E else { break }
      end = next
      while end < text.count, !text[end].isSpace { end += 1 }
    }
    // Blanks are part of an address only within quotes.
    let lowest: UInt8 = text[start] == 0x22 ? 0x20 : 0x21
    let address = text[start..<end].buffer.filter { $0 >= lowest && $0 != 0x7F && $0 != 0x3E }
    return (Array(text.upTo(start).trimmed().buffer), address)
  }

  /// `jo at acme.example`, as pipermail archives have it.
  private static func joinedAt(_ text: ByteView) -> [UInt8]? {
    guard !text.contains(0x40), let at = text.find(" at "), at > 0 else { return nil }
    let (user, host) = (text.upTo(at), text.from(at + 4).trimmed())
    let isWord = { (word: ByteView) in
      !word.isEmpty && word.buffer.allSatisfy { $0 > 0x20 && $0 != 0x7F }
    }
    guard isWord(user), isWord(host) else { return nil }
    return Array(user.buffer) + [0x40] + Array(host.buffer)
  }

  /// Some R lists since 2018: `|@w|@wt @end|ng |rom gm@||@com (Jo Doe)`.
  static func isScrambled(_ text: ByteView) -> Bool {
    guard let at = text.find("@end") else { return false }
    let rest = text.from(at + 4)
    return (rest.hasPrefix("ing ") || rest.hasPrefix("|ng "))
      && (rest.hasPrefix("from ", at: 4) || rest.hasPrefix("|rom ", at: 4))
  }

  /// The place of the quote that closes the one at `start`.
  static func quoteEnd(_ text: ByteView, _ start: Int) -> Int? {
    var i = start + 1
    while i < text.count {
      if text[i] == 0x5C {
        i += 2
      } else if text[i] == 0x22 {
        return i
      } else {
        i += 1
      }
    }
    return nil
  }

  /// The place of the parenthesis that closes the one at `start`; comments may be nested.
  static func commentEnd(_ text: ByteView, _ start: Int) -> Int? {
    var depth = 0
    var i = start
    while i < text.count {
      switch text[i] {
      case 0x5C: i += 1
      case 0x28: depth += 1
      case 0x29:
        depth -= 1
        if depth == 0 { return i }
      default: break
      }
      i += 1
    }
    return nil
  }
}
