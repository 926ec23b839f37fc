import Records
import TestSupport
import Testing

/// The quick reading of events against the general one.
@Suite struct EventLineReaderTests {
  @Test(arguments: 1...4 as ClosedRange<UInt64>)
  func everyEventThatWeWriteIsReadTheQuickWay(_ seed: UInt64) {
    var seeded = Seeded(seed)
    let reader = EventLineReader()
    var line = JSONLine()
    for i in 0..<400 {
      let event = seeded.event()
      line.write(event)
      let read = line.bytes.dropLast().withUnsafeBufferPointer { reader.read($0).map(Event.init) }
      var expected = event
      expected.format = nil
      #expect(read == expected, "seed \(seed), event \(i)")
    }
  }

  @Test func aLineThatIsOtherwiseWrittenIsLeftOrReadAlike() {
    var seeded = Seeded(9)
    let reader = EventLineReader()
    var line = JSONLine()
    var quick = 0
    for _ in 0..<3000 {
      line.write(seeded.event())
      var bytes = Array(line.bytes.dropLast())
      let place = seeded.below(bytes.count)
      switch seeded.below(3) {
      case 0: bytes.remove(at: place)
      case 1: bytes.insert(seeded.one(of: [0x20, 0x22, 0x5C, 0x2C, 0x30, 0xFF, 0x7D]), at: place)
      default: bytes[place] = UInt8(seeded.below(256))
      }
      guard let read = bytes.withUnsafeBufferPointer({ reader.read($0).map(Event.init) }) else {
        continue
      }
      quick += 1
      guard case .event(var event)? = try? Line(bytes) else {
        Issue.record("the general reader refuses \(String(decoding: bytes, as: UTF8.self))")
        return
      }
      event.format = nil
      #expect(read == event)
    }
    #expect(quick > 200)
  }
}

extension Event {
  fileprivate init(_ fields: EventFields) {
    func text(_ bytes: EventFields.Text) -> String { String(decoding: bytes, as: UTF8.self) }
    self.init(
      id: text(fields.id), at: fields.at, channel: fields.channel, kind: fields.kind,
      direction: fields.direction, wantsAnswer: fields.wantsAnswer,
      place: Place(source: text(fields.source), offset: fields.offset, line: fields.line))
    client = fields.client.map(text)
    person = fields.person.map(text)
    technician = fields.technician.map(text)
    because = fields.because.map(text)
    thread = fields.thread.map(text)
    subject = fields.subject.map(text)
    clients = fields.clients.map(text)
    addressed = fields.addressed.map(text)
    human = fields.human
    number = fields.number.map(text)
    mailbox = fields.mailbox.map(text)
    answered = fields.answered
    ended = fields.ended
    via = fields.via.map(text)
    waitS = fields.waitS
    talkS = fields.talkS
    signals = stride(from: 0, to: fields.signals.count, by: 2).map {
      Signal(signal: text(fields.signals[$0]), phrase: text(fields.signals[$0 + 1]))
    }
  }
}
