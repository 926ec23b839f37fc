import Records

extension Normalizer {
  /// How far a Date may lie from the time received before it is not believed: 24 hours.
  private static let believable = 86_400

  func event(of mail: Mail) -> Outcome {
    guard let at = Normalizer.time(of: mail) else {
      return .rejected("undated", "neither Date nor Received can be read")
    }
    var event = Event(
      id: Fingerprint.hex("mail", mail.origin.id, digits: 16), at: at, channel: .email,
      kind: .message, direction: .inbound, wantsAnswer: false, place: mail.origin.place)
    event.subject = mail.subject
    event.thread = Normalizer.thread(of: mail)
    event.format = mail.origin.format
    if let notice = mail.voicemail { return .event(voicemail(event, notice)) }

    let author = Author(of: mail, directory)
    let recipients = (mail.to + mail.cc).map(\.address).filter { !$0.isEmpty }
    let others = recipients.filter { !directory.isOurs(address: $0) }
    event.addressed = persons(others)
    // The archive of a mailing list tells no recipients at all.
    if recipients.isEmpty { event.addressed.append("\(Sight.archive)") }
    if settings.onlyMailWithProvider && !author.isOurs
      && !recipients.contains(where: directory.isOurs(address:))
    {
      return .excluded("not-with-provider")
    }
    if mail.meeting != nil { event.kind = .meeting }
    event.human = mail.automatic == nil && !mail.bounce

    if mail.bounce {
      event.because = "bounce"
      // Whom it did not reach; nobody named stands for all.
      event.addressed = persons(mail.failedRecipients)
      if let bounced = mail.bounced { event.thread.append("bounced:" + bounced) }
      return .event(event)
    }
    if author.isOurs {
      event.technician = author.technician
      let list =
        recipients.first(where: directory.isList(address:))
      if let list { event.addressed.append("list:" + Directory.folded(list).text) }
      event.direction = event.addressed.isEmpty ? .internal : .outbound
      if event.direction == .outbound {
        event.person = others.first.map { directory.person(address: $0).person }
        // What goes to a list of ours may answer whoever wrote to it, and so is no client's.
        let clients = list == nil ? clients(others) : []
        event.client = clients.first
        if clients.count > 1 { event.clients = clients }
      }
      event.because = event.direction == .internal ? "internal" : "ours"
      if isPersonsThroughOurList(mail, list) { event.human = true }
      if event.human, event.direction == .outbound {
        event.signals = signals.ours(in: mail.text ?? "")
        addCheckIn(&event)
      }
      return .event(event)
    }
    event.client = author.found?.client
    event.person = author.found?.person
    event.because = reason(mail, author)
    event.wantsAnswer = event.because == nil
    if event.wantsAnswer { event.human = true }
    if event.human { event.signals = signals.theirs(in: mail.text ?? "") }
    guard let named = event.client.flatMap({ namedTechnicians[Exact($0)] }) else {
      return .event(event)
    }
    let asked = mail.to.lazy.filter { directory.isOurs(address: $0.address) }
      .compactMap { directory.technician(address: $0.address, name: $0.name) }.first
    if let asked, Exact(asked) == Exact(named) {
      event.signals.append(Event.Signal(signal: "asked", phrase: asked))
    }
    return .event(event)
  }

  /// A review is often told of in the subject alone.
  private func addCheckIn(_ event: inout Event) {
    let name = PhraseList.checkIns.name
    guard !event.signals.contains(where: { $0.signal == name }),
      let found = signals.ours(in: event.subject ?? "").first(where: { $0.signal == name })
    else { return }
    event.signals.append(found)
  }

  /// Why a mail of theirs wants no answer.
  private func reason(_ mail: Mail, _ author: Author) -> String? {
    let viaOurList = isViaOurList(mail)
    if let automatic = mail.automatic {
      let isList = isOnlyPrecedence(mail)
      if !(isList && viaOurList) {
        if isList { return "list" }
        return Normalizer.starts(automatic, "subject:") || Normalizer.starts(automatic, "text:")
          ? "out-of-office" : "automatic"
      }
    } else if mail.listID != nil && !viaOurList {
      return "list"
    }
    if let meeting = mail.meeting, meeting.method != "REQUEST" && meeting.method != "PUBLISH" {
      return "meeting-reply"
    }
    let whole = Normalizer.isBlank(mail.text) ? mail.subject ?? "" : mail.text ?? ""
    let text = Phrases.withoutSignature(whole, writer: author.name)
    if phrases.withdrawal(in: text) != nil { return "withdrawn" }
    var names = settings.provider.technicians.map(\.name) + [settings.provider.name]
    names += (mail.to + mail.cc).compactMap(\.name)
    if let name = author.name { names.append(name) }
    if let person = author.found?.person { names.append(person) }
    if let client = author.found?.client {
      names += settings.clients.first { $0.id == client }.map { [$0.name] } ?? []
    }
    guard phrases.onlyThanks(text, names: names) else { return nil }
    // New mail may ask in its subject what its text thanks for.
    let subject = Subject(mail.subject)
    let isReply = !mail.inReplyTo.isEmpty || subject.prefix == .reply
    if isReply || subject.base.isEmpty || phrases.onlyThanks(subject.base, names: names) {
      return "thanks"
    }
    return nil
  }

  private func isViaOurList(_ mail: Mail) -> Bool {
    mail.listID.map(directory.isOurs(listID:)) ?? false
      || (mail.to + mail.cc).contains { directory.isList(address: $0.address) }
  }

  /// The mark is what a mailing list puts on every message, a person's too.
  private func isOnlyPrecedence(_ mail: Mail) -> Bool {
    guard let automatic = mail.automatic else { return true }
    return [
      "precedence: list", "precedence: bulk", "x-precedence: list", "x-precedence: bulk",
      "list-unsubscribe", "x-loop",
    ]
    .contains { Normalizer.starts(automatic, $0) }
  }

  /// A mail of one of ours that bears the marks of a mailing list of ours. What is merely `bulk`
  /// and replies to nothing is a newsletter.
  private func isPersonsThroughOurList(_ mail: Mail, _ list: String?) -> Bool {
    guard isOnlyPrecedence(mail) else { return false }
    if list != nil { return true }
    guard mail.listID.map(directory.isOurs(listID:)) ?? false else { return false }
    let isBulk = mail.automatic.map { !Normalizer.starts($0, "precedence: list") } ?? false
    return !isBulk || !mail.inReplyTo.isEmpty
  }

  /// The notice of a voicemail or missed call: the caller's sight of it, not the exchange's mail.
  private func voicemail(_ event: Event, _ notice: Mail.VoicemailNotice) -> Event {
    var event = event
    event.channel = notice.missed ? .call : .voicemail
    event.kind = notice.missed ? .missedCall : .voicemail
    event.wantsAnswer = true
    event.mailbox = notice.mailbox
    event.ended = nil
    setCaller(of: &event, notice.from)
    return event
  }

  /// Whose people are addressed, each once, in the order in which they are named.
  private func clients(_ addresses: [String]) -> [String] {
    var all: [String] = []
    var seen: Set<Exact> = []
    for address in addresses {
      guard let client = directory.person(address: address).client else { continue }
      if seen.insert(Exact(client)).inserted { all.append(client) }
    }
    return all
  }

  private func persons(_ addresses: [String]) -> [String] {
    var all: [String] = []
    var seen: Set<Exact> = []
    for address in addresses {
      let person = directory.person(address: address).person
      if seen.insert(Exact(person)).inserted { all.append(person) }
    }
    return all
  }

  /// The Date, unless it is missing or more than a day from when the mail was received.
  static func time(of mail: Mail) -> Timestamp? {
    guard let date = mail.date else { return mail.received }
    guard let received = mail.received else { return date }
    let apart = date > received ? date - received : received - date
    return apart > believable ? received : date
  }

  private static func thread(of mail: Mail) -> [String] {
    ["message:" + mail.origin.id] + mail.inReplyTo.map { "reply-to:" + $0 }
      + mail.references.map { "reference:" + $0 }
  }

  static func isBlank(_ text: String?) -> Bool {
    guard let text else { return true }
    return text.utf8.allSatisfy { $0 <= 0x20 }
  }

  static func starts(_ text: String, _ prefix: String) -> Bool {
    text.utf8.starts(with: prefix.utf8)
  }
}
