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
  private struct Timed {
    var leg: CallLeg
    var start: Int
    /// When its channel was answered, by whomever.
    var answer: Int
    var end: Int
  }

  private let legs: [Timed]

  /// - Parameter legs: at least one, in the order of the files.
  init(_ legs: [CallLeg], _ reading: CallClock.Reading) {
    self.legs = legs.map { leg in
      let start = reading.moment(local: leg.start)
      let duration = Int(leg.duration)
      // Where the two disagree the clock was set meanwhile, and the counts of seconds are right.
      let elapsed = leg.end.map { Int($0) } ?? duration
      let end = start + (abs(elapsed - duration) <= 1 ? max(elapsed, 0) : duration)
      let wait = leg.answer.map { Int($0) } ?? -1
      let answer =
        (0...duration).contains(wait)
        ? start + wait : max(start, start + duration - Int(leg.talk))
      return Timed(leg: leg, start: start, answer: answer, end: end)
    }
    .sorted { a, b in
      if a.start != b.start { return a.start < b.start }
      if a.leg.isOrigin != b.leg.isOrigin { return a.leg.isOrigin }
      if a.leg.sequence != b.leg.sequence { return a.leg.sequence < b.leg.sequence }
      return (a.leg.source, a.leg.offset) < (b.leg.source, b.leg.offset)
    }
  }

  func call(
    id: String, format: String, source: (Int32) -> String, _ reading: CallClock.Reading
  ) -> Call {
    let first = legs[0]
    let place = Place(
      source: source(first.leg.source), offset: first.leg.offset, line: Int(first.leg.line))
    var call = Call(
      origin: Origin(
        format: format, place: place, id: id, defects: reading.defect.map { [$0] } ?? []))
    let ended = legs.reduce(first.end) { max($0, $1.end) }
    let humans = humanLegs
    call.started = Timestamp(first.start)
    call.ended = Timestamp(ended)
    call.from = first.leg.from.isEmpty ? nil : first.leg.from
    call.to = first.leg.to.isEmpty ? nil : first.leg.to
    call.direction = first.leg.direction
    call.outcome = outcome(isAnswered: !humans.isEmpty, call.direction)
    call.waitS = ended - first.start
    call.talkS = 0
    if let picked = humans.first {
      call.answered = Timestamp(picked.answer)
      call.waitS = picked.answer - first.start
      call.talkS = CallReduction.talk(humans)
    }
    call.agent = agent(call.direction, picked: humans.first)
    call.queue = legs.lazy.compactMap(\.leg.queue).first { !$0.isEmpty }
    if call.outcome == .voicemail {
      call.mailbox = legs.first { $0.leg.isVoicemail }?.leg.mailbox
    }
    call.legs = legs.count
    call.zone = reading.zone
    return call
  }

  /// In the order in which they were picked up, real channels first.
  ///
  /// A leg to a local channel is a detour: it is told by the legs of the channel's other half,
  /// or by a leg to a real channel at the same time, and counts only where the log has neither.
  private var humanLegs: [Timed] {
    let humans = legs.filter(\.leg.isHuman)
    let real = humans.filter { $0.leg.answering.kind != .local }
    var kept = real
    if real.count < humans.count {
      let told = Set(legs.lazy.compactMap(\.leg.channel.pair).map(Exact.init))
      let spans = CallReduction.union(real)
      for local in humans where local.leg.answering.kind == .local {
        if let pair = local.leg.answering.pair, told.contains(Exact(pair)) { continue }
        // The last span that begins before this one ends.
        var low = 0
        var high = spans.count
        while low < high {
          let middle = (low + high) / 2
          if spans[middle].lowerBound < local.end { low = middle + 1 } else { high = middle }
        }
        if low > 0 && spans[low - 1].upperBound > local.answer { continue }
        kept.append(local)
      }
    }
    return kept.enumerated().sorted {
      ($0.element.answer, $0.offset) < ($1.element.answer, $1.offset)
    }
    .map(\.element)
  }

  private func outcome(isAnswered: Bool, _ direction: Call.Direction?) -> Call.Outcome? {
    if isAnswered { return .answered }
    if legs.contains(where: \.leg.isVoicemail) { return .voicemail }
    let rung = legs.lazy.map(\.leg).filter(\.ringsPeople)
    if !rung.isEmpty {
      if rung.allSatisfy({ $0.disposition == .busy }) { return .busy }
      if rung.allSatisfy({ $0.disposition == .failed || $0.disposition == .busy }) {
        return .failed
      }
      return .missed
    }
    let all = legs.lazy.map(\.leg.disposition)
    if all.allSatisfy({ $0 == .busy }) { return .busy }
    if all.allSatisfy({ $0 == .failed }) { return .failed }
    return direction == .internal || direction == .outbound ? nil : .abandoned
  }

  /// Who picked up, or, of a call of ours, who called.
  private func agent(_ direction: Call.Direction?, picked: Timed?) -> String? {
    let first = legs[0].leg
    if direction == .outbound {
      if first.channel.kind == .inside { return first.channel.party }
      return isInsideNumber(first.from.utf8) ? first.from : nil
    }
    guard let party = picked?.leg.answering.party, !party.isEmpty, !isTrunk(party) else {
      return nil
    }
    // Led back out over the trunk that it came in by: to a mobile, of we do not know whom.
    return Exact(party) == Exact(first.channel.party) && first.channel.kind == .named ? nil : party
  }

  /// Seconds in which anybody talked: legs at the same time count once.
  private static func talk(_ legs: [Timed]) -> Int {
    union(legs).reduce(0) { $0 + $1.count }
  }

  private static func union(_ legs: [Timed]) -> [Range<Int>] {
    var spans: [Range<Int>] = []
    for span in legs.map({ max($0.start, $0.end - Int($0.leg.talk))..<$0.end })
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
