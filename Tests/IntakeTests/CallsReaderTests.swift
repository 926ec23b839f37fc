import Records
import Testing

@testable import Intake

@Suite struct CallsReaderTests {
  /// Some calls of several legs, with a broken row among them.
  static let log: String = {
    var text = "\u{FEFF}"
    for i in 0..<8 {
      let id = "\(1_709_542_800 + i * 1000).\(i * 10)"
      var rows = [
        Row.rang("201", i * 1000, i * 1000 + 20, sequence: i * 10),
        .answered("202", i * 1000, at: i * 1000 + 20 + i, i * 1000 + 90, sequence: i * 10 + 1),
      ]
      for j in rows.indices {
        rows[j].uniqueID = id
        rows[j].linkedID = id
        rows[j].caller = "\"J. \"\"Jo\"\" Doe, Acme\nDental \(i)\" <4085550101>"
      }
      text += rows.map { $0.text + (i % 2 == 0 ? "\n" : "\r\n") }.joined()
      if i == 3 { text += "\n\"broken\",row\n" }
    }
    return text
  }()

  @Test(arguments: [1, 2, 3, 7, 100])
  func theCallsAreTheSameWhateverTheChunks(_ size: Int) {
    let whole = read([LogFile("Master.csv", Self.log)])
    #expect(whole.calls.count == 8)
    #expect(whole.codes == ["column-count"])
    #expect(read([LogFile("Master.csv", Self.log)], chunk: size) == whole)
  }

  @Test func everyPrefixIsReadableAndBalances() throws {
    let bytes = Array(Self.log.utf8)
    let whole = read([LogFile("Master.csv", Self.log)])
    for end in 0...bytes.count {
      var file = LogFile("Master.csv", "")
      file.bytes = Array(bytes[..<end])
      let part = read([file])
      #expect(part.books.balances)
      #expect(part.rejects.count <= 3 && part.calls.count <= 8)
      // The last call may be cut, the earlier ones are what they were.
      let complete = max(0, part.calls.count - 1)
      #expect(Array(part.calls.prefix(complete)) == Array(whole.calls.prefix(complete)))
    }
  }

  @Test func theOrderOfTheRowsDoesNotMatter() {
    let rows = [
      Row.rang("201", 0, 12), .answered("202", 0, at: 12, 95, sequence: 2),
      .rang("203", 0, 12, sequence: 3), .answered("204", 95, at: 99, 120, sequence: 4),
    ]
    func facts(_ rows: [Row]) -> [Call] {
      read(rows).calls.map { call in
        var call = call
        call.origin.place = Place(source: "", offset: 0)
        return call
      }
    }
    let expected = facts(rows)
    var dice = Dice(seed: 7)
    for _ in 0..<20 { #expect(facts(rows.shuffled(using: &dice)) == expected) }
  }

  @Test func theLegsOfACallMayStandInTwoFilesInAnyOrder() throws {
    let early = LogFile("Master.csv.1", rows: [.rang("201", 0, 12)])
    let late = LogFile("Master.csv", rows: [.answered("202", 12, at: 20, 50)])
    for files in [[early, late], [late, early]] {
      let result = read(files)
      let call = try #require(result.calls.first)
      #expect(result.calls.count == 1)
      #expect(call.legs == 2)
      #expect(call.origin.place == Place(source: "Master.csv.1", offset: 0, line: 1))
      #expect(call.outcome == .answered)
      #expect(result.books.accounts.map(\.used) == [1, 1])
      #expect(result.books.accounts.map(\.made).reduce(0, +) == 1)
      #expect(result.books.balances)
    }
  }

  @Test func aRowOfAnAccountFileIsADuplicate() throws {
    let rows = [Row.rang("201", 0, 12), .answered("202", 0, at: 12, 95)]
    let result = read([LogFile("Master.csv", rows: rows), LogFile("acme.csv", rows: [rows[1]])])
    let call = try #require(result.calls.first)
    #expect(call.legs == 2)
    #expect(call.talkS == 83)
    #expect(result.books.accounts[1].excluded == ["duplicate": 1])
    #expect(result.books.balances)
  }

  @Test(arguments: 16...21)
  func everyNumberOfColumnsIsRead(_ columns: Int) throws {
    var first = Row.rang("201", 0, 20)
    var second = Row.answered("202", 20, at: 25, 50)
    first.columns = columns
    second.columns = columns
    let result = read([first, second])
    // With 16 nothing ties the rows together.
    #expect(result.calls.count == (columns == 16 ? 2 : 1))
    #expect(result.codes == [])
    #expect(result.calls.last?.outcome == .answered)
    #expect(result.calls.allSatisfy { $0.origin.id.hasPrefix("row:") == (columns == 16) })
    #expect(result.books.balances)
  }

  @Test func aUserFieldAloneIsNoUniqueID() {
    var row = Row.rang("201", 0, 20)
    row.columns = 17
    row.uniqueID = "note"
    #expect(read([row]).calls.first?.origin.id.hasPrefix("row:") == true)
  }

  @Test func whatCannotBeReadIsRejectedWithItsPlace() {
    let good = Row.rang("201", 0, 20).text
    let lines = [
      good,
      "",
      "a,b,c",
      good.replacing("2024-03-04 09:00:00", with: "2024-02-30 09:00:00"),
      good.replacing("NO ANSWER", with: "MAYBE"),
      good.replacing(",20,0,", with: ",2o,0,"),
      "\"open," + good,
    ]
    let result = read([LogFile("Master.csv", lines.joined(separator: "\n"))])
    #expect(
      result.codes == [
        "column-count", "bad-timestamp", "bad-disposition", "bad-number", "row-truncated",
      ])
    #expect(result.rejects.map(\.place.line) == [3, 4, 5, 6, 7])
    #expect(result.books.accounts[0].excluded == ["empty": 1])
    #expect(result.books.accounts[0].used == 1)
    #expect(result.books.balances)
  }

  @Test(arguments: 1...200)
  func aRowThatWasCutOffCostsNoOther(_ length: Int) {
    let rows = [
      Row.rang("201", 0, 20).text, Row.answered("202", 20, at: 30, 40, sequence: 7).text,
      Row.answered("203", 40, at: 44, 60, sequence: 8).text,
    ]
    let cut = rows[0] + "\n" + String(rows[1].prefix(length)) + "\n" + rows[2] + "\n"
    let result = read([LogFile("Master.csv", cut)])
    #expect(result.calls.first?.legs == 2)
    #expect(result.calls.count == 1)
    #expect(result.rejects.count == 1)
    #expect(result.rejects.first?.place.line == 2)
    #expect(result.books.accounts[0].read == 3)
    #expect(result.books.balances)
  }

  @Test func aFileThatEndsWithinQuotesKeepsItsRows() {
    let row = Row.rang("201", 0, 20).text
    let result = read([LogFile("Master.csv", row + "\n" + row.prefix(20))])
    #expect(result.calls.count == 1)
    #expect(result.codes == ["row-truncated"])
  }

  @Test func bytesThatAreNotUTF8DoNotLoseTheRow() throws {
    var file = LogFile("Master.csv", rows: [.rang("201", 0, 20)])
    let i = try #require(file.bytes.firstIndex(of: UInt8(ascii: "A")))
    file.bytes[i] = 0xA5
    #expect(read([file]).calls.count == 1)
  }

  @Test func manyLegsOfOneCallAreReadInLinearTime() {
    let rows = (0..<20_000).map { i in
      var row = Row.answered("201", i, at: i + 1, i + 3, sequence: i)
      if i % 2 == 0 { row.answering = "Local/201@queue-\(i);1" }
      return row
    }
    let took = ContinuousClock().measure {
      #expect(read(rows).calls.first?.legs == 20_000)
    }
    #expect(took < .seconds(30))
  }

  static let custom = """
    "\""ACME"" <4085550101>","4085550101","600","from-pstn","PJSIP/trunk-1","PJSIP/201-2","Dial","PJSIP/201","2024-03-04 09:00:00","","2024-03-04 09:00:20","20","0","NO ANSWER","DOCUMENTATION","","1709542800.26","",40

    """

  @Test func theSampleConfigurationOfCDRCustomIsRead() throws {
    let result = read([LogFile("Master.csv", Self.custom)], format: "asterisk-cdr-custom")
    let call = try #require(result.calls.first)
    #expect(call.origin.format == "asterisk-cdr-custom")
    #expect(call.outcome == .missed)
    #expect(call.from == "4085550101" && call.to == "600")
    #expect(call.zone == "utc" && call.started == at(0))
  }

  static let freePBX = """
    calldate,clid,src,dst,dcontext,channel,dstchannel,lastapp,lastdata,duration,billsec,disposition,amaflags,accountcode,uniqueid,userfield,did,cnum,cnam,outbound_cnum,outbound_cnam,dst_cnam,recordingfile,linkedid,peeraccount,sequence
    "2024-03-04 09:00:00","\""ACME"" <4085550101>",4085550101,600,ext-group,PJSIP/trunk-1,PJSIP/201-2,Dial,"PJSIP/201,20",50,38,ANSWERED,3,,1709542800.26,,4085550199,4085550101,ACME,,,,,1709542800.26,,40

    """

  @Test(arguments: [false, true])
  func aReportOfFreePBXIsReadByTheNamesOfItsColumns(_ isChanged: Bool) throws {
    var text = Self.freePBX
    if isChanged { text = "\u{FEFF}" + text.replacing("calldate,clid", with: "CallDate, CLID") }
    text += text.drop { $0 == "\u{FEFF}" }
    let result = read([LogFile("cdr.csv", text)], format: "freepbx")
    let call = try #require(result.calls.first)
    #expect(result.calls.count == 1)
    #expect(call.answered == at(12))
    #expect(call.ended == at(50))
    #expect(call.waitS == 12 && call.talkS == 38)
    #expect(call.direction == .inbound)
    #expect(call.to == "4085550199")
    #expect(call.agent == "201")
    #expect(result.books.accounts[0].excluded == ["header": 2, "duplicate": 1])
    #expect(result.books.balances)
  }

  @Test func aReportWithoutItsHeaderIsRejected() {
    let text = Self.freePBX.split(separator: "\n")[1]
    let result = read([LogFile("cdr.csv", String(text))], format: "freepbx")
    #expect(result.codes == ["header-missing"])
    #expect(result.books.balances)
  }

  @Test func aFormatIsToldByItsContentAlone() {
    func likeness(_ text: String) -> [Int] {
      Format.calls.prefix(3).map { $0.likeness(Head(name: "x", bytes: Array(text.utf8))) }
    }
    let cdr = Row.rang("201", 0, 20).text
    let custom =
      #""x",1,600,a,b,c,Dial,d,"2024-03-04 09:00:00","","2024-03-04 09:00:20",20,0,"BUSY",D,,1709542800.26,,4"#
    #expect(likeness(cdr) == [95, 0, 0])
    #expect(likeness(cdr + "\n" + cdr + "\n") == [95, 0, 0])
    #expect(likeness(custom) == [0, 95, 0])
    #expect(likeness("\u{FEFF}" + Self.freePBX) == [0, 0, 97])
    for other in [
      "", "\n\n", "From a@acme.example Mon Mar  4 09:00:00 2024\nSubject: a,b\n\n" + cdr + "\n",
      "<?xml version=\"1.0\"?>\n<a/>\n", "id,name,calldate\n1,2,3\n", "\"",
      String(repeating: "\0", count: 5000), "{\"record\":\"call\"}\n",
    ] {
      #expect(likeness(other) == [0, 0, 0], "\(other.prefix(20))")
    }
  }
}
