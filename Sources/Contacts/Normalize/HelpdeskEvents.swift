import Records

extension Normalizer {
  /// Channels by which an agent enters what a client said.
  private static let enteredForClients: Set<String> = ["phone", "voicemail", "email"]

  mutating func event(of ticket: Ticket) -> Outcome {
    guard let opened = ticket.opened else {
      return .rejected("undated", "the ticket has no time of opening that can be read")
    }
    let key = Normalizer.key(ofTicket: ticket.origin.id, ticket.origin)
    var event = Event(
      id: Fingerprint.hex("ticket", ticket.origin.format, ticket.origin.id, digits: 16),
      at: opened, channel: .ticket, kind: .opened, direction: .inbound, wantsAnswer: true,
      place: ticket.origin.place)
    event.format = ticket.origin.format
    event.thread = ["ticket:" + key.text]
    event.subject = ticket.subject
    event.via = ticket.channel
    let organization = ticket.organization.flatMap(directory.client(organization:))
    if let requester = ticket.requester {
      if isOurs(requester, default: false) {
        event.direction = .internal
        event.because = "internal"
      } else if let found = person(requester, client: organization) {
        event.client = found.client
        event.person = found.person
        event.number = requester.number.flatMap(directory.number)
      }
    }
    if event.because == nil {
      if event.client == nil { event.client = organization }
      let channel = ticket.channel ?? ""
      let byOurs = ticket.submitter.map { isOurs($0, default: false) } ?? false
      if channel == "phone-out" || channel == "email-out"
        || byOurs && !Normalizer.enteredForClients.contains(channel)
      {
        event.direction = .outbound
        event.because = "ours"
      }
    }
    event.wantsAnswer = event.because == nil
    if event.wantsAnswer { event.signals = signals.theirs(in: ticket.text ?? "") }
    if let assignee = ticket.assignee { event.technician = technician(assignee) }
    if tickets[key] == nil {
      tickets[key] = TicketFacts(
        client: event.client, person: event.person, subject: ticket.subject, opened: opened,
        requester: ticket.requester)
    }
    return .event(event)
  }

  func event(of comment: Comment) -> Outcome {
    guard let at = comment.at else {
      return .rejected("undated", "the comment has no time that can be read")
    }
    let key = Normalizer.key(ofTicket: comment.ticket, comment.origin)
    let ticket = tickets[key]
    // The description is the ticket itself, told a second time.
    if comment.opening || at == ticket?.opened { return .excluded("description") }
    let author = comment.author ?? Party()
    let own =
      comment.origin.id.isEmpty
      ? at.description + "\u{0}" + (author.address ?? author.name ?? "") + "\u{0}"
        + (comment.text ?? "")
      : comment.origin.id
    var event = Event(
      id: Fingerprint.hex("comment", key.text, own, digits: 16), at: at, channel: .ticket,
      kind: comment.isPublic ? .comment : .note, direction: .inbound, wantsAnswer: false,
      place: comment.origin.place)
    event.format = comment.origin.format
    event.thread = ["ticket:" + key.text]
    event.subject = ticket?.subject
    event.client = ticket?.client
    event.human = author.role != .system
    if author.role == .system || isOurs(author, default: !isRequester(author, of: ticket)) {
      event.direction = .outbound
      event.person = ticket?.person
      event.addressed = [ticket?.person].compactMap { $0 }
      event.technician = author.role == .system ? nil : technician(author)
      event.because = comment.isPublic ? "ours" : "note"
      if comment.isPublic, event.human { event.signals = signals.ours(in: comment.text ?? "") }
      return .event(event)
    }
    let found =
      isRequester(author, of: ticket) ? nil : person(author, client: ticket?.client)
    event.person = found?.person ?? ticket?.person
    event.client = found?.client ?? ticket?.client
    guard comment.isPublic else {
      event.because = "note"
      return .event(event)
    }
    let text = Phrases.withoutSignature(comment.text ?? "", writer: author.name)
    if phrases.withdrawal(in: text) != nil {
      event.because = "withdrawn"
    } else {
      var names = settings.provider.technicians.map(\.name)
      names += [author.name, author.address, settings.provider.name].compactMap { $0 }
      if phrases.onlyThanks(text, names: names) { event.because = "thanks" }
    }
    event.wantsAnswer = event.because == nil
    event.signals = signals.theirs(in: text)
    return .event(event)
  }

  func event(of status: StatusChange) -> Outcome {
    guard let at = status.at else {
      return .rejected("undated", "the status change has no time that can be read")
    }
    let key = Normalizer.key(ofTicket: status.ticket, status.origin)
    let to = Directory.folded(status.to ?? "").text
    let kind: Event.Kind
    switch to {
    case "solved", "resolved", "done", "fixed": kind = .solved
    case "closed", "deleted", "cancelled", "canceled", "rejected": kind = .closed
    case "new", "open", "pending", "hold", "reopened", "in progress":
      let from = Directory.folded(status.from ?? "").text
      guard status.from == nil || ["solved", "closed", "resolved", "done"].contains(from) else {
        return .excluded("no-consequence")
      }
      kind = .reopened
    default: return .excluded("no-consequence")
    }
    var event = Event(
      id: Fingerprint.hex("status", key.text, to, at.description, digits: 16), at: at,
      channel: .ticket, kind: kind, direction: .outbound, wantsAnswer: false,
      place: status.origin.place)
    event.format = status.origin.format
    event.because = "status"
    event.thread = ["ticket:" + key.text]
    let ticket = tickets[key]
    event.client = ticket?.client
    event.person = ticket?.person
    event.subject = ticket?.subject
    if let by = status.by { event.technician = technician(by) }
    return .event(event)
  }

  // MARK: Parties

  /// Whether a party of a helpdesk is of our side; `default` where nothing tells.
  private func isOurs(_ party: Party, default fallback: Bool) -> Bool {
    switch party.role {
    case .agent, .system: return true
    case .customer: return party.address.map(directory.isOurs(address:)) ?? false
    case nil: break
    }
    if let address = party.address { return directory.isOurs(address: address) }
    if directory.technician(name: party.name) != nil { return true }
    if let name = party.name, directory.person(name: name) != nil { return false }
    return fallback
  }

  private func isRequester(_ party: Party, of ticket: TicketFacts?) -> Bool {
    guard let requester = ticket?.requester else { return party.role == .customer }
    if let a = party.address, let b = requester.address {
      return Directory.folded(a) == Directory.folded(b)
    }
    if let a = party.name, let b = requester.name {
      return Directory.folded(a) == Directory.folded(b)
    }
    return party.isEmpty
  }

  /// A party of theirs: by address, else number, else name.
  private func person(_ party: Party, client: String?) -> Directory.Found? {
    if let address = party.address, !address.isEmpty {
      return directory.person(address: address)
    }
    if let number = party.number.flatMap(directory.number) {
      return directory.person(number: number)
    }
    guard let name = party.name, !name.isEmpty else { return nil }
    if let found = directory.person(name: name, client: client) { return found }
    return Directory.Found(client: client, person: "name:" + Directory.folded(name).text)
  }

  private func technician(_ party: Party) -> String? {
    if let address = party.address {
      return directory.technician(address: address, name: party.name)
    }
    return directory.technician(name: party.name)
  }
}
