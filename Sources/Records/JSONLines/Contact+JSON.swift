extension JSONLine {
  /// Writes a contact as one line.
  public mutating func write(_ contact: Contact) {
    begin()
    fields(of: contact)
    end()
  }

  /// The keys of a contact, for a line of its own or inside a report.
  public mutating func fields(of contact: Contact) {
    add("contact", contact.id)
    add("v", 1)
    add("client", contact.client)
    add("person", contact.person)
    add("channel", contact.channel.rawValue)
    add("opened", contact.opened)
    add("attempts", contact.attempts)
    add("channels", contact.channels.map(\.rawValue))
    add("state", contact.state.rawValue)
    add("answered", contact.answered)
    add("answered_by", contact.answeredBy)
    add("answered_through", contact.answeredThrough?.rawValue)
    add("matched_by", contact.matchedBy?.rawValue)
    add("wait_s", contact.waitS)
    add("open_wait_s", contact.openWaitS)
    if contact.waitUnknown == true { add("wait_unknown", true) }
    add("ended", contact.ended)
    add("observed_until", contact.observedUntil)
    add("target_s", contact.targetS)
    add("within_target", contact.withinTarget)
    add("acknowledged", contact.acknowledged)
    add("tried", contact.tried)
    add("called_back", contact.calledBack)
    add("abandoned", contact.abandoned)
    add("recurrence_of", contact.recurrenceOf)
    add("subject", contact.subject)
    key("evidence")
    array { line in
      for evidence in contact.evidence {
        line.object {
          $0.add("event", evidence.event)
          $0.add("at", evidence.at)
          $0.add("source", evidence.place.source)
          $0.add("offset", evidence.place.offset)
          $0.add("line", evidence.place.line)
          $0.add("role", evidence.role.rawValue)
        }
      }
    }
  }
}

extension Contact {
  /// Reads one line; unknown keys are ignored.
  init(line: UnsafeBufferPointer<UInt8>, _ pool: TextPool?) throws(JSONFault) {
    var contact = Contact.Fields(
      id: "", channel: .email, opened: .earliest, channels: [], state: .unanswered, waitS: 0,
      openWaitS: 0, observedUntil: .earliest)
    var seen: Set<String> = []
    var scanner = JSONScanner(line, pool: pool)
    try scanner.whole { (key, value) throws(JSONFault) in
      seen.insert(key)
      switch key {
      case "contact": contact.id = try value.string()
      case "client": contact.client = try value.shared()
      case "person": contact.person = try value.shared()
      case "channel": contact.channel = try value.choice("a channel")
      case "opened": contact.opened = try value.timestamp()
      case "attempts": contact.attempts = try value.int()
      case "channels":
        var all: [Event.Channel] = []
        try value.array { (element) throws(JSONFault) in
          all.append(try element.choice("a channel"))
        }
        // Most have one, and then share their list.
        contact.channels = all.count == 1 ? Contact.single(all[0]) : all
      case "state": contact.state = try value.choice("a state")
      case "answered": contact.answered = try value.timestamp()
      case "answered_by": contact.answeredBy = try value.shared()
      case "answered_through": contact.answeredThrough = try value.choice("a channel")
      case "matched_by": contact.matchedBy = try value.choice("a way of matching")
      case "wait_s": contact.waitS = try value.int()
      case "open_wait_s": contact.openWaitS = try value.int()
      case "wait_unknown": contact.waitUnknown = try value.bool()
      case "ended": contact.ended = try value.timestamp()
      case "observed_until": contact.observedUntil = try value.timestamp()
      case "target_s": contact.targetS = try value.int()
      case "within_target": contact.withinTarget = try value.bool()
      case "acknowledged": contact.acknowledged = try value.timestamp()
      case "tried": contact.tried = try value.timestamp()
      case "called_back": contact.calledBack = try value.timestamp()
      case "abandoned": contact.abandoned = try value.bool()
      case "recurrence_of": contact.recurrenceOf = try value.string()
      case "subject": contact.subject = try value.shared()
      case "evidence":
        var all: [Evidence] = []
        try value.array { (element) throws(JSONFault) in
          all.append(try Evidence(from: &element))
        }
        // No more room than is needed.
        contact.evidence.reserveCapacity(all.count)
        contact.evidence += all
      default: try value.skip()
      }
    }
    for key in ["opened", "state", "wait_s"] where !seen.contains(key) {
      throw JSONFault(offset: 0, detail: "the key \"\(key)\"")
    }
    if contact.channels.isEmpty { contact.channels = Contact.single(contact.channel) }
    self = Contact(contact)
  }

  private static func single(_ channel: Event.Channel) -> [Event.Channel] {
    switch channel {
    case .email: email
    case .call: call
    case .voicemail: voicemail
    case .ticket: ticket
    }
  }

  private static let email = [Event.Channel.email]
  private static let call = [Event.Channel.call]
  private static let voicemail = [Event.Channel.voicemail]
  private static let ticket = [Event.Channel.ticket]
}

extension Contact.Evidence {
  fileprivate init(from element: inout JSONScanner) throws(JSONFault) {
    var evidence = Contact.Evidence(
      event: "", at: .earliest, place: Place(source: "-", offset: 0), role: .note)
    try element.object { (key, value) throws(JSONFault) in
      switch key {
      case "event": evidence.event = try value.string()
      case "at": evidence.at = try value.timestamp()
      case "source": evidence.place.source = try value.shared()
      case "offset": evidence.place.offset = try value.int()
      case "line": evidence.place.line = try value.int()
      case "role": evidence.role = try value.choice("a role")
      default: try value.skip()
      }
    }
    self = evidence
  }
}
