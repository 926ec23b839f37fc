import Foundation
import Glibc
import Records
import TestSupport
import Testing

@testable import Intake

/// Calls are told before the log ends, and still each as a whole.
@Suite struct CallsHorizonTests {
  /// A log of a year: a call every three hours with two legs, its rows in the order of their ends.
  private static func rows(_ calls: Int) -> [Row] {
    (0..<calls).flatMap { i -> [Row] in
      let start = i * 10_800
      let id = "\(1_709_542_800 + start).\(i)"
      var rang = Row.rang("201", start, start + 12, sequence: 2 * i)
      var taken = Row.answered("202", start, at: start + 12, start + 95, sequence: 2 * i + 1)
      (rang.uniqueID, rang.linkedID) = (id, id)
      (taken.uniqueID, taken.linkedID) = (id, id)
      return [rang, taken]
    }
  }

  private func read(
    _ files: [LogFile], held: Int = 64, zone: Zone? = nil, asLines: Bool = false, next: [Int?] = []
  ) -> (lines: [String], codes: [String], books: Books, most: Int) {
    var lines: [String] = []
    var codes: [String] = []
    let take: (UnsafeBufferPointer<UInt8>) -> Void = {
      lines += String(decoding: $0, as: UTF8.self).split(separator: "\n").map(String.init)
    }
    let output =
      asLines
      ? Output(lines: take, reject: { codes.append($0.code) })
      : Output(
        record: { record in
          var line = JSONLine()
          line.write(record)
          line.bytes.withUnsafeBufferPointer(take)
        }, reject: { codes.append($0.code) })
    var options = ReaderOptions()
    options.zone = zone
    let reader = CallLogReader(format: "asterisk-cdr", output, options, heldLegs: held)
    var most = 0
    for (i, file) in files.enumerated() {
      output.account(file.name, format: "asterisk-cdr", unit: "row") { _ in }
      reader.expect(nextRank: i < next.count ? next[i] : nil)
      reader.begin(file.name)
      inChunks(file.bytes, 4096) {
        reader.feed($0)
        most = max(most, reader.heldLegCount)
      }
      reader.end()
    }
    reader.finish()
    return (lines, codes, output.books, most)
  }

  @Test func aLongLogIsToldAsItGoesAndGivesTheSame() {
    let file = LogFile("Master.csv", rows: Self.rows(2000))
    let whole = read([file], held: 1 << 16)
    let running = read([file])
    #expect(running.lines == whole.lines && running.books == whole.books)
    #expect(running.lines.count == 2000 && running.books.balances)
    // A week has 56 calls; what was told is not held.
    #expect(whole.most == 4000 && running.most < 400)
  }

  @Test func theLinesAreThoseOfTheRecords() {
    var rows = Self.rows(300)
    for (i, text) in ["a\"b", "caf\u{E9}", "anonymous", "", "x\\y\u{7}", "+1 408 555 0101"]
      .enumerated()
    {
      rows[20 * i].from = text
      rows[20 * i + 1].from = text
      rows[20 * i + 4].disposition = ["BUSY", "FAILED", "UNKNOWN"][i % 3]
    }
    let file = LogFile("a \"b\".csv", rows: rows)
    for zone in [nil, Zone("America/Los_Angeles")] {
      let records = read([file], zone: zone)
      let lines = read([file], zone: zone, asLines: true)
      #expect(lines.lines == records.lines && lines.books == records.books)
    }
  }

  @Test func aLogInAnotherOrderIsHeldAsAWhole() {
    let rows = Self.rows(600)
    let whole = read([LogFile("Master.csv", rows: rows)], held: 1 << 16)
    var orders = [Array(rows.reversed())]
    for seed in 1...20 as ClosedRange<UInt64> {
      var seeded = Seeded(seed)
      orders.append(
        rows.map { (seeded.below(1 << 30), $0) }.sorted { $0.0 < $1.0 }.map(\.1))
    }
    for shuffled in orders {
      let read = read([LogFile("Master.csv", rows: shuffled)])
      #expect(read.codes == [] && read.books.balances)
      #expect(read.lines.map(Self.withoutPlace) == whole.lines.map(Self.withoutPlace))
    }
  }

  /// Where a row stands differs by the order of the rows.
  private static func withoutPlace(_ line: String) -> Substring {
    line.range(of: #""id""#).map { line[$0.lowerBound...] } ?? line[...]
  }

  @Test func aFewRowsOfAWrongClockChangeNothing() {
    var rows = Self.rows(2000)
    for i in [100, 101, 1900] {
      var odd = rows[i]
      odd.offset = i == 101 ? 40 * 365 * 86_400 : -10 * 365 * 86_400
      (odd.uniqueID, odd.linkedID) = ("", "")
      rows.insert(odd, at: i)
    }
    let running = read([LogFile("Master.csv", rows: rows)])
    #expect(running.lines.count == 2003 && running.most < 400)
  }

  @Test func aRowOfACallThatIsToldIsADuplicateOrTooLate() {
    let rows = Self.rows(1000)
    var late = rows[1]
    late.sequence = 5000
    late.end += 5
    let result = read([
      LogFile("Master.csv", rows: rows), LogFile("acme.csv", rows: [rows[0], late]),
    ])
    #expect(result.lines.count == 1000 && result.books.balances)
    #expect(result.books.accounts[1].excluded == ["duplicate": 1])
    #expect(result.codes == ["leg-late"])
  }

  @Test func whatANextFileMayCompleteIsHeld() {
    let rows = Self.rows(600)
    // The account's own file has a leg of every call, and is read after.
    let main = LogFile("Master.csv", rows: rows.enumerated().filter { $0.0 % 2 == 0 }.map(\.1))
    let account = LogFile("acme.csv", rows: rows.enumerated().filter { $0.0 % 2 == 1 }.map(\.1))
    let result = read([main, account], next: [1_709_542_800, nil])
    #expect(result.lines.count == 600 && result.codes == [])
    #expect(result.lines.allSatisfy { $0.contains(#""legs":2"#) })
  }

  /// However a log is cut into parts, the same comes out as when it is read in one go.
  @Test func partsGiveTheSameAsTheWhole() throws {
    var texts = Self.rows(200).map { $0.text + "\n" }
    var multiline = Row.rang("201", 5, 9, sequence: 9001)
    multiline.caller = "\"A\n\nB\" <4085550101>"
    for i in stride(from: 7, to: 360, by: 40) { texts.insert(multiline.text + "\n", at: i) }
    texts.insert("\"lost,\n", at: 50)
    texts.insert("\n\n", at: 90)
    texts.insert("no row\r\n", at: 130)
    texts[200] = texts[200].replacing("\n", with: "\r\n")
    texts.append(String(texts[10].prefix(100)))
    let bytes = Array(texts.joined().utf8)
    let file = FileManager.default.temporaryDirectory
      .appending(path: "ringback-\(UUID().uuidString)")
    try Data(bytes).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    func read(_ feed: (CallLogReader) -> Void) -> ([Record], [Reject], Books) {
      var records: [Record] = []
      var rejects: [Reject] = []
      let output = Output(record: { records.append($0) }, reject: { rejects.append($0) })
      output.account("x", format: "asterisk-cdr", unit: "row") { _ in }
      let reader = CallLogReader(format: "asterisk-cdr", output, ReaderOptions(), heldLegs: 64)
      reader.begin("x")
      feed(reader)
      reader.end()
      reader.finish()
      return (records, rejects, output.books)
    }
    let whole = read { reader in inChunks(bytes, .max) { reader.feed($0) } }
    #expect(whole.0.count > 190 && whole.1.count >= 3 && whole.2.balances)
    for (size, workers) in [(1, 1), (97, 2), (1000, 3), (4096, 2), (50_000, 3), (1 << 20, 2)] {
      let descriptor = open(file.path, O_RDONLY)
      defer { close(descriptor) }
      let parts = read { reader in
        _ = reader.readParts(descriptor, size: bytes.count, partSize: size, workers: workers)
      }
      #expect(parts.0 == whole.0, "parts of \(size)")
      #expect(parts.1 == whole.1 && parts.2 == whole.2, "parts of \(size)")
    }
  }

  @Test func theFilesOfARotatedLogAreReadInTheirOrder() throws {
    let rows = Self.rows(30).map { $0.text + "\n" }
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "ringback-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    var expected: [String]?
    for names in [["a", "b", "c"], ["c", "a", "b"], ["b", "c", "a"]] {
      let inputs = try names.enumerated().map { (i, name) in
        let file = folder.appending(path: name)
        // Cut within a call.
        let part = rows[(i * 21)..<min(rows.count, (i + 1) * 21)].joined()
        try Data(part.utf8).write(to: file)
        return Intake.Input(name: name, path: file.path)
      }
      var ids: [String] = []
      let books = Intake().read(
        inputs.shuffled(), record: { ids.append($0.origin.id) }, reject: { _ in },
        failure: { Issue.record("\($0)") })
      #expect(ids.count == 30 && books.balances)
      #expect(books.accounts.map(\.source) == names)
      #expect(ids == expected ?? ids)
      expected = ids
    }
  }
}
