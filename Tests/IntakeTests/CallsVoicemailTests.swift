import Records
import Testing

@testable import Intake

@Suite struct CallsVoicemailTests {
  static let message = """
    ;
    ; Message Information file
    ;
    [message]
    origmailbox=201
    context=from-internal
    exten=s
    rdnis=unknown
    priority=2
    callerchan=PJSIP/trunk-0000001a
    callerid="ACME" <4085550101>
    origdate=Mon Mar  4 09:00:20 AM UTC 2024
    origtime=1709542820
    category=
    msg_id=1709542820-00000006
    flag=
    duration=28

    """

  private func read(
    _ files: [(String, String)], chunk: Int = .max
  ) -> (voicemails: [Voicemail], codes: [String], books: Books) {
    var voicemails: [Voicemail] = []
    var codes: [String] = []
    let output = Output(
      record: { if case .voicemail(let voicemail) = $0 { voicemails.append(voicemail) } },
      reject: { codes.append($0.code) })
    let reader = VoicemailSpoolReader(output)
    for (name, text) in files {
      reader.begin(name)
      inChunks(Array(text.utf8), chunk) { reader.feed($0) }
      reader.end()
    }
    reader.finish()
    return (voicemails, codes, output.books)
  }

  @Test(arguments: [1, 2, 7, .max])
  func aMessageFileIsOneVoicemail(_ size: Int) throws {
    let result = read([("voicemail/default/201/INBOX/msg0000.txt", Self.message)], chunk: size)
    let voicemail = try #require(result.voicemails.first)
    #expect(voicemail.origin.id == "1709542820-00000006")
    #expect(voicemail.left == at(20))
    #expect(voicemail.from == "4085550101")
    #expect(voicemail.name == "ACME")
    #expect(voicemail.mailbox == "201")
    #expect(voicemail.durationS == 28)
    #expect(voicemail.heard == false)
    #expect(voicemail.origin.defects == [])
    #expect(result.books.balances)
  }

  @Test(arguments: [("Old", true), ("INBOX", false), ("Urgent", false), ("Work", nil)])
  func theFolderTellsWhetherItWasHeard(_ folder: String, _ heard: Bool?) {
    #expect(read([("201/\(folder)/msg0000.txt", Self.message)]).voicemails.first?.heard == heard)
  }

  @Test func theSameMessageInTwoFoldersIsADuplicate() {
    let old = Self.message.replacing("msg_id=1709542820-00000006\n", with: "")
    for text in [Self.message, old] {
      let result = read([("INBOX/msg0000.txt", text), ("Old/msg0003.txt", text)])
      #expect(result.voicemails.count == 1)
      #expect(result.books.excluded == ["duplicate": 1])
      #expect(result.books.balances)
    }
  }

  @Test(
    arguments: [
      ("Unknown", nil, nil), ("4085550101", nil, "4085550101"), ("VMAIL/2000", nil, "VMAIL/2000"),
      ("\"\" <4085550101>", nil, "4085550101"), ("\"ACME\" <>", "ACME", nil), ("", nil, nil),
    ] as [(String, String?, String?)])
  func theCallerIsReadInEachForm(_ caller: String, _ name: String?, _ number: String?) {
    let text = Self.message.replacing("\"ACME\" <4085550101>", with: caller)
    let voicemail = read([("msg0000.txt", text)]).voicemails.first
    #expect(voicemail?.name == name)
    #expect(voicemail?.from == number)
  }

  @Test func everyPrefixIsAVoicemailOrAReject() {
    let bytes = Array(Self.message.utf8)
    for end in 0...bytes.count {
      let result = read([("msg0000.txt", String(decoding: bytes[..<end], as: UTF8.self))])
      #expect(result.voicemails.count + result.codes.count == 1)
      #expect(result.books.balances)
      // A cut does not make another time or length of what was written.
      #expect(
        result.voicemails.allSatisfy { $0.left == at(20) && [nil, 28].contains($0.durationS) })
    }
  }

  @Test func aFileThatIsTooLongIsRejected() {
    let text = Self.message + String(repeating: "a", count: 10 << 20)
    #expect(read([("msg0000.txt", text)], chunk: 1000).codes == ["file-too-long"])
  }

  @Test func theFormatIsToldByItsContentAlone() {
    func likeness(_ text: String) -> Int {
      VoicemailSpoolReader.likeness(Head(name: "x", bytes: Array(text.utf8)))
    }
    #expect(likeness(Self.message) == 95)
    #expect(likeness(Self.message.replacing("\n", with: "\r\n")) == 95)
    #expect(likeness("origmailbox=201\n") == 0)
    #expect(likeness("From a@acme.example\n\n" + Self.message) == 0)
    #expect(likeness("") == 0)
    #expect(
      Format.calls.prefix(3).allSatisfy {
        $0.likeness(Head(name: "x", bytes: Array(Self.message.utf8))) == 0
      })
  }
}
