/// The MIME headers and body of a message (RFC 2045, RFC 2046).
struct MailBody {
  /// From Content-Type on.
  private(set) var text = ""
  private let mail: Message

  init(_ mail: Message) {
    self.mail = mail
    var plain = mail.text
    if let signature = mail.signature { plain += "\n\n-- \n" + signature }
    if let quotation = mail.quotation { plain += "\n\n" + quotation }
    switch mail.part {
    case .calendar(let method, let calendar):
      parts(
        "multipart/alternative",
        [
          MailBody.plainPart(plain),
          "Content-Type: text/calendar; method=\(method); charset=utf-8\n\n\(calendar)",
        ])
    case .returned(let headers):
      let failed = mail.headers.first { $0.0 == "X-Failed-Recipients" }?.1 ?? ""
      parts(
        "multipart/report; report-type=delivery-status",
        [
          MailBody.plainPart(plain),
          """
          Content-Type: message/delivery-status

          Reporting-MTA: dns; mx.harborit.example

          Final-Recipient: rfc822; \(failed)
          Action: failed
          Status: 5.2.2
          Diagnostic-Code: smtp; 552 5.2.2 Mailbox full
          """,
          "Content-Type: text/rfc822-headers\n\n\(headers)",
        ])
    case .recording(let seconds):
      let sound = [UInt8]("RIFF".utf8) + (0..<40).map { UInt8(($0 * 7 + seconds) & 0xFF) }
      parts(
        "multipart/mixed",
        [
          MailBody.plainPart(plain),
          "Content-Type: audio/x-wav; name=\"msg0000.wav\"\n"
            + "Content-Transfer-Encoding: base64\n"
            + "Content-Disposition: attachment; filename=\"msg0000.wav\"\n\n"
            + MailBody.base64(sound),
        ])
    case nil: styled(plain)
    }
  }

  private mutating func styled(_ plain: String) {
    switch mail.style {
    case .plain: text += MailBody.plainPart(plain)
    case .quotedPrintable: text += MailBody.printablePart("text/plain", "utf-8", Array(plain.utf8))
    case .latin1:
      let bytes = plain.unicodeScalars.map { $0.value < 256 ? UInt8($0.value) : UInt8(ascii: "?") }
      text += MailBody.printablePart("text/plain", "iso-8859-1", bytes)
    case .base64:
      text += "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n"
      text += MailBody.base64(Array(plain.utf8))
    case .htmlOnly: text += MailBody.printablePart("text/html", "utf-8", Array(html().utf8))
    case .alternative:
      parts(
        "multipart/alternative",
        [
          MailBody.plainPart(plain),
          MailBody.printablePart("text/html", "utf-8", Array(html().utf8)),
        ])
    case .attachment:
      let picture: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0]
      parts(
        "multipart/mixed",
        [
          MailBody.plainPart(plain),
          "Content-Type: image/png; name=\"screen.png\"\nContent-Transfer-Encoding: base64\n"
            + "Content-Disposition: attachment; filename=\"screen.png\"\n\n"
            + MailBody.base64(picture),
        ])
    }
  }

  private mutating func parts(_ type: String, _ parts: [String]) {
    let boundary = "=_\(mail.id.utf8.reduce(7) { ($0 &* 31 &+ Int($1)) & 0xFFFF_FFFF })"
    text += "Content-Type: \(type);\n\tboundary=\"\(boundary)\"\n\n"
    text += "This is a message in several parts.\n"
    for part in parts { text += "--\(boundary)\n\(part)\n" }
    text += "--\(boundary)--\n"
  }

  private static func plainPart(_ plain: String) -> String {
    let encoding = plain.utf8.allSatisfy { $0 < 0x80 } ? "7bit" : "8bit"
    return "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: \(encoding)\n\n"
      + plain
  }

  private static func printablePart(_ type: String, _ charset: String, _ bytes: [UInt8]) -> String {
    "Content-Type: \(type); charset=\(charset)\n"
      + "Content-Transfer-Encoding: quoted-printable\n\n" + quotedPrintable(bytes)
  }

  private func html() -> String {
    func escaped(_ text: String) -> String {
      var out = ""
      for scalar in text.unicodeScalars {
        switch scalar {
        case "&": out += "&amp;"
        case "<": out += "&lt;"
        case ">": out += "&gt;"
        case "\n": out += "<br>\n"
        default: out.unicodeScalars.append(scalar)
        }
      }
      return out
    }
    var out = "<html><head><style>p { margin: 0 }</style></head><body>\n<div>"
    out += escaped(mail.text) + "</div>\n"
    if let signature = mail.signature { out += "<div>-- <br>\n\(escaped(signature))</div>\n" }
    if let quotation = mail.quotation {
      out += "<div class=\"gmail_quote\">\(escaped(quotation))</div>\n"
    }
    return out + "</body></html>"
  }

  static func hex(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16).uppercased()
    return digits.utf8.count == 1 ? "0" + digits : digits
  }

  /// RFC 2045 6.7, lines of at most 76.
  private static func quotedPrintable(_ bytes: [UInt8]) -> String {
    var out = ""
    var width = 0
    for (index, byte) in bytes.enumerated() {
      if byte == UInt8(ascii: "\n") {
        out += "\n"
        width = 0
        continue
      }
      let atEnd = index + 1 == bytes.count || bytes[index + 1] == UInt8(ascii: "\n")
      let literal =
        (byte >= 0x21 && byte <= 0x7E && byte != UInt8(ascii: "="))
        || (byte == 0x20 && !atEnd)
      let size = literal ? 1 : 3
      if width + size > 75 {
        out += "=\n"
        width = 0
      }
      if literal { out.unicodeScalars.append(Unicode.Scalar(byte)) } else { out += "=" + hex(byte) }
      width += size
    }
    return out
  }

  /// RFC 4648 4 in lines of 76.
  static func base64(_ bytes: [UInt8]) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var out: [UInt8] = []
    var width = 0
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let b = (0..<3).map { start + $0 < bytes.count ? Int(bytes[start + $0]) : 0 }
      let value = b[0] << 16 | b[1] << 8 | b[2]
      let left = bytes.count - start
      out.append(alphabet[value >> 18 & 63])
      out.append(alphabet[value >> 12 & 63])
      out.append(left > 1 ? alphabet[value >> 6 & 63] : UInt8(ascii: "="))
      out.append(left > 2 ? alphabet[value & 63] : UInt8(ascii: "="))
      width += 4
      if width == 76 {
        out.append(UInt8(ascii: "\n"))
        width = 0
      }
    }
    return String(decoding: out, as: UTF8.self)
  }
}
