/// Makes LF of the CR that ends each line of a mailbox of the old Macintosh.
///
/// Whether a file is one tells its first line, since a later CR may be anything: it begins with
/// `From ` and ends in a CR that no LF follows. Each byte stays where it is, so offsets hold.
struct ReturnedLines {
  private enum State {
    /// The first line has not come as a whole.
    case open
    case plain
    case returned
  }

  /// A longer line is no From_ line.
  private static let maxLine = Separator.maxLine

  private var state = State.open
  /// The bytes that came before it could be told, or a CR whose next byte has not come.
  private var held: [UInt8] = []

  /// A file whose first line is known to be none such.
  static let plain: ReturnedLines = {
    var lines = ReturnedLines()
    lines.state = .plain
    return lines
  }()

  /// Nothing is to be done about this file.
  var isPlain: Bool { state == .plain }

  /// Whether a file that begins so is one.
  static func holds(_ head: ByteView) -> Bool { isReturned(head, final: true) ?? false }

  /// Nil where it cannot be told before more bytes have come.
  private static func isReturned(_ head: ByteView, final: Bool) -> Bool? {
    // What is looked at must not depend on how much has come.
    let sure = final || head.count >= maxLine
    if !sure, head.count < 3 { return nil }
    let bound = head.upTo(maxLine)
    let text = bound.from(MailboxReader.leadLength(bound))
    guard text.hasPrefix("From ") else { return text.count < 5 && !sure ? nil : false }
    guard let cr = text.find(0x0D), !text.upTo(cr).contains(0x0A) else {
      return sure || text.contains(0x0A) ? false : nil
    }
    if cr + 1 >= text.count { return sure ? head.count < maxLine : nil }
    return text[cr + 1] != 0x0A
  }

  /// Passes on what has come, as far as it can be told.
  mutating func pass(_ bytes: UnsafeRawBufferPointer, to take: (UnsafeRawBufferPointer) -> Void) {
    held.append(contentsOf: bytes)
    tell(final: false, to: take)
  }

  /// Passes on what is left.
  mutating func finish(to take: (UnsafeRawBufferPointer) -> Void) {
    guard !held.isEmpty else { return }
    tell(final: true, to: take)
  }

  private mutating func tell(final: Bool, to take: (UnsafeRawBufferPointer) -> Void) {
    if state == .open {
      guard let isOne = held.withView({ ReturnedLines.isReturned($0, final: final) }) else {
        return
      }
      state = isOne ? .returned : .plain
    }
    var last: UInt8?
    if state == .returned {
      for i in held.indices where held[i] == 0x0D {
        if i + 1 == held.count, !final {
          last = held.removeLast()
        } else if i + 1 == held.count || held[i + 1] != 0x0A {
          held[i] = 0x0A
        }
      }
    }
    held.withUnsafeBytes(take)
    held.removeAll(keepingCapacity: true)
    if let last { held.append(last) }
  }

  /// A head with LF, for the formats to be told by.
  static func unreturned(_ head: ByteView) -> [UInt8] {
    head.buffer.map { $0 == 0x0D ? 0x0A : $0 }
  }
}
