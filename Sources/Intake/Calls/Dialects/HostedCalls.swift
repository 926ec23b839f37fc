internal import Records

/// The results that hosted telephone systems write, in their words.
///
/// - Returns: nil where the word is none of these.
func hostedOutcome(_ word: String) -> Call.Outcome? {
  switch word {
  case "answered", "accepted", "call accepted", "call connected", "connected", "completed",
    "answered by other member", "recorded", "auto recorded", "yes", "beantwortet", "angenommen",
    "anruf verbunden":
    .answered
  case "voicemail", "voice mail", "left voicemail", "vm", "mailbox": .voicemail
  case "abandoned", "short abandoned", "hung up", "hang up", "aufgelegt": .abandoned
  case "missed", "no answer", "noanswer", "not answered", "unanswered", "canceled", "cancelled",
    "call cancel", "call cancelled", "ring timeout", "reply", "stopped", "no",
    "out of business hours",
    "verpasst", "keine antwort", "abgebrochen":
    .missed
  case "busy", "belegt", "besetzt": .busy
  case "declined", "rejected", "blocked", "call blocked", "spam", "abgelehnt": .rejected
  case "failed", "call failed", "call failure", "internal error", "ip phone offline",
    "restricted number", "wrong number", "not allowed", "international disabled", "disconnected",
    "suspended account", "account suspended", "no calling credit", "line offline":
    .failed
  default: nil
  }
}

extension CallTableRow {
  func hostedResult(_ column: CallColumn = .outcome) throws(RowFault) -> Call.Outcome {
    guard let outcome = hostedOutcome(word(column)) else {
      throw RowFault("bad-status", "the result is none that is known")
    }
    return outcome
  }
}

extension CallDialect {
  /// RingCentral's call log as users and administrators export it, which has no ring time.
  ///
  /// Of its header only `Date`, `Duration` and `Action Result` are seen in readers of such files.
  static let ringCentral = CallDialect(
    name: "ringcentral",
    names: [
      .start: ["date", "datetime", "datum"], .clock: ["time", "uhrzeit"],
      .direction: ["direction", "richtung"],
      .type: ["type", "typ"], .outcome: ["actionresult", "aktionsergebnis"],
      .duration: ["duration", "dauer"], .from: ["from", "fromnumber", "von"],
      .to: ["to", "tonumber", "an"],
      .outside: ["phonenumber"], .agent: ["extension", "ext"], .call: ["sessionid"],
    ],
    needs: [[.start], [.outcome], [.duration], [.from, .outside]],
    read: { (row) throws(RowFault) in
      let type = row.word(.type)
      if type.contains("fax") || type.contains("sms") { return .excluded("not-a-call") }
      if row.word(.outcome).contains("fax") || row.word(.outcome) == "sent" {
        return .excluded("not-a-call")
      }
      var leg = CallTableLeg(try row.start())
      leg.call = row.text(.call)
      leg.direction = row.direction() ?? row.direction(.type)
      leg.agent = row.text(.agent)
      if row.has(.from) {
        (leg.from, leg.to) = (row.text(.from), row.text(.to))
      } else if leg.direction == .outbound {
        (leg.from, leg.to) = (leg.agent, row.text(.outside))
      } else {
        (leg.from, leg.to) = (row.text(.outside), leg.agent)
      }
      leg.outcome = try row.hostedResult()
      // Something answered and did not take the call.
      if row.word(.outcome) == "connected", leg.direction == .inbound { leg.outcome = .abandoned }
      if leg.outcome == .abandoned, leg.direction == .outbound { leg.outcome = .missed }
      leg.takeLength(try row.seconds(.duration))
      return leg
    })

  /// Zoom Phone's call log, with the names of its programming interface; no export was seen.
  static let zoom = CallDialect(
    name: "zoom",
    names: [
      .call: ["callid", "id"], .start: ["datetime", "starttime", "calltime", "date"],
      .answer: ["answertime", "answerstarttime"], .end: ["endtime", "callendtime"],
      .duration: ["duration", "callduration", "durationseconds"],
      .from: ["callernumber", "callerdidnumber"], .to: ["calleenumber", "calleedidnumber"],
      .direction: ["direction", "calldirection"], .outcome: ["result", "callresult"],
      .agent: ["email", "owner", "user"],
    ],
    needs: [[.start], [.from], [.to], [.direction], [.outcome]],
    marks: [["callernumber", "callerdidnumber"]],
    read: { (row) throws(RowFault) in
      var leg = CallTableLeg(try row.start())
      leg.call = row.text(.call)
      leg.direction = row.direction()
      (leg.from, leg.to) = (row.text(.from), row.text(.to))
      leg.outcome = try row.hostedResult()
      leg.agent = row.text(.agent)
      leg.answer = leg.outcome == .answered ? try row.time(.answer) : nil
      leg.end = try row.time(.end)
      leg.takeLength(try row.seconds(.duration))
      return leg
    })

  /// Twilio's calls, with the names of its programming interface; the console's header was not
  /// seen.
  ///
  /// `completed` says only that the call reached a program: people are on the legs that
  /// it dialled, which name the call as their parent.
  static let twilio = CallDialect(
    name: "twilio",
    names: [
      .row: ["callsid", "sid"], .call: ["parentcallsid", "parentsid"],
      .start: ["starttime", "startdate"], .action: ["datecreated"], .end: ["endtime", "enddate"],
      .duration: ["duration"], .from: ["from", "fromnumber"], .to: ["to", "tonumber"],
      .direction: ["direction"], .outcome: ["status", "callstatus"],
    ],
    needs: [[.row], [.start, .action], [.from], [.to], [.direction], [.outcome]],
    read: { (row) throws(RowFault) in
      let started = try row.time(.start, isUTC: true)
      let created = try row.time(.action, isUTC: true)
      guard let start = started ?? created else {
        throw RowFault("bad-timestamp", "start is empty")
      }
      var leg = CallTableLeg(start)
      leg.row = row.text(.row)
      leg.call = row.text(.call, .row)
      (leg.from, leg.to) = (row.text(.from), row.text(.to))
      let direction = row.word(.direction)
      let isChild = !row.isEmpty(.call)
      switch direction {
      case "inbound", "trunking terminating": leg.direction = .inbound
      case "outbound dial" where isChild: leg.direction = nil
      default:
        leg.direction = direction.contains("out") || direction.contains("orig") ? .outbound : nil
      }
      leg.end = try row.time(.end, isUTC: true)
      switch row.word(.outcome) {
      case "completed":
        leg.outcome = .answered
        leg.talk = try row.seconds(.duration)
        if isChild {
          leg.isBridged = true
        } else if leg.direction == .inbound {
          leg.isBridged = false
        }
        if isChild { leg.agent = leg.to }
      case "busy": leg.outcome = .busy
      case "no answer", "canceled", "cancelled": leg.outcome = .missed
      case "failed": leg.outcome = .failed
      case "queued", "ringing", "in progress", "initiated": return .excluded("in-progress")
      default: throw RowFault("bad-status", "the status is none that is known")
      }
      return leg
    })
}

extension CallTableLeg {
  /// The length of a call that somebody answered is its talk; of any other it says nothing.
  mutating func takeLength(_ length: Int?) {
    guard outcome == .answered, let length else { return }
    talk = length
    if end == nil { end = (answer ?? start).advanced(by: length) }
  }
}
