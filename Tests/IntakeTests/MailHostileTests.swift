import Records
import Testing

@testable import Intake

/// Mail made to break readers: each must be read in linear time, without a trap.
@Suite struct MailHostileTests {
  private func read(_ header: String, _ body: String = "") -> Mail? {
    let text = "From x@y.example Mon Mar  4 09:15:00 2024\nMessage-ID: <a@b>\n\(header)\n\(body)"
    let reading = MailReading(text)
    #expect(reading.account.balances)
    #expect(reading.mails.count == 1)
    return reading.mails.first
  }

  private func repeated(_ text: String, _ n: Int) -> String { String(repeating: text, count: n) }

  @Test(.timeLimit(.minutes(1))) func aHundredThousandNestedMultiparts() {
    var body = ""
    for i in 0..<100_000 {
      body += "--b\(i)\nContent-Type: multipart/mixed; boundary=b\(i + 1)\n\n"
    }
    let mail = read("Content-Type: multipart/mixed; boundary=b0\n", body)
    #expect(mail?.origin.defects.contains("parts-too-deep") == true)
    let same = read(
      "Content-Type: multipart/mixed; boundary=b\n",
      repeated("--b\nContent-Type: multipart/mixed; boundary=b\n\n", 100_000))
    #expect(same != nil)
  }

  @Test(.timeLimit(.minutes(1))) func twoHundredThousandHeaders() {
    let many = read(repeated("X-A: b\n", 200_000))
    #expect(many?.origin.defects.contains("headers-too-many") == true)
    #expect(read(repeated("To: jo@acme.example\n", 200_000)) != nil)
    #expect(read(repeated("Received: x; now\n", 200_000)) != nil)
    #expect(read("Subject: a\n" + repeated(" b\n", 200_000)) != nil)
  }

  @Test(.timeLimit(.minutes(1))) func twoHundredThousandAddresses() {
    let mail = read("To: " + repeated("jo@acme.example, ", 200_000) + "\n")
    #expect((mail?.to.count ?? 0) <= AddressList.maxMailboxes)
    #expect(mail?.origin.defects.contains("to-cut") == true)
    for text in [
      "(", ")", "<", ">", "\"", "\\", ",", ";", ":", "@", "[", "=?", "a ", "\" ", "((", "=?a?q?",
    ] {
      #expect(
        read("To: " + repeated(text, 50_000) + "\nSubject: " + repeated(text, 50_000) + "\n")
          != nil)
    }
  }

  @Test(.timeLimit(.minutes(1))) func aLineOfTenMegabytes() {
    #expect(read("", repeated("0123456789", 1_000_000)) != nil)
    #expect(read("X: " + repeated("0123456789", 1_000_000) + "\n") != nil)
    #expect(read("References: " + repeated("<a@b>", 1_000_000) + "\n")?.references.count == 200)
  }

  @Test(.timeLimit(.minutes(1))) func alternatingCombiningMarks() {
    let marks = repeated("a\u{0316}\u{0301}", 50_000)
    let mail = read(
      "Subject: \(marks)\nFrom: \(marks) <jo@acme.example>\nMessage-ID: <\(marks)>\n", marks)
    #expect((mail?.text?.utf8.count ?? 0) <= 4096)
  }

  @Test(.timeLimit(.minutes(1))) func textsThatInviteBacktracking() {
    for line in [
      "On 1\n", "> \n", "-- \n", "From: a\n", "On 1 @\n\n", "____________________\n",
      "-----Original",
      "Am 1 schrieb ", "message-id:", "<blockquote type=cite>", "<div", "<!--", "&#", "<a ='",
      "<a =\">",
    ] {
      #expect(read("In-Reply-To: <x@y>\n", repeated(line, 30_000)) != nil)
      #expect(read("Content-Type: text/html\n", repeated(line, 30_000)) != nil)
      #expect(
        read(
          "Return-Path: <>\nFrom: MAILER-DAEMON@x\nSubject: Undelivered\n", repeated(line, 30_000))
          != nil)
    }
    #expect(read("Content-Type: text/plain; " + repeated("a*0=b;", 100_000) + "\n", "x") != nil)
    #expect(
      read("Content-Type: text/plain; charset=\"" + repeated("x", 100_000) + "\"\n", "\u{E9}")
        != nil)
  }

  /// Ten thousand messages, each damaged at random places; a seeded mutator.
  @Test(.timeLimit(.minutes(1))) func damagedMailIsReadable() {
    let sample = Array(MailBodyTests.rich.utf8)
    var seed: UInt64 = 42
    func next(_ n: Int) -> Int {
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(seed >> 33) % n
    }
    for _ in 0..<3000 {
      var bytes = sample
      for _ in 0..<(1 + next(8)) {
        let at = next(bytes.count)
        switch next(4) {
        case 0: bytes[at] = UInt8(next(256))
        case 1: bytes.remove(at: at)
        case 2:
          bytes.insert([0x22, 0x28, 0x3C, 0x3D, 0x2D, 0x0A, 0x0D, 0x00, 0xFF][next(9)], at: at)
        default: bytes.removeSubrange(at..<min(at + next(60), bytes.count))
        }
      }
      let reading = MailReading(bytes)
      #expect(reading.account.balances)
      #expect(reading == MailReading(bytes, chunk: 1 + next(50)))
    }
  }
}
