extension JSONLine {
  /// Writes a record as one line (DESIGN: the keys stand in a fixed order).
  public mutating func write(_ record: Record) {
    begin()
    switch record {
    case .mail(let mail):
      head("mail", mail.origin)
      body(mail)
    case .call(let call):
      head("call", call.origin)
      body(call)
    case .voicemail(let voicemail):
      head("voicemail", voicemail.origin)
      body(voicemail)
    case .ticket(let ticket):
      head("ticket", ticket.origin)
      body(ticket)
    case .comment(let comment):
      head("comment", comment.origin)
      body(comment)
    case .status(let status):
      head("status", status.origin)
      body(status)
    }
    end()
  }

  /// Writes a call as the record that it is.
  public mutating func write(_ call: Call) {
    begin()
    head("call", call.origin)
    body(call)
    end()
  }

  /// Writes a comment as the record that it is.
  public mutating func write(_ comment: Comment) {
    begin()
    head("comment", comment.origin)
    body(comment)
    end()
  }

  /// Writes a ticket as the record that it is.
  public mutating func write(_ ticket: Ticket) {
    begin()
    head("ticket", ticket.origin)
    body(ticket)
    end()
  }

  private mutating func head(_ kind: StaticString, _ origin: Origin) {
    key("record")
    kind.withUTF8Buffer { add(utf8: $0) }
    add("v", 1)
    add("format", origin.format)
    add("source", origin.place.source)
    add("offset", origin.place.offset)
    add("line", origin.place.line)
    add("id", origin.id)
    add("defects", origin.defects)
  }

  private mutating func body(_ mail: Mail) {
    add("in_reply_to", mail.inReplyTo)
    add("references", mail.references)
    add("date", mail.date)
    add("received", mail.received)
    add("from", mail.from)
    add("sender", mail.sender)
    add("reply_to", mail.replyTo)
    add("original_from", mail.originalFrom)
    add("to", mail.to)
    add("cc", mail.cc)
    add("subject", mail.subject)
    add("automatic", mail.automatic)
    if mail.bounce { add("bounce", true) }
    add("bounced", mail.bounced)
    add("failed_recipients", mail.failedRecipients)
    add("list_id", mail.listID)
    add("text", mail.text)
    if !mail.attachments.isEmpty {
      key("attachments")
      array { line in
        for attachment in mail.attachments {
          line.object {
            $0.add("name", attachment.name)
            $0.add("type", attachment.type)
            $0.add("bytes", attachment.bytes)
          }
        }
      }
    }
    add("voicemail", mail.voicemail)
    add("meeting", mail.meeting)
    add("bytes", mail.bytes)
  }

  public mutating func add(_ key: StaticString, _ notice: Mail.VoicemailNotice?) {
    guard let notice else { return }
    self.key(key)
    object {
      $0.add("from", notice.from)
      $0.add("name", notice.name)
      $0.add("mailbox", notice.mailbox)
      $0.add("duration_s", notice.durationS)
      if notice.missed { $0.add("missed", true) }
    }
  }

  public mutating func add(_ key: StaticString, _ meeting: Mail.Meeting?) {
    guard let meeting else { return }
    self.key(key)
    object {
      $0.add("method", meeting.method)
      $0.add("starts", meeting.starts)
      $0.add("summary", meeting.summary)
    }
  }

  private mutating func body(_ call: Call) {
    add("started", call.started)
    add("answered", call.answered)
    add("ended", call.ended)
    add("from", call.from)
    add("to", call.to)
    add("direction", call.direction?.rawValue)
    add("outcome", call.outcome?.rawValue)
    add("wait_s", call.waitS)
    add("talk_s", call.talkS)
    add("agent", call.agent)
    add("queue", call.queue)
    add("mailbox", call.mailbox)
    add("legs", call.legs)
    add("zone", call.zone)
  }

  private mutating func body(_ voicemail: Voicemail) {
    add("left", voicemail.left)
    add("from", voicemail.from)
    add("name", voicemail.name)
    add("mailbox", voicemail.mailbox)
    add("duration_s", voicemail.durationS)
    add("heard", voicemail.heard)
    add("transcript", voicemail.transcript)
  }

  private mutating func body(_ ticket: Ticket) {
    add("opened", ticket.opened)
    add("channel", ticket.channel)
    add("subject", ticket.subject)
    add("requester", ticket.requester)
    add("submitter", ticket.submitter)
    add("organization", ticket.organization)
    add("assignee", ticket.assignee)
    add("status", ticket.status)
    add("priority", ticket.priority)
    add("text", ticket.text)
  }

  private mutating func body(_ comment: Comment) {
    add("ticket", comment.ticket)
    add("at", comment.at)
    add("author", comment.author)
    add("public", comment.isPublic)
    if comment.opening { add("opening", true) }
    add("text", comment.text)
  }

  private mutating func body(_ status: StatusChange) {
    add("ticket", status.ticket)
    add("at", status.at)
    add("from", status.from)
    add("to", status.to)
    add("by", status.by)
  }

  private mutating func add(_ key: StaticString, _ mailbox: Mailbox?) {
    guard let mailbox else { return }
    self.key(key)
    write(mailbox)
  }

  private mutating func add(_ key: StaticString, _ mailboxes: [Mailbox]) {
    guard !mailboxes.isEmpty else { return }
    self.key(key)
    array { line in
      for mailbox in mailboxes { line.write(mailbox) }
    }
  }

  private mutating func write(_ mailbox: Mailbox) {
    object {
      $0.add("name", mailbox.name)
      $0.add("address", mailbox.address)
    }
  }

  private mutating func add(_ key: StaticString, _ party: Party?) {
    guard let party, !party.isEmpty else { return }
    self.key(key)
    object {
      $0.add("name", party.name)
      $0.add("address", party.address)
      $0.add("number", party.number)
      $0.add("role", party.role?.rawValue)
    }
  }
}
