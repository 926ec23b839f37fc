import Records
import Testing

@testable import Intake

/// Where the messages of a mailbox begin and end, and that every byte is accounted for.
@Suite struct MailboxFramingTests {
  static let line = "From jo@acme.example Mon Mar  4 09:15:00 2024\n"

  static func message(_ id: String, _ body: String = "Hello\n") -> String {
    "\(line)Message-ID: <\(id)@acme.example>\nFrom: jo@acme.example\n\n\(body)\n"
  }

  /// Every trap at once: From_ lines in bodies, a lying and a true length, CRLF, no empty line.
  static let tricky =
    "\u{FEFF}\n\r\n"
    + message("a", "From here on it is prose\nFrom : a name\nTo : another\n>From quoted\n")
    + "From - \nMessage-ID: <b@acme.example>\n\nNo date\n"
    + "From 1234567890@xxx\nMessage-ID: <c@acme.example>\r\n\r\nTakeout\r\n"
    + "From jo at acme.example  Sat, 31 Jul 1999 23:34:47 -0400 (EDT)\r\nSubject: d\r\n\r\nText\r\n"
    + "\(line)Content-Length: 9999\nSubject: e\n\nA length that lies\n\n"
    + "\(line)Content-Length: 75\nSubject: f\n\n\(line)Subject: quoted message\n\n12\n\n"
    + "\(line)\nNo header at all\n"
    + "\(line)Subject: last\n\nNo final newline"

  @Test func theTrickyMailboxHasItsMessages() {
    let reading = MailReading(Self.tricky)
    #expect(
      reading.mails.map { $0.subject ?? $0.origin.id }.map { $0.prefix(8) }
        == ["a@acme.e", "b@acme.e", "c@acme.e", "d", "e", "f", "sha256:6", "last"].map {
          $0.prefix(8)
        }
    )
    #expect(reading.account.balances)
    #expect(reading.account.bytes == Self.tricky.utf8.count)
    #expect(reading.account.bytesExcluded == 6)
    #expect(reading.mails[0].origin.place.offset == 6)
  }

  @Test(arguments: [1, 2, 3, 7, 64 << 10])
  func chunkSizeDoesNotMatter(_ size: Int) {
    #expect(MailReading(Self.tricky, chunk: size) == MailReading(Self.tricky))
  }

  @Test func everyPrefixIsReadable() {
    let bytes = Array(Self.tricky.utf8)
    for n in 0...bytes.count {
      let reading = MailReading(Array(bytes[..<n]))
      #expect(reading.account.balances)
      #expect(reading.account.bytes == n)
      #expect(reading.account.read == reading.mails.count + reading.rejects.count)
      #expect(reading == MailReading(Array(bytes[..<n]), chunk: 5))
    }
  }

  @Test func mailboxesReadOneAfterTheOtherAreTheirOwn() {
    var count = 0
    let output = Output(record: { _ in count += 1 }, reject: { _ in })
    let reader = MailboxReader(output, ReaderOptions(), single: false)
    for name in ["one", "two"] {
      reader.begin(name)
      Array(Self.tricky.utf8).withUnsafeBytes { reader.feed($0) }
      reader.end()
    }
    #expect(count == 16)
    #expect(output.books.balances)
    #expect(output.books.accounts.map(\.used) == [8, 8])
  }

  @Test func junkBeforeTheFirstMessageIsRejectedWithItsBytes() {
    let reading = MailReading("\nnot a mailbox\nat all\n" + Self.message("a"))
    #expect(reading.rejects.map(\.code) == ["no-separator"])
    #expect(reading.rejects[0].place.offset == 1)
    #expect(reading.account.bytesRejected == 21)
    #expect(reading.mails.count == 1)
    #expect(reading.account.balances)
  }

  @Test func anEmptyFileAndBlankLinesAreNoMessage() {
    for text in ["", "\n", "\r\n\r\n", "\u{FEFF}"] {
      let reading = MailReading(text, chunk: 1)
      #expect(reading.account.read == 0)
      #expect(reading.account.bytesExcluded == text.utf8.count)
      #expect(reading.account.balances)
    }
  }

  @Test func aLengthIsTrustedOnlyWhereItLeadsToASeparator() {
    let inner = Self.message("inner")
    let true1 = "\(Self.line)Content-Length: \(inner.utf8.count)\n\n\(inner)"
    #expect(MailReading(true1 + Self.message("z")).mails.count == 2)
    #expect(MailReading(true1).mails.count == 1)
    let lie = "\(Self.line)Content-Length: \(inner.utf8.count - 4)\n\n\(inner)"
    #expect(MailReading(lie + Self.message("z")).mails.count == 3)
    for size in [1, 100] {
      #expect(MailReading(true1 + Self.message("z"), chunk: size).mails.count == 2)
    }
  }

  @Test func aMessageThatIsTooLargeKeepsItsHead() {
    let large = Self.message("large", String(repeating: "0123456789\n", count: 5000))
    let text = Self.message("a") + large + Self.message("z")
    let whole = MailReading(Array(text.utf8), chunk: 1 << 20, maxMessage: 20_000)
    #expect(whole.mails.count == 3)
    #expect(whole.mails[1].bytes == large.utf8.count)
    #expect(whole.mails[1].origin.defects.contains("message-too-long"))
    #expect(whole.account.balances)
    for size in [7, 1000, 30_000] {
      #expect(MailReading(Array(text.utf8), chunk: size, maxMessage: 20_000) == whole)
    }
  }

  @Test func oneMessageWithoutSeparatorIsReadAsSuch() {
    let text =
      "\nReceived: x; Mon, 4 Mar 2024 09:15:00 +0000\nFrom: jo@acme.example\nSubject: Hi\n\nA\nFrom jo Mon Mar  4 09:15:00 2024\nB: c\n"
    let reading = MailReading(text, chunk: 3, format: .eml)
    #expect(reading.mails.map(\.subject) == ["Hi"])
    #expect(reading.mails[0].origin.format == "eml")
    #expect(reading.account.balances)
  }

  @Test func theFormatIsToldByTheHead() throws {
    func format(_ text: String, _ name: String = "x") -> String? {
      let head = Head(name: name, bytes: Array(text.utf8))
      return Format.mail.map { ($0.name, $0.likeness(head)) }.filter { $0.1 > 0 }
        .max { $0.1 < $1.1 }?.0
    }
    #expect(format(Self.tricky) == "mbox")
    #expect(format("", "empty.mbox") == "mbox")
    #expect(format("") == nil)
    #expect(format("From: a@b.example\nDate: x\nSubject: y\n\n") == "eml")
    #expect(format("a,b,c\n1,2,3\n") == nil)
    #expect(format("<?xml version=\"1.0\"?>\n<x/>") == nil)
  }

  /// The rule in ten lines, without Content-Length.
  private func naive(_ text: String) -> [Int] {
    var starts: [Int] = []
    var offset = 0
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    for (i, line) in lines.enumerated() {
      let next = i + 1 < lines.count ? lines[i + 1] : nil
      let isDated = line == Self.line.dropLast()
      let isBare = line == "From - " || line == "From " || line == "From 123456@xxx"
      let isField = next.map { $0.hasPrefix("Subject: ") || $0.hasPrefix(">From ") } ?? false
      let isEmpty = next.map { $0.isEmpty } ?? false
      if isDated && (isField || isEmpty) || isBare && isField { starts.append(offset) }
      offset += line.utf8.count + 1
    }
    return starts
  }

  @Test func theReaderAgreesWithANaiveOneOnGeneratedMailboxes() {
    let pieces = [
      Self.line, "From - \n", "From \n", "From 123456@xxx\n", "From here\n", "Subject: a\n", "\n",
      "text\n", ">From x\n", " From \n", "From jo Mon Mar\n", "a b\n ", "Fro ",
    ]
    var seed: UInt64 = 7
    for round in 0..<2000 {
      var text = ""
      for _ in 0..<14 {
        seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        text += pieces[Int(seed >> 33) % pieces.count]
      }
      let reading = MailReading(text, chunk: 1 + round % 9, text: .none)
      #expect(reading.mails.map(\.origin.place.offset) == naive(text), "round \(round)")
      #expect(reading.account.balances)
    }
  }

  /// A mark that a program has put before the fields of a message.
  @Test func aByteOrderMarkThatComesInPiecesIsOne() {
    let text = Self.message("a") + "\(Self.line)\u{FEFF}Message-ID: <b@acme.example>\n\nText\n"
    let whole = MailReading(text)
    #expect(whole.mails.map(\.origin.id) == ["a@acme.example", "b@acme.example"])
    for size in 1...8 { #expect(MailReading(text, chunk: size) == whole, "\(size)") }
  }
}
