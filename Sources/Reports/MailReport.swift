import Contacts
import Records

/// The report as one mail, ready for `sendmail -t`: the text and the page for all clients as
/// alternatives (RFC 2046 5.1.4), both quoted-printable, with lines that end in LF as a local
/// mailer takes them.
///
/// It bears neither Date nor Message-ID, which the mailer adds as it sends it; so the same input
/// gives the same bytes.
struct MailReport {
  private let model: ReportModel

  init(_ model: ReportModel) { self.model = model }

  var bytes: [UInt8] {
    let text = TextReport(model).bytes
    let page = HTMLReport(model).index
    // A hash of the parts cannot stand within them.
    var digest = Fingerprint()
    digest.update(text)
    digest.update(page)
    let boundary = "ringback-" + digest.hex(digits: 32)
    var out: [UInt8] = []
    func line(_ text: String) {
      out += text.utf8
      out.append(0x0A)
    }
    line("MIME-Version: 1.0")
    line("To: " + MailReport.list(model.recipients))
    line("Subject: " + MailReport.unstructured(subject))
    // A vacation program is not to answer a report (RFC 3834 5).
    line("Auto-Submitted: auto-generated")
    line("Content-Type: multipart/alternative;\n boundary=\"\(boundary)\"")
    for (type, content) in [("text/plain", text), ("text/html", page)] {
      line("")
      line("--\(boundary)")
      line("Content-Type: \(type); charset=utf-8")
      line("Content-Transfer-Encoding: quoted-printable")
      line("")
      MailReport.quotedPrintable(content, to: &out)
    }
    line("")
    line("--\(boundary)--")
    return out
  }

  private var subject: String {
    let waiting = Sentences(model.all, of: model).waiting
    return "\(Shown.text(model.provider)): "
      + waiting.split(separator: "\u{A0}").joined(separator: " ")
  }

  /// What cannot be in an address of a header is left out of it.
  private static func list(_ addresses: [String]) -> String {
    let plain = addresses.map { address in
      String(decoding: address.utf8.filter { (0x21...0x7E).contains($0) }, as: UTF8.self)
    }.filter { !$0.utf8.isEmpty }
    return plain.isEmpty ? "undisclosed-recipients:;" : plain.joined(separator: ",\n ")
  }

  /// An unstructured field; as encoded words (RFC 2047) of at most 75 bytes where it is not plain.
  static func unstructured(_ text: String) -> String {
    if text.utf8.count <= 900, text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) {
      return folded(text)
    }
    var words: [String] = []
    var word = ""
    for scalar in text.unicodeScalars.prefix(400) {
      let piece = String(scalar).utf8.map { byte -> String in
        let isPlain =
          (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
          || (0x61...0x7A).contains(byte)
        return isPlain ? String(UnicodeScalar(byte)) : byte == 0x20 ? "_" : "=" + hex(byte)
      }.joined()
      if word.utf8.count + piece.utf8.count > 54 {
        words.append(word)
        word = ""
      }
      word += piece
    }
    words.append(word)
    return words.map { "=?utf-8?Q?\($0)?=" }.joined(separator: "\n ")
  }

  /// Broken before a blank, so that no line is longer than 78 where that can be.
  private static func folded(_ text: String) -> String {
    var lines: [String] = []
    var line = "Subject:"
    for word in text.split(separator: " ", omittingEmptySubsequences: true) {
      if line.utf8.count + word.utf8.count + 1 > 76, !lines.isEmpty || line != "Subject:" {
        lines.append(line)
        line = ""
      }
      line += " " + word
    }
    lines.append(line)
    return String(Substring(lines.joined(separator: "\n").utf8.dropFirst("Subject: ".utf8.count)))
  }

  private static func hex(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16, uppercase: true)
    return byte < 16 ? "0" + digits : digits
  }

  /// RFC 2045 6.7, in lines of at most 76; a text that does not end in a line end gets one.
  static func quotedPrintable(_ text: [UInt8], to out: inout [UInt8]) {
    let digits = Array("0123456789ABCDEF".utf8)
    var column = 0
    for i in text.indices {
      let byte = text[i]
      if byte == 0x0A {
        out.append(0x0A)
        column = 0
        continue
      }
      let isLast = i + 1 == text.count || text[i + 1] == 0x0A
      // A dot alone on a line ends a message for some mailers, and `From ` begins one.
      let isAwkward = column == 0 && (byte == 0x2E || byte == 0x46)
      let isBlank = byte == 0x20 || byte == 0x09
      let isPlain =
        ((0x21...0x7E).contains(byte) && byte != 0x3D || isBlank && !isLast) && !isAwkward
      let width = isPlain ? 1 : 3
      if column + width > (isLast ? 76 : 75) {
        out += [0x3D, 0x0A]
        column = 0
      }
      if isPlain {
        out.append(byte)
      } else {
        out += [0x3D, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
      column += width
    }
    if column > 0 { out.append(0x0A) }
  }
}
