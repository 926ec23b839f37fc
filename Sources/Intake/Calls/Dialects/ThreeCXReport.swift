internal import Records

extension CallDialect {
  /// The call reports of 3CX, version 16 to 20, one row a leg; their columns as readers of such
  /// files name them, the order varies.
  static let threeCXReport = CallDialect(
    name: "3cx-report",
    names: [
      .start: ["calltime"], .call: ["callid"], .from: ["from", "callerid"],
      .to: ["to", "destination"], .direction: ["direction"], .outcome: ["status"],
      .ring: ["ringing"], .talk: ["talking"],
    ],
    needs: [[.start], [.from], [.to], [.outcome], [.ring], [.talk]],
    read: { (row) throws(RowFault) in
      var leg = CallTableLeg(try row.start())
      leg.call = row.text(.call)
      let from = CallTableRow.numberInParentheses(row.text(.from))
      let to = CallTableRow.numberInParentheses(row.text(.to))
      (leg.from, leg.to) = (from, to)
      leg.ring = try row.seconds(.ring)
      let talk = try row.seconds(.talk) ?? 0
      leg.direction = row.direction()
      if !row.has(.direction) {
        leg.direction =
          isInsideNumber(from.utf8) ? isInsideNumber(to.utf8) ? .internal : .outbound : .inbound
      }
      if row.word(.direction) == "inbound queue" { leg.queue = to }
      switch row.word(.outcome) {
      case "answered":
        // A queue or a menu answers, too, and then nobody talks.
        leg.outcome = talk > 0 ? .answered : leg.direction == .inbound ? .abandoned : .missed
      case "unanswered", "missed", "not answered", "no answer": leg.outcome = .missed
      case "waiting", "abandoned": leg.outcome = .abandoned
      case "busy": leg.outcome = .busy
      case "failed": leg.outcome = .failed
      default: throw RowFault("bad-status", "the status is none that is known")
      }
      let box = CallTableRow.wordOf(row.text(.to))
      if box.contains("voicemail") || box.contains("voice mail") { leg.outcome = .voicemail }
      leg.talk = leg.outcome == .answered ? talk : nil
      leg.agent = leg.direction == .outbound ? from : to
      if leg.outcome == .voicemail { leg.mailbox = to }
      return leg
    })
}
