import Records

/// Reads what is wanted of a message's parts: the text, the attachments' names, the meeting.
final class PartReader {
  static let maxText = 4096
  static let maxAttachments = 200
  private static let maxName = 255

  private let words: EncodedWords
  private let arena: ByteArena
  private let body: BodyText
  private let walk: PartWalk
  @exclusivity(unchecked) private var quotation: Quotation
  private var meetings = MeetingPart()

  private(set) var meeting: Mail.Meeting?
  /// The content of the message/delivery-status part.
  private(set) var deliveryStatus = ByteView.empty
  /// The content of the first message/rfc822 or text/rfc822-headers part: what a bounce returns.
  private(set) var returned = ByteView.empty

  @exclusivity(unchecked) private var plain: Part?
  @exclusivity(unchecked) private var html: Part?
  @exclusivity(unchecked) private var calendar: Part?
  /// Decoded texts are kept as long as their message is read.
  @exclusivity(unchecked) private var decoded: ByteView?
  @exclusivity(unchecked) private var fresh: ByteView?
  /// The plain text holds uuencoded files.
  @exclusivity(unchecked) private var hasFiles = false
  /// Where a meeting's local time is: the zone that was told, and else the offset of the mail.
  @exclusivity(unchecked) var zone: Zone?
  @exclusivity(unchecked) var offset: Int?

  init(_ words: EncodedWords, _ arena: ByteArena) {
    self.words = words
    self.arena = arena
    body = BodyText(charsets: words.charsets, arena: arena)
    walk = PartWalk(arena)
    quotation = Quotation(arena)
  }

  /// Reads the parts of a message; their names and faults go to the draft.
  func read(_ message: ByteView, _ block: HeaderBlock, to draft: MailDraft) {
    (plain, html, calendar, meeting) = (nil, nil, nil, nil)
    (deliveryStatus, returned) = (.empty, .empty)
    (decoded, fresh, hasFiles) = (nil, nil, false)
    walk.walk(message, block) { note($0, draft) }
    if let plain { noteFiles(plain, draft) }
    if walk.isTooDeep { draft.add(defect: "parts-too-deep") }
    if walk.lacksBoundary { draft.add(defect: "boundary-missing") }
    if draft.attachments.count >= PartReader.maxAttachments {
      draft.add(defect: "attachments-cut")
    }
    if let calendar {
      let text = Array(body.decode(calendar).buffer)
      let local = zone ?? offset.map { Zone(offset: $0) }
      meeting = meetings.read(text, method: calendar.type.parameter("method"), local: local)
      if meetings.lacksZone { draft.add(defect: "meeting-without-zone") }
    }
  }

  private func note(_ part: Part, _ draft: MailDraft) {
    let type = part.type
    if type.isType("text/plain"), !part.isAttachment {
      if plain == nil {
        plain = part
        return
      }
    } else if type.isType("text/html"), !part.isAttachment {
      if html == nil {
        html = part
        return
      }
    } else if type.isType("text/calendar") {
      if calendar == nil {
        calendar = part
        // As an alternative of the text it is no attachment.
        if !part.isAttachment { return }
      }
    } else if type.isType("message/delivery-status") {
      if deliveryStatus.isEmpty { deliveryStatus = part.content }
      return
    }
    let isReturned = type.isType("message/rfc822") || type.isType("text/rfc822-headers")
    if returned.isEmpty, isReturned { returned = part.content }
    let name =
      part.disposition?.text("filename", words) ?? type.text("name", words)
    // Further inline texts are parts of the body rather than files.
    if type.isText, name == nil, !part.isAttachment { return }
    guard draft.attachments.count < PartReader.maxAttachments else { return }
    let line = name.map { MessageReader.line(arena.copy($0), PartReader.maxName, arena) }
    draft.attachments.append(
      MailDraft.Attachment(
        name: line.flatMap { $0.isEmpty ? nil : $0 }, type: type.lowercased(arena),
        bytes: part.content.count))
  }

  /// Counts the files that stand uuencoded in the text.
  private func noteFiles(_ part: Part, _ draft: MailDraft) {
    // No line of base64 or quoted-printable is one of uuencode.
    guard !part.encoding.hasPrefixAnyCase("base64"), !part.encoding.hasPrefixAnyCase("quoted")
    else { return }
    for file in UUEncodedFiles.files(in: part.content, searched: BodyText.maxDecoded) {
      hasFiles = true
      guard draft.attachments.count < PartReader.maxAttachments else { return }
      var name: [UInt8] = []
      words.decode(file.name, to: &name)
      draft.attachments.append(
        MailDraft.Attachment(
          name: MessageReader.line(arena.copy(name), PartReader.maxName, arena),
          type: PartReader.octets, bytes: file.range.count))
    }
  }

  private static var octets: ByteView {
    let type: StaticString = "application/octet-stream"
    return ByteView(base: type.utf8Start, count: type.utf8CodeUnitCount)
  }

  // MARK: Text

  /// The text as it was sent, at most 4 KiB; nil where there is none.
  var whole: ByteView? {
    let text = wholeText
    var end = UTF8Text.cut(text, PartReader.maxText)
    while end > 0, text[end - 1].isSpace { end -= 1 }
    return end == 0 ? nil : text.upTo(end)
  }

  /// What is newly written, at most 4 KiB; nil where there is nothing.
  var new: ByteView? {
    let all = newText
    let text = all.upTo(UTF8Text.cut(all, PartReader.maxText)).trimmed()
    return text.isEmpty ? nil : text
  }

  /// The whole text in UTF-8, as far as it is decoded.
  var wholeText: ByteView {
    if let decoded { return decoded }
    var text = plain.map { body.decode($0) } ?? .empty
    if let html, text.trimmed().isEmpty {
      text = plainText(html, dropsQuotation: false)
    }
    decoded = text
    return text
  }

  /// The new text in UTF-8.
  var newText: ByteView {
    if let fresh { return fresh }
    var text = ByteView.empty
    if let plain {
      text = wholeText
      if hasFiles {
        text = arena.copy(UUEncodedFiles.without(text))
      } else if plain.type.parameter("format", arena)?.equalsAnyCase("flowed") ?? false {
        let deletes = plain.type.parameter("delsp", arena)?.equalsAnyCase("yes") ?? false
        text = arena.copy(BodyText.unflow(text, deleteSpace: deletes))
      }
      text = quotation.newText(text, limit: PartReader.maxText)
    }
    // The only plain text may be a list's footer, as a part of its own below the HTML.
    if text.isEmpty, let html {
      text = plainText(html, dropsQuotation: true)
      text = quotation.newText(text, limit: PartReader.maxText)
    }
    fresh = text
    return text
  }

  private func plainText(_ html: Part, dropsQuotation: Bool) -> ByteView {
    arena.utf8(arena.copy(HTMLText.text(body.decode(html), dropsQuotation: dropsQuotation)))
  }
}
