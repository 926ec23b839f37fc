internal import Records

extension CallDialect {
  /// FreeSWITCH's cdr-csv/Master.csv (mod_cdr_csv) with the templates `example`, `sql`, `snom`,
  /// `linksys`, which begin alike, and `asterisk`.
  static let freeSWITCH = CallDialect(
    name: "freeswitch",
    positions: { row in
      let count = row.fields.count
      func isTime(_ i: Int) -> Bool { row.with(i) { CallTableTime($0) } != nil }
      func isCause(_ i: Int) -> Bool {
        row.with(i) { bytes in
          bytes.count >= 3
            && bytes.allSatisfy { (0x41...0x5A).contains($0) || $0 == 0x5F || isDigit($0) }
        }
      }
      if [13, 15, 17, 20].contains(count), isTime(4), isTime(6), isCause(9) {
        return CallHeader(
          width: count,
          [
            .from: 1, .to: 2, .application: 3, .start: 4, .answer: 5, .end: 6, .duration: 7,
            .talk: 8, .reason: 9, .call: 10, .link: 11,
          ])
      }
      // Asterisk has a disposition there, of which FreeSWITCH knows no cause.
      if count == 18, isTime(9), isTime(11), isCause(14),
        row.with(14, { Disposition($0) }) == nil
      {
        return CallHeader(
          width: count,
          [
            .from: 1, .to: 2, .application: 3, .link: 6, .action: 7, .mailbox: 8, .start: 9,
            .answer: 10, .end: 11, .duration: 12, .talk: 13, .reason: 14, .call: 16,
          ])
      }
      return nil
    },
    hasBareQuotes: true,
    read: { (row) throws(RowFault) in
      var leg = CallTableLeg(try row.start())
      leg.call = row.text(.call)
      leg.row = leg.call
      (leg.from, leg.to) = (row.text(.from), row.text(.to))
      leg.end = try row.time(.end)
      let hasChannels = row.has(.action)
      if !hasChannels { leg.link = row.text(.link) }
      let context = row.word(.application)
      let isFromInside = isInsideNumber(leg.from.utf8)
      let isToInside = isInsideNumber(leg.to.utf8) || leg.to.utf8.first == 0x2A
      leg.direction =
        isFromInside ? isToInside ? .internal : .outbound : context == "default" ? nil : .inbound
      try leg.settle(
        row, cause: row.word(.reason),
        isVoicemail: row.word(.action) == "voicemail"
          || leg.to.utf8.elementsEqual("voicemail".utf8),
        hasOther: !row.isEmpty(.link))
      return leg
    })

  /// FusionPBX's export of its call detail records, whose columns differ by version.
  static let fusionPBX = CallDialect(
    name: "fusionpbx",
    names: [
      .call: ["xmlcdruuid", "uuid"], .link: ["bridgeuuid", "bleguuid"], .start: ["startstamp"],
      .answer: ["answerstamp"], .end: ["endstamp"], .duration: ["duration"],
      .talk: ["billsec"], .ring: ["tta"], .from: ["calleridnumber", "sourcenumber"],
      .to: ["destinationnumber", "callerdestination"], .direction: ["direction"],
      .reason: ["hangupcause"], .outcome: ["status", "callstatus"], .action: ["lastapp"],
      .mailbox: ["voicemailmessage"], .agent: ["extension"], .queue: ["ccqueue"],
    ],
    needs: [[.start], [.from], [.to], [.reason, .outcome]], marks: [["startstamp"]],
    hasBareQuotes: true,
    read: { (row) throws(RowFault) in
      var leg = CallTableLeg(try row.start())
      leg.call = row.text(.call)
      leg.row = leg.call
      (leg.from, leg.to) = (row.text(.from), row.text(.to))
      leg.end = try row.time(.end)
      leg.direction = row.direction()
      if row.word(.direction) == "local" { leg.direction = .internal }
      leg.agent = row.text(.agent)
      leg.queue = row.text(.queue)
      let box = row.word(.mailbox)
      try leg.settle(
        row, cause: row.word(.reason),
        isVoicemail: box == "true" || box == "t" || box == "1"
          || row.word(.action) == "voicemail" || row.word(.outcome) == "voicemail",
        hasOther: !row.isEmpty(.link))
      switch row.word(.outcome) {
      case "missed", "no answer", "cancelled", "canceled": leg.outcome = .missed
      case "busy": leg.outcome = .busy
      case "failed": leg.outcome = .failed
      default: break
      }
      return leg
    })
}

extension CallTableLeg {
  /// Tells the outcome from the answer and the cause of a hang-up.
  ///
  /// A menu answers, too: where other rows of the file name a second channel, one that names
  /// none had nobody on the line.
  fileprivate mutating func settle(
    _ row: CallTableRow, cause: String, isVoicemail: Bool, hasOther: Bool
  ) throws(RowFault) {
    let talked = try row.seconds(.talk)
    var answered = try row.time(.answer)
    if !row.has(.answer), row.has(.ring) {
      let isNone = row.with(.ring) { $0.isEmpty || $0.first == 0x2D }
      let wait = try row.seconds(.ring)
      if !isNone, let wait { answered = start.advanced(by: wait) }
    }
    if end == nil, let length = try row.seconds(.duration) { end = start.advanced(by: length) }
    if isVoicemail, answered != nil {
      outcome = .voicemail
      mailbox = row.has(.mailbox) ? "" : to
      return
    }
    let length = try row.seconds(.duration) ?? 0
    // A spreadsheet that saved the log again has cut the seconds off its times; the counts hold.
    if let until = end, [start, answered ?? start, until].allSatisfy({ $0.local % 60 == 0 }) {
      end = start.advanced(by: length)
      if answered != nil { answered = start.advanced(by: max(0, length - (talked ?? length))) }
    }
    if let answered, talked ?? length > 0 {
      outcome = .answered
      answer = answered
      talk = talked ?? max(0, length - (answered.local - start.local))
      if row.has(.link) { isBridged = hasOther }
      return
    }
    switch cause {
    case "user busy": outcome = .busy
    case "call rejected": outcome = .rejected
    case "unallocated number", "no route destination", "recovery on timer expire",
      "user not registered", "network out of order", "normal temporary failure",
      "destination out of order", "invalid number format", "gateway down", "exchange routing error":
      outcome = .failed
    default: outcome = .missed
    }
  }
}
