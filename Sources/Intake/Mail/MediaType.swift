/// A Content-Type or Content-Disposition: a value and its parameters (RFC 2045 5.1, RFC 2183).
struct MediaType {
  /// `text/plain`, `attachment`, without blanks around it, as written.
  let value: ByteView
  private let parameters: ByteView

  /// More pieces of a parameter (RFC 2231 3) are left out.
  private static let maxPieces = 64
  private static let maxParameter = 4096

  init(_ header: ByteView) {
    let end = header.find(0x3B) ?? header.count
    value = header.upTo(end).trimmed()
    parameters = header.from(end)
  }

  /// What holds where no Content-Type is given, or none that is one (RFC 2045 5.2).
  static var plain: MediaType { constant("text/plain") }
  /// What holds so within a multipart/digest.
  static var message: MediaType { constant("message/rfc822") }

  private static func constant(_ text: StaticString) -> MediaType {
    MediaType(ByteView(base: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  var isMultipart: Bool { value.hasPrefixAnyCase("multipart/") }
  var isText: Bool { value.hasPrefixAnyCase("text/") }

  func isType(_ lower: StaticString) -> Bool { value.equalsAnyCase(lower) }

  func lowercased(_ arena: ByteArena) -> ByteView {
    let copy = arena.take(min(value.count, 127))
    let count = min(value.count, 127)
    for i in 0..<count { copy[i] = value.base[i].lowercasedASCII }
    return arena.utf8(ByteView(base: copy, count: count))
  }

  /// A parameter's value as it stands, without quotes, or as RFC 2231 4 has it, without charset
  /// and language; nil where there is none.
  func parameter(_ name: StaticString, _ arena: ByteArena) -> ByteView? {
    guard !parameters.isEmpty else { return nil }
    var found: ByteView?
    eachParameter(like: name) { key, text, isBorrowed in
      guard found == nil else { return }
      let n = name.utf8CodeUnitCount
      if key.count == n { found = isBorrowed ? arena.copy(text) : text }
      if key.count == n + 1, key[n] == 0x2A, let last = text.findLast(0x27) {
        found = isBorrowed ? arena.copy(text.from(last + 1)) : text.from(last + 1)
      }
    }
    return found
  }

  /// As ``parameter(_:_:)``, for what is read only now and then.
  func parameter(_ name: StaticString) -> [UInt8]? {
    let arena = ByteArena()
    return withExtendedLifetime(arena) { parameter(name, arena).map { Array($0.buffer) } }
  }

  private func plainParameter(_ name: StaticString) -> [UInt8]? {
    var found: [UInt8]?
    eachParameter(like: name) { key, text, _ in
      if found == nil, key.count == name.utf8CodeUnitCount { found = Array(text.buffer) }
    }
    return found
  }

  /// A parameter in UTF-8, with the charsets and continuations of RFC 2231 and, against the RFC,
  /// encoded words.
  func text(_ name: StaticString, _ words: EncodedWords) -> [UInt8]? {
    if let plain = plainParameter(name) {
      var out: [UInt8] = []
      plain.withView { words.decode($0, to: &out) }
      return out
    }
    var bytes: [UInt8] = []
    var charset: [UInt8] = []
    var pieces = 0
    let n = name.utf8CodeUnitCount
    eachParameter(like: name) { key, text, _ in
      guard key.count > n, key[n] == 0x2A, pieces < Self.maxPieces else { return }
      let isEncoded = key[key.count - 1] == 0x2A
      var start = 0
      if pieces == 0, isEncoded, let first = text.find(0x27),
        let second = text.find(0x27, from: first + 1)
      {
        charset = Array(text.upTo(first).buffer)
        start = second + 1
      }
      pieces += 1
      var i = start
      while i < text.count {
        if isEncoded, text[i] == 0x25, let byte = TransferDecoding.escape(text, at: i) {
          bytes.append(byte)
          i += 3
        } else {
          bytes.append(text[i])
          i += 1
        }
      }
    }
    guard pieces > 0 else { return nil }
    var out: [UInt8] = []
    bytes.withView { view in
      charset.withView { words.charsets.append(view, charset: $0, to: &out) }
    }
    return out
  }

  /// Passes on each parameter whose name begins with `name`.
  /// - Parameter body: is given the whole name, the value, and whether that is borrowed for the
  ///   call only; else it stands in the header.
  private func eachParameter(
    like name: StaticString, _ body: (ByteView, ByteView, _ isBorrowed: Bool) -> Void
  ) {
    let parameters = parameters
    var i = 0
    while i < parameters.count {
      while i < parameters.count, parameters[i] == 0x3B || parameters[i].isSpace { i += 1 }
      let start = i
      while i < parameters.count, parameters[i] != 0x3D, parameters[i] != 0x3B { i += 1 }
      guard i < parameters.count, parameters[i] == 0x3D else { continue }
      let key = parameters[start..<i].trimmed()
      let isWanted = key.hasPrefixAnyCase(name)
      i += 1
      while i < parameters.count, parameters[i].isSpace { i += 1 }
      var value: ByteView
      var needsCopy = false
      if parameters[i] == 0x22 {
        i += 1
        let low = i
        while i < parameters.count, parameters[i] != 0x22 {
          let byte = parameters[i]
          if byte == 0x5C, i + 1 < parameters.count { i += 1 }
          needsCopy = needsCopy || byte == 0x5C || byte == 0x0A || byte == 0x0D
          i += 1
        }
        value = parameters[low..<i]
        while i < parameters.count, parameters[i] != 0x3B { i += 1 }
      } else {
        let low = i
        while i < parameters.count, parameters[i] != 0x3B { i += 1 }
        value = parameters[low..<i].trimmed()
        // Whatever follows white space in a token is a comment or junk.
        if isWanted, let end = value.buffer.firstIndex(where: { $0 == 0x0A || $0 == 0x0D }) {
          value = value.upTo(end).trimmed()
        }
      }
      guard isWanted else { continue }
      if needsCopy {
        let text = MediaType.unquoted(value)
        if text.count <= Self.maxParameter { text.withView { body(key, $0, true) } }
      } else if value.count <= Self.maxParameter {
        body(key, value, false)
      }
    }
  }

  /// What stands in quotes, without backslashes before other characters and without line ends.
  private static func unquoted(_ text: ByteView) -> [UInt8] {
    var out: [UInt8] = []
    var i = 0
    while i < text.count {
      if text[i] == 0x5C, i + 1 < text.count { i += 1 }
      if text[i] != 0x0A, text[i] != 0x0D { out.append(text[i]) }
      i += 1
    }
    return out
  }
}
