extension JSONLine {
  /// Writes a reject as one line of the reject stream.
  public mutating func write(_ reject: Reject) {
    begin()
    add("reject", reject.code)
    add("v", 1)
    add("source", reject.place.source)
    add("offset", reject.place.offset)
    add("line", reject.place.line)
    add("detail", reject.detail)
    end()
  }
}

extension Reject {
  /// Reads one line of the reject stream; unknown keys are ignored.
  public init(line: UnsafeBufferPointer<UInt8>) throws(JSONFault) {
    var reject = Reject("", "", at: Place(source: "-", offset: 0))
    var scanner = JSONScanner(line)
    try scanner.whole { (key, value) throws(JSONFault) in
      switch key {
      case "reject": reject.code = try value.string()
      case "source": reject.place.source = try value.string()
      case "offset": reject.place.offset = try value.int()
      case "line": reject.place.line = try value.int()
      case "detail": reject.detail = try value.string()
      default: try value.skip()
      }
    }
    self = reject
  }
}
