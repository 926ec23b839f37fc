import Records
import Testing

@testable import Intake

/// What a test tells of a call in one line: start, outcome, wait, talk, agent.
private func told(_ call: Call) -> String {
  func text(_ n: Int?) -> String { n.map { "\($0)" } ?? "-" }
  let start = (call.started ?? at(0)) - at(0)
  return "\(start) \(call.from ?? "-") \(call.direction?.rawValue ?? "-")"
    + " \(call.outcome?.rawValue ?? "-") \(text(call.waitS)) \(text(call.talkS)) \(call.agent ?? "-")"
}

private func lines(_ format: String, _ text: String, zone: Zone? = .utc) -> [String] {
  let result = read([LogFile("x", text)], format: format, zone: zone)
  #expect(result.rejects == [])
  #expect(result.books.balances)
  return result.calls.map(told)
}

@Suite struct CallsTableTests {
  typealias Samples = CallsTableSamples

  @Test func freeSWITCHTellsCallsByAnswerAndSecondChannel() {
    #expect(
      lines("freeswitch", Samples.freeSWITCH) == [
        "0 4085550101 inbound missed 20 - -", "600 4085550102 inbound answered 12 60 -",
        "1200 4085550103 inbound abandoned 30 - -", "1800 201 outbound busy 10 - -",
      ])
    #expect(
      lines("freeswitch", Samples.freeSWITCHSQL) == [
        "0 4085550101 inbound missed 20 - -", "600 4085550102 inbound answered 12 60 -",
      ])
  }

  @Test func aMenuThatNothingTellsFromAPersonIsSaidToBeAssumed() {
    let alone = Samples.freeSWITCH.split(separator: "\n")[2]
    let calls = read([LogFile("x", alone + "\n")], format: "freeswitch", zone: .utc).calls
    #expect(calls.map(\.outcome) == [.answered])
    #expect(calls.map(\.origin.defects) == [["answer-assumed"]])
  }

  /// A spreadsheet leaves out quotes and seconds, writes its own dates and parts by its own sign.
  @Test(arguments: [",", ";"])
  func freeSWITCHIsReadAfterASpreadsheetSavedIt(_ separator: String) {
    let text = """
      Outbound Call,202,&,default,2024/3/4 9:00,2024/3/4 9:00,2024/3/4 9:00,11,9,NORMAL_CLEARING,d80e-1,,202,PCMU,PCMU
      ACME,4085550101,600,public,2024/3/4 9:10,2024/3/4 9:10,2024/3/4 9:11,72,60,NORMAL_CLEARING,d80e-2,,,PCMU,PCMU
      ACME,4085550101,600,public,2024/3/4 9:10,2024/3/4 9:10,2024/3/4 9:11,72,60,USER_BUSY,d80e-2,,,PCMU,PCMU
      ,4085550102,600,public,2024/3/4 9:20,,2024/3/4 9:20,2,0,NO_USER_RESPONSE,d80e-3,,,,

      """.replacing(",", with: separator)
    #expect(
      lines("freeswitch", text) == [
        "0 202 outbound answered 2 9 -", "600 4085550101 inbound answered 12 60 -",
        "1200 4085550102 inbound missed 2 - -",
      ])
    let head = Head(name: "x", bytes: Array(text.utf8))
    #expect(Format.all.max { $0.likeness(head) < $1.likeness(head) }?.name == "freeswitch")
  }

  @Test func fusionPBXIsReadByItsHeaderWithBareQuotes() {
    #expect(
      lines("fusionpbx", Samples.fusionPBX) == [
        "0 4085550101 inbound answered 7 60 -", "300 4085550102 inbound missed 30 - -",
      ])
  }

  @Test func theCDRFileOf3CXTellsAPersonFromAQueue() {
    #expect(
      lines("3cx-cdr", Samples.threeCXLog) == [
        "0 4085550101 inbound missed 20 - -", "600 4085550102 inbound answered - 60 202",
        "1200 4085550103 inbound abandoned 40 - -", "1800 +14085550104 inbound answered 5 50 201",
      ])
  }

  @Test func theCDRFileOf3CXTellsWhomACallWasForThatWentOn() {
    let row =
      "Call 12,00000171DEFB5AD4_1,00:00:06,2024/03/04 09:00:00,2024/03/04 09:00:01,"
      + "2024/03/04 09:00:07,TerminatedByDst,Ext.318,EndCall,318,EndCall,4085550101,,EndCall,"
      + "EndCall,,,,,\"Chain: Ext.318,4085550101,EndCall,\",Internal,External,External,,,,\n"
    let call = read([LogFile("x", row)], format: "3cx-cdr", zone: .utc).calls.first
    #expect(call?.to == "4085550101")
    #expect(call?.outcome == .answered)
  }

  @Test func theReportOf3CXIsJoinedByCall() {
    let result = read([LogFile("x", Samples.threeCXReport)], format: "3cx-report", zone: .utc)
    #expect(
      result.calls.map(told) == [
        "0 4085550101 inbound answered 15 120 117", "600 4085550102 inbound missed 20 - -",
        "1200 117 outbound answered 8 60 117",
      ])
    #expect(result.calls.map(\.queue) == ["800", nil, nil])
    #expect(result.calls.map(\.legs) == [2, 1, 1])
    #expect(result.books.excluded == ["header": 1, "totals": 1])
    #expect(result.calls[0].origin.id == "3cx-report:12345")
  }

  @Test func oneDateOfTheFileTellsTheOrderOfTheOthers() {
    let old = lines("3cx-report", Samples.threeCXReportOld)
    #expect(
      old == [
        "600 4085550102 inbound missed 20 - -",
        "\(21 * 86_400) 4085550101 inbound answered 5 120 117",
      ])
    let open = Samples.threeCXReportOld.replacing("25/03/2024", with: "05/03/2024")
    let calls = read([LogFile("x", open)], format: "3cx-report", zone: .utc).calls
    #expect(calls.allSatisfy { $0.origin.defects == ["date-order-assumed"] })
  }

  @Test func ciscosSecondHeaderIsNoCall() {
    #expect(
      lines("cucm", Samples.cucm, zone: nil) == [
        "0 4085550101 inbound answered 5 60 7002", "600 4085550102 inbound missed 20 - -",
        "1200 4085550103 inbound answered 30 60 7002",
      ])
  }

  @Test func bothExportsOfTeamsAreRead() {
    #expect(
      lines("teams", Samples.teamsPlan, zone: nil) == [
        "0 +14085550101 inbound answered - 90 jane@provider.example",
        "600 jane@provider.example outbound answered - 30 jane@provider.example",
        "1200 +14085550103 inbound abandoned 30 - -",
      ])
    #expect(
      lines("teams", Samples.teamsRouting, zone: nil) == [
        "0 +14085550101 inbound answered - 55 jane@provider.example",
        "600 +14085550102 inbound missed 20 - -",
        "1200 +14085550199 outbound busy 2 - jane@provider.example",
      ])
  }

  @Test func hostedSystemsTellTheirResultsInWords() {
    #expect(
      lines("ringcentral", Samples.ringCentral) == [
        "0 (408) 555-0101 inbound answered - 125 -", "15000 (408) 555-0102 inbound missed - - -",
        "1830000 (408) 555-0103 inbound voicemail - - -", "1830600 - outbound answered - 60 -",
      ])
    #expect(
      lines("zoom", Samples.zoom, zone: nil) == [
        "0 +14085550101 inbound answered - 65 jane@provider.example",
        "600 +14085550102 inbound voicemail - - -", "1200 +14085550103 inbound missed - - -",
      ])
    #expect(
      lines("aircall", Samples.aircall) == [
        "0 +14085550101 inbound answered 12 60 Jane", "600 +14085550102 inbound abandoned 8 - -",
        "1200 +14085550103 inbound voicemail - - -",
      ])
    #expect(
      lines("dialpad", Samples.dialpad) == [
        "0 +14085550101 inbound answered 10 60 Jane", "600 +14085550102 inbound missed 30 - -",
        "1200 +14085550103 inbound voicemail 30 - -",
      ])
    #expect(
      lines("8x8", Samples.eightByEight) == [
        "0 4085550101 inbound answered 20 60 202", "600 4085550102 inbound abandoned 15 - -",
      ])
  }

  @Test func aCallThatOnlyReachedAProgramOfTwiliosIsNotAnswered() {
    #expect(
      lines("twilio", Samples.twilio, zone: nil) == [
        "0 +14085550101 inbound answered - 100 client:jane",
        "600 +14085550102 inbound abandoned 60 - -",
      ])
  }

  @Test func timesWithoutAZoneSaySo() {
    let call = read([LogFile("x", Samples.threeCXReport)], format: "3cx-report").calls[0]
    #expect(call.zone == "assumed" && call.origin.defects == ["zone-assumed"])
    let zoned = read(
      [LogFile("x", Samples.threeCXReport)], format: "3cx-report", zone: Zone(offset: -28_800)
    ).calls[0]
    #expect(zoned.zone == "configured" && zoned.started == at(28_800))
    let utc = read([LogFile("x", Samples.cucm)], format: "cucm").calls[0]
    #expect(utc.zone == "utc" && utc.origin.defects == [])
  }

  @Test(arguments: CallsTableSamples.all.keys.sorted())
  func eachSampleIsToldAsItsOwnFormatOnly(_ name: String) throws {
    let text = try #require(Samples.all[name])
    let head = Head(name: "x", bytes: Array(text.utf8))
    #expect(Format.all.filter { $0.likeness(head) > 0 }.map(\.name) == [name])
  }

  @Test(arguments: CallsTableSamples.all.keys.sorted())
  func chunksPrefixesAndCopiesChangeNothing(_ name: String) throws {
    let bytes = Array(try #require(Samples.all[name]).utf8)
    var file = LogFile("x", "")
    file.bytes = bytes
    let whole = read([file], format: name)
    for size in [1, 2, 3, 7, 100] {
      #expect(read([file], format: name, chunk: size) == whole)
    }
    for end in stride(from: 0, through: bytes.count, by: 3) {
      file.bytes = Array(bytes[..<end])
      #expect(read([file], format: name).books.balances)
    }
    file.bytes = bytes
    var copy = file
    copy.name = "y"
    let twice = read([file, copy], format: name)
    #expect(twice.calls == whole.calls)
    #expect(twice.books.accounts[1].used == 0 && twice.books.balances)
  }

  @Test func theSameTableIsReadInAnyEncodingAndWithAnySeparator() {
    let plain = read([LogFile("x", Samples.zoom)], format: "zoom").calls.map(told)
    var file = LogFile("x", "")
    for little in [true, false] {
      file.bytes = (little ? [0xFF, 0xFE] : [0xFE, 0xFF])
      for unit in Samples.zoom.utf16 {
        let (low, high) = (UInt8(unit & 0xFF), UInt8(unit >> 8))
        file.bytes += little ? [low, high] : [high, low]
      }
      let wide = read([file], format: "zoom")
      #expect(wide.calls.map(told) == plain)
      #expect(read([file], format: "zoom", chunk: 1) == wide)
      #expect(wide.calls[0].origin.place.line == 2)
      #expect(
        wide.calls[0].origin.place.offset == 2 + 2
          * (Samples.zoom.utf16.split(separator: 10)[0].count + 1))
      #expect(Format.named("zoom")?.likeness(Head(name: "x", bytes: file.bytes)) == 96)
    }
    for separator in [";", "\t"] {
      let text = "\u{FEFF}Call log of March\r\n\r\n" + Samples.zoom.replacing(",", with: separator)
      let other = read([LogFile("x", text)], format: "zoom")
      #expect(other.calls.map(told) == plain)
      #expect(other.books.excluded["preamble"] == 1)
    }
    file.bytes = Array(Samples.aircall.replacing("Jane", with: "J~ne").utf8)
      .map { $0 == 0x7E ? 0xE4 : $0 }
    #expect(read([file], format: "aircall").calls[0].agent == "Jäne")
  }

  @Test func aNumberGuardedFromASpreadsheetIsANumber() {
    let text = CallsTableSamples.zoom.replacing(",+14085550101,", with: ",=\"+14085550101\",")
    #expect(read([LogFile("x", text)], format: "zoom").calls[0].from == "+14085550101")
  }

  @Test func withoutTheColumnsNeededEveryRowIsRejected() {
    let text = Samples.threeCXReport.replacing("Ringing", with: "Klingeln")
    let result = read([LogFile("x", text)], format: "3cx-report")
    #expect(result.calls == [] && Set(result.codes) == ["header-missing"])
    #expect(result.codes.count == 6 && result.books.balances)
  }

  @Test func aRowCutOffAtTheEndIsRejected() {
    let result = read(
      [LogFile("x", String(Samples.threeCXReport.dropLast(80)))], format: "3cx-report")
    #expect(result.codes == ["row-truncated"])
  }

  @Test func hostileTablesBalance() {
    let seed = UInt64.random(in: 0...UInt64.max)
    var dice = Dice(seed: seed)
    let samples = Samples.all.sorted { $0.key < $1.key }
    let pieces: [[UInt8]] = [
      [0x22], [0x0A], [0x2C], [0x3B], [0x0D], [0], [0xFF], Array("99999999999999999999".utf8),
      Array("-1".utf8), Array("\"\"".utf8), Array("9999-12-31 23:59:59".utf8),
      Array("99:99:99".utf8), Array("31/12/1900 11:59 PM".utf8), Array("INSERT INTO (".utf8),
      Array("totals".utf8), Array("1709542800".utf8), Array("\",\"".utf8),
    ]
    for i in 0..<1500 {
      let sample = samples[i % samples.count]
      var file = LogFile("x", sample.value)
      for _ in 0..<Int.random(in: 1...6, using: &dice) {
        let at = Int.random(in: 0...file.bytes.count, using: &dice)
        switch Int.random(in: 0..<4, using: &dice) {
        case 0 where at < file.bytes.count: file.bytes[at] = .random(in: 0...255, using: &dice)
        case 1: file.bytes.insert(contentsOf: pieces.randomElement(using: &dice) ?? [], at: at)
        case 2:
          let end = min(file.bytes.count, at + Int.random(in: 0...30, using: &dice))
          file.bytes.removeSubrange(at..<end)
        default: file.bytes.insert(contentsOf: file.bytes[at...].prefix(80), at: at)
        }
      }
      let zone = i % 3 == 0 ? Zone(offset: 3600) : nil
      let whole = read([file], format: sample.key, zone: zone)
      let small = read([file], format: sample.key, zone: zone, chunk: 5)
      for call in whole.calls {
        #expect((call.waitS ?? 0) >= 0 && (call.talkS ?? 0) >= 0)
        #expect((call.started ?? at(0)) <= (call.ended ?? .latest))
      }
      if !whole.books.balances || whole != small {
        Issue.record("seed \(seed), number \(i) of \(sample.key)")
        return
      }
    }
  }
}
