import Records
import Testing

@testable import Reports

@Suite struct CSVReportTests {
  /// A plain reader of RFC 4180, to read back what was written.
  static func rows(_ bytes: [UInt8]) -> [[String]] {
    var rows: [[String]] = [[]]
    var cell: [UInt8] = []
    var quoted = false
    var i = 0
    func text() -> String { String(decoding: cell, as: UTF8.self) }
    while i < bytes.count {
      let byte = bytes[i]
      if quoted {
        if byte == 0x22, i + 1 < bytes.count, bytes[i + 1] == 0x22 {
          cell.append(byte)
          i += 1
        } else if byte == 0x22 {
          quoted = false
        } else {
          cell.append(byte)
        }
      } else if byte == 0x22 {
        quoted = true
      } else if byte == 0x2C || byte == 0x0D {
        rows[rows.count - 1].append(text())
        cell = []
        if byte == 0x0D {
          rows.append([])
          i += 1
        }
      } else {
        cell.append(byte)
      }
      i += 1
    }
    return rows.dropLast()
  }

  @Test(arguments: Payloads.all.indices)
  func whatIsReadBackIsTheTextByTheRule(_ index: Int) {
    let payload = Payloads.all[index]
    let file = render(InjectionTests.input(payload), as: .csv)[0]
    let rows = Self.rows(file.bytes)
    #expect(rows.count == 3)
    #expect(rows.allSatisfy { $0.count == CSVReport.contactColumns.count })
    let shown = Shown.text(payload)
    for row in rows.dropFirst() {
      let subject = row[CSVReport.contactColumns.firstIndex(of: "subject") ?? 0]
      #expect(Exact(subject) == Exact(shown) || Exact(subject) == Exact("'" + shown))
      for cell in row {
        let first = cell.unicodeScalars.first { $0 != " " && $0 != "\u{FFFD}" && $0 != "\u{A0}" }
        let runs = first.map { "=+-@\u{FF1D}\u{FF0B}\u{FF0D}\u{FF20}".unicodeScalars.contains($0) }
        #expect(runs != true || Exact(cell) == Exact("+14085550100"), "\(cell)")
      }
    }
  }

  @Test(arguments: [
    ("=1+1", "'=1+1"), ("+14085550100", "+14085550100"), ("+1+1", "'+1+1"), ("-5", "'-5"),
    ("@x", "'@x"), ("a=b", "a=b"), (" =1", "' =1"), ("+", "'+"), ("\u{FF1D}1", "'\u{FF1D}1"),
    ("", ""), ("'=1", "'=1"), (" +1408", "' +1408"),
  ])
  func cellsThatComputeAreDefused(_ cell: String, _ defused: String) {
    #expect(CSVReport.Sheet.defused(cell) == defused)
  }

  @Test func linesEndAsTheStandardSays() {
    let bytes = render(SampleOffice.input, as: .csv)[0].bytes
    #expect(bytes.suffix(2) == [0x0D, 0x0A])
    #expect(bytes.count { $0 == 0x0A } == 125)
  }

  @Test func aRateUnderFiveHasCountsOnly() throws {
    let rows = Self.rows(render(SampleOffice.input, as: .csv)[1].bytes)
    #expect(rows.allSatisfy { $0.count == 13 })
    for row in rows.dropFirst() where row[7] == "share" {
      let whole = try #require(Int(row[9]))
      #expect((whole == 0) == (row[6] == "n/d"))
      #expect((1..<5).contains(whole) == row[6].isEmpty)
    }
  }
}
