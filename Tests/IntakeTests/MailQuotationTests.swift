import Foundation
import Records
import Testing

@testable import Intake

/// The new text apart from what the common programs quote, one mail for each language and form.
@Suite struct MailQuotationTests {
  private func new(_ body: String, type: String = "text/plain; charset=utf-8") -> String? {
    MailReading(
      "From x@y.example Mon Mar  4 09:15:00 2024\nMessage-ID: <n@y.example>\nContent-Type: \(type)\n\n\(body)\n"
    )
    .mails[0].text
  }

  private static let pat = "Pat Doe <pat@acme.example>"

  /// What stands above the quoted mail in Gmail and in Apple's Mail.
  static let attributions: [String] = [
    "On Mon, Mar 4, 2024 at 9:15 AM \(pat) wrote:",
    "Am Mo., 4. März 2024 um 09:15 Uhr schrieb \(pat):",
    "Le lun. 4 mars 2024 à 09:15, \(pat) a écrit :",
    "El lun, 4 mar 2024 a las 9:15, Pat Doe (<pat@acme.example>) escribió:",
    "Op ma 4 mrt 2024 om 09:15 schreef \(pat):",
    "Il giorno lun 4 mar 2024 alle ore 09:15 \(pat) ha scritto:",
    "Em seg., 4 de mar. de 2024 às 09:15, \(pat) escreveu:",
    "On 4 Mar 2024, at 09:15, \(pat) wrote:",
    "Am 04.03.2024 um 09:15 schrieb \(pat):",
    "Le 4 mars 2024 à 09:15, \(pat) a écrit :",
    "El 4 mar 2024, a las 9:15, \(pat) escribió:",
    "Op 4 mrt. 2024 om 09:15 heeft \(pat) het volgende geschreven:",
    "Il giorno 4 mar 2024, alle ore 09:15, \(pat) ha scritto:",
    "No dia 04/03/2024, às 09:15, \(pat) escreveu:",
  ]

  /// Outlook's blocks: from, sent, to, subject.
  static let blocks: [[String]] = [
    ["From:", "Sent:", "To:", "Subject:"], ["Von:", "Gesendet:", "An:", "Betreff:"],
    ["De :", "Envoyé :", "À :", "Objet :"], ["De:", "Enviado el:", "Para:", "Asunto:"],
    ["Van:", "Verzonden:", "Aan:", "Onderwerp:"], ["Da:", "Inviato:", "A:", "Oggetto:"],
    ["De:", "Enviada em:", "Para:", "Assunto:"],
  ]

  static let footers = [
    "Sent from my iPhone", "Von meinem iPhone gesendet", "Envoyé de mon iPhone",
    "Enviado desde mi iPhone", "Verstuurd vanaf mijn iPhone", "Inviato da iPhone",
    "Enviado do meu iPhone", "Get Outlook for iOS", "Gesendet mit der GMX Mail App",
  ]

  static let disclaimers = [
    "CONFIDENTIALITY NOTICE: This e-mail is privileged.",
    "This email and any attachments are confidential and intended for the addressee.",
    "Diese E-Mail enthält vertrauliche Informationen.",
    "Ce message et ses pièces jointes sont confidentiels.",
    "Este mensaje puede contener información confidencial.",
    "Dit bericht kan vertrouwelijke informatie bevatten.",
    "Questo messaggio contiene informazioni riservate.",
    "Esta mensagem pode conter informação confidencial.",
  ]

  @Test(arguments: attributions) func whatIsQuotedBelowAnAttributionIsNotNew(_ line: String) {
    let quoted = "> It does not print.\n>\n> Pat"
    #expect(new("It is fixed.\n\n\(line)\n\n\(quoted)") == "It is fixed.")
    // Some programs leave the marks out.
    #expect(new("It is fixed.\n\n\(line)\nIt does not print.\n\nPat") == "It is fixed.")
    // Broken where mail breaks lines.
    if let blank = line.range(of: " Pat Doe")?.lowerBound {
      let broken = line[..<blank] + "\n" + line[line.index(after: blank)...]
      #expect(new("It is fixed.\n\n\(broken)\n\(quoted)") == "It is fixed.")
    }
    #expect(new("\(line)\n\(quoted)\n\nIt is fixed.") == "It is fixed.")
  }

  @Test(arguments: blocks) func whatIsQuotedBelowOutlooksBlockIsNotNew(_ names: [String]) {
    let values = [Self.pat, "4. 3. 2024 09:15", "support@fix.example", "Printer"]
    let block = zip(names, values).map { "\($0) \($1)" }.joined(separator: "\n")
    #expect(new("It is fixed.\n\n\(block)\n\nIt does not print.") == "It is fixed.")
    let rule = String(repeating: "_", count: 32)
    #expect(new("It is fixed.\n\n\(rule)\n\(block)\n\nIt does not print.") == "It is fixed.")
    let bold = zip(names, values).map { "*\($0)* \($1)" }.joined(separator: "\n")
    #expect(new("It is fixed.\n\n\(bold)\n\nIt does not print.") == "It is fixed.")
  }

  @Test(arguments: footers) func whatATelephoneAddsIsNotNew(_ footer: String) {
    #expect(new("It is fixed.\n\n\(footer)") == "It is fixed.")
  }

  @Test(arguments: disclaimers) func aDisclaimerIsNotNew(_ disclaimer: String) {
    #expect(new("It is fixed.\n\n\(disclaimer)\nMore of it.") == "It is fixed.")
  }

  @Test func whatOnlyBeginsAsADisclaimerIsNew() {
    let text = "This email and any attachments arrived empty.\n\nThis message never left."
    #expect(new(text) == text)
  }

  @Test(arguments: [
    #"<div>It is fixed.</div><div class="gmail_quote"><div>On Mon Pat wrote:</div>Old</div>"#,
    #"<div>It is fixed.</div><blockquote type="cite"><div>Old</div></blockquote>"#,
    #"<p>It is fixed.</p><div id="divRplyFwdMsg"><b>Von:</b> Pat</div><div>Old</div>"#,
    #"<p>It is fixed.</p><span id="OLK_SRC_BODY_SECTION">Old</span>"#,
  ]) func whatIsQuotedInHTMLIsNotNew(_ html: String) {
    #expect(new(html, type: "text/html; charset=utf-8") == "It is fixed.")
  }

  // MARK: Files in the text

  @Test func aUuencodedFileIsAnAttachmentAndNoText() {
    let file = "begin 644 list of parts.txt\n#0V%T\n`\nend\n"
    let mail = MailReading(
      "From x@y.example Mon Mar  4 09:15:00 2024\nMessage-ID: <n@y.example>\n\nHere it is.\n\n\(file)\nBye.\n"
    ).mails[0]
    #expect(mail.text == "Here it is.\n\n\nBye." || mail.text == "Here it is.\n\nBye.")
    #expect(
      mail.attachments == [
        .init(name: "list of parts.txt", type: "application/octet-stream", bytes: 40)
      ])
  }

  @Test func aLineThatOnlyBeginsAsAFileIsText() {
    for text in ["begin 644 words\nand then we went on.", "begin here", "begin 644 x"] {
      #expect(new(text) == text)
    }
  }

  // MARK: Meetings

  private func meeting(_ start: String, date: String) -> Mail {
    MailReading(
      "From x@y.example Mon Mar  4 09:15:00 2024\nMessage-ID: <n@y.example>\n\(date)Content-Type: text/calendar; method=REQUEST\n\nBEGIN:VCALENDAR\nBEGIN:VEVENT\n\(start)\nEND:VEVENT\nEND:VCALENDAR\n"
    ).mails[0]
  }

  @Test(arguments: [
    ("DTSTART;TZID=W. Europe Standard Time:20240304T091500", "2024-03-04T08:15:00Z"),
    ("DTSTART;TZID=Romance Standard Time:20240704T091500", "2024-07-04T07:15:00Z"),
    (
      "DTSTART;TZID=/freeassociation.sourceforge.net/Europe/Berlin:20240304T091500",
      "2024-03-04T08:15:00Z"
    ),
    ("DTSTART;TZID=\"(UTC+01:00) Amsterdam, Berlin\":20240304T091500", "2024-03-04T08:15:00Z"),
    ("DTSTART;TZID=GMT-0500:20240304T091500", "2024-03-04T14:15:00Z"),
    ("DTSTART:20240304T091500", "2024-03-04T14:15:00Z"),
    ("DTSTART:20240304T091500Z", "2024-03-04T09:15:00Z"),
  ]) func theStartOfAMeetingIsReadInItsZone(_ start: String, _ moment: String) {
    let mail = meeting(start, date: "Date: Mon, 4 Mar 2024 09:00:00 -0500\n")
    #expect(mail.meeting?.starts?.description == moment)
    #expect(!mail.origin.defects.contains("meeting-without-zone"))
  }

  @Test func aMeetingOfNoKnownZoneSaysSo() {
    for (start, date) in [
      ("DTSTART:20240304T091500", ""),
      (
        "DTSTART;TZID=Customized Time Zone:20240304T091500",
        "Date: Mon, 4 Mar 2024 09:00:00 +0100\n"
      ),
    ] {
      let mail = meeting(start, date: date)
      #expect(mail.meeting != nil && mail.meeting?.starts == nil)
      #expect(mail.origin.defects.contains("meeting-without-zone"))
    }
    let day = meeting("DTSTART;VALUE=DATE:20240304", date: "")
    #expect(!day.origin.defects.contains("meeting-without-zone"))
  }
}
