import Records
import Testing

@testable import Intake

@Suite struct CallsPhoneTests {
  static let backup = """
    <?xml version='1.0' encoding='UTF-8' standalone='yes' ?>
    <!--File Created By SMS Backup & Restore on 04/03/2024 <call number="1" />-->
    <?xml-stylesheet type="text/xsl" href="calls.xsl"?>
    <calls count="9" backup_set="a" backup_date="1709550000000" type="full">
      <call number="+14085550101" duration="65" date="1709542800123" type="1" presentation="1" readable_date="Mar 4" contact_name="A &amp; B &gt; C" />
      <call number="4085550102" duration="0" date="1709543400000" type="3" contact_name="(Unknown)" />
      <call number="4085550103" duration="0" date="1709544000000" type="2" contact_name="x > y"/>
      <call number="4085550199" duration="0" date="1709544600000" type="3" presentation="2" contact_name="null" />
      <sms address="4085550104" body="&lt;call number='1'&gt; <call number='2' date='1' type='3'>" />
      <call number="4085550104" duration="0" date="1709545200000" type="5" />
      <call number="4085550105" duration="12" date="1709545800000" type="4" />
      <call number="4085550105" duration="12" date="1709545800000" type="4" />
      <call number="4085550106" duration="1" date="yesterday" type="1" />
    </calls>

    """

  @Test func anAndroidBackupTellsItsCallsByType() {
    let result = read([LogFile("calls.xml", Self.backup)], format: "sms-backup")
    #expect(
      result.calls.map { "\($0.from ?? $0.to ?? "-") \($0.outcome?.rawValue ?? "-")" } == [
        "+14085550101 answered", "4085550102 missed", "4085550103 missed", "- missed",
        "4085550104 rejected", "4085550105 voicemail",
      ])
    #expect(result.calls[0].started == at(0) && result.calls[0].talkS == 65)
    #expect(result.calls.allSatisfy { $0.waitS == nil && $0.zone == "utc" })
    #expect(result.calls[2].direction == .outbound && result.calls[1].ended == nil)
    #expect(result.codes == ["bad-timestamp"] && result.rejects[0].place.line == 13)
    #expect(result.books.excluded == ["duplicate": 1] && result.books.balances)
    for size in [1, 2, 3, 7, 100] {
      #expect(
        read([LogFile("calls.xml", Self.backup)], format: "sms-backup", chunk: size) == result)
    }
  }

  @Test func declaredEntitiesAreRefused() {
    let text = "<!DOCTYPE calls [<!ENTITY a 'aaaa'>]><calls>" + Self.backup
    let result = read([LogFile("x", text)], format: "sms-backup")
    #expect(result.calls == [] && result.codes == ["entities-refused"] && result.books.balances)
  }

  @Test func brokenBackupsBalance() {
    let bytes = Array(Self.backup.utf8)
    for end in 0...bytes.count {
      var file = LogFile("x", "")
      file.bytes = Array(bytes[..<end])
      #expect(read([file], format: "sms-backup").books.balances)
    }
    for text in [
      String(repeating: "<call ", count: 20_000), String(repeating: "<call a=\"", count: 20_000),
      String(repeating: "<", count: 500_000),
      String(repeating: "<call &#x41;=\"&&&\"/>", count: 9000),
    ] {
      let result = read([LogFile("x", text)], format: "sms-backup")
      #expect(result.calls == [] && result.books.balances)
    }
  }

  static func page(
    _ title: String, _ tag: String, number: String = "+14085550101", duration: String = "",
    more: String = ""
  ) -> String {
    """
    <?xml version="1.0" ?>
    <html><head><title>\(title)
    ACME</title></head><body><div class="haudio"><span class="album">Call Log for </span>
    <span class="fn">\(title)
    ACME</span>
    <div class="contributor vcard">\(title)
    <a class="tel" href="tel:\(number)"><span class="fn">Acme &amp; Co</span></a></div>
    <abbr class="published" title="2024-03-04T01:00:00.000-08:00">Mar 4, 1:00:00\u{202F}AM</abbr>
    \(duration)<div class="tags">Labels: <a rel="tag" href="http://www.google.com/voice#\(tag)">x</a>
    </div>\(more)</div></body></html>
    """
  }

  private func records(_ name: String, _ page: String, chunk: Int = .max) -> ([Record], Books) {
    var records: [Record] = []
    let output = Output(record: { records.append($0) }, reject: { _ in })
    let reader = GoogleVoiceReader(output, ReaderOptions())
    reader.begin(name)
    inChunks(Array(page.utf8), chunk) { reader.feed($0) }
    reader.end()
    reader.finish()
    return (records, output.books)
  }

  @Test func aPageOfGoogleVoiceIsACallOrAVoicemail() throws {
    guard case .call(let missed)? = records("x", Self.page("Missed call from", "missed")).0.first
    else {
      Issue.record("no call")
      return
    }
    #expect(missed.started == at(0) && missed.outcome == .missed && missed.ended == nil)
    #expect(missed.from == "+14085550101" && missed.direction == .inbound)
    let length = "<abbr class=\"duration\" title=\"PT4M45S\">(00:04:45)</abbr>"
    guard
      case .call(let placed)? = records(
        "x", Self.page("Placed call to", "placed", duration: length), chunk: 5
      ).0.first
    else {
      Issue.record("no call")
      return
    }
    #expect(placed.to == "+14085550101" && placed.outcome == .answered && placed.talkS == 285)
    let spoken = "<span class=\"full-text\">Please call <b>back</b></span>"
    guard
      case .voicemail(let voicemail)? = records(
        "x", Self.page("Voicemail from", "voicemail", number: "", duration: length, more: spoken)
      ).0.first
    else {
      Issue.record("no voicemail")
      return
    }
    #expect(voicemail.left == at(0) && voicemail.durationS == 285 && voicemail.from == nil)
    #expect(voicemail.name == "Acme & Co" && voicemail.transcript == "Please call back")
  }

  @Test func whatIsNoCallIsExcludedAndBalances() {
    for (tag, reason) in [("sms", "text-message"), ("recorded", "recording"), ("spam", "spam")] {
      let (records, books) = records("x", Self.page("Text", tag))
      #expect(records.isEmpty && books.excluded == [reason: 1] && books.balances)
    }
    let untagged = Self.page("Someone", "inbox")
    #expect(records("a - Missed - 2024-03-04T09_00_00Z.html", untagged).0.count == 1)
    #expect(records("x.html", untagged).1.accounts[0].rejected == ["bad-type": 1])
    let bytes = Array(Self.page("Voicemail from", "voicemail").utf8)
    for end in 0...bytes.count {
      #expect(records("x", String(decoding: bytes[..<end], as: UTF8.self)).1.balances)
    }
  }

  @Test func mutatedFilesBalanceWhateverTheChunks() {
    let seed = UInt64.random(in: 0...UInt64.max)
    var dice = Dice(seed: seed)
    let samples = [
      ("sms-backup", Self.backup), ("asterisk-queue-log", CallsQueueTests.log),
      ("grandstream", CallsQueueTests.grandstreamOld), ("grandstream", CallsQueueTests.grandstream),
      ("google-voice", Self.page("Missed call from", "missed")),
    ]
    let pieces: [String] = [
      "<", ">", "\"", "'", "|", ",", "\n", "<!--", "-->", "<!DOCTYPE [", "&#x110000;", "<call ",
      "99999999999999999999", "-9223372036854775808", "date=\"253402300799999\"", "|CONNECT|",
      "9999999999|", "tel:", "voice#", "title=\"9999-12-31T23:59:59Z\"", "PT99999999S",
    ]
    for i in 0..<1500 {
      let sample = samples[i % samples.count]
      var file = LogFile("x", sample.1)
      for _ in 0..<Int.random(in: 1...6, using: &dice) {
        let at = Int.random(in: 0...file.bytes.count, using: &dice)
        switch Int.random(in: 0..<4, using: &dice) {
        case 0 where at < file.bytes.count: file.bytes[at] = .random(in: 0...255, using: &dice)
        case 1:
          file.bytes.insert(
            contentsOf: Array((pieces.randomElement(using: &dice) ?? "").utf8), at: at)
        case 2:
          let end = min(file.bytes.count, at + Int.random(in: 0...30, using: &dice))
          file.bytes.removeSubrange(at..<end)
        default: file.bytes.insert(contentsOf: file.bytes[at...].prefix(80), at: at)
        }
      }
      let whole = read([file], format: sample.0)
      for call in whole.calls {
        #expect((call.waitS ?? 0) >= 0 && (call.talkS ?? 0) >= 0)
        #expect((call.started ?? at(0)) <= (call.ended ?? .latest))
      }
      if !whole.books.balances || whole != read([file], format: sample.0, chunk: 5) {
        Issue.record("seed \(seed), number \(i) of \(sample.0)")
        return
      }
    }
  }

  /// No format takes a file that is another's.
  @Test func everyCallLogIsToldAsItself() {
    let samples = CallsTableSamples.all.merging([
      "asterisk-cdr": CallsReductionTests.example, "asterisk-cdr-custom": CallsReaderTests.custom,
      "freepbx": CallsReaderTests.freePBX, "asterisk-queue-log": CallsQueueTests.log,
      "grandstream": CallsQueueTests.grandstream, "sms-backup": Self.backup,
      "google-voice": Self.page("Missed call from", "missed"),
    ]) { a, _ in a }
    #expect(
      Set(samples.keys).union(["asterisk-voicemail", "csv"]) == Set(Format.calls.map(\.name)))
    for (name, text) in samples.sorted(by: { $0.key < $1.key }) {
      let head = Head(name: "x", bytes: Array(text.utf8))
      #expect(Format.all.filter { $0.likeness(head) > 0 }.map(\.name) == [name])
    }
    let old = Head(name: "x", bytes: Array(CallsQueueTests.grandstreamOld.utf8))
    #expect(Format.all.filter { $0.likeness(old) > 0 }.map(\.name) == ["grandstream"])
    for text in [CallsTableSamples.freeSWITCHSQL, CallsTableSamples.threeCXReportOld] {
      let head = Head(name: "x", bytes: Array(text.utf8))
      #expect(Format.all.filter { $0.likeness(head) > 0 }.count == 1)
    }
  }
}
