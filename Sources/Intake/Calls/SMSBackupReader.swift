internal import Records

/// Reads the calls of Android's "SMS Backup & Restore": the `call` elements of its XML, whose
/// attributes say all.
///
/// Not a parser of XML: it looks for tags of that name, so that a backup in which they stand
/// among messages of many megabytes is read in the memory of one tag. A document type with
/// declarations of its own is refused.
final class SMSBackupReader: Reader {
  static let format = "sms-backup"
  /// A call has some 300 bytes.
  private static let limit = 16 << 10

  private enum State {
    case text
    /// In a tag that is, or may yet be, a call's.
    case tag
    /// In another tag, or in what is too long for one; within a quotation of this kind.
    case otherTag(quote: UInt8?)
    case comment
    case refused
  }

  private let output: Output
  private var source = ""
  private var text = CallTableText()
  private var state = State.text
  private var tag: [UInt8] = []
  private var quote: UInt8?
  private var offset = 0
  private var line = 1
  private var tagOffset = 0
  private var tagLine = 1
  private var calls: [Call] = []
  private var seen: Set<Exact> = []

  init(_ output: Output) { self.output = output }

  func begin(_ source: String) {
    self.source = source
    text = CallTableText()
    state = .text
    tag = []
    quote = nil
    offset = 0
    line = 1
  }

  func feed(_ bytes: UnsafeRawBufferPointer) {
    if let made = text.decode(bytes) {
      made.withUnsafeBytes { scan($0) }
    } else {
      scan(bytes)
    }
  }

  func end() {
    text.rest().withUnsafeBytes { scan($0) }
    if case .tag = state, isCall {
      reject("element-truncated", "the file ends within a call")
    }
  }

  func finish() {
    calls.sort {
      ($0.started ?? .earliest, Exact($0.origin.id)) < (
        $1.started ?? .earliest, Exact($1.origin.id)
      )
    }
    for call in calls { output.emit(.call(call)) }
    calls = []
    seen = []
  }

  // MARK: - Tags

  private func scan(_ bytes: UnsafeRawBufferPointer) {
    for byte in bytes {
      take(byte)
      offset += 1
      if byte == 0x0A { line += 1 }
    }
  }

  private func take(_ byte: UInt8) {
    switch state {
    case .refused: break
    case .text:
      guard byte == 0x3C else { break }
      state = .tag
      tag = []
      quote = nil
      tagOffset = offset
      tagLine = line
    case .comment:
      tag.append(byte)
      if tag.count > 3 { tag.removeFirst() }
      if tag.elementsEqual("-->".utf8) { state = .text }
    case .otherTag(let open):
      if byte == open {
        state = .otherTag(quote: nil)
      } else if open == nil, byte == 0x3E {
        state = .text
      } else if open == nil, byte == 0x22 || byte == 0x27 {
        state = .otherTag(quote: byte)
      }
    case .tag:
      if quote == nil, byte == 0x3E {
        if isCall { element() }
        state = .text
        return
      }
      tag.append(byte)
      if byte == quote {
        quote = nil
      } else if quote == nil, byte == 0x22 || byte == 0x27 {
        quote = byte
      }
      inTag()
    }
  }

  /// The tag is a call's as far as it was read.
  private var isCall: Bool {
    tag.starts(with: "call".utf8) && (tag.count == 4 || tag[4] <= 0x20 || tag[4] == 0x2F)
  }

  private func inTag() {
    if tag.first == 0x21 {
      if tag.count == 3, tag.elementsEqual("!--".utf8) {
        tag = []
        state = .comment
      } else if quote == nil, tag.last == 0x5B, tag.starts(with: "!DOCTYPE".utf8) {
        count { $0.reject("entities-refused") }
        output.reject(
          Reject(
            "entities-refused", "the document type declares entities of its own", at: place))
        state = .refused
      } else if tag.count > SMSBackupReader.limit {
        state = .otherTag(quote: quote)
      }
    } else if tag.count <= 5, !isCall, !"call".utf8.starts(with: tag) {
      state = .otherTag(quote: quote)
    } else if tag.count > SMSBackupReader.limit {
      reject("element-too-long", "the element has more than \(SMSBackupReader.limit) bytes")
      // A quotation that was never closed would swallow the rest of the file.
      state = .text
    }
  }

  private var place: Place {
    Place(source: source, offset: text.source(tagOffset), line: tagLine)
  }

  private func count(_ change: (inout Books.Account) -> Void) {
    output.account(source, format: SMSBackupReader.format, unit: "element") {
      $0.read += 1
      change(&$0)
    }
  }

  private func reject(_ code: String, _ detail: String) {
    count { $0.reject(code) }
    output.reject(Reject(code, detail, at: place))
  }

  // MARK: - Calls

  private func element() {
    do throws(RowFault) {
      let call = try call(SMSBackupReader.attributes(tag))
      if seen.insert(Exact(call.origin.id)).inserted {
        count { $0.used += 1 }
        calls.append(call)
      } else {
        count { $0.exclude("duplicate") }
      }
    } catch {
      reject(error.code, error.detail)
    }
  }

  private func call(_ attributes: [String: [UInt8]]) throws(RowFault) -> Call {
    func whole(_ name: String) -> Int? { attributes[name].flatMap { wholeNumber($0) } }
    guard let date = whole("date"), date / 1000 <= Timestamp.latest.seconds else {
      throw RowFault("bad-timestamp", "date is not a count of milliseconds")
    }
    guard let type = whole("type"), (1...7).contains(type) else {
      throw RowFault("bad-type", "type is none that is known")
    }
    let length = attributes["duration"].flatMap { $0.withUnsafeBytes { secondsCount($0) } }
    guard let length else { throw RowFault("bad-number", "duration is not a count of seconds") }
    let written = attributes["number"].map { $0.withUnsafeBytes { CallTableRow.text($0) } } ?? ""
    let id = Fingerprint.hex(written, "\(date)", "\(type)", "\(length)", digits: 16)
    var call = Call(
      origin: Origin(format: SMSBackupReader.format, place: place, id: "sms-backup:" + id))
    call.started = Timestamp(date / 1000)
    call.zone = "utc"
    let isWithheld =
      ["", "-1", "-2", "-3", "null"].contains { Exact($0) == Exact(written) }
      || [2, 3, 4].contains(whole("presentation") ?? 1)
    let number = isWithheld ? nil : written
    if type == 2 { call.to = number } else { call.from = number }
    call.direction = type == 2 ? .outbound : .inbound
    switch type {
    case 1: call.outcome = .answered
    case 2: call.outcome = length > 0 ? .answered : .missed
    case 3: call.outcome = .missed
    case 4: call.outcome = .voicemail
    // Taken on another device of the same person.
    case 7: call.outcome = .answered
    default: call.outcome = .rejected
    }
    if call.outcome == .answered, type != 7 || length > 0 {
      call.talkS = length
      call.ended = Timestamp(date / 1000 + length)
    }
    return call
  }

  /// The attributes of a tag, their references undone; of one that stands twice, the first.
  private static func attributes(_ tag: [UInt8]) -> [String: [UInt8]] {
    var found: [String: [UInt8]] = [:]
    var i = 4
    while i < tag.count {
      while i < tag.count, tag[i] <= 0x20 || tag[i] == 0x2F { i += 1 }
      let start = i
      while i < tag.count, tag[i] != 0x3D, tag[i] > 0x20 { i += 1 }
      let name = tag[start..<i]
      while i < tag.count, tag[i] <= 0x20 { i += 1 }
      guard i < tag.count, tag[i] == 0x3D else {
        if i == start { i += 1 }
        continue
      }
      i += 1
      while i < tag.count, tag[i] <= 0x20 { i += 1 }
      guard i < tag.count, tag[i] == 0x22 || tag[i] == 0x27 else { continue }
      let quote = tag[i]
      let open = i + 1
      i = tag[open...].firstIndex(of: quote) ?? tag.count
      let key = String(decoding: name.prefix(40), as: UTF8.self)
      if found[key] == nil { found[key] = undone(tag[open..<i]) }
      i += 1
    }
    return found
  }

  private static func undone(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    guard bytes.contains(0x26) else { return Array(bytes) }
    var out: [UInt8] = []
    var i = bytes.startIndex
    while i < bytes.endIndex {
      guard bytes[i] == 0x26, let end = bytes[i...].prefix(12).firstIndex(of: 0x3B) else {
        out.append(bytes[i])
        i += 1
        continue
      }
      let name = bytes[(i + 1)..<end]
      let named: [(StaticString, UInt8)] = [
        ("amp", 0x26), ("lt", 0x3C), ("gt", 0x3E), ("quot", 0x22), ("apos", 0x27),
      ]
      let text = String(decoding: name, as: UTF8.self)
      if let match = named.first(where: { "\($0.0)".utf8.elementsEqual(name) }) {
        out.append(match.1)
      } else if name.first == 0x23,
        let value = text.utf8.dropFirst().first == 0x78
          ? UInt32(text.dropFirst(2), radix: 16) : UInt32(text.dropFirst()),
        Unicode.Scalar(value) != nil
      {
        out.append(scalar: value)
      } else {
        out.append(contentsOf: bytes[i...end])
      }
      i = end + 1
    }
    return out
  }

  /// Its first element is `calls`.
  static func likeness(_ head: Head) -> Int {
    var decoder = CallTableText()
    let decoded = head.bytes.withUnsafeBytes { decoder.decode($0) }
    let bytes = (decoded ?? head.bytes) + decoder.rest()
    return bytes.withView { text in
      guard let tag = text.find("<calls"), text[tag + 6] <= 0x20 || text[tag + 6] == 0x3E else {
        return 0
      }
      // Only the prolog may come before it.
      var i = text.hasPrefix("\u{FEFF}") ? 3 : 0
      while i < tag {
        if text[i] <= 0x20 {
          i += 1
        } else if text.hasPrefix("<!--", at: i) {
          i = text.find("-->", from: i + 4).map { $0 + 3 } ?? text.count
        } else if text.hasPrefix("<?", at: i) || text.hasPrefix("<!", at: i) {
          i = text.find(0x3E, from: i).map { $0 + 1 } ?? text.count
          // The rest of a document type with declarations.
          while i < tag, text[i] != 0x3C { i += 1 }
        } else {
          return 0
        }
      }
      return i == tag ? 95 : 0
    }
  }
}
