/// Cuts CSV bytes into rows (RFC 4180).
///
/// Feed it chunks of any size; rows come out whole. A row ends with LF or CRLF outside of quotes, the last also with the file. A quote opens a
/// quoted field only as the field's first byte; elsewhere it stands for itself. A byte order
/// mark is skipped. Memory: one row of at most ``rowLimit`` bytes.
///
/// A quote that is never closed would swallow the rest of the file. A row that spans lines and
/// reaches the limit or the file's end is therefore taken line by line: the line that ends
/// within quotes is a fault, the others are rows.
struct CSVSplitter {
  /// Asterisk writes no record of more than 1024 bytes.
  static let rowLimit = 64 << 10

  private enum State {
    case fieldStart, unquoted, quoted
    /// After a quote in a quoted field.
    case closed
    /// After that and a CR.
    case closedReturn
    /// In the rest of a line that is too long.
    case skipping
  }

  private static let quote: UInt8 = 0x22
  private static let newline: UInt8 = 0x0A
  private static let carriageReturn: UInt8 = 0x0D
  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// Frees what the fields of plain rows are kept in.
  private final class Plain {
    var row = PlainRow()

    deinit { row.deallocate() }
  }

  private let plain = Plain()
  private let delimiter: UInt8
  private let spansLines: Bool
  private var state = State.fieldStart
  /// The row's bytes out of earlier chunks.
  private var pending: [UInt8] = []
  private var fields: [CSVRow.Field] = []
  /// Where the field begins in the row, its quote included.
  private var fieldStart = 0
  private var isQuoted = false
  private var isPlain = true
  /// Of the next chunk's first byte.
  private var position: Int
  private var rowOffset: Int
  private var line: Int
  private var lines = 1
  /// How much of a byte order mark was seen; nil once there can be none any more.
  private var markSeen: Int?

  init(delimiter: UInt8 = 0x2C) {
    self.init(delimiter: delimiter, spansLines: true, offset: 0, line: 1)
    markSeen = 0
  }

  /// Goes on in a file: the next byte fed is the first of a row.
  init(offset: Int, line: Int) {
    self.init(delimiter: 0x2C, spansLines: true, offset: offset, line: line)
  }

  private init(delimiter: UInt8, spansLines: Bool, offset: Int, line: Int) {
    self.delimiter = delimiter
    self.spansLines = spansLines
    self.line = line
    position = offset
    rowOffset = offset
  }

  /// The lines of a row that spans lines, each as a row of its own, where as a whole it cannot
  /// be one.
  static func splitLines(
    of row: CSVRow, delimiter: UInt8 = 0x2C, _ body: (CSVRow) -> Void
  ) {
    var splitter = CSVSplitter(
      delimiter: delimiter, spansLines: false, offset: row.offset, line: row.line)
    splitter.feed(row.bytes, row: body)
    splitter.finish(row: body)
  }

  mutating func feed(_ bytes: UnsafeRawBufferPointer, row: (CSVRow) -> Void) {
    let chunk = markSeen == nil ? bytes : skipMark(bytes)
    let chunkOffset = position
    position += chunk.count
    var rowStart = 0
    var i = 0
    while i < chunk.count {
      if state == .skipping {
        while i < chunk.count && chunk[i] != CSVSplitter.newline { i += 1 }
        guard i < chunk.count else { return }
        i += 1
        rowStart = i
        beginRow(at: chunkOffset + i)
        continue
      }
      if pending.isEmpty, state == .fieldStart, fields.isEmpty, i == rowStart,
        let end = plain.row.find(
          chunk, from: i, limit: min(chunk.count, i + CSVSplitter.rowLimit), delimiter: delimiter)
      {
        var last = end
        if last > i, chunk[last - 1] == CSVSplitter.carriageReturn { last -= 1 }
        row(
          CSVRow(
            bytes: UnsafeRawBufferPointer(rebasing: chunk[i..<last]), fields: plain.row.found,
            offset: rowOffset, line: line, lines: 1, fault: nil))
        i = end + 1
        rowStart = i
        line += 1
        rowOffset = chunkOffset + i
        continue
      }
      let base = pending.count - rowStart
      let limit = CSVSplitter.rowLimit - base
      let stop = min(chunk.count, limit)
      let ended = scan(chunk, &i, to: stop, base: base)
      if ended {
        pass(chunk[rowStart..<i - 1], fault: state == .quoted ? .truncated : nil, row)
        rowStart = i
        beginRow(at: chunkOffset + i)
      } else if i == limit {
        pending.append(contentsOf: chunk[rowStart..<i])
        rowStart = i
        tooLong(row)
      }
    }
    if rowStart < chunk.count && state != .skipping {
      pending.append(contentsOf: chunk[rowStart...])
    }
  }

  /// The file is over: what is left is its last row.
  mutating func finish(row: (CSVRow) -> Void) {
    if let seen = markSeen, seen > 0 { noMark(seen) }
    switch state {
    case .skipping: break
    case .quoted where lines > 1: splitPending(row)
    case .quoted: passPending(fault: .truncated, row)
    case .fieldStart, .unquoted, .closed, .closedReturn:
      guard !pending.isEmpty else { break }
      endField(at: pending.count - (state == .closedReturn ? 1 : 0))
      passPending(fault: nil, row)
    }
    pending = []
    beginRow(at: position)
  }

  /// Runs the grammar to the row's end, which leaves `i` after the LF, or to `stop`.
  /// - Parameter base: where in the row the chunk begins.
  /// - Returns: whether the row ended; within quotes where the state is `quoted`.
  private mutating func scan(
    _ chunk: UnsafeRawBufferPointer, _ i: inout Int, to stop: Int, base: Int
  ) -> Bool {
    while i < stop {
      let byte = chunk[i]
      switch state {
      case .fieldStart:
        isQuoted = byte == CSVSplitter.quote
        state = isQuoted ? .quoted : .unquoted
        if isQuoted { i += 1 }
      case .unquoted:
        while i < stop && chunk[i] != delimiter && chunk[i] != CSVSplitter.newline { i += 1 }
        guard i < stop else { return false }
        endField(at: base + i)
        i += 1
        if chunk[i - 1] == CSVSplitter.newline { return true }
      case .quoted:
        while i < stop && chunk[i] != CSVSplitter.quote && chunk[i] != CSVSplitter.newline {
          i += 1
        }
        guard i < stop else { return false }
        i += 1
        if chunk[i - 1] == CSVSplitter.quote {
          state = .closed
        } else if spansLines {
          lines += 1
        } else {
          return true
        }
      case .closed:
        switch byte {
        case CSVSplitter.quote:
          isPlain = false
          state = .quoted
        case delimiter: endField(at: base + i)
        case CSVSplitter.newline:
          endField(at: base + i)
          i += 1
          return true
        case CSVSplitter.carriageReturn: state = .closedReturn
        default:
          isPlain = false
          state = .unquoted
          continue
        }
        i += 1
      case .closedReturn:
        guard byte == CSVSplitter.newline else {
          isPlain = false
          state = .unquoted
          continue
        }
        endField(at: base + i - 1)
        i += 1
        return true
      case .skipping: return false
      }
    }
    return false
  }

  private mutating func endField(at end: Int) {
    let isTrimmed = isQuoted && isPlain
    fields.append(
      CSVRow.Field(
        start: Int32(truncatingIfNeeded: fieldStart + (isTrimmed ? 1 : 0)),
        end: Int32(truncatingIfNeeded: end - (isTrimmed ? 1 : 0)), isPlain: isPlain))
    fieldStart = end + 1
    isPlain = true
    isQuoted = false
    state = .fieldStart
  }

  private mutating func beginRow(at offset: Int) {
    line += lines
    lines = 1
    rowOffset = offset
    fields.removeAll(keepingCapacity: true)
    fieldStart = 0
    isPlain = true
    isQuoted = false
    state = .fieldStart
  }

  /// Passes on the row whose last bytes are these.
  private mutating func pass(
    _ tail: Slice<UnsafeRawBufferPointer>, fault: CSVRow.Fault?, _ row: (CSVRow) -> Void
  ) {
    if pending.isEmpty {
      pass(whole: UnsafeRawBufferPointer(rebasing: tail), fault: fault, row)
    } else {
      pending.append(contentsOf: tail)
      // Swapped out and back: two references would cost a copy a row.
      var held: [UInt8] = []
      swap(&held, &pending)
      held.withUnsafeBytes { pass(whole: $0, fault: fault, row) }
      held.removeAll(keepingCapacity: true)
      swap(&held, &pending)
    }
  }

  /// Passes on the last row, which has no line end.
  private mutating func passPending(fault: CSVRow.Fault?, _ row: (CSVRow) -> Void) {
    var held: [UInt8] = []
    swap(&held, &pending)
    held.withUnsafeBytes { pass(whole: $0, fault: fault, isUnended: spansLines, row) }
  }

  private mutating func pass(
    whole bytes: UnsafeRawBufferPointer, fault: CSVRow.Fault?, isUnended: Bool = false,
    _ row: (CSVRow) -> Void
  ) {
    var bytes = bytes
    if bytes.last == CSVSplitter.carriageReturn {
      bytes = UnsafeRawBufferPointer(rebasing: bytes.dropLast())
      if let last = fields.indices.last {
        fields[last].end = max(fields[last].start, min(fields[last].end, Int32(bytes.count)))
      }
    }
    // Borrowed, not shared: a reference counted per field would cost more than the splitting.
    fields.withUnsafeBufferPointer {
      row(
        CSVRow(
          bytes: bytes, fields: fault == nil ? $0 : CSVRow.noFields, offset: rowOffset,
          line: line, lines: lines, fault: fault, isUnended: isUnended))
    }
  }

  /// The row has reached the limit and all of it is pending.
  private mutating func tooLong(_ row: (CSVRow) -> Void) {
    guard lines > 1, let last = pending.lastIndex(of: CSVSplitter.newline) else {
      row(
        CSVRow(
          bytes: UnsafeRawBufferPointer(start: nil, count: 0), fields: CSVRow.noFields,
          offset: rowOffset,
          line: line, lines: 1, fault: .tooLong))
      pending.removeAll(keepingCapacity: true)
      lines = 1
      state = .skipping
      return
    }
    // The last line goes on in the next bytes; it has no LF, so that it cannot come here again
    // before it is one row.
    let rest = Array(pending[(last + 1)...])
    pending.removeLast(rest.count)
    splitPending(row)
    lines -= 1
    beginRow(at: rowOffset + last + 1)
    var i = 0
    rest.withUnsafeBytes { _ = scan($0, &i, to: rest.count, base: 0) }
    pending = rest
  }

  private func splitPending(_ row: (CSVRow) -> Void) {
    pending.withUnsafeBytes {
      CSVSplitter.splitLines(
        of: CSVRow(
          bytes: $0, fields: CSVRow.noFields, offset: rowOffset, line: line, lines: lines,
          fault: nil),
        delimiter: delimiter, row)
    }
  }

  private mutating func skipMark(_ bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    guard var seen = markSeen else { return bytes }
    for (i, byte) in bytes.enumerated() {
      if byte == CSVSplitter.byteOrderMark[seen] {
        seen += 1
        markSeen = seen
        if seen < 3 { continue }
        markSeen = nil
        position = 3
        rowOffset = 3
        return UnsafeRawBufferPointer(rebasing: bytes[(i + 1)...])
      }
      noMark(seen)
      return UnsafeRawBufferPointer(rebasing: bytes[i...])
    }
    return UnsafeRawBufferPointer(start: nil, count: 0)
  }

  /// The bytes that looked like a byte order mark are the first field's.
  private mutating func noMark(_ seen: Int) {
    markSeen = nil
    pending = Array(CSVSplitter.byteOrderMark.prefix(seen))
    position = seen
    if seen > 0 { state = .unquoted }
  }
}
