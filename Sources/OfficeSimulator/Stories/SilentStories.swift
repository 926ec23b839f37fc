import Records

extension Story {
  /// What wants no answer.
  static let silent: [Story] = [
    Story(.outOfOffice, .mail) { scene in
      let mail = scene.opensByMail()
      scene.laterSameDay()
      let reply = scene.replies(to: mail)
      scene.answers(with: reply)
      scene.wait(5...60)
      var absence = scene.draft(
        from: scene.correspondent(scene.person), to: [reply.from],
        subject: "Automatic reply: " + mail.subject,
        text: "I am out of the office until Monday and do not read my mail.", after: reply)
      // Some programs say it in no header.
      absence.headers = scene.random.pick([
        [("Auto-Submitted", "auto-replied")], [("X-Autoreply", "yes")],
        [("Precedence", "auto_reply")], [],
      ])
      let atDesk = reply.from.address != Directory.support
      scene.deliver(absence, into: atDesk ? reply.technician : "support")
    },
    Story(.thanksAfter, .mail) { scene in
      let mail = scene.opensByMail()
      scene.laterSameDay()
      let reply = scene.replies(to: mail)
      scene.answers(with: reply)
      scene.laterSameDay()
      scene.writes(after: reply, scene.random.pick(Texts.thanks))
    },
    Story(.thanksBefore, .mail) { scene in
      let mail = scene.opensByMail()
      scene.wait(900...3000)
      scene.writes(after: mail, scene.random.pick(Texts.thanks))
      scene.repliesOrNot(to: mail)
    },
    Story(.newsletter, .mail, .nobody) { scene in
      var mail = scene.draft(
        from: Correspondent(name: "Cloud Vendor News", address: "news@cloudvendor.example"),
        to: [.support], subject: "What is new in release \(scene.serial)",
        text: "New this month: faster backups. Why wait? Ask us how.\nUnsubscribe at any time.")
      mail.headers = [
        ("List-Id", "Cloud Vendor News <news.cloudvendor.example>"),
        ("List-Unsubscribe", "<mailto:leave@cloudvendor.example>"), ("Precedence", "bulk"),
      ]
      scene.deliver(mail)
    },
    // The client's own newsletter.
    Story(.newsletter, .mail) { scene in
      guard let firm = scene.person.client.map({ scene.firms[$0] }) else { return }
      var mail = scene.draft(
        from: Correspondent(name: firm.name, address: "newsletter@" + firm.domain),
        to: [.support], subject: "News from \(firm.name), no. \(scene.serial)",
        text: "Our offers of the month. Would you like to know more?")
      mail.headers = [
        ("List-Id", "<newsletter.\(firm.domain)>"), ("Precedence", "bulk"),
        ("List-Unsubscribe", "<mailto:leave@\(firm.domain)>"),
      ]
      scene.deliver(mail)
    },
    Story(.internalMail, .mail, .nobody) { scene in
      let mail = scene.draft(
        from: Correspondent(name: "Lee Morgan", address: Directory.team[1].address),
        to: [Correspondent(name: "Dana Ruiz", address: Directory.team[0].address)],
        subject: "Rota for next week (\(scene.serial))", text: "Can you take the late shift?")
      scene.deliver(mail, into: "dana")
    },
    Story(.internalCall, .calls, .nobody) { scene in scene.internalCall() },
    Story(.ourTicket, .helpdesk, .nobody) { scene in
      let agent = scene.technician()
      let ticket = scene.ticket(
        via: .web, subject: "Replace the tape drive (\(scene.serial))",
        text: "To be done before the end of the month.", requester: agent.user, enteredBy: agent)
      scene.file(ticket, solve: scene.random.chance(0.5))
    },
    Story(.ourTicket, [.helpdesk, .submitters]) { scene in
      let agent = scene.technician()
      let ticket = scene.ticket(
        via: .web, subject: "Planned maintenance (\(scene.serial))",
        text: "We will update your server on Sunday night.", enteredBy: agent)
      scene.file(ticket, solve: true)
    },
    Story(.dropped, .calls) { scene in scene.dropsCall() },
    Story(.dropped, .calls) { scene in
      scene.opensByMissedCall()
      scene.laterSameDay()
      scene.dropsCall()
      scene.laterSameDay()
      scene.answers(with: scene.callsBack())
    },
    Story(.meeting, .mail) { scene in scene.meets() },
  ]
}

extension Scene {
  /// We invite the person to a review, and they accept (RFC 5546).
  fileprivate mutating func meets() {
    let agent = technician()
    let starts = time.atWork(now + 400_000, random: &random)
    func calendar(_ method: String, _ status: String) -> String {
      let stamp = starts.description.filter { $0 != "-" && $0 != ":" }
      return """
        BEGIN:VCALENDAR
        PRODID:-//Harbor IT//Calendar//EN
        VERSION:2.0
        METHOD:\(method)
        BEGIN:VEVENT
        UID:review-\(serial)@harborit.example
        DTSTART:\(stamp)
        DURATION:PT1H
        SUMMARY:Quarterly review
        ORGANIZER:mailto:\(agent.address)
        ATTENDEE;PARTSTAT=\(status):mailto:\(person.addresses.first ?? "")
        END:VEVENT
        END:VCALENDAR
        """
    }
    var invitation = draft(
      from: Correspondent(name: agent.name, address: agent.address),
      to: [correspondent(person)], subject: "Quarterly review (\(serial))",
      text: "Let us go through the last quarter together.")
    invitation.cc = [.support]
    invitation.sent = true
    invitation.part = .calendar(method: "REQUEST", text: calendar("REQUEST", "NEEDS-ACTION"))
    deliver(invitation)
    laterSameDay()
    var acceptance = draft(
      from: correspondent(person), to: [invitation.from],
      subject: "Accepted: Quarterly review (\(serial))", text: "", after: invitation)
    acceptance.quotation = nil
    acceptance.part = .calendar(method: "REPLY", text: calendar("REPLY", "ACCEPTED"))
    deliver(acceptance, into: agent.id)
  }
}
