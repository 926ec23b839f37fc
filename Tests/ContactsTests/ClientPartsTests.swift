import Records
import TestSupport
import Testing

@testable import Contacts

/// Clients that are matched in parts, each apart, come to what all give together.
@Suite struct ClientPartsTests {
  private static let settings = Settings(
    provider: Provider(name: "Harbor"), hours: .standard(zone: .utc))

  /// Events of several clients, some of which read twice.
  private static func events(_ seed: UInt64) -> [Event] {
    var seeded = Seeded(seed)
    var events = (0..<600).map { i in
      var event = seeded.event()
      event.id = Fingerprint.hex("\(seed) \(i)", digits: 16)
      event.at = Timestamp(1_770_000_000 + seeded.below(4_000_000))
      event.answered = event.answered.map { _ in event.at + seeded.below(60) }
      event.ended = event.ended.map { _ in event.at + seeded.below(600) }
      event.client = seeded.one(of: ["acme", "bolt", "north", "south", "würth", nil, nil])
      event.clients = []
      if let client = event.client, event.direction != .inbound, seeded.below(3) == 0 {
        event.clients = [client, seeded.one(of: ["north", "south", "acme"])]
      }
      event.person = seeded.one(of: ["pat", "quinn", "robin", "tel:+1", nil])
      event.addressed = seeded.one(of: [[], ["pat"], ["quinn", "robin"], ["list:support"]])
      event.subject = seeded.one(of: ["Printer", "Re: Printer", "VPN", "Re: vpn", nil])
      event.signals = seeded.one(of: [
        [], [Event.Signal(signal: "promises", phrase: "tomorrow")],
        [Event.Signal(signal: "told_again", phrase: "as I said")],
      ])
      if seeded.below(9) == 0 { event.because = "dropped" }
      event.thread = (0..<seeded.below(3)).map { _ in
        let kind = seeded.one(of: ["message:", "reply-to:", "reference:", "ticket:", "bounced:"])
        return kind + "\(seeded.below(90))"
      }
      return event
    }
    events += events.prefix(20)
    return events
  }

  private struct Unread: Error {}

  private struct Outcome {
    var lines: [String] = []
    var books = Books.Account(source: "events", format: "events", unit: "event")
    var tallies: [Books.Tally] = []
  }

  private static func outcome(
    _ events: [Event], _ clients: MatchedClients, _ observed: EventTimes? = nil
  ) -> Outcome {
    var matcher = Matcher(settings, clients: clients)
    var observer = SignObserver(settings, clients: clients)
    if let observed {
      matcher.observe(observed)
      observer.observe(observed)
    }
    for event in events {
      matcher.add(event)
      observer.add(event)
    }
    var outcome = Outcome()
    let matched = matcher.matched(asOf: Timestamp(1_773_500_000))
    matched.forEachLine(observer: &observer, where: nil) { lines in
      for line in lines.split(separator: 0x0A) {
        outcome.lines.append(String(decoding: line, as: UTF8.self) + "\n")
      }
    }
    var line = JSONLine()
    for sign in observer.signs(asOf: matched.asOf) {
      line.write(sign)
      outcome.lines.append(String(decoding: line.bytes, as: UTF8.self))
    }
    outcome.books = matched.books.accounts[0]
    outcome.tallies = matched.books.tallies
    return outcome
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func theyComeToWhatAllGive(_ seed: UInt64) throws {
    let events = Self.events(seed)
    let all = Self.outcome(events, .all)
    #expect(all.lines.count > 60 && all.lines.contains { $0.hasPrefix("{\"sign") })
    #expect(all.books.excluded.keys.sorted() == ["after-as-of", "duplicate"])
    var observed = EventTimes()
    // Told in two halves, as from two processes.
    for half in [events.prefix(300), events.dropFirst(300)] {
      var seen = EventTimes()
      for event in half {
        seen.add(event.channel, at: event.at, ended: event.ended, in: .utc)
      }
      var line = JSONLine()
      line.write(ObservedTimes(numbers: seen.numbers))
      guard case .observed(let told) = try Line(line.bytes) else { throw Unread() }
      observed.add(try #require(EventTimes(numbers: told.numbers)))
    }
    let copy = EventCopy()
    for count in [1, 2, 5] {
      var sums = [Outcome(), Outcome()]
      for number in 1...count {
        let part = try #require(ClientPart(number, of: count))
        var its: [Event] = []
        for event in events {
          copy.lend(event) {
            if ClientPart.numbers(of: $0, among: count).contains(number) { its.append(event) }
          }
        }
        // Only what the part needs, or all events.
        let ways = [Self.outcome(its, .part(part), observed), Self.outcome(events, .part(part))]
        for (i, one) in ways.enumerated() {
          sums[i].lines += one.lines
          sums[i].books.add(one.books)
          sums[i].tallies += one.tallies
        }
      }
      for sum in sums {
        #expect(sum.lines.sorted() == all.lines.sorted(), "\(count) parts")
        #expect(sum.books == all.books)
        let tallies = sum.tallies.sorted { Exact($0.client ?? "") < Exact($1.client ?? "") }
        #expect(tallies == all.tallies)
      }
    }
  }
}
