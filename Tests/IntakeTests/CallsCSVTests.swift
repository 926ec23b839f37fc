import Testing

@testable import Intake

/// A row as the splitter passed it.
struct SplitRow: Equatable, CustomStringConvertible {
  var fields: [String]
  var offset: Int
  var line: Int
  var fault: CSVRow.Fault?

  var description: String { "\(offset):\(line) \(fault.map { "\($0)" } ?? "") \(fields)" }
}

func split(_ bytes: [UInt8], chunk: Int = .max) -> [SplitRow] {
  var rows: [SplitRow] = []
  var splitter = CSVSplitter()
  func take(_ row: CSVRow) {
    rows.append(
      SplitRow(
        fields: row.fields.indices.map { row.text($0) }, offset: row.offset, line: row.line,
        fault: row.fault))
  }
  inChunks(bytes, chunk) { splitter.feed($0) { take($0) } }
  splitter.finish { take($0) }
  return rows
}

func split(_ text: String, chunk: Int = .max) -> [SplitRow] {
  split(Array(text.utf8), chunk: chunk)
}

func inChunks(_ bytes: [UInt8], _ size: Int, _ body: (UnsafeRawBufferPointer) -> Void) {
  bytes.withUnsafeBytes { all in
    var i = 0
    while i < all.count {
      let end = i + min(size, all.count - i)
      body(UnsafeRawBufferPointer(rebasing: all[i..<end]))
      i = end
    }
  }
}

/// The grammar of Python's csv, said once more as plainly as possible, for rows that end.
private func naive(_ bytes: [UInt8]) -> [SplitRow] {
  var rows: [SplitRow] = []
  var start = 0
  var line = 1
  while start < bytes.count {
    var fields: [[UInt8]] = [[]]
    var i = start
    var isQuoted = false
    var isFieldStart = true
    var lines = 0
    var isOver = false
    while i < bytes.count && !isOver {
      let byte = bytes[i]
      if isQuoted {
        if byte == 0x22 && i + 1 < bytes.count && bytes[i + 1] == 0x22 {
          fields[fields.count - 1].append(0x22)
          i += 1
        } else if byte == 0x22 {
          isQuoted = false
        } else {
          if byte == 0x0A { lines += 1 }
          fields[fields.count - 1].append(byte)
        }
      } else if byte == 0x22 && isFieldStart {
        isQuoted = true
        isFieldStart = false
      } else if byte == 0x2C {
        fields.append([])
        isFieldStart = true
      } else if byte == 0x0A {
        lines += 1
        isOver = true
      } else if byte == 0x0D && (i + 1 == bytes.count || bytes[i + 1] == 0x0A) {
        isFieldStart = false
      } else {
        fields[fields.count - 1].append(byte)
        isFieldStart = false
      }
      i += 1
    }
    // Within quotes at the end: line by line.
    if isQuoted {
      let first = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
      let alone = naive(Array(bytes[start..<first]) + [0x22])
      let isWhole = naiveIsClosed(bytes[start..<first])
      if isWhole {
        rows.append(SplitRow(fields: alone[0].fields, offset: start, line: line))
      } else {
        rows.append(SplitRow(fields: [], offset: start, line: line, fault: .truncated))
      }
      start = first + 1
      line += 1
      // From here each line is for itself.
      while start < bytes.count {
        let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
        if naiveIsClosed(bytes[start..<end]) {
          let fields = naive(Array(bytes[start..<min(end + 1, bytes.count)])).first?.fields
          rows.append(SplitRow(fields: fields ?? [""], offset: start, line: line))
        } else {
          rows.append(SplitRow(fields: [], offset: start, line: line, fault: .truncated))
        }
        start = end + 1
        line += 1
      }
      return rows
    }
    rows.append(
      SplitRow(
        fields: fields.map { field in
          String(validating: field, as: UTF8.self)
            ?? String(String.UnicodeScalarView(field.map { Unicode.Scalar($0) }))
        }, offset: start, line: line))
    start = i
    line += lines
  }
  return rows
}

private func naiveIsClosed(_ bytes: ArraySlice<UInt8>) -> Bool {
  var isQuoted = false
  var isFieldStart = true
  for byte in bytes {
    if byte == 0x22 && (isQuoted || isFieldStart) {
      isQuoted.toggle()
      // A quote after the closing one opens again.
      isFieldStart = !isQuoted
    } else if !isQuoted {
      isFieldStart = byte == 0x2C
    }
  }
  return !isQuoted
}

/// A small generator that gives the same numbers everywhere (SplitMix64).
struct Dice: RandomNumberGenerator {
  var seed: UInt64

  mutating func next() -> UInt64 {
    seed &+= 0x9e37_79b9_7f4a_7c15
    var z = seed
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}

@Suite struct CallsCSVTests {
  static let input =
    "a,b\r\n\"x \"\"y\"\"\",\"two\nlines\",\n\n\"\",\"c\"\r\nplain \"quote\",\"tail\"z\nlast,row"
  static let rows = [
    SplitRow(fields: ["a", "b"], offset: 0, line: 1),
    SplitRow(fields: ["x \"y\"", "two\nlines", ""], offset: 5, line: 2),
    SplitRow(fields: [""], offset: 28, line: 4),
    SplitRow(fields: ["", "c"], offset: 29, line: 5),
    SplitRow(fields: ["plain \"quote\"", "tailz"], offset: 37, line: 6),
    SplitRow(fields: ["last", "row"], offset: 59, line: 7),
  ]

  @Test(arguments: [1, 2, 3, 7, 1000])
  func theRowsAreTheSameWhateverTheChunks(_ size: Int) {
    #expect(split(Self.input, chunk: size) == Self.rows)
  }

  @Test func aFinalLineEndAddsNoRow() {
    #expect(split(Self.input + "\n") == Self.rows)
    #expect(split(Self.input + "\r\n") == Self.rows)
    #expect(split("") == [])
  }

  @Test func everyPrefixIsReadable() {
    let bytes = Array(Self.input.utf8)
    for end in 0...bytes.count {
      let rows = split(Array(bytes[..<end]))
      let complete = Self.rows.filter { $0.offset < end }.dropLast()
      #expect(Array(rows.prefix(complete.count)) == Array(complete), "cut at \(end)")
    }
  }

  @Test(arguments: [1, 2, 3, 5])
  func aByteOrderMarkIsSkipped(_ size: Int) {
    #expect(
      split("\u{FEFF}\"a\",b\nc\n", chunk: size) == [
        SplitRow(fields: ["a", "b"], offset: 3, line: 1),
        SplitRow(fields: ["c"], offset: 9, line: 2),
      ])
    #expect(split([0xEF, 0xBB], chunk: size).map(\.fields) == [["ï»"]])
    #expect(split([0xEF, 0x61, 0x0A], chunk: size).map(\.fields) == [["ïa"]])
  }

  @Test func bytesThatAreNotUTF8AreReadAsLatin1FieldByField() {
    let rows = split([0xA5, 0x61, 0x2C] + Array("é\n".utf8))
    #expect(rows.map(\.fields) == [["¥a", "é"]])
  }

  @Test(arguments: [1, 2, 3, 7, .max])
  func aQuoteThatIsNeverClosedCostsItsLineOnly(_ size: Int) {
    #expect(
      split("a,\"b\nc,d\ne,f\n", chunk: size) == [
        SplitRow(fields: [], offset: 0, line: 1, fault: .truncated),
        SplitRow(fields: ["c", "d"], offset: 5, line: 2),
        SplitRow(fields: ["e", "f"], offset: 9, line: 3),
      ])
  }

  @Test(arguments: [1000, 65_536, 65_537, .max])
  func aLineThatIsTooLongIsAFaultAndTheNextIsRead(_ size: Int) {
    let long = [UInt8](repeating: 0x61, count: 10 << 20)
    let rows = split(Array("a\n".utf8) + long + Array("\nb,c\n".utf8), chunk: size)
    #expect(
      rows == [
        SplitRow(fields: ["a"], offset: 0, line: 1),
        SplitRow(fields: [], offset: 2, line: 2, fault: .tooLong),
        SplitRow(fields: ["b", "c"], offset: 3 + (10 << 20), line: 3),
      ])
  }

  @Test func aRowAtTheLimitIsRead() {
    let most = String(repeating: "a", count: CSVSplitter.rowLimit - 1)
    #expect(split(most + "\nb").map(\.fault) == [nil, nil])
    #expect(split(most + "a\nb").map(\.fault) == [.tooLong, nil])
  }

  @Test(arguments: [4096, 65_536, .max])
  func anOpenQuoteInALongFileCostsItsLineOnly(_ size: Int) {
    let lines = (0..<20_000).map { "row,\($0)" }
    let text = "x,\"y\n" + lines.joined(separator: "\n") + "\n"
    let rows = split(text, chunk: size)
    #expect(rows.count == 20_001)
    #expect(rows[0].fault == .truncated)
    #expect(rows.last?.fields == ["row", "19999"])
    #expect(rows.last?.line == 20_001)
    #expect(rows.last?.offset == text.utf8.count - "row,19999\n".utf8.count)
    #expect(rows.dropFirst().allSatisfy { $0.fault == nil })
  }

  @Test func aMillionQuotesAreReadInLinearTime() {
    for pattern in ["\"", "\"\n", "\"\"\"\n", "\"a\n\"", "\n\"", ",\"\"x\"\n"] {
      let text = String(repeating: pattern, count: 1_000_000)
      let took = ContinuousClock().measure { _ = split(text, chunk: 1 << 20) }
      #expect(took < .seconds(30), "\(pattern.debugDescription) took \(took)")
    }
  }

  @Test func nulsAreBytesLikeOthers() {
    let rows = split([UInt8](repeating: 0, count: 5000) + Array("\na\n".utf8))
    #expect(rows.map(\.fields.count) == [1, 1])
  }

  @Test func theRowsAgreeWithANaiveSplitter() {
    let seed = UInt64.random(in: 0...UInt64.max)
    var dice = Dice(seed: seed)
    let alphabet = Array("\"\"\",,\n\ra é".utf8) + [0xFF]
    for _ in 0..<20_000 {
      let count = Int.random(in: 0...24, using: &dice)
      let bytes = (0..<count).map { _ in alphabet.randomElement(using: &dice) ?? 0 }
      let expected = naive(bytes)
      for size in [1, 3, .max] {
        let found = split(bytes, chunk: size)
        if found != expected {
          Issue.record("seed \(seed): \(bytes) gave \(found), not \(expected)")
          return
        }
      }
    }
  }
}
