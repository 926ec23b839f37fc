import Records
import TestSupport
import Testing

/// What is written is read back as it was, by us and by others.
@Suite struct RoundTripTests {
  static func lines(_ seed: UInt64, count: Int = 600) -> [[UInt8]] {
    var seeded = Seeded(seed)
    var line = JSONLine()
    return (0..<count).map { i in
      switch i % 4 {
      case 0: line.write(seeded.record())
      case 1: line.write(seeded.event())
      case 2: line.write(seeded.contact())
      default: line.write(seeded.books())
      }
      return line.bytes
    }
  }

  @Test(arguments: 1...6 as ClosedRange<UInt64>)
  func everyNounIsReadBackAsItWasWritten(_ seed: UInt64) throws {
    var seeded = Seeded(seed)
    var line = JSONLine()
    for i in 0..<400 {
      let record = seeded.record()
      line.write(record)
      guard case .record(let readRecord) = try Line(line.bytes) else {
        Issue.record("record \(i) was not read as one")
        return
      }
      #expect(readRecord == record, "seed \(seed), record \(i)")
      let event = seeded.event()
      line.write(event)
      guard case .event(let readEvent) = try Line(line.bytes) else {
        Issue.record("event \(i) was not read as one")
        return
      }
      #expect(readEvent == event, "seed \(seed), event \(i)")
      let contact = seeded.contact()
      line.write(contact)
      guard case .contact(let readContact) = try Line(line.bytes) else {
        Issue.record("contact \(i) was not read as one")
        return
      }
      #expect(readContact == contact, "seed \(seed), contact \(i)")
      let books = seeded.books()
      line.write(books)
      guard case .books(let readBooks) = try Line(line.bytes) else {
        Issue.record("books \(i) were not read as such")
        return
      }
      #expect(readBooks == books, "seed \(seed), books \(i)")
    }
  }

  @Test(arguments: Sign.Kind.allCases) func aSignIsReadAsItWasWritten(_ kind: Sign.Kind) throws {
    var sign = Sign(kind, at: Timestamp(1_700_000_000))
    var line = JSONLine()
    for isWhole in [false, true] {
      if isWhole {
        (sign.until, sign.kept, sign.days) = (Timestamp(1_700_000_099), false, 4)
        (sign.channel, sign.client, sign.person) = (.call, "acme", "jo@acme.example")
        (sign.technician, sign.phrase, sign.contact) = ("dana", "\u{1F600} e\u{301} \"", "0a")
        (sign.event, sign.place) = ("ef", Place(source: "a.mbox", offset: 7, line: 3))
      }
      line.write(sign)
      guard case .sign(let read) = try Line(line.bytes) else {
        Issue.record("a sign was not read as such")
        return
      }
      #expect(read == sign)
    }
    #expect(throws: LineFault.version(2)) { try Line(Array(#"{"sign":"gap","v":2}"#.utf8)) }
    guard case .other = try Line(Array(#"{"sign":"later","v":1,"at":"2024-01-01T00:00:00Z"}"#.utf8))
    else {
      Issue.record("a kind that is not known was taken for one that is")
      return
    }
  }

  @Test func theSameTextIsWrittenAgain() throws {
    // By bytes, since `==` takes é and e with an accent for the same text.
    for bytes in Self.lines(7) { #expect(try Self.writtenAgain(bytes) == bytes) }
  }

  private static func writtenAgain(_ bytes: [UInt8]) throws -> [UInt8] {
    var line = JSONLine()
    switch try Line(bytes) {
    case .record(let record): line.write(record)
    case .event(let event): line.write(event)
    case .contact(let contact): line.write(contact)
    case .sign(let sign): line.write(sign)
    case .books(let books): line.write(books)
    case .observed(let observed): line.write(observed)
    case .other: Issue.record("a line of ours is of another kind")
    }
    return line.bytes
  }

  @Test func pythonReadsEachLineAsOneLine() throws {
    let program = """
      import json, sys
      data = sys.stdin.buffer.read()
      lines = data.split(b"\\n")
      assert lines.pop() == b""
      def refuse(pairs):
          keys = [key for key, _ in pairs]
          assert len(keys) == len(set(keys)), "a key stands twice"
          return dict(pairs)
      for line in lines:
          text = line.decode("utf-8")
          assert len(text.splitlines()) == 1, "more than one line"
          assert not any(ord(c) < 32 or 127 <= ord(c) < 160 for c in text), "a control"
          noun = json.loads(text, object_pairs_hook=refuse)
          assert noun["v"] == 1
          assert next(iter(noun)) in ("record", "event", "contact", "books")
          again = json.dumps(noun, ensure_ascii=False, separators=(",", ":"))
          assert json.loads(again) == noun
      print(len(lines))
      """
    let lines = Self.lines(8, count: 2000)
    guard let result = try Python3.run(program, input: lines.flatMap { $0 }) else { return }
    #expect(result.output == "2000\n", "\(result.error.suffix(600))")
  }

  /// Python, not we, writes the lines: another's spelling of the same is the same.
  @Test func whatPythonWritesAgainIsReadAsTheSame() throws {
    let program = """
      import json, sys, random
      random.seed(5)
      for line in sys.stdin.buffer.read().split(b"\\n")[:-1]:
          noun = json.loads(line)
          head = next(iter(noun))
          keys = [key for key in noun if key != head]
          random.shuffle(keys)
          spaced = random.random() < 0.5
          other = {head: noun[head], **{key: noun[key] for key in keys}}
          print(json.dumps(other, ensure_ascii=random.random() < 0.5,
                           separators=(" , ", " : ") if spaced else (",", ":")))
      """
    let lines = Self.lines(9, count: 800)
    guard let result = try Python3.run(program, input: lines.flatMap { $0 }) else { return }
    let others = result.outputBytes.split(separator: 0x0A)
    try #require(others.count == lines.count, "\(result.error.suffix(600))")
    for (ours, theirs) in zip(lines, others) {
      #expect(try Self.writtenAgain(Array(theirs)) == ours)
    }
  }
}
