internal import Records

/// Writes calls as lines of JSON, straight from the bytes of their legs.
///
/// The lines are the same as those of ``Records/JSONLine``, at a third of the cost: a log of calls
/// is little else than writing them. A call with a text that must be escaped is not its.
final class CallLineWriter {
  private let output: Output
  private let writesLines: Bool
  @exclusivity(unchecked) private var bytes: UnsafeMutablePointer<UInt8>
  @exclusivity(unchecked) private var capacity = 256 << 10
  @exclusivity(unchecked) private var count = 0
  private var calls = 0
  /// Of the calls held.
  private var source = ""
  private var from = Int.max
  private var until = Int.min
  /// The line up to its offset.
  private var head: [UInt8] = []
  /// The file that `head` names.
  private var headOf: Int32 = -1
  /// The day whose date is in `date`, `2024-03-04`.
  private var day = Int.min
  private var date: [UInt8] = []

  init(_ output: Output) {
    self.output = output
    if case .lines = output.recordEnd { writesLines = true } else { writesLines = false }
    bytes = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
  }

  deinit { bytes.deallocate() }

  /// - Returns: false where it is to be written in another way, after those before it.
  func write(
    _ call: CallReduction.Reduced, id: ByteView, _ file: (Int32) -> (format: String, source: String)
  ) -> Bool {
    guard writesLines else { return false }
    if headOf != call.source {
      flush()
      let (format, source) = file(call.source)
      setHead(format, source)
      headOf = call.source
    }
    let length =
      head.count + id.count + call.from.count + call.to.count + call.agent.count
      + call.queue.count + call.mailbox.count + 1024
    if count + length > capacity { flush() }
    // Longer lines are rare, and the other way's.
    guard length < capacity else { return false }
    let begin = count
    guard add(call, id) else {
      count = begin
      flush()
      return false
    }
    calls += 1
    from = min(from, call.started)
    until = max(until, call.ended)
    return true
  }

  func flush() {
    guard calls > 0 else { return }
    output.emit(
      calls: UnsafeBufferPointer(start: bytes, count: count), count: calls, source: source,
      from: Timestamp(from), until: Timestamp(until))
    (count, calls, from, until) = (0, 0, .max, .min)
  }

  private func setHead(_ format: String, _ source: String) {
    var line = JSONLine()
    line.begin()
    line.key("record")
    line.add("call")
    line.add("v", 1)
    line.add("format", format)
    line.add("source", source)
    line.key("offset")
    head = line.bytes
    self.source = source
  }

  // MARK: - The line

  private func add(_ call: CallReduction.Reduced, _ id: ByteView) -> Bool {
    head.withUnsafeBufferPointer { add($0) }
    add(call.offset)
    add(",\"line\":")
    add(Int(call.line))
    guard add(",\"id\":\"", id) else { return false }
    if let defect = call.defect {
      add(",\"defects\":[\"")
      add(defect)
      add("\"]")
    }
    guard add(",\"started\":\"", call.started) else { return false }
    if let answered = call.answered, !add(",\"answered\":\"", answered) { return false }
    guard add(",\"ended\":\"", call.ended),
      call.from.isEmpty || add(",\"from\":\"", call.from),
      call.to.isEmpty || add(",\"to\":\"", call.to)
    else { return false }
    switch call.direction {
    case .inbound: add(",\"direction\":\"inbound\"")
    case .outbound: add(",\"direction\":\"outbound\"")
    case .internal: add(",\"direction\":\"internal\"")
    case nil: break
    }
    switch call.outcome {
    case .answered: add(",\"outcome\":\"answered\"")
    case .voicemail: add(",\"outcome\":\"voicemail\"")
    case .abandoned: add(",\"outcome\":\"abandoned\"")
    case .missed: add(",\"outcome\":\"missed\"")
    case .busy: add(",\"outcome\":\"busy\"")
    case .failed: add(",\"outcome\":\"failed\"")
    case .rejected: add(",\"outcome\":\"rejected\"")
    case nil: break
    }
    guard call.wait >= 0, call.talk >= 0 else { return false }
    add(",\"wait_s\":")
    add(call.wait)
    add(",\"talk_s\":")
    add(call.talk)
    guard call.agent.isEmpty || add(",\"agent\":\"", call.agent),
      call.queue.isEmpty || add(",\"queue\":\"", call.queue),
      call.mailbox.isEmpty || add(",\"mailbox\":\"", call.mailbox)
    else { return false }
    add(",\"legs\":")
    add(call.legs)
    add(",\"zone\":\"")
    add(call.zone)
    add("\"}\n")
    return true
  }

  private func add(_ text: UnsafeBufferPointer<UInt8>) {
    guard let base = text.baseAddress else { return }
    (bytes + count).update(from: base, count: text.count)
    count += text.count
  }

  private func add(_ text: StaticString) {
    (bytes + count).update(from: text.utf8Start, count: text.utf8CodeUnitCount)
    count += text.utf8CodeUnitCount
  }

  /// A text and its closing quote; false where something in it must be escaped.
  private func add(_ key: StaticString, _ text: ByteView) -> Bool {
    add(key)
    for i in 0..<text.count {
      let byte = text.base[i]
      if byte < 0x20 || byte >= 0x7F || byte == 0x22 || byte == 0x5C { return false }
      bytes[count + i] = byte
    }
    count += text.count
    bytes[count] = 0x22
    count += 1
    return true
  }

  private func add(_ value: Int) {
    if value < 10, value >= 0 {
      bytes[count] = 0x30 + UInt8(truncatingIfNeeded: value)
      count += 1
      return
    }
    var length = 1
    var rest = value
    while rest >= 10 {
      rest /= 10
      length += 1
    }
    rest = value
    for i in stride(from: count + length - 1, through: count, by: -1) {
      bytes[i] = 0x30 + UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    }
    count += length
  }

  /// A time from 1970 to 9999; false for another.
  private func add(_ key: StaticString, _ seconds: Int) -> Bool {
    guard seconds >= 0, seconds < 253_402_300_800 else { return false }
    add(key)
    let (own, rest) = seconds.quotientAndRemainder(dividingBy: 86_400)
    if own != day {
      date.removeAll(keepingCapacity: true)
      Timestamp(seconds).write(to: &date)
      date.removeLast(date.count - 10)
      day = own
    }
    date.withUnsafeBufferPointer { add($0) }
    two(0x54, rest / 3600)
    two(0x3A, rest / 60 % 60)
    two(0x3A, rest % 60)
    bytes[count] = 0x5A
    bytes[count + 1] = 0x22
    count += 2
    return true
  }

  private func two(_ before: UInt8, _ value: Int) {
    bytes[count] = before
    bytes[count + 1] = 0x30 + UInt8(truncatingIfNeeded: value / 10)
    bytes[count + 2] = 0x30 + UInt8(truncatingIfNeeded: value % 10)
    count += 3
  }
}
