import Foundation
import Intake
import Records
import Testing

@testable import Pipeline

/// Any log of calls, by the columns that pipeline.yml names.
@Suite struct CallMappingTests {
  private static let head = "provider: { name: P, domains: [p.example] }\nsources:\n"

  private func source(_ keys: String) throws -> Configuration.Source {
    let text =
      Self.head + "  - path: x.csv\n    format: csv\n"
      + keys.split(separator: "\n").map { "    \($0)\n" }.joined()
    return try #require(try Configuration(text, file: "pipeline.yml").sources.first)
  }

  private func read(_ table: String, _ keys: String) throws -> (calls: [Call], codes: [String]) {
    let source = try source(keys)
    let file = FileManager.default.temporaryDirectory
      .appending(path: "ringback-\(UUID().uuidString).csv")
    try Data(table.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    var options = ReaderOptions()
    options.csv = source.csv
    options.zone = .utc
    var calls: [Call] = []
    var codes: [String] = []
    let books = Intake().read(
      [Intake.Input(name: "x", path: file.path, format: "csv", options: options)],
      record: { if case .call(let call) = $0 { calls.append(call) } },
      reject: { codes.append($0.code) }, failure: { Issue.record("\($0)") })
    #expect(books.balances)
    return (calls, codes)
  }

  @Test func columnsAreReadByPositionWithoutAHeader() throws {
    let (calls, codes) = try read(
      "when|who|what|s\n04/03/24 09:00|4085550101|A|75\n04/03/24 09:10|4085550102|B|\nx|1|A|2\n",
      """
      separator: "|"
      columns: { start: 1, from: 2, outcome: 3, talk: 4 }
      times: [dd/MM/yy HH:mm]
      values: { answered: A, missed: B }
      """)
    #expect(calls.map(\.outcome) == [.answered, .missed] && codes == ["bad-timestamp"])
    #expect(calls[0].started == Timestamp("2024-03-04T09:00:00Z") && calls[0].talkS == 75)
    #expect(calls.map(\.waitS) == [nil, nil])
  }

  @Test func rowsOfOneIDAreOneCall() throws {
    let (calls, codes) = try read(
      "id,start,from,to,wait,talk,result,dir,agent\n"
        + "7,2024-03-04T09:00:00Z,4085550101,201,20,,no answer,in,\n"
        + "7,2024-03-04T09:00:20Z,4085550101,202,5,60,answered,in,Bob\n"
        + "8,2024-03-04T10:00:00Z,201,4085550102,9,30,answered,outgoing,Ann\n"
        + "9,2024-03-04T11:00:00Z,4085550103,201,9,30,marvellous,in,Ann\n",
      "columns: { id: ID, start: Start, from: From, to: To, wait: Wait, talk: Talk, outcome: Result,"
        + " direction: Dir, agent: Agent }")
    #expect(codes == ["bad-status"] && calls.count == 2)
    #expect(calls[0].legs == 2 && calls[0].waitS == 25 && calls[0].agent == "Bob")
    #expect(calls.map(\.direction) == [.inbound, .outbound])
  }

  @Test(arguments: [
    ("yyyyMMdd'T'HHmmss", "20240304T090000"), ("d.M.yy H:mm", "4.3.24 9:00"),
    ("MMM d, yyyy h:mm a", "Mar 4, 2024 9:00 AM"),
    ("dd-MMM-yyyy HH:mm:ss.SSS", "04-Mar-2024 09:00:00.123"),
    ("yyyy-MM-dd HH:mm:ssZ", "2024-03-04 10:00:00+01:00"), ("unix", "1709542800"),
    ("unix-ms", "1709542800123"),
  ])
  func timesAreReadByTheirForm(_ pattern: String, _ text: String) throws {
    let (calls, codes) = try read(
      "start,from\n\"\(text)\",4085550101\n\"\(text) \(text)\",1\n,1\n",
      "columns: { start: start, from: from }\ntimes: \"\(pattern)\"")
    #expect(calls.map(\.started) == [Timestamp("2024-03-04T09:00:00Z")])
    #expect(codes == ["bad-timestamp", "bad-timestamp"])
  }

  @Test func minutesAndMillisecondsAreDurations() throws {
    for (unit, text) in [("minutes", "1.5"), ("minutes", "\"1,5\""), ("milliseconds", "90500")] {
      let (calls, _) = try read(
        "start,from,talk\n2024-03-04 09:00:00,4085550101,\(text)\n",
        "columns: { start: start, from: from, talk: talk }\ndurations: \(unit)")
      #expect(calls.map(\.talkS) == [90])
    }
  }

  @Test func withoutItsColumnsATableIsRejectedRowByRow() throws {
    let (calls, codes) = try read(
      "start,caller\n2024-03-04 09:00:00,4085550101\n", "columns: { start: start, from: from }")
    #expect(calls == [] && codes == ["header-missing", "header-missing"])
  }

  @Test(arguments: [
    ("columns: { start: A }", "columns needs from", 5, 14),
    ("columns: { start: A, from: 2 }", "all named", 5, 14),
    ("columns: { start: 0, from: 2 }", "from 1 to 500", 5, 23),
    ("columns: { beginn: A }", "unknown key \"beginn\"", 5, 16),
    ("columns: { start: A, from: B }\nseparator: abc", "one character", 6, 16),
    ("columns: { start: A, from: B }\ntimes: HH:mm", "no form of times", 6, 12),
    ("columns: { start: A, from: B }\ntimes: [dd.MM.yyyy hh:mm]", "no form of times", 6, 13),
    ("columns: { start: A, from: B }\ndurations: hours", "seconds, minutes", 6, 16),
    ("columns: { start: A, from: B }\nvalues: { great: x }", "unknown key \"great\"", 6, 15),
    ("zone: UTC", "needs columns", 3, 5),
  ])
  func whatIsWrongIsSaidWithItsPlace(
    _ keys: String, _ message: String, _ line: Int, _ column: Int
  ) throws {
    let error = try #require(throws: ConfigurationError.self) { try source(keys) }
    #expect(error.message.contains(message), "\(error.message)")
    #expect(error.line == line && error.column == column)
  }

  @Test func theKeysBelongToTheFormatOnly() {
    let text = Self.head + "  - { path: x, format: mbox, columns: { start: 1, from: 2 } }\n"
    let error = #expect(throws: ConfigurationError.self) {
      try Configuration(text, file: "pipeline.yml")
    }
    #expect(error?.message.contains("belongs to a source with format: csv") == true)
  }
}
