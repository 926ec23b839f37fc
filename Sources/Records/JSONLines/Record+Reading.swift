extension Record {
  /// What `"record":` may say.
  static let kinds = ["mail", "call", "voicemail", "ticket", "comment", "status"]

  /// Reads one line; unknown keys are ignored.
  init(kind: String, line: UnsafeBufferPointer<UInt8>) throws(JSONFault) {
    var common = Common()
    var scanner = JSONScanner(line)
    switch kind {
    case "mail":
      var mail = Mail(origin: common.origin)
      try scanner.whole { (key, value) throws(JSONFault) in
        if try !common.read(key, &value), try !mail.read(key, &value) { try value.skip() }
      }
      mail.origin = common.origin
      self = .mail(mail)
    case "call":
      var call = Call(origin: common.origin)
      try scanner.whole { (key, value) throws(JSONFault) in
        if try !common.read(key, &value), try !call.read(key, &value) { try value.skip() }
      }
      call.origin = common.origin
      self = .call(call)
    case "voicemail":
      var voicemail = Voicemail(origin: common.origin)
      try scanner.whole { (key, value) throws(JSONFault) in
        if try !common.read(key, &value), try !voicemail.read(key, &value) { try value.skip() }
      }
      voicemail.origin = common.origin
      self = .voicemail(voicemail)
    case "ticket":
      var ticket = Ticket(origin: common.origin)
      try scanner.whole { (key, value) throws(JSONFault) in
        if try !common.read(key, &value), try !ticket.read(key, &value) { try value.skip() }
      }
      ticket.origin = common.origin
      self = .ticket(ticket)
    case "comment":
      var comment = Comment(origin: common.origin, ticket: "")
      try scanner.whole { (key, value) throws(JSONFault) in
        if try !common.read(key, &value), try !comment.read(key, &value) { try value.skip() }
      }
      comment.origin = common.origin
      self = .comment(comment)
    case "status":
      var status = StatusChange(origin: common.origin, ticket: "")
      try scanner.whole { (key, value) throws(JSONFault) in
        if try !common.read(key, &value), try !status.read(key, &value) { try value.skip() }
      }
      status.origin = common.origin
      self = .status(status)
    default:
      throw JSONFault(offset: 0, detail: "a known kind of record")
    }
  }

  private struct Common {
    var origin = Origin(format: "", place: Place(source: "-", offset: 0), id: "")

    mutating func read(_ key: String, _ value: inout JSONScanner) throws(JSONFault) -> Bool {
      switch key {
      case "format": origin.format = try value.string()
      case "source": origin.place.source = try value.string()
      case "offset": origin.place.offset = try value.int()
      case "line": origin.place.line = try value.int()
      case "id": origin.id = try value.string()
      case "defects": origin.defects = try value.strings()
      default: return false
      }
      return true
    }
  }
}

extension Mail {
  fileprivate mutating func read(
    _ key: String, _ value: inout JSONScanner
  ) throws(JSONFault) -> Bool {
    switch key {
    case "in_reply_to": inReplyTo = try value.stringOrStrings()
    case "references": references = try value.stringOrStrings()
    case "date": date = try value.timestamp()
    case "received": received = try value.timestamp()
    case "from": from = try value.mailboxes().first
    case "sender": sender = try value.mailboxes().first
    case "reply_to": replyTo = try value.mailboxes()
    case "original_from": originalFrom = try value.mailboxes().first
    case "to": to = try value.mailboxes()
    case "cc": cc = try value.mailboxes()
    case "subject": subject = try value.string()
    case "automatic": automatic = try value.string()
    case "bounce": bounce = try value.bool()
    case "bounced": bounced = try value.string()
    case "failed_recipients": failedRecipients = try value.stringOrStrings()
    case "list_id": listID = try value.string()
    case "text": text = try value.string()
    case "bytes": bytes = try value.int()
    case "attachments":
      var all: [Attachment] = []
      try value.array { (element) throws(JSONFault) in
        var attachment = Attachment(type: "", bytes: 0)
        try element.object { (key, value) throws(JSONFault) in
          switch key {
          case "name": attachment.name = try value.string()
          case "type": attachment.type = try value.string()
          case "bytes": attachment.bytes = try value.int()
          default: try value.skip()
          }
        }
        all.append(attachment)
      }
      attachments = all
    case "voicemail":
      var notice = VoicemailNotice()
      try value.object { (key, value) throws(JSONFault) in
        switch key {
        case "from": notice.from = try value.string()
        case "name": notice.name = try value.string()
        case "mailbox": notice.mailbox = try value.string()
        case "duration_s": notice.durationS = try value.int()
        case "missed": notice.missed = try value.bool()
        default: try value.skip()
        }
      }
      voicemail = notice
    case "meeting":
      var found = Meeting(method: "")
      try value.object { (key, value) throws(JSONFault) in
        switch key {
        case "method": found.method = try value.string()
        case "starts": found.starts = try value.timestamp()
        case "summary": found.summary = try value.string()
        default: try value.skip()
        }
      }
      meeting = found
    default: return false
    }
    return true
  }
}

extension Call {
  fileprivate mutating func read(
    _ key: String, _ value: inout JSONScanner
  ) throws(JSONFault) -> Bool {
    switch key {
    case "started": started = try value.timestamp()
    case "answered": answered = try value.timestamp()
    case "ended": ended = try value.timestamp()
    case "from": from = try value.string()
    case "to": to = try value.string()
    case "direction": direction = Direction(rawValue: try value.string())
    case "outcome": outcome = Outcome(rawValue: try value.string())
    case "wait_s": waitS = try value.int()
    case "talk_s": talkS = try value.int()
    case "agent": agent = try value.string()
    case "queue": queue = try value.string()
    case "mailbox": mailbox = try value.string()
    case "legs": legs = try value.int()
    case "zone": zone = try value.string()
    default: return false
    }
    return true
  }
}

extension Voicemail {
  fileprivate mutating func read(
    _ key: String, _ value: inout JSONScanner
  ) throws(JSONFault) -> Bool {
    switch key {
    case "left": left = try value.timestamp()
    case "from": from = try value.string()
    case "name": name = try value.string()
    case "mailbox": mailbox = try value.string()
    case "duration_s": durationS = try value.int()
    case "heard": heard = try value.bool()
    case "transcript": transcript = try value.string()
    default: return false
    }
    return true
  }
}

extension Ticket {
  fileprivate mutating func read(
    _ key: String, _ value: inout JSONScanner
  ) throws(JSONFault) -> Bool {
    switch key {
    case "opened": opened = try value.timestamp()
    case "channel": channel = try value.string()
    case "subject": subject = try value.string()
    case "requester": requester = try value.party()
    case "submitter": submitter = try value.party()
    case "organization": organization = try value.string()
    case "assignee": assignee = try value.party()
    case "status": status = try value.string()
    case "priority": priority = try value.string()
    case "text": text = try value.string()
    default: return false
    }
    return true
  }
}

extension Comment {
  fileprivate mutating func read(
    _ key: String, _ value: inout JSONScanner
  ) throws(JSONFault) -> Bool {
    switch key {
    case "ticket": ticket = try value.string()
    case "at": at = try value.timestamp()
    case "author": author = try value.party()
    case "public": isPublic = try value.bool()
    case "opening": opening = try value.bool()
    case "text": text = try value.string()
    default: return false
    }
    return true
  }
}

extension StatusChange {
  fileprivate mutating func read(
    _ key: String, _ value: inout JSONScanner
  ) throws(JSONFault) -> Bool {
    switch key {
    case "ticket": ticket = try value.string()
    case "at": at = try value.timestamp()
    case "from": from = try value.string()
    case "to": to = try value.string()
    case "by": by = try value.party()
    default: return false
    }
    return true
  }
}

extension JSONScanner {
  /// One string or a list of them.
  fileprivate mutating func stringOrStrings() throws(JSONFault) -> [String] {
    peek() == 0x22 ? [try string()] : try strings()
  }

  /// One mailbox or a list of them; each an object, or a string that is the address.
  fileprivate mutating func mailboxes() throws(JSONFault) -> [Mailbox] {
    if peek() != 0x5B { return [try mailbox()] }
    var all: [Mailbox] = []
    try array { (scanner) throws(JSONFault) in all.append(try scanner.mailbox()) }
    return all
  }

  private mutating func mailbox() throws(JSONFault) -> Mailbox {
    if peek() == 0x22 { return Mailbox(address: try string()) }
    var mailbox = Mailbox(address: "")
    try object { (key, value) throws(JSONFault) in
      switch key {
      case "name": mailbox.name = try value.string()
      case "address": mailbox.address = try value.string()
      default: try value.skip()
      }
    }
    return mailbox
  }

  /// A party as an object; a string is an address where it has an `@`, else a name.
  fileprivate mutating func party() throws(JSONFault) -> Party {
    var party = Party()
    if peek() == 0x22 {
      let text = try string()
      if text.utf8.contains(0x40) { party.address = text } else { party.name = text }
      return party
    }
    try object { (key, value) throws(JSONFault) in
      switch key {
      case "name": party.name = try value.string()
      case "address": party.address = try value.string()
      case "number": party.number = try value.string()
      case "role": party.role = Party.Role(rawValue: try value.string())
      default: try value.skip()
      }
    }
    return party
  }
}
