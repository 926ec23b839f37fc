/// One leaf of a message's tree of parts.
struct Part {
  var type: MediaType
  var disposition: MediaType?
  /// Content-Transfer-Encoding.
  var encoding: ByteView
  /// As it stands, still encoded.
  var content: ByteView

  var isAttachment: Bool { disposition?.isType("attachment") ?? false }
}

/// Walks the parts of a message (RFC 2046) in one pass over its lines that begin with `--`.
///
/// A boundary ends every part within it, as far as they are open, so a missing close delimiter
/// costs nothing.
///
/// Kept from message to message.
final class PartWalk {
  /// Parts nested deeper are read as leaves; real mail goes to 10.
  static let maxDepth = 32

  private let block = HeaderBlock()
  private let arena: ByteArena
  /// The multiparts that are open, the outermost first.
  @exclusivity(unchecked) private var stack: [Multipart] = []
  /// Parts were nested deeper.
  private(set) var isTooDeep = false
  /// A multipart has no boundary, or it never occurs.
  private(set) var lacksBoundary = false

  private struct Multipart {
    var boundary: ByteView
    var type: MediaType
  }

  init(_ arena: ByteArena) { self.arena = arena }

  /// Passes each leaf on, in the order they stand.
  func walk(_ message: ByteView, _ header: HeaderBlock, leaf: (Part) -> Void) {
    isTooDeep = false
    lacksBoundary = false
    var open: (part: Part, start: Int)?
    let top = PartWalk.part(message, header, within: .plain)
    guard top.type.isMultipart, let boundary = self.boundary(top.type) else {
      lacksBoundary = top.type.isMultipart
      var whole = top
      if lacksBoundary { whole.type = .plain }
      whole.content = message.from(header.body)
      leaf(whole)
      return
    }
    stack.removeAll(keepingCapacity: true)
    stack.append(Multipart(boundary: boundary, type: top.type))
    func close(_ end: Int) {
      guard let (found, start) = open else { return }
      open = nil
      // The line end before a delimiter belongs to the delimiter (RFC 2046 5.1.1).
      var end = max(end, start)
      if end > start, message[end - 1] == 0x0A { end -= 1 }
      if end > start, message[end - 1] == 0x0D { end -= 1 }
      var part = found
      part.content = message[start..<end]
      leaf(part)
    }
    var i = header.body
    var met = false
    while !stack.isEmpty {
      if !message.hasPrefix("--", at: i) {
        guard let next = message.find("\n--", from: i) else { break }
        i = next + 1
      }
      let lineEnd = message.lineEnd(from: i)
      let line = message[i..<lineEnd]
      guard let (level, isLast) = level(line) else {
        i = lineEnd
        continue
      }
      met = true
      close(i)
      stack.removeSubrange((isLast ? level : level + 1)...)
      i = lineEnd
      if isLast { continue }
      let content = message.from(lineEnd + 1)
      block.read(content)
      var part = PartWalk.part(content, block, within: stack[level].type)
      let body = min(lineEnd + 1 + block.body, message.count)
      if part.type.isMultipart {
        if stack.count >= PartWalk.maxDepth {
          isTooDeep = true
        } else if let boundary = self.boundary(part.type) {
          stack.append(Multipart(boundary: boundary, type: part.type))
          i = body
          continue
        } else {
          lacksBoundary = true
          part.type = .plain
        }
      }
      open = (part, body)
      i = body
    }
    close(message.count)
    if !met {
      lacksBoundary = true
      leaf(
        Part(
          type: .plain, disposition: nil, encoding: top.encoding,
          content: message.from(header.body)))
    }
  }

  /// The level whose boundary a line is, the innermost first, and whether it closes it.
  private func level(_ line: ByteView) -> (Int, Bool)? {
    for level in stack.indices.reversed() {
      let boundary = stack[level].boundary
      let n = boundary.count
      guard line.count >= n + 2, line[2..<2 + n].equals(boundary) else { continue }
      let rest = line.from(2 + n)
      if rest.trimmed().isEmpty { return (level, false) }
      if rest.hasPrefix("--"), rest.from(2).trimmed().isEmpty { return (level, true) }
    }
    return nil
  }

  private func boundary(_ type: MediaType) -> ByteView? {
    guard let text = type.parameter("boundary", arena) else { return nil }
    // Blanks at the end are no part of it (RFC 2046 5.1.1).
    var end = text.count
    while end > 0, text[end - 1].isSpace { end -= 1 }
    return end == 0 ? nil : text.upTo(end)
  }

  private static func part(_ content: ByteView, _ block: HeaderBlock, within: MediaType) -> Part {
    var type = within.isType("multipart/digest") ? MediaType.message : MediaType.plain
    if let range = block[.contentType] {
      let declared = MediaType(content[range])
      if declared.value.contains(0x2F) { type = declared }
    }
    return Part(
      type: type, disposition: block[.contentDisposition].map { MediaType(content[$0]) },
      encoding: block[.transferEncoding].map { content[$0].trimmed() } ?? .empty, content: .empty)
  }
}
