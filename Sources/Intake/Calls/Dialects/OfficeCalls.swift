internal import Records

extension CallDialect {
  /// 8x8's call detail records, one row a leg.
  static let eightByEight = CallDialect(
    name: "8x8",
    names: [
      .call: ["callid"], .link: ["parentcallid"], .row: ["legid"], .start: ["starttime"],
      .answer: ["answertime", "connecttime", "answeredtime"],
      .end: ["stoptime", "endtime", "disconnectedtime"],
      .talk: ["talktime"], .from: ["caller"], .to: ["callee"], .direction: ["direction"],
      .outcome: ["status", "lastlegdisposition"], .reason: ["cause"],
      .agent: ["calleename"], .application: ["callername"],
    ],
    needs: [[.call], [.start], [.talk, .answer], [.from], [.to], [.direction]],
    marks: [["callee"], ["legid", "parentcallid", "stoptime", "lastlegdisposition"]],
    read: { (row) throws(RowFault) in
      var leg = CallTableLeg(try row.start())
      leg.call = row.text(.call)
      leg.link = row.text(.link)
      if !row.isEmpty(.row) { leg.row = leg.call + ":" + row.text(.row) + ":" + row.text(.to) }
      leg.direction = row.direction()
      (leg.from, leg.to) = (row.text(.from), row.text(.to))
      leg.end = try row.time(.end)
      let talk = try row.seconds(.talk)
      let answer = try row.time(.answer)
      let status = row.word(.outcome)
      let isBox = [status, row.word(.agent), CallTableRow.wordOf(leg.to)].contains {
        $0.contains("voicemail") || $0.contains("voice mail")
      }
      if isBox {
        leg.outcome = .voicemail
        leg.mailbox = leg.to
      } else if answer != nil || !row.has(.answer), talk ?? 1 > 0, !status.contains("missed"),
        !status.contains("abandon"), !status.contains("unanswered")
      {
        leg.outcome = .answered
        leg.answer = answer
        leg.talk = talk
        leg.agent = leg.direction == .outbound ? leg.from : leg.to
      } else {
        leg.outcome = status.contains("abandon") ? .abandoned : .missed
      }
      return leg
    })

  /// Aircall's export of calls, without those within the house.
  static let aircall = CallDialect(
    name: "aircall",
    names: [
      .call: ["callidinternal", "callid"], .action: ["datetimeutc"],
      .start: ["datetzoffsetincl", "starttime", "startedat", "calltime", "datetime", "date"],
      .clock: ["timetzoffsetincl"], .direction: ["calldirection", "direction"],
      .type: ["calltype", "calldirectiontype"], .answered: ["answered"],
      .reason: ["unansweredcallreason", "missedcallreason"],
      .from: ["from", "fromnumber", "callernumber"], .to: ["to", "tonumber", "calleenumber"],
      .outside: ["externalnumber", "customernumber"], .inside: ["line", "aircallnumber"],
      .agent: ["user", "username", "agent"],
      .talk: ["durationincall", "incallduration", "talktime"],
      .ring: ["waitingtime", "timetoanswer"],
      .mailbox: ["voicemail"],
    ],
    needs: [[.start, .action], [.direction], [.type, .answered], [.from, .outside]],
    marks: [["unansweredcallreason", "missedcallreason", "calldirectiontype", "datetimeutc"]],
    read: { (row) throws(RowFault) in
      var leg: CallTableLeg
      if let utc = try row.time(.action, isUTC: true) {
        leg = CallTableLeg(utc)
      } else {
        leg = CallTableLeg(try row.start())
      }
      leg.call = row.text(.call)
      leg.direction = row.direction()
      leg.agent = row.text(.agent)
      if row.has(.from) {
        (leg.from, leg.to) = (row.text(.from), row.text(.to))
      } else {
        let (ours, other) = (row.text(.inside), row.text(.outside))
        (leg.from, leg.to) = leg.direction == .outbound ? (ours, other) : (other, ours)
      }
      leg.ring = try row.seconds(.ring)
      let type = row.word(.type)
      let reason = row.word(.reason)
      let box = row.word(.mailbox)
      if type.contains("ai call") {
        leg.outcome = .abandoned
      } else if row.has(.answered)
        ? row.word(.answered) == "yes"
        : type.contains("answered")
          && !type.contains("unanswered")
      {
        leg.outcome = .answered
        leg.talk = try row.seconds(.talk)
      } else if type.contains("voicemail") || !(box.isEmpty || box == "no" || box == "false") {
        leg.outcome = .voicemail
        leg.mailbox = leg.to
      } else if type.contains("abandoned") || reason.contains("abandoned") {
        leg.outcome = .abandoned
      } else {
        leg.outcome = .missed
      }
      return leg
    })

  /// Dialpad's export of calls, whose times are of the office's zone.
  static let dialpad = CallDialect(
    name: "dialpad",
    names: [
      .call: ["callid", "masterid"], .start: ["datestarted"], .answer: ["dateconnected"],
      .end: ["dateended"], .direction: ["direction"], .outside: ["externalnumber"],
      .inside: ["internalnumber"], .outcome: ["categories", "category", "callcategory"],
      .mailbox: ["voicemail", "dateleftvoicemail"], .agent: ["email", "name"],
      .talk: ["talkduration"],
    ],
    needs: [[.start], [.direction], [.outside]], marks: [["externalnumber"]],
    read: { (row) throws(RowFault) in
      var leg = CallTableLeg(try row.start())
      leg.call = row.text(.call)
      leg.direction = row.direction()
      leg.agent = row.text(.agent)
      let (ours, other) = (row.text(.inside, .agent), row.text(.outside))
      (leg.from, leg.to) = leg.direction == .outbound ? (ours, other) : (other, ours)
      leg.end = try row.time(.end)
      let connected = try row.time(.answer)
      let category = row.word(.outcome)
      let box = row.word(.mailbox)
      let isBox = category.contains("voicemail") || !["", "no", "false", "0"].contains(box)
      if isBox, leg.direction != .outbound {
        leg.outcome = .voicemail
        leg.mailbox = ours
      } else if category.contains("abandoned") {
        leg.outcome = .abandoned
      } else if category.contains("missed") || category.contains("cancel") {
        leg.outcome = .missed
      } else if connected != nil || category.contains("answered") || category.contains("connected")
      {
        leg.outcome = .answered
        leg.answer = connected
        if let connected, let end = leg.end {
          leg.talk = max(0, end.local - connected.local)
        } else if row.with(.talk, { $0.contains(0x3A) }) {
          // A number alone may be of minutes or of milliseconds.
          leg.talk = try row.seconds(.talk)
        }
      } else if row.has(.answer) || row.has(.outcome) {
        leg.outcome = .missed
      } else {
        let talked = row.with(.talk) { $0.contains { (0x31...0x39).contains($0) } }
        leg.outcome = talked ? .answered : .missed
      }
      return leg
    })
}
