/// Reads the lines of events that are written just as ``JSONLine`` writes them, without building
/// strings; any other line is left to ``Line``, which knows all of JSON and says what is wrong.
///
/// Keys are looked for in the order in which they are written, so a key costs one comparison.
/// Owns the memory that the fields of a line stand in where the line itself has escapes.
public final class EventLineReader {
  private var base: UnsafePointer<UInt8>
  private var i = 0
  private var end = 0
  /// Texts that had escapes or might be no UTF-8, decoded.
  private var decoded: UnsafeMutableBufferPointer<UInt8>
  private var decodedCount = 0
  /// The elements of the lists of a line.
  private var list: UnsafeMutableBufferPointer<EventFields.Text>
  private var listCount = 0
  private let nothing = UnsafeMutablePointer<UInt8>.allocate(capacity: 1)

  public init() {
    base = UnsafePointer(nothing)
    decoded = .allocate(capacity: 4096)
    list = .allocate(capacity: 64)
  }

  deinit {
    decoded.deallocate()
    list.deallocate()
    nothing.deallocate()
  }

  /// Reads a line without its end.
  ///
  /// - Returns: what stands until the next call; `nil` for a line of any other form.
  public func read(_ line: UnsafeBufferPointer<UInt8>) -> EventFields? {
    guard let start = line.baseAddress else { return nil }
    base = start
    i = 0
    end = line.count
    decodedCount = 0
    listCount = 0
    // An invalid byte becomes three.
    if decoded.count < 3 * end {
      decoded.deallocate()
      decoded = .allocate(capacity: 4 * end)
    }
    return fields()
  }

  private func fields() -> EventFields? {
    var event = EventFields()
    guard take(#"{"event":""#), let id = text(), take(#","v":1,"at":"#), let at = time(),
      take(#","channel":""#), let channel = channel(), take(#","kind":""#), let kind = kind(),
      take(#","direction":""#), let direction = direction()
    else { return nil }
    event.id = id
    event.at = at
    event.channel = channel
    event.kind = kind
    event.direction = direction
    guard optional(#","client":""#, &event.client) else { return nil }
    var clients = 0..<0
    if take(#","clients":["#) {
      guard let found = texts() else { return nil }
      clients = found
    }
    guard optional(#","person":""#, &event.person),
      optional(#","technician":""#, &event.technician)
    else { return nil }
    if take(#","wants_answer":true"#) {
      event.wantsAnswer = true
    } else if !take(#","wants_answer":false"#) {
      return nil
    }
    guard optional(#","because":""#, &event.because) else { return nil }
    var threads = 0..<0
    if take(#","thread":["#) {
      guard let found = texts() else { return nil }
      threads = found
    }
    guard optional(#","subject":""#, &event.subject) else { return nil }
    var addressed = 0..<0
    if take(#","addressed":["#) {
      guard let found = texts() else { return nil }
      addressed = found
    }
    if take(#","human":false"#) { event.human = false }
    guard optional(#","number":""#, &event.number), optional(#","mailbox":""#, &event.mailbox)
    else { return nil }
    if take(#","answered":"#) {
      guard let moment = time() else { return nil }
      event.answered = moment
    }
    if take(#","ended":"#) {
      guard let moment = time() else { return nil }
      event.ended = moment
    }
    guard optional(#","via":""#, &event.via) else { return nil }
    if take(#","wait_s":"#) {
      guard let seconds = int() else { return nil }
      event.waitS = seconds
    }
    if take(#","talk_s":"#) {
      guard let seconds = int() else { return nil }
      event.talkS = seconds
    }
    var signals = 0..<0
    if take(#","signals":["#) {
      guard let found = pairs() else { return nil }
      signals = found
    }
    var format: EventFields.Text?
    guard optional(#","format":""#, &format), take(#","source":""#), let source = text(),
      take(#","offset":"#), let offset = int()
    else { return nil }
    event.source = source
    event.offset = offset
    if take(#","line":"#) {
      guard let line = int() else { return nil }
      event.line = line
    }
    guard i + 1 == end, base[i] == 0x7D else { return nil }
    event.thread = UnsafeBufferPointer(rebasing: list[threads])
    event.clients = UnsafeBufferPointer(rebasing: list[clients])
    event.addressed = UnsafeBufferPointer(rebasing: list[addressed])
    event.signals = UnsafeBufferPointer(rebasing: list[signals])
    return event
  }

  // MARK: Values

  /// Passes over bytes that are known, if they come next.
  @inline(__always)
  private func take(_ known: StaticString) -> Bool {
    let count = known.utf8CodeUnitCount
    guard end - i >= count else { return false }
    let wanted = UnsafeRawPointer(known.utf8Start)
    let found = UnsafeRawPointer(base + i)
    var k = 0
    while k + 8 <= count {
      if found.loadUnaligned(fromByteOffset: k, as: UInt64.self)
        != wanted.loadUnaligned(fromByteOffset: k, as: UInt64.self)
      {
        return false
      }
      k += 8
    }
    while k < count {
      if base[i + k] != known.utf8Start[k] { return false }
      k += 1
    }
    i += count
    return true
  }

  /// A text that may be missing; false where it stands there and cannot be read.
  @inline(__always)
  private func optional(_ key: StaticString, _ value: inout EventFields.Text?) -> Bool {
    guard take(key) else { return true }
    value = text()
    return value != nil
  }

  /// A text whose opening quotation mark has been passed.
  private func text() -> EventFields.Text? {
    let start = i
    let ones: UInt64 = 0x0101_0101_0101_0101
    let tops: UInt64 = 0x8080_8080_8080_8080
    let bytes = UnsafeRawPointer(base)
    while i + 8 <= end {
      let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: i, as: UInt64.self))
      let quote = word ^ (ones &* 0x22)
      let slash = word ^ (ones &* 0x5C)
      // The lowest bit that is set is exact; those above may be carries.
      let hit = (word | (quote &- ones) | (slash &- ones)) & tops
      if hit != 0 {
        i += hit.trailingZeroBitCount / 8
        break
      }
      i += 8
    }
    while i < end {
      let byte = base[i]
      if byte == 0x22 {
        i += 1
        return UnsafeBufferPointer(start: base + start, count: i - 1 - start)
      }
      if byte == 0x5C || byte >= 0x80 { return decodedText(from: start) }
      i += 1
    }
    return nil
  }

  private func decodedText(from start: Int) -> EventFields.Text? {
    var scanner = JSONScanner(
      UnsafeBufferPointer(start: base + (start - 1), count: end - (start - 1)))
    guard var text = try? scanner.string(), let room = decoded.baseAddress else { return nil }
    i = start - 1 + scanner.i
    let from = decodedCount
    let count = text.utf8.count
    guard count <= decoded.count - from else { return nil }
    text.withUTF8 { utf8 in
      if let source = utf8.baseAddress { (room + from).update(from: source, count: count) }
    }
    decodedCount += count
    return UnsafeBufferPointer(start: room + from, count: count)
  }

  /// A list of texts whose opening bracket has been passed, by its place in ``list``.
  private func texts() -> Range<Int>? {
    let start = listCount
    while take("\"") {
      guard let text = text() else { return nil }
      keep(text)
      if take("]") { return start..<listCount }
      guard take(",") else { return nil }
    }
    return nil
  }

  /// A list of signals with their phrases, as ``texts()``.
  private func pairs() -> Range<Int>? {
    let start = listCount
    while take(#"{"signal":""#) {
      guard let name = text(), take(#","phrase":""#), let phrase = text(), take("}") else {
        return nil
      }
      keep(name)
      keep(phrase)
      if take("]") { return start..<listCount }
      guard take(",") else { return nil }
    }
    return nil
  }

  private func keep(_ text: EventFields.Text) {
    if listCount == list.count {
      let larger = UnsafeMutableBufferPointer<EventFields.Text>.allocate(capacity: 2 * list.count)
      _ = larger.initialize(fromContentsOf: list)
      list.deallocate()
      list = larger
    }
    list[listCount] = text
    listCount += 1
  }

  private func time() -> Timestamp? {
    guard end - i >= 22, base[i] == 0x22, base[i + 21] == 0x22,
      let moment = Timestamp(written: UnsafeBufferPointer(start: base + i + 1, count: 20))
    else { return nil }
    i += 22
    return moment
  }

  /// As ``JSONScanner/int()``.
  private func int() -> Int? {
    let negative = i < end && base[i] == 0x2D
    if negative { i += 1 }
    let start = i
    var value = 0
    while i < end, base[i] &- 0x30 < 10, i - start < 16 {
      value = value * 10 + Int(base[i] - 0x30)
      i += 1
    }
    guard (1...15).contains(i - start) else { return nil }
    return negative ? -value : value
  }

  private func channel() -> Event.Channel? {
    if take("email\"") { return .email }
    if take("call\"") { return .call }
    if take("voicemail\"") { return .voicemail }
    if take("ticket\"") { return .ticket }
    return nil
  }

  private func kind() -> Event.Kind? {
    if take("message\"") { return .message }
    if take("call\"") { return .call }
    if take("missed-call\"") { return .missedCall }
    if take("voicemail\"") { return .voicemail }
    if take("opened\"") { return .opened }
    if take("comment\"") { return .comment }
    if take("note\"") { return .note }
    if take("solved\"") { return .solved }
    if take("closed\"") { return .closed }
    if take("reopened\"") { return .reopened }
    if take("meeting\"") { return .meeting }
    return nil
  }

  private func direction() -> Event.Direction? {
    if take("inbound\"") { return .inbound }
    if take("outbound\"") { return .outbound }
    if take("internal\"") { return .internal }
    return nil
  }
}
