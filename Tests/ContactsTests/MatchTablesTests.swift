import Records
import TestSupport
import Testing

@testable import Contacts

/// The tables of matching against the plain way.
@Suite struct MatchTablesTests {
  @Test func everyTextHasOneNumberAndIsKept() {
    var seeded = Seeded(3)
    var table = TextTable(tagged: true)
    var plain: [Exact: UInt32] = [:]
    for _ in 0..<5000 {
      let text = seeded.below(3) == 0 ? seeded.text() : "id\(seeded.below(2000))@x.example"
      let tag = UInt8(0x61 + seeded.below(2))
      let key = Exact(String(UnicodeScalar(tag)) + text)
      let id = Array(text.utf8).withUnsafeBufferPointer { table.id($0, tag: tag) }
      if let known = plain[key] {
        #expect(id == known)
      } else {
        #expect(Int(id) == plain.count)
        plain[key] = id
      }
    }
    for (key, id) in plain { #expect(table.text(id).map(Exact.init) == key) }
  }

  @Test func aNumberTableIsADictionary() {
    var seeded = Seeded(4)
    var table = NumberTable()
    var plain: [UInt64: UInt32] = [:]
    for _ in 0..<20_000 {
      let key = seeded.below(2) == 0 ? UInt64(seeded.below(500)) : UInt64(seeded.below(9)) << 32
      if seeded.below(2) == 0 {
        let value = UInt32(seeded.below(1000))
        table[key] = value
        plain[key] = value
      }
      #expect(table[key] == plain[key] ?? NumberTable.none)
    }
  }

  @Test func theQuickBaseSubjectIsTheSame() {
    var seeded = Seeded(5)
    var folding = SubjectFolding()
    let pieces = [
      "Re: ", "RE[2]: ", "re (3) : ", "Fwd:", "AW: ", "[list] ", "[", "]", "  ", "\t", "Printer",
      "antwort: ", "re^4: ", "R:", "reply: ", "Ä", "\u{FF1A}", "", "WG: ", ":", "é", "i: ",
    ]
    for _ in 0..<20_000 {
      var text = (0..<seeded.below(7)).map { _ in seeded.one(of: pieces) }.joined()
      if seeded.below(50) == 0 { text += String(repeating: "x ", count: 700) }
      let subject = Subject(text)
      var base: [UInt8] = []
      let (_, prefix) = Array(text.utf8).withUnsafeBufferPointer {
        folding.base(of: $0) { found in
          base = Array(found)
          return 0
        }
      }
      #expect(base == Array(subject.base.utf8), "\(text)")
      #expect(prefix == subject.prefix, "\(text)")
    }
  }
}

/// Contacts by either way in and either way out.
@Suite struct MatchedLinesTests {
  private static let settings = Settings(
    provider: Provider(name: "Harbor"), hours: .standard(zone: .utc))

  /// Events that meet each other: few persons, subjects and messages, in a few weeks.
  private static func events(_ seed: UInt64) -> [Event] {
    var seeded = Seeded(seed)
    return (0..<300).map { _ in
      var event = seeded.event()
      event.at = Timestamp(1_770_000_000 + seeded.below(3_000_000))
      event.answered = event.answered.map { _ in event.at + seeded.below(60) }
      event.ended = event.ended.map { _ in event.at + seeded.below(600) }
      event.person = seeded.one(of: ["pat", "quinn", "tel:+1", nil])
      event.client = seeded.one(of: ["acme", "north", nil])
      event.addressed = seeded.one(of: [[], ["pat"], ["quinn", "pat"], ["list:archive"]])
      event.subject = seeded.one(of: ["Printer", "Re: Printer", "VPN", "AW: vpn", nil, "Ä \"q\""])
      event.thread = (0..<seeded.below(4)).map { _ in
        let kind = seeded.one(of: ["message:", "reply-to:", "reference:", "ticket:", "bounced:"])
        return kind + "\(seeded.below(60))"
      }
      if seeded.below(9) > 0 { event.id = Fingerprint.hex("\(seeded.below(9000))", digits: 16) }
      return event
    }
  }

  /// The contacts, and then the signs.
  private static func lines(_ matched: Matched, _ events: [Event] = []) -> [String] {
    var lines: [String] = []
    var observer = SignObserver(settings)
    for event in events { observer.add(event) }
    matched.forEachLine(observer: &observer, where: nil) {
      lines += $0.split(separator: 0x0A).map { String(decoding: $0, as: UTF8.self) + "\n" }
    }
    return lines + observer.signs(asOf: matched.asOf).map { "\($0)" }
  }

  @Test(arguments: 1...8 as ClosedRange<UInt64>)
  func aContactIsWrittenFromBytesAsItIsFromItsValue(_ seed: UInt64) {
    var matcher = Matcher(Self.settings)
    for event in Self.events(seed) { matcher.add(event) }
    var settings = Self.settings
    for (i, contact) in matcher.match().contacts.enumerated() where i % 5 == 0 {
      settings.settlements.append(
        Settlement(
          contact: contact.id, kind: i % 2 == 0 ? .answered : .noAnswerNeeded,
          at: contact.opened + 60, by: i % 3 == 0 ? "lee" : nil, made: contact.opened))
    }
    matcher = Matcher(settings)
    for event in Self.events(seed) { matcher.add(event) }
    let matched = matcher.matched()
    var line = JSONLine()
    var written: [String] = []
    var observer = SignObserver(settings)
    for event in Self.events(seed) { observer.add(event) }
    let (contacts, signs) = observer.contactsAndSigns(of: matched)
    for contact in contacts {
      line.write(contact)
      written.append(String(decoding: line.bytes, as: UTF8.self))
    }
    #expect(written.count > 15 && !signs.isEmpty)
    #expect(Self.lines(matched, Self.events(seed)) == written + signs.map { "\($0)" })
  }

  @Test(arguments: 1...8 as ClosedRange<UInt64>)
  func severalThreadsChangeNothing(_ seed: UInt64) {
    let events = (0..<8).flatMap { Self.events(seed &* 8 + $0) }
    var alone = Matcher(Self.settings)
    var together = Matcher(Self.settings, workers: 4)
    for event in events {
      alone.add(event)
      together.add(event)
    }
    let lines = Self.lines(alone.matched(), events)
    #expect(lines.count > 200)
    #expect(Self.lines(together.matched(), events) == lines)
  }

  @Test(arguments: 1...8 as ClosedRange<UInt64>)
  func orderAndRepetitionChangeNothing(_ seed: UInt64) {
    var seeded = Seeded(seed)
    let events = Self.events(seed)
    var matcher = Matcher(Self.settings)
    for event in events { matcher.add(event) }
    var other = Matcher(Self.settings)
    for event in (events + events.prefix(100)).shuffled(using: &seeded) { other.add(event) }
    #expect(Self.lines(other.matched()) == Self.lines(matcher.matched()))
  }
}
