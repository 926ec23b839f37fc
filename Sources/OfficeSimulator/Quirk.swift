/// One way in which an office's exports are not plain: each is a kind of story.
public enum Quirk: String, CaseIterable, Sendable {
  // Further attempts
  case chasingMail = "chasing-mail"
  case chasingCall = "chasing-call"
  case calledAgain = "called-again"
  case shortLive = "short-live"
  case severalOpen = "several-open"
  case colleague
  // Echoes
  case voicemailEchoes = "voicemail-echoes"
  case mirroredTicket = "mirrored-ticket"
  case phoneTicket = "phone-ticket"
  case duplicate
  // What answers, and what does not
  case otherChannel = "other-channel"
  case autoReply = "auto-reply"
  case bounce
  case shortCallBack = "short-call-back"
  case forward
  case privateNote = "private-note"
  case closedSilently = "closed-silently"
  case withdrawn
  case reopened
  // What wants no answer
  case outOfOffice = "out-of-office"
  case thanksAfter = "thanks-after"
  case thanksBefore = "thanks-before"
  case newsletter
  case internalMail = "internal-mail"
  case internalCall = "internal-call"
  case ourTicket = "our-ticket"
  case dropped
  case meeting
  // How calls are logged
  case ringGroup = "ring-group"
  case menuHangup = "menu-hangup"
  case transfer
  case voicemailAfterRing = "voicemail-after-ring"
  case repeatedHour = "repeated-hour"
  // Who it is
  case withheld
  case sharedNumber = "shared-number"
  case numberOnly = "number-only"
  case secondAddress = "second-address"
  case newcomer
  case stranger
  case listMunged = "list-munged"
  // How mail is written
  case headerless
  case wrongDate = "wrong-date"
  case fromLines = "from-lines"
  case encodings

  /// The share of all stories that are of this kind, unless the options say otherwise.
  static let usualRate = 0.012

  /// What it is, in one sentence, for the guide beside the samples.
  public var explanation: String {
    switch self {
    case .chasingMail: "The client writes again: one contact, its clock is not reset."
    case .chasingCall: "The client calls again, or calls after a mail: one contact."
    case .calledAgain:
      "The client's next call is picked up: an attempt, and its answer if long enough."
    case .shortLive: "Picked up for some seconds only: live all the same."
    case .severalOpen:
      "Several contacts of one person: each thread its own answer; a call answers all."
    case .colleague: "A colleague writes in the thread: an attempt; a reply to either answers."
    case .voicemailEchoes:
      "The call, the notice of its voicemail and the ticket of it are one attempt."
    case .mirroredTicket: "The helpdesk makes a ticket of a mail, and a mail of our comment."
    case .phoneTicket: "A ticket entered after a live call is an echo of the call."
    case .duplicate: "One message stands in two mailboxes, or twice in one."
    case .otherChannel: "The answer comes through another channel."
    case .autoReply: "Our automatic reply acknowledges and answers nothing."
    case .bounce: "Our reply bounced, so it answered nothing."
    case .shortCallBack: "Our call back was not picked up, or for some seconds only."
    case .forward: "We forwarded the mail, which answers nothing."
    case .privateNote: "A private note answers nothing."
    case .closedSilently: "The ticket was solved without a word."
    case .withdrawn: "The client says that it is no longer needed."
    case .reopened: "The client comments after the answer: a new contact."
    case .outOfOffice: "The client's out-of-office opens nothing."
    case .thanksAfter: "Thanks after the answer open nothing."
    case .thanksBefore: "Thanks before the answer are no attempt."
    case .newsletter: "Newsletters want no answer."
    case .internalMail: "Mail among us."
    case .internalCall: "A call among us."
    case .ourTicket: "A ticket that our own side opened."
    case .dropped: "A call of under five seconds is no attempt."
    case .meeting: "A meeting invitation of ours and its acceptance."
    case .ringGroup: "A ring group writes several rows for one call."
    case .menuHangup: "A menu or queue answers, then the caller hangs up: missed."
    case .transfer: "A transferred call has several answered rows; the first human counts."
    case .voicemailAfterRing: "The ring group does not answer, then the voicemail box does."
    case .repeatedHour: "In the hour that comes twice the epoch in the log's ids decides."
    case .withheld: "A withheld number is nobody's, and never merged."
    case .sharedNumber: "A number that a whole client shares is a person of its own."
    case .numberOnly: "A person whom the directory knows by a number alone."
    case .secondAddress: "A person writes from their second address."
    case .newcomer: "A person of the client's domain who is not in the directory."
    case .stranger: "An address or number of no client."
    case .listMunged: "A list of ours has rewritten From."
    case .headerless: "A reply without In-Reply-To and References."
    case .wrongDate: "The Date header is missing or absurd: the time received counts."
    case .fromLines: "Body lines that begin with From, quoted as mboxrd does."
    case .encodings: "Base64, quoted-printable, Latin-1, HTML only, several parts."
    }
  }
}
