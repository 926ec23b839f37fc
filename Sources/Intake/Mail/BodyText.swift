/// The text of a part as UTF-8 with LF line ends.
struct BodyText {
  /// More of a part is not decoded: new text below a longer quotation goes unseen.
  static let maxDecoded = 128 << 10

  let charsets: Charsets

  /// Decodes a text part and undoes the `>From ` of mboxrd and mboxo.
  func decode(_ part: Part, to out: inout [UInt8]) {
    out.removeAll(keepingCapacity: true)
    let charset = part.type.parameter("charset") ?? []
    var decoded: [UInt8] = []
    let raw = part.content
    if part.encoding.hasPrefixAnyCase("base64") {
      TransferDecoding.base64(raw, to: &decoded, limit: BodyText.maxDecoded)
    } else if part.encoding.hasPrefixAnyCase("quoted-printable") {
      TransferDecoding.quotedPrintable(raw, to: &decoded, limit: BodyText.maxDecoded)
    } else {
      let limited = raw.upTo(BodyText.maxDecoded)
      charset.withView { append(limited, charset: $0, to: &out) }
      BodyText.normalizeLines(&out)
      BodyText.unquoteFrom(&out)
      return
    }
    decoded.withView { view in charset.withView { append(view, charset: $0, to: &out) } }
    BodyText.normalizeLines(&out)
    BodyText.unquoteFrom(&out)
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
  static func unflow(_ text: [UInt8], deleteSpace: Bool) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(text.count)
    text.withView { view in
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
    }
    return out
  }
}
