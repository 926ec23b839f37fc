import Records

extension Story {
  /// Answers through another channel, and what looks like an answer.
  static let answers: [Story] = [
    Story(.otherChannel, [.mail, .calls]) { scene in
      if scene.random.chance(0.5) { scene.opensByVoicemail() } else { scene.opensByMissedCall() }
      scene.laterSameDay()
      scene.answers(with: scene.newMail("Your call"), matchedBy: "person")
    },
    Story(.otherChannel, [.mail, .calls]) { scene in
      _ = scene.opensByMail()
      scene.laterSameDay()
      scene.answers(with: scene.callsBack())
    },
    Story(.otherChannel, [.mail, .helpdesk]) { scene in
      let ticket = scene.opensByTicket()
      scene.laterSameDay()
      let mail = scene.draftOfOurs(
        "Re: " + ticket.subject, scene.answerText(to: scene.person.name),
        to: [scene.correspondent(scene.person)])
      scene.answers(with: scene.deliver(mail), matchedBy: "person")
      scene.file(ticket, solve: true)
    },
    Story(.otherChannel, [.helpdesk, .calls]) { scene in
      let ticket = scene.opensByTicket()
      scene.laterSameDay()
      scene.answers(with: scene.callsBack())
      scene.file(ticket, solve: true)
    },
    // A new mail with the same subject, without any tie.
    Story(.otherChannel, .mail) { scene in
      let mail = scene.opensByMail()
      scene.laterSameDay()
      let reply = scene.draftOfOurs(
        mail.subject, scene.answerText(to: scene.person.name),
        to: [scene.correspondent(scene.person)])
      scene.answers(with: scene.deliver(reply), matchedBy: "person")
    },
    // A reply in a colleague's thread also answers the calls of whoever stands in Cc.
    Story(.otherChannel, [.mail, .calls], .colleagues) { scene in
      guard let colleague = scene.colleague else { return }
      scene.opensByMissedCall()
      scene.laterSameDay()
      let (subject, text) = scene.problem()
      let mail = scene.deliver(scene.draftFromClient(subject, text, by: colleague))
      scene.opens("email", at: mail.at, by: colleague)
      scene.laterSameDay()
      var reply = scene.draftReply(to: mail)
      reply.cc.append(scene.correspondent(scene.person))
      scene.deliver(reply)
      scene.answers(0, with: reply, matchedBy: "person")
      scene.answers(1, with: reply)
    },
    Story(.shortCallBack, .calls) { scene in
      scene.opensByMissedCall()
      scene.laterSameDay()
      scene.callsInVain()
      scene.callsBackOrNot()
    },
    Story(.shortCallBack, .calls) { scene in
      scene.opensByVoicemail()
      scene.laterSameDay()
      _ = scene.callsBack(talk: 1...8)
      scene.callsBackOrNot()
    },
    Story(.reopened, .helpdesk) { scene in
      var ticket = scene.opensByTicket()
      scene.laterSameDay()
      let agent = scene.technician()
      scene.comments(on: &ticket, by: agent)
      scene.answers(byCommentOf: agent, at: scene.now)
      scene.wait(2000...9000)
      let solvedBefore = scene.random.chance(0.5)
      if solvedBefore { ticket.solved = scene.now }
      scene.nextDays()
      let text = scene.random.pick(Texts.furtherQuestions)
      ticket.comments.append(.init(author: ticket.requester, at: scene.now, text: text))
      scene.opens("ticket", at: scene.now)
      scene.laterSameDay()
      scene.comments(on: &ticket, by: agent)
      scene.answers(byCommentOf: agent, at: scene.now)
      scene.file(ticket, solve: !solvedBefore)
    },
  ]

  /// What answers nothing.
  static let unanswering: [Story] = [
    Story(.autoReply, .mail) { scene in
      let mail = scene.opensByMail()
      scene.wait(10...90)
      var receipt = scene.draftReply(to: mail)
      receipt.from = .support
      receipt.cc = []
      receipt.signature = nil
      receipt.text = "This is an automatic message. We have received your mail."
      receipt.headers = scene.random.pick([
        [("Auto-Submitted", "auto-replied"), ("X-Auto-Response-Suppress", "All")],
        [("X-Autoreply", "yes")], [("Precedence", "auto_reply")],
      ])
      scene.deliver(receipt)
      scene.contacts[0].acknowledged = receipt.at
      scene.repliesOrNot(to: mail, chance: 0.6)
    },
    Story(.bounce, .mail) { scene in
      let mail = scene.opensByMail()
      scene.laterSameDay()
      let lost = scene.replies(to: mail)
      scene.wait(3...60)
      scene.bounces(lost)
      scene.repliesOrNot(to: mail, chance: 0.7)
    },
    Story(.forward, .mail) { scene in
      let mail = scene.opensByMail()
      scene.laterSameDay()
      let inside = scene.random.chance(0.5)
      let to =
        inside
        ? Correspondent(name: "Kim Tran", address: Directory.team[3].address)
        : Correspondent(name: "Vendor Support", address: "help@cloudvendor.example")
      var forward = scene.draftOfOurs("Fwd: " + mail.subject, "Please see below.", to: [to])
      forward.references = mail.chain
      // Even where the client gets a copy.
      if !inside && scene.random.chance(0.3) {
        forward.cc.append(scene.correspondent(scene.person))
      }
      forward.quotation =
        "---------- Forwarded message ---------\nFrom: \(mail.author.address)\n"
        + "Subject: \(mail.subject)\n\n\(mail.text)"
      scene.deliver(forward)
      scene.repliesOrNot(to: mail, chance: 0.6)
    },
    Story(.privateNote, .helpdesk) { scene in
      var ticket = scene.opensByTicket()
      scene.laterSameDay()
      let agent = scene.technician()
      scene.note(on: &ticket, by: agent)
      scene.commentsOrNot(on: ticket, chance: 0.6)
    },
    Story(.closedSilently, .helpdesk) { scene in
      var ticket = scene.opensByTicket()
      scene.laterSameDay()
      if scene.random.chance(0.5) {
        let agent = scene.technician()
        scene.note(on: &ticket, by: agent)
      }
      scene.file(ticket, solve: true)
      scene.ends("closed-unanswered", at: scene.now)
    },
    // The thread of mail is still open, so the solved ticket does not close the contact.
    Story(.closedSilently, [.mail, .helpdesk]) { scene in
      let (mail, ticket) = scene.mailWithTicket()
      scene.laterSameDay()
      scene.file(ticket, solve: true)
      scene.repliesOrNot(to: mail, chance: 0.6)
    },
    Story(.closedSilently, [.calls, .helpdesk, .submitters]) { scene in
      scene.opensByVoicemail()
      scene.wait(30...200)
      let ticket = scene.voicemailTicket()
      scene.laterSameDay()
      scene.file(ticket, solve: true)
      scene.ends("closed-unanswered", at: scene.now)
    },
    Story(.withdrawn, .mail) { scene in
      let mail = scene.opensByMail()
      scene.laterSameDay()
      let word = scene.writes(after: mail, scene.random.pick(Texts.withdrawals))
      scene.ends("withdrawn", at: word.at)
    },
    Story(.withdrawn, [.mail, .calls]) { scene in
      scene.opensByMissedCall()
      scene.laterSameDay()
      let word = scene.writes("My call \(scene.serial)", scene.random.pick(Texts.withdrawals))
      scene.ends("withdrawn", at: word.at)
    },
    Story(.withdrawn, .helpdesk) { scene in
      var ticket = scene.opensByTicket()
      scene.laterSameDay()
      let text = scene.random.pick(Texts.withdrawals)
      ticket.comments.append(.init(author: ticket.requester, at: scene.now, text: text))
      scene.ends("withdrawn", at: scene.now)
      scene.file(ticket, solve: true)
    },
  ]
}

extension Scene {
  /// A mail of ours to the person that is no reply.
  mutating func newMail(_ subject: String) -> Message {
    let mail = draftOfOurs(
      "\(subject) (\(serial))", answerText(to: person.name), to: [correspondent(person)])
    return deliver(mail)
  }

  /// The client's server returns a mail of ours (RFC 3464).
  fileprivate mutating func bounces(_ lost: Message) {
    let headers = """
      From: \(MailWriter.address(lost.from))
      To: \(lost.to.map(MailWriter.address).joined(separator: ", "))
      Subject: \(MailWriter.words(lost.subject))
      Date: \(Calendar.rfc5322(lost.at, zone: time.zone))
      Message-ID: <\(lost.id)>
      """
    var bounce = draft(
      from: Correspondent(
        name: "Mail Delivery System", address: "MAILER-DAEMON@mx." + Directory.domain),
      to: [Correspondent(name: nil, address: lost.from.address)],
      subject: "Undelivered Mail Returned to Sender",
      text: "Your message could not be delivered: the recipient's mailbox is full.")
    bounce.style = .plain
    bounce.headers = [
      ("X-Failed-Recipients", lost.to.first?.address ?? ""), ("Auto-Submitted", "auto-replied"),
    ]
    // Some servers return nothing of it, but say which it was.
    if random.chance(0.3) {
      bounce.inReplyTo = lost.id
    } else {
      bounce.part = .returned(headers: headers)
    }
    deliver(bounce)
  }
}
