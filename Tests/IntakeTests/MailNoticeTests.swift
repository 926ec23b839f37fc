import Records
import Testing

@testable import Intake

/// Notices of hosted phone systems, and texts of absence, each beside what only looks like one.
@Suite struct MailNoticeTests {
  private func read(_ header: String, _ body: String = "Text") -> Mail {
    MailReading(
      "From x@y.example Mon Mar  4 09:15:00 2024\nMessage-ID: <n@y.example>\n\(header)\n\n\(body)\n"
    )
    .mails[0]
  }

  private typealias Notice = Mail.VoicemailNotice

  @Test(arguments: [
    (
      "3CX", "noreply@pbx.example", "3CX Phone System: New Voicemail from Pat Doe (4085550101)",
      Notice(from: "4085550101", name: "Pat Doe")
    ),
    (
      "3CX", "3cx@acme.example", "Neue Voicemail von 03055501 (0:22)",
      Notice(from: "03055501", durationS: 22)
    ),
    (
      "Unity", "UnityConnection@vm.example", "Message from 4085550101",
      Notice(from: "4085550101")
    ),
    ("Unity", "unityconnection@vm.example", "4085550102", Notice(from: "4085550102")),
    (
      "Unity", "unityconnection@vm.example", "Nachricht von Pat Doe",
      Notice(name: "Pat Doe")
    ),
    (
      "RingCentral", "notify@ringcentral.com",
      "New Voice Message from (408) 555-0101 on 03/04/2024 9:00 AM", Notice(from: "(408) 555-0101")
    ),
    (
      "RingCentral", "service@ringcentral.com",
      "Missed Call from Acme Dental (408) 555-0101 on 03/04/2024 9:00 AM",
      Notice(from: "(408) 555-0101", name: "Acme Dental", missed: true)
    ),
    (
      "Teams", "noreply@skype.voicemail.microsoft.com", "Voicemail from Pat Doe (+14085550101)",
      Notice(from: "+14085550101", name: "Pat Doe")
    ),
    (
      "Teams", "noreply@email.teams.microsoft.com", "Verpasster Anruf von +49 30 55501",
      Notice(from: "+49 30 55501", missed: true)
    ),
    (
      "Exchange", "no-reply@acme.example", "Voice Mail from 4085550101 (22 seconds)",
      Notice(from: "4085550101", durationS: 22)
    ),
    (
      "Zoom", "no-reply@zoom.us", "You have a new voicemail from (408) 555-0101 at 9:00 AM",
      Notice(from: "(408) 555-0101")
    ),
    (
      "8x8", "no-reply@8x8.com", "New voicemail from Pat 4085550101 extension 201",
      Notice(from: "4085550101", name: "Pat", mailbox: "201")
    ),
    (
      "Dialpad", "notifications@dialpad.com", "You missed a call from Pat Doe (408) 555-0101",
      Notice(from: "(408) 555-0101", name: "Pat Doe", missed: true)
    ),
    (
      "FusionPBX", "voicemail@pbx.example", "Voicemail from Pat Doe <4085550101> 00:00:22",
      Notice(from: "4085550101", name: "Pat Doe", durationS: 22)
    ),
    (
      "any", "noreply@pbx.example", "Sprachnachricht von Unknown", Notice()
    ),
    (
      "any", "noreply@pbx.example", "Entgangener Anruf von 03055502 um 9:15 Uhr",
      Notice(from: "03055502", missed: true)
    ),
    (
      "any", "noreply@pbx.example", "Nouveau message vocal de 0145550101",
      Notice(from: "0145550101")
    ),
  ]) func aHostedNoticeIsRead(
    _ system: String, _ from: String, _ subject: String, _ notice: Mail.VoicemailNotice
  ) {
    #expect(read("From: \(from)\nSubject: \(subject)").voicemail == notice, "\(system)")
    // The same words of a person are a person's.
    #expect(read("From: pat@acme.example\nSubject: \(subject)").voicemail == nil)
    // So is a person's reply to it, and one that forwards it.
    #expect(read("From: \(from)\nSubject: Re: \(subject)\nIn-Reply-To: <a@b>").voicemail == nil)
    #expect(read("From: pat@acme.example\nSubject: Fwd: \(subject)").voicemail == nil)
  }

  @Test func aRecordingMakesAnySendersMailANotice() {
    let mail = read(
      "From: office@acme.example\nSubject: Voice message from Pat (408) 555-0101\n"
        + "Content-Type: multipart/mixed; boundary=b",
      "--b\n\nDuration: 0:31\n--b\nContent-Type: audio/x-wav; name=m.wav\n\nUklGRg\n--b--")
    #expect(
      mail.voicemail == Mail.VoicemailNotice(from: "(408) 555-0101", name: "Pat", durationS: 31))
    let music = read(
      "From: pat@acme.example\nSubject: The recording that you asked for\n"
        + "Content-Type: multipart/mixed; boundary=b",
      "--b\n\nHere.\n--b\nContent-Type: audio/mpeg\n\nUklGRg\n--b--")
    #expect(music.voicemail == nil)
  }

  @Test func otherMailOfTheSameSendersIsNoNotice() {
    for subject in [
      "Your invoice of March", "Voicemail settings changed", "Missed calls: weekly summary",
      "Message from our director",
    ] {
      #expect(read("From: noreply@ringcentral.com\nSubject: \(subject)").voicemail == nil)
    }
    #expect(read("From: unityconnection@vm.example\nSubject: Mailbox almost full").voicemail == nil)
  }

  @Test func outlooksRecallIsNoVoicemail() {
    let recall = read(
      """
      From: jo@acme.example
      Subject: Recall: Printer
      X-CallingTelephoneNumber: IPM.Note
      X-VoiceMessageDuration: 35
      X-FaxNumberOfPages: 0
      """, "Jo would like to recall the message.")
    #expect(recall.voicemail == nil)
  }

  @Test func messageContextAndVPIMTellOfVoiceOnly() {
    let voice = read(
      "From: 4085550101@vm.example\nSubject: x\nMessage-Context: voice-message\nContent-Duration: 14"
    )
    #expect(voice.voicemail == Mail.VoicemailNotice(from: "4085550101", durationS: 14))
    let vpim = read(
      "From: VOICE=+14085550101@vm.example\nMIME-Version: 1.0 (Voice Version 2.0)\n"
        + "Content-Type: multipart/voice-message; boundary=b",
      "--b\nContent-Type: audio/32kadpcm\n\nx\n--b--")
    #expect(vpim.voicemail?.from == "+14085550101")
    #expect(read("From: 4085550101@vm.example\nMessage-Context: fax-message").voicemail == nil)
    #expect(read("From: 4085550101@vm.example\nMessage-Context: text-message").voicemail == nil)
  }

  // MARK: Absence

  @Test(arguments: [
    "I am out of the office until Monday, March 11.",
    "Hello,\n\nThank you for your email. I am currently out of the office. In urgent cases please contact Kim at kim@acme.example.",
    "Sehr geehrte Damen und Herren,\n\nich bin derzeit nicht im Büro. Bitte wenden Sie sich an Kim.",
    "Bonjour,\n\nJe suis absent jusqu'au 11 mars. Veuillez contacter Kim.",
    "Hola, estoy fuera de la oficina hasta el lunes.",
    "Beste,\n\nIk ben afwezig tot maandag.",
    "Buongiorno, sono fuori ufficio fino a lunedì.",
    "Olá, estou fora do escritório até segunda.",
  ]) func anAbsenceIsTold(_ text: String) {
    #expect(
      read("Subject: Re: Printer\nIn-Reply-To: <a@b>", text).automatic == "text: out of office")
    #expect(read("Subject: Printer", text).automatic == nil)
  }

  @Test(arguments: [
    "I will be out of the office from Monday. Please move the appointment to next week.",
    "I will be out of the office tomorrow, could you come on Thursday",
    "Hi Dana,\n\nI'm out of the office on Friday. Can we do Monday?",
    "It still does not print. I am out of the office until Monday.",
    "Thanks, it fails again. I am on vacation until Monday.",
    "Hallo,\n\nich bin nicht im Büro. Bitte verschieben Sie den Termin.",
    "Bonjour,\n\nje suis absent lundi. Veuillez reporter le rendez-vous.",
    "How do I set up that I am out of the office",
  ]) func aPersonWhoWillBeAwayAndAsksIsAPerson(_ text: String) {
    #expect(read("Subject: Re: Printer\nIn-Reply-To: <a@b>", text).automatic == nil)
  }
}
