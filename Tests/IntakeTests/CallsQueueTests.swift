import Records
import Testing

@testable import Intake

@Suite struct CallsQueueTests {
  static let log = """
    1709542700|NONE|NONE|NONE|QUEUESTART|
    1709542700|NONE|support|PJSIP/201|ADDMEMBER|
    1709542805|1709542800.26|support|NONE|ENTERQUEUE||4085550101|1
    1709542815|1709542800.26|support|PJSIP/201|RINGNOANSWER|10000
    1709542835|1709542800.26|support|PJSIP/202|CONNECT|30|1709542816.28|5
    1709542935|1709542800.26|support|PJSIP/202|COMPLETECALLER|30|100|1
    1709543400|1709543400.40|support|NONE|ENTERQUEUE||4085550102|1
    1709543468|1709543400.40|support|NONE|ABANDON|1|1|68
    1709544000|1709544000.50|support|NONE|ENTERQUEUE||4085550103|1
    1709544060|1709544000.50|support|NONE|EXITWITHTIMEOUT|1|1|60
    1709544061|1709544000.50|sales|NONE|ENTERQUEUE||4085550103|1
    1709544091|1709544000.50|sales|Jane Doe|CONNECT|30|1709544070.52|4
    1709544191|1709544000.50|sales|Jane Doe|BLINDTRANSFER|202|from-internal|30|100|1
    1709545000|1709545000.60|support|NONE|ENTERQUEUE||4085550104|1

    """

  private func told(_ call: Call) -> String {
    func text(_ n: Int?) -> String { n.map { "\($0)" } ?? "-" }
    return "\((call.started ?? at(0)) - at(0)) \(call.outcome?.rawValue ?? "-")"
      + " \(text(call.waitS)) \(text(call.talkS)) \(call.queue ?? "-") \(call.agent ?? "-")"
  }

  @Test func aQueueLogAloneTellsTheWaits() {
    let result = read([LogFile("queue_log", Self.log)], format: "asterisk-queue-log")
    #expect(
      result.calls.map(told) == [
        "5 answered 30 100 support 202", "600 abandoned 68 - support -",
        "1200 answered 91 100 sales Jane Doe", "2200 - - - support -",
      ])
    #expect(result.calls[0].origin.id == "1709542800.26" && result.calls[0].answered == at(35))
    #expect(result.calls.allSatisfy { $0.zone == "utc" && $0.direction == .inbound })
    #expect(result.rejects == [] && result.books.balances)
    #expect(result.books.excluded == ["event": 3])
  }

  /// The queue answers the line at once, so the CDR knows neither the wait nor who gave up.
  static let cdr: [Row] = {
    var taken = Row.answered("202", 0, at: 0, 135, sequence: 1, "Queue")
    taken.uniqueID = "1709542800.26"
    var left = Row.menu("Queue", 600, 668, sequence: 2, arguments: "support,t")
    left.uniqueID = "1709543400.40"
    left.linkedID = "1709543400.40"
    var box = Row.menu("VoiceMail", 1200, 1320, sequence: 3, arguments: "201@default")
    box.uniqueID = "1709549999.50"
    box.linkedID = "1709549999.50"
    return [taken, left, box]
  }()

  private func together(_ files: [(LogFile, String)], chunk: Int = .max) -> ReadCalls {
    var result = ReadCalls()
    let output = Output(
      record: { if case .call(let call) = $0 { result.calls.append(call) } },
      reject: { result.rejects.append($0) })
    guard let reader = Format.named(files[0].1)?.reader(output, ReaderOptions()) else {
      return result
    }
    for (file, format) in files {
      reader.begin(file.name, format: format)
      inChunks(file.bytes, chunk) { reader.feed($0) }
      reader.end()
    }
    reader.finish()
    result.books = output.books
    return result
  }

  @Test func aCallInBothLogsIsOneRecord() {
    let cdr = (LogFile("Master.csv", rows: Self.cdr), "asterisk-cdr")
    let queue = (LogFile("queue_log", Self.log), "asterisk-queue-log")
    let result = together([cdr, queue])
    #expect(
      result.calls.map(told) == [
        "0 answered 30 100 support 202", "600 abandoned 68 0 support -",
        "1200 answered 91 100 sales Jane Doe", "1200 voicemail 120 0 - -", "2200 - - - support -",
      ])
    #expect(result.calls[0].answered == at(35) && result.calls[0].origin.format == "asterisk-cdr")
    #expect(result.books.balances)
    #expect(result.books.accounts.map(\.format) == ["asterisk-cdr", "asterisk-queue-log"])
    #expect(together([queue, cdr]).calls == result.calls)
    #expect(together([cdr, queue], chunk: 3) == result)
  }

  @Test func theFamilyIsReadByOneReader() {
    let families = Dictionary(grouping: Format.all, by: \.family)
    #expect(
      families["asterisk"]?.map(\.name) == [
        "asterisk-cdr", "asterisk-cdr-custom", "freepbx", "asterisk-queue-log",
      ])
  }

  @Test func everyPrefixAndCopyBalances() {
    let bytes = Array(Self.log.utf8)
    for end in 0...bytes.count {
      var file = LogFile("q", "")
      file.bytes = Array(bytes[..<end])
      let part = read([file], format: "asterisk-queue-log")
      #expect(part.books.balances && part.rejects.count <= 1)
    }
    let file = LogFile("q", Self.log)
    let twice = read([file, LogFile("r", Self.log)], format: "asterisk-queue-log")
    #expect(twice.calls == read([file], format: "asterisk-queue-log").calls)
    #expect(twice.books.accounts[1].used == 0 && twice.books.balances)
  }

  @Test func hostileLinesAreRejectedNotRead() {
    let long = String(repeating: "x", count: 70_000)
    let text = "1|2\nx|1709542800.26|q|NONE|CONNECT|1\n\n\(long)\n1709542805|1709542800.26|q|a|"
    let result = read([LogFile("q", text)], format: "asterisk-queue-log")
    #expect(result.codes == ["column-count", "bad-timestamp", "row-too-long", "row-truncated"])
    #expect(result.rejects.map(\.place.line) == [1, 2, 4, 5])
    #expect(read([LogFile("q", text)], format: "asterisk-queue-log", chunk: 7) == result)
  }

  static let grandstreamOld = """
    AcctId,accountcode,src,dst,dcontext,clid,channel,dstchannel,lastapp,lastdata,start,answer,end,duration,billsec,disposition,amaflags,uniqueid,userfield,channel_ext,dstchannel_ext,service
    62,,4085550101,201,from-did,"pn01" <4085550101>,PJSIP/trunk_1-00000000,PJSIP/201-00000001,Dial,PJSIP/201,60,tT,2024-03-04 09:00:00,2024-03-04 09:00:07,2024-03-04 09:01:07,67,60,ANSWERED,DOCUMENTATION,1709542800.1,Inbound,trunk_1,201,s
    63,,4085550102,201,from-did,"pn02" <4085550102>,PJSIP/trunk_1-00000002,PJSIP/201-00000003,Dial,PJSIP/201,60,2024-03-04 09:10:00,,2024-03-04 09:10:20,20,0,NO ANSWER,DOCUMENTATION,1709543400.3,Inbound,trunk_1,201,s

    """

  static let grandstream = #"""
    Account Code, Caller Number,Caller NAT,Callee Number,Callee NAT,Context,Caller ID,Source Channel,Dest. Channel,Last app.,Last data,Start Time,Answer Time,End Time,Call Time,Talk Time,Call Status,AMA Flags,Unique ID,Call Type,Dest Channel Extension,Caller Name,Answered by,Session,Premier Caller,Action Type,Source Trunk Name,Destination Trunk Name
    ,4085550101,,6500,,from-did,"""ACME"" <4085550101>",PJSIP/trunk_1-0001,,BackGround,menu,2024-03-04 09:00:00,2024-03-04 09:00:00,2024-03-04 09:00:30,30,30,ANSWERED,DOCUMENTATION,1709542800.1,Inbound,,ACME,,s1,,IVR[6500],trunk_1,
    ,4085550101,,201,,from-did,"""ACME"" <4085550101>",PJSIP/trunk_1-0001,PJSIP/201-0002,Dial,"PJSIP/201,60",2024-03-04 09:00:30,,2024-03-04 09:00:50,20,0,NO ANSWER,DOCUMENTATION,1709542800.1,Inbound,201,ACME,,s1,,DIAL,trunk_1,

    """#

  @Test func grandstreamsRowsAreMendedAndReduced() {
    let old = read([LogFile("x", Self.grandstreamOld)], format: "grandstream")
    #expect(
      old.calls.map(told) == ["0 answered 7 60 - 201", "600 missed 20 0 - -"])
    #expect(old.calls.map(\.zone) == ["utc", "utc"] && old.rejects == [])
    let new = read([LogFile("x", Self.grandstream)], format: "grandstream")
    #expect(new.calls.map(told) == ["0 missed 50 0 - -"])
    #expect(new.calls.map(\.legs) == [2] && new.calls.map(\.direction) == [.inbound])
    for text in [Self.grandstreamOld, Self.grandstream] {
      #expect(
        read([LogFile("x", text)], format: "grandstream", chunk: 1)
          == read([LogFile("x", text)], format: "grandstream"))
    }
  }
}
