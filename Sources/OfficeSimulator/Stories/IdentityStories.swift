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
      let (subject, text) = scene.problem()
      var mail = scene.draftFromClient(subject, text)
      mail.from = Correspondent(
        name: "\(scene.person.name) via Support", address: Directory.support)
      let author = MailWriter.address(mail.author)
      mail.headers = [
        scene.random.chance(0.5) ? ("X-Original-From", author) : ("Reply-To", author),
        ("List-Id", "Harbor IT Support <support.harborit.example>"), ("Precedence", "list"),
      ]
      scene.deliver(mail)
      scene.opens("email", at: mail.at)
      scene.repliesOrNot(to: mail)
    },
  ]
}
