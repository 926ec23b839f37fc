internal import Records

/// Makes one call of its legs.
///
/// The outcome is, in this order:
/// - `answered`: a human leg, that is one that rang people (Dial, Queue and their like), was
///   answered on a channel, and was talked on;
/// - `voicemail`: a leg reached a voicemail box;
/// - of the legs that rang people: `busy` where all were, `failed` where all failed or were
///   busy, otherwise `missed`, a call of ours that is not picked up as well;
/// - `abandoned` where none rang anybody: the caller left in a menu or queue. Our own people
///   who listen to a menu or voicemail box have no outcome.
///
/// The pick-up is the human leg's own answer. Where a menu had answered the same row before,
/// that is the menu's: the log does not tell the wait after it.
struct CallReduction {
  /// What the legs of a call come to; its texts are borrowed from them, empty for none.
  struct Reduced {
    var source: Int32
    /// Where its first leg stands.
    var offset: Int
    var line: Int32
    /// Times in seconds since 1970.
    var started: Int
    var answered: Int?
    var ended: Int
    var from = ByteView.empty
    var to = ByteView.empty
    var direction: Call.Direction?
    var outcome: Call.Outcome?
    var wait = 0
    var talk = 0
    var agent = ByteView.empty
    var queue = ByteView.empty
    var mailbox = ByteView.empty
    var legs = 1
    var zone: StaticString = "assumed"
    var defect: StaticString?

    func call(id: ByteView, format: String, source: String) -> Call {
      func text(_ bytes: ByteView) -> String? { bytes.isEmpty ? nil : CSVRow.text(bytes) }
      var call = Call(
        origin: Origin(
          format: format, place: Place(source: source, offset: offset, line: Int(line)),
          id: CSVRow.text(id), defects: defect.map { [$0.description] } ?? []))
      call.started = Timestamp(started)
      call.answered = answered.map { Timestamp($0) }
      call.ended = Timestamp(ended)
      call.from = text(from)
      call.to = text(to)
      call.direction = direction
      call.outcome = outcome
      call.waitS = wait
      call.talkS = talk
      call.agent = text(agent)
      call.queue = text(queue)
      call.mailbox = text(mailbox)
      call.legs = legs
      call.zone = zone.description
      return call
    }
  }

  private struct Timed {
    /// Borrowed from the legs that are held.
    var view: CallLeg.View
    var start: Int
    /// When its channel was answered, by whomever.
    var answer: Int
    var end: Int

    var leg: UnsafePointer<CallLeg> { view.pointer }
  }

  private var legs: [Timed] = []
  private var humans: [Timed] = []

  /// Takes the legs of another call, keeping the memory of the last one's.
  mutating func begin() { legs.removeAll(keepingCapacity: true) }

  /// Adds a leg; at least one, in the order of the files.
  mutating func add(_ view: CallLeg.View, _ reading: CallClock.Reading) {
    let leg = view.pointer
    let start = reading.moment(local: leg.pointee.start)
    let duration = Int(leg.pointee.duration)
    // Where the two disagree the clock was set meanwhile, and the counts of seconds are right.
    let elapsed = leg.pointee.end == CallLeg.none ? duration : Int(leg.pointee.end)
    let end = start + (abs(elapsed - duration) <= 1 ? max(elapsed, 0) : duration)
    let wait = Int(leg.pointee.answer)
    let answer =
      (0...duration).contains(wait)
      ? start + wait : max(start, start + duration - Int(leg.pointee.talk))
    legs.append(Timed(view: view, start: start, answer: answer, end: end))
  }

  mutating func reduce(_ reading: CallClock.Reading) -> Reduced {
    if legs.count > 1 { legs.sort(by: CallReduction.isBefore) }
    let first = legs[0]
    var call = Reduced(
      source: first.leg.pointee.source, offset: first.leg.pointee.offset,
      line: first.leg.pointee.line, started: first.start, ended: first.end)
    var ended = first.end
    for leg in legs { ended = max(ended, leg.end) }
    findHumans()
    call.ended = ended
    call.from = first.view.from
    call.to = first.view.to
    call.direction = first.view.direction
    call.outcome = outcome(call.direction)
    call.wait = ended - first.start
    if let picked = humans.first {
      call.answered = picked.answer
      call.wait = picked.answer - first.start
      call.talk = CallReduction.talk(humans)
    }
    call.agent = agent(call.direction, picked: humans.first)
    for leg in legs where leg.leg.pointee.application == .queue {
      call.queue = leg.view.target
      if !call.queue.isEmpty { break }
    }
    if call.outcome == .voicemail, let box = legs.first(where: { $0.leg.pointee.isVoicemail }) {
      call.mailbox = box.view.target
    }
    call.legs = legs.count
    call.zone = reading.zone
    call.defect = reading.defect
    return call
  }

  private static func isBefore(_ a: Timed, _ b: Timed) -> Bool {
    if a.start != b.start { return a.start < b.start }
    let (c, d) = (a.leg, b.leg)
    if c.pointee.isOrigin != d.pointee.isOrigin { return c.pointee.isOrigin }
    if c.pointee.sequence != d.pointee.sequence { return c.pointee.sequence < d.pointee.sequence }
    return (c.pointee.source, c.pointee.offset) < (d.pointee.source, d.pointee.offset)
  }

  /// Finds the human legs, in the order in which they were picked up, real channels first.
  ///
  /// A leg to a local channel is a detour: it is told by the legs of the channel's other half,
  /// or by a leg to a real channel at the same time, and counts only where the log has neither.
  private mutating func findHumans() {
    humans.removeAll(keepingCapacity: true)
    var hasLocal = false
    for leg in legs where leg.leg.pointee.isHuman {
      if leg.leg.pointee.answeringKind == .local { hasLocal = true } else { humans.append(leg) }
    }
    if hasLocal {
      let told = Set(
        legs.lazy.filter { $0.leg.pointee.channelKind == .local }
          .map { Exact(CSVRow.text($0.view.channel)) })
      let spans = CallReduction.union(humans)
      for local in legs where local.leg.pointee.isHuman {
        guard local.leg.pointee.answeringKind == .local else { continue }
        if told.contains(Exact(CSVRow.text(local.view.answering))) { continue }
        // The last span that begins before this one ends.
        var low = 0
        var high = spans.count
        while low < high {
          let middle = (low + high) / 2
          if spans[middle].lowerBound < local.end { low = middle + 1 } else { high = middle }
        }
        if low > 0 && spans[low - 1].upperBound > local.answer { continue }
        humans.append(local)
      }
    }
    guard humans.count > 1 else { return }
    humans = humans.enumerated().sorted {
      ($0.element.answer, $0.offset) < ($1.element.answer, $1.offset)
    }
    .map(\.element)
  }

  private func outcome(_ direction: Call.Direction?) -> Call.Outcome? {
    if !humans.isEmpty { return .answered }
    var rung = 0
    var rungBusy = 0
    var rungFailed = 0
    var busy = 0
    var failed = 0
    for leg in legs {
      if leg.leg.pointee.isVoicemail { return .voicemail }
      let isBusy = leg.leg.pointee.disposition == .busy
      let isFailed = leg.leg.pointee.disposition == .failed
      if isBusy { busy += 1 }
      if isFailed { failed += 1 }
      guard leg.leg.pointee.ringsPeople else { continue }
      rung += 1
      if isBusy { rungBusy += 1 }
      if isFailed { rungFailed += 1 }
    }
    if rung > 0 {
      if rungBusy == rung { return .busy }
      return rungBusy + rungFailed == rung ? .failed : .missed
    }
    if busy == legs.count { return .busy }
    if failed == legs.count { return .failed }
    return direction == .internal || direction == .outbound ? nil : .abandoned
  }

  /// Who picked up, or, of a call of ours, who called.
  private func agent(_ direction: Call.Direction?, picked: Timed?) -> ByteView {
    let first = legs[0].view
    if direction == .outbound {
      if first.leg.channelKind == .inside { return first.channelParty }
      return isInsideNumber(first.from.buffer) ? first.from : .empty
    }
    guard let party = picked?.view.answeringParty, !party.isEmpty, !isTrunk(party) else {
      return .empty
    }
    // Led back out over the trunk that it came in by: to a mobile, of we do not know whom.
    let isBack = first.leg.channelKind == .named && party.equals(first.channelParty)
    return isBack ? .empty : party
  }

  /// Seconds in which anybody talked: legs at the same time count once.
  private static func talk(_ legs: [Timed]) -> Int {
    if legs.count == 1 { return min(Int(legs[0].leg.pointee.talk), legs[0].end - legs[0].start) }
    return union(legs).reduce(0) { $0 + $1.count }
  }

  private static func union(_ legs: [Timed]) -> [Range<Int>] {
    var spans: [Range<Int>] = []
    for span in legs.map({ max($0.start, $0.end - Int($0.leg.pointee.talk))..<$0.end })
      .sorted(by: { $0.lowerBound < $1.lowerBound })
    {
      if let last = spans.last, span.lowerBound < last.upperBound {
        spans[spans.count - 1] = last.lowerBound..<max(last.upperBound, span.upperBound)
      } else {
        spans.append(span)
      }
    }
    return spans
  }
}
