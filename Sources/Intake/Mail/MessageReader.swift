import Records

/// Makes a record of one message.
///
/// Kept from message to message, so that its buffers and charset converters are.
final class MessageReader {
  /// A longer header value is cut.
  static let maxValue = 256 << 10
  private static let maxSubject = 2000
  /// Reply-To rarely holds more than one.
  private static let maxReplyTo = 50

  private let options: ReaderOptions
  private let charsets = Charsets()
  private let words: EncodedWords

  private var block = HeaderBlock()
  /// The offset in the file of the message whose header was read, and up to where it was there.
  private var prepared = (offset: -1, count: 0, fromLine: 0)
  private var message = ByteView.empty
  private var mail = Mail(origin: Origin(format: "", place: Place(source: "", offset: 0), id: ""))

  init(_ options: ReaderOptions) {
    self.options = options
    words = EncodedWords(charsets: charsets)
  }

  /// The place behind the content as Content-Length has it, counted from the From_ line.
  func contentLength(_ bytes: ByteView, at offset: Int) -> Int? {
    prepare(bytes, at: offset, hasFromLine: true)
    guard let range = block[.contentLength],
      let length = bytes[
        range.lowerBound + prepared.fromLine..<range.upperBound + prepared.fromLine
      ]
      .trimmed().number
    else { return nil }
    return prepared.fromLine + block.body + length
  }

  private func prepare(_ bytes: ByteView, at offset: Int, hasFromLine: Bool) {
    if prepared.offset == offset,
      prepared.count == bytes.count || block.body + prepared.fromLine < prepared.count
    {
      return
    }
    let fromLine = hasFromLine ? min(bytes.lineEnd(from: 0) + 1, bytes.count) : 0
    block.read(bytes.from(fromLine))
    prepared = (offset, bytes.count, fromLine)
  }

  /// Reads a message.
  /// - Parameters:
  ///   - bytes: from its From_ line, if it has one, to the next one's or the end; of an oversized
  ///     message only its head.
  ///   - length: its whole size.
  func read(_ bytes: ByteView, length: Int, hasFromLine: Bool, origin: Origin) -> Mail {
    prepare(bytes, at: origin.place.offset, hasFromLine: hasFromLine)
    prepared.offset = -1
    message = bytes.from(prepared.fromLine)
    mail = Mail(origin: origin)
    mail.bytes = length
    if length > bytes.count { defect("message-too-long") }
    if block.fieldCount == 0 { defect("no-headers") }
    readID()
    readDates(hasFromLine ? bytes.upTo(prepared.fromLine) : .empty)
    readPeople()
    if let range = block[.subject] {
      var text: [UInt8] = []
      value(range).withView { words.decode($0, to: &text) }
      mail.subject = text.withView { MessageReader.line($0, MessageReader.maxSubject) }
    }
    return mail
  }

  private func defect(_ name: String) {
    if !mail.origin.defects.contains(name) { mail.origin.defects.append(name) }
  }

  /// A header value on one line in UTF-8: raw 8-bit text is UTF-8 or else windows-1252.
  private func value(_ range: Range<Int>) -> [UInt8] {
    var raw = message[range].trimmed()
    if raw.count > MessageReader.maxValue {
      raw = raw.upTo(MessageReader.maxValue)
      defect("header-too-long")
    }
    var text: [UInt8] = []
    UTF8Text.appendGuessed(raw, to: &text)
    if raw.contains(0x0A) || raw.contains(0x0D) {
      text.removeAll { $0 == 0x0A || $0 == 0x0D }
    }
    return text
  }

  /// A text on one line: control characters are blanks.
  static func line(_ text: ByteView, _ limit: Int) -> String {
    let text = text.trimmed()
    var bytes = Array(text.upTo(UTF8Text.cut(text, limit)).buffer)
    for i in bytes.indices where bytes[i] < 0x20 || bytes[i] == 0x7F { bytes[i] = 0x20 }
    return String(decoding: bytes, as: UTF8.self)
  }

  // MARK: Header

  private func readID() {
    if let range = block[.messageID] {
      let text = value(range)
      let first = text.withView { MessageIDs.all($0).ids.first ?? MessageIDs.clean($0) }
      if let id = first, id.utf8.count <= MessageIDs.maxLength { mail.origin.id = id }
      if block.isRepeated(.messageID) {
        let others = block.repeated.filter { $0.field == .messageID }.map { value($0.value) }
        if others.contains(where: { $0 != text }) { defect("message-id-repeated") }
      }
    }
    if mail.origin.id.utf8.isEmpty {
      var fingerprint = Fingerprint()
      fingerprint.update(message.buffer)
      mail.origin.id = "sha256:" + fingerprint.hex()
      defect("message-id-missing")
    }
    if let range = block[.inReplyTo] {
      let (ids, isCut) = value(range).withView { MessageIDs.all($0) }
      mail.inReplyTo = ids
      if isCut { defect("in-reply-to-cut") }
    }
    if let range = block[.references] {
      let (ids, isCut) = value(range).withView { MessageIDs.all($0) }
      mail.references = ids
      if isCut { defect("references-cut") }
    }
  }

  private func readDates(_ fromLine: ByteView) {
    if let range = block[.date] {
      if let date = MailDate(message[range]) {
        mail.date = date.moment
        if date.lacksZone { defect("date-without-zone") }
      } else {
        defect("date-unreadable")
      }
    } else {
      defect("date-missing")
    }
    if let range = block[.received] {
      let raw = message[range]
      if let semicolon = raw.findLast(0x3B) {
        mail.received = MailDate(raw.from(semicolon + 1))?.moment
      }
    }
    if mail.received == nil { mail.received = Separator.date(fromLine) }
  }

  private func readPeople() {
    mail.from = people(.from).first
    mail.sender = people(.sender).first
    mail.originalFrom = people(.originalFrom).first
    mail.replyTo = Array(people(.replyTo).prefix(MessageReader.maxReplyTo))
    mail.to = people(.to)
    mail.cc = people(.cc)
  }

  /// The mailboxes of all fields of a name.
  private func people(_ field: HeaderField) -> [Mailbox] {
    guard let range = block[field] else { return [] }
    var list = AddressList(words)
    value(range).withView { list.read($0) }
    for further in block.repeated where further.field == field {
      value(further.value).withView { list.read($0) }
    }
    if list.isCut { defect("\(field.name)-cut") }
    return list.mailboxes
  }
}
