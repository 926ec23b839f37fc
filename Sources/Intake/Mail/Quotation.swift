/// Finds what a mail's writer has newly written: the text without what it quotes, forwards or
/// signs with.
///
/// An answer may stand above, below or between what it quotes, so quoted lines are left out and
/// what is left is kept; only marks that are never followed by new text end it.
struct Quotation {
  /// More lines are not looked at.
  private static let maxLines = 20_000
  /// An attribution that is longer is none; it may be broken over three lines.
  private static let maxAttribution = 400

  private let text: ByteView
  private var lines: [Range<Int>] = []
  private let tables = QuotationPhrases.tables

  private init(_ text: ByteView) { self.text = text }

  /// The new text, at most about `limit` bytes of it, without empty lines at its ends.
  static func newText(_ text: ByteView, limit: Int) -> [UInt8] {
    // The beginning of a long text is nearly always enough.
    if text.count > 4 * limit {
      var beginning = Quotation(text.upTo(3 * limit))
      beginning.split()
      let (found, isSure) = beginning.read(limit)
      if isSure { return found }
    }
    var quotation = Quotation(text)
    quotation.split()
    return quotation.read(limit).text
  }

  private mutating func split() {
    // Lines of mail have about 40 bytes.
    lines.reserveCapacity(min(text.count / 32 + 8, Quotation.maxLines))
    var i = 0
    while i < text.count, lines.count < Quotation.maxLines {
      let end = text.lineEnd(from: i)
      lines.append(i..<end)
      i = end + 1
    }
  }

  private func line(_ i: Int) -> ByteView {
    i < lines.count ? text[lines[i]].trimmed() : .empty
  }

  /// Whether what it found would be the same if more lines followed: no look ahead goes as far
  /// as ``maxLookAhead`` lines.
  private static let maxLookAhead = 32

  private func read(_ limit: Int) -> (text: [UInt8], isSure: Bool) {
    var out: [UInt8] = []
    out.reserveCapacity(min(text.count, limit))
    var gap = false
    var i = 0
    while i < lines.count, out.count < limit {
      let line = line(i)
      if line.isEmpty {
        gap = true
        i += 1
        continue
      }
      if line[0] == 0x3E {
        gap = true
        i += 1
        continue
      }
      if endsNewText(i, line) {
        // Answers may stand between what is quoted with marks below it.
        guard let next = quotedBelow(i) else { break }
        gap = true
        i = next
        continue
      }
      if let next = attribution(i, line) {
        // Without marks, all that follows it is quoted.
        if !isQuoted(next) { break }
        gap = true
        i = next
        continue
      }
      if isFooter(line) {
        i += 1
        continue
      }
      if !out.isEmpty {
        out.append(0x0A)
        if gap { out.append(0x0A) }
      }
      gap = false
      var whole = text[lines[i]]
      while whole.count > 0, whole[whole.count - 1].isSpace { whole = whole.upTo(whole.count - 1) }
      out.append(out.isEmpty ? whole.trimmed() : whole)
      i += 1
    }
    return (out, out.count >= limit && i + Quotation.maxLookAhead < lines.count)
  }

  // MARK: What ends it

  /// Whether nothing new follows: a signature, the mail that is forwarded, a list's footer.
  private func endsNewText(_ i: Int, _ line: ByteView) -> Bool {
    switch line[0] {
    case 0x2D:
      if line.count == 2, line[1] == 0x2D { return true }
      return line.count > 8 && tables.originals.begins(line)
    case 0x5F:
      guard line.count >= 20, line.buffer.allSatisfy({ $0 == 0x5F }) else { return false }
      // Above Outlook's block, or a mailing list's footer.
      var k = i + 1
      while k < min(i + 8, lines.count), self.line(k).isEmpty { k += 1 }
      let next = self.line(k)
      return isBlock(k, next) || next.containsAnyCase("mailing list")
        || self.line(k + 1).hasPrefixAnyCase("http")
    default:
      return isBlock(i, line) || tables.originals.begins(line) || isDisclaimer(i, line)
    }
  }

  /// A lawyer's words below a mail. They begin as a person's sentence might, so they must also
  /// speak of confidence.
  private func isDisclaimer(_ i: Int, _ line: ByteView) -> Bool {
    guard tables.disclaimers.begins(line) else { return false }
    return (i..<i + 3).contains { k in
      QuotationPhrases.confidence.contains { self.line(k).containsAnyCase($0) }
    }
  }

  /// The first quoted line below a mark such as `----- Original Message -----` and the fields
  /// that follow it; nil where what follows bears no marks.
  private func quotedBelow(_ i: Int) -> Int? {
    var k = i + 1
    while k < min(i + 16, lines.count) {
      let line = line(k)
      if line[0] == 0x3E { return k }
      let isField = line.isEmpty || line.contains(0x3A) || text[lines[k]][0].isSpace
      // A long subject or list of recipients goes over several lines.
      if !isField, self.line(k - 1).isEmpty { return nil }
      k += 1
    }
    return nil
  }

  /// Outlook's From, Sent, To and Subject above what it quotes.
  private func isBlock(_ i: Int, _ line: ByteView) -> Bool {
    guard tables.blockFirst.begins(Quotation.plain(line)) else { return false }
    var fields = 0
    var k = i + 1
    // A long list of recipients goes over several lines.
    while k < min(i + 12, lines.count) {
      let next = Quotation.plain(self.line(k))
      if tables.blockFields.begins(next) { fields += 1 }
      if fields >= 2 { return true }
      k += 1
    }
    return false
  }

  /// Without the asterisks that stand for bold.
  private static func plain(_ line: ByteView) -> ByteView {
    var start = 0
    while line[start] == 0x2A { start += 1 }
    return line.from(start)
  }

  private func isFooter(_ line: ByteView) -> Bool {
    line.count < 100 && tables.footers.begins(line)
  }

  // MARK: Attribution

  /// Whether the next line that is not empty is quoted.
  private func isQuoted(_ i: Int) -> Bool {
    var k = i
    while k < min(i + 4, lines.count) {
      let line = line(k)
      if !line.isEmpty { return line[0] == 0x3E }
      k += 1
    }
    return false
  }

  /// The line after the attribution that begins at `i`, if one does.
  private func attribution(_ i: Int, _ line: ByteView) -> Int? {
    var opening = line
    // `--- On Wed, Jo wrote:`, as Yahoo has it.
    while opening[0] == 0x2D || opening[0] == 0x20 { opening = opening.from(1) }
    if tables.attributions.begins(opening) {
      for form in QuotationPhrases.attributions where opening.hasPrefixAnyCase(form.opening) {
        if let next = openedAttribution(i, form.verbs) { return next }
      }
    }
    // `Jo Doe <jo@acme.example> wrote:`, whose name may stand on a line of its own.
    for end in i...i + 1 {
      let last = self.line(end)
      guard last.count < Quotation.maxAttribution, Quotation.endsInColon(last),
        QuotationPhrases.attributionEnds.contains(where: { Quotation.has(last, suffix: $0) })
      else { continue }
      let tells = line.contains(0x40) || line.buffer.contains(where: \.isDigit)
      if isQuoted(end + 1) ? end == i || tells : line.contains(0x40) && tells { return end + 1 }
    }
    return nil
  }

  /// The line after an attribution that begins with a word such as `On`, and goes over at most
  /// three lines.
  private func openedAttribution(_ i: Int, _ verbs: [StaticString]) -> Int? {
    var whole: [UInt8] = []
    for end in i..<min(i + 3, lines.count) {
      let line = line(end)
      if line.isEmpty || whole.count + line.count > Quotation.maxAttribution { return nil }
      if !whole.isEmpty { whole.append(0x20) }
      whole.append(line)
      let isOne = whole.withView { text in
        Quotation.endsInColon(text) && verbs.contains { Quotation.has(text, verb: $0) }
          && (text.buffer.contains(where: \.isDigit) || isQuoted(end + 1))
      }
      if isOne { return end + 1 }
    }
    return nil
  }

  /// Whether a verb stands in a text; at its end, if the verb has a colon.
  private static func has(_ text: ByteView, verb: StaticString) -> Bool {
    verb.utf8Start[verb.utf8CodeUnitCount - 1] == 0x3A
      ? has(text, suffix: verb) : text.containsAnyCase(verb)
  }

  /// A colon, and asterisks or a no-break space behind it.
  private static func endsInColon(_ text: ByteView) -> Bool {
    var end = text.count
    while end > 0, text[end - 1] == 0x2A || text[end - 1] == 0xA0 || text[end - 1] == 0xC2 {
      end -= 1
    }
    return text[end - 1] == 0x3A
  }

  private static func has(_ line: ByteView, suffix: StaticString) -> Bool {
    line.hasPrefixAnyCase(suffix, at: line.count - suffix.utf8CodeUnitCount)
  }
}
