internal import Records

/// One row of a call log.
struct CallLeg {
  /// What the log's contexts tell of the side that a leg came from.
  enum Side: UInt8 { case outside, inside, unknown }

  /// Which of the reader's files.
  var source: Int32
  var line: Int32
  var offset: Int
  /// Of the row's bytes: tells a row that stands in two files.
  var hash: UInt64
  /// Local time, as the seconds that it would be in UTC.
  var start: Int
  /// Seconds from the start to the answer by the clock; nil where there was none.
  var answer: Int32?
  /// Seconds from the start to the end by the clock.
  var end: Int32?
  /// Seconds by the exchange's own count, which a change of the clock does not touch.
  var duration: Int32
  var talk: Int32
  var disposition: Disposition
  var application: CallApplication
  var side: Side
  /// Its channel is the one that the call is named after.
  var isOrigin: Bool
  /// Caller as logged; empty where the log has none.
  var from: String
  var to: String
  var channel: ChannelName
  var answering: ChannelName
  /// The queue where the application is one, otherwise the voicemail box; empty for none.
  private var target: String
  var uniqueID: String
  /// -1 where the log has none.
  var sequence: Int

  var queue: String? { application == .queue && !target.isEmpty ? target : nil }
  var mailbox: String? { application == .queue || target.isEmpty ? nil : target }

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
    guard let line = Int32(exactly: row.line) else {
      throw RowFault("row-too-far", "the file has more than \(Int32.max) lines")
    }
    var application = row.with(columns.application) { CallApplication($0) }
    // A menu of Grandstream's, whatever application it ran.
    if row.with(columns.action, { begins($0, "ivr") }) { application = .other }
    if row.with(columns.action, { begins($0, "vm") || begins($0, "voicemail") }) {
      application = .voicemail
    }
    var to = row.text(columns.destination)
    var side = row.with(columns.context, CallLeg.side)
    var from = row.text(columns.source)
    if from.isEmpty { from = row.with(columns.caller, CallLeg.number) }
    let answering = row.with(columns.answeringChannel) { ChannelName($0) }
    let target: String
    switch application {
    case .voicemail:
      target = row.with(columns.arguments, CallLeg.mailbox) ?? voicemailBox(to) ?? ""
    case .queue:
      let named = row.with(columns.arguments, CallLeg.firstArgument)
      target = named.isEmpty ? to : named
    case .voicemailMain: target = ""
    case .dial: target = answering.mailbox ?? ""
    case .other: target = voicemailBox(to) ?? answering.mailbox ?? ""
    }
    if row.with(columns.callType, { begins($0, "inbound") }) { side = .outside }
    if row.with(columns.callType, { begins($0, "outbound") || begins($0, "internal") }) {
      side = .inside
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
      source: source, line: line, offset: row.offset, hash: hash(row.bytes), start: start,
      answer: answer.map { Int32(clamping: $0 - start) },
      end: end.map { Int32(clamping: $0 - start) },
      duration: duration, talk: talk, disposition: disposition, application: application,
      side: side, isOrigin: linkedID.isEmpty || Exact(uniqueID) == Exact(linkedID), from: from,
      to: to, channel: row.with(columns.channel) { ChannelName($0) }, answering: answering,
      target: target, uniqueID: uniqueID,
      sequence: row.with(columns.sequence) { wholeNumber($0) } ?? -1)
    return (leg, call)
  }

  /// Nil where the field is empty, which an answer may be, or all zero, as databases write it.
  private static func time(
    _ row: CSVRow, _ i: Int, _ name: String
  ) throws(RowFault) -> Int? {
    let found: (isEmpty: Bool, value: Int?) = row.with(i) {
      ($0.isEmpty || begins($0, "0000-00-00"), localSeconds($0))
    }
    if found.isEmpty { return nil }
    guard let value = found.value else {
      throw RowFault("bad-timestamp", "\(name) is not YYYY-MM-DD HH:MM:SS")
    }
    return value
  }

  private static func seconds(
    _ row: CSVRow, _ i: Int, _ name: String
  ) throws(RowFault) -> Int32 {
    guard let value = row.with(i, secondsCount) else {
      throw RowFault("bad-number", "\(name) is not a count of seconds")
    }
    return Int32(value)
  }

  /// Contexts of FreePBX, and the names that dialplans usually have for theirs.
  private static func side(_ context: UnsafeRawBufferPointer) -> Side {
    if begins(context, "from-internal") { return .inside }
    return outside.contains { begins(context, $0) } ? .outside : .unknown
  }

  private static let outside: [StaticString] = [
    "from-pstn", "from-trunk", "from-did", "from-zaptel", "from-dahdi", "from-sip-external",
    "from-outside", "from-external", "from-provider", "ext-did", "incoming", "inbound",
  ]

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
