internal import Records

extension CallDialect {
  /// The CDR file of 3CX (`cdr.log`), one row a call, in the order of columns that it has unless
  /// it is configured otherwise: 27 columns from `historyid` to `missed-queue-calls`.
  static let threeCXLog = CallDialect(
    name: "3cx-cdr",
    positions: { row in
      guard (20...40).contains(row.fields.count), row.with(0, { begins($0, "call") }),
        row.with(3, { CallTableTime($0) }) != nil
      else { return nil }
      return CallHeader(
        width: row.fields.count,
        [
          .call: 0, .row: 1, .duration: 2, .start: 3, .answer: 4, .end: 5, .reason: 6, .from: 7,
          .to: 8, .inside: 9, .agent: 10, .action: 12, .outside: 13, .link: 14,
          .type: 20, .outcome: 21, .application: 22, .queue: 26, .reached: 11,
        ])
    },
    read: { (row) throws(RowFault) in
      var leg = CallTableLeg(try row.start())
      leg.call = row.text(.row, .call)
      leg.from = number(row.text(.from))
      leg.to = number(row.text(.to))
      let answer = try row.time(.answer)
      leg.end = try row.time(.end)
      let talk = try row.seconds(.duration)
      let isFromOutside = isOutside(row.word(.type))
      let target = row.word(.outcome)
      leg.direction =
        isFromOutside ? .inbound : isOutside(target) ? .outbound : .internal
      // Where a call went last, at times instead of whom it was for.
      if leg.to.utf8.elementsEqual("EndCall".utf8), leg.direction == .outbound {
        leg.to = number(row.text(.reached))
      }
      /// The call went on from a queue or a menu, which had answered it, to somebody.
      let wentOn = !row.isEmpty(.outside)
      let isToPerson = target == "extension" || target == "provider" || leg.direction != .inbound
      let missedInQueue = !row.isEmpty(.queue)
      if answer != nil, row.word(.application).contains("voicemail") || target.contains("voicemail")
      {
        leg.outcome = .voicemail
        leg.mailbox = leg.to
      } else if answer != nil, wentOn || isToPerson {
        leg.outcome = .answered
        // Of a call that a queue took first, the log has only when the queue took it.
        if !wentOn || row.isEmpty(.action) { leg.answer = answer }
        leg.talk = talk
        leg.agent =
          leg.direction == .outbound
          ? row.text(.inside) : wentOn ? row.text(.link) : row.text(.agent)
      } else {
        leg.outcome = unanswered(row.word(.reason), inQueue: answer != nil || missedInQueue)
      }
      return leg
    })

  private static func unanswered(_ reason: String, inQueue: Bool) -> Call.Outcome {
    switch reason {
    case "routebusy", "busy": .busy
    case "failed", "noroute", "noroutexists", "norouteexists", "notavailable": .failed
    default: inQueue ? .abandoned : .missed
    }
  }

  /// 2020 had `External` and `Internal`, version 18 has `Line`, `Extension`, `Queue` and more.
  private static func isOutside(_ type: String) -> Bool {
    ["external", "line", "externalline", "provider", "trunk", "outsideline"].contains(type)
  }

  /// `610` of `Ext.610`.
  private static func number(_ text: String) -> String {
    text.utf8.starts(with: "Ext.".utf8) ? String(text.dropFirst(4)) : text
  }
}
