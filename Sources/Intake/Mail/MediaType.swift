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

  var lowercased: String {
    String(decoding: value.upTo(127).buffer.lazy.map(\.lowercasedASCII), as: UTF8.self)
  }

  /// A parameter's value as it stands, without quotes, or as RFC 2231 4 has it, without charset
  /// and language; nil where there is none.
  func parameter(_ name: StaticString) -> [UInt8]? {
    var found: [UInt8]?
    eachParameter { key, text in
      guard found == nil, key.hasPrefixAnyCase(name) else { return }
      let n = name.utf8CodeUnitCount
      if key.count == n { found = text }
      if key.count == n + 1, key[n] == 0x2A, let last = text.lastIndex(of: 0x27) {
        found = Array(text[(last + 1)...])
      }
    }
    return found
  }

  private func plainParameter(_ name: StaticString) -> [UInt8]? {
    var found: [UInt8]?
    eachParameter { key, text in
      if found == nil, key.equalsAnyCase(name) { found = text }
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
    eachParameter { key, text in
      guard key.count > n, key[n] == 0x2A, key.hasPrefixAnyCase(name), pieces < Self.maxPieces
      else { return }
      let isEncoded = key[key.count - 1] == 0x2A
      var start = 0
      if pieces == 0, isEncoded, let first = text.firstIndex(of: 0x27),
        let second = text[(first + 1)...].firstIndex(of: 0x27)
      {
        charset = Array(text[..<first])
        start = second + 1
      }
      pieces += 1
      text.withView { view in
        var i = start
        while i < view.count {
          if isEncoded, view[i] == 0x25, let byte = TransferDecoding.escape(view, at: i) {
            bytes.append(byte)
            i += 3
          } else {
            bytes.append(view[i])
            i += 1
          }
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

  private func eachParameter(_ body: (ByteView, [UInt8]) -> Void) {
    var i = 0
    while i < parameters.count {
      while i < parameters.count, parameters[i] == 0x3B || parameters[i].isSpace { i += 1 }
      let start = i
      while i < parameters.count, parameters[i] != 0x3D, parameters[i] != 0x3B { i += 1 }
      guard i < parameters.count, parameters[i] == 0x3D else { continue }
      let key = parameters[start..<i].trimmed()
      i += 1
      while i < parameters.count, parameters[i].isSpace { i += 1 }
      var text: [UInt8] = []
      if parameters[i] == 0x22 {
        i += 1
        while i < parameters.count, parameters[i] != 0x22 {
          if parameters[i] == 0x5C, i + 1 < parameters.count { i += 1 }
          if parameters[i] != 0x0A, parameters[i] != 0x0D { text.append(parameters[i]) }
          i += 1
        }
        while i < parameters.count, parameters[i] != 0x3B { i += 1 }
      } else {
        let low = i
        while i < parameters.count, parameters[i] != 0x3B { i += 1 }
        var value = parameters[low..<i].trimmed()
        // Whatever follows white space in a token is a comment or junk.
        if let end = value.buffer.firstIndex(where: { $0 == 0x0A || $0 == 0x0D }) {
          value = value.upTo(end).trimmed()
        }
        text.append(value)
      }
      if text.count <= Self.maxParameter { body(key, text) }
    }
  }
}
