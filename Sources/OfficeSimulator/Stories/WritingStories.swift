import Records

extension Story {
  /// How mail is written.
  static let written: [Story] = [
    Story(.headerless, .mail) { scene in
      let mail = scene.opensByMail()
      scene.laterSameDay()
      var reply = scene.draftReply(to: mail)
      reply.inReplyTo = nil
      reply.references = []
      scene.answers(with: scene.deliver(reply))
    },
    Story(.headerless, .mail) { scene in
      let mail = scene.opensByMail()
      scene.nextDays()
      var chase = scene.draftFromClient("", scene.random.pick(Texts.chases), after: mail)
      chase.inReplyTo = nil
      chase.references = []
      scene.deliver(chase)
      scene.again()
      scene.repliesOrNot(to: chase)
    },
    Story(.wrongDate, .mail) { scene in
      let (subject, text) = scene.problem()
      var mail = scene.draftFromClient(subject, text)
      mail.date = scene.random.chance(0.5) ? nil : mail.at + -700_000_000
      scene.deliver(mail)
      scene.opens("email", at: mail.received)
      scene.repliesOrNot(to: mail)
    },
    Story(.fromLines, .mail) { scene in
      let (subject, text) = scene.problem()
      let mail = scene.writes(
        subject,
        text + "\n\nFrom the front desk I can print.\n>From here it fails.\n"
          + "From Monday on we need it.")
      scene.opens("email", at: mail.at)
      scene.repliesOrNot(to: mail)
    },
    Story(.encodings, .mail) { scene in
      let (subject, text) = scene.problem()
      let mail = scene.writes(
        "Café: " + subject, text + "\n\nThe machine in the café, the old one, naïvely says 100 %.")
      scene.opens("email", at: mail.at)
      scene.repliesOrNot(to: mail)
    },
  ]
}
