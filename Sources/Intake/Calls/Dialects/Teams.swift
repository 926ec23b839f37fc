internal import Records

extension CallDialect {
  /// The PSTN usage export of Microsoft Teams, for calling plans and for direct routing (the
  /// column names of pstn-usage-report.md).
  ///
  /// That of calling plans is a bill: calls that nobody took are largely absent. Its `Caller ID`
  /// is our own number of an inbound call, and the other party is always `Destination Number`.
  static let teams = CallDialect(
    name: "teams",
    names: [
      .row: ["usageid", "correlationid"],
      .call: ["sharedcorrelationid", "callid", "correlationid"],
      .start: ["invitetime", "starttime"], .end: ["endtime"], .action: ["failuretime"],
      .duration: ["durationseconds"], .type: ["calltype"], .direction: ["calldirection"],
      .from: ["callernumber"], .to: ["calleenumber"], .inside: ["callerid"],
      .outside: ["destinationnumber"], .agent: ["upn"], .outcome: ["success", "eventtype"],
      .reason: ["finalsipcode"],
    ],
    needs: [[.start], [.duration], [.type], [.outside, .from], [.inside, .to]],
    marks: [["usageid", "finalsipcode", "sbcfqdn", "finalsipphrase"]],
    read: { (row) throws(RowFault) in
      let type = row.word(.type)
      if type.hasPrefix("conf") { return .excluded("conference") }
      var leg = CallTableLeg(try row.start(isUTC: true))
      leg.row = row.text(.row)
      leg.call = row.text(.call)
      leg.end = try row.time(.end, isUTC: true)
      if leg.end == nil { leg.end = try row.time(.action, isUTC: true) }
      let isInbound = type.contains(" in") || row.direction() == .inbound
      leg.direction = isInbound ? .inbound : .outbound
      leg.agent = row.text(.agent)
      if row.has(.outside) {
        let ours = row.text(.inside)
        let other = row.text(.outside)
        let user = Exact(ours) == Exact(other) ? row.text(.agent) : ours
        (leg.from, leg.to) = isInbound ? (other, user) : (user, other)
      } else {
        (leg.from, leg.to) = (row.text(.from), row.text(.to))
      }
      let talk = try row.seconds(.duration) ?? 0
      let success = row.word(.outcome)
      let failed = ["no", "false", "0", "attempt", "failure", "failed"].contains(success)
      if talk > 0, !failed {
        // An attendant or queue answers, too; its user is empty.
        leg.outcome = type.contains("ucap") && isInbound ? .abandoned : .answered
        leg.talk = leg.outcome == .answered ? talk : nil
        // From the invitation to the answer nothing is told; the end is of the talk.
        if leg.end == nil { leg.end = leg.start.advanced(by: talk) }
        return leg
      }
      switch row.with(.reason, { wholeNumber($0) }) ?? 0 {
      case 486, 600: leg.outcome = .busy
      case 603, 403: leg.outcome = .rejected
      case 0, 408, 480, 487: leg.outcome = .missed
      default: leg.outcome = .failed
      }
      return leg
    })
}
