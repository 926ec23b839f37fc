internal import Records

/// One row of a call log, without its texts, which whoever holds it keeps for it.
struct CallLeg {
  /// What the log's contexts tell of the side that a leg came from.
  enum Side: UInt8 { case outside, inside, unknown }

  var offset: Int
  /// The same for a row that stands in two files, as in Master.csv and in an account's own.
  var identity: UInt64
  /// Local time, as the seconds that it would be in UTC.
  var start: Int
  /// -1 where the log has none.
  var sequence: Int
  /// Where its texts begin among its holder's.
  var text = 0
  var line: Int32
  /// Which of the reader's files.
  var source: Int32
  /// Seconds from the start to the answer by the clock; ``none`` where there was none.
  var answer: Int32
  /// Seconds from the start to the end by the clock, or ``none``.
  var end: Int32
  /// Seconds by the exchange's own count, which a change of the clock does not touch.
  var duration: Int32
  var talk: Int32
  /// The lengths of its texts, which follow each other in this order.
  fileprivate var lengths = SIMD8<UInt16>()
  var disposition: Disposition
  var application: CallApplication
  var side: Side
  var channelKind: ChannelName.Kind
  var answeringKind: ChannelName.Kind
  /// Its channel is the one that the call is named after.
  var isOrigin: Bool

  static let none = Int32.min

  /// The bytes of all its texts; those of the call's id, ``idLength``, are the last of them.
  var textLength: Int { (0..<7).reduce(0) { $0 + Int(lengths[$1]) } }
  var idLength: Int { Int(lengths[6]) }

  /// Its ``View/target`` is a voicemail box.
  var hasMailbox: Bool { application != .queue && lengths[4] > 0 }

  /// Somebody talked: neither a menu nor a queue nor a voicemail box, which answer as well.
  var isHuman: Bool {
    ringsPeople && answeringKind != .none && disposition == .answered && talk > 0
  }

  /// It rang people, or tried to.
  var ringsPeople: Bool {
    switch application {
    case .dial: !hasMailbox
    case .queue: answeringKind != .none
    case .voicemail, .voicemailMain, .other: false
    }
  }

  /// The call reached a voicemail box.
  var isVoicemail: Bool { hasMailbox && disposition == .answered }

  /// A leg with its texts; borrowed from its holder.
  struct View {
    let pointer: UnsafePointer<CallLeg>
    /// Of all legs of the holder.
    let texts: UnsafePointer<UInt8>

    var leg: CallLeg { pointer.pointee }

    private func text(_ i: Int) -> ByteView {
      var start = pointer.pointee.text
      for k in 0..<i { start += Int(pointer.pointee.lengths[k]) }
      return ByteView(base: texts + start, count: Int(pointer.pointee.lengths[i]))
    }

    /// Caller as logged; empty where the log has none.
    var from: ByteView { text(0) }
    var to: ByteView { text(1) }
    /// As ``ChannelName/name``.
    var channel: ByteView { text(2) }
    var answering: ByteView { text(3) }
    /// The queue where the application is one, otherwise the voicemail box; empty for none.
    var target: ByteView { text(4) }
    /// Empty where it is the call's id.
    var uniqueID: ByteView { text(5) }

    var channelParty: ByteView { ChannelName.party(channel, leg.channelKind) }
    var answeringParty: ByteView { ChannelName.party(answering, leg.answeringKind) }
  }
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

/// What is kept from row to row to read the next one sooner.
struct CallRowMemory {
  /// Of ``CallLeg/identity`` and of calls' ids.
  let seed: UInt64
  fileprivate var day = LocalDay()
  /// The texts of the row that was read last.
  fileprivate(set) var texts: [UInt8] = []
  fileprivate var lengths = SIMD8<UInt16>()

  init(seed: UInt64) { self.seed = seed }

  fileprivate mutating func keep(_ text: ByteView, as i: Int) {
    // A row is shorter than 64 KiB.
    let text = text.upTo(Int(UInt16.max))
    texts.append(text)
    lengths[i] = UInt16(truncatingIfNeeded: text.count)
  }
}

extension CallLeg {
  /// Reads a row.
  ///
  /// - Parameter memory: is left with the row's texts.
  static func read(
    _ row: CSVRow, _ columns: CallColumns, source: Int32, _ memory: inout CallRowMemory
  ) throws(RowFault) -> CallLeg {
    guard let start = try time(row, columns.start, "start", &memory.day) else {
      throw RowFault("bad-timestamp", "start is empty")
    }
    let answer = try time(row, columns.answer, "answer", &memory.day)
    let end = try time(row, columns.end, "end", &memory.day)
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
    if columns.action >= 0 {
      // A menu of Grandstream's, whatever application it ran.
      if row.with(columns.action, { begins($0, "ivr") }) { application = .other }
      if row.with(columns.action, { begins($0, "vm") || begins($0, "voicemail") }) {
        application = .voicemail
      }
    }
    var side = row.with(columns.context, CallLeg.side)
    if columns.callType >= 0 {
      if row.with(columns.callType, { begins($0, "inbound") }) { side = .outside }
      if row.with(columns.callType, { begins($0, "outbound") || begins($0, "internal") }) {
        side = .inside
      }
    }
    let isDialledIn = row.with(columns.dialledIn) { !$0.isEmpty }
    if isDialledIn { side = .outside }
    let sequence = row.with(columns.sequence) { wholeNumber($0) } ?? -1

    memory.texts.removeAll(keepingCapacity: true)
    row.with(columns.source) { from in
      if from.isEmpty {
        row.with(columns.caller) { memory.keep(CallLeg.number($0), as: 0) }
      } else {
        memory.keep(ByteView(from), as: 0)
      }
    }
    row.with(isDialledIn ? columns.dialledIn : columns.destination) {
      memory.keep(ByteView($0), as: 1)
    }
    let channelKind = row.with(columns.channel) {
      let name = ChannelName($0)
      memory.keep(name.name, as: 2)
      return name.kind
    }
    let answeringKind = row.with(columns.answeringChannel) {
      let name = ChannelName($0)
      memory.keep(name.name, as: 3)
      row.with(columns.destination) { to in
        row.with(columns.arguments) { arguments in
          memory.keep(CallLeg.target(application, arguments, ByteView(to), name), as: 4)
        }
      }
      return name.kind
    }
    var isOrigin = true
    row.with(columns.uniqueID) { unique in
      row.with(columns.linkedID) { linked in
        isOrigin = linked.isEmpty || ByteView(linked).equals(ByteView(unique))
        memory.keep(isOrigin ? ByteView.empty : ByteView(unique), as: 5)
        memory.keep(ByteView(linked.isEmpty ? unique : linked), as: 6)
      }
    }
    // Where rows are counted that tells them apart, in whatever columns a file has them.
    let identity =
      sequence < 0
      ? seededHash(row.bytes, memory.seed)
      : row.with(columns.uniqueID) { seededHash($0, memory.seed) }
        &+ row.with(columns.destination) { seededHash($0, ~memory.seed) }
        ^ seededHash(memory.seed, sequence, start, Int(duration))
    var leg = CallLeg(
      offset: row.offset, identity: identity, start: start, sequence: sequence, line: line,
      source: source, answer: answer.map { max(Int32(clamping: $0 - start), none + 1) } ?? none,
      end: end.map { max(Int32(clamping: $0 - start), none + 1) } ?? none, duration: duration,
      talk: talk, disposition: disposition, application: application, side: side,
      channelKind: channelKind, answeringKind: answeringKind, isOrigin: isOrigin)
    leg.lengths = memory.lengths
    return leg
  }

  private static func target(
    _ application: CallApplication, _ arguments: UnsafeRawBufferPointer, _ to: ByteView,
    _ answering: ChannelName
  ) -> ByteView {
    switch application {
    case .voicemail:
      return mailbox(ByteView(arguments)) ?? voicemailBox(to) ?? .empty
    case .queue:
      let named = firstArgument(ByteView(arguments))
      return named.isEmpty ? to : named
    case .voicemailMain: return .empty
    case .dial: return answering.mailbox ?? .empty
    case .other: return voicemailBox(to) ?? answering.mailbox ?? .empty
    }
  }

  /// Nil where the field is empty, which an answer may be, or all zero, as databases write it.
  private static func time(
    _ row: CSVRow, _ i: Int, _ name: StaticString, _ day: inout LocalDay
  ) throws(RowFault) -> Int? {
    let found: (isEmpty: Bool, value: Int?) = row.with(i) {
      if $0.isEmpty { return (true, nil) }
      if let value = day.seconds($0) { return (false, value) }
      return (begins($0, "0000-00-00"), nil)
    }
    if found.isEmpty { return nil }
    guard let value = found.value else {
      throw RowFault("bad-timestamp", "\(name) is not YYYY-MM-DD HH:MM:SS")
    }
    return value
  }

  private static func seconds(
    _ row: CSVRow, _ i: Int, _ name: StaticString
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
  private static func number(_ caller: UnsafeRawBufferPointer) -> ByteView {
    let caller = ByteView(caller)
    guard let open = caller.findLast(0x3C), let close = caller.findLast(0x3E), open < close else {
      return .empty
    }
    return caller[(open + 1)..<close]
  }

  /// `600` of `600,t,,,300`; old versions part the arguments by `|`.
  private static func firstArgument(_ arguments: ByteView) -> ByteView {
    arguments.upTo(arguments.buffer.firstIndex { $0 == 0x2C || $0 == 0x7C } ?? arguments.count)
  }

  /// `201` of `201@default&202@default,u`, and of `u201`, as it was written before Asterisk 1.4.
  private static func mailbox(_ arguments: ByteView) -> ByteView? {
    let end = arguments.buffer.firstIndex { [0x2C, 0x7C, 0x26, 0x40].contains($0) }
    var box = arguments.upTo(end ?? arguments.count)
    if [0x75, 0x62, 0x73].contains(box[0]), box.count > 1,
      box.from(1).buffer.allSatisfy(isDigit)
    {
      box = box.from(1)
    }
    return box.isEmpty ? nil : box
  }
}
