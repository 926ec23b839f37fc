/// One line of a stream between stages, told apart by its noun.
public enum Line: Sendable {
  case record(Record)
  case event(Event)
  case contact(Contact)
  case sign(Sign)
  case books(Books)
  case observed(ObservedTimes)
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
  ///
  /// - Parameter pool: for the texts of contacts and signs, of many of which all are kept.
  public init(_ bytes: UnsafeBufferPointer<UInt8>, pool: TextPool? = nil) throws(LineFault) {
    self = try Line.read(bytes, pool).get()
  }

  private static func read(
    _ bytes: UnsafeBufferPointer<UInt8>, _ pool: TextPool? = nil
  ) -> Result<Line, LineFault> {
    do throws(JSONFault) {
      // As we write them, the noun and the version stand first.
      if let (noun, kind) = Line.head(bytes) {
        return .success(try Line.decode(noun, kind, bytes, pool))
      }
      var noun: String?
      var kind = ""
      var version: Int?
      var scanner = JSONScanner(bytes)
      try scanner.object { (key, value) throws(JSONFault) in
        switch key {
        // The first of these keys is the noun's; later ones are data.
        case "record" where noun == nil, "event" where noun == nil, "contact" where noun == nil,
          "sign" where noun == nil, "books" where noun == nil, "observed" where noun == nil:
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
      return .success(try Line.decode(noun, kind, bytes, pool))
    } catch {
      return .failure(.json(error))
    }
  }
}

extension Line {
  /// The noun and its kind, where they and the known version begin the line; only a shortcut.
  private static func head(_ bytes: UnsafeBufferPointer<UInt8>) -> (String, String)? {
    guard bytes.count > 2, bytes[0] == 0x7B, bytes[1] == 0x22 else { return nil }
    func text(from start: Int) -> (String, end: Int)? {
      var i = start
      while i < bytes.count, i - start < 32, bytes[i] != 0x22 {
        if bytes[i] == 0x5C { return nil }
        i += 1
      }
      guard i < bytes.count, bytes[i] == 0x22 else { return nil }
      return (
        String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<i]), as: UTF8.self), i + 1
      )
    }
    guard let (noun, afterNoun) = text(from: 2),
      noun == "record" || noun == "event" || noun == "contact" || noun == "sign"
        || noun == "books" || noun == "observed",
      afterNoun + 2 < bytes.count, bytes[afterNoun] == 0x3A, bytes[afterNoun + 1] == 0x22,
      let (kind, afterKind) = text(from: afterNoun + 2)
    else { return nil }
    let version = Array(",\"v\":\(Line.version)".utf8)
    let end = afterKind + version.count
    guard end < bytes.count, bytes[afterKind..<end].elementsEqual(version),
      bytes[end] == 0x2C || bytes[end] == 0x7D
    else { return nil }
    return (noun, kind)
  }

  private static func decode(
    _ noun: String, _ kind: String, _ bytes: UnsafeBufferPointer<UInt8>, _ pool: TextPool?
  ) throws(JSONFault) -> Line {
    switch noun {
    case "record":
      // A kind of record that a later program may write is passed on.
      return Record.kinds.contains(kind) ? .record(try Record(kind: kind, line: bytes)) : .other
    case "event": return .event(try Event(line: bytes))
    case "contact": return .contact(try Contact(line: bytes, pool))
    case "sign": return try Sign.read(bytes, pool).map { .sign($0) } ?? .other
    case "observed": return .observed(try ObservedTimes(line: bytes))
    default: return .books(try Books(line: bytes))
    }
  }
}

/// Why a line cannot be read.
public enum LineFault: Error, Equatable, Sendable {
  case json(JSONFault)
  /// Written by another version of the format, which stops the stage.
  case version(Int)
}
