extension JSONLine {
  /// Writes a sign as one line.
  public mutating func write(_ sign: Sign) {
    begin()
    add("sign", sign.kind.rawValue)
    add("v", 1)
    add("at", sign.at)
    add("until", sign.until)
    add("kept", sign.kept)
    add("channel", sign.channel?.rawValue)
    add("client", sign.client)
    add("person", sign.person)
    add("technician", sign.technician)
    add("phrase", sign.phrase)
    add("contact_id", sign.contact)
    add("days", sign.days)
    add("event_id", sign.event)
    if let place = sign.place {
      add("source", place.source)
      add("offset", place.offset)
      add("line", place.line)
    }
    end()
  }
}

extension Sign {
  /// Reads one line; unknown keys are ignored. A kind of sign that a later program may write is
  /// `nil`.
  static func read(
    _ line: UnsafeBufferPointer<UInt8>, _ pool: TextPool?
  ) throws(JSONFault) -> Sign? {
    var kind: Kind?
    var sign = Fields(.gap, at: .earliest)
    var place = Place(source: "-", offset: 0)
    var placed = false
    var scanner = JSONScanner(line, pool: pool)
    try scanner.whole { (key, value) throws(JSONFault) in
      switch key {
      case "sign": kind = Kind(rawValue: try value.string())
      case "at": sign.at = try value.timestamp()
      case "until": sign.until = try value.timestamp()
      case "kept": sign.kept = try value.bool()
      case "channel": sign.channel = try value.choice("a channel")
      case "client": sign.client = try value.shared()
      case "person": sign.person = try value.shared()
      case "technician": sign.technician = try value.shared()
      case "phrase": sign.phrase = try value.shared()
      case "contact_id": sign.contact = try value.string()
      case "days": sign.days = try value.int()
      case "event_id": sign.event = try value.string()
      case "source":
        place.source = try value.shared()
        placed = true
      case "offset": place.offset = try value.int()
      case "line": place.line = try value.int()
      default: try value.skip()
      }
    }
    guard let kind else { return nil }
    sign.kind = kind
    if placed { sign.place = place }
    return Sign(sign)
  }
}
