/// What the figures mean, in half a page; the same in every rendering.
enum Method {
  static let paragraphs = [
    "A contact is one time that a client waited: from the first attempt to the first answer by a "
      + "person. Further calls, voicemails, mails and tickets in the same matter are attempts of "
      + "the same contact and do not restart its clock. An automatic reply, a private note or a "
      + "call that nobody picked up answers nothing; a ticket closed without an answer stays "
      + "unanswered.",
    "Waits are told over all contacts. Those not answered yet are known to have waited at least "
      + "until now (right-censored); the Kaplan-Meier estimate takes them in as such. Leaving them "
      + "out, as is common, makes a service look better the more it leaves unanswered: that "
      + "figure stands beside for comparison only.",
    "The 95\u{A0}% interval (log-log, Greenwood) says how far chance alone may have moved a figure; "
      + "where contacts are few it is wide. \"Not reached\" means that more than the share in "
      + "question still waits after the longest time observed. Shares of fewer than five are told "
      + "as counts, and n/d means that there is nothing to divide by.",
    "The signs of the relationship are counted from the same events, each by its own rule; what goes "
      + "by phrases is quoted as it was written, with its place, and wants reading before judging. "
      + "Under five nothing is concluded, and no score is made of them.",
    "Within target counts the contacts answered in time over all but those that may still be. A "
      + "month's figures are those of the contacts that came in during it. The evidence of a "
      + "contact is shown by: ringback explain, followed by its id.",
  ]
}
