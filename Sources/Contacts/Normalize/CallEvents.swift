import Records

extension Normalizer {
  func event(of call: Call) -> Outcome {
    guard let started = call.started else {
      return .rejected("undated", "the call has no start that can be read")
    }
    let id =
      call.origin.id.isEmpty
      ? Fingerprint.hex(
        "call", started.description, call.from ?? "", call.to ?? "", digits: 16)
      : Fingerprint.hex("call", call.origin.id, digits: 16)
    var event = Event(
      id: id, at: started, channel: .call, kind: .call, direction: .inbound, wantsAnswer: false,
      place: call.origin.place)
    event.format = call.origin.format
    event.thread = ["call:" + call.origin.id]
    let outcome = call.outcome ?? (call.answered == nil ? .missed : .answered)
    event.ended = call.ended
    event.waitS = call.waitS
    event.talkS = call.talkS
    // On most exchanges extension 201 and voicemail box 201 are one; it tells withheld callers
    // apart, who have nothing else.
    event.mailbox = call.mailbox ?? (outcome == .answered ? nil : call.to)
    if outcome == .answered {
      event.answered = call.answered ?? started + max(0, call.waitS ?? 0)
    }

    let from = directory.side(of: call.from)
    let to = directory.side(of: call.to)
    event.direction = Normalizer.direction(from: from, to: to, told: call.direction)
    let other = event.direction == .outbound ? to : from
    if event.direction != .internal, case .outside(let number) = other {
      let found = directory.person(number: number)
      event.number = number
      event.client = found.client
      event.person = found.person
    }
    event.technician = technician(of: call, event.direction, from, to)
    switch event.direction {
    case .internal: event.because = "internal"
    case .outbound: event.because = "ours"
    case .inbound:
      switch outcome {
      case .answered: event.because = "answered-live"
      case .voicemail:
        event.channel = .voicemail
        event.kind = .voicemail
        event.wantsAnswer = true
      default:
        event.kind = .missedCall
        let length = call.ended.map { $0 - started } ?? call.waitS
        if let length, length < settings.rules.droppedUnder {
          event.because = "dropped"
        } else {
          event.wantsAnswer = true
        }
      }
    }
    return .event(event)
  }

  /// Told from the two numbers where they say, else as the log tells it.
  private static func direction(
    from: Directory.Side, to: Directory.Side, told: Call.Direction?
  ) -> Event.Direction {
    let told = told.map { Event.Direction(rawValue: $0.rawValue) ?? .inbound }
    switch (from, to) {
    case (.ours, .ours): return .internal
    case (.ours, .outside): return .outbound
    case (.ours, .withheld): return told ?? .internal
    case (.outside, .ours): return .inbound
    case (.withheld, .ours): return told == .outbound ? .internal : told ?? .inbound
    case (.outside, _), (.withheld, _): return told ?? .inbound
    }
  }

  /// The first human of ours in the call.
  private func technician(
    of call: Call, _ direction: Event.Direction, _ from: Directory.Side, _ to: Directory.Side
  ) -> String? {
    if let agent = call.agent {
      if case .ours(let technician?) = directory.side(of: agent) { return technician }
      if let technician = directory.technician(extension: agent) { return technician }
      if let technician = directory.technician(name: agent) { return technician }
    }
    if direction == .outbound, case .ours(let technician) = from { return technician }
    // Of several legs the called one need not be the one that was answered.
    if direction == .inbound, call.outcome == .answered, call.legs <= 1,
      case .ours(let technician) = to
    {
      return technician
    }
    return nil
  }

  func event(of voicemail: Voicemail) -> Outcome {
    guard let left = voicemail.left else {
      return .rejected("undated", "the voicemail has no time that can be read")
    }
    let id =
      voicemail.origin.id.isEmpty
      ? Fingerprint.hex(
        "voicemail", left.description, voicemail.mailbox ?? "", voicemail.from ?? "", digits: 16)
      : Fingerprint.hex("voicemail", voicemail.origin.id, digits: 16)
    var event = Event(
      id: id, at: left, channel: .voicemail, kind: .voicemail, direction: .inbound,
      wantsAnswer: true, place: voicemail.origin.place)
    event.format = voicemail.origin.format
    event.mailbox = voicemail.mailbox
    event.ended = left + max(0, voicemail.durationS ?? 0)
    event.signals = signals.theirs(in: voicemail.transcript ?? "")
    setCaller(of: &event, voicemail.from)
    return .event(event)
  }

  /// Who left a voicemail, by their number; a message of our own side's wants no answer.
  func setCaller(of event: inout Event, _ number: String?) {
    switch directory.side(of: number) {
    case .outside(let number):
      let found = directory.person(number: number)
      event.number = number
      event.client = found.client
      event.person = found.person
    case .ours(let technician):
      event.direction = .internal
      event.technician = technician
      event.wantsAnswer = false
      event.because = "internal"
    case .withheld: break
    }
  }
}
