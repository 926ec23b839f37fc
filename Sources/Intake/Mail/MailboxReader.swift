import Records

/// Cuts a mailbox into messages and passes each on as a record.
///
/// One pass over the bytes as they come. A message is buffered up to ``maxMessage``; of a longer
/// one only its head is kept, and its end is looked for without keeping the rest. Where each
/// message begins is told by ``Separator``; a Content-Length counts only where it leads exactly
/// to a separator or to the end of the file, since most of those that are seen are wrong.
final class MailboxReader: Reader {
  /// The largest message that is read whole, in bytes.
  static let maxMessage = 64 << 20
  /// What is kept of a larger one.
  static let keptHead = 1 << 20

  private enum Stage {
    /// The byte order mark and empty lines before the first message.
    case lead
    /// What stands before the first From_ line and is no message.
    case junk
    case message
    /// A message that is larger than what is buffered.
    case oversized
    /// What stands before the first message of a part, and belongs to the part before.
    case alien
  }

  let output: Output
  let single: Bool
  private let messages: MessageReader
  let options: ReaderOptions
  let maxMessage: Int
  private let keep: Int

  private(set) var source = ""
  private var account = Books.Account(source: "", format: "", unit: "")
  private var stage = Stage.lead
  /// Bytes that came before and are not done with: `buffer[consumed...]`.
  private var buffer: [UInt8] = []
  private var consumed = 0
  /// Offsets in the file: of the first byte that is not done with, of the message or junk being
  /// read, and from where a separator is looked for.
  private var position = 0
  private var start = 0
  private var search = 0
  /// `search` is the start of a line, not of a line end.
  private var searchIsLine = true
  /// Nothing can be told before so many bytes of the file have come.
  private var wanted = 0
  private var keptHead: [UInt8] = []
  /// Where the first message begins that is no more of the part; see ``begin(_:part:)``.
  private var limit = Int.max
  /// The bounds of the messages that were read of a part.
  private(set) var first: Int?
  private(set) var stopped: Int?
  private var isPart = false
  /// How many mails were passed on, and when the first and the last of them came.
  private var made = 0
  private var span: ClosedRange<Timestamp>?
  private var lineEnds = ReturnedLines.plain

  var format: String { single ? Format.eml.name : Format.mbox.name }

  /// - Parameter messages: where it is shared with other readers of the same thread.
  init(
    _ output: Output, _ options: ReaderOptions, single: Bool, maxMessage: Int = maxMessage,
    messages: MessageReader? = nil
  ) {
    self.output = output
    self.options = options
    self.single = single
    self.maxMessage = maxMessage
    keep = min(MailboxReader.keptHead, maxMessage)
    self.messages = messages ?? MessageReader(options)
  }

  func begin(_ source: String) {
    self.source = source
    account = Books.Account(source: source, format: format, unit: "message")
    output.account(source, format: account.format, unit: account.unit) { _ in }
    stage = .lead
    buffer.removeAll()
    (consumed, position, start, search, wanted) = (0, 0, 0, 0, 0)
    searchIsLine = true
    keptHead = []
    (limit, first, stopped, isPart) = (.max, nil, nil, false)
    (made, span) = (0, nil)
    lineEnds = single ? .plain : ReturnedLines()
  }

  /// Begins a part of a file: the messages that begin in a range of it.
  ///
  /// It reads until ``stopped`` is set. The bytes are fed from the range's lower bound on; where
  /// it is not known that a message begins there, from the byte before.
  /// - Parameter isSure: a message begins at the lower bound, or the file does.
  func begin(_ source: String, part: Range<Int>, isSure: Bool) {
    begin(source)
    isPart = true
    lineEnds = .plain
    limit = part.upperBound
    guard part.lowerBound > 0 else {
      first = 0
      return
    }
    if isSure {
      first = part.lowerBound
      stage = .message
      (position, start) = (part.lowerBound, part.lowerBound)
      search = start + 5
    } else {
      stage = .alien
      (position, start, search) = (part.lowerBound - 1, part.lowerBound - 1, part.lowerBound - 1)
    }
    searchIsLine = false
  }

  /// How much of a block is copied at a time to where the message waits that came before it.
  private static let pieceSize = 8 << 10

  func feed(_ bytes: UnsafeRawBufferPointer) {
    if lineEnds.isPlain { take(bytes) } else { lineEnds.pass(bytes) { take($0) } }
  }

  private func take(_ bytes: UnsafeRawBufferPointer) {
    guard stopped == nil else { return }
    account.bytes += bytes.count
    var rest = ByteView(bytes)
    while consumed < buffer.count, !rest.isEmpty {
      let piece = rest.upTo(MailboxReader.pieceSize)
      let held = buffer.count - consumed
      buffer.append(piece)
      rest = rest.from(piece.count)
      guard position + buffer.count - consumed >= wanted else { continue }
      let done = buffer.withView { scan($0.from(consumed), final: false) }
      consumed += done
      guard stopped == nil else { return }
      if done >= held {
        // Nothing of earlier blocks is needed any more: on with this one where it is.
        let back = held + piece.count - done
        rest = ByteView(base: rest.base - back, count: rest.count + back)
        consumed = buffer.count
      } else if consumed > buffer.count / 2 {
        buffer.removeSubrange(..<consumed)
        consumed = 0
      }
    }
    guard !rest.isEmpty else { return }
    buffer.removeAll(keepingCapacity: buffer.capacity <= 4 << 20)
    consumed = 0
    let done = scan(rest, final: false)
    buffer.append(rest.from(done))
  }

  func end() {
    lineEnds.finish { take($0) }
    if stopped == nil {
      consumed += buffer.withView { scan($0.from(consumed), final: true) }
      stopped = position
    }
    if isPart { account.bytes = first.map { (stopped ?? $0) - $0 } ?? 0 }
    output.note(made, in: source, .email, span)
    output.account(source, format: account.format, unit: account.unit) { $0.add(account) }
    buffer = []
    consumed = 0
  }

  func finish() {}

  // MARK: Framing

  /// The length of a byte order mark and of the empty lines at the start.
  static func leadLength(_ bytes: ByteView) -> Int {
    var i = bytes.hasPrefix("\u{FEFF}") ? 3 : 0
    while bytes[i] == 0x0A || bytes[i] == 0x0D { i += 1 }
    return min(i, bytes.count)
  }

  /// Reads what is complete; the view begins at ``position``.
  /// - Returns: how many bytes are done with.
  private func scan(_ view: ByteView, final: Bool) -> Int {
    let origin = position
    let end = origin + view.count
    if stage == .lead { readLead(view, final: final) }
    while stage != .lead {
      if single {
        search = end
      } else if let found = separator(view, origin, final: final) {
        guard case .at(let next) = found else {
          dropWhatIsNotKept(view, origin)
          break
        }
        close(view, origin, at: next)
        position = next
        start = next
        if next >= limit {
          stopped = next
          return position - origin
        }
        if stage == .alien { first = next }
        stage = .message
        // The From_ line itself is passed over.
        search = next + 5
        searchIsLine = false
        continue
      }
      dropWhatIsNotKept(view, origin)
      break
    }
    if stage == .alien, search >= limit { stopped = limit }
    if final {
      switch stage {
      case .lead: account.bytesExcluded += end - position
      default: if start < end { close(view, origin, at: end) }
      }
      position = end
    }
    return position - origin
  }

  private func readLead(_ view: ByteView, final: Bool) {
    // The byte order mark may come in pieces.
    if position == 0, view.count < 3, !final, view[0] == 0xEF { return }
    var i = position == 0 && view.hasPrefix("\u{FEFF}") ? 3 : 0
    while view[i] == 0x0A || view[i] == 0x0D { i += 1 }
    i = min(i, view.count)
    guard i < view.count else {
      if !final {
        account.bytesExcluded += i
        position += i
      }
      return
    }
    account.bytesExcluded += i
    position += i
    start = position
    search = position
    searchIsLine = true
    stage = single ? .message : .junk
  }

  private enum Found {
    /// A message begins at this offset, or the file ends there.
    case at(Int)
    /// More bytes are needed to tell.
    case wait
  }

  /// Looks for the next separator; nil where there is none in what has come.
  private func separator(_ view: ByteView, _ origin: Int, final: Bool) -> Found? {
    let end = origin + view.count
    while true {
      if !searchIsLine {
        guard let hit = view.find("\nFrom ", from: search - origin) else {
          search = max(search, end - 5)
          return nil
        }
        search = origin + hit + 1
        searchIsLine = true
      }
      let line = view.from(search - origin)
      if line.count < 5, !final { return .wait }
      if line.hasPrefix("From ") {
        switch Separator.judge(line, final: final) {
        case .no: break
        case .more: return .wait
        case .yes:
          switch contentEnd(view, origin, before: search, final: final) {
          case nil: return .at(search)
          case .wait?: return .wait
          case .at(let landing)?:
            search = landing
            if landing < end { return .at(landing) }
            searchIsLine = false
            return nil
          }
        }
      }
      searchIsLine = false
    }
  }

  /// Where the message being read ends by its Content-Length, if that lies behind a separator and
  /// leads to another one or to the end of the file.
  private func contentEnd(_ view: ByteView, _ origin: Int, before candidate: Int, final: Bool)
    -> Found?
  {
    guard stage == .message, candidate - start <= maxMessage else { return nil }
    let message = view[start - origin..<candidate - origin]
    guard let length = messages.contentLength(message, at: start) else { return nil }
    let target = start + length
    guard target > candidate, target - start <= maxMessage else { return nil }
    let end = origin + view.count
    let needed = target + Separator.maxLine + Separator.maxNext
    guard target <= end, end >= needed || final else {
      if !final { wanted = needed }
      return final ? nil : .wait
    }
    // Up to two line ends may stand between the content and the next separator.
    var i = target - origin
    for _ in 0..<2 {
      if view[i] == 0x0D, view[i + 1] == 0x0A { i += 2 } else if view[i] == 0x0A { i += 1 }
    }
    if i >= view.count { return final ? .at(end) : nil }
    guard view[i - 1] == 0x0A, view.hasPrefix("From ", at: i),
      Separator.judge(view.from(i), final: final) == .yes
    else { return nil }
    return .at(origin + i)
  }

  /// Lets go of bytes that no record needs: junk, and what is too much of a message.
  private func dropWhatIsNotKept(_ view: ByteView, _ origin: Int) {
    switch stage {
    case .lead: break
    case .junk, .oversized, .alien: position = max(position, min(search, origin + view.count))
    case .message:
      guard search - start > maxMessage else { return }
      keptHead = Array(view[start - origin..<start - origin + keep].buffer)
      stage = .oversized
      position = min(search, origin + view.count)
    }
  }

  /// Ends what began at ``start``.
  private func close(_ view: ByteView, _ origin: Int, at next: Int) {
    let length = next - start
    guard length > 0, stage != .alien else { return }
    account.read += 1
    switch stage {
    case .lead, .alien: break
    case .junk:
      account.reject("no-separator")
      account.bytesRejected += length
      output.reject(
        Reject(
          "no-separator", "\(length) bytes before the first From_ line",
          at: Place(source: source, offset: start)))
      return
    case .message:
      let message = view[start - origin..<next - origin]
      let kept = length > maxMessage ? message.upTo(keep) : message
      emit(kept, length)
    case .oversized:
      keptHead.withView { emit($0, length) }
      keptHead = []
    }
  }

  private func emit(_ message: ByteView, _ length: Int) {
    if let care = output.care {
      let place = Place(source: source, offset: start)
      guard care.enters(message: message, at: place) else {
        account.reject("poison")
        account.bytesRejected += length
        return output.reject(Reject("poison", Care.detail, at: place))
      }
    }
    defer { output.care?.leaveMessage() }
    Trap.spring(piece: UnsafeRawBufferPointer(message.buffer))
    account.used += 1
    account.bytesUsed += length
    messages.read(message, length: length, hasFromLine: !single, at: start) { mail in
      made += 1
      if let moment = mail.received ?? mail.date {
        span =
          span.map { min($0.lowerBound, moment)...max($0.upperBound, moment) }
          ?? moment...moment
      }
      output.pass(mail, format: account.format, source: source)
    }
  }
}
