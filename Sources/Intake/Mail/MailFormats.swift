extension Format {
  static let mail: [Format] = [mbox, eml]

  static let mbox = Format(
    name: "mbox",
    summary: "mailbox file: mboxo, mboxrd, mboxcl, mboxcl2, Thunderbird, Gmail Takeout, pipermail",
    certainty: .realFiles, unit: "message",
    likeness: { head in told(head) { mboxLikeness($0, name: head.name) } },
    reader: { MailboxReader($0, $1, single: false) })

  static let eml = Format(
    name: "eml", summary: "one message as it was sent (RFC 5322)", certainty: .realFiles,
    unit: "message",
    likeness: { head in told(head) { emlLikeness($0) } },
    reader: { MailboxReader($0, $1, single: true) })

  /// By a head with LF, whatever its line ends.
  private static func told(_ head: Head, _ likeness: (ByteView) -> Int) -> Int {
    head.bytes.withView { view in
      guard view.contains(0x0D), !view.contains(0x0A) else { return likeness(view) }
      return ReturnedLines.unreturned(view).withView(likeness)
    }
  }

  private static func mboxLikeness(_ head: ByteView, name: String) -> Int {
    // An empty mailbox is a mailbox still.
    if head.isEmpty { return name.utf8.reversed().starts(with: ".mbox".utf8.reversed()) ? 50 : 0 }
    let text = head.from(MailboxReader.leadLength(head))
    if text.hasPrefix("From ") { return Separator.judge(text, final: true) == .yes ? 95 : 20 }
    // Junk before the first message.
    var i = 0
    while let newline = text.find("\nFrom ", from: i) {
      if Separator.judge(text.from(newline + 1), final: true) == .yes { return 30 }
      i = newline + 1
    }
    return 0
  }

  private static func emlLikeness(_ head: ByteView) -> Int {
    let block = HeaderBlock()
    block.read(head.from(MailboxReader.leadLength(head)))
    let known: [HeaderField] = [.from, .date, .subject, .received, .messageID, .to, .contentType]
    let count = known.filter { block.has($0) }.count
    return count >= 3 ? 80 : count == 2 ? 40 : 0
  }
}
