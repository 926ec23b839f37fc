import Glibc

/// Reads what nearly every export is: well-formed UTF-8 with nothing odd in it.
///
/// Namespaces, internal document types, control characters, references to other than characters
/// and the five of XML, names beyond ASCII, tags of more than 4 KiB or 32 attributes: at the first
/// byte of any of these it stops, for libxml2 to go on from there. Where it stops depends on the
/// bytes alone, never on how they were cut.
struct XMLPlainReader {
  enum State: Equatable {
    /// Before anything is read.
    case beginning
    case content, comment, instruction, cdata
  }

  static let longestTag = 4 << 10
  static let longestName = 128
  /// Of a document type without declarations.
  static let longestDoctype = 1 << 10

  var state = State.beginning
  /// Line of the byte that comes next, from 1.
  var line = 1
  /// Raw bytes before ``rest``.
  private(set) var offset = 0
  /// What was fed and not yet read.
  private(set) var rest: [UInt8] = []
  /// The numbers in ``tags`` of the open elements.
  var names: [Int32] = []
  var root: Int32 = -1
  var seenDoctype = false
  var tags: XMLTagTable
  let gathered = XMLGatheredText()
  var isPlain = true

  init(_ shape: XMLShape) { tags = XMLTagTable(shape) }

  var hasBegun: Bool { state != .beginning }
  var hasRoot: Bool { root >= 0 }
  var rootClosed: Bool { root >= 0 && names.isEmpty }
  var rootName: [UInt8] { root < 0 ? [] : tags.name(root) }
  /// The document can end here, or is inside an element.
  var isPlainAtEnd: Bool { isPlain && hasRoot && state == .content }

  /// The names of the open elements, from the document element on.
  var openNames: [[UInt8]] { names.map(tags.name) }

  /// Begins in the midst of a document; what is fed first opens the elements around that.
  mutating func beginInside() { state = .content }

  /// Goes on elsewhere in the same elements.
  mutating func move(to offset: Int, line: Int) {
    self.offset = offset
    self.line = line
  }

  /// Tags that bring a parser to where this one is.
  var opening: (bytes: [UInt8], starts: Int, ends: Int) {
    var bytes: [UInt8] = []
    for name in rootClosed ? [root] : names { bytes += [0x3C] + tags.name(name) + [0x3E] }
    if rootClosed { bytes += [0x3C, 0x2F] + tags.name(root) + [0x3E] }
    switch state {
    case .comment: bytes += "<!--".utf8
    case .instruction: bytes += "<?p ".utf8
    case .cdata: bytes += "<![CDATA[".utf8
    case .beginning, .content: break
    }
    return (bytes, rootClosed ? 1 : names.count, rootClosed ? 1 : 0)
  }

  /// Reads on. False where what is now in ``rest`` is not plain.
  mutating func feed(
    _ bytes: UnsafeBufferPointer<UInt8>, _ walk: inout XMLWalk
  ) throws(XMLWalk.Fault) -> Bool {
    var taken = 0
    // A few bytes of the block finish what is begun; the rest of it need not be copied.
    while !rest.isEmpty && taken < bytes.count && isPlain {
      let before = rest.count
      let more = min(bytes.count - taken, max(64, before))
      rest.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[taken..<(taken + more)]))
      let joined = rest
      let used = try joined.withUnsafeBufferPointer { (all) throws(XMLWalk.Fault) in
        try read(all, &walk)
      }
      offset += used
      if used >= before {
        taken += used - before
        rest.removeAll(keepingCapacity: true)
      } else {
        taken += more
        rest.removeFirst(used)
      }
    }
    guard taken < bytes.count else { return isPlain }
    let left = UnsafeBufferPointer(rebasing: bytes[taken...])
    let used = isPlain ? try read(left, &walk) : 0
    offset += used
    rest.append(contentsOf: UnsafeBufferPointer(rebasing: left[used...]))
    return isPlain
  }

  /// Reads what is whole, and returns how many bytes that was.
  private mutating func read(
    _ bytes: UnsafeBufferPointer<UInt8>, _ walk: inout XMLWalk
  ) throws(XMLWalk.Fault) -> Int {
    guard let base = bytes.baseAddress else { return 0 }
    let input = Input(base: base, count: bytes.count)
    var i = 0
    while i < input.count && isPlain {
      let next: Int
      let before = state
      switch before {
      case .beginning: next = beginning(input)
      case .content where names.isEmpty: next = try betweenTags(input, i, &walk)
      case .content: next = try content(input, i, &walk)
      case .cdata: next = text(input, i, isCDATA: true, &walk)
      case .comment: next = skip(input, i, past: 0x2D, 2)
      case .instruction: next = skip(input, i, past: 0x3F, 1)
      }
      if next == i && state == before { return i }
      i = next
    }
    return i
  }

  /// The bytes that are read, borrowed.
  struct Input {
    let base: UnsafePointer<UInt8>
    let count: Int

    @inline(__always) subscript(i: Int) -> UInt8 { base[i] }

    func buffer(_ from: Int, _ to: Int) -> UnsafeBufferPointer<UInt8> {
      UnsafeBufferPointer(start: base + from, count: max(0, to - from))
    }

    func has(_ text: StaticString, at i: Int) -> Bool {
      let length = text.utf8CodeUnitCount
      return i + length <= count && memcmp(base + i, text.utf8Start, length) == 0
    }

    /// Where a byte stands first, else the end, or that which is given.
    func find(_ byte: UInt8, from: Int, to: Int? = nil) -> Int {
      let end = min(to ?? count, count)
      guard from < end, let hit = memchr(base + from, CInt(byte), end - from) else { return end }
      return UnsafeRawPointer(base).distance(to: UnsafeRawPointer(hit))
    }
  }
}

/// Pieces of a text that references part, joined before they are told.
final class XMLGatheredText {
  private static let size = 1 << 10
  private let base = UnsafeMutablePointer<UInt8>.allocate(capacity: size)
  private(set) var count = 0

  deinit { base.deallocate() }

  /// False where there is no room.
  @inline(__always)
  func add(_ bytes: UnsafePointer<UInt8>, _ length: Int) -> Bool {
    guard length <= XMLGatheredText.size - count else { return false }
    memcpy(base + count, bytes, length)
    count += length
    return true
  }

  /// The UTF-8 of a character; false where there is no room.
  @inline(__always)
  func add(_ scalar: UInt32) -> Bool {
    guard count + 4 <= XMLGatheredText.size else { return false }
    guard scalar >= 0x80 else {
      base[count] = UInt8(truncatingIfNeeded: scalar)
      count += 1
      return true
    }
    XMLPlainSyntax.utf8(scalar) { _ = add($0.baseAddress ?? UnsafePointer(base), $0.count) }
    return true
  }

  /// Lends what is there, and is empty then.
  @inline(__always)
  func lend(_ body: (UnsafeBufferPointer<UInt8>) -> Void) {
    if count > 0 { body(UnsafeBufferPointer(start: base, count: count)) }
    count = 0
  }
}
