import Records
import Testing

@testable import Intake

@Suite struct CallsClockTests {
  static let pacific = Zone("America/Los_Angeles")

  /// A call at seconds after 2024-11-03 08:00:00Z; the clock goes back at 09:00Z, 02:00 PDT.
  static func november(_ start: Int, _ end: Int, offset: Int, count: Int, id: Bool = true) -> Row {
    let base = 1_730_620_800 - 1_709_542_800
    var row = Row.rang("201", base + start, base + end, sequence: count)
    row.offset = offset
    row.uniqueID = id ? "\(1_730_620_800 + start).\(count)" : ""
    row.linkedID = row.uniqueID
    return row
  }

  @Test(arguments: [0, -8 * 3600, 3 * 3600, 20_700, -12_600])
  func theOffsetIsToldByTheUniqueID(_ offset: Int) throws {
    var row = Row.rang("201", 1, 20)
    row.offset = offset
    let call = try #require(read([row]).calls.first)
    #expect(call.started == at(1))
    #expect(call.ended == at(20))
    #expect(call.zone == (offset == 0 ? "utc" : "uniqueid"))
  }

  @Test func aSystemNameBeforeTheUniqueIDDoesNoHarm() throws {
    var row = Row.rang("201", 0, 20)
    row.offset = -8 * 3600
    row.uniqueID = "main-server.7-1709542800.26"
    row.linkedID = row.uniqueID
    #expect(read([row]).calls.first?.started == at(0))
  }

  @Test func theHourThatComesTwiceIsToldApartByTheUniqueID() {
    let rows = [
      Self.november(1800, 1860, offset: -7 * 3600, count: 1),
      Self.november(5400, 5460, offset: -8 * 3600, count: 2),
    ]
    // Both at 01:30 on the clock.
    #expect(rows[0].local(rows[0].start) == rows[1].local(rows[1].start))
    for zone in [nil, Self.pacific] {
      let calls = read(rows, zone: zone).calls
      #expect(calls.map { $0.started?.seconds } == [1_730_622_600, 1_730_626_200])
      #expect(
        calls.map(\.zone)
          == (zone == nil ? ["uniqueid", "uniqueid"] : ["configured", "configured"]))
    }
  }

  @Test func aCallInWhichTheClockIsSetBackKeepsItsLength() throws {
    var row = Self.november(3300, 3900, offset: -7 * 3600, count: 1)
    row.answer = 3310 + 1_730_620_800 - 1_709_542_800
    row.answering = "PJSIP/201-0000001b"
    row.disposition = "ANSWERED"
    // The end as the clock showed it then.
    let early = row.local(row.end)
    row.offset = -8 * 3600
    let late = row.local(row.end)
    row.offset = -7 * 3600
    let text = row.text.replacing(early, with: late) + "\n"
    for zone in [nil, Self.pacific] {
      let call = try #require(read([LogFile("a", text)], zone: zone).calls.first)
      #expect(call.ended?.seconds == 1_730_624_700)
      #expect(call.waitS == 10)
      #expect(call.talkS == 590)
    }
  }

  @Test func aLegAfterTheClockWasSetBackIsStillAfterTheFirst() throws {
    let first = Self.november(3300, 3700, offset: -7 * 3600, count: 1)
    var second = Self.november(3700, 3900, offset: -8 * 3600, count: 2)
    second.uniqueID = first.uniqueID
    second.linkedID = first.linkedID
    for zone in [nil, Self.pacific] {
      let call = try #require(read([second, first], zone: zone).calls.first)
      #expect(call.started?.seconds == 1_730_624_100)
      #expect(call.ended?.seconds == 1_730_624_700)
    }
  }

  @Test func aRowWithoutAnIDHasTheOffsetOfTheNearestThatHasOne() throws {
    let calls = read([
      Self.november(0, 60, offset: -7 * 3600, count: 1),
      Self.november(600, 660, offset: -7 * 3600, count: 2, id: false),
      Self.november(90_000, 90_060, offset: -8 * 3600, count: 3),
      Self.november(90_600, 90_660, offset: -8 * 3600, count: 4, id: false),
    ]).calls
    #expect(calls.map { ($0.started?.seconds ?? 0) - 1_730_620_800 } == [0, 600, 90_000, 90_600])
    #expect(calls[1].zone == "uniqueid")
  }

  @Test func aCallWhoseFirstRowIsMissingHasTheOffsetOfItsNeighbours() {
    var rows = (0..<3).map {
      Self.november($0 * 7200, $0 * 7200 + 60, offset: -8 * 3600, count: $0)
    }
    // Its only row starts half an hour after its channel.
    rows[1].uniqueID = "\(1_730_620_800 + 5400).1"
    rows[1].linkedID = rows[1].uniqueID
    #expect(
      read(rows).calls.map { ($0.started?.seconds ?? 0) - 1_730_620_800 } == [0, 7200, 14400])
  }

  @Test func withoutAnyIDUTCIsAssumedAndSaid() throws {
    var row = Row.rang("201", 0, 20)
    row.columns = 16
    let call = try #require(read([row]).calls.first)
    #expect(call.zone == "assumed")
    #expect(call.origin.defects == ["zone-assumed"])
    #expect(call.started == at(0))
    let configured = try #require(read([row], zone: Zone(offset: -3600)).calls.first)
    #expect(configured.zone == "configured")
    #expect(configured.started == at(3600))
    #expect(configured.origin.defects == [])
  }

  @Test func aLogInUTCIsBelievedAgainstTheConfiguredZone() {
    func rows(_ count: Int) -> [Row] {
      (0..<count).map { Self.november($0 * 7200, $0 * 7200 + 60, offset: 0, count: $0) }
    }
    let three = read(rows(3), zone: Self.pacific).calls
    #expect(three.allSatisfy { $0.origin.defects == ["zone-differs"] && $0.zone == "utc" })
    #expect(three.first?.started?.seconds == 1_730_620_800)
    let two = read(rows(2), zone: Self.pacific).calls
    #expect(two.allSatisfy { $0.origin.defects == [] && $0.zone == "configured" })
  }
}
