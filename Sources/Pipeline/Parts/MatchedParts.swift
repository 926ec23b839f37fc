import Contacts
import Glibc
public import Records

/// What `match` wrote of parts of the clients, each in a file, read as if it came of one process:
/// contacts in the order in which they were opened, then the signs in theirs.
public final class MatchedParts {
  public enum Failure: Error, Equatable, Sendable {
    case unreadable(path: String, errno: CInt)
    /// Its contacts or signs are not in the order in which `match` writes them.
    case outOfOrder(path: String)
    /// It holds a line that `match` does not write; which one.
    case misplaced(path: String, noun: String)
  }

  private var cursors: [PartCursor] = []

  /// - Parameter paths: of files; each is read once, from its start to its end.
  public init(_ paths: [String]) throws(Failure) {
    for path in paths { cursors.append(try PartCursor(path)) }
  }

  /// Calls back with each line and its end.
  ///
  /// - Parameters:
  ///   - pass: gets the lines that stand before the contacts, as far as they are of no kind of
  ///     ours; books are gathered.
  ///   - begin: gets the books that stand before the contacts, when all are known.
  /// - Returns: all books of `match`.
  public func forEachLine(
    pass: (UnsafeBufferPointer<UInt8>) -> Void, begin: ([Books]) -> Void,
    _ take: (UnsafeBufferPointer<UInt8>) -> Void
  ) throws(Failure) -> [Books] {
    var early: [Books] = []
    var late: [Books] = []
    for cursor in cursors {
      try cursor.advance(passing: pass)
      early += cursor.takeBooks()
    }
    late += early.filter { $0.stage == "match" }
    begin(early.filter { $0.stage != "match" })
    for kind in [PartCursor.Kind.contact, .sign, .gap] {
      var heap = CursorHeap(cursors.filter { $0.kind == kind })
      while let cursor = heap.least {
        cursor.withLine(take)
        try cursor.advance(passing: pass)
        late += cursor.takeBooks()
        heap.replaceLeast(isThere: cursor.kind == kind)
      }
    }
    for cursor in cursors where cursor.kind != .end {
      throw .outOfOrder(path: cursor.path)
    }
    return late
  }
}

extension MatchedParts {
  /// The books at the end of a file, where those of `match` stand.
  public static func lastBooks(of path: String) throws(Failure) -> [Books] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY)
    guard descriptor >= 0 else { throw .unreadable(path: path, errno: errno) }
    defer { close(descriptor) }
    let size = lseek(descriptor, 0, SEEK_END)
    guard size >= 0 else { throw .unreadable(path: path, errno: errno) }
    var length = 64 << 10
    while true {
      let start = max(0, Int(size) - length)
      var tail = [UInt8](repeating: 0, count: Int(size) - start)
      let n = tail.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, $0.count, start) }
      guard n == tail.count else { throw .unreadable(path: path, errno: n < 0 ? errno : EIO) }
      while tail.last == 0x0A { tail.removeLast() }
      let newline = tail.lastIndex(of: 0x0A)
      if newline == nil, start > 0 {
        length *= 8
        continue
      }
      guard case .books(let books)? = try? Line(Array(tail[(newline.map { $0 + 1 } ?? 0)...]))
      else {
        return []
      }
      return [books]
    }
  }
}

/// The next contact or sign of a file.
private final class PartCursor {
  enum Kind: Int { case start, contact, sign, gap, end }

  let path: String
  private(set) var kind = Kind.start
  private var key = SortKey(at: Int.min, rest: [])
  private var books: [Books] = []
  private let descriptor: CInt
  private var block = [UInt8](repeating: 0, count: 256 << 10)
  /// The unread bytes of the block.
  private var unread = 0..<0
  private var line: Range<Int> = 0..<0

  /// In which order lines of a kind stand.
  struct SortKey: Comparable {
    /// Seconds since 1970.
    var at: Int
    /// What tells those of the same second apart.
    var rest: [[UInt8]]

    static func < (a: SortKey, b: SortKey) -> Bool {
      if a.at != b.at { return a.at < b.at }
      for (one, other) in zip(a.rest, b.rest) where one != other {
        return one.lexicographicallyPrecedes(other)
      }
      return false
    }
  }

  init(_ path: String) throws(MatchedParts.Failure) {
    self.path = path
    descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY)
    if descriptor < 0 { throw .unreadable(path: path, errno: errno) }
  }

  deinit { if descriptor > STDIN_FILENO { close(descriptor) } }

  static func precedes(_ a: PartCursor, _ b: PartCursor) -> Bool { a.key < b.key }

  func takeBooks() -> [Books] {
    defer { books = [] }
    return books
  }

  /// The line with its end.
  func withLine(_ body: (UnsafeBufferPointer<UInt8>) -> Void) {
    block.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[line])) }
  }

  /// Goes on to the next contact or sign, and gathers the books on the way.
  func advance(passing pass: (UnsafeBufferPointer<UInt8>) -> Void) throws(MatchedParts.Failure) {
    let before = (kind, key)
    repeat {
      guard try next() else {
        kind = .end
        return
      }
    } while try !take(passing: pass)
    if kind.rawValue < before.0.rawValue || kind == before.0 && key < before.1 {
      throw .outOfOrder(path: path)
    }
  }

  /// Whether the line is a contact or a sign.
  private func take(
    passing pass: (UnsafeBufferPointer<UInt8>) -> Void
  ) throws(MatchedParts.Failure) -> Bool {
    let read = block.withUnsafeBufferPointer { bytes -> Result<Line?, LineFault> in
      let line = UnsafeBufferPointer(rebasing: bytes[line])
      if let quick = ContactPlace(line) {
        (kind, key) = (.contact, SortKey(at: quick.opened.seconds, rest: [quick.event]))
        return .success(nil)
      }
      do throws(LineFault) {
        return .success(try Line(line))
      } catch {
        return .failure(error)
      }
    }
    guard case .success(let line) = read else { throw .misplaced(path: path, noun: "no JSON") }
    switch line {
    case nil: return true
    case .contact(let contact):
      kind = .contact
      let event = contact.evidence.first?.event ?? ""
      key = SortKey(at: contact.opened.seconds, rest: [Array(event.utf8)])
      return true
    case .sign(let sign):
      kind = sign.kind == .gap ? .gap : .sign
      // Gaps stand as they were found, all in one file.
      key =
        kind == .gap
        ? SortKey(at: 0, rest: [])
        : SortKey(
          at: sign.at.seconds,
          rest: [sign.event ?? "", sign.kind.rawValue, sign.phrase ?? ""].map { Array($0.utf8) })
      return true
    case .books(let some): books.append(some)
    case .record: throw .misplaced(path: path, noun: "record")
    case .event: throw .misplaced(path: path, noun: "event")
    case .observed: break
    case .other: withLine(pass)
    }
    return false
  }

  /// Finds the next line; false at the end of the file.
  private func next() throws(MatchedParts.Failure) -> Bool {
    while true {
      let end = block.withUnsafeBufferPointer { bytes -> Int? in
        guard let base = bytes.baseAddress, !unread.isEmpty else { return nil }
        return memchr(base + unread.lowerBound, 0x0A, unread.count)
          .map { UnsafeRawPointer($0) - UnsafeRawPointer(base) + 1 }
      }
      if let end {
        line = unread.lowerBound..<end
        unread = end..<unread.upperBound
        return true
      }
      guard try fill() else {
        guard !unread.isEmpty else { return false }
        // A last line without its end gets one.
        if unread.upperBound == block.count { block.append(0) }
        block[unread.upperBound] = 0x0A
        unread = unread.lowerBound..<unread.upperBound + 1
        continue
      }
    }
  }

  /// Reads more behind what is unread; false at the end of the file.
  private func fill() throws(MatchedParts.Failure) -> Bool {
    let kept = unread.count
    if unread.lowerBound > 0 {
      block.withUnsafeMutableBytes { bytes in
        guard let base = bytes.baseAddress else { return }
        memmove(base, base + unread.lowerBound, kept)
      }
      unread = 0..<kept
    } else if kept == block.count {
      block += [UInt8](repeating: 0, count: block.count)
    }
    while true {
      let n = block.withUnsafeMutableBytes { bytes in
        Glibc.read(descriptor, bytes.baseAddress.map { $0 + kept }, bytes.count - kept)
      }
      if n < 0, errno == EINTR { continue }
      if n < 0 { throw .unreadable(path: path, errno: errno) }
      unread = 0..<(kept + n)
      return n > 0
    }
  }
}

/// Cursors of which the least is at hand, in logarithmic time.
private struct CursorHeap {
  private var cursors: [PartCursor] = []

  init(_ all: [PartCursor]) {
    cursors = all
    for i in cursors.indices.reversed() { sink(i) }
  }

  var least: PartCursor? { cursors.first }

  /// The least one has gone on.
  mutating func replaceLeast(isThere: Bool) {
    if !isThere {
      cursors.swapAt(0, cursors.count - 1)
      cursors.removeLast()
    }
    sink(0)
  }

  private mutating func sink(_ start: Int) {
    var i = start
    while true {
      var least = i
      for child in [2 * i + 1, 2 * i + 2]
      where child < cursors.count && PartCursor.precedes(cursors[child], cursors[least]) {
        least = child
      }
      if least == i { return }
      cursors.swapAt(i, least)
      i = least
    }
  }
}
