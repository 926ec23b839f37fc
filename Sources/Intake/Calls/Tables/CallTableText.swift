/// Makes UTF-8 of UTF-16 with a byte order mark, as Excel and Windows write it; passes anything
/// else on as it is.
///
/// Half a pair becomes U+FFFD.
struct CallTableText {
  private enum State {
    /// The first bytes may yet become a mark.
    case start([UInt8])
    case plain
    case utf16(isLittle: Bool)
  }

  private var state = State.start([])
  private var byte: UInt8?
  private var high: UInt32?
  /// Of the next byte fed.
  private var position = 0
  private var made = 0
  /// Where lines begin, in what was made and in the file.
  private var lines: [(made: Int, source: Int)] = []

  /// - Returns: nil where the bytes are to be taken as they are.
  mutating func decode(_ bytes: UnsafeRawBufferPointer) -> [UInt8]? {
    switch state {
    case .plain: return nil
    case .utf16(let isLittle): return decode(bytes, isLittle: isLittle)
    case .start(var seen):
      let taken = min(2 - seen.count, bytes.count)
      seen.append(contentsOf: bytes.prefix(taken))
      guard seen.count == 2 else {
        state = .start(seen)
        return []
      }
      let rest = UnsafeRawBufferPointer(rebasing: bytes[taken...])
      if seen == [0xFF, 0xFE] || seen == [0xFE, 0xFF] {
        position = 2
        lines = [(0, 2)]
        state = .utf16(isLittle: seen[0] == 0xFF)
        return decode(rest, isLittle: seen[0] == 0xFF)
      }
      state = .plain
      return seen + rest
    }
  }

  /// What is left once the file is over.
  func rest() -> [UInt8] {
    switch state {
    case .start(let seen): return seen
    case .plain: return []
    case .utf16:
      var out: [UInt8] = []
      if high != nil || byte != nil { out.append(scalar: 0xFFFD) }
      return out
    }
  }

  /// Where in the file a line begins that begins there in what was made.
  mutating func source(_ offset: Int) -> Int {
    guard !lines.isEmpty else { return offset }
    // The last that begins at or before it.
    var i = 0
    var high = lines.count
    while high - i > 1 {
      let middle = (i + high) / 2
      if lines[middle].made <= offset { i = middle } else { high = middle }
    }
    if i > 1000 {
      lines.removeFirst(i)
      return lines[0].source
    }
    return lines[i].source
  }

  private mutating func decode(
    _ bytes: UnsafeRawBufferPointer, isLittle: Bool
  ) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count)
    for next in bytes {
      position += 1
      guard let first = byte else {
        byte = next
        continue
      }
      byte = nil
      let unit = isLittle ? UInt32(next) << 8 | UInt32(first) : UInt32(first) << 8 | UInt32(next)
      if let pair = high {
        high = nil
        if (0xDC00...0xDFFF).contains(unit) {
          out.append(scalar: 0x10000 + (pair - 0xD800) << 10 + (unit - 0xDC00))
          continue
        }
        out.append(scalar: 0xFFFD)
      }
      switch unit {
      case 0xD800...0xDBFF: high = unit
      case 0xDC00...0xDFFF: out.append(scalar: 0xFFFD)
      default:
        out.append(scalar: unit)
        if unit == 0x0A { lines.append((made + out.count, position)) }
      }
    }
    made += out.count
    return out
  }
}
