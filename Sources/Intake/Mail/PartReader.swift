import Records

/// Reads what is wanted of a message's parts: the text, the attachments' names, the meeting.
final class PartReader {
  static let maxText = 4096
  static let maxAttachments = 200
  private static let maxName = 255

  private let words: EncodedWords
  private let body: BodyText
  private var walk = PartWalk()
  private var meetings = MeetingPart()

  private(set) var attachments: [Mail.Attachment] = []
  private(set) var meeting: Mail.Meeting?
  /// The content of the message/delivery-status part.
  private(set) var deliveryStatus = ByteView.empty
  /// The content of the first message/rfc822 or text/rfc822-headers part: what a bounce returns.
  private(set) var returned = ByteView.empty
  private(set) var defects: [String] = []

  private var plain: Part?
  private var html: Part?
  private var calendar: Part?
  /// Decoded texts are kept as long as their message is read.
  private var decoded: [UInt8] = []
  private var fresh: [UInt8] = []
  private var isDecoded = false
  private var hasNew = false
  /// The plain text holds uuencoded files.
  private var hasFiles = false
  /// Where a meeting's local time is: the zone that was told, and else the offset of the mail.
  var zone: Zone?
  var offset: Int?

  init(_ words: EncodedWords) {
    self.words = words
    body = BodyText(charsets: words.charsets)
  }

  func read(_ message: ByteView, _ block: HeaderBlock, _ mode: TextMode) {
    attachments = []
    defects = []
    (plain, html, calendar, meeting) = (nil, nil, nil, nil)
    (deliveryStatus, returned) = (.empty, .empty)
    (isDecoded, hasNew, hasFiles) = (false, false, false)
    // Taken out, since a copy would have to be made of what is written to.
    var walk = PartWalk.idle
    swap(&walk, &self.walk)
    walk.walk(message, block) { note($0) }
    swap(&walk, &self.walk)
    if let plain { noteFiles(plain) }
    if self.walk.isTooDeep { defects.append("parts-too-deep") }
    if self.walk.lacksBoundary { defects.append("boundary-missing") }
    if attachments.count >= PartReader.maxAttachments { defects.append("attachments-cut") }
    if let calendar {
      var text: [UInt8] = []
      body.decode(calendar, to: &text)
      let local = zone ?? offset.map { Zone(offset: $0) }
      meeting = meetings.read(text, method: calendar.type.parameter("method"), local: local)
      if meetings.lacksZone { defects.append("meeting-without-zone") }
    }
  }

  private func note(_ part: Part) {
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
    guard attachments.count < PartReader.maxAttachments else { return }
    attachments.append(
      Mail.Attachment(
        name: name.flatMap { name in
          let line = name.withView { MessageReader.line($0, PartReader.maxName) }
          return line.utf8.isEmpty ? nil : line
        },
        type: type.lowercased, bytes: part.content.count))
  }

  /// Counts the files that stand uuencoded in the text.
  private func noteFiles(_ part: Part) {
    // No line of base64 or quoted-printable is one of uuencode.
    guard !part.encoding.hasPrefixAnyCase("base64"), !part.encoding.hasPrefixAnyCase("quoted")
    else { return }
    for file in UUEncodedFiles.files(in: part.content, searched: BodyText.maxDecoded) {
      hasFiles = true
      guard attachments.count < PartReader.maxAttachments else { return }
      var name: [UInt8] = []
      words.decode(file.name, to: &name)
      attachments.append(
        Mail.Attachment(
          name: name.withView { MessageReader.line($0, PartReader.maxName) },
          type: "application/octet-stream", bytes: file.range.count))
    }
  }

  // MARK: Text

  /// The text as it was sent, at most 4 KiB; nil where there is none.
  var whole: String? {
    decode()
    return decoded.withView { text in
      var end = UTF8Text.cut(text, PartReader.maxText)
      while end > 0, text[end - 1].isSpace { end -= 1 }
      return end == 0 ? nil : text.upTo(end).string
    }
  }

  /// What is newly written, at most 4 KiB; nil where there is nothing.
  var new: String? {
    makeNew()
    return fresh.withView { text in
      let text = text.upTo(UTF8Text.cut(text, PartReader.maxText)).trimmed()
      return text.isEmpty ? nil : text.string
    }
  }

  /// The new text in UTF-8.
  var newText: [UInt8] {
    makeNew()
    return fresh
  }

  /// The whole text in UTF-8, as far as it is decoded.
  var wholeText: [UInt8] {
    decode()
    return decoded
  }

  private func decode() {
    guard !isDecoded else { return }
    isDecoded = true
    decoded.removeAll(keepingCapacity: true)
    if let plain { body.decode(plain, to: &decoded) }
    if let html, decoded.withView({ $0.trimmed().isEmpty }) {
      body.decode(html, to: &decoded)
      decoded = decoded.withView { HTMLText.text($0, dropsQuotation: false) }
    }
  }

  private func makeNew() {
    guard !hasNew else { return }
    hasNew = true
    decode()
    if hasFiles, plain != nil {
      let text = decoded.withView { UUEncodedFiles.without($0) }
      fresh = text.withView { Quotation.newText($0, limit: PartReader.maxText) }
    } else if let plain,
      plain.type.parameter("format")?.withView({ $0.equalsAnyCase("flowed") }) ?? false
    {
      let deletes = plain.type.parameter("delsp")?.withView { $0.equalsAnyCase("yes") } ?? false
      let text = BodyText.unflow(decoded, deleteSpace: deletes)
      fresh = text.withView { Quotation.newText($0, limit: PartReader.maxText) }
    } else {
      fresh =
        plain == nil ? [] : decoded.withView { Quotation.newText($0, limit: PartReader.maxText) }
    }
    // The only plain text may be a list's footer, as a part of its own below the HTML.
    guard fresh.isEmpty, let html else { return }
    var markup: [UInt8] = []
    body.decode(html, to: &markup)
    let text = markup.withView { HTMLText.text($0, dropsQuotation: true) }
    fresh = text.withView { Quotation.newText($0, limit: PartReader.maxText) }
  }
}
