import Records
import Testing

@testable import Intake

/// Mailboxes of the old Macintosh, whose lines end in CR alone.
@Suite struct MailReturnedLinesTests {
  private static let box = """
    From jo@acme.example Mon Mar  4 09:15:00 2024
    From: Jo <jo@acme.example>
    Message-ID: <1@acme.example>
    Subject: Printer

    It does not print.

    From kim@acme.example Mon Mar  4 10:15:00 2024
    From: Kim <kim@acme.example>
    Message-ID: <2@acme.example>

    Hello.

    """

  @Test func aMailboxOfReturnsIsCutAndReadAsOneOfLines() {
    let lines = MailReading(Self.box)
    let returns = Array(Self.box.utf8).map { $0 == 0x0A ? 0x0D : $0 }
    let whole = MailReading(returns)
    #expect(whole.mails.count == 2)
    #expect(whole == lines)
    for chunk in [1, 2, 3, 7, 46, 47, 48, 100] {
      #expect(MailReading(returns, chunk: chunk) == whole, "\(chunk)")
    }
  }

  @Test func itIsToldByItsContent() {
    let returns = Array(Self.box.utf8).map { $0 == 0x0A ? 0x0D : $0 }
    #expect(Format.mbox.likeness(Head(name: "x", bytes: returns)) == 95)
  }

  @Test func aReturnInALaterLineIsNoLineEnd() {
    let box = "From a@b.example Mon Mar  4 09:15:00 2024\nSubject: a\n\nx\rFrom nobody\ry\n"
    let reading = MailReading(box)
    #expect(reading.mails.count == 1)
    #expect(reading == MailReading(box, chunk: 1))
  }

  @Test func everyBeginningOfOneBalances() {
    let returns = Array(Self.box.utf8).map { $0 == 0x0A ? 0x0D : $0 }
    for end in returns.indices {
      let part = Array(returns[..<end])
      let reading = MailReading(part)
      #expect(reading.account.balances && reading == MailReading(part, chunk: 1), "\(end)")
    }
  }
}
