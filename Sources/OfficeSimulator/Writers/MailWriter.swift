import Records

/// Writes messages as an mboxrd mailbox (RFC 4155, with `From ` quoted in all depths).
struct MailWriter: Sendable {
  let zone: Zone
  let crlf: Bool

  func write(_ mail: Message, to bytes: inout [UInt8]) {
    let envelope =
      mail.headers.contains { $0.0 == "X-Failed-Recipients" }
      ? "MAILER-DAEMON" : mail.from.address
    var head = "From \(envelope) \(Calendar.asctime(mail.received))\n"
    if !mail.sent {
      let to = mail.to.first?.address ?? Directory.support
      let host = "mail." + (mail.from.address.split(separator: "@").last.map(String.init) ?? "")
      head += envelope == "MAILER-DAEMON" ? "Return-Path: <>\n" : "Return-Path: <\(envelope)>\n"
      head += "Delivered-To: \(to)\n"
      head += "Received: from \(host) (\(host) [192.0.2.\(mail.at.seconds % 200 + 10)])\n"
      head += "\tby mx.\(Directory.domain) (Postfix) with ESMTPS id "
      head += String(mail.at.seconds & 0xFFF_FFFF, radix: 36).uppercased() + "\n"
      head += "\tfor <\(to)>; \(Calendar.rfc5322(mail.received, zone: zone))\n"
    }
    if let date = mail.date { head += "Date: \(Calendar.rfc5322(date, zone: zone))\n" }
    head += "From: \(MailWriter.address(mail.from))\n"
    head += "To: " + mail.to.map(MailWriter.address).joined(separator: ",\n\t") + "\n"
    if !mail.cc.isEmpty {
      head += "Cc: " + mail.cc.map(MailWriter.address).joined(separator: ",\n\t") + "\n"
    }
    head += "Message-ID: <\(mail.id)>\n"
    if let parent = mail.inReplyTo { head += "In-Reply-To: <\(parent)>\n" }
    if !mail.references.isEmpty {
      head += "References: " + mail.references.map { "<\($0)>" }.joined(separator: "\n\t") + "\n"
    }
    head += "Subject: \(MailWriter.words(mail.subject))\n"
    for (name, value) in mail.headers { head += "\(name): \(value)\n" }
    head += "MIME-Version: 1.0\n"
    // The From_ line is the only one that may begin with `From `.
    append(head + MailBody(mail).text, quotingAfterLine: 1, to: &bytes)
  }

  /// Appends lines, quoting from the second on, with an empty line at the end.
  private func append(_ text: String, quotingAfterLine: Int, to bytes: inout [UInt8]) {
    var line = 0
    var start = true
    var text = text
    text.withUTF8 { source in
      var index = 0
      while index < source.count {
        if start {
          if line >= quotingAfterLine {
            var at = index
            while at < source.count, source[at] == UInt8(ascii: ">") { at += 1 }
            if MailWriter.isFrom(source, at: at) { bytes.append(UInt8(ascii: ">")) }
          }
          line += 1
          start = false
        }
        let byte = source[index]
        if byte == UInt8(ascii: "\n") {
          if crlf { bytes.append(UInt8(ascii: "\r")) }
          start = true
        }
        bytes.append(byte)
        index += 1
      }
    }
    if !start { bytes.append(contentsOf: (crlf ? "\r\n" : "\n").utf8) }
    bytes.append(contentsOf: (crlf ? "\r\n" : "\n").utf8)
  }

  private static func isFrom(_ source: UnsafeBufferPointer<UInt8>, at index: Int) -> Bool {
    let wanted: StaticString = "From "
    guard source.count - index >= 5 else { return false }
    return (0..<5).allSatisfy { source[index + $0] == wanted.utf8Start[$0] }
  }

  /// `Name <address>`, the name quoted or encoded where it must be.
  static func address(_ who: Correspondent) -> String {
    guard let name = who.name, !name.isEmpty else { return who.address }
    if !name.utf8.allSatisfy({ $0 < 0x80 }) { return "\(words(name)) <\(who.address)>" }
    let special = Set(",.@()<>[]:;\"".utf8)
    return name.utf8.contains { special.contains($0) }
      ? "\"\(name)\" <\(who.address)>" : "\(name) <\(who.address)>"
  }

  /// RFC 2047 where the text is not ASCII.
  static func words(_ text: String) -> String {
    guard !text.utf8.allSatisfy({ $0 < 0x80 }) else { return text }
    var out = "=?utf-8?q?"
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: " "): out += "_"
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: out.unicodeScalars.append(Unicode.Scalar(byte))
      default: out += "=" + MailBody.hex(byte)
      }
    }
    return out + "?="
  }
}
