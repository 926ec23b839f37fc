import CGNU
import Glibc
import Records

/// What was read of a part of an export, from the beginning of a ticket to that of another.
struct HelpdeskPart {
  /// Where the next part begins; nil where the part is not to be read apart.
  var end: Int?
  var lineEnds = 0
  var lines: [UInt8] = []
  var records: [Record] = []
  var rejects: [Reject] = []
  var account = Books.Account(source: "", format: "", unit: "element")
  var made = 0
  var covered: ClosedRange<Timestamp>?
  var tickets: Set<UInt64> = []
}

/// Large exports are read in parts, cut where a start tag of a ticket seems to stand.
///
/// A part counts where, at its end, all of it was plain, the elements are open that were open at
/// its beginning, and it neither told of people nor held a ticket that came before: then reading
/// it apart is the same as reading it in its turn. From the first part on that does not count,
/// and for the last one, the file is read by one thread.
extension HelpdeskReader: PartedReader {
  /// A smaller file is read by one thread.
  static let smallestParted = 256 << 10
  /// In bytes; of a small file so that several parts come of it.
  static let partSizes = (96 << 10)...(1 << 20)
  private static let leastParts = 12
  static let maxWorkers = 4
  /// A ticket that is longer is left to one thread.
  private static let longestTicket = 1 << 20
  /// The first ticket is looked for so far.
  private static let longestHead = 64 << 10

  func readParts(_ descriptor: CInt) -> PartedReading {
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      status.st_size >= HelpdeskReader.smallestParted
    else { return .unfit }
    let workers = min(Processors.usable, HelpdeskReader.maxWorkers)
    guard workers > 1 else { return .unfit }
    let size = Int(status.st_size)
    let partSize = min(
      max(size / HelpdeskReader.leastParts, HelpdeskReader.partSizes.lowerBound),
      HelpdeskReader.partSizes.upperBound)
    return readParts(descriptor, size: size, partSize: partSize, workers: workers)
  }

  func readParts(
    _ descriptor: CInt, size: Int, partSize: Int, workers: Int
  ) -> PartedReading {
    let tickets = dialect.roles.indices.filter { dialect.roles[$0] == .ticket }
    guard !dialect.hasHeader, tickets.count == 1, let records else { return .unfit }
    let tag = Array("<\(dialect.shape.kinds[tickets[0]].name)".utf8)
    let head = HelpdeskBlock(descriptor, 0..<min(size, HelpdeskReader.longestHead))
    guard let first = head.tag(tag, from: 0) else { return .unfit }
    head.with(0..<first) { feed($0) }
    guard let around = records.elementsAround, isSettled else {
      return read(descriptor, from: first)
    }
    let whole = HelpdeskShared(self, around)
    let lines = LineCounts(records.line)
    let shapes = spareShapes
    // The last part is this reader's, since the end of the file is looked at by it alone.
    let count = max(0, (size - first - 1) / partSize)
    let parts = PartsInOrder<HelpdeskPart>(count: count, workers: workers) { k in
      let begin = first + k * partSize
      return HelpdeskReader.part(
        k, of: whole, descriptor, begin..<(begin + partSize), tag, lines, shapes)
    }
    var expected = first
    var line = records.line
    parts.passOn { _, part in
      guard let end = part.end, seen.isDisjoint(with: part.tickets) else { return false }
      seen.formUnion(part.tickets)
      switch output.recordEnd {
      case .records: for record in part.records { output.pass(record) }
      case .lines(let emit): part.lines.withUnsafeBufferPointer(emit)
      }
      for reject in part.rejects { output.reject(reject) }
      account.add(part.account)
      writer.add(made: part.made, covered: part.covered)
      expected = end
      line += part.lineEnds
      return true
    }
    records.move(to: expected, line: line)
    return read(descriptor, from: expected)
  }

  /// Reads the rest of the file.
  private func read(_ descriptor: CInt, from: Int) -> PartedReading {
    guard lseek(descriptor, from, SEEK_SET) == from else { return .failed(errno: errno) }
    let block = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 16)
    defer { block.deallocate() }
    while true {
      let n = Glibc.read(descriptor, block.baseAddress, block.count)
      if n > 0 {
        feed(UnsafeRawBufferPointer(rebasing: block[..<n]))
      } else if n == 0 {
        return .whole
      } else if errno != EINTR {
        return .failed(errno: errno)
      }
    }
  }

  /// Reads a part by a reader of its own.
  private static func part(
    _ k: Int, of whole: HelpdeskShared, _ descriptor: CInt, _ range: Range<Int>, _ tag: [UInt8],
    _ lines: LineCounts, _ shapes: SpareShapes
  ) -> HelpdeskPart {
    var part = HelpdeskPart()
    var block = HelpdeskBlock(
      descriptor, range.lowerBound..<(range.upperBound + HelpdeskReader.longestTicket / 16))
    let begin = block.tag(tag, from: range.lowerBound)
    var end = block.tag(tag, from: range.upperBound)
    if end == nil {
      block = HelpdeskBlock(
        descriptor, range.lowerBound..<(range.upperBound + HelpdeskReader.longestTicket))
      end = block.tag(tag, from: range.upperBound)
    }
    guard let begin, let end, begin < range.upperBound else {
      _ = lines.first(k, adding: nil)
      return part
    }
    part.lineEnds = block.with(begin..<end) { LineCounts.lineEnds($0) }
    guard let line = lines.first(k, adding: part.lineEnds) else { return part }
    let output: Output
    switch whole.reader.output.recordEnd {
    case .records:
      output = Output(record: { part.records.append($0) }, reject: { part.rejects.append($0) })
    case .lines:
      part.lines.reserveCapacity(end - begin)
      output = Output(
        lines: { part.lines.append(contentsOf: $0) }, reject: { part.rejects.append($0) })
    }
    let reader = HelpdeskReader(
      whole.reader.dialect, output, whole.reader.options, partOf: whole.reader)
    let shape = shapes.take() ?? XMLShape(whole.reader.dialect.shape.kinds)
    defer { shapes.give(shape) }
    reader.partShape = shape
    reader.begin(String(decoding: Array(whole.reader.source.utf8), as: UTF8.self))
    reader.records?.begin(inside: whole.around, at: begin, line: line)
    block.with(begin..<end) { reader.feed($0) }
    guard reader.records?.elementsAround == whole.around, reader.isSettled, !reader.isEntangled
    else { return part }
    part.end = end
    part.account = reader.account
    (part.made, part.covered, part.tickets) = (
      reader.writer.made, reader.writer.covered, reader.seen
    )
    return part
  }
}

/// The reader of a whole file, of which its parts' readers look at what does not change while
/// they are at work.
private final class HelpdeskShared: @unchecked Sendable {
  let reader: HelpdeskReader
  let around: [[UInt8]]

  init(_ reader: HelpdeskReader, _ around: [[UInt8]]) {
    self.reader = reader
    self.around = around
  }
}

/// Shapes for the readers of parts, each at work in one thread at a time: counts of references that
/// several threads share would make each wait for the others.
final class SpareShapes: @unchecked Sendable {
  private var mutex = pthread_mutex_t()
  private var shapes: [XMLShape] = []

  init() { pthread_mutex_init(&mutex, nil) }

  deinit { pthread_mutex_destroy(&mutex) }

  func take() -> XMLShape? {
    pthread_mutex_lock(&mutex)
    defer { pthread_mutex_unlock(&mutex) }
    return shapes.popLast()
  }

  func give(_ shape: XMLShape) {
    pthread_mutex_lock(&mutex)
    defer { pthread_mutex_unlock(&mutex) }
    shapes.append(shape)
  }
}

/// A range of a file in memory.
private struct HelpdeskBlock {
  private let start: Int
  private let bytes: [UInt8]

  /// As much of a range as the file has and can be read.
  init(_ descriptor: CInt, _ range: Range<Int>) {
    start = range.lowerBound
    bytes = [UInt8](unsafeUninitializedCapacity: range.count) { block, filled in
      while filled < range.count {
        let n = pread(
          descriptor, block.baseAddress.map { $0 + filled }, range.count - filled,
          range.lowerBound + filled)
        if n < 0, errno == EINTR { continue }
        guard n > 0 else { return }
        filled += n
      }
    }
  }

  /// Where in the file the first tag stands that begins so; nil where none does.
  func tag(_ tag: [UInt8], from: Int) -> Int? {
    bytes.withUnsafeBytes { all in
      var at = max(0, from - start)
      while at < all.count {
        guard
          let hit = memmem(all.baseAddress.map { $0 + at }, all.count - at, tag, tag.count),
          let base = all.baseAddress
        else { return nil }
        let found = base.distance(to: UnsafeRawPointer(hit))
        guard found + tag.count < all.count else { return nil }
        let next = all[found + tag.count]
        if next <= 0x20 || next == 0x3E { return start + found }
        at = found + tag.count
      }
      return nil
    }
  }

  func with<R>(_ range: Range<Int>, _ body: (UnsafeRawBufferPointer) -> R) -> R {
    bytes.withUnsafeBytes {
      body(
        UnsafeRawBufferPointer(
          rebasing: $0[(range.lowerBound - start)..<(range.upperBound - start)]))
    }
  }
}

/// The numbers of the lines in which parts begin, which are taken in their order and counted
/// before they are read.
private final class LineCounts: @unchecked Sendable {
  private var mutex = pthread_mutex_t()
  private var changed = pthread_cond_t()
  /// By part, the line ends before it; nil from a part on whose end is not known.
  private var lines: [Int?]
  private var counts: [Int: Int?] = [:]

  init(_ first: Int) {
    lines = [first]
    pthread_mutex_init(&mutex, nil)
    pthread_cond_init(&changed, nil)
  }

  deinit {
    pthread_cond_destroy(&changed)
    pthread_mutex_destroy(&mutex)
  }

  /// The line of a part's first byte, once all parts before it are counted.
  func first(_ k: Int, adding lineEnds: Int?) -> Int? {
    pthread_mutex_lock(&mutex)
    defer { pthread_mutex_unlock(&mutex) }
    counts[k] = .some(lineEnds)
    while let next = counts.removeValue(forKey: lines.count - 1) {
      let last = lines[lines.count - 1]
      lines.append(last.flatMap { last in next.map { last + $0 } })
    }
    pthread_cond_broadcast(&changed)
    while lines.count <= k { pthread_cond_wait(&changed, &mutex) }
    return lines[k]
  }

  static func lineEnds(_ bytes: UnsafeRawBufferPointer) -> Int {
    var count = 0
    var i = 0
    let wanted = SIMD32<UInt8>(repeating: 0x0A)
    while i + 32 <= bytes.count {
      // As many blocks as a byte can count.
      let stop = min(bytes.count - 31, i + 255 * 32)
      var sums = SIMD32<UInt8>(repeating: 0)
      while i < stop {
        let block = bytes.loadUnaligned(fromByteOffset: i, as: SIMD32<UInt8>.self)
        sums &-= unsafeBitCast(block .== wanted, to: SIMD32<UInt8>.self)
        i += 32
      }
      for k in 0..<32 { count += Int(sums[k]) }
    }
    while i < bytes.count {
      if bytes[i] == 0x0A { count += 1 }
      i += 1
    }
    return count
  }
}
