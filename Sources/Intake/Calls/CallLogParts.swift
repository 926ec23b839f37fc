import Glibc
internal import Records

/// The legs of a part of a log, read apart from the rest.
///
/// Rows begin anew at every row, whatever stood before; so a part counts only where its first row
/// begins exactly where the last row of the parts before it ends. A line end within quotes can make
/// a part begin in the midst of a row; it is then read again from the right place.
struct CallLogPart {
  struct Found {
    /// Its line is counted from the part's first; its texts are the part's.
    var leg: CallLeg
    /// Where the id of its call lies among the texts, and the hash of it.
    var id: Int
    var idLength: Int
    var hash: UInt64
  }

  /// Where its first row begins; nil where none does.
  var first: Int?
  /// Where its last row ends.
  var end = 0
  /// How many lines its rows have.
  var lines = 0
  var found: [Found] = []
  var texts: [UInt8] = []
  var account = Books.Account(source: "", format: "", unit: "row")
  var rejects: [Reject] = []
  var fault: CInt?

  mutating func add(_ leg: CallLeg, _ text: ByteView, _ id: ByteView, _ hash: UInt64) {
    var found = Found(leg: leg, id: texts.count, idLength: id.count, hash: hash)
    found.leg.text = texts.count
    texts.append(text)
    if leg.idLength > 0 {
      found.id = texts.count - leg.idLength
    } else {
      found.id = texts.count
      texts.append(id)
    }
    self.found.append(found)
  }
}

extension CallLogReader: PartedReader {
  /// A smaller file is read by one thread.
  static let smallestParted = 16 << 20
  static let partSize = 1 << 20
  /// Joining the legs, which one thread does, takes about as long as reading them takes two.
  static let maxWorkers = 3

  func readParts(_ descriptor: CInt) -> PartedReading {
    var status = stat()
    guard hasPlainRows, fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      status.st_size >= CallLogReader.smallestParted
    else { return .unfit }
    let workers = min(Processors.usable, CallLogReader.maxWorkers)
    guard workers > 1 else { return .unfit }
    return readParts(
      descriptor, size: Int(status.st_size), partSize: CallLogReader.partSize, workers: workers)
  }

  func readParts(
    _ descriptor: CInt, size: Int, partSize: Int, workers: Int
  ) -> PartedReading {
    let count = (size + partSize - 1) / partSize
    let (source, format, seed) = (current.source, current.format, memory.seed)
    let parts = PartsInOrder(count: count, workers: workers) { k in
      CallLogReader.read(
        descriptor, k * partSize..<(k == count - 1 ? Int.max : (k + 1) * partSize), size, source,
        format, seed)
    }
    /// Where the next row begins, and the number of its line.
    var expected = 0
    var line = 1
    var fault: CInt?
    parts.passOn { k, part in
      let limit = k == count - 1 ? Int.max : (k + 1) * partSize
      // All of it belongs to a row that began before.
      guard expected < limit else { return true }
      if let failed = part.fault {
        fault = failed
        return false
      }
      // A last row alone does not tell how many columns the log has.
      if part.first == expected, k < count - 1 || part.account.read > 1 {
        join(part, line: line)
        expected = part.end
        line += part.lines
        return true
      }
      fault = again(descriptor, from: expected, line: line, limit: limit)
      if let stopped {
        (expected, line) = (stopped.offset, stopped.line)
      } else {
        expected = .max
      }
      return fault == nil
    }
    stopAt = .max
    stopped = nil
    return fault.map { .failed(errno: $0) } ?? .whole
  }

  /// Reads a part by a reader of its own.
  private static func read(
    _ descriptor: CInt, _ range: Range<Int>, _ size: Int, _ source: String, _ format: String,
    _ seed: UInt64
  ) -> CallLogPart {
    var rejects: [Reject] = []
    let output = Output(record: { _ in }, reject: { rejects.append($0) })
    let reader = CallLogReader(format: format, output, ReaderOptions(), seed: seed)
    reader.collected = CallLogPart()
    reader.begin(source, format: format)
    var first = 0
    if range.lowerBound > 0 {
      guard let found = lineAfter(descriptor, range.lowerBound - 1, size) else {
        return CallLogPart()
      }
      first = found
      reader.continue(at: first, line: 1)
    }
    guard first < range.upperBound else { return CallLogPart() }
    reader.stopAt = range.upperBound
    let fault = reader.feed(descriptor, from: first)
    reader.closeRows()
    var part = reader.collected ?? CallLogPart()
    part.first = first
    part.end = reader.stopped?.offset ?? .max
    part.lines = (reader.stopped?.line ?? 1) - 1
    part.account = reader.current
    part.rejects = rejects
    part.fault = fault
    return part
  }

  private func again(_ descriptor: CInt, from: Int, line: Int, limit: Int) -> CInt? {
    if from > 0 { self.continue(at: from, line: line) }
    stopAt = limit
    stopped = nil
    defer { closeRows() }
    return feed(descriptor, from: from)
  }

  /// Feeds the file until a row begins at ``stopAt`` or after it, or until its end.
  private func feed(_ descriptor: CInt, from: Int) -> CInt? {
    let block = UnsafeMutableRawBufferPointer.allocate(byteCount: 128 << 10, alignment: 16)
    defer { block.deallocate() }
    var offset = from
    while stopped == nil {
      // Behind the part only the end of its last row is wanted.
      let wanted = offset < stopAt ? min(block.count, stopAt - offset) : 4096
      let n = pread(descriptor, block.baseAddress, wanted, offset)
      if n < 0, errno == EINTR { continue }
      if n < 0 { return errno }
      if n == 0 { return nil }
      offset += n
      feed(UnsafeRawBufferPointer(rebasing: block[..<n]))
    }
    return nil
  }

  /// Where the line after the first line end at `from` or after begins; nil where there is none.
  private static func lineAfter(_ descriptor: CInt, _ from: Int, _ size: Int) -> Int? {
    var bytes = [UInt8](repeating: 0, count: 4096)
    var offset = from
    while offset < size {
      let n = bytes.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, $0.count, offset) }
      if n < 0, errno == EINTR { continue }
      guard n > 0 else { return nil }
      if let end = bytes[..<n].firstIndex(of: 0x0A) { return offset + end + 1 }
      offset += n
    }
    return nil
  }
}
