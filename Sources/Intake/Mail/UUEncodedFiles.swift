/// Files that stand uuencoded in a plain text, as mail had them before MIME (POSIX uuencode).
enum UUEncodedFiles {
  struct File {
    /// From `begin` to behind the line `end`, or to the end of the text.
    var range: Range<Int>
    var name: ByteView
  }

  /// More of one text are left out.
  private static let maxFiles = 50

  /// The files of a text with LF or CRLF.
  ///
  /// Only the beginning of the text is searched for where one begins.
  static func files(in text: ByteView, searched: Int) -> [File] {
    var all: [File] = []
    var i = 0
    let bound = text.upTo(searched)
    while all.count < maxFiles, i < bound.count {
      var start = i
      if i > 0 || !bound.hasPrefix("begin ") {
        guard let hit = bound.find("\nbegin ", from: max(i - 1, 0)) else { break }
        start = hit + 1
      }
      guard let (name, body) = head(text, start) else {
        i = start + 6
        continue
      }
      let end = text.find("\nend", from: body - 1).map { text.lineEnd(from: $0 + 1) + 1 }
      all.append(File(range: start..<min(end ?? text.count, text.count), name: name))
      i = end ?? text.count
    }
    return all
  }

  /// The name in `begin 644 name` and where the data begin, if data follow it: people begin lines
  /// with this word as well.
  private static func head(_ text: ByteView, _ start: Int) -> (name: ByteView, body: Int)? {
    let lineEnd = text.lineEnd(from: start)
    let line = text[start + 6..<lineEnd]
    var digits = 0
    while line[digits] >= 0x30, line[digits] <= 0x37 { digits += 1 }
    guard digits == 3 || digits == 4, line[digits] == 0x20 else { return nil }
    let name = line.from(digits).trimmed()
    let next = text[lineEnd + 1..<text.lineEnd(from: lineEnd + 1)]
    var count = next.count
    while count > 0, next[count - 1] == 0x0D { count -= 1 }
    // The first byte tells how many bytes the line holds, each three of them in four characters.
    guard !name.isEmpty, name.count <= 255, count > 1, (0x21...0x60).contains(next[0]) else {
      return nil
    }
    let wanted = (Int(next[0] - 0x20) + 2) / 3 * 4
    // Blanks at the end may be lost, and a check sum may follow.
    guard count - 1 <= wanted + 2, count - 1 >= wanted - 3 else { return nil }
    return (name, lineEnd + 1)
  }

  /// A text without its files.
  static func without(_ text: ByteView) -> [UInt8] {
    var out: [UInt8] = []
    var i = 0
    for file in files(in: text, searched: text.count) {
      out.append(text[i..<file.range.lowerBound])
      i = file.range.upperBound
    }
    out.append(text.from(i))
    return out
  }
}
