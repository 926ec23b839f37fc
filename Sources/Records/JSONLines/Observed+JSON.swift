extension JSONLine {
  /// Writes when events were as one line.
  public mutating func write(_ observed: Observed) {
    begin()
    add("observed", "events")
    add("v", Line.version)
    key("channels")
    array { line in
      for use in observed.uses {
        line.object { line in
          line.add("channel", use.channel.rawValue)
          line.add("latest", use.latest)
          line.key("days")
          line.array { line in for day in use.days { line.add(day) } }
        }
      }
    }
    key("stretches")
    array { line in
      for stretch in observed.stretches {
        line.array { line in
          line.add(stretch.first)
          line.add(stretch.last)
          line.add(stretch.count)
        }
      }
    }
    end()
  }
}

extension Observed {
  /// Reads one line, with or without its end.
  public init(line: UnsafeBufferPointer<UInt8>) throws(JSONFault) {
    var observed = Observed()
    var scanner = JSONScanner(line)
    var noun: String?
    try scanner.whole { (key, value) throws(JSONFault) in
      switch key {
      case "observed": noun = try value.string()
      case "channels":
        try value.array { (element) throws(JSONFault) in
          observed.uses.append(try Use(from: &element))
        }
      case "stretches":
        try value.array { (element) throws(JSONFault) in
          let numbers = try element.ints()
          guard numbers.count == 3 else { throw element.fault("three numbers") }
          observed.stretches.append(
            Stretch(first: numbers[0], last: numbers[1], count: max(0, numbers[2])))
        }
      default: try value.skip()
      }
    }
    guard noun != nil else { throw scanner.fault("what was observed") }
    self = observed
  }
}

extension Observed.Use {
  fileprivate init(from element: inout JSONScanner) throws(JSONFault) {
    var use = Observed.Use(.email, latest: nil, days: [])
    try element.object { (key, value) throws(JSONFault) in
      switch key {
      case "channel": use.channel = try value.choice("a channel")
      case "latest": use.latest = try value.int()
      case "days": use.days = try value.ints()
      default: try value.skip()
      }
    }
    self = use
  }
}

extension JSONScanner {
  fileprivate mutating func ints() throws(JSONFault) -> [Int] {
    var all: [Int] = []
    try array { (element) throws(JSONFault) in all.append(try element.int()) }
    return all
  }
}
