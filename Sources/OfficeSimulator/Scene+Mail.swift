import Records

extension Scene {
  private func compact(_ moment: Timestamp) -> String {
    String(moment.description.filter { $0 >= "0" && $0 <= "9" })
  }

  private mutating func messageID(at domain: String) -> String {
    let tail = String(random.next() & 0xFFFF_FFFF, radix: 16).uppercased()
    return "\(compact(now)).\(serial)-\(messageNumber()).\(tail)@\(domain)"
  }

  /// A mail of now, not yet delivered.
  mutating func draft(
    from: Correspondent, to: [Correspondent], subject: String, text: String,
    after parent: Message? = nil
  ) -> Message {
    let domain = from.address.split(separator: "@").last.map(String.init) ?? Directory.domain
    var mail = Message(
      id: messageID(at: "mail." + domain), at: now, received: now + random.int(0...8), date: now,
      from: from, author: from, to: to, subject: subject, text: text)
    if let parent {
      mail.inReplyTo = parent.id
      mail.references = parent.chain
      if random.chance(0.75) { mail.quotation = quotation(of: parent) }
    }
    if quirk == .encodings {
      mail.style = random.pick([
        .quotedPrintable, .base64, .latin1, .htmlOnly, .alternative, .attachment,
      ])
    } else if random.chance(0.15) {
      mail.style = random.pick([.quotedPrintable, .alternative])
    }
    return mail
  }

  private mutating func quotation(of mail: Message) -> String {
    let name = mail.author.name ?? mail.author.address
    if random.chance(0.25) {
      return """
        -----Original Message-----
        From: \(name) <\(mail.author.address)>
        Sent: \(Calendar.longDate(mail.at, zone: time.zone))
        To: \(mail.to.first?.address ?? "")
        Subject: \(mail.subject)

        \(mail.text)
        """
    }
    let quoted = mail.text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { "> " + $0 }.joined(separator: "\n")
    return "On \(Calendar.longDate(mail.at, zone: time.zone)) \(name) "
      + "<\(mail.author.address)> wrote:\n\(quoted)"
  }

  /// Puts a mail into a mailbox: the technician's whom the story is with, else the shared one.
  @discardableResult
  mutating func deliver(_ mail: Message, into box: String? = nil) -> Message {
    put(.mail(mail, box: box ?? desk?.id ?? "support"), at: mail.received)
    return mail
  }

  func correspondent(_ person: Person, address: Int = 0) -> Correspondent {
    let index = min(address, person.addresses.count - 1)
    return Correspondent(name: person.name, address: index < 0 ? "" : person.addresses[index])
  }

  /// Where clients of this story write to.
  var ours: Correspondent {
    desk.map { Correspondent(name: $0.name, address: $0.address) } ?? .support
  }

  /// The person, or another of the client, writes to us now, in a thread or anew.
  mutating func draftFromClient(
    _ subject: String, _ text: String, after parent: Message? = nil, by author: Person? = nil
  ) -> Message {
    let from = correspondent(author ?? person, address: addressUsed)
    var mail = draft(
      from: from, to: [ours], subject: parent.map { Scene.reply($0.subject) } ?? subject,
      text: text, after: parent)
    let firm = person.client.map { firms[$0].name }
    let lines = [from.name ?? "", random.pick(Texts.titles), firm ?? ""]
    if random.chance(0.8) {
      mail.signature = lines.filter { !$0.isEmpty }.joined(separator: "\n")
    }
    return mail
  }

  mutating func writes(_ subject: String, _ text: String) -> Message {
    deliver(draftFromClient(subject, text))
  }

  /// The person writes again below a mail.
  @discardableResult
  mutating func writes(after parent: Message, _ text: String, by author: Person? = nil) -> Message {
    deliver(draftFromClient("", text, after: parent, by: author))
  }

  static func reply(_ subject: String) -> String {
    subject.hasPrefix("Re: ") ? subject : "Re: " + subject
  }

  /// A mail of ours to the person: from a technician, from the shared mailbox in a technician's
  /// name, or from the shared mailbox in nobody's.
  mutating func draftOfOurs(
    _ subject: String, _ text: String, to: [Correspondent], after parent: Message? = nil,
    by agent: Agent? = nil
  ) -> Message {
    let agent = agent ?? desk ?? technician()
    let kind = desk == nil ? random.int(0...9) : 0
    let from =
      kind < 6
      ? Correspondent(name: agent.name, address: agent.address)
      : kind < 9
        ? Correspondent(name: agent.name, address: Directory.support) : Correspondent.support
    var mail = draft(from: from, to: to, subject: subject, text: text, after: parent)
    mail.technician = kind < 9 ? agent.id : nil
    mail.sent = true
    if kind < 6 && desk == nil { mail.cc = [.support] }
    mail.signature = (kind < 9 ? agent.name + "\n" : "") + "Harbor IT\n+1 408 555 0100"
    return mail
  }

  /// We reply in the thread to whoever wrote the mail.
  mutating func draftReply(to parent: Message, by agent: Agent? = nil) -> Message {
    let text = answerText(to: parent.author.name ?? "")
    return draftOfOurs(
      Scene.reply(parent.subject), text, to: [parent.author], after: parent, by: agent)
  }

  mutating func replies(to parent: Message, by agent: Agent? = nil) -> Message {
    deliver(draftReply(to: parent, by: agent))
  }

  /// The exchange's notice of a voicemail (app_voicemail.c, make_email_file).
  mutating func notice(of voicemail: VoicemailLeft) {
    let count = random.int(1...9)
    let caller = person.number.map { String($0.dropFirst(2)) }
    let length = "\(voicemail.seconds / 60):" + Calendar.two(voicemail.seconds % 60)
    let text = """
      Dear Support:

      \tJust wanted to let you know you were just left a \(length) long message (number \(count))
      in mailbox 600 from \(caller ?? "an unknown caller"), on \
      \(Calendar.longDate(voicemail.start + 34, zone: time.zone)) so you might
      want to check it when you get a chance.  Thanks!

      \t\t\t\t--Asterisk
      """
    var mail = draft(
      from: Correspondent(name: "Asterisk PBX", address: "asterisk@pbx." + Directory.domain),
      to: [Correspondent(name: "Support", address: Directory.support)],
      subject: "[PBX]: New message \(count) in mailbox 600", text: text)
    mail.id =
      "Asterisk-\(count)-\(random.int(1_000_000...99_999_999))-600-\(serial)@pbx."
      + Directory.domain
    mail.style = .plain
    if let caller { mail.headers.append(("X-Asterisk-CallerID", caller)) }
    if let firm = person.client.map({ firms[$0].name }), random.chance(0.5) {
      mail.headers.append(("X-Asterisk-CallerIDName", firm.uppercased()))
    }
    mail.part = .recording(seconds: voicemail.seconds)
    deliver(mail, into: "support")
  }
}
