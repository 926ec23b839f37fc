/// Makes of any bytes a UTF-8 stream that libxml2 2.9 reads in linear time, and finds in it where
/// the records begin.
///
/// Exports hold control characters, Latin-1 without a declaration, warnings of PHP before the
/// first tag; libxml2 stops at a NUL, takes minutes for a tag of 200,000 attributes and gives
/// up at ten megabytes of CDATA. All that is dealt with here, before it sees them. What comes
/// out is cut in slices that do not depend on how the input was cut: before each start tag of a
/// record, and at 64 KiB. A start tag is never cut.
struct XMLScrubber {
  /// Where a tag begins in the raw bytes.
  struct Mark: Equatable {
    var offset: Int
    var line: Int
  }

  /// A piece for the parser, borrowed during the call.
  struct Slice {
    var bytes: UnsafeRawBufferPointer
    /// Set where the piece begins with the start tag of a record.
    var mark: Mark?
    /// True where bytes that are not UTF-8 were read as windows-1252.
    var repaired: Bool
    /// True where a `&` or `<` that was not escaped is now.
    var escaped: Bool
    /// True once libxml2 may be told that all is UTF-8, whatever the declaration says.
    var isUTF8: Bool
    /// Newlines before the first tag that libxml2 has not counted.
    var droppedLines: Int
    /// True where something other than blanks stood before the first tag.
    var hasLeadingJunk: Bool
  }

  enum State: UInt8 {
    case junk, declaration, text, opened, bang, name, tag, quoted, endOpened, endTag, comment,
      instruction, cdata, doctype, doctypeQuoted, doctypeComment

    /// In these a slice is not ended, for libxml2 should see the construct whole.
    var isHeld: Bool {
      switch self {
      case .declaration, .opened, .bang, .name, .tag, .quoted, .endOpened, .endTag, .doctype,
        .doctypeQuoted, .doctypeComment:
        true
      default: false
      }
    }

    /// In these a `<` begins a tag anew.
    var mayBeFollowedByTag: Bool {
      switch self {
      case .text, .opened, .name, .tag, .endOpened, .endTag: true
      default: false
      }
    }
  }

  static let sliceSize = 64 << 10
  /// libxml2 2.9 is quadratic in a tag's attributes: 20,000 take 0.7 s.
  static let longestTag = 512 << 10
  static let longestDoctype = 64 << 10
  static let mostAttributes = 256
  static let longestDeclaration = 1 << 10
  /// A CDATA section longer than ten megabytes is fatal to libxml2, so long ones are cut.
  static let longestCDATA = 1 << 20

  /// Takes the slices, and owns this. A closure passed down for each byte took a third of the time.
  unowned(unsafe) var records: XMLRecords?
  /// Hashes of the names before whose start tags slices end.
  let recordHashes: [UInt64]
  var encoding = XMLEncoding.undecided
  var state = State.junk
  var pending: [UInt8] = []
  /// The first bytes, until the Unicode form is told; then raw bytes of half a UTF-16 character.
  var carry: [UInt8] = []
  /// An unfinished UTF-8 sequence or entity, which is looked at again with what follows.
  var held: [UInt8] = []
  var mark: Mark?
  var repaired = false
  var escaped = false
  /// Line of the byte that is looked at, from 1.
  var line = 1
  /// Raw bytes that lie before those of the present call.
  var base = 0
  var tagMark = Mark(offset: 0, line: 1)
  /// Index in `pending` of the `<` of the present tag.
  var tagStart = 0
  var equalSigns = 0
  var quote: UInt8 = 0
  /// Dashes, brackets or question marks just seen, which may begin the end of the construct.
  var closing = 0
  var constructLength = 0
  var doctypeDepth = 0
  var seenDoctype = false
  var root: [UInt8] = []

  var droppedLines = 0
  var hasLeadingJunk = false
  /// True after the end tag of the document element.
  var rootClosed = false
  /// A stable code where the input must not be parsed further.
  var fault: String?

  init(recordNames: [String]) {
    recordHashes = recordNames.map { $0.utf8.reduce(XMLScrubber.emptyHash, XMLScrubber.hash) }
    pending.reserveCapacity(XMLScrubber.sliceSize + XMLScrubber.longestTag + 64)
  }

  mutating func feed(_ bytes: UnsafeRawBufferPointer) {
    guard fault == nil, !bytes.isEmpty else { return }
    if encoding == .undecided {
      carry.append(contentsOf: bytes)
      guard carry.count >= 4 else { return }
      decide()
    } else {
      decoded(bytes)
    }
  }

  /// Goes on where a reader of plain XML has stopped, of which nothing is pending.
  mutating func resume(_ plain: XMLPlainReader) {
    encoding = .utf8
    line = plain.line
    base = plain.offset
    droppedLines = plain.line - 1
    root = Array(plain.rootName.prefix(64))
    rootClosed = plain.rootClosed
    seenDoctype = plain.seenDoctype
    switch plain.state {
    case .comment: state = .comment
    case .instruction: state = .instruction
    case .cdata: state = .cdata
    case .beginning, .content: state = .text
    }
  }

  /// The input is over.
  mutating func finish() {
    guard fault == nil else { return }
    if encoding == .undecided { decide() }
    // What never ended: each byte for itself.
    while let first = held.first {
      let rest = Array(held.dropFirst())
      held = []
      if first == 0x26 { escape("&amp;") } else { appendAsWindows1252(first) }
      rest.withUnsafeBufferPointer { scanned($0) }
    }
    // Half a tag would come out of libxml2 as a whole one.
    flush(upTo: state.isHeld ? min(tagStart, pending.count) : pending.count)
  }

  private mutating func decide() {
    let first = carry
    carry = []
    encoding = XMLEncoding(beginning: first)
    let mark = encoding.markLength(first)
    base = mark
    first.withUnsafeBytes {
      decoded(UnsafeRawBufferPointer(rebasing: $0[mark...]))
    }
  }

  /// Undoes UTF-16.
  private mutating func decoded(_ bytes: UnsafeRawBufferPointer) {
    guard encoding.isUTF16 else {
      return scanned(bytes.assumingMemoryBound(to: UInt8.self))
    }
    carry.append(contentsOf: bytes)
    let whole = XMLEncoding.wholeUTF16(carry, bigEndian: encoding == .utf16BigEndian)
    let text = XMLEncoding.utf8(of: carry[..<whole], bigEndian: encoding == .utf16BigEndian)
    carry.removeFirst(whole)
    text.withUnsafeBufferPointer { scanned($0) }
  }

  /// Scans what was held before and the bytes, and holds what is unfinished.
  private mutating func scanned(_ bytes: UnsafeBufferPointer<UInt8>) {
    if held.isEmpty {
      let used = scan(bytes)
      base += length(bytes, used)
      if fault == nil { held = Array(bytes[used...]) }
    } else {
      let joined = held + bytes
      held = []
      joined.withUnsafeBufferPointer { scanned($0) }
    }
  }

  /// The raw bytes behind the first few of those that were scanned.
  func length(_ bytes: UnsafeBufferPointer<UInt8>, _ count: Int) -> Int {
    encoding.isUTF16 ? XMLEncoding.utf16Length(bytes, from: 0, to: count) : count
  }

  /// Passes on what is pending before an index, and keeps the rest.
  mutating func flush(upTo end: Int) {
    guard end > 0 else { return }
    pending.withUnsafeBytes {
      records?.parse(
        Slice(
          bytes: UnsafeRawBufferPointer(rebasing: $0[..<end]), mark: mark, repaired: repaired,
          escaped: escaped, isUTF8: encoding != .other, droppedLines: droppedLines,
          hasLeadingJunk: hasLeadingJunk))
    }
    mark = nil
    repaired = false
    escaped = false
    if end == pending.count {
      pending.removeAll(keepingCapacity: true)
    } else {
      pending.removeSubrange(..<end)
    }
  }

  /// A newline: counted, and fed only where libxml2 counts too.
  mutating func newline() {
    line += 1
    if state == .junk { droppedLines += 1 } else { pending.append(0x0A) }
  }

  /// A sign of markup that is none.
  mutating func escape(_ entity: StaticString) {
    entity.withUTF8Buffer { pending.append(contentsOf: $0) }
    escaped = true
  }

  /// A byte of no valid UTF-8, taken for windows-1252.
  mutating func appendAsWindows1252(_ byte: UInt8) {
    XMLEncoding.append(XMLEncoding.windows1252(byte), to: &pending)
    if encoding == .utf8 { repaired = true }
  }
}
