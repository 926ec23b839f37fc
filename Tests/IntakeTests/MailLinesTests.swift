import Records
import TestSupport
import Testing

@testable import Intake

/// A mail goes out as a value or, without one, as a line; both must say the same.
@Suite struct MailLinesTests {
  /// The lines of a mailbox as they are written of values, and as they are written at once.
  private func lines(_ bytes: [UInt8], _ text: TextMode) -> (ofValues: [UInt8], atOnce: [UInt8]) {
    var options = ReaderOptions()
    options.text = text
    var ofValues: [UInt8] = []
    var atOnce: [UInt8] = []
    var line = JSONLine()
    let outputs = [
      Output(
        record: {
          line.write($0)
          ofValues += line.bytes
        }, reject: { _ in }),
      Output(lines: { atOnce += $0 }, reject: { _ in }),
    ]
    for output in outputs {
      let reader = MailboxReader(output, options, single: false)
      reader.begin("box")
      bytes.withUnsafeBytes { reader.feed($0) }
      reader.end()
      reader.finish()
    }
    return (ofValues, atOnce)
  }

  @Test(arguments: [TextMode.new, .whole, .none])
  func `a mail is written as its value would be, in real mailboxes`(_ text: TextMode) {
    if MailCorpus.names.isEmpty { print("skipped: no corpora") }
    for name in MailCorpus.names {
      let (ofValues, atOnce) = lines(MailCorpus.bytes(name), text)
      #expect(ofValues == atOnce, "\(name)")
      #expect(!atOnce.isEmpty)
    }
  }

  @Test func `a mail is written as its value would be, whatever stands in its fields`() {
    var random = Seeded(11)
    let pieces = [
      "a", "Jo Doe", "\"", "\\", "\t", "=?utf-8?q?J=C3=B6?=", "=?x?b?/w==?=", "<jo@a.example>",
      ",", " ", "(c)", "\u{7F}", "\u{85}", "\u{2028}", "ü", "€", "😀", "\r", "\n ", "\n", "> ",
      "On Mon, Jo wrote:", "-- ", "\u{1B}[2J", ";", ":", "@", "<", ">", "\u{FEFF}",
    ]
    let fields = [
      "From", "To", "Cc", "Reply-To", "Sender", "Subject", "Message-ID", "In-Reply-To",
      "References", "Date", "List-Id", "X-Original-From", "X-Loop", "Content-Type",
      "X-Asterisk-CallerID", "Auto-Submitted",
    ]
    func odd() -> [UInt8] {
      var bytes: [UInt8] = []
      for _ in 0..<Int.random(in: 0..<12, using: &random) {
        bytes += pieces[Int.random(in: 0..<pieces.count, using: &random)].utf8
        if Int.random(in: 0..<20, using: &random) == 0 { bytes.append(.random(in: 0x80...0xFF)) }
      }
      return bytes
    }
    var box: [UInt8] = []
    for _ in 0..<400 {
      box += "From jo@a.example Mon Mar  4 09:15:00 2024\n".utf8
      for field in fields where Bool.random(using: &random) {
        box += "\(field): ".utf8
        box += odd().split(separator: 0x0A).joined(separator: [0x0A, 0x20])
        box.append(0x0A)
      }
      box.append(0x0A)
      box += odd() + odd() + odd() + [0x0A]
    }
    for text in [TextMode.new, .whole] {
      let (ofValues, atOnce) = lines(box, text)
      #expect(ofValues == atOnce)
      #expect(atOnce.count { $0 == 0x0A } == 400)
    }
  }

  @Test func `the usual form of a date is read as all other forms are`() {
    let weekdays = ["Mon", "tue", "WED", "Thu", "Fri", "Sat", "Sun", "Mar", "Lun", "Xyz"]
    let months = [
      "Jan", "feb", "MAR", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    var random = Seeded(5)
    for _ in 0..<4000 {
      func number(_ range: ClosedRange<Int>, _ digits: Int) -> String {
        let text = String(Int.random(in: range, using: &random))
        return String(repeating: "0", count: max(0, digits - text.count)) + text
      }
      let head = weekdays[Int.random(in: 0..<weekdays.count, using: &random)] + ","
      let tail =
        "\(number(0...32, Int.random(in: 1...2, using: &random))) "
        + "\(months[Int.random(in: 0..<12, using: &random)]) \(number(1890...2040, 4)) "
        + "\(number(0...25, 2)):\(number(0...61, 2)):\(number(0...61, 2)) "
        + (Bool.random(using: &random) ? "+" : "-") + number(0...1500, 4)
        + ["", " (CET)", " (a) b", " PM"][Int.random(in: 0..<4, using: &random)]
      // Two blanks make it a form of its own.
      let usual = Array("\(head) \(tail)".utf8).withView { MailDate($0) }
      let other = Array("\(head)  \(tail)".utf8).withView { MailDate($0) }
      #expect(usual?.moment == other?.moment, "\(head) \(tail)")
      #expect(usual?.offset == other?.offset, "\(head) \(tail)")
    }
  }
}
