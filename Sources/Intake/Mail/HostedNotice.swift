import Records

/// The notices of voicemails and missed calls that bear no header of their own: of 3CX, Cisco
/// Unity Connection, RingCentral, Teams and Exchange, Zoom, 8x8, Dialpad, FusionPBX and their like.
///
/// Their wordings are known from documents and administrators' templates only, so a subject alone
/// does not suffice: the sender must be a machine, or a recording be attached.
struct HostedNotice {
  /// Decoded, on one line.
  let subject: ByteView
  /// Of From.
  let address: ByteView
  let hasAudio: Bool

  /// What the subject tells; nil where the message is no notice.
  func read() -> Mail.VoicemailNotice? {
    let isUnity = address.hasPrefixAnyCase("unityconnection@")
    guard hasAudio || isUnity || isMachine else { return nil }
    let text = HostedNotice.untagged(subject)
    if HostedNotice.voicemails.begins(text) {
      return HostedNotice.voicemailPhrases.firstRest(of: text).map { notice($0, missed: false) }
    }
    if HostedNotice.missed.begins(text) {
      return HostedNotice.missedPhrases.firstRest(of: text).map { notice($0, missed: true) }
    }
    guard isUnity else { return nil }
    for phrase: StaticString in ["message from ", "nachricht von "]
    where text.hasPrefixAnyCase(phrase) {
      return notice(text.from(phrase.utf8CodeUnitCount), missed: false)
    }
    // The number of a caller who is not known is the whole subject.
    let isNumber = VoicemailNotice.number(text) != nil && !text.buffer.contains(where: \.isLetter)
    return isNumber ? notice(text, missed: false) : nil
  }

  /// Without a list's or site's tag in brackets, or 3CX's name.
  private static func untagged(_ subject: ByteView) -> ByteView {
    var text = subject.trimmed()
    if text[0] == 0x5B, let close = text.upTo(60).find(0x5D) {
      text = text.from(close + 1).trimmed()
    }
    if text.hasPrefixAnyCase("3cx"), let colon = text.upTo(40).find(0x3A) {
      text = text.from(colon + 1).trimmed()
    }
    return text
  }

  private var isMachine: Bool {
    guard let at = address.findLast(0x40) else { return false }
    let (user, domain) = (address.upTo(at), address.from(at + 1))
    if HostedNotice.users.contains(where: { user.hasPrefixAnyCase($0) }) { return true }
    return HostedNotice.domains.contains { suffix in
      let n = suffix.utf8CodeUnitCount
      return domain.hasPrefixAnyCase(suffix, at: domain.count - n)
        && (domain.count == n || domain[domain.count - n - 1] == 0x2E)
    }
  }

  /// Reads what follows the phrase: `Jo Doe (408) 555-0101 at 9:00 AM`, `+14085550101 (0:22)`,
  /// `"Jo Doe" <4085550101> 00:00:22`.
  private func notice(_ rest: ByteView, missed: Bool) -> Mail.VoicemailNotice {
    var notice = Mail.VoicemailNotice()
    notice.missed = missed
    var text = rest.trimmed()
    for mark in HostedNotice.ends {
      if let hit = text.findAnyCase(mark) {
        // A time follows, or the box; not a name that holds the word.
        let next = text[hit + mark.utf8CodeUnitCount]
        let isBox = mark.utf8Start[1] == 0x65 || mark.utf8Start[1] == 0x6E
        if next.isDigit || isBox || next == 0x22 {
          if isBox { notice.mailbox = HostedNotice.box(text.from(hit + mark.utf8CodeUnitCount)) }
          text = text.upTo(hit).trimmed()
        }
      }
    }
    if !missed, let (head, seconds) = HostedNotice.length(text) {
      notice.durationS = seconds
      text = head.trimmed()
    }
    if let open = text.findLast(0x3C), let close = text.find(0x3E, from: open) {
      notice.from = VoicemailNotice.number(text[open + 1..<close])
      notice.name = VoicemailNotice.name(text.upTo(open))
      return notice
    }
    let start = HostedNotice.numberStart(text)
    var number = text.from(start).trimmed()
    if number[0] == 0x28, number[number.count - 1] == 0x29 { number = number[1..<number.count - 1] }
    notice.from = VoicemailNotice.number(number)
    notice.name = VoicemailNotice.name(text.upTo(start))
    return notice
  }

  private static func box(_ text: ByteView) -> String? {
    var end = 0
    while text[end].isDigit, end < 12 { end += 1 }
    return end > 0 ? text.upTo(end).string : nil
  }

  /// Where the number begins that stands at the end: digits and the marks between them.
  private static func numberStart(_ text: ByteView) -> Int {
    var start = text.count
    var digits = 0
    var i = text.count
    while i > 0 {
      let byte = text[i - 1]
      if byte.isDigit {
        digits += 1
      } else if !(byte == 0x20 || byte == 0x2B || byte == 0x28 || byte == 0x29 || byte == 0x2D
        || byte == 0x2E || byte == 0x2F)
      {
        break
      }
      i -= 1
      if byte != 0x20 { start = i }
    }
    return digits >= 2 ? start : text.count
  }

  /// The length at the end: `(0:22)`, `(22 seconds)`, `(22 Sekunden)`, `00:00:22`.
  private static func length(_ text: ByteView) -> (ByteView, Int)? {
    if text[text.count - 1] == 0x29, let open = text.findLast(0x28) {
      let inner = text[open + 1..<text.count - 1]
      let isLength =
        inner.contains(0x3A) || inner.containsAnyCase("sec") || inner.containsAnyCase("sek")
      guard isLength, let seconds = VoicemailNotice.duration(inner) else { return nil }
      return (text.upTo(open), seconds)
    }
    guard let blank = text.findLast(0x20), text.from(blank).contains(0x3A),
      let seconds = VoicemailNotice.duration(text.from(blank + 1))
    else { return nil }
    return (text.upTo(blank), seconds)
  }

  /// What ends the caller: when it was, and the box that it was left in. The boxes' second bytes
  /// are told apart above.
  private static let ends: [StaticString] = [
    " at ", " on ", " um ", " am ", " extension ", " ext. ", " nebenstelle ",
  ]

  private static let voicemailPhrases: [StaticString] = [
    "new voice message from ", "new voicemail message from ", "new voicemail from ",
    "new voice mail from ", "voicemail from ", "voice mail from ", "voice message from ",
    "voicemail message from ", "you have a new voicemail from ",
    "you have a new voice message from ",
    "you received a voice mail from ", "you have received a voicemail from ",
    "neue voicemail von ", "voicemail von ", "neue sprachnachricht von ", "sprachnachricht von ",
    "voicemail-nachricht von ", "neue mailboxnachricht von ", "nouveau message vocal de ",
    "message vocal de ", "nuevo mensaje de voz de ", "mensaje de voz de ",
    "nieuw voicemailbericht van ", "voicemail van ", "nuovo messaggio vocale da ",
    "messaggio vocale da ", "nova mensagem de voz de ", "mensagem de voz de ",
  ]

  private static let missedPhrases: [StaticString] = [
    "missed call from ", "new missed call from ", "you missed a call from ",
    "you have a missed call from ", "verpasster anruf von ", "entgangener anruf von ",
    "anruf in abwesenheit von ", "appel manqué de ", "llamada perdida de ",
    "gemiste oproep van ", "chiamata persa da ", "chamada perdida de ",
  ]

  private static let voicemails = PhraseTable(voicemailPhrases)
  private static let missed = PhraseTable(missedPhrases)

  /// How the addresses of machines begin.
  private static let users: [StaticString] = [
    "noreply", "no-reply", "donotreply", "do-not-reply", "voicemail", "voice-mail", "3cx", "pbx",
    "phonesystem", "telefonanlage", "freeswitch", "fusionpbx", "asterisk", "unityconnection",
  ]

  private static let domains: [StaticString] = [
    "ringcentral.com", "ringcentral.co.uk", "3cx.com", "3cx.net", "8x8.com", "zoom.us",
    "dialpad.com", "skype.voicemail.microsoft.com", "email.teams.microsoft.com",
    "teams.mail.microsoft", "vonage.com", "nextiva.com", "grasshopper.com",
  ]
}

extension [StaticString] {
  /// What follows the longest of the phrases that a text begins with.
  fileprivate func firstRest(of text: ByteView) -> ByteView? {
    filter { text.hasPrefixAnyCase($0) }.map(\.utf8CodeUnitCount).max().map { text.from($0) }
  }
}
