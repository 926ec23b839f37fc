import CGNU
import Glibc
import Records

/// Finds where the messages begin of which a range of a mailbox is made, as if the file were read
/// from its start.
///
/// What is a separator does not depend on what stands before but for one thing: a Content-Length
/// may lead past lines that look like one. No message that is cut by its length is larger than
/// ``MailboxReader/maxMessage``, so the lengths that stand that far before the range tell whether
/// one leads into it past its first separator. Only then is the file read from its start.
struct MailboxRange {
  let descriptor: CInt
  let source: String
  let options: ReaderOptions
  let maxMessage: Int

  private static let blockSize = 256 << 10

  /// Where the first message begins at or behind an offset.
  ///
  /// - Parameter end: what begins there or behind is not asked for.
  /// - Returns: nil where none begins before `end`.
  func first(from start: Int, before end: Int) throws(ReadFault) -> Int? {
    guard start > 0 else { return 0 }
    guard let found = try separator(from: start, before: end) else { return nil }
    guard try mayLead(past: found, from: max(0, start - maxMessage)) else { return found }
    let whole = reader()
    whole.begin(source, part: 0..<start, isSure: true)
    try feed(whole, from: 0) { false }
    guard let next = whole.stopped, next < end else { return nil }
    return next
  }

  /// The first separator at or behind an offset, whatever stands before it.
  private func separator(from start: Int, before end: Int) throws(ReadFault) -> Int? {
    let probe = reader()
    probe.begin(source, part: start..<end, isSure: false)
    try feed(probe, from: start - 1) { probe.first != nil }
    if probe.first == nil { probe.end() }
    return probe.first
  }

  /// A reader whose records nobody gets.
  private func reader() -> MailboxReader {
    MailboxReader(
      Output(record: { _ in }, reject: { _ in }), options, single: false, maxMessage: maxMessage)
  }

  struct ReadFault: Error { var errno: CInt }

  private func feed(
    _ reader: MailboxReader, from start: Int, until isEnough: () -> Bool
  ) throws(ReadFault) {
    var offset = start
    while reader.stopped == nil, !isEnough() {
      let block = try read(at: offset, MailboxRange.blockSize)
      if block.isEmpty { break }
      offset += block.count
      block.withUnsafeBytes { reader.feed($0) }
    }
    if !isEnough() { reader.end() }
  }

  private func read(at offset: Int, _ count: Int) throws(ReadFault) -> [UInt8] {
    var block = [UInt8](repeating: 0, count: count)
    while true {
      let n = block.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, count, offset) }
      if n < 0 && errno == EINTR { continue }
      guard n >= 0 else { throw ReadFault(errno: errno) }
      block.removeLast(count - n)
      return block
    }
  }

  // MARK: Lengths

  private static let name = Array("content-length".utf8)

  /// Whether any line between two offsets may be a Content-Length that leads behind the second.
  ///
  /// What cannot be told counts as one that does: then the file is read from its start.
  private func mayLead(past end: Int, from start: Int) throws(ReadFault) -> Bool {
    var offset = start
    while offset < end {
      let block = try read(at: offset, min(MailboxRange.blockSize, end - offset))
      guard !block.isEmpty else { return false }
      var from = 0
      while let hit = MailboxRange.nextName(in: block, from: from) {
        if try leads(past: end, at: offset + hit) { return true }
        from = hit + 1
      }
      // A name over the end of the block is found in the next.
      let step = block.count - MailboxRange.name.count
      offset += step > 0 ? step : block.count
    }
    return false
  }

  private static func nextName(in block: [UInt8], from: Int) -> Int? {
    block.withView { view in
      var i = from
      while let hit = view.find(UInt8(0x2D), from: i) {
        let start = hit - 7
        if start >= from, start + name.count <= view.count,
          (0..<name.count).allSatisfy({ view[start + $0] | 0x20 == name[$0] | 0x20 })
        {
          return start
        }
        i = hit + 1
      }
      return nil
    }
  }

  /// Whether the length in a line leads behind an offset, counted from the end of the header.
  private func leads(past end: Int, at offset: Int) throws(ReadFault) -> Bool {
    var size = 4 << 10
    while true {
      let head = try read(at: offset, size)
      var i = MailboxRange.name.count
      while i < head.count, head[i] == 0x20 || head[i] == 0x09 || head[i] == 0x3A { i += 1 }
      var value = 0
      let digits = i
      while i < head.count, i - digits < 12, (0x30...0x39).contains(head[i]) {
        value = 10 * value + Int(head[i] - 0x30)
        i += 1
      }
      guard i > digits, i - digits < 12 else { return true }
      while i + 2 < head.count {
        if head[i] == 0x0A, head[i + 1] == 0x0A || (head[i + 1] == 0x0D && head[i + 2] == 0x0A) {
          return offset + i + 3 + value > end
        }
        i += 1
      }
      if head.count < size || size >= 256 << 10 { return true }
      size = 256 << 10
    }
  }
}

extension MailboxReader {
  /// Reads the messages that begin in a range of a file, wherever it was cut.
  ///
  /// The ranges of a file give together what it gives in one go. A mailbox of the old Macintosh,
  /// whose lines end in CR, is read whole by the range that holds its start.
  func read(_ range: Range<Int>, of descriptor: CInt, size: Int) -> PartedReading {
    var head = [UInt8](repeating: 0, count: Separator.maxLine)
    let filled = head.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, $0.count, 0) }
    guard filled >= 0 else { return .failed(errno: errno) }
    if head.withView({ ReturnedLines.holds($0.upTo(filled)) }) {
      return range.lowerBound == 0 ? .unfit : .whole
    }
    let end = range.upperBound >= size ? Int.max : range.upperBound
    let parts = MailboxRange(
      descriptor: descriptor, source: source, options: options, maxMessage: maxMessage)
    do throws(MailboxRange.ReadFault) {
      guard range.lowerBound < size, !range.isEmpty,
        let first = try parts.first(from: range.lowerBound, before: end)
      else { return .whole }
      let all = MailboxParts(self, descriptor, size: size, partSize: size, workers: 1)
      return all.read(sure: first..<end).map { .failed(errno: $0) } ?? .whole
    } catch {
      return .failed(errno: error.errno)
    }
  }
}
