import Records

extension Scene {
  /// A ticket that is opened now; it is written when it is filed.
  mutating func ticket(
    via: HelpdeskTicket.Via, subject: String, text: String, requester: Int? = nil,
    enteredBy: Agent? = nil
  ) -> HelpdeskTicket {
    ticketsMade += 1
    let user = requester ?? person.user
    if requester == nil, !inDirectory { newUsers.append(person) }
    let agent = technician()
    return HelpdeskTicket(
      number: ticketsMade, subject: subject, requester: user,
      requesterName: requester == nil ? person.name : enteredBy?.name ?? "",
      submitter: enteredBy?.user ?? user,
      assignee: random.chance(0.7) ? (enteredBy ?? agent).user : nil,
      organization: requester == nil ? person.client.map { firms[$0].organizationID } : nil,
      via: via, created: now, status: 1, priority: random.int(1...3),
      comments: [.init(author: enteredBy?.user ?? user, at: now, text: text)])
  }

  /// The ticket that the helpdesk makes of a voicemail.
  mutating func voicemailTicket() -> HelpdeskTicket {
    let number = person.number ?? "Anonymous"
    return ticket(
      via: .voicemail, subject: "Voicemail from: \(number) (call \(serial))",
      text: "Call from: \(number)\nTo: \(Directory.number)\nRecording attached.")
  }

  /// A technician writes to the requester on the ticket, now.
  mutating func comments(on ticket: inout HelpdeskTicket, by agent: Agent, text: String? = nil) {
    let answer = text ?? answerText(to: person.name)
    ticket.comments.append(.init(author: agent.user, at: now, text: answer))
    ticket.assignee = agent.user
    ticket.status = 2
  }

  mutating func note(on ticket: inout HelpdeskTicket, by agent: Agent) {
    ticket.comments.append(
      .init(author: agent.user, at: now, isPublic: false, text: random.pick(Texts.notes)))
  }

  /// Writes the ticket into the export.
  ///
  /// An answered one is mostly solved in the end.
  mutating func file(_ ticket: HelpdeskTicket, solve: Bool = false) {
    var ticket = ticket
    if solve {
      now = now + random.int(1200...90_000)
      ticket.solved = now
      ticket.status = random.chance(0.5) ? 3 : 4
    }
    put(.ticket(ticket), at: ticket.created, until: ticket.updated)
  }

  /// A public comment on the ticket answers it.
  mutating func answers(_ index: Int? = nil, byCommentOf agent: Agent, at moment: Timestamp) {
    answers(index, at: moment, by: agent.id, through: "ticket", matchedBy: "ticket")
  }
}
