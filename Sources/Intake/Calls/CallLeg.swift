internal import Records

/// One row of a call log.
struct CallLeg {
  /// What the log's contexts tell of the side that a leg came from.
  enum Side: UInt8 { case outside, inside, unknown }

  /// Which of the reader's files.
  var source: Int32
  var offset: Int
  var line: Int
  /// Of the row's bytes: tells a row that stands in two files.
  var hash: UInt64
  /// Local times, as the seconds that they would be in UTC.
  var start: Int
  var answer: Int?
  var end: Int?
  /// Seconds by the exchange's own count, which a change of the clock does not touch.
  var duration: Int
  var talk: Int
  var disposition: Disposition
  var application: CallApplication
  /// Caller as logged; empty where the log has none.
  var from: String
  var to: String
  var side: Side
  var channel: ChannelName
  var answering: ChannelName
  var queue: String?
  var mailbox: String?
  var uniqueID: String
  /// When its channel was made.
  var epoch: Int?
  /// Its channel is the one that the call is named after.
  var isOrigin: Bool
  var sequence: Int?

  /// Somebody talked: neither a menu nor a queue nor a voicemail box, which answer as well.
  var isHuman: Bool {
    ringsPeople && answering.kind != .none && disposition == .answered && talk > 0
  }

  /// It rang people, or tried to.
  var ringsPeople: Bool {
    switch application {
    case .dial: mailbox == nil
    case .queue: mailbox == nil && answering.kind != .none
    case .voicemail, .voicemailMain, .other: false
    }
  }

  /// The call reached a voicemail box.
  var isVoicemail: Bool { mailbox != nil && disposition == .answered }
}

/// What is wrong with a row, before its place is known.
struct RowFault: Error {
  var code: String
  var detail: String

  init(_ code: String, _ detail: String) {
    self.code = code
    self.detail = detail
  }
}

extension CallLeg {
  /// Reads a row.
  /// - Returns: the leg, and the id that all legs of its call have; empty where the log has none.
  static func read(
    _ row: CSVRow, _ columns: CallColumns, source: Int32
  ) throws(RowFault) -> (leg: CallLeg, call: String) {
    let start = try time(row, columns.start, "start")
    guard let start else { throw RowFault("bad-timestamp", "start is empty") }
    let answer = try time(row, columns.answer, "answer")
    let end = try time(row, columns.end, "end")
    let talk = try seconds(row, columns.talk, "billsec")
    let duration = try seconds(row, columns.duration, "duration")
    guard let disposition = row.with(columns.disposition, { Disposition($0) }) else {
      throw RowFault("bad-disposition", "disposition is none of Asterisk's")
    }
    // A number or a channel with a line end in it is two rows that a lost quote has joined.
    if row.lines > 1 {
      for i in [columns.source, columns.destination, columns.context, columns.channel] + [0]
      where i != columns.caller && row.with(i, { $0.contains(0x0A) }) {
        throw RowFault("row-truncated", "the row ends within quotes")
      }
    }
    let application = row.with(columns.application) { CallApplication($0) }
    var to = row.text(columns.destination)
    var side = row.with(columns.context, CallLeg.side)
    var from = row.text(columns.source)
    if from.isEmpty { from = row.with(columns.caller, CallLeg.number) }
    let answering = row.with(columns.answeringChannel) { ChannelName($0) }
    var mailbox = voicemailBox(to) ?? answering.mailbox
    var queue: String?
    switch application {
    case .voicemail: mailbox = row.with(columns.arguments, CallLeg.mailbox) ?? mailbox
    case .queue:
      let named = row.with(columns.arguments, CallLeg.firstArgument)
      queue = named.isEmpty ? to : named
      mailbox = nil
    case .voicemailMain: mailbox = nil
    case .dial: mailbox = answering.mailbox
    case .other: break
    }
    let dialledIn = row.text(columns.dialledIn)
    if !dialledIn.isEmpty {
      to = dialledIn
      side = .outside
    }
    let uniqueID = row.text(columns.uniqueID)
    let linkedID = row.text(columns.linkedID)
    let call = linkedID.isEmpty ? uniqueID : linkedID
    let leg = CallLeg(
      source: source, offset: row.offset, line: row.line, hash: hash(row.bytes), start: start,
      answer: answer, end: end, duration: duration, talk: talk, disposition: disposition,
      application: application, from: from, to: to, side: side,
      channel: row.with(columns.channel) { ChannelName($0) }, answering: answering, queue: queue,
      mailbox: mailbox, uniqueID: uniqueID,
      epoch: UniqueID(uniqueID)?.epoch, isOrigin: uniqueID.utf8.elementsEqual(call.utf8),
      sequence: row.with(columns.sequence) { wholeNumber($0) })
    return (leg, call)
  }

  /// Nil where the field is empty, which an answer may be, or all zero, as databases write it.
  private static func time(
    _ row: CSVRow, _ i: Int, _ name: String
  ) throws(RowFault) -> Int? {
    let found: (isEmpty: Bool, value: Int?) = row.with(i) {
      ($0.isEmpty || $0.starts(with: "0000-00-00".utf8), localSeconds($0))
    }
    if found.isEmpty { return nil }
    guard let value = found.value else {
      throw RowFault("bad-timestamp", "\(name) is not YYYY-MM-DD HH:MM:SS")
    }
    return value
  }

  private static func seconds(
    _ row: CSVRow, _ i: Int, _ name: String
  ) throws(RowFault) -> Int {
    guard let value = row.with(i, secondsCount) else {
      throw RowFault("bad-number", "\(name) is not a count of seconds")
    }
    return value
  }

  /// Contexts of FreePBX, and the names that dialplans usually have for theirs.
  private static func side(_ context: UnsafeRawBufferPointer) -> Side {
    let outside = [
      "from-pstn", "from-trunk", "from-did", "from-zaptel", "from-dahdi", "from-sip-external",
      "from-outside", "from-external", "from-provider", "ext-did", "incoming", "inbound",
    ]
    if outside.contains(where: { context.starts(with: $0.utf8) }) { return .outside }
    return context.starts(with: "from-internal".utf8) ? .inside : .unknown
  }

  /// The number of `"Name" <number>`.
  private static func number(_ caller: UnsafeRawBufferPointer) -> String {
    guard let open = caller.lastIndex(of: 0x3C), let close = caller.lastIndex(of: 0x3E),
      open < close
    else { return "" }
    return CSVRow.text(UnsafeRawBufferPointer(rebasing: caller[(open + 1)..<close]))
  }

  /// `600` of `600,t,,,300`; old versions part the arguments by `|`.
  private static func firstArgument(_ arguments: UnsafeRawBufferPointer) -> String {
    let end = arguments.firstIndex { $0 == 0x2C || $0 == 0x7C } ?? arguments.count
    return CSVRow.text(UnsafeRawBufferPointer(rebasing: arguments[..<end]))
  }

  /// `201` of `201@default&202@default,u`, and of `u201`, as it was written before Asterisk 1.4.
  private static func mailbox(_ arguments: UnsafeRawBufferPointer) -> String? {
    let end = arguments.firstIndex { [0x2C, 0x7C, 0x26, 0x40].contains($0) } ?? arguments.count
    var box = arguments[..<end]
    if let first = box.first, "ubs".utf8.contains(first), box.count > 1,
      box.dropFirst().allSatisfy(isDigit)
    {
      box = box.dropFirst()
    }
    return box.isEmpty ? nil : CSVRow.text(UnsafeRawBufferPointer(rebasing: box))
  }

  /// FNV-1a, eight bytes at a time; only ever compared within one call.
  private static func hash(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    var i = 0
    while i + 8 <= bytes.count {
      hash = (hash ^ bytes.loadUnaligned(fromByteOffset: i, as: UInt64.self)) &* 0x100_0000_01b3
      hash ^= hash >> 29
      i += 8
    }
    while i < bytes.count {
      hash = (hash ^ UInt64(bytes[i])) &* 0x100_0000_01b3
      i += 1
    }
    return hash
  }
}
