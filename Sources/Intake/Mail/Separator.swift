import Records

/// The line that begins a message in an mbox: `From jo@acme.example Mon Mar  4 09:15:00 2024`.
///
/// Bodies hold lines that begin so as well, and no simple rule tells them apart. The one that
/// agreed best with independent truth over 880,000 messages: the line bears a date, or is one of
/// the dateless forms of Thunderbird and Gmail, and the next line looks like a header field. No
/// empty line is needed before it: pipermail leaves it out after scrubbed parts.
enum Separator {
  enum Verdict {
    case yes, no
    /// It cannot be told before more bytes have come.
    case more
  }

  /// A longer line is no separator; real ones have at most a few hundred bytes.
  static let maxLine = 4096
  /// What is looked at of the next line.
  static let maxNext = 512

  /// Judges a line that begins with `From `.
  /// - Parameters:
  ///   - bytes: from the line's first byte on, as far as they are there.
  ///   - final: nothing comes after them.
  static func judge(_ bytes: ByteView, final: Bool) -> Verdict {
    guard let end = bytes.upTo(maxLine).find(0x0A) else {
      if bytes.count >= maxLine { return .no }
      return final ? (isDated(bytes) ? .yes : .no) : .more
    }
    let line = bytes.upTo(end)
    let dated = isDated(line)
    guard dated || isDateless(line) else { return .no }
    return judgeNext(bytes.from(end + 1), dated: dated, final: final)
  }

  /// Whether the line after looks like a header field, or is empty after a dated line.
  private static func judgeNext(_ next: ByteView, dated: Bool, final: Bool) -> Verdict {
    let quoted: StaticString = ">From "
    // A file of its own that was put into a mailbox with its byte order mark.
    // Half a byte order mark is none yet.
    if next.count < 3, next[0] == 0xEF, !final { return .more }
    let next = next.hasPrefix("\u{FEFF}") ? next.from(3) : next
    if next.hasPrefix(quoted) { return .yes }
    var i = 0
    while i < maxNext, next[i] == 0x0D { i += 1 }
    if i < next.count, next[i] == 0x0A { return dated ? .yes : .no }
    if i >= next.count { return final ? (dated ? .yes : .no) : .more }
    i = 0
    while i < 77, next[i] > 0x20, next[i] < 0x7F, next[i] != 0x3A { i += 1 }
    guard i > 0, i < 77 else { return .no }
    while i < maxNext, next[i] == 0x20 || next[i] == 0x09 { i += 1 }
    if i < next.count {
      if next[i] == 0x3A { return .yes }
      // `>From ` may be cut off behind its `>From`.
      return .no
    }
    return final ? .no : .more
  }

  /// The moment that a From_ line bears; without a zone it is read as UTC.
  static func date(_ line: ByteView) -> Timestamp? {
    var i = 5
    while i + 8 < line.count {
      if isWeekday(line, i), monthAndDay(line, i + 3) != nil {
        return MailDate(line.from(i))?.moment
      }
      i += 1
    }
    guard let blank = line.find(0x20, from: 5) else { return nil }
    return MailDate(line.from(blank))?.moment
  }

  /// `From `, `From - ` (Thunderbird) and `From 1234567890@xxx` (Gmail Takeout).
  static func isDateless(_ line: ByteView) -> Bool {
    var i = 5
    let digits = i
    while line[i].isDigit { i += 1 }
    if i - digits >= 6, line.hasPrefix("@xxx", at: i) {
      return line.from(i + 4).trimmed().isEmpty
    }
    i = 5
    if line[i] == 0x2D { i += 1 }
    while line[i] == 0x20 || line[i] == 0x09 { i += 1 }
    if line[i] == 0x0D { i += 1 }
    return i >= line.count
  }

  /// Whether a date stands in the line: a weekday, a month and a day in either order, and a time
  /// somewhere after; or `name 23 Aug 1999 03:15:23`.
  static func isDated(_ line: ByteView) -> Bool {
    var i = 5
    while i + 8 < line.count {
      if isWeekday(line, i), let after = monthAndDay(line, i + 3) {
        return hasTime(line, from: after)
      }
      i += 1
    }
    i = 5
    guard line[i] > 0x20 else { return false }
    while i < line.count, !line[i].isSpace { i += 1 }
    let blanks = i
    while line[i] == 0x20 { i += 1 }
    guard i > blanks, let day = digits(line, i, 1...2), line[day] == 0x20,
      isMonth(line, day + 1), line[day + 4] == 0x20,
      let year = digits(line, day + 5, 4...4), line[year] == 0x20
    else { return false }
    return time(line, year + 1)
  }

  /// The place behind `,? +Mar +4,? ` or `,? +4 +Mar,? `.
  private static func monthAndDay(_ line: ByteView, _ start: Int) -> Int? {
    func blanks(_ i: Int) -> Int? {
      var k = i
      while line[k] == 0x20 { k += 1 }
      return k > i ? k : nil
    }
    guard let i = blanks(line[start] == 0x2C ? start + 1 : start) else { return nil }
    var end: Int
    if isMonth(line, i) {
      guard let day = blanks(i + 3), let after = digits(line, day, 1...2) else { return nil }
      end = after
    } else {
      guard let day = digits(line, i, 1...2), let month = blanks(day), isMonth(line, month) else {
        return nil
      }
      end = month + 3
    }
    if line[end] == 0x2C { end += 1 }
    return line[end] == 0x20 ? end + 1 : nil
  }

  private static func hasTime(_ line: ByteView, from start: Int) -> Bool {
    var i = start
    while let colon = line.find(0x3A, from: i) {
      if colon > start, line[colon - 1].isDigit, minutes(line, colon) { return true }
      i = colon + 1
    }
    return false
  }

  private static func time(_ line: ByteView, _ i: Int) -> Bool {
    guard let colon = digits(line, i, 1...2), line[colon] == 0x3A else { return false }
    return minutes(line, colon)
  }

  /// `:dd` that is no part of a longer word.
  private static func minutes(_ line: ByteView, _ colon: Int) -> Bool {
    let after = line[colon + 3]
    return line[colon + 1].isDigit && line[colon + 2].isDigit
      && !(after.isDigit || after.isLetter || after == 0x5F)
  }

  private static func digits(_ line: ByteView, _ i: Int, _ wanted: ClosedRange<Int>) -> Int? {
    var k = i
    while k - i < wanted.upperBound, line[k].isDigit { k += 1 }
    return wanted.contains(k - i) ? k : nil
  }

  private static func isWeekday(_ line: ByteView, _ i: Int) -> Bool {
    switch key(line, i) {
    case 0x6D6F6E, 0x747565, 0x776564, 0x746875, 0x667269, 0x736174, 0x73756E: true
    default: false
    }
  }

  private static func isMonth(_ line: ByteView, _ i: Int) -> Bool {
    MailDate.month(key: key(line, i)) != nil
  }

  /// Three letters in lower case as one number.
  private static func key(_ line: ByteView, _ i: Int) -> UInt32 {
    UInt32(line[i].lowercasedASCII) << 16 | UInt32(line[i + 1].lowercasedASCII) << 8
      | UInt32(line[i + 2].lowercasedASCII)
  }
}
