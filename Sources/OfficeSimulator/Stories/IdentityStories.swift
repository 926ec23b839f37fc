import Records

extension Story {
  /// Who it is that calls or writes.
  static let identities: [Story] = [
    Story(.withheld, .calls, .withheld) { scene in scene.opensByMissedCall() },
    Story(.withheld, [.mail, .calls], .withheld) { scene in
      let voicemail = scene.opensByVoicemail()
      scene.wait(2...40)
      scene.notice(of: voicemail)
    },
    Story(.withheld, .calls, .withheld) { scene in scene.opensLive() },
    Story(.sharedNumber, .calls, .sharedLine) { scene in
      if scene.random.chance(0.5) { scene.opensByMissedCall() } else { scene.opensByVoicemail() }
      scene.laterSameDay()
      scene.answers(with: scene.callsBack())
    },
    Story(.sharedNumber, .calls, .sharedLine) { scene in scene.opensLive() },
    Story(.numberOnly, .calls, .personWithoutAddress) { scene in
      if scene.random.chance(0.5) { scene.opensByMissedCall() } else { scene.opensByVoicemail() }
      scene.laterSameDay()
      scene.answers(with: scene.callsBack())
    },
    Story(.secondAddress, .mail, .personWithTwoAddresses) { scene in
      scene.addressUsed = 1
      let mail = scene.opensByMail()
      scene.repliesOrNot(to: mail)
    },
    Story(.newcomer, .mail, .newcomer) { scene in
      let mail = scene.opensByMail()
      scene.repliesOrNot(to: mail)
    },
    Story(.newcomer, .helpdesk, .newcomer) { scene in
      let ticket = scene.opensByTicket()
      scene.commentsOrNot(on: ticket)
    },
    Story(.stranger, .mail, .stranger(address: true, number: false)) { scene in
      let mail = scene.opensByMail()
      scene.repliesOrNot(to: mail, chance: 0.5)
    },
    Story(.stranger, .calls, .stranger(address: false, number: true)) { scene in
      if scene.random.chance(0.5) { scene.opensByMissedCall() } else { scene.opensByVoicemail() }
      scene.callsBackOrNot(chance: 0.5)
    },
    Story(.stranger, .calls, .stranger(address: false, number: true)) { scene in
      scene.opensLive()
    },
    Story(.stranger, .helpdesk, .stranger(address: true, number: false)) { scene in
      let ticket = scene.opensByTicket()
      scene.commentsOrNot(on: ticket, chance: 0.5)
    },
    Story(.listMunged, .mail) { scene in
      let mail = scene.opensThroughList()
      scene.repliesOrNot(to: mail)
    },
    // Our reply goes through the list as well, with a copy to the person.
    Story(.listMunged, .mail) { scene in
      let mail = scene.opensThroughList()
      scene.laterSameDay()
      let agent = scene.technician()
      var reply = scene.draftReply(to: mail, by: agent)
      reply.from = Correspondent(name: agent.name, address: agent.address)
      reply.to = [.support]
      reply.cc = [mail.author]
      reply.technician = agent.id
      scene.answers(with: scene.deliver(scene.munged(reply)))
    },
  ]
}

extension Scene {
  /// The person writes to a list of ours, which puts its own address into From.
  fileprivate mutating func opensThroughList() -> Message {
    let (subject, text) = problem()
    let mail = deliver(munged(draftFromClient(subject, text)))
    opens("email", at: mail.at)
    return mail
  }

  fileprivate mutating func munged(_ mail: Message) -> Message {
    var mail = mail
    mail.author = mail.from
    let author = MailWriter.address(mail.from)
    mail.from = Correspondent(
      name: "\(mail.from.name ?? "Someone") via Support", address: Directory.support)
    mail.sent = false
    mail.headers = [
      random.chance(0.5) ? ("X-Original-From", author) : ("Reply-To", author),
      ("List-Id", "Harbor IT Support <support.harborit.example>"), ("Precedence", "list"),
    ]
    return mail
  }
}
