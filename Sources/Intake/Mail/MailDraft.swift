import Records

/// A mailbox of a draft, in UTF-8; an empty name is none.
struct MailboxView {
  var name: ByteView
  var address: ByteView

  var mailbox: Mailbox {
    Mailbox(name: name.isEmpty ? nil : name.string, address: address.string)
  }
}

/// What was read of one message, its texts as borrowed bytes in UTF-8: made a ``Mail`` of for a
/// stage in this process, or a line of JSON, without a string on the way.
///
/// Kept from message to message; valid until the next one is read. Only its reader's thread
/// touches it, a field at a time, so accesses are not checked at run time.
final class MailDraft {
  struct Attachment {
    var name: ByteView?
    var type: ByteView
    var bytes: Int
  }

  @exclusivity(unchecked) var offset = 0
  @exclusivity(unchecked) var id = ByteView.empty
  @exclusivity(unchecked) var defects: [String] = []
  @exclusivity(unchecked) var inReplyTo: [ByteView] = []
  @exclusivity(unchecked) var references: [ByteView] = []
  @exclusivity(unchecked) var date: Timestamp?
  @exclusivity(unchecked) var dateOffset: Int?
  @exclusivity(unchecked) var received: Timestamp?
  @exclusivity(unchecked) var from: MailboxView?
  @exclusivity(unchecked) var sender: MailboxView?
  @exclusivity(unchecked) var replyTo: [MailboxView] = []
  @exclusivity(unchecked) var originalFrom: MailboxView?
  @exclusivity(unchecked) var to: [MailboxView] = []
  @exclusivity(unchecked) var cc: [MailboxView] = []
  @exclusivity(unchecked) var subject: ByteView?
  @exclusivity(unchecked) var automatic: String?
  @exclusivity(unchecked) var bounce = false
  @exclusivity(unchecked) var bounced: String?
  @exclusivity(unchecked) var failedRecipients: [String] = []
  @exclusivity(unchecked) var listID: ByteView?
  @exclusivity(unchecked) var text: ByteView?
  @exclusivity(unchecked) var attachments: [Attachment] = []
  @exclusivity(unchecked) var voicemail: Mail.VoicemailNotice?
  @exclusivity(unchecked) var meeting: Mail.Meeting?
  @exclusivity(unchecked) var bytes = 0

  /// Begins a message.
  func begin(offset: Int, bytes: Int) {
    self.offset = offset
    self.bytes = bytes
    id = .empty
    if !defects.isEmpty { defects.removeAll(keepingCapacity: true) }
    if !inReplyTo.isEmpty { inReplyTo.removeAll(keepingCapacity: true) }
    if !references.isEmpty { references.removeAll(keepingCapacity: true) }
    (date, dateOffset, received) = (nil, nil, nil)
    (from, sender, originalFrom) = (nil, nil, nil)
    if !replyTo.isEmpty { replyTo.removeAll(keepingCapacity: true) }
    if !to.isEmpty { to.removeAll(keepingCapacity: true) }
    if !cc.isEmpty { cc.removeAll(keepingCapacity: true) }
    (subject, listID, text) = (nil, nil, nil)
    (automatic, bounced, voicemail, meeting) = (nil, nil, nil, nil)
    bounce = false
    if !failedRecipients.isEmpty { failedRecipients = [] }
    if !attachments.isEmpty { attachments.removeAll(keepingCapacity: true) }
  }

  func add(defect name: String) {
    if !defects.contains(name) { defects.append(name) }
  }

  // MARK: Out

  func mail(format: String, source: String) -> Mail {
    let place = Place(source: source, offset: offset)
    var mail = Mail(
      origin: Origin(format: format, place: place, id: id.string, defects: defects))
    mail.inReplyTo = inReplyTo.map(\.string)
    mail.references = references.map(\.string)
    (mail.date, mail.dateOffset, mail.received) = (date, dateOffset, received)
    mail.from = from?.mailbox
    mail.sender = sender?.mailbox
    mail.replyTo = replyTo.map(\.mailbox)
    mail.originalFrom = originalFrom?.mailbox
    mail.to = to.map(\.mailbox)
    mail.cc = cc.map(\.mailbox)
    mail.subject = subject?.string
    mail.automatic = automatic
    mail.bounce = bounce
    mail.bounced = bounced
    mail.failedRecipients = failedRecipients
    mail.listID = listID?.string
    mail.text = text?.string
    mail.attachments = attachments.map {
      Mail.Attachment(name: $0.name?.string, type: $0.type.string, bytes: $0.bytes)
    }
    mail.voicemail = voicemail
    mail.meeting = meeting
    mail.bytes = bytes
    return mail
  }

  /// Writes the line that ``JSONLine/write(_:)`` writes of ``mail(format:source:)``.
  func write(to line: inout JSONLine, format: String, source: String) {
    line.begin()
    line.add("record", utf8: MailDraft.kind)
    line.add("v", 1)
    line.add("format", format)
    line.add("source", source)
    line.add("offset", offset)
    line.add("id", utf8: id.buffer)
    line.add("defects", defects)
    MailDraft.add("in_reply_to", inReplyTo, to: &line)
    MailDraft.add("references", references, to: &line)
    line.add("date", date)
    line.add("received", received)
    MailDraft.add("from", from, to: &line)
    MailDraft.add("sender", sender, to: &line)
    MailDraft.add("reply_to", replyTo, to: &line)
    MailDraft.add("original_from", originalFrom, to: &line)
    MailDraft.add("to", to, to: &line)
    MailDraft.add("cc", cc, to: &line)
    if let subject { line.add("subject", utf8: subject.buffer) }
    line.add("automatic", automatic)
    if bounce { line.add("bounce", true) }
    line.add("bounced", bounced)
    line.add("failed_recipients", failedRecipients)
    if let listID { line.add("list_id", utf8: listID.buffer) }
    if let text { line.add("text", utf8: text.buffer) }
    if !attachments.isEmpty {
      line.key("attachments")
      line.beginArray()
      for attachment in attachments {
        line.beginObject()
        if let name = attachment.name { line.add("name", utf8: name.buffer) }
        line.add("type", utf8: attachment.type.buffer)
        line.add("bytes", attachment.bytes)
        line.endObject()
      }
      line.endArray()
    }
    line.add("voicemail", voicemail)
    line.add("meeting", meeting)
    line.add("bytes", bytes)
    line.end()
  }

  private static var kind: UnsafeBufferPointer<UInt8> {
    let kind: StaticString = "mail"
    return UnsafeBufferPointer(start: kind.utf8Start, count: kind.utf8CodeUnitCount)
  }

  private static func add(_ key: StaticString, _ values: [ByteView], to line: inout JSONLine) {
    guard !values.isEmpty else { return }
    line.key(key)
    line.beginArray()
    for value in values { line.add(utf8: value.buffer) }
    line.endArray()
  }

  private static func add(_ key: StaticString, _ mailbox: MailboxView?, to line: inout JSONLine) {
    guard let mailbox else { return }
    line.key(key)
    write(mailbox, to: &line)
  }

  private static func add(_ key: StaticString, _ all: [MailboxView], to line: inout JSONLine) {
    guard !all.isEmpty else { return }
    line.key(key)
    line.beginArray()
    for mailbox in all { write(mailbox, to: &line) }
    line.endArray()
  }

  private static func write(_ mailbox: MailboxView, to line: inout JSONLine) {
    line.beginObject()
    if !mailbox.name.isEmpty { line.add("name", utf8: mailbox.name.buffer) }
    line.add("address", utf8: mailbox.address.buffer)
    line.endObject()
  }
}
