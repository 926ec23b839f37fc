import Records

/// Reads one message into a draft.
///
/// Kept from message to message, so that its buffers and charset converters are.
final class MessageReader {
  /// A longer header value is cut.
  static let maxValue = 256 << 10
  /// No mail program makes more; all are read over, but not all repeated ones are kept.
  private static let maxFields = 10_000
  private static let maxSubject = 2000
  /// Reply-To rarely holds more than one.
  private static let maxReplyTo = 50

  private let options: ReaderOptions
  private let words: EncodedWords
  private let arena = ByteArena()
  private let parts: PartReader
  @exclusivity(unchecked) private var addresses: AddressList
  private let block = HeaderBlock()
  private let draft = MailDraft()
  /// The offset in the file of the message whose header was read, and up to where it was there.
  private var prepared = (offset: -1, count: 0, fromLine: 0)
  private var message = ByteView.empty
  @exclusivity(unchecked) private var spare: [MailboxView] = []
  @exclusivity(unchecked) private var spareIDs: [ByteView] = []

  init(_ options: ReaderOptions) {
    self.options = options
    words = EncodedWords(charsets: Charsets())
    parts = PartReader(words, arena)
    addresses = AddressList(words, arena)
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
  ///   - body: is given what was read, which is valid during the call.
  func read(
    _ bytes: ByteView, length: Int, hasFromLine: Bool, at offset: Int, _ body: (MailDraft) -> Void
  ) {
    let fromLine = hasFromLine ? bytes.upTo(bytes.lineEnd(from: 0) + 1) : .empty
    let content = bytes.from(fromLine.count)
    if MessageReader.hasBareReturns(content) {
      // Lines that end in CR alone, as old Macintosh programs wrote them.
      prepared.offset = -1
      var copy = Array(fromLine.buffer) + Array(content.buffer)
      BodyText.normalizeLines(&copy)
      copy.withView {
        read($0, fromLine, length, offset)
        body(draft)
      }
    } else {
      read(bytes, fromLine, length, offset)
      body(draft)
    }
    arena.reset()
  }

  /// Whether the first line, as LF has it, holds a CR that ends a line.
  private static func hasBareReturns(_ content: ByteView) -> Bool {
    let line = content.upTo(content.lineEnd(from: 0))
    var end = line.count
    while end > 0, line[end - 1] == 0x0D { end -= 1 }
    return line.upTo(end).contains(0x0D)
  }

  private func read(_ bytes: ByteView, _ fromLine: ByteView, _ length: Int, _ offset: Int) {
    prepare(bytes, at: offset, hasFromLine: !fromLine.isEmpty)
    prepared.offset = -1
    message = bytes.from(prepared.fromLine)
    draft.begin(offset: offset, bytes: length)
    if length > bytes.count { draft.add(defect: "message-too-long") }
    if block.fieldCount == 0 { draft.add(defect: "no-headers") }
    if block.fieldCount > MessageReader.maxFields { draft.add(defect: "headers-too-many") }
    readID()
    readDates(fromLine)
    readPeople()
    let subject = subject()
    draft.listID = list()
    parts.zone = options.zone
    parts.read(message, block, to: draft)
    draft.meeting = parts.meeting
    if options.text != .none { draft.text = options.text == .whole ? parts.whole : parts.new }
    readNature(subject.trimmed())
  }

  /// A header value on one line, copied only where it stands on several.
  private func value(_ range: Range<Int>) -> ByteView {
    var raw = message[range].trimmed()
    if raw.count > MessageReader.maxValue {
      raw = raw.upTo(MessageReader.maxValue)
      draft.add(defect: "header-too-long")
    }
    return raw.hasLineEnd ? arena.joined(raw) : raw
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

  /// The same without a string.
  static func line(_ text: ByteView, _ limit: Int, _ arena: ByteArena) -> ByteView {
    let text = text.trimmed()
    let cut = text.upTo(UTF8Text.cut(text, limit))
    guard cut.buffer.contains(where: { $0 < 0x20 || $0 == 0x7F }) else { return arena.utf8(cut) }
    let copy = arena.take(cut.count)
    for i in 0..<cut.count {
      let byte = cut.base[i]
      copy[i] = byte < 0x20 || byte == 0x7F ? 0x20 : byte
    }
    return arena.utf8(ByteView(base: copy, count: cut.count))
  }

  // MARK: Header

  private func readID() {
    if let range = block[.messageID] {
      let text = value(range)
      spareIDs.removeAll(keepingCapacity: true)
      _ = MessageIDs.read(text, arena, to: &spareIDs, most: 1)
      let id = spareIDs.first ?? MessageIDs.clean(text, arena)
      if let id, id.count <= MessageIDs.maxLength { draft.id = id }
      if block.isRepeated(.messageID) {
        for other in block.repeated where other.field == .messageID {
          if !value(other.value).equals(text) { draft.add(defect: "message-id-repeated") }
        }
      }
    }
    if draft.id.isEmpty {
      var fingerprint = Fingerprint()
      fingerprint.update(message.buffer)
      draft.id = arena.copy(Array(("sha256:" + fingerprint.hex()).utf8))
      draft.add(defect: "message-id-missing")
    }
    if let range = block[.inReplyTo],
      MessageIDs.read(value(range), arena, to: &draft.inReplyTo)
    {
      draft.add(defect: "in-reply-to-cut")
    }
    if let range = block[.references],
      MessageIDs.read(value(range), arena, to: &draft.references)
    {
      draft.add(defect: "references-cut")
    }
  }

  private func readDates(_ fromLine: ByteView) {
    parts.offset = nil
    if let range = block[.date] {
      if let date = MailDate(message[range]) {
        draft.date = date.moment
        draft.dateOffset = date.offset
        parts.offset = date.offset
        if date.lacksZone { draft.add(defect: "date-without-zone") }
      } else {
        draft.add(defect: "date-unreadable")
      }
    } else {
      draft.add(defect: "date-missing")
    }
    if let range = block[.received] {
      let raw = message[range]
      if let semicolon = raw.findLast(0x3B) {
        draft.received = MailDate(raw.from(semicolon + 1))?.moment
      }
    }
    if draft.received == nil { draft.received = Separator.date(fromLine) }
  }

  private func readPeople() {
    draft.from = one(.from)
    draft.sender = one(.sender)
    draft.originalFrom = one(.originalFrom)
    if block.has(.replyTo) {
      read(.replyTo, to: &draft.replyTo)
      if draft.replyTo.count > MessageReader.maxReplyTo {
        draft.replyTo.removeSubrange(MessageReader.maxReplyTo...)
      }
    }
    if block.has(.to) { read(.to, to: &draft.to) }
    if block.has(.cc) { read(.cc, to: &draft.cc) }
  }

  private func one(_ field: HeaderField) -> MailboxView? {
    guard block.has(field) else { return nil }
    spare.removeAll(keepingCapacity: true)
    read(field, to: &spare)
    // Not `first`: unoptimized code of Swift 6.3 takes an empty list's for a broken one.
    return spare.isEmpty ? nil : spare[0]
  }

  /// Appends the mailboxes of all fields of a name.
  private func read(_ field: HeaderField, to mailboxes: inout [MailboxView]) {
    guard let range = block[field] else { return }
    addresses.begin()
    addresses.read(value(range), to: &mailboxes)
    for further in block.repeated where further.field == field {
      addresses.read(value(further.value), to: &mailboxes)
    }
    if addresses.isCut { draft.add(defect: "\(field.name)-cut") }
  }

  /// Sets the subject as it is shown, and returns it whole.
  private func subject() -> ByteView {
    guard let range = block[.subject] else { return .empty }
    let raw = value(range)
    var text = raw
    if raw.find("=?") != nil || !raw.isASCII {
      var decoded: [UInt8] = []
      words.decode(raw, to: &decoded)
      text = arena.copy(decoded)
    }
    draft.subject = MessageReader.line(text, MessageReader.maxSubject, arena)
    return text
  }

  /// What stands in the brackets of List-Id (RFC 2919), else the address of List-Post.
  private func list() -> ByteView? {
    for field in [HeaderField.listID, .listPost] {
      guard let range = block[field] else { continue }
      let text = value(range)
      var inner = text.trimmed()
      if let open = text.findLast(0x3C) {
        inner = text[open + 1..<(text.find(0x3E, from: open) ?? text.count)].trimmed()
      } else if field == .listPost {
        continue
      }
      if inner.hasPrefixAnyCase("mailto:") { inner = inner.from(7) }
      inner = inner.upTo(inner.find(0x3F) ?? inner.count)
      if !inner.isEmpty { return MessageReader.line(inner, 255, arena) }
    }
    return nil
  }

  /// Tells whether a person sent it, whether it is a bounce or a voicemail's notice.
  private func readNature(_ subject: ByteView) {
    let bounce = Bounce(
      message, block, status: parts.deliveryStatus, subject: subject,
      address: draft.from?.address ?? .empty)
    draft.bounce = bounce.isFailure
    if draft.bounce {
      let id = draft.id.string
      draft.bounced =
        Bounce.returned(parts.returned, own: id)
        ?? Bounce.returned(message.from(block.body), own: id)
        ?? (draft.references.last ?? draft.inReplyTo.last)?.string
      draft.failedRecipients = Bounce.recipients(
        status: parts.deliveryStatus, header: block.value(.failedRecipients, in: message))
    }
    draft.automatic = AutomaticMail.header(message, block)
    if draft.automatic == nil, bounce.isReport {
      let isReport = block.value(.contentType, in: message)?.hasPrefixAnyCase("multipart/report")
      draft.automatic = isReport ?? false ? "content-type: multipart/report" : "from: mailer-daemon"
    }
    if draft.automatic == nil, AutomaticMail.isOutOfOffice(subject: subject) {
      draft.automatic = "subject: out of office"
    }
    let isReply = !draft.inReplyTo.isEmpty || !draft.references.isEmpty
    if draft.automatic == nil, isReply, OutOfOffice.isOne(parts.newText) {
      draft.automatic = "text: out of office"
    }
    if draft.automatic == nil { draft.automatic = AutomaticMail.listHeader(message, block) }
    draft.voicemail = VoicemailNotice(
      message: message, block: block, id: draft.id, subject: subject, from: draft.from,
      hasAudio: draft.attachments.contains { $0.type.hasPrefix("audio/") }, isReply: isReply,
      text: { self.parts.wholeText }
    ).read()
  }
}
