/// Cuts bytes into lines, whatever the chunks.
///
/// Memory: one line of at most ``limit`` bytes.
struct LineSplitter {
  enum Fault {
    case tooLong
    /// The file ends within it.
    case unended
  }

  /// Borrowed, without the line end; empty where it is too long.
  struct Line {
    var bytes: UnsafeRawBufferPointer
    var offset: Int
    var number: Int
    var fault: Fault?
  }

  static let limit = 64 << 10

  private var pending: [UInt8] = []
  /// Bytes of the line that is held, also of those that were dropped.
  private var skipped = 0
  private var offset = 0
  private var number = 1

  mutating func feed(_ bytes: UnsafeRawBufferPointer, _ body: (Line) -> Void) {
    var rest = bytes
    while let end = rest.firstIndex(of: 0x0A) {
      pass(UnsafeRawBufferPointer(rebasing: rest[..<end]), nil, body)
      rest = UnsafeRawBufferPointer(rebasing: rest[(end + 1)...])
    }
    hold(rest)
  }

  mutating func finish(_ body: (Line) -> Void) {
    if !pending.isEmpty { pass(UnsafeRawBufferPointer(start: nil, count: 0), .unended, body) }
  }

  private mutating func hold(_ bytes: UnsafeRawBufferPointer) {
    pending.append(contentsOf: bytes.prefix(max(0, LineSplitter.limit + 1 - pending.count)))
    skipped += bytes.count
  }

  private mutating func pass(
    _ tail: UnsafeRawBufferPointer, _ fault: Fault?, _ body: (Line) -> Void
  ) {
    func pass(_ bytes: UnsafeRawBufferPointer) {
      var bytes = bytes
      let isTooLong = bytes.count > LineSplitter.limit
      if bytes.last == 0x0D { bytes = UnsafeRawBufferPointer(rebasing: bytes.dropLast()) }
      if isTooLong { bytes = UnsafeRawBufferPointer(start: nil, count: 0) }
      body(Line(bytes: bytes, offset: offset, number: number, fault: isTooLong ? .tooLong : fault))
    }
    if pending.isEmpty && skipped == 0 {
      pass(tail)
      offset += tail.count + 1
    } else {
      hold(tail)
      pending.withUnsafeBytes { pass($0) }
      offset += skipped + 1
      pending.removeAll(keepingCapacity: true)
      skipped = 0
    }
    number += 1
  }
}
