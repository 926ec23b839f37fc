import Glibc
import Records

/// Reads one mailbox file in parts, on several cores.
///
/// Each part is a range of the file. Whoever takes one looks for the first separator in it and
/// reads the messages that begin in it. What is a separator does not depend on what stands before
/// but for one thing: a Content-Length may lead past lines that look like one. So a part counts
/// only where its first message begins exactly where the last of the parts before it ends; else
/// it is read again from there. The parts' results pass on in their order.
final class MailboxParts: @unchecked Sendable {
  /// What was read of one part.
  private struct Part {
    /// Where its first message begins; nil where none does.
    var first: Int?
    /// Where its last message ends.
    var end = 0
    var books = Books("parse")
    var lines: [UInt8] = []
    var records: [Record] = []
    var rejects: [Reject] = []
    /// How many bytes behind its range were read.
    var tail = 0
    var fault: CInt?
  }

  private let reader: MailboxReader
  private let source: String
  private let descriptor: CInt
  private let size: Int
  private let partSize: Int
  private let count: Int
  private let workers: Int

  // Guarded by `mutex`.
  private var mutex = pthread_mutex_t()
  private var changed = pthread_cond_t()
  private var next = 0
  private var passed = 0
  private var results: [Int: Part] = [:]
  private var isOver = false

  /// - Parameter reader: has begun the file; only its settings and its output are used.
  init(_ reader: MailboxReader, _ descriptor: CInt, size: Int, partSize: Int, workers: Int) {
    self.reader = reader
    self.descriptor = descriptor
    self.size = size
    self.partSize = partSize
    self.workers = workers
    source = reader.source
    count = (size + partSize - 1) / partSize
    pthread_mutex_init(&mutex, nil)
    pthread_cond_init(&changed, nil)
  }

  deinit {
    pthread_cond_destroy(&changed)
    pthread_mutex_destroy(&mutex)
  }

  /// Reads it all; everything is passed on from the calling thread.
  /// - Returns: the system's error number where reading failed.
  func read() -> CInt? {
    var threads: [pthread_t] = []
    for _ in 1..<max(workers, 1) {
      var thread = pthread_t()
      let me = Unmanaged.passRetained(self)
      let result = pthread_create(
        &thread, nil,
        { context in
          guard let context else { return nil }
          Unmanaged<MailboxParts>.fromOpaque(context).takeRetainedValue().work()
          return nil
        }, me.toOpaque())
      if result == 0 { threads.append(thread) } else { me.release() }
    }
    let fault = passOn()
    locked {
      isOver = true
      pthread_cond_broadcast(&changed)
    }
    for thread in threads { pthread_join(thread, nil) }
    return fault
  }

  private func locked<R>(_ body: () -> R) -> R {
    pthread_mutex_lock(&mutex)
    defer { pthread_mutex_unlock(&mutex) }
    return body()
  }

  /// A part that nobody has taken, as long as not too many wait to be passed on.
  private func take() -> Int? {
    guard next < count, next < passed + 2 * workers + 2 else { return nil }
    next += 1
    return next - 1
  }

  /// What a further thread does.
  private func work() {
    let scratch = Scratch(reader.options)
    while true {
      let taken: Int? = locked {
        while !isOver, next < count {
          if let k = take() { return k }
          pthread_cond_wait(&changed, &mutex)
        }
        return nil
      }
      guard let k = taken else { return }
      let part = read(k, scratch)
      locked {
        results[k] = part
        pthread_cond_broadcast(&changed)
      }
    }
  }

  // MARK: In order

  /// Passes the parts on in their order, and reads one where none is ready.
  private func passOn() -> CInt? {
    let scratch = Scratch(reader.options)
    /// Where the next message begins.
    var expected = 0
    var tails = 0
    while true {
      enum Step { case pass(Int, Part), read(Int), over }
      let step: Step = locked {
        while passed < count {
          if let part = results.removeValue(forKey: passed) { return .pass(passed, part) }
          if let k = take() { return .read(k) }
          pthread_cond_wait(&changed, &mutex)
        }
        return .over
      }
      switch step {
      case .over: return nil
      case .read(let k):
        let part = read(k, scratch)
        locked { results[k] = part }
      case .pass(let k, let part):
        if let fault = pass(part, k, scratch, &expected) { return fault }
        tails += part.tail
        // Lies about lengths, in every part, could make each be read many times.
        if tails > size / 2 + 4 * MailboxReader.maxMessage {
          return again(expected..<Int.max, scratch, &expected)
        }
        locked {
          passed += 1
          pthread_cond_broadcast(&changed)
        }
      }
    }
  }

  private func pass(_ part: Part, _ k: Int, _ scratch: Scratch, _ expected: inout Int) -> CInt? {
    let limit = limit(k)
    // All of it belongs to a message that began before.
    if expected >= limit { return nil }
    guard part.first == expected else { return again(expected..<limit, scratch, &expected) }
    switch reader.output.recordEnd {
    case .records: for record in part.records { reader.output.pass(record) }
    case .lines(let emit): part.lines.withUnsafeBufferPointer(emit)
    }
    for reject in part.rejects { reader.output.reject(reject) }
    reader.output.add(part.books)
    expected = part.end
    return part.fault
  }

  private func limit(_ k: Int) -> Int { k == count - 1 ? .max : (k + 1) * partSize }

  /// Reads a range whose first message is known to begin there, straight into the output.
  private func again(_ range: Range<Int>, _ scratch: Scratch, _ expected: inout Int) -> CInt? {
    let sure = MailboxReader(
      reader.output, reader.options, single: false, maxMessage: reader.maxMessage,
      messages: scratch.messages)
    sure.begin(source, part: range, isSure: true)
    let fault = feed(sure, from: range.lowerBound, scratch, limit: range.upperBound).fault
    sure.end()
    expected = sure.stopped ?? size
    return fault
  }

  /// Reads a range at whose lower bound a message is known to begin.
  func read(sure range: Range<Int>) -> CInt? {
    var expected = 0
    return again(range, Scratch(reader.options), &expected)
  }

  // MARK: One part

  /// What a thread keeps from part to part.
  private final class Scratch {
    let messages: MessageReader
    /// Small enough to stay in a processor's own cache.
    let block = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 16)

    init(_ options: ReaderOptions) { messages = MessageReader(options) }

    deinit { block.deallocate() }
  }

  private func read(_ k: Int, _ scratch: Scratch) -> Part {
    var part = Part()
    let output: Output
    switch reader.output.recordEnd {
    case .records:
      output = Output(record: { part.records.append($0) }, reject: { part.rejects.append($0) })
    case .lines:
      part.lines.reserveCapacity(partSize)
      output = Output(
        lines: { part.lines.append(contentsOf: $0) }, reject: { part.rejects.append($0) })
    }
    let mine = MailboxReader(
      output, reader.options, single: false, maxMessage: reader.maxMessage,
      messages: scratch.messages)
    let start = k * partSize
    mine.begin(source, part: start..<limit(k), isSure: false)
    (part.tail, part.fault) = feed(mine, from: max(start - 1, 0), scratch, limit: limit(k))
    mine.end()
    part.books = output.books
    part.first = mine.first
    part.end = mine.stopped ?? size
    return part
  }

  /// The first block behind a part; most messages that go over its end are smaller.
  private static let tailBlock = 16 << 10

  /// Feeds a reader until it stops or the file ends.
  private func feed(_ reader: MailboxReader, from: Int, _ scratch: Scratch, limit: Int)
    -> (tail: Int, fault: CInt?)
  {
    var offset = from
    var tailBlock = MailboxParts.tailBlock
    while reader.stopped == nil, offset < size {
      let isTail = offset >= limit
      let end = isTail ? offset + tailBlock : min(limit, offset + scratch.block.count)
      let wanted = min(end, size) - offset
      if isTail { tailBlock = min(2 * tailBlock, scratch.block.count) }
      let n = pread(descriptor, scratch.block.baseAddress, min(wanted, scratch.block.count), offset)
      if n < 0, errno == EINTR { continue }
      if n < 0 { return (max(offset - limit, 0), errno) }
      if n == 0 { break }
      offset += n
      reader.feed(UnsafeRawBufferPointer(rebasing: scratch.block[..<n]))
    }
    return (max(offset - limit, 0), nil)
  }
}

extension MailboxReader: PartedReader {
  /// A smaller file is read by one thread.
  static let smallestParted = 16 << 20
  static let partSize = 1 << 20
  /// More threads than this would wait for whoever reads the lines.
  static let maxWorkers = 4

  func readParts(_ descriptor: CInt) -> PartedReading {
    var status = stat()
    guard !single, fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      options.range != nil || status.st_size >= MailboxReader.smallestParted
    else { return .unfit }
    if let range = options.range {
      return read(range, of: descriptor, size: Int(status.st_size))
    }
    var head = [UInt8](repeating: 0, count: Separator.maxLine)
    let filled = head.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, $0.count, 0) }
    if head.withView({ ReturnedLines.holds($0.upTo(max(filled, 0))) }) { return .unfit }
    let workers = min(Processors.usable, MailboxReader.maxWorkers)
    guard workers > 1 else { return .unfit }
    return readParts(
      descriptor, size: Int(status.st_size), partSize: MailboxReader.partSize, workers: workers)
  }

  func readParts(_ descriptor: CInt, size: Int, partSize: Int, workers: Int) -> PartedReading {
    let parts = MailboxParts(self, descriptor, size: size, partSize: partSize, workers: workers)
    return parts.read().map { .failed(errno: $0) } ?? .whole
  }
}
