internal import Records

extension CallDialect {
  /// The CDR files of Cisco Unified Communications Manager.
  ///
  /// A row of names, a row of SQL types, then calls; times are seconds since 1970, 0 for none.
  /// Calls that were never connected are only there where the manager is set to log calls of no
  /// duration.
  static let cucm = CallDialect(
    name: "cucm",
    names: [
      .call: ["globalcallidcallid"], .link: ["globalcallidcallmanagerid"],
      .action: ["globalcallidclusterid"], .row: ["pkid"], .start: ["datetimeorigination"],
      .answer: ["datetimeconnect"], .end: ["datetimedisconnect"], .duration: ["duration"],
      .from: ["callingpartynumber"], .to: ["originalcalledpartynumber"],
      .agent: ["finalcalledpartynumber"], .queue: ["huntpilotdn"], .answered: ["wascallqueued"],
      .ring: ["totalwaittimeinqueue"], .reason: ["destcausevalue"],
      .application: ["origdevicename"], .type: ["destdevicename"],
    ],
    needs: [[.call], [.start], [.answer], [.end], [.duration], [.from], [.to]],
    read: { (row) throws(RowFault) in
      let isType = row.with(.start) { begins($0, "integer") || begins($0, "varchar") }
      if isType { return .excluded("header") }
      var leg = CallTableLeg(try row.start(isUTC: true))
      let parts = [row.text(.link), row.text(.call), row.text(.action)].filter { !$0.isEmpty }
      leg.call = parts.joined(separator: ":")
      leg.row = row.text(.row)
      leg.from = row.text(.from)
      leg.to = row.text(.to, .agent)
      leg.end = try row.time(.end, isUTC: true)
      leg.queue = row.text(.queue)
      let isFromPhone = isPhone(row, .application)
      let isToPhone = isPhone(row, .type)
      leg.direction =
        switch (isFromPhone, isToPhone) {
        case (true?, true?): .internal
        case (true?, _): .outbound
        case (false?, _): .inbound
        case (nil, _): nil
        }
      // An outside number on a line of a house, where the device is not told.
      if leg.direction == nil, !leg.from.isEmpty {
        leg.direction =
          isInsideNumber(leg.from.utf8)
          ? isInsideNumber(leg.to.utf8) ? .internal : .outbound : .inbound
      }
      let talk = try row.seconds(.duration) ?? 0
      let wasQueued = row.word(.answered) == "1"
      if let connected = try row.time(.answer, isUTC: true), talk > 0 {
        leg.outcome = .answered
        leg.answer = connected
        if wasQueued, let wait = try row.seconds(.ring) {
          leg.answer = leg.start.advanced(by: wait)
        }
        leg.talk = talk
        leg.agent = leg.direction == .outbound ? leg.from : row.text(.agent)
        return leg
      }
      switch row.with(.reason, { wholeNumber($0) }) ?? 0 {
      case 17: leg.outcome = .busy
      case 21: leg.outcome = .rejected
      // Q.850: no such number, no route, out of order, no circuit, refused by the network.
      case 1, 2, 3, 22, 27, 28, 34, 38, 41, 42, 44, 47, 50, 57, 58, 63: leg.outcome = .failed
      default: leg.outcome = wasQueued ? .abandoned : .missed
      }
      return leg
    })

  /// Telephones have names as `SEP001122334455`, trunks and gateways others; nil where none is
  /// given.
  private static func isPhone(_ row: CallTableRow, _ column: CallColumn) -> Bool? {
    row.with(column) { name in
      if name.isEmpty { return nil }
      return ["sep", "csf", "tct", "bot", "tab", "ata", "vgc"].contains { begins(name, $0) }
    }
  }
}
