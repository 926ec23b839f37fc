import Records
import Testing

@testable import Intake

/// Automatic mail, bounces, and the notices of phone systems.
@Suite struct MailNatureTests {
  private func read(_ header: String, _ body: String = "Text") -> Mail {
    MailReading(
      "From x@y.example Mon Mar  4 09:15:00 2024\nMessage-ID: <n@y.example>\n\(header)\n\n\(body)\n"
    )
    .mails[0]
  }

  @Test(arguments: [
    ("Auto-Submitted: auto-replied (vacation)", "auto-submitted: auto-replied"),
    ("auto-submitted: Auto-Generated; x=y", "auto-submitted: auto-generated"),
    ("Auto-Submitted: no", nil), ("Precedence: first-class", nil),
    ("Precedence: bulk", "precedence: bulk"), ("X-Precedence: junk", "x-precedence: junk"),
    ("Precedence: list\nAuto-Submitted: auto-replied", "auto-submitted: auto-replied"),
    ("X-Auto-Response-Suppress: DR, OOF", nil),
    ("X-Auto-Response-Suppress: All", "x-auto-response-suppress: all"),
    ("X-Autoreply: yes", "x-autoreply: yes"), ("X-Autoreply: no", nil),
    ("X-Autorespond: re: x", "x-autorespond: re: x"),
    ("X-Loop: a@b.example", "x-loop: a@b.example"),
    ("Return-Path: <>", "return-path: <>"), ("Return-Path: <a@b.example>", nil),
    ("List-Unsubscribe: <mailto:x@y.example>", "list-unsubscribe: yes"),
    ("List-Unsubscribe: <mailto:x@y.example>\nList-Id: <l.y.example>", nil),
    ("List-Unsubscribe: <mailto:x@y.example>\nIn-Reply-To: <a@b>", nil),
    ("Subject: Automatic reply: printer", "subject: out of office"),
    ("Subject: Abwesenheitsnotiz: Drucker", "subject: out of office"),
    ("Subject: =?utf-8?Q?R=C3=A9ponse_automatique?= : x", "subject: out of office"),
    ("Subject: Re: Automatic reply: printer", nil),
  ]) func automaticMailIsTold(_ header: String, _ automatic: String?) {
    #expect(read(header).automatic == automatic)
  }

  @Test func anOutOfOfficeTextCountsOnlyInAShortReply() {
    let phrase = "Hello, I’m out of the office until Monday."
    #expect(read("In-Reply-To: <a@b>", phrase).automatic == "text: out of office")
    #expect(read("Subject: x", phrase).automatic == nil)
    #expect(
      read("In-Reply-To: <a@b>", phrase + String(repeating: " More.", count: 300)).automatic == nil)
    #expect(read("In-Reply-To: <a@b>", "Fine.\n\nOn 1 Mar Jo wrote:\n> \(phrase)").automatic == nil)
  }

  private func report(_ action: String, _ returned: String) -> Mail {
    read(
      """
      From: Mail Delivery System <MAILER-DAEMON@y.example>
      Subject: Undelivered Mail Returned to Sender
      Content-Type: multipart/report; report-type=delivery-status; boundary=b
      """,
      """
      --b

      Sorry
      --b
      Content-Type: message/delivery-status

      Final-Recipient: rfc822; pat@acme.example
      Action: \(action)
      --b
      \(returned)
      --b--
      """)
  }

  @Test func aBounceNamesTheMailThatItReturns() {
    let mail = report(
      "failed", "Content-Type: message/rfc822\n\nSubject: x\nMessage-ID:\n <orig@y.example>\n\nz")
    #expect(mail.bounce)
    #expect(mail.bounced == "orig@y.example")
    #expect(mail.automatic == "content-type: multipart/report")
    #expect(mail.text == "Sorry")
    let headers = report("failed", "Content-Type: text/rfc822-headers\n\nmessage-id: <h@y.example>")
    #expect(headers.bounced == "h@y.example")
    let plain = read(
      "From: MAILER-DAEMON@y.example\nSubject: failure notice\nReferences: <r@y>",
      "Hi.\n--- Below this line is a copy.\n\nMessage-ID: <p@y.example>\nSubject: x")
    #expect(plain.bounce && plain.bounced == "p@y.example")
    let bare = read(
      "From: postmaster@y.example\nSubject: Undeliverable: x\nReferences: <r@y> <s@y>")
    #expect(bare.bounce && bare.bounced == "s@y")
  }

  @Test func aBounceNamesWhomItDidNotReach() {
    #expect(
      report("failed", "Content-Type: message/rfc822\n\nz").failedRecipients == [
        "pat@acme.example"
      ])
    let two = report(
      """
      failed

      Original-Recipient: rfc822;lee@acme.example
      Final-Recipient: rfc822; lee@mail.example
      Action: failed

      Final-Recipient: rfc822; <kim@acme.example>
      Action: delivered

      Final-Recipient: x400; /c=de/
      Action: failed
      """, "")
    #expect(two.failedRecipients == ["pat@acme.example", "lee@acme.example"])
    let exim = read(
      "From: MAILER-DAEMON@y.example\nSubject: Mail delivery failed\n"
        + "X-Failed-Recipients: a@b.example,\n c@d.example")
    #expect(exim.failedRecipients == ["a@b.example", "c@d.example"])
    #expect(
      read("From: MAILER-DAEMON@y.example\nSubject: failure notice").failedRecipients.isEmpty)
    #expect(read("From: jo@acme.example\nSubject: x").failedRecipients.isEmpty)
  }

  @Test func aDelayIsAutomaticButNoBounce() {
    let mail = report("delayed", "Content-Type: message/rfc822\n\nMessage-ID: <orig@y.example>")
    #expect(!mail.bounce && mail.bounced == nil && mail.automatic != nil)
    #expect(!report("relayed", "").bounce)
    let warning = read(
      "From: MAILER-DAEMON@y.example\nSubject: Warning: could not send message for past 4 hours")
    #expect(!warning.bounce && warning.automatic == "from: mailer-daemon")
  }

  @Test func peopleWhoSpeakOfBouncesAreNoBounces() {
    #expect(!read("From: jo@acme.example\nSubject: Re: Undelivered mail").bounce)
    #expect(!read("From: postmaster@acme.example\nSubject: New certificate").bounce)
    #expect(read("From: jo@y.example\nX-Failed-Recipients: a@b.example\nSubject: x").bounce)
  }

  // MARK: Voicemail

  @Test func asterisksNoticeIsRead() {
    let mail = read(
      """
      From: Asterisk PBX <asterisk@pbx.example>
      Subject: [PBX]: New message 3 in mailbox 201
      X-Asterisk-CallerID: 4085550101
      X-Asterisk-CallerIDName: Acme Dental
      Auto-Submitted: auto-generated
      """,
      """
      Dear Dana:

      \tJust wanted to let you know you were just left a 0:28 long message (number 3)
      in mailbox 201 from Acme Dental, on Monday, March 04, 2024 at 09:00:20 AM so you might
      """)
    #expect(
      mail.voicemail
        == .init(from: "4085550101", name: "Acme Dental", mailbox: "201", durationS: 28))
    #expect(mail.automatic == "auto-submitted: auto-generated")
  }

  @Test func asterisksOtherFormsAreRead() {
    let withheld = read(
      "Subject: New Urgent message 1 in mailbox 201",
      "you were just left a 1:05 long message (number 1)\nin mailbox 201 from an unknown caller, on x"
    )
    #expect(withheld.voicemail == .init(mailbox: "201", durationS: 65))
    let number = read(
      "Subject: New message 1 in mailbox 201",
      "left a 0:05 long message (number 1)\nin mailbox 201 from 4085550102, on x")
    #expect(number.voicemail?.from == "4085550102")
    let freePBX = MailReading(
      "From x Mon Mar  4 09:15:00 2024\nMessage-ID: <Asterisk-3-1804289383-205-2412@pbx.example>\nSubject: Voicemail\n\nThere is a new voicemail in mailbox 205:\n\n\tFrom:\t\"Pat\" <4085550103>\n\tLength:\t0:28 seconds\n"
    ).mails[0]
    #expect(
      freePBX.voicemail == .init(from: "4085550103", name: "Pat", mailbox: "205", durationS: 28))
    #expect(
      read("Subject: New greeting 'unavail' on Monday.\nX-Asterisk-CallerID: 201").voicemail == nil)
  }

  @Test func freeSWITCHsNoticeIsRead() {
    let mail = read(
      "Subject: Voicemail from \"Acme Dental\" <4085550101> 00:00:28\nX-Mailer: FreeSWITCH\nFrom: \"Acme Dental\" <4085550101@pbx.example>",
      "Created: Monday, March 04 2024, 09 00 AM\nFrom: \"Acme Dental\" 4085550101\nDuration: 00:00:28\nAccount: 201@pbx.example"
    )
    #expect(
      mail.voicemail
        == .init(from: "4085550101", name: "Acme Dental", mailbox: "201", durationS: 28))
    let bare = read(
      "From: FreeSWITCH mod_voicemail <201@pbx.example>\nSubject: Voicemail from Acme Dental 4085550101",
      "28 second Voicemail from Acme Dental 4085550101")
    #expect(
      bare.voicemail
        == .init(from: "4085550101", name: "Acme Dental", mailbox: "201", durationS: 28))
    let withheld = read(
      "Subject: Voicemail from \"Anonymous\" <anonymous> 00:01:02\nX-Voicemail-Length: 62\nX-Mailer: FreeSWITCH"
    )
    #expect(withheld.voicemail == .init(durationS: 62))
  }

  @Test func otherNoticesAreRead() {
    let google = read(
      "From: voice-noreply@google.com\nSubject: New missed call from (408) 555-0101 at 3:18 PM")
    #expect(google.voicemail == .init(from: "(408) 555-0101", missed: true))
    let exchange = read(
      "Content-Class: voice\nX-CallingTelephoneNumber: +14085550101\nX-VoiceMessageDuration: 35\nX-VoiceMessageSenderName: Pat"
    )
    #expect(exchange.voicemail == .init(from: "+14085550101", name: "Pat", durationS: 35))
    let recall = read(
      "X-CallingTelephoneNumber: IPM.Note\nX-VoiceMessageDuration: 35\nX-FaxNumberOfPages: 0")
    #expect(recall.voicemail == nil)
    let vpim = read(
      "Message-Context: voice-message\nContent-Duration: 14\nFrom: VOICE=+14085550101@vm.example")
    #expect(vpim.voicemail == .init(from: "+14085550101", durationS: 14))
  }

  @Test func aMeetingWithoutAKnownZoneHasNoStart() {
    let calendar =
      "BEGIN:VCALENDAR\nMETHOD:cancel\nBEGIN:VEVENT\nDTSTART:20240304T091500\nEND:VEVENT"
    let mail = read("Content-Type: text/calendar", calendar)
    #expect(mail.meeting == .init(method: "CANCEL"))
    let utc = read("Content-Type: text/calendar", calendar.replacing("1500", with: "1500Z"))
    #expect(utc.meeting?.starts?.description == "2024-03-04T09:15:00Z")
  }
}
