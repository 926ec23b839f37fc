extension JSONLine {
  /// Writes an event as one line.
  public mutating func write(_ event: Event) {
    begin()
    add("event", event.id)
    add("v", 1)
    add("at", event.at)
    add("channel", event.channel.rawValue)
    add("kind", event.kind.rawValue)
    add("direction", event.direction.rawValue)
    add("client", event.client)
    add("clients", event.clients)
    add("person", event.person)
    add("technician", event.technician)
    add("wants_answer", event.wantsAnswer)
    add("because", event.because)
    add("thread", event.thread)
    add("subject", event.subject)
    add("addressed", event.addressed)
    if !event.human { add("human", false) }
    add("number", event.number)
    add("mailbox", event.mailbox)
    add("answered", event.answered)
    add("ended", event.ended)
    add("via", event.via)
    add("wait_s", event.waitS)
    add("talk_s", event.talkS)
    if !event.signals.isEmpty {
      key("signals")
      array { line in
        for signal in event.signals {
          line.object {
            $0.add("signal", signal.signal)
            $0.add("phrase", signal.phrase)
          }
        }
      }
    }
    add("format", event.format)
    add("source", event.place.source)
    add("offset", event.place.offset)
    add("line", event.place.line)
    end()
  }
}

extension Event {
  /// Reads one line; unknown keys are ignored.
  init(line: UnsafeBufferPointer<UInt8>) throws(JSONFault) {
    var event = Event(
      id: "", at: .earliest, channel: .email, kind: .message, direction: .internal,
      wantsAnswer: false, place: Place(source: "-", offset: 0))
    var dated = false
    var scanner = JSONScanner(line)
    try scanner.whole { (key, value) throws(JSONFault) in
      switch key {
      case "event": event.id = try value.string()
      case "at":
        event.at = try value.timestamp()
        dated = true
      case "channel": event.channel = try value.choice("a channel")
      case "kind": event.kind = try value.choice("a kind of event")
      case "direction": event.direction = try value.choice("a direction")
      case "client": event.client = try value.string()
      case "clients": event.clients = try value.strings()
      case "person": event.person = try value.string()
      case "technician": event.technician = try value.string()
      case "wants_answer": event.wantsAnswer = try value.bool()
      case "because": event.because = try value.string()
      case "thread": event.thread = try value.strings()
      case "subject": event.subject = try value.string()
      case "addressed": event.addressed = try value.strings()
      case "human": event.human = try value.bool()
      case "number": event.number = try value.string()
      case "mailbox": event.mailbox = try value.string()
      case "answered": event.answered = try value.timestamp()
      case "ended": event.ended = try value.timestamp()
      case "via": event.via = try value.string()
      case "wait_s": event.waitS = try value.int()
      case "talk_s": event.talkS = try value.int()
      case "signals":
        var all: [Signal] = []
        try value.array { (element) throws(JSONFault) in
          var signal = Signal(signal: "", phrase: "")
          try element.object { (key, value) throws(JSONFault) in
            switch key {
            case "signal": signal.signal = try value.string()
            case "phrase": signal.phrase = try value.string()
            default: try value.skip()
            }
          }
          all.append(signal)
        }
        event.signals = all
      case "format": event.format = try value.string()
      case "source": event.place.source = try value.string()
      case "offset": event.place.offset = try value.int()
      case "line": event.place.line = try value.int()
      default: try value.skip()
      }
    }
    guard dated else { throw JSONFault(offset: 0, detail: "the key \"at\"") }
    self = event
  }
}

extension JSONScanner {
  /// One of the raw values of an enumeration.
  mutating func choice<Choice: RawRepresentable<String>>(
    _ wanted: String
  ) throws(JSONFault) -> Choice {
    _ = peek()
    let at = i
    guard let choice = Choice(rawValue: try string()) else {
      throw JSONFault(offset: at, detail: wanted)
    }
    return choice
  }
}
