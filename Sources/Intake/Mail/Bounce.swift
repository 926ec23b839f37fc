/// Tells mail that says that another could not be delivered (RFC 3464 and the older forms).
struct Bounce {
  /// The mail is a report of a mail server, whatever it says.
  var isReport = false
  /// It says that a mail was not delivered; false for a warning of a delay or a success.
  var isFailure = false

  /// - Parameters:
  ///   - status: the message/delivery-status part, empty if there is none.
  ///   - address: of From.
  init(
    _ message: ByteView, _ block: HeaderBlock, status: ByteView, subject: ByteView,
    address: ByteView
  ) {
    let type = block[.contentType].map { MediaType(message[$0]) } ?? .plain
    let isDelivery =
      type.isType("multipart/report")
      && (type.parameter("report-type")?.withView { $0.equalsAnyCase("delivery-status") }
        ?? !status.isEmpty)
    let isDaemon = address.hasPrefixAnyCase("mailer-daemon")
    let isOffice = address.hasPrefixAnyCase("postmaster")
    let hasEmptyPath = block.value(.returnPath, in: message).map { $0.hasPrefix("<>") } ?? false
    let isUsual =
      (isOffice || hasEmptyPath) && Bounce.subjects.contains { subject.containsAnyCase($0) }
    isReport = isDelivery || isDaemon || type.isType("multipart/report") || isUsual
    let failed = block.has(.failedRecipients)
    guard isDelivery || isDaemon || failed || isUsual else { return }
    isFailure = !(Bounce.isOther(status) || Bounce.delays.contains { subject.containsAnyCase($0) })
  }

  /// Whether the delivery status names actions, and none of them is a failure (RFC 3464 2.3.3).
  private static func isOther(_ status: ByteView) -> Bool {
    var isOther = false
    var i = 0
    while let hit = status.findAnyCase("action:", from: i) {
      let value = status.from(hit + 7).trimmed()
      if value.hasPrefixAnyCase("failed") { return false }
      isOther = isOther || Bounce.otherActions.contains { value.hasPrefixAnyCase($0) }
      i = hit + 7
    }
    return isOther
  }

  private static let otherActions: [StaticString] = [
    "delayed", "delivered", "relayed", "expanded",
  ]

  /// The Message-ID of the mail that a bounce returns: of the first header that stands in its
  /// body, whether as a part of its own or as plain text.
  /// - Parameter own: the bounce's own id, which is not the one.
  static func returned(_ body: ByteView, own: String) -> String? {
    var i = 0
    while let hit = body.findAnyCase("message-id:", from: i) {
      i = hit + 11
      var start = hit
      while start > 0, body[start - 1] == 0x20 || body[start - 1] == 0x3E || body[start - 1] == 0x09
      {
        start -= 1
      }
      guard start == 0 || body[start - 1] == 0x0A || body[start - 1] == 0x0D else { continue }
      let value = body[i..<i + MessageIDs.maxLength]
      guard let open = value.find(0x3C), value.upTo(open).trimmed().isEmpty,
        let close = value.find(0x3E, from: open),
        let id = MessageIDs.clean(value[open + 1..<close]), id != own
      else { continue }
      return id
    }
    return nil
  }

  /// More recipients of one bounce are left out.
  private static let maxRecipients = 100

  /// The addresses that could not be reached: those of the delivery status with a failure (RFC
  /// 3464 2.3), else of X-Failed-Recipients (Exim). The address that was written comes before the
  /// one that it was redirected to.
  static func recipients(status: ByteView, header: ByteView?) -> [String] {
    var all: [String] = []
    func add(_ address: ByteView) {
      let address = address.trimmed()
      guard address.contains(0x40), address.count <= 320, all.count < maxRecipients else { return }
      all.append(MessageReader.line(address, 320))
    }
    var (original, final, isFailure) = (ByteView.empty, ByteView.empty, false)
    func close() {
      if isFailure { add(original.isEmpty ? final : original) }
      (original, final, isFailure) = (.empty, .empty, false)
    }
    var i = 0
    while i < status.count {
      let end = status.lineEnd(from: i)
      let line = status[i..<end].trimmed()
      i = end + 1
      if line.isEmpty {
        close()
      } else if line.hasPrefixAnyCase("final-recipient:") {
        final = address(line.from(16))
      } else if line.hasPrefixAnyCase("original-recipient:") {
        original = address(line.from(19))
      } else if line.hasPrefixAnyCase("action:") {
        isFailure = line.from(7).trimmed().hasPrefixAnyCase("failed")
      }
    }
    close()
    if all.isEmpty, let header {
      var start = 0
      while start <= header.count {
        let comma = header.find(0x2C, from: start) ?? header.count
        add(header[start..<comma])
        start = comma + 1
      }
    }
    return all
  }

  /// The address in `rfc822; jo@acme.example`; empty where it is of another kind.
  private static func address(_ value: ByteView) -> ByteView {
    let value = value.trimmed()
    guard value.hasPrefixAnyCase("rfc822"), let semicolon = value.find(0x3B) else { return .empty }
    var text = value.from(semicolon + 1).trimmed()
    if text[0] == 0x3C, text[text.count - 1] == 0x3E { text = text[1..<text.count - 1] }
    return text
  }

  private static let subjects: [StaticString] = [
    "undeliver", "delivery status notification", "delivery failure", "delivery failed",
    "delivery notification", "delivery report", "delivery error", "returned mail",
    "failure notice", "mail failure", "failed mail", "returning message", "non remis",
    "could not be delivered", "unzustellbar", "unable to deliver", "mail system error",
    "user unknown", "delivery has failed", "message status", "no entregado", "non recapitabile",
    "mail delivery", "returned to sender", "returned:", "rejected:",
  ]

  private static let delays: [StaticString] = [
    "(delay", "delayed", "delivery delay", "warning: could not send message", "warning: message ",
    "still being retried", "verzögert",
  ]
}
