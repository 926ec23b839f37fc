import Records

extension Story {
  /// One attempt that several exports show.
  static let echoes: [Story] = [
    Story(.voicemailEchoes, [.mail, .calls, .helpdesk, .submitters]) { scene in
      let ticket = scene.voicemailWithEchoes()
      scene.callsBackOrNot()
      scene.file(ticket, solve: scene.contacts[0].answered != nil)
    },
    Story(.voicemailEchoes, [.mail, .calls]) { scene in
      let voicemail = scene.opensByVoicemail(.group)
      scene.wait(2...40)
      scene.notice(of: voicemail)
      scene.callsBackOrNot()
    },
    Story(.voicemailEchoes, [.mail, .calls, .helpdesk, .submitters]) { scene in
      var ticket = scene.voicemailWithEchoes()
      scene.laterSameDay()
      let agent = scene.technician()
      scene.comments(on: &ticket, by: agent)
      scene.answers(byCommentOf: agent, at: scene.now)
      scene.file(ticket, solve: true)
    },
    Story(.mirroredTicket, [.mail, .helpdesk]) { scene in
      let (mail, ticket) = scene.mailWithTicket()
      scene.mirroredAnswer(mail, ticket)
    },
    // The chase is mirrored too.
    Story(.mirroredTicket, [.mail, .helpdesk]) { scene in
      var (mail, ticket) = scene.mailWithTicket()
      scene.nextDays()
      mail = scene.writes(after: mail, scene.random.pick(Texts.chases))
      scene.again()
      scene.wait(5...120)
      ticket.comments.append(.init(author: ticket.requester, at: scene.now, text: mail.text))
      scene.mirroredAnswer(mail, ticket)
    },
    Story(.mirroredTicket, [.mail, .helpdesk]) { scene in
      let (_, ticket) = scene.mailWithTicket()
      scene.aftermath = .mailOnly
      scene.file(ticket)
    },
    Story(.phoneTicket, [.calls, .helpdesk]) { scene in
      scene.opensLive()
      scene.wait(40...400)
      let agent = Directory.team.first { $0.id == scene.contacts[0].answeredBy }
      let (subject, text) = scene.problem()
      let ticket = scene.ticket(via: .phone, subject: subject, text: text, enteredBy: agent)
      scene.file(ticket, solve: true)
    },
    // Entered with no call near: the client's all the same.
    Story(.phoneTicket, .helpdesk) { scene in
      let (subject, text) = scene.problem()
      let agent = scene.technician()
      scene.opens("ticket", at: scene.now)
      let ticket = scene.ticket(via: .phone, subject: subject, text: text, enteredBy: agent)
      scene.commentsOrNot(on: ticket)
    },
    Story(.duplicate, .mail) { scene in
      let mail = scene.opensByMail()
      scene.deliver(mail, into: scene.random.chance(0.5) ? "support" : scene.technician().id)
      scene.laterSameDay()
      let reply = scene.replies(to: mail)
      scene.deliver(reply, into: reply.technician ?? "support")
      scene.answers(with: reply)
    },
  ]
}

extension Scene {
  /// A voicemail, its notice, and the ticket of it, which is not filed yet.
  fileprivate mutating func voicemailWithEchoes() -> HelpdeskTicket {
    let voicemail = opensByVoicemail()
    wait(2...40)
    notice(of: voicemail)
    wait(30...200)
    return voicemailTicket()
  }

  /// A mail, and the ticket that the helpdesk makes of it, which is not filed yet.
  mutating func mailWithTicket() -> (Message, HelpdeskTicket) {
    let mail = opensByMail()
    wait(10...200)
    return (mail, ticket(via: .mail, subject: mail.subject, text: mail.text))
  }

  /// A public comment and the mail that carries it, mostly in that order.
  fileprivate mutating func mirroredAnswer(_ mail: Message, _ ticket: HelpdeskTicket) {
    var ticket = ticket
    laterSameDay()
    let agent = technician()
    let text = answerText(to: person.name)
    let mailFirst = random.chance(0.2)
    if !mailFirst {
      comments(on: &ticket, by: agent, text: text)
      answers(byCommentOf: agent, at: now)
      wait(2...60)
    }
    var carried = draftReply(to: mail, by: agent)
    carried.text = text
    carried.from = Correspondent(name: agent.name, address: Directory.support)
    carried.author = carried.from
    carried.technician = agent.id
    carried.cc = []
    deliver(carried)
    if mailFirst {
      answers(with: carried)
      wait(2...60)
      comments(on: &ticket, by: agent, text: text)
    }
    file(ticket, solve: true)
  }
}
