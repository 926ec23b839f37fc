import Records
import Testing

@testable import Intake

/// Dates, people, ids and subjects.
@Suite struct MailHeaderTests {
  private func read(_ header: String) -> Mail {
    MailReading("From x@y.example Mon Mar  4 09:15:00 2024\n\(header)\n\nText\n").mails[0]
  }

  @Test(arguments: [
    ("Mon, 4 Mar 2024 09:15:00 +0100", "2024-03-04T08:15:00Z"),
    ("Mon, 04 Mar 24 09:15 PST", "2024-03-04T17:15:00Z"),
    ("4 Mar 2024 09:15:00 GMT", "2024-03-04T09:15:00Z"),
    ("Mon Mar  4 09:15:00 2024", "2024-03-04T09:15:00Z"),
    ("Mon Mar  4 09:15:00 PST 2024", "2024-03-04T17:15:00Z"),
    ("Mon, 4 Mar 2024 09:15:00 -0500 (EST)", "2024-03-04T14:15:00Z"),
    ("Mon, 4 Mar 2024 09:15:00 (EST)", "2024-03-04T14:15:00Z"),
    ("Mon, 4 Mar 2024 09:15:00 (GMT) -0500", "2024-03-04T14:15:00Z"),
    ("Monday, 4 March 2024 9:15 PM", "2024-03-04T21:15:00Z"),
    ("4-Mar-2024 09:15:00", "2024-03-04T09:15:00Z"),
    ("2002/09/14 10:00:00", "2002-09-14T10:00:00Z"),
    ("2024-03-04T09:15:00+01:00", "2024-03-04T08:15:00Z"),
    ("Mo, 4 Mär 2024 09:15:00 +0100", "2024-03-04T08:15:00Z"),
    ("lun., 4 déc. 2023 09:15:00 +0100", "2023-12-04T08:15:00Z"),
    ("mar., 5 mars 2024 09:15:00 +0100", "2024-03-05T08:15:00Z"),
    ("Mon, 4 Mar 0102 09:15:00 +0000", "2002-03-04T09:15:00Z"),
    ("Mon, 4 Mar 99 09:15:00 0200", "1999-03-04T07:15:00Z"),
    ("Mon, 4 Mar 2024 09:15:00 -1900", "2024-03-04T09:15:00Z"),
    ("Thu, 29 Feb 2024 00:00:00 +0000", "2024-02-29T00:00:00Z"),
    ("Fri, 1 Mar 2024 09:15:00 Eastern Standard Time", "2024-03-01T14:15:00Z"),
  ]) func datesAreRead(_ text: String, _ moment: String) {
    #expect(read("Date: \(text)").date?.description == moment)
  }

  @Test(arguments: [
    "Whenever", "Thu, 31 Feb 2024 09:15:00 +0000", "Mon, 4 Mar 2024", "29 Feb 2023 10:00:00 +0000",
    "Mon, 4 Mar 2024 25:15:00 +0000", "99999999999999999999 Mar 2024 1:2:3", "", "4 4 4 4 4",
  ]) func impossibleDatesAreDefects(_ text: String) {
    let mail = read("Date: \(text)")
    #expect(mail.date == nil)
    #expect(mail.origin.defects.contains("date-unreadable"))
  }

  @Test func aMissingZoneAndAMissingDateAreDefects() {
    #expect(read("Date: 4 Mar 2024 10:00:00").origin.defects.contains("date-without-zone"))
    #expect(read("Subject: x").origin.defects.contains("date-missing"))
  }

  @Test func theNewestReceivedTellsWhenItCame() {
    let mail = read(
      "Received: from a by b; id 1;\n Mon, 4 Mar 2024 10:00:00 +0100 (CET)\nReceived: c; 1 Jan 2024 1:0:0 GMT"
    )
    #expect(mail.received?.description == "2024-03-04T09:00:00Z")
    #expect(read("Subject: x").received?.description == "2024-03-04T09:15:00Z")
  }

  @Test(arguments: [
    ("Jo Doe <jo@acme.example>", "Jo Doe", "jo@acme.example"),
    ("\"Doe, Jo\" <Jo@Acme.Example>", "Doe, Jo", "Jo@Acme.Example"),
    ("jo@acme.example (Jo \\(the\\) Doe)", "Jo \\(the\\) Doe", "jo@acme.example"),
    ("jo at acme.example (Jo Doe)", "Jo Doe", "jo@acme.example"),
    ("|@w|@wt @end|ng |rom gm@||@com (Jo Doe)", "Jo Doe", ""),
    ("c@rtogr@iiow m@iii@g oii gm@ii@com (Jo Doe)", "Jo Doe", ""),
    ("Jo Doe jo@acme.example", "Jo Doe", "jo@acme.example"),
    ("=?utf-8?Q?Doe,_J=C3=B6?= <jo@acme.example>", "Doe, Jö", "jo@acme.example"),
    ("\"=?utf-8?B?SsO2?=\" <jo@acme.example>", "Jö", "jo@acme.example"),
    ("<@a.example,@b.example:jo@acme.example>", nil, "jo@acme.example"),
    ("k..allen@acme.example", nil, "k..allen@acme.example"),
    ("\"Jo Doe <jo@acme.example>", "\"Jo Doe", "jo@acme.example"),
    ("'Jo Doe' <jo@acme.example>", "Jo Doe", "jo@acme.example"),
    ("\"jo doe\"@acme.example", nil, "\"jo doe\"@acme.example"),
    ("mailto:jo@acme.example", nil, "jo@acme.example"),
    ("MAILER-DAEMON (Mail System)", "Mail System", "MAILER-DAEMON"),
    ("J\u{F6} <jo@acme.example>", "Jö", "jo@acme.example"),
  ]) func mailboxesAreRead(_ text: String, _ name: String?, _ address: String) {
    #expect(read("From: \(text)").from == Mailbox(name: name, address: address))
  }

  @Test func listsHoldGroupsCommentsAndEmptyEntries() {
    let mail = read(
      "To: A: b@x.example, c@x.example;, , d@x.example (e, f)\nCc: undisclosed-recipients:;\nTo: g@x.example"
    )
    #expect(mail.to.map(\.address) == ["b@x.example", "c@x.example", "d@x.example", "g@x.example"])
    #expect(mail.cc.isEmpty)
  }

  @Test(arguments: [
    ("=?utf-8?Q?Gr=C3?= =?utf-8?Q?=BC=C3=9Fe?=", "Grüße"),
    ("=?iso-8859-1?Q?Gr=FC=DFe_?=\n =?utf-8?B?w7w=?= x", "Grüße ü x"),
    ("=?utf-8?B?aGE=?= =?utf-8?B?bGxv?=", "hallo"),
    ("Re: =?utf-8?Q?a?=b =?x?=?", "Re: ab =?x?=?"),
    ("=?x-unknown?Q?caf=E9?=", "café"),
    ("=?windows-1251?B?z/Do4uXy?=", "Привет"),
    ("=?ISO-2022-JP?B?GyRCJDMbKEI=?=", "こ"),
    ("plain ü", "plain ü"),
    ("=?utf-8*en?Q?a?=", "a"),
  ]) func subjectsAreDecoded(_ text: String, _ subject: String) {
    #expect(read("Subject: \(text)").subject == subject)
  }

  @Test func rawBytesAreUTF8OrWindows1252() {
    let bytes =
      Array("From x@y.example Mon Mar  4 09:15:00 2024\nSubject: caf".utf8) + [0xE9, 0x80]
    #expect(MailReading(bytes + [0x0A, 0x0A]).mails[0].subject == "café€")
  }

  @Test func idsAreReadWithoutBracketsAndBlanks() {
    let mail = read(
      "Message-ID: <a b\n @c>\nIn-Reply-To: Message from Jo of Monday <d@e> <f@g>\nReferences: <1@x><2@x>\n <3@x> junk"
    )
    #expect(mail.origin.id == "ab@c")
    #expect(mail.inReplyTo == ["d@e", "f@g"])
    #expect(mail.references == ["1@x", "2@x", "3@x"])
    #expect(read("Message-ID: plain@c").origin.id == "plain@c")
  }

  @Test func aMissingIdIsTheHashOfTheMessage() {
    let one = read("Subject: x")
    #expect(one.origin.id == "sha256:" + Fingerprint.hex("Subject: x\n\nText\n"))
    #expect(one.origin.defects.contains("message-id-missing"))
    #expect(read("Message-ID: <>").origin.id.hasPrefix("sha256:"))
    let two = read("Message-ID: <a@b>\nMessage-ID: <c@d>")
    #expect(two.origin.id == "a@b")
    #expect(two.origin.defects.contains("message-id-repeated"))
  }

  @Test func linesThatEndInCarriageReturnsAloneAreLines() {
    let mail = read("Message-ID: <a@b>\rSubject: x\rTo: c@d.example\r\rBody")
    #expect(mail.subject == "x")
    #expect(mail.to.map(\.address) == ["c@d.example"])
  }
}
