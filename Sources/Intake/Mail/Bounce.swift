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
