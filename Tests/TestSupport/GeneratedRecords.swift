public import Records

/// Nouns with every field absent or present, and odd texts in them.
extension Seeded {
  public mutating func text() -> String { OddTexts.one(&self) }

  public mutating func number() -> Int {
    one(of: [0, 1, 9, 10, 59, 4096, 123_456_789, 999_999_999_999])
  }

  public mutating func moment() -> Timestamp {
    Timestamp(Int.random(in: Timestamp.earliest.seconds...Timestamp.latest.seconds, using: &self))
  }

  public mutating func place() -> Place {
    Place(source: text(), offset: number(), line: maybe { $0.number() })
  }

  mutating func origin() -> Origin {
    Origin(format: text(), place: place(), id: text(), defects: some { $0.text() })
  }

  mutating func mailbox() -> Mailbox { Mailbox(name: maybe { $0.text() }, address: text()) }

  mutating func party() -> Party? {
    let party = Party(
      name: maybe { $0.text() }, address: maybe { $0.text() }, number: maybe { $0.text() },
      role: maybe { $0.one(of: [.agent, .customer, .system]) })
    // One of whom nothing is known is written as none.
    return party.isEmpty ? nil : party
  }

  public mutating func mail() -> Mail {
    var mail = Mail(origin: origin())
    mail.inReplyTo = some { $0.text() }
    mail.references = some { $0.text() }
    mail.date = maybe { $0.moment() }
    mail.received = maybe { $0.moment() }
    mail.from = maybe { $0.mailbox() }
    mail.sender = maybe { $0.mailbox() }
    mail.replyTo = some { $0.mailbox() }
    mail.originalFrom = maybe { $0.mailbox() }
    mail.to = some { $0.mailbox() }
    mail.cc = some { $0.mailbox() }
    mail.subject = maybe { $0.text() }
    mail.automatic = maybe { $0.text() }
    mail.bounce = flip()
    mail.bounced = maybe { $0.text() }
    mail.failedRecipients = mail.bounced.map { [$0] } ?? []
    mail.listID = maybe { $0.text() }
    mail.text = maybe { $0.text() }
    mail.attachments = some {
      Mail.Attachment(name: $0.maybe { $0.text() }, type: $0.text(), bytes: $0.number())
    }
    mail.voicemail = maybe {
      Mail.VoicemailNotice(
        from: $0.maybe { $0.text() }, name: $0.maybe { $0.text() },
        mailbox: $0.maybe { $0.text() }, durationS: $0.maybe { $0.number() }, missed: $0.flip())
    }
    mail.meeting = maybe {
      Mail.Meeting(
        method: $0.text(), starts: $0.maybe { $0.moment() }, summary: $0.maybe { $0.text() })
    }
    mail.bytes = number()
    return mail
  }

  public mutating func call() -> Call {
    var call = Call(origin: origin())
    call.started = maybe { $0.moment() }
    call.answered = maybe { $0.moment() }
    call.ended = maybe { $0.moment() }
    call.from = maybe { $0.text() }
    call.to = maybe { $0.text() }
    call.direction = maybe { $0.one(of: [.inbound, .outbound, .internal]) }
    call.outcome = maybe {
      $0.one(of: [.answered, .voicemail, .abandoned, .missed, .busy, .failed, .rejected])
    }
    call.waitS = maybe { $0.number() }
    call.talkS = maybe { $0.number() }
    call.agent = maybe { $0.text() }
    call.queue = maybe { $0.text() }
    call.mailbox = maybe { $0.text() }
    call.legs = number()
    call.zone = maybe { $0.text() }
    return call
  }

  public mutating func record() -> Record {
    switch Int.random(in: 0..<6, using: &self) {
    case 0: return .mail(mail())
    case 1: return .call(call())
    case 2:
      var voicemail = Voicemail(origin: origin())
      voicemail.left = maybe { $0.moment() }
      voicemail.from = maybe { $0.text() }
      voicemail.name = maybe { $0.text() }
      voicemail.mailbox = maybe { $0.text() }
      voicemail.durationS = maybe { $0.number() }
      voicemail.heard = maybe { $0.flip() }
      voicemail.transcript = maybe { $0.text() }
      return .voicemail(voicemail)
    case 3:
      var ticket = Ticket(origin: origin())
      ticket.opened = maybe { $0.moment() }
      ticket.channel = maybe { $0.text() }
      ticket.subject = maybe { $0.text() }
      ticket.requester = party()
      ticket.submitter = party()
      ticket.organization = maybe { $0.text() }
      ticket.assignee = party()
      ticket.status = maybe { $0.text() }
      ticket.priority = maybe { $0.text() }
      ticket.text = maybe { $0.text() }
      return .ticket(ticket)
    case 4:
      var comment = Comment(origin: origin(), ticket: text())
      comment.at = maybe { $0.moment() }
      comment.author = party()
      comment.isPublic = flip()
      comment.opening = flip()
      comment.text = maybe { $0.text() }
      return .comment(comment)
    default:
      var status = StatusChange(origin: origin(), ticket: text())
      status.at = maybe { $0.moment() }
      status.from = maybe { $0.text() }
      status.to = maybe { $0.text() }
      status.by = party()
      return .status(status)
    }
  }
}
