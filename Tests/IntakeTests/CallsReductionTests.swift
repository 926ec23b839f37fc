import Records
import Testing

@testable import Intake

@Suite struct CallsReductionTests {
  /// The example of formats: rung for 20 s, then voicemail for 31 s.
  static let example = """
    "","4085550101","600","from-pstn","\""ACME"" <4085550101>","PJSIP/trunk-0000001a","PJSIP/201-0000001b","Dial","PJSIP/201&PJSIP/202,20","2024-03-04 09:00:00",,"2024-03-04 09:00:20",20,0,"NO ANSWER","DOCUMENTATION","1709542800.26","","","1709542800.26",40
    "","4085550101","600","from-pstn","\""ACME"" <4085550101>","PJSIP/trunk-0000001a","","VoiceMail","201@default,u","2024-03-04 09:00:20","2024-03-04 09:00:20","2024-03-04 09:00:51",31,31,"ANSWERED","DOCUMENTATION","1709542800.26","","","1709542800.26",43

    """

  @Test func aCallThatEndsInVoicemailIsOneCall() throws {
    let result = read([LogFile("Master.csv", Self.example)])
    let call = try #require(result.calls.first)
    #expect(result.calls.count == 1)
    #expect(call.origin.id == "1709542800.26")
    #expect(call.origin.place == Place(source: "Master.csv", offset: 0, line: 1))
    #expect(call.origin.defects == [])
    #expect(call.started == at(0))
    #expect(call.ended == at(51))
    #expect(call.answered == nil)
    #expect(call.from == "4085550101")
    #expect(call.to == "600")
    #expect(call.direction == .inbound)
    #expect(call.outcome == .voicemail)
    #expect(call.waitS == 51)
    #expect(call.talkS == 0)
    #expect(call.mailbox == "201")
    #expect(call.agent == nil)
    #expect(call.legs == 2)
    #expect(call.zone == "utc")
    let account = try #require(result.books.accounts.first)
    #expect(account.read == 2 && account.used == 2 && account.made == 1)
    #expect(result.books.balances)
  }

  @Test func aRingGroupIsTakenByOneOfThose() throws {
    let call = try #require(
      read([
        .rang("201", 0, 12), .answered("202", 0, at: 12, 95, sequence: 2),
        .rang("203", 0, 12, sequence: 3),
      ]).calls.first)
    #expect(call.outcome == .answered)
    #expect(call.answered == at(12))
    #expect(call.waitS == 12)
    #expect(call.talkS == 83)
    #expect(call.agent == "202")
    #expect(call.legs == 3)
  }

  @Test func aRingGroupThatNobodyTakesIsMissed() throws {
    let call = try #require(
      read([.rang("201", 0, 25), .rang("202", 0, 25, sequence: 2)]).calls.first)
    #expect(call.outcome == .missed)
    #expect(call.waitS == 25)
    #expect(call.answered == nil)
  }

  @Test func aTransferAddsTheTalks() throws {
    let call = try #require(
      read([.answered("201", 0, at: 8, 60), .answered("204", 60, at: 70, 130, sequence: 5)])
        .calls.first)
    #expect(call.agent == "201")
    #expect(call.waitS == 8)
    #expect(call.talkS == 52 + 60)
    #expect(call.ended == at(130))
  }

  @Test func aQueueIsNobodyUntilAnAgentTakesTheCall() throws {
    let call = try #require(
      read([
        .menu("Background", 0, 15), .rang("201", 15, 30, sequence: 4, "Queue"),
        .answered("203", 15, at: 47, 200, sequence: 5, "Queue"),
      ]).calls.first)
    #expect(call.queue == "support")
    #expect(call.agent == "203")
    #expect(call.waitS == 47)
    #expect(call.talkS == 153)
  }

  @Test func aCallerWhoHangsUpInAMenuHasAbandoned() throws {
    let call = try #require(read([.menu("Background", 0, 9)]).calls.first)
    #expect(call.outcome == .abandoned)
    #expect(call.answered == nil)
    #expect(call.waitS == 9)
  }

  @Test func aCallerWhoHangsUpInAQueueThatRingsNobodyHasAbandoned() throws {
    let call = try #require(
      read([.menu("Queue", 0, 90, arguments: "support,t,,,300")]).calls.first)
    #expect(call.outcome == .abandoned)
    #expect(call.queue == "support")
  }

  @Test func aQueueThatRangIsMissed() throws {
    let call = try #require(
      read([
        .menu("Queue", 0, 90, arguments: "support"), .rang("201", 5, 20, sequence: 4, "Queue"),
      ]).calls.first)
    #expect(call.outcome == .missed)
    #expect(call.waitS == 90)
  }

  @Test func talkOfACallThatWasNotAnsweredIsNone() throws {
    var row = Row.rang("201", 0, 40)
    row.answer = 5
    let call = try #require(read([row]).calls.first)
    #expect(call.outcome == .missed)
    #expect(call.talkS == 0)
  }

  @Test func theHalvesOfALocalChannelDoNotDoubleTheTalk() throws {
    var detour = Row.answered("x", 0, at: 10, 100)
    detour.answering = "Local/201@from-queue-00000003;1"
    var inner = Row.answered("201", 0, at: 10, 100, sequence: 3)
    inner.channel = "Local/201@from-queue-00000003;2"
    inner.uniqueID = "1709542800.29"
    for rows in [[detour, inner], [inner, detour]] {
      let call = try #require(read(rows).calls.first)
      #expect(call.talkS == 90)
      #expect(call.agent == "201")
      #expect(call.direction == .inbound)
      #expect(call.from == "4085550101")
    }
  }

  @Test func aLocalChannelWithoutItsOtherHalfCounts() throws {
    var detour = Row.answered("x", 0, at: 10, 100)
    detour.answering = "Local/201@from-queue-00000003;1"
    let call = try #require(read([detour]).calls.first)
    #expect(call.outcome == .answered)
    #expect(call.talkS == 90)
    #expect(call.agent == "201")
  }

  @Test func aLocalChannelThatLeadsIntoVoicemailIsNobody() throws {
    var detour = Row.answered("x", 0, at: 10, 100)
    detour.answering = "Local/201@from-internal-00000003;1"
    var inner = Row.menu("VoiceMail", 10, 100, arguments: "201@default,u")
    inner.channel = "Local/201@from-internal-00000003;2"
    let call = try #require(read([detour, inner]).calls.first)
    #expect(call.outcome == .voicemail)
    #expect(call.mailbox == "201")
  }

  @Test(arguments: [
    ("BUSY", Call.Outcome.busy), ("FAILED", .failed), ("CONGESTION", .failed),
    ("CANCEL", .missed),
  ])
  func whereNobodyAnswersTheDispositionTells(_ disposition: String, _ outcome: Call.Outcome) throws
  {
    var row = Row.rang("201", 0, 10)
    row.disposition = disposition
    #expect(read([row]).calls.first?.outcome == outcome)
  }

  @Test(arguments: [
    ("201@default,u", "201"), ("201@default&202@default,su", "201"), ("u201", "201"),
    ("201|u", "201"), ("sales", "sales"),
  ])
  func theVoicemailBoxIsTheFirstOfItsArguments(_ arguments: String, _ box: String) {
    #expect(read([.menu("VoiceMail", 0, 20, arguments: arguments)]).calls.first?.mailbox == box)
  }

  @Test func aDestinationOfFreePBXNamesTheVoicemailBox() throws {
    var row = Row.menu("Hangup", 0, 20)
    row.to = "vmu201"
    let call = try #require(read([row]).calls.first)
    #expect(call.outcome == .voicemail)
    #expect(call.mailbox == "201")
  }

  @Test func aWithheldCallerStaysAsLogged() throws {
    var row = Row.rang("201", 0, 10)
    row.from = "anonymous"
    row.caller = "\"Anonymous\" <anonymous>"
    #expect(read([row]).calls.first?.from == "anonymous")
    row.from = ""
    row.caller = "\"\" <4085550102>"
    #expect(read([row]).calls.first?.from == "4085550102")
    row.caller = ""
    row.context = "default"
    let call = try #require(read([row]).calls.first)
    #expect(call.from == nil)
    #expect(call.direction == .inbound)
  }

  @Test(arguments: [
    // from, to, context, channel, answering channel
    ("4085550101", "600", "from-pstn", "PJSIP/trunk-1a", "PJSIP/201-1b", Call.Direction.inbound),
    ("4085550101", "201", "from-internal", "SIP/acme-voip-1a", "SIP/201-1b", .inbound),
    ("4085550101", "s", "ivr-1", "IAX2/upstream-1a", "", .inbound),
    ("4085550101", "600", "default", "DAHDI/4-1", "SIP/201-1b", .inbound),
    ("84085550101", "555100", "acme-pstn", "SIP/555100-1a", "SIP/201-1b", .inbound),
    ("555101", "555100", "acme-pstn", "SIP/555100-1a", "", .inbound),
    ("dana", "202", "default", "PJSIP/dana-1a", "PJSIP/eve-1b", .internal),
    ("dana", "14085550101", "default", "PJSIP/dana-1a", "PJSIP/upstream-1b", .outbound),
    ("201", "201", "default", "PJSIP/201-1a", "", .internal),
    ("201", "14085550101", "from-internal", "PJSIP/201-1a", "PJSIP/trunk-1b", .outbound),
    ("4085550100", "14085550101", "from-internal", "PJSIP/201-1a", "PJSIP/trunk-1b", .outbound),
    ("201", "911", "from-internal", "PJSIP/201-1a", "PJSIP/trunk-1b", .outbound),
    ("201", "202", "from-internal", "PJSIP/201-1a", "PJSIP/202-1b", .internal),
    ("dana", "202", "from-internal", "SIP/dana-1a", "SIP/eve-1b", .internal),
    ("201", "*97", "from-internal", "PJSIP/201-1a", "", .internal),
    ("201", "4085550101", "default", "DAHDI/4-1", "DAHDI/i1/4085550101-2", .outbound),
  ])
  func theDirectionIsToldByContextChannelAndNumbers(
    _ from: String, _ to: String, _ context: String, _ channel: String, _ answering: String,
    _ direction: Call.Direction
  ) {
    let row = Row(
      from: from, to: to, context: context, channel: channel, answering: answering, end: 10)
    #expect(read([row]).calls.first?.direction == direction)
  }

  @Test func whoCallsOutIsTheAgent() throws {
    let row = Row(
      from: "4085550100", to: "14085550101", context: "from-internal",
      channel: "PJSIP/201-0000001a", answering: "PJSIP/trunk-0000001b", answer: 6, end: 66,
      disposition: "ANSWERED")
    let call = try #require(read([row]).calls.first)
    #expect(call.direction == .outbound)
    #expect(call.outcome == .answered)
    #expect(call.agent == "201")
    #expect(call.talkS == 60)
  }

  @Test(arguments: [
    ("SIP/201-0000001b", "201"), ("IAX2/201-3", "201"), ("SCCP/201-0000001b", "201"),
    ("DAHDI/25-1", "25"), ("Agent/1001", "1001"), ("SIP/dana-0000001b", "dana"),
    ("Local/FMPR-201@from-internal-00000001;1", "201"),
  ])
  func whoPickedUpIsReadOffTheChannel(_ channel: String, _ agent: String) {
    var row = Row.answered("201", 0, at: 5, 60)
    row.answering = channel
    #expect(read([row]).calls.first?.agent == agent)
  }

  @Test func aCallLedOnToAMobileHasNoAgent() {
    var row = Row.answered("201", 0, at: 5, 60)
    row.answering = "PJSIP/trunk-0000001f"
    #expect(read([row]).calls.first?.outcome == .answered)
    #expect(read([row]).calls.first?.agent == nil)
  }

  @Test func listeningToVoicemailIsInternalAndNoOutcome() throws {
    var row = Row.menu("VoiceMailMain", 0, 60, arguments: "201@default")
    row.from = "201"
    row.to = "*97"
    row.context = "from-internal"
    row.channel = "PJSIP/201-0000001a"
    let call = try #require(read([row]).calls.first)
    #expect(call.direction == .internal)
    #expect(call.outcome == nil)
    #expect(call.mailbox == nil)
  }
}
