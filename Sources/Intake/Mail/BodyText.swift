/// The text of a part as UTF-8 with LF line ends.
struct BodyText {
  /// More of a part is not decoded: new text below a longer quotation goes unseen.
  static let maxDecoded = 128 << 10

  let charsets: Charsets
  let arena: ByteArena

  /// Decodes a text part and undoes the `>From ` of mboxrd and mboxo.
  ///
  /// What need not be changed is not copied.
  func decode(_ part: Part) -> ByteView {
    let charset = part.type.parameter("charset", arena) ?? .empty
    var out: [UInt8] = []
    if part.encoding.hasPrefixAnyCase("base64") {
      var decoded: [UInt8] = []
      TransferDecoding.base64(part.content, to: &decoded, limit: BodyText.maxDecoded)
      decoded.withView { append($0, charset: charset, to: &out) }
    } else if part.encoding.hasPrefixAnyCase("quoted-printable") {
      var decoded: [UInt8] = []
      TransferDecoding.quotedPrintable(part.content, to: &decoded, limit: BodyText.maxDecoded)
      decoded.withView { append($0, charset: charset, to: &out) }
    } else {
      let raw = part.content.upTo(BodyText.maxDecoded)
      let marks = BodyMarks(raw)
      let isWhole = raw.count < BodyText.maxDecoded || raw[raw.count - 1] < 0x80
      if isWhole, !marks.hasReturns, !marks.mayHaveQuotedFrom,
        charsets.isUnchanged(raw, isASCII: !marks.hasHighBytes, charset: charset)
      {
        return raw
      }
      append(raw, charset: charset, to: &out)
    }
    BodyText.normalizeLines(&out)
    BodyText.unquoteFrom(&out)
    return arena.copy(out)
  }

  private func append(_ bytes: ByteView, charset: ByteView, to out: inout [UInt8]) {
    // A cut may have gone through a character.
    if bytes.count >= BodyText.maxDecoded, bytes[bytes.count - 1] >= 0x80 {
      var end = bytes.count
      while end > 0, bytes.count - end < 4, bytes[end - 1] >= 0x80 { end -= 1 }
      charsets.append(bytes.upTo(end), charset: charset, to: &out)
    } else {
      charsets.append(bytes, charset: charset, to: &out)
    }
  }

  /// CRLF and CR become LF.
  static func normalizeLines(_ text: inout [UInt8]) {
    guard let first = text.withView({ $0.find(0x0D) }) else { return }
    var write = first
    text.withUnsafeMutableBufferPointer { bytes in
      var read = first
      while read < bytes.count {
        let byte = bytes[read]
        bytes[write] = byte == 0x0D ? 0x0A : byte
        if byte == 0x0D, read + 1 < bytes.count, bytes[read + 1] == 0x0A { read += 1 }
        read += 1
        write += 1
      }
    }
    text.removeSubrange(write...)
  }

  /// Takes one `>` from lines such as `>From ` and `>>From `.
  static func unquoteFrom(_ text: inout [UInt8]) {
    guard text.withView({ $0.find(">From ") != nil }) else { return }
    var drop: [Int] = []
    text.withView { view in
      var i = 0
      while let hit = view.find(">From ", from: i) {
        var start = hit
        while start > 0, view[start - 1] == 0x3E { start -= 1 }
        if start == 0 || view[start - 1] == 0x0A { drop.append(start) }
        i = hit + 1
      }
    }
    guard let first = drop.first else { return }
    var write = first
    var next = 0
    text.withUnsafeMutableBufferPointer { bytes in
      for read in first..<bytes.count {
        if next < drop.count, drop[next] == read {
          next += 1
        } else {
          bytes[write] = bytes[read]
          write += 1
        }
      }
    }
    text.removeSubrange(write...)
  }

  /// Joins the lines that format=flowed broke (RFC 3676), each with its quote marks.
  static func unflow(_ view: ByteView, deleteSpace: Bool) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(view.count)
    var i = 0
    /// The quote depth of the line that flows on.
    var flowing: Int?
    while i < view.count {
      let end = view.lineEnd(from: i)
      var line = view[i..<end]
      i = end + 1
      var depth = 0
      while line[depth] == 0x3E { depth += 1 }
      let marks = line.upTo(depth)
      line = line.from(depth)
      if line[0] == 0x20 { line = line.from(1) }
      let isSignature = line.hasPrefix("-- ") && line.count == 3
      if flowing != depth || isSignature {
        if flowing != nil { out.append(0x0A) }
        out.append(marks)
        if depth > 0 { out.append(0x20) }
      }
      let flows = line.count > 0 && line[line.count - 1] == 0x20 && !isSignature
      out.append(flows && deleteSpace ? line.upTo(line.count - 1) : line)
      flowing = flows ? depth : nil
      if !flows { out.append(0x0A) }
    }
    return out
  }
}

/// What may have to be changed in a text, seen in one pass over it.
struct BodyMarks {
  var hasHighBytes = false
  var hasReturns = false
  /// `>F` stands somewhere.
  var mayHaveQuotedFrom = false

  init(_ text: ByteView) {
    var (high, ends, quoted) = (ByteBlock(), ByteBlock(), ByteBlock())
    var i = 0
    while i + 17 <= text.count {
      let here = text.block(at: i)
      high |= here & .all(0x80)
      ends |= here.marks(0x0D)
      quoted |= here.marks(0x3E) & text.block(at: i + 1).marks(0x46)
      i += 16
    }
    hasHighBytes = !high.isZero
    hasReturns = !ends.isZero
    mayHaveQuotedFrom = !quoted.isZero
    while i < text.count {
      let byte = text.base[i]
      hasHighBytes = hasHighBytes || byte >= 0x80
      hasReturns = hasReturns || byte == 0x0D
      mayHaveQuotedFrom = mayHaveQuotedFrom || byte == 0x3E && text[i + 1] == 0x46
      i += 1
    }
  }
}
