/// Finds what a mail's writer has newly written: the text without what it quotes, forwards or
/// signs with.
///
/// An answer may stand above, below or between what it quotes, so quoted lines are left out and
/// what is left is kept; only marks that are never followed by new text end it.
///
/// Kept from text to text, so that nothing is allocated for one.
struct Quotation {
  /// More lines are not looked at.
  private static let maxLines = 20_000
  /// An attribution that is longer is none; it may be broken over three lines.
  private static let maxAttribution = 400

  private struct Line {
    /// Without its line end.
    var whole: ByteView
    /// Without white space around it.
    var trimmed: ByteView
  }

  private let tables = QuotationPhrases.tables
  private let arena: ByteArena
  private var text = ByteView.empty
  /// The lines as far as they were looked at; the next one begins at `next`.
  private var lines: [Line] = []
  private var next = 0
  private var out: [UInt8] = []

  init(_ arena: ByteArena) { self.arena = arena }

  /// The new text, at most about `limit` bytes of it, without empty lines at its ends: a slice of
  /// the text where it stands together.
  mutating func newText(_ text: ByteView, limit: Int) -> ByteView {
    self.text = text
    next = 0
    lines.removeAll(keepingCapacity: true)
    out.removeAll(keepingCapacity: true)
    let last = read(limit)
    if out.isEmpty { return last }
    out.append(last)
    return arena.copy(out)
  }

  /// Whether the text has a line of this number, counted from 0.
  @inline(__always)
  private mutating func has(_ i: Int) -> Bool { i < lines.count || split(i) }

  private mutating func split(_ i: Int) -> Bool {
    while lines.count <= i {
      guard next < text.count, lines.count < Quotation.maxLines else { return false }
      let whole = text[next..<text.lineEnd(from: next)]
      lines.append(Line(whole: whole, trimmed: whole.trimmed()))
      next += whole.count + 1
    }
    return true
  }

  @inline(__always)
  private mutating func line(_ i: Int) -> ByteView { has(i) ? lines[i].trimmed : .empty }

  /// Passes over lines with marks behind the last line that was looked at.
  private mutating func skipQuoted() {
    while text[next] == 0x3E { next = text.lineEnd(from: next) + 1 }
  }

  /// Puts all but the last piece that stands together into `out`, and returns that one.
  private mutating func read(_ limit: Int) -> ByteView {
    // What is new and stands together.
    var start = 0
    var end = 0
    var gap = false
    var i = 0
    while has(i), out.count + end - start < limit {
      let line = lines[i].trimmed
      if line.isEmpty {
        gap = true
        i += 1
        continue
      }
      if line[0] == 0x3E {
        gap = true
        i += 1
        if i == lines.count { skipQuoted() }
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
      let isFirst = end == start
      let from = text.base.distance(to: isFirst ? line.base : lines[i].whole.base)
      let to = text.base.distance(to: line.base) + line.count
      // Where it stands one line end, or an empty line, behind what is kept, it is one with it.
      let isNear = from - end == (gap ? 2 : 1) && text[end] == 0x0A
      if isFirst || !isNear {
        if !isFirst {
          out.append(text[start..<end])
          out.append(0x0A)
          if gap { out.append(0x0A) }
        }
        start = from
      }
      end = to
      gap = false
      i += 1
    }
    return text[start..<end]
  }

  // MARK: What ends it

  /// Whether nothing new follows: a signature, the mail that is forwarded, a list's footer.
  private mutating func endsNewText(_ i: Int, _ line: ByteView) -> Bool {
    switch line[0] {
    case 0x2D:
      if line.count == 2, line[1] == 0x2D { return true }
      return line.count > 8 && tables.originals.begins(line)
    case 0x5F:
      guard line.count >= 20, line.buffer.allSatisfy({ $0 == 0x5F }) else { return false }
      // Above Outlook's block, or a mailing list's footer.
      var k = i + 1
      while k < i + 8, has(k), self.line(k).isEmpty { k += 1 }
      let next = self.line(k)
      return isBlock(k, next) || next.containsAnyCase("mailing list")
        || self.line(k + 1).hasPrefixAnyCase("http")
    default:
      return isBlock(i, line) || tables.originals.begins(line) || isDisclaimer(i, line)
    }
  }

  /// A lawyer's words below a mail. They begin as a person's sentence might, so they must also
  /// speak of confidence.
  private mutating func isDisclaimer(_ i: Int, _ line: ByteView) -> Bool {
    guard tables.disclaimers.begins(line) else { return false }
    for k in i..<i + 3 {
      let words = self.line(k)
      if QuotationPhrases.confidence.contains(where: { words.containsAnyCase($0) }) { return true }
    }
    return false
  }

  /// The first quoted line below a mark such as `----- Original Message -----` and the fields
  /// that follow it; nil where what follows bears no marks.
  private mutating func quotedBelow(_ i: Int) -> Int? {
    var k = i + 1
    while k < i + 16, has(k) {
      let line = line(k)
      if line[0] == 0x3E { return k }
      let isField = line.isEmpty || line.contains(0x3A) || lines[k].whole[0].isSpace
      // A long subject or list of recipients goes over several lines.
      if !isField, self.line(k - 1).isEmpty { return nil }
      k += 1
    }
    return nil
  }

  /// Outlook's From, Sent, To and Subject above what it quotes.
  private mutating func isBlock(_ i: Int, _ line: ByteView) -> Bool {
    guard tables.blockFirst.begins(Quotation.plain(line)) else { return false }
    var fields = 0
    var k = i + 1
    // A long list of recipients goes over several lines.
    while k < i + 12, has(k) {
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
  private mutating func isQuoted(_ i: Int) -> Bool {
    var k = i
    while k < i + 4, has(k) {
      let line = line(k)
      if !line.isEmpty { return line[0] == 0x3E }
      k += 1
    }
    return false
  }

  /// The line after the attribution that begins at `i`, if one does.
  private mutating func attribution(_ i: Int, _ line: ByteView) -> Int? {
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
      guard Quotation.endsInColon(last), last.count < Quotation.maxAttribution,
        QuotationPhrases.attributionEnds.contains(where: { Quotation.has(last, suffix: $0) })
      else { continue }
      let tells = line.contains(0x40) || line.buffer.contains(where: \.isDigit)
      if isQuoted(end + 1) ? end == i || tells : line.contains(0x40) && tells { return end + 1 }
    }
    return nil
  }

  /// The line after an attribution that begins with a word such as `On`, and goes over at most
  /// three lines.
  private mutating func openedAttribution(_ i: Int, _ verbs: [StaticString]) -> Int? {
    var size = 0
    for end in i..<i + 3 where has(end) {
      let line = line(end)
      if line.isEmpty || size + line.count > Quotation.maxAttribution { return nil }
      size += line.count + (end == i ? 0 : 1)
      guard Quotation.endsInColon(line) || line[0] == 0x2A || line[0] >= 0xA0 else { continue }
      var whole: [UInt8] = []
      for k in i...end {
        if k > i { whole.append(0x20) }
        whole.append(self.line(k))
      }
      let (isLike, hasDigit) = whole.withView { text in
        (
          Quotation.endsInColon(text) && verbs.contains { Quotation.has(text, verb: $0) },
          text.buffer.contains(where: \.isDigit)
        )
      }
      if isLike, hasDigit || isQuoted(end + 1) { return end + 1 }
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
