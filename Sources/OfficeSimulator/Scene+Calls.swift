import Records

extension Scene {
  /// A call that a human took.
  struct CallMade: Sendable {
    var start: Timestamp
    var answered: Timestamp
    var end: Timestamp
    /// The first human's id.
    var technician: String
  }

  /// A message in the voicemail box.
  struct VoicemailLeft: Sendable {
    /// Of the call.
    var start: Timestamp
    var end: Timestamp
    var seconds: Int
  }

  /// What rings: the direct line of one, or everybody.
  enum Ring: Sendable {
    case one(Agent)
    case group

    var agents: [Agent] {
      switch self {
      case .one(let agent): [agent]
      case .group: Array(Directory.team.prefix(3))
      }
    }

    /// The number dialled.
    var number: String {
      switch self {
      case .one(let agent): agent.phone
      case .group: "600"
      }
    }
  }

  mutating func channel(_ name: String, at moment: Timestamp) -> (name: String, id: String) {
    channelsMade += 1
    let hex = String(channelsMade, radix: 16)
    let padded = String(repeating: "0", count: max(0, 8 - hex.utf8.count)) + hex
    return ("PJSIP/\(name)-\(padded)", "\(moment.seconds).\(channelsMade)")
  }

  /// The number as a trunk may show it.
  mutating func shownNumber() -> String {
    guard let number = person.number else { return random.pick(["anonymous", ""]) }
    switch random.int(0...9) {
    case 0: return number
    case 1: return String(number.dropFirst())
    default: return String(number.dropFirst(2))
    }
  }

  /// The name that the exchange shows; some contain a comma or quotes.
  private mutating func shownName() -> String {
    guard person.number != nil else { return "Anonymous" }
    guard let firm = person.client.map({ firms[$0].name }) else { return "" }
    return random.pick([firm.uppercased(), "", "WIRELESS CALLER", "\(firm), Main"])
  }

  private mutating func inboundRow(to ring: Ring) -> CallRow {
    let (name, id) = channel("trunk", at: now)
    let dialled = ring.agents.map { "PJSIP/" + $0.phone }.joined(separator: "&")
    return CallRow(
      source: shownNumber(), destination: ring.number, context: "from-pstn",
      callerName: shownName(), channel: name, application: "Dial", arguments: dialled + ",25,tr",
      start: now, end: now, disposition: "NO ANSWER", uniqueID: id, linkedID: id, sequence: 0)
  }

  mutating func put(_ row: CallRow) {
    var row = row
    row.sequence = channelsMade * 2 + 1
    channelsMade += 1
    put(.call(row), at: row.end)
  }

  /// Rings for so many seconds without anybody picking up; `now` is the end of it.
  private mutating func rings(_ row: CallRow, _ ring: Ring, seconds: Int, winner: String? = nil) {
    now = row.start + seconds
    for agent in ring.agents where agent.id != winner {
      var leg = row
      leg.peer = channel(agent.phone, at: row.start).name
      leg.end = now
      put(leg)
    }
  }

  /// A call that nobody took and no voicemail either; its start.
  @discardableResult
  mutating func missedCall(_ ring: Ring? = nil) -> Timestamp {
    let ring = ring ?? .one(technician())
    let row = inboundRow(to: ring)
    rings(row, ring, seconds: random.int(12...40))
    return row.start
  }

  mutating func leavesVoicemail(_ ring: Ring? = nil) -> VoicemailLeft {
    let ring = ring ?? .one(Directory.team[0])
    var row = inboundRow(to: ring)
    let start = row.start
    rings(row, ring, seconds: 25)
    let seconds = random.int(8...90)
    row.peer = ""
    row.application = "VoiceMail"
    row.arguments = "600@default,u"
    row.start = now
    row.answer = now
    // Greeting, then the message.
    row.end = now + 9 + seconds
    row.disposition = "ANSWERED"
    put(row)
    now = row.end
    return VoicemailLeft(start: start, end: row.end, seconds: seconds)
  }

  /// The menu answers, and the caller gives up in it; the call's start.
  mutating func givesUpInMenu() -> Timestamp {
    var row = inboundRow(to: .group)
    let start = row.start
    row.answer = now
    row.disposition = "ANSWERED"
    switch random.int(0...2) {
    case 0:
      (row.destination, row.context) = ("s", "ivr-1")
      (row.application, row.arguments) = ("BackGround", "custom/welcome")
    case 1: (row.application, row.arguments) = ("Queue", "600,t,,,300")
    default:
      (row.destination, row.context) = ("s", "ivr-1")
      (row.application, row.arguments) = ("WaitExten", "5")
    }
    now = now + random.int(9...200)
    row.end = now
    put(row)
    return start
  }

  /// A call of under five seconds.
  mutating func dropsCall() {
    let ring = Ring.one(technician())
    let row = inboundRow(to: ring)
    rings(row, ring, seconds: random.int(1...4))
  }

  /// A call of theirs that a technician takes, and perhaps hands to another.
  mutating func liveCall(
    talk: ClosedRange<Int> = 45...900, ring: Ring? = nil, transfer: Bool = false
  ) -> CallMade {
    let ring = ring ?? .one(technician())
    let agent = random.pick(ring.agents)
    var row = inboundRow(to: ring)
    let start = row.start
    rings(row, ring, seconds: random.int(3...20), winner: agent.id)
    let answered = now
    row.peer = channel(agent.phone, at: start).name
    row.answer = answered
    row.disposition = "ANSWERED"
    now = answered + random.int(talk)
    row.end = now
    put(row)
    if transfer, let second = Directory.team.first(where: { $0.id != agent.id }) {
      row.destination = second.phone
      row.peer = channel(second.phone, at: now).name
      row.arguments = "PJSIP/\(second.phone),25,tr"
      row.start = now
      row.answer = now
      now = now + random.int(30...400)
      row.end = now
      put(row)
    }
    return CallMade(start: start, answered: answered, end: now, technician: agent.id)
  }

  private mutating func outboundRow(by agent: Agent) -> CallRow {
    let (name, id) = channel(agent.phone, at: now)
    let digits = String((person.number ?? "").dropFirst(random.chance(0.5) ? 2 : 1))
    return CallRow(
      source: agent.phone, destination: digits, context: "from-internal",
      callerName: agent.name, channel: name, peer: channel("trunk", at: now).name,
      application: "Dial", arguments: "PJSIP/\(digits)@trunk,60", start: now, end: now,
      disposition: "NO ANSWER", uniqueID: id, linkedID: id, sequence: 0)
  }

  /// We call the person, who picks up.
  mutating func callsBack(talk: ClosedRange<Int> = 30...600, by agent: Agent? = nil) -> CallMade {
    let agent = agent ?? technician()
    var row = outboundRow(by: agent)
    let answered = now + random.int(4...20)
    row.answer = answered
    row.end = answered + random.int(talk)
    row.disposition = "ANSWERED"
    put(row)
    now = row.end
    return CallMade(start: row.start, answered: answered, end: row.end, technician: agent.id)
  }

  /// We call the person, who does not pick up.
  mutating func callsInVain() {
    var row = outboundRow(by: technician())
    if random.chance(0.3) {
      row.disposition = "BUSY"
      row.end = now + 2
    } else {
      row.end = now + random.int(20...45)
    }
    put(row)
    now = row.end
  }

  /// One of us calls another.
  mutating func internalCall() {
    let (name, id) = channel("201", at: now)
    let answered = now + random.int(2...15)
    put(
      CallRow(
        source: "201", destination: "203", context: "from-internal", callerName: "Dana Ruiz",
        channel: name, peer: channel("203", at: now).name, application: "Dial",
        arguments: "PJSIP/203,25,tr", start: now, answer: answered,
        end: answered + random.int(10...300), disposition: "ANSWERED", uniqueID: id,
        linkedID: id, sequence: 0))
  }
}
