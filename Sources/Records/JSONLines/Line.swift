/// One line of a stream between stages, told apart by its noun.
public enum Line: Sendable {
  case record(Record)
  case event(Event)
  case contact(Contact)
  case books(Books)
  /// A line of a kind that is not ours; it is passed on as it is.
  case other

  /// The version of the format that is written and read.
  public static let version = 1

  /// Reads one line, with or without its line end.
  ///
  /// - Throws: ``LineFault`` where it is no JSON object, or of another version.
  public init(_ bytes: some Collection<UInt8>) throws(LineFault) {
    let contiguous = bytes as? [UInt8] ?? Array(bytes)
    let result = contiguous.withUnsafeBufferPointer { Line.read($0) }
    self = try result.get()
  }

  /// Reads one line of borrowed bytes.
  public init(_ bytes: UnsafeBufferPointer<UInt8>) throws(LineFault) {
    self = try Line.read(bytes).get()
  }

  private static func read(_ bytes: UnsafeBufferPointer<UInt8>) -> Result<Line, LineFault> {
    do throws(JSONFault) {
      var noun: String?
      var kind = ""
      var version: Int?
      var scanner = JSONScanner(bytes)
      try scanner.object { (key, value) throws(JSONFault) in
        switch key {
        // The first of these keys is the noun's; later ones are data.
        case "record" where noun == nil, "event" where noun == nil, "contact" where noun == nil,
          "books" where noun == nil:
          if value.peek() == 0x22 {
            noun = key
            kind = try value.string()
          } else {
            try value.skip()
          }
        case "v" where version == nil: version = try value.int()
        default: try value.skip()
        }
      }
      guard scanner.atEnd() else { throw scanner.fault("one object a line") }
      guard let noun else { return .success(.other) }
      if let version, version != Line.version { return .failure(.version(version)) }
      // A kind of record that a later program may write.
      if noun == "record" && !Record.kinds.contains(kind) { return .success(.other) }
      switch noun {
      case "record": return .success(.record(try Record(kind: kind, line: bytes)))
      case "event": return .success(.event(try Event(line: bytes)))
      case "contact": return .success(.contact(try Contact(line: bytes)))
      default: return .success(.books(try Books(line: bytes)))
      }
    } catch {
      return .failure(.json(error))
    }
  }
}

/// Why a line cannot be read.
public enum LineFault: Error, Equatable, Sendable {
  case json(JSONFault)
  /// Written by another version of the format, which stops the stage.
  case version(Int)
}
