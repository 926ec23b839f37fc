extension Record {
  /// What `"record":` may say.
  static let kinds = ["mail", "call", "voicemail", "ticket", "comment", "status"]

  /// Reads one line; unknown keys are ignored.
  init(kind: String, line: UnsafeBufferPointer<UInt8>) throws(JSONFault) {
    let origin = Common().origin
    switch kind {
    case "mail": self = .mail(try Record.fields(of: Mail(origin: origin), line))
    case "call": self = .call(try Record.fields(of: Call(origin: origin), line))
    case "voicemail": self = .voicemail(try Record.fields(of: Voicemail(origin: origin), line))
    case "ticket": self = .ticket(try Record.fields(of: Ticket(origin: origin), line))
    case "comment":
      self = .comment(try Record.fields(of: Comment(origin: origin, ticket: ""), line))
    case "status":
      self = .status(try Record.fields(of: StatusChange(origin: origin, ticket: ""), line))
    default:
      throw JSONFault(offset: 0, detail: "a known kind of record")
    }
  }

  /// A record with what a line says of it.
  private static func fields<Kind: KindOfRecord>(
    of empty: Kind, _ line: UnsafeBufferPointer<UInt8>
  ) throws(JSONFault) -> Kind {
    var record = empty
    var common = Common()
    var scanner = JSONScanner(line)
    try scanner.whole { (key, value) throws(JSONFault) in
      if try !common.read(key, &value), try !record.read(key, &value) { try value.skip() }
    }
    record.origin = common.origin
    return record
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

/// What each kind of record has of its own beside what all have.
private protocol KindOfRecord {
  var origin: Origin { get set }
  /// Reads the value of a key; false where the key is none of its own.
  mutating func read(_ key: String, _ value: inout JSONScanner) throws(JSONFault) -> Bool
}

extension Mail: KindOfRecord {
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

extension Call: KindOfRecord {
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

extension Voicemail: KindOfRecord {
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

extension Ticket: KindOfRecord {
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

extension Comment: KindOfRecord {
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

extension StatusChange: KindOfRecord {
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
