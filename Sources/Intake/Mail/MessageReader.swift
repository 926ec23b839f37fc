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

  private let parts: PartReader
  private var block = HeaderBlock()
  /// The offset in the file of the message whose header was read, and up to where it was there.
  private var prepared = (offset: -1, count: 0, fromLine: 0)
  private var message = ByteView.empty
  private var mail = Mail(origin: Origin(format: "", place: Place(source: "", offset: 0), id: ""))

  init(_ options: ReaderOptions) {
    self.options = options
    words = EncodedWords(charsets: charsets)
    parts = PartReader(words)
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
    let fromLine = hasFromLine ? bytes.upTo(bytes.lineEnd(from: 0) + 1) : .empty
    let content = bytes.from(fromLine.count)
    if MessageReader.hasBareReturns(content) {
      // Lines that end in CR alone, as old Macintosh programs wrote them.
      prepared.offset = -1
      var copy = Array(fromLine.buffer) + Array(content.buffer)
      BodyText.normalizeLines(&copy)
      return copy.withView { read($0, fromLine, length, origin) }
    }
    return read(bytes, fromLine, length, origin)
  }

  /// Whether the first line, as LF has it, holds a CR that ends a line.
  private static func hasBareReturns(_ content: ByteView) -> Bool {
    let line = content.upTo(content.lineEnd(from: 0))
    var end = line.count
    while end > 0, line[end - 1] == 0x0D { end -= 1 }
    return line.upTo(end).contains(0x0D)
  }

  private func read(_ bytes: ByteView, _ fromLine: ByteView, _ length: Int, _ origin: Origin)
    -> Mail
  {
    prepare(bytes, at: origin.place.offset, hasFromLine: !fromLine.isEmpty)
    prepared.offset = -1
    message = bytes.from(prepared.fromLine)
    mail = Mail(origin: origin)
    mail.bytes = length
    if length > bytes.count { defect("message-too-long") }
    if block.fieldCount == 0 { defect("no-headers") }
    readID()
    readDates(fromLine)
    readPeople()
    var subject: [UInt8] = []
    if let range = block[.subject] {
      withValue(range) { words.decode($0, to: &subject) }
      mail.subject = subject.withView { MessageReader.line($0, MessageReader.maxSubject) }
    }
    mail.listID = list()
    parts.read(message, block, options.text)
    for name in parts.defects { defect(name) }
    mail.attachments = parts.attachments
    mail.meeting = parts.meeting
    if options.text != .none { mail.text = options.text == .whole ? parts.whole : parts.new }
    subject.withView { readNature($0.trimmed()) }
    // Moved rather than copied: a mail holds two dozen references.
    var done = Mail(origin: Origin(format: "", place: Place(source: "", offset: 0), id: ""))
    swap(&done, &mail)
    return done
  }

  private func defect(_ name: String) {
    if !mail.origin.defects.contains(name) { mail.origin.defects.append(name) }
  }

  /// A header value on one line, its bytes as they are.
  private func value(_ range: Range<Int>) -> [UInt8] {
    var raw = message[range].trimmed()
    if raw.count > MessageReader.maxValue {
      raw = raw.upTo(MessageReader.maxValue)
      defect("header-too-long")
    }
    var text: [UInt8] = []
    text.reserveCapacity(raw.count)
    var i = 0
    while i < raw.count {
      let end = raw.lineEnd(from: i)
      var line = raw[i..<end]
      while let cr = line.find(0x0D) {
        text.append(line.upTo(cr))
        line = line.from(cr + 1)
      }
      text.append(line)
      i = end + 1
    }
    return text
  }

  /// A header value on one line, copied only where it stands on several.
  private func withValue<R>(_ range: Range<Int>, _ body: (ByteView) -> R) -> R {
    let raw = message[range].trimmed()
    if raw.count <= MessageReader.maxValue, !raw.contains(0x0A), !raw.contains(0x0D) {
      return body(raw)
    }
    return value(range).withView(body)
  }

  /// A text on one line: control characters are blanks.
  static func line(_ text: ByteView, _ limit: Int) -> String {
    let text = text.trimmed()
    let cut = text.upTo(UTF8Text.cut(text, limit))
    if !cut.buffer.contains(where: { $0 < 0x20 || $0 == 0x7F }) { return cut.string }
    var bytes = Array(cut.buffer)
    for i in bytes.indices where bytes[i] < 0x20 || bytes[i] == 0x7F { bytes[i] = 0x20 }
    return String(decoding: bytes, as: UTF8.self)
  }

  // MARK: Header

  private func readID() {
    if let range = block[.messageID] {
      let first = withValue(range) { MessageIDs.all($0).ids.first ?? MessageIDs.clean($0) }
      if let id = first, id.utf8.count <= MessageIDs.maxLength { mail.origin.id = id }
      if block.isRepeated(.messageID) {
        let text = value(range)
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
      let (ids, isCut) = withValue(range) { MessageIDs.all($0) }
      mail.inReplyTo = ids
      if isCut { defect("in-reply-to-cut") }
    }
    if let range = block[.references] {
      let (ids, isCut) = withValue(range) { MessageIDs.all($0) }
      mail.references = ids
      if isCut { defect("references-cut") }
    }
  }

  private func readDates(_ fromLine: ByteView) {
    if let range = block[.date] {
      if let date = MailDate(message[range]) {
        mail.date = date.moment
        mail.dateOffset = date.offset
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
    withValue(range) { list.read($0) }
    for further in block.repeated where further.field == field {
      withValue(further.value) { list.read($0) }
    }
    if list.isCut { defect("\(field.name)-cut") }
    return list.mailboxes
  }

  /// What stands in the brackets of List-Id (RFC 2919), else the address of List-Post.
  private func list() -> String? {
    for field in [HeaderField.listID, .listPost] {
      guard let range = block[field] else { continue }
      let text = value(range)
      let found: String? = text.withView { view in
        var inner = view.trimmed()
        if let open = view.findLast(0x3C) {
          inner = view[open + 1..<(view.find(0x3E, from: open) ?? view.count)].trimmed()
        } else if field == .listPost {
          return nil
        }
        if inner.hasPrefixAnyCase("mailto:") { inner = inner.from(7) }
        inner = inner.upTo(inner.find(0x3F) ?? inner.count)
        return inner.isEmpty ? nil : MessageReader.line(inner, 255)
      }
      if let found { return found }
    }
    return nil
  }

  /// Tells whether a person sent it, whether it is a bounce or a voicemail's notice.
  private func readNature(_ subject: ByteView) {
    let address = Array((mail.from?.address ?? "").utf8)
    let bounce = address.withView {
      Bounce(message, block, status: parts.deliveryStatus, subject: subject, address: $0)
    }
    mail.bounce = bounce.isFailure
    if mail.bounce {
      mail.bounced =
        Bounce.returned(parts.returned, own: mail.origin.id)
        ?? Bounce.returned(message.from(block.body), own: mail.origin.id)
        ?? mail.references.last ?? mail.inReplyTo.last
    }
    mail.automatic = AutomaticMail.header(message, block)
    if mail.automatic == nil, bounce.isReport {
      let isReport = block.value(.contentType, in: message)?.hasPrefixAnyCase("multipart/report")
      mail.automatic = isReport ?? false ? "content-type: multipart/report" : "from: mailer-daemon"
    }
    if mail.automatic == nil, AutomaticMail.isOutOfOffice(subject: subject) {
      mail.automatic = "subject: out of office"
    }
    let isReply = !mail.inReplyTo.isEmpty || !mail.references.isEmpty
    if mail.automatic == nil, isReply,
      parts.newText.withView({ AutomaticMail.isOutOfOffice(text: $0) })
    {
      mail.automatic = "text: out of office"
    }
    if mail.automatic == nil { mail.automatic = AutomaticMail.listHeader(message, block) }
    let id = Array(mail.origin.id.utf8)
    mail.voicemail = id.withView { id in
      VoicemailNotice(
        message: message, block: block, id: id, subject: subject, from: mail.from,
        text: { self.parts.wholeText }
      ).read()
    }
  }
}
