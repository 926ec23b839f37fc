import Records

/// Reads the notices that phone systems send of voicemail and missed calls.
///
/// Asterisk and FreePBX (app_voicemail.c, make_email_file()), FreeSWITCH (mod_voicemail.c and its
/// templates), Google Voice, Exchange unified messaging, and RFC 3458 and VPIM (RFC 3801); for the
/// others see ``HostedNotice``.
struct VoicemailNotice {
  let message: ByteView
  let block: HeaderBlock
  let id: ByteView
  /// Decoded, on one line.
  let subject: ByteView
  let from: MailboxView?
  /// A recording is attached.
  let hasAudio: Bool
  let isReply: Bool
  /// The whole text, decoded only where it is asked for.
  let text: () -> ByteView

  /// The notice, or nil where the message is none.
  func read() -> Mail.VoicemailNotice? {
    asterisk() ?? freeSWITCH() ?? googleVoice() ?? exchange() ?? voiceMessage() ?? hosted()
  }

  // MARK: Asterisk

  private func asterisk() -> Mail.VoicemailNotice? {
    // `New message 3 in mailbox 201`, with or without `[PBX]: ` and `Urgent`.
    let tail = subject.findAnyCase(" in mailbox ").map { subject.from($0 + 12).trimmed() }
    let isDefault = tail != nil && subject.containsAnyCase("message ")
    let isOurs = id.hasPrefix("Asterisk-")
    guard isDefault || isOurs || block.has(.asteriskNumber) || block.has(.asteriskName) else {
      return nil
    }
    // The copy of a mailbox's greeting is no message.
    if subject.containsAnyCase("new greeting '") { return nil }
    guard isDefault || isOurs || subject.containsAnyCase("voicemail") else { return nil }
    return asterisk(text(), tail: tail, isOurs: isOurs)
  }

  private func asterisk(_ body: ByteView, tail: ByteView?, isOurs: Bool) -> Mail.VoicemailNotice {
    var notice = Mail.VoicemailNotice()
    notice.mailbox = tail.map { VoicemailNotice.word($0) } ?? nil
    if let hit = body.findAnyCase("in mailbox ") {
      let rest = body.from(hit + 11)
      if notice.mailbox == nil { notice.mailbox = VoicemailNotice.word(rest) }
      if let from = rest.upTo(200).findAnyCase(" from ") {
        let end = rest.find(0x2C, from: from) ?? rest.count
        caller(rest[from + 6..<end], &notice)
      }
    }
    if let line = VoicemailNotice.field("from:", body) { caller(line, &notice) }
    if let number = block.value(.asteriskNumber, in: message) {
      notice.from = VoicemailNotice.number(number)
    }
    if let name = block.value(.asteriskName, in: message) {
      notice.name = VoicemailNotice.name(name)
    }
    if notice.mailbox == nil, isOurs { notice.mailbox = mailboxOfID() }
    if let hit = body.findAnyCase(" long message") {
      var start = hit
      while start > 0, body[start - 1].isDigit || body[start - 1] == 0x3A { start -= 1 }
      notice.durationS = VoicemailNotice.duration(body[start..<hit])
    } else if let line = VoicemailNotice.field("length:", body) {
      notice.durationS = VoicemailNotice.duration(line)
    }
    return notice
  }

  /// The box in `Asterisk-3-1804289383-201-2412@pbx.example`.
  private func mailboxOfID() -> String? {
    let parts = id.upTo(id.find(0x40) ?? id.count).buffer.split(separator: 0x2D)
    guard parts.count >= 5 else { return nil }
    return VoicemailNotice.word(ByteView(UnsafeBufferPointer(rebasing: parts[3])))
  }

  // MARK: FreeSWITCH

  private func freeSWITCH() -> Mail.VoicemailNotice? {
    let isModule = from?.name.containsAnyCase("mod_voicemail") ?? false
    let isMailer = block.value(.mailer, in: message)?.hasPrefixAnyCase("freeswitch") ?? false
    guard isModule || isMailer || block.has(.voicemailLength),
      let hit = subject.findAnyCase("voicemail from ")
    else { return nil }
    var notice = Mail.VoicemailNotice()
    var rest = subject.from(hit + 15).trimmed()
    // The duration may stand at the end.
    if let blank = rest.findLast(0x20), rest.count - blank == 9,
      let duration = VoicemailNotice.duration(rest.from(blank + 1)), rest[rest.count - 3] == 0x3A
    {
      notice.durationS = duration
      rest = rest.upTo(blank)
    }
    caller(rest, &notice)
    if let length = block.value(.voicemailLength, in: message)?.number { notice.durationS = length }
    freeSWITCH(text(), isModule: isModule, &notice)
    return notice
  }

  private func freeSWITCH(
    _ body: ByteView, isModule: Bool, _ notice: inout Mail.VoicemailNotice
  ) {
    if notice.durationS == nil, let line = VoicemailNotice.field("duration:", body) {
      notice.durationS = VoicemailNotice.duration(line)
    }
    if notice.durationS == nil, let hit = body.findAnyCase(" second voicemail from") {
      var start = hit
      while start > 0, body[start - 1].isDigit { start -= 1 }
      notice.durationS = body[start..<hit].number
    }
    if let line = VoicemailNotice.field("account:", body) {
      notice.mailbox = VoicemailNotice.word(line)
    } else if isModule {
      notice.mailbox = from.flatMap { VoicemailNotice.word($0.address) }
    }
  }

  // MARK: Others

  private func googleVoice() -> Mail.VoicemailNotice? {
    guard from?.address.equalsAnyCase("voice-noreply@google.com") ?? false else { return nil }
    var notice = Mail.VoicemailNotice()
    notice.missed = subject.containsAnyCase("missed call from ")
    guard notice.missed || subject.containsAnyCase("voicemail from "),
      let hit = subject.findAnyCase(" from ")
    else { return nil }
    let rest = subject.from(hit + 6)
    caller(rest.upTo(rest.findAnyCase(" at ") ?? rest.count), &notice)
    return notice
  }

  private func exchange() -> Mail.VoicemailNotice? {
    let kind = block.value(.contentClass, in: message) ?? .empty
    let number = block.value(.callingNumber, in: message).flatMap { VoicemailNotice.number($0) }
    let missed = kind.hasPrefixAnyCase("missedcall")
    // The recall of a mail by Outlook has these headers, too, but no number in them.
    guard missed || kind.hasPrefixAnyCase("voice") || number != nil else { return nil }
    var notice = Mail.VoicemailNotice()
    notice.missed = missed
    notice.from = number
    notice.name = block.value(.voiceSender, in: message).flatMap { VoicemailNotice.name($0) }
    if !missed { notice.durationS = block.value(.voiceDuration, in: message)?.number }
    return notice
  }

  private func voiceMessage() -> Mail.VoicemailNotice? {
    let context = block.value(.messageContext, in: message) ?? .empty
    let type = block.value(.contentType, in: message) ?? .empty
    guard
      context.hasPrefixAnyCase("voice-message") || type.hasPrefixAnyCase("multipart/voice-message")
    else { return nil }
    var notice = Mail.VoicemailNotice()
    notice.durationS = block.value(.contentDuration, in: message)?.number
    if let from {
      // `VOICE=+14085550101@vm.example` or `4085550101@vm.example`.
      var user = from.address.upTo(from.address.find(0x40) ?? from.address.count)
      if user.hasPrefixAnyCase("voice=") { user = user.from(6) }
      let isNumber = user.count >= 3 && user.buffer.allSatisfy { $0.isDigit || $0 == 0x2B }
      notice.from = isNumber ? user.string : nil
      notice.name = from.name.isEmpty ? nil : from.name.string
    }
    return notice
  }

  private func hosted() -> Mail.VoicemailNotice? {
    guard !isReply else { return nil }
    let found = HostedNotice(
      subject: subject, address: from?.address ?? .empty, hasAudio: hasAudio
    ).read()
    guard var notice = found, !notice.missed, notice.durationS == nil else { return found }
    let body = text()
    let labels: [StaticString] = ["duration:", "length:", "dauer:", "durée :", "duración:"]
    for label in labels where notice.durationS == nil {
      notice.durationS = VoicemailNotice.field(label, body).flatMap(VoicemailNotice.duration)
    }
    return notice
  }

  // MARK: Values

  /// `"Acme Dental" <4085550101>`, `Acme Dental 4085550101`, `(408) 555-0101`, `Acme Dental`.
  private func caller(_ written: ByteView, _ notice: inout Mail.VoicemailNotice) {
    let text = written.trimmed()
    if let open = text.findLast(0x3C), let close = text.find(0x3E, from: open) {
      notice.from = VoicemailNotice.number(text[open + 1..<close])
      notice.name = VoicemailNotice.name(text.upTo(open))
    } else if let number = VoicemailNotice.number(text),
      !text.buffer.contains(where: { $0.isLetter || $0 >= 0x80 })
    {
      notice.from = number
      notice.name = nil
    } else if let blank = text.findLast(0x20), text.from(blank).buffer.contains(where: \.isDigit),
      let number = VoicemailNotice.number(text.from(blank))
    {
      notice.from = number
      notice.name = VoicemailNotice.name(text.upTo(blank))
    } else {
      notice.name = VoicemailNotice.name(text)
    }
  }

  /// A number as written; nil where it has none, as of a withheld caller.
  static func number(_ text: ByteView) -> String? {
    let text = text.trimmed()
    guard text.count <= 64, text.buffer.contains(where: \.isDigit),
      !text.buffer.contains(where: { $0 == 0x3C || $0 == 0x3E || $0 == 0x22 })
    else { return nil }
    return MessageReader.line(text, 64)
  }

  /// A caller's name without quotes; nil for the words that stand for none.
  static func name(_ text: ByteView) -> String? {
    var text = text.trimmed()
    while text.count >= 2, text[0] == 0x22, text[text.count - 1] == 0x22 {
      text = text[1..<text.count - 1].trimmed()
    }
    let words: [StaticString] = [
      "unknown", "an unknown caller", "unknown caller", "anonymous", "unavailable", "private",
      "restricted", "withheld", "blocked", "asterisk",
    ]
    guard !text.isEmpty, !words.contains(where: { text.equalsAnyCase($0) }) else { return nil }
    return MessageReader.line(text, 128)
  }

  /// A box: digits and letters up to a blank, an `@` or a mark.
  private static func word(_ text: ByteView) -> String? {
    let text = text.trimmed()
    var end = 0
    while end < min(text.count, 64),
      text[end].isDigit || text[end].isLetter || text[end] == 0x2D || text[end] == 0x5F
    {
      end += 1
    }
    return end > 0 ? text.upTo(end).string : nil
  }

  /// `0:28`, `00:00:28`, `28` or `0:28 seconds` in seconds.
  static func duration(_ text: ByteView) -> Int? {
    let text = text.trimmed()
    var total = 0
    var i = 0
    while i < text.count {
      var end = i
      while text[end].isDigit { end += 1 }
      guard end - i <= 6, let value = text[i..<end].number else { return nil }
      total = total * 60 + value
      guard text[end] == 0x3A, total < 100_000_000 else { return total }
      i = end + 1
    }
    return nil
  }

  /// The rest of the first line that begins with a label, in any case.
  private static func field(_ label: StaticString, _ text: ByteView) -> ByteView? {
    var i = 0
    while i < text.count {
      let end = text.lineEnd(from: i)
      let line = text[i..<end].trimmed()
      if line.hasPrefixAnyCase(label) { return line.from(label.utf8CodeUnitCount).trimmed() }
      i = end + 1
    }
    return nil
  }
}
