import Records
import Testing

@testable import Intake

/// Texts, quotation, attachments and meetings.
@Suite struct MailBodyTests {
  /// A message with something of everything.
  static let rich = """
    From jo@acme.example Mon Mar  4 09:15:00 2024
    Received: from a by b; Mon, 4 Mar 2024 09:15:02 +0000
    Message-ID: <1@acme.example>
    In-Reply-To: <0@harborit.example>
    References: <00@harborit.example> <0@harborit.example>
    Date: Mon, 4 Mar 2024 09:15:00 +0000
    From: =?utf-8?Q?J=C3=B6_Doe?= <jo@acme.example>
    To: "Support, Harbor" <support@harborit.example>, (x) b@harborit.example
    Subject: =?utf-8?B?UmU6IGRydWNrZXI=?= =?utf-8?Q?_jammt?=
    List-Id: "A list" <a.lists.example>
    MIME-Version: 1.0
    Content-Type: multipart/mixed; boundary="outer"

    preamble
    --outer
    Content-Type: multipart/alternative;
     boundary=inner

    --inner
    Content-Type: text/plain; charset=utf-8; format=flowed
    Content-Transfer-Encoding: quoted-printable

    Gr=C3=BC=C3=9Fe, the printer =
    jams=20
    again.

    On Mon, 4 Mar 2024 at 08:00, Support <support@harborit.example> wrote:
    > How are you?
    --=20
    Jo
    --inner
    Content-Type: text/html; charset=utf-8

    <p>Gr&uuml;&szlig;e, the printer jams again.</p>
    --inner--
    --outer
    Content-Type: image/png; name*=utf-8''b%C3%BCld.png
    Content-Transfer-Encoding: base64
    Content-Disposition: attachment; filename*0="screen "; filename*1="shot.png"

    iVBORw0KGgo=
    --outer
    Content-Type: text/calendar; method=REQUEST; charset=utf-8

    BEGIN:VCALENDAR
    BEGIN:VTIMEZONE
    DTSTART:16010101T020000
    END:VTIMEZONE
    BEGIN:VEVENT
    SUMMARY:Review\\, quar
     terly
    DTSTART;TZID="W. Europe Standard Time":20240701T100000
    END:VEVENT
    END:VCALENDAR
    --outer--
    epilogue

    """

  private func text(_ header: String, _ body: String, _ mode: TextMode = .new) -> String? {
    MailReading("From x@y.example Mon Mar  4 09:15:00 2024\n\(header)\n\n\(body)\n", text: mode)
      .mails[0].text
  }

  private func new(_ body: String) -> String? { text("Subject: x", body) }

  @Test func theRichMessageIsReadWhole() {
    let mail = MailReading(Self.rich).mails[0]
    #expect(mail.from == Mailbox(name: "Jö Doe", address: "jo@acme.example"))
    #expect(mail.to.map(\.name) == ["Support, Harbor", "x"])
    #expect(mail.subject == "Re: drucker jammt")
    #expect(mail.listID == "a.lists.example")
    #expect(mail.text == "Grüße, the printer jams again.")
    #expect(
      mail.attachments == [Mail.Attachment(name: "screen shot.png", type: "image/png", bytes: 12)])
    #expect(mail.meeting?.method == "REQUEST")
    #expect(mail.meeting?.starts?.description == "2024-07-01T08:00:00Z")
    #expect(mail.meeting?.summary == "Review, quarterly")
    #expect(mail.automatic == nil)
    #expect(mail.origin.defects == [])
  }

  @Test func textModesKeepWhatTheySay() {
    let body = "New\n\nOn 1 Mar 2024, Jo wrote:\n> old\n"
    #expect(text("Subject: x", body, .new) == "New")
    #expect(text("Subject: x", body, .whole) == String(body.dropLast()))
    #expect(text("Subject: x", body, .none) == nil)
  }

  @Test(arguments: [
    ("utf-8", "8bit", "é", "é"), ("iso-8859-1", "quoted-printable", "=E9=80", "é€"),
    ("", "base64", "w6k=", "é"), ("x-unknown", "7bit", "a", "a"),
    ("koi8-r", "base64", "8NLJ18XU", "Привет"), ("shift_jis", "base64", "grE=", "こ"),
    ("utf-8", "quoted-printable", "a=\nb=20 c=\n", "ab  c"),
    ("utf-8", "quoted-printable", "50=% =3D", "50=% ="),
    ("utf-8", "base64", "w6\nk=\n_____\nfooter", "é"),
  ]) func transferEncodingsAndCharsetsAreUndone(
    _ charset: String, _ encoding: String, _ body: String, _ expected: String
  ) {
    let header =
      "Content-Type: text/plain; charset=\(charset)\nContent-Transfer-Encoding: \(encoding)"
    #expect(text(header, body) == expected)
  }

  @Test func theTextIsCutBetweenCharacters() {
    let body = "x" + String(repeating: "ü", count: 3000)
    let found = text("Content-Type: text/plain; charset=utf-8", body)
    #expect(found?.utf8.count == 4095)
    #expect(found?.hasSuffix("ü") == true)
  }

  @Test func quotedFromLinesLoseOneMark() {
    #expect(new(">From here\n>>From there\n> From quoted") == "From here")
    #expect(text("Subject: x", ">From here\n>>From there", .whole) == "From here\n>From there")
  }

  @Test(arguments: [
    "On Mon, Mar 4, 2024 at 9:15 AM Jo Doe <jo@acme.example> wrote:",
    "On Mon, Mar 4, 2024 at 9:15 AM Jo Doe <jo@acme.example>\nwrote:",
    "Am 04.03.2024 um 09:15 schrieb Jo Doe:",
    "Le lun. 4 mars 2024 à 09:15, Jo Doe <jo@acme.example> a\nécrit :",
    "El lun, 4 mar 2024 a las 9:15, Jo (<jo@acme.example>) escribió:",
    "Op ma 4 mrt. 2024 om 09:15 schreef Jo Doe <jo@acme.example>:",
    "Il giorno lun 4 mar 2024 alle ore 09:15 Jo Doe <jo@acme.example> ha scritto:",
    "Em seg., 4 de mar. de 2024 às 09:15, Jo Doe <jo@acme.example> escreveu:",
    "--- On Wed, 4/4/12, Jo <jo@acme.example> wrote:", "Jo Doe <jo@acme.example> wrote:",
  ]) func attributionsAreToldInSevenLanguages(_ attribution: String) {
    #expect(new("New\n\n\(attribution)\n\n> old\n> older") == "New")
    #expect(new("\(attribution)\n> old\n\nNew below") == "New below")
    #expect(
      new("\(attribution)\n> old\n\nNew between\n\n> older\n\nand below")
        == "New between\n\nand below")
    #expect(new("New\n\n\(attribution)\n\nold without marks") == "New")
  }

  @Test(arguments: [
    "-----Original Message-----\nFrom: Jo\nold", "-----Ursprüngliche Nachricht-----\nVon: Jo\nold",
    "________________________________\nFrom: Jo <jo@acme.example>\nSent: Monday\nTo: x\nSubject: y\n\nold",
    "Von: Jo\nGesendet: Montag\nAn: x\nBetreff: y\n\nold",
    "*From:* Jo\n*Sent:* Monday\n*To:* x\n\nold",
    "De : Jo\nEnvoyé : lundi\nÀ : x\nObjet : y\n\nold",
    "Begin forwarded message:\n\n> From: x", "-- \nJo Doe\nAcme Dental", "--\nJo",
    "_______________________________________________\nSupport mailing list\nhttps://lists.example",
    "Sent from my iPhone", "Von meinem iPhone gesendet", "Envoyé de mon iPhone",
  ]) func whatIsQuotedOrSignedIsLeftOut(_ rest: String) {
    #expect(new("New\n\n\(rest)") == "New")
  }

  @Test func ordinaryTextStays() {
    let body =
      "On the other hand,\nthat is what he wrote: nothing.\n\nFrom: here to there\n\n- one\n-- two"
    #expect(new(body) == body)
  }

  @Test func answersBelowAnOriginalMessageWithMarksAreKept() {
    #expect(
      new("----- Original Message -----\nFrom: Jo\nTo: x\nSent: y\n\n> old\n\nNew") == "New")
  }

  @Test func mailOnlyInHTMLHasItsText() {
    let html = """
      <html><head><title>t</title><style>p {}</style></head><body><p>Hello&nbsp;J&ouml; &amp; all</p>
      <div>one<br>two &lt;3 &#8364; &#x20AC;</div><!-- no --><script>var x = "</p>";</script>
      <div class="gmail_quote">On 1 Mar Jo wrote:<blockquote type="cite">old <div>x</div></blockquote></div>
      </body></html>
      """
    #expect(text("Content-Type: text/html", html) == "Hello Jö & all\none\ntwo <3 € €")
    #expect(text("Content-Type: text/html", html, .whole)?.contains("old") == true)
    #expect(
      text("Content-Type: text/html", "<p>New</p><div id=\"divRplyFwdMsg\">From: x</div>old")
        == "New")
  }

  @Test func flowedLinesAreJoined() {
    let header = "Content-Type: text/plain; format=flowed"
    #expect(text(header, "one \ntwo\n from\n-- \nJo") == "one two\nfrom")
    #expect(text(header + "; delsp=yes", "one \ntwo") == "onetwo")
  }

  @Test func brokenMultipartsAreReadAsFarAsTheyGo() {
    let header = "Content-Type: multipart/mixed; boundary=b"
    #expect(text(header, "--b\n\nHello") == "Hello")
    #expect(text(header, "no boundary here") == "no boundary here")
    #expect(text("Content-Type: multipart/mixed", "Hello") == "Hello")
    #expect(
      text(header, "--b\nContent-Type: text/html\n\n<p>Hello</p>\n--b\n\n____\nfooter\n--b--")
        == "____\nfooter")
  }

  @Test func aListsFooterDoesNotHideTheHTML() {
    let footer =
      "_______________________________________________\nA mailing list\nhttps://x.example"
    #expect(
      text(
        "Content-Type: multipart/mixed; boundary=b",
        "--b\nContent-Type: text/html\n\n<p>Hello</p>\n--b\n\n\(footer)\n--b--") == "Hello")
  }
}
