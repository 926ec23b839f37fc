internal import Records

/// Asterisk's `queue_log` (main/logger.c, apps/app_queue.c): what happened to callers in queues,
/// `epoch|callid|queue|agent|EVENT|data…`, the data by event and version.
struct QueueLog {
  /// What the events of one call add up to.
  struct Told {
    var id: String
    var place: Place
    var entered: Int
    var ended: Int
    var answered: Int?
    var outcome: Call.Outcome?
    var wait: Int?
    var talk: Int?
    var from: String
    /// Of the event that decided.
    var queue: String
    var agent: String
  }

  /// What became of a line.
  enum Taken {
    case used, duplicate
    /// An event that tells nothing of how a call went: a member's, a telephone's that only rang.
    case event
  }

  private enum Kind {
    case enter, connect
    /// The end of a call that was connected.
    case complete
    case abandon
    /// Left the queue unanswered, and goes on in the dialplan.
    case exit
    case fail

    /// And where in the data the wait and the talk are, below 0 from its end.
    static func named(_ event: String) -> (kind: Kind, wait: Int, talk: Int?)? {
      switch event {
      case "enterqueue": (.enter, 99, nil)
      case "connect": (.connect, 0, nil)
      case "completecaller", "completeagent": (.complete, 0, 1)
      case "transfer", "blindtransfer", "attendedtransfer": (.complete, -3, -2)
      case "abandon": (.abandon, 2, nil)
      case "exitwithtimeout", "exitempty", "withdraw": (.exit, 2, nil)
      case "exitwithkey": (.exit, 3, nil)
      case "agentdump": (.abandon, 99, nil)
      case "syscompat": (.fail, 99, nil)
      default: nil
      }
    }
  }

  private struct Event {
    var at: Int
    var kind: Kind
    var queue: String
    var agent: String
    var wait: Int?
    var talk: Int?
    var from = ""
  }

  private struct CallEvents {
    var place: Place
    var events: [Event] = []
  }

  private var calls: [Exact: CallEvents] = [:]
  private var order: [Exact] = []
  private var seen: Set<Exact> = []

  mutating func take(_ line: UnsafeRawBufferPointer, at place: Place) throws(RowFault) -> Taken {
    let fields = line.split(separator: 0x7C, omittingEmptySubsequences: false)
      .map { UnsafeRawBufferPointer(rebasing: $0) }
    guard fields.count >= 5 else {
      throw RowFault("column-count", "the line has \(fields.count) fields")
    }
    guard let at = QueueLog.epoch(fields[0]) else {
      throw RowFault("bad-timestamp", "the first field is not a count of seconds")
    }
    guard UniqueID(fields[1]) != nil,
      let (kind, wait, talk) = Kind.named(CallTableRow.word(fields[4]))
    else { return .event }
    let data = fields[5...]
    func seconds(_ i: Int?) -> Int? {
      guard let i else { return nil }
      let at = i < 0 ? data.endIndex + i : data.startIndex + i
      return data.indices.contains(at) ? secondsCount(data[at]) : nil
    }
    let agent = fields[3]
    var event = Event(
      at: at, kind: kind, queue: CSVRow.text(fields[2]),
      agent: isWord(agent, "none") ? "" : QueueLog.agent(agent), wait: seconds(wait),
      talk: seconds(talk))
    if kind == .enter, data.count > 1 { event.from = CSVRow.text(data[data.startIndex + 1]) }
    // Rotated copies of the log overlap.
    var fingerprint = Fingerprint()
    fingerprint.update(line)
    guard seen.insert(Exact(fingerprint.hex(digits: 16))).inserted else { return .duplicate }
    let id = Exact(CSVRow.text(fields[1]))
    if calls[id] == nil {
      order.append(id)
      calls[id] = CallEvents(place: place)
    }
    calls[id]?.events.append(event)
    return .used
  }

  /// How many calls were told of.
  var count: Int { order.count }

  /// The calls in the order of their first lines.
  func told() -> [Told] {
    order.compactMap { id in calls[id].flatMap { QueueLog.told(id.text, $0) } }
  }

  private static func told(_ id: String, _ call: CallEvents) -> Told? {
    let events = call.events.enumerated().sorted {
      ($0.element.at, $0.offset) < ($1.element.at, $1.offset)
    }
    .map(\.element)
    guard let first = events.first, let last = events.last else { return nil }
    let entered = first.kind == .enter ? first.at : first.at - (first.wait ?? 0) - (first.talk ?? 0)
    /// In a second queue the wait in the first counts as well.
    let isOneQueue = events.lazy.filter { $0.kind == .enter }.prefix(2).count < 2
    var told = Told(
      id: id, place: call.place, entered: entered, ended: last.at, from: first.from,
      queue: last.queue, agent: "")
    // Somebody of ours talked, whatever came later.
    if let answer = events.first(where: { $0.kind == .connect || $0.kind == .complete }) {
      let at = max(entered, answer.at - (answer.kind == .complete ? answer.talk ?? 0 : 0))
      told.outcome = .answered
      told.answered = at
      told.wait = isOneQueue ? answer.wait ?? at - entered : at - entered
      let talks = events.lazy.filter { $0.kind == .complete }.compactMap(\.talk)
      told.talk = talks.isEmpty ? nil : talks.reduce(0, +)
      told.queue = answer.queue
      told.agent = answer.agent
      return told
    }
    guard let end = events.last(where: { $0.kind != .enter }) else { return told }
    told.outcome = end.kind == .abandon ? .abandoned : end.kind == .fail ? .failed : .missed
    told.wait = isOneQueue ? end.wait ?? end.at - entered : end.at - entered
    told.queue = end.queue
    return told
  }

  /// Seconds since 1970, perhaps with a fraction.
  private static func epoch(_ bytes: UnsafeRawBufferPointer) -> Int? {
    let whole = bytes.prefix { $0 != 0x2E }
    guard (9...10).contains(whole.count) else { return nil }
    return wholeNumber(whole)
  }

  /// `201` of `PJSIP/201`, or a member's name.
  private static func agent(_ bytes: UnsafeRawBufferPointer) -> String {
    CSVRow.text(bytes.contains(0x2F) ? ChannelName(bytes).party : ByteView(bytes))
  }

  static func likeness(_ head: Head) -> Int {
    var seen = 0
    var alike = 0
    for line in head.bytes.prefix(8192).split(separator: 0x0A).prefix(20) {
      seen += 1
      line.withUnsafeBytes { line in
        let fields = line.prefix(400).split(separator: 0x7C, omittingEmptySubsequences: false)
        if fields.count >= 5, epoch(UnsafeRawBufferPointer(rebasing: fields[0])) != nil,
          fields[4].count >= 3, fields[4].allSatisfy({ (0x41...0x5A).contains($0) })
        {
          alike += 1
        }
      }
    }
    return alike * 2 > seen ? 95 : 0
  }
}

/// The calls of a queue log, each until a call of the CDR is told that it belongs to.
struct QueueCalls {
  private var told: [QueueLog.Told] = []
  /// By the id of the caller's channel, which a queue names the call after.
  private var places: [Exact: Int] = [:]
  private var joined: Set<Exact> = []

  var isEmpty: Bool { told.isEmpty }

  /// Takes what a queue log tells by now.
  mutating func take(_ log: QueueLog) {
    guard log.count != told.count else { return }
    told = log.told()
    places = [:]
    for (i, call) in told.enumerated() { places[Exact(call.id)] = i }
  }

  /// Tells a call of the CDR what the queues know of it.
  mutating func join(_ call: inout Call, _ legs: some Sequence<CallLeg.View>) {
    guard !told.isEmpty else { return }
    var found: Set<Int> = []
    if let i = places[Exact(call.origin.id)] { found.insert(i) }
    for leg in legs where !leg.uniqueID.isEmpty {
      if let i = places[Exact(CSVRow.text(leg.uniqueID))] { found.insert(i) }
    }
    guard !found.isEmpty else { return }
    let wasTaken = legs.contains { $0.leg.isHuman && $0.leg.application != .queue }
    for i in found.sorted() where joined.insert(Exact(told[i].id)).inserted {
      told[i].join(&call, wasTaken: wasTaken)
    }
  }

  /// What no call of the CDR has is a call of its own.
  func untold() -> [Call] {
    told.lazy.filter { !joined.contains(Exact($0.id)) }.map { $0.call() }
  }
}

extension QueueLog.Told {
  /// A call of which there is no other log.
  func call() -> Call {
    var call = Call(origin: Origin(format: "asterisk-queue-log", place: place, id: id))
    call.started = Timestamp(entered)
    call.ended = Timestamp(max(ended, answered ?? entered))
    call.from = from.isEmpty ? nil : from
    call.direction = .inbound
    call.outcome = outcome
    call.answered = answered.map { Timestamp($0) }
    call.waitS = wait
    call.talkS = talk
    call.agent = agent.isEmpty ? nil : agent
    call.queue = queue.isEmpty ? nil : queue
    call.zone = "utc"
    return call
  }

  /// Tells a call of the CDR what the queue knows of it: who picked up and when, since the queue
  /// itself had answered the line, and the wait in it.
  ///
  /// - Parameter wasTaken: somebody picked up beside the queue: the CDR's answer is then a person's,
  ///   otherwise it may be the queue's own.
  func join(_ call: inout Call, wasTaken: Bool) {
    if !queue.isEmpty { call.queue = queue }
    let started = call.started ?? Timestamp(entered)
    switch (outcome, call.outcome) {
    case (.answered?, _):
      // Somebody had picked up before the call came to the queue.
      if wasTaken, call.outcome == .answered, let picked = call.answered, picked.seconds < entered {
        return
      }
      let isLikely = started.seconds...max(started.seconds, call.ended?.seconds ?? ended) + 60
      let at = answered ?? entered
      call.outcome = .answered
      call.answered = isLikely.contains(at) ? Timestamp(at) : started + (wait ?? 0)
      call.waitS = wait
      // The CDR counts the wait in the queue as talk.
      if !wasTaken || call.talkS ?? 0 == 0 {
        let rest = call.ended.flatMap { end in call.answered.map { max(0, end - $0) } }
        call.talkS = talk ?? rest ?? call.talkS
      }
      if !agent.isEmpty { call.agent = agent }
      call.mailbox = nil
    case (_, .answered?), (_, .voicemail?): break
    case (.abandoned?, _):
      call.outcome = .abandoned
      call.waitS = wait
    case (let told, nil): call.outcome = told
    default: break
    }
  }
}
