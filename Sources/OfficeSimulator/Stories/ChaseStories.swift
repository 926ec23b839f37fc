import Records

extension Story {
  /// Further attempts of a contact, and several contacts at once.
  static let chases: [Story] = [
    Story(.chasingMail, .mail) { scene in
      let first = scene.opensByMail()
      scene.nextDays()
      let chase = scene.writes(after: first, scene.random.pick(Texts.chases))
      scene.again()
      scene.repliesOrNot(to: chase)
    },
    // The same subject in a new mail.
    Story(.chasingMail, .mail) { scene in
      let first = scene.opensByMail()
      scene.nextDays()
      let chase = scene.writes(first.subject, scene.random.pick(Texts.chases))
      scene.again()
      scene.repliesOrNot(to: scene.random.chance(0.5) ? chase : first)
    },
    Story(.chasingMail, .helpdesk) { scene in
      var ticket = scene.opensByTicket()
      scene.nextDays()
      ticket.comments.append(
        .init(author: ticket.requester, at: scene.now, text: scene.random.pick(Texts.chases)))
      scene.again()
      scene.commentsOrNot(on: ticket)
    },
    // A second ticket of the same subject; the first is closed as its double.
    Story(.chasingMail, .helpdesk) { scene in
      let first = scene.opensByTicket()
      scene.nextDays()
      let text = scene.random.pick(Texts.chases)
      let second = scene.ticket(via: .web, subject: first.subject, text: text)
      scene.again()
      scene.wait(1200...3000)
      var closed = first
      (closed.solved, closed.status) = (scene.now, 4)
      scene.file(closed)
      scene.commentsOrNot(on: second)
    },
    // After a week a call is no chase, but one call back answers both.
    Story(.chasingCall, .calls) { scene in
      scene.opensByMissedCall()
      scene.pass(700_000...780_000)
      scene.opensByMissedCall()
      scene.laterSameDay()
      let call = scene.callsBack()
      scene.answers(0, with: call)
      scene.answers(1, with: call)
    },
    Story(.chasingCall, .calls) { scene in
      scene.opensByMissedCall()
      scene.laterSameDay()
      scene.missedCall()
      scene.again()
      if scene.random.chance(0.5) {
        scene.nextDays()
        _ = scene.leavesVoicemail()
        scene.again()
      }
      scene.callsBackOrNot()
    },
    Story(.chasingCall, [.mail, .calls]) { scene in
      let mail = scene.opensByMail()
      scene.nextDays()
      scene.missedCall()
      scene.again()
      if scene.random.chance(0.5) {
        scene.laterSameDay()
        scene.answers(with: scene.callsBack())
      } else {
        scene.repliesOrNot(to: mail)
      }
    },
    // A new mail joins what so far was calls only.
    Story(.chasingCall, [.mail, .calls]) { scene in
      scene.opensByMissedCall()
      scene.laterSameDay()
      let (subject, text) = scene.problem()
      let mail = scene.writes(subject, text)
      scene.again()
      scene.repliesOrNot(to: mail)
    },
    Story(.chasingCall, [.helpdesk, .calls]) { scene in
      let ticket = scene.opensByTicket()
      scene.nextDays()
      scene.missedCall()
      scene.again()
      scene.commentsOrNot(on: ticket)
    },
    Story(.calledAgain, .calls) { scene in
      scene.opensByMissedCall()
      scene.laterSameDay()
      scene.answers(with: scene.liveCall())
      scene.again()
    },
    Story(.calledAgain, [.mail, .calls]) { scene in
      _ = scene.opensByMail()
      scene.nextDays()
      scene.answers(with: scene.liveCall())
      scene.again()
    },
    // Picked up, but for some seconds only.
    Story(.calledAgain, .calls) { scene in
      scene.opensByVoicemail()
      scene.laterSameDay()
      _ = scene.liveCall(talk: 2...8)
      scene.again()
      scene.laterSameDay()
      scene.answers(with: scene.callsBack())
    },
    // After a week a call that is picked up is its own contact, and answers the mail as well.
    Story(.calledAgain, [.mail, .calls]) { scene in
      _ = scene.opensByMail()
      scene.pass(700_000...780_000)
      scene.opensLive()
      scene.answers(
        0, at: scene.contacts[1].answered ?? scene.now, by: scene.contacts[1].answeredBy,
        through: "call", matchedBy: "person")
    },
    Story(.shortLive, .calls) { scene in scene.opensLive(talk: 2...8) },
    Story(.severalOpen, .mail) { scene in
      let first = scene.opensByMail()
      scene.laterSameDay()
      let second = scene.opensByMail()
      scene.laterSameDay()
      scene.answers(1, with: scene.replies(to: second))
      scene.nextDays()
      scene.answers(0, with: scene.replies(to: first))
    },
    Story(.severalOpen, [.mail, .calls]) { scene in
      _ = scene.opensByMail()
      scene.laterSameDay()
      _ = scene.opensByMail()
      scene.nextDays()
      let call = scene.callsBack()
      scene.answers(0, with: call)
      scene.answers(1, with: call)
    },
    Story(.severalOpen, [.mail, .helpdesk, .calls]) { scene in
      _ = scene.opensByMail()
      scene.laterSameDay()
      scene.file(scene.opensByTicket())
      scene.laterSameDay()
      let call = scene.callsBack()
      scene.answers(0, with: call)
      scene.answers(1, with: call)
    },
    // A call joins the most recently opened.
    Story(.severalOpen, [.mail, .calls]) { scene in
      let first = scene.opensByMail()
      scene.laterSameDay()
      let second = scene.opensByMail()
      scene.laterSameDay()
      scene.missedCall()
      scene.contacts[1].attempts += 1
      scene.laterSameDay()
      scene.answers(0, with: scene.replies(to: first))
      scene.laterSameDay()
      scene.answers(1, with: scene.replies(to: second))
    },
    // A reply in a thread answers it, and the person's calls.
    Story(.severalOpen, [.mail, .calls]) { scene in
      let mail = scene.mailAndCallApart()
      let reply = scene.replies(to: mail)
      scene.answers(0, with: reply)
      scene.answers(1, with: reply, matchedBy: "person")
    },
    // A new mail of ours answers the call alone.
    Story(.severalOpen, [.mail, .calls]) { scene in
      let mail = scene.mailAndCallApart()
      scene.answers(1, with: scene.newMail("Your call"), matchedBy: "person")
      scene.laterSameDay()
      scene.answers(0, with: scene.replies(to: mail))
    },
    Story(.colleague, .mail, .colleagues) { scene in
      let chase = scene.colleagueChases()
      scene.laterSameDay()
      scene.answers(with: scene.replies(to: chase))
    },
    Story(.colleague, .mail, .colleagues) { scene in
      let chase = scene.colleagueChases()
      scene.laterSameDay()
      var reply = scene.draftReply(to: chase)
      reply.to = [scene.correspondent(scene.person)]
      scene.answers(with: scene.deliver(reply))
    },
    Story(.colleague, [.mail, .calls], .colleagues) { scene in
      _ = scene.colleagueChases()
      scene.laterSameDay()
      scene.answers(with: scene.callsBack())
    },
  ]
}

extension Scene {
  /// The person writes, and calls in vain too late for a chase: two contacts.
  ///
  /// The mail; then some time passes.
  fileprivate mutating func mailAndCallApart() -> Message {
    let mail = opensByMail()
    pass(700_000...780_000)
    opensByMissedCall()
    laterSameDay()
    return mail
  }

  /// The person writes, a colleague of theirs writes in the thread; the colleague's mail.
  fileprivate mutating func colleagueChases() -> Message {
    let (subject, text) = problem()
    var mail = draftFromClient(subject, text)
    if let colleague { mail.cc = [correspondent(colleague)] }
    deliver(mail)
    opens("email", at: mail.at)
    nextDays()
    var chase = draftFromClient("", random.pick(Texts.chases), after: mail, by: colleague)
    chase.cc = [correspondent(person)]
    again()
    return deliver(chase)
  }
}
