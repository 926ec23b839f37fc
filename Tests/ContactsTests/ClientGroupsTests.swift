import Records
import TestSupport
import Testing

@testable import Contacts

/// A client's contacts come of its group of events alone.
@Suite struct ClientGroupsTests {
  private static let settings = Settings(
    provider: Provider(name: "Harbor"), hours: .standard(zone: .utc))
  private static let clients = ["acme", "north", "south"]

  /// Events of several clients and of none that share threads, tickets, persons and subjects.
  private static func events(_ seed: UInt64) -> [Event] {
    var seeded = Seeded(seed)
    return (0..<400).map { i in
      var event = seeded.event()
      event.id = Fingerprint.hex("\(seed) \(i)", digits: 16)
      event.at = Timestamp(1_770_000_000 + seeded.below(2_000_000))
      event.answered = event.answered.map { _ in event.at + seeded.below(60) }
      event.ended = event.ended.map { _ in event.at + seeded.below(600) }
      event.client = seeded.one(of: ["acme", "acme", "north", "south", nil, nil])
      event.clients = []
      if event.client == "acme", event.direction != .inbound, seeded.below(2) == 0 {
        event.clients = ["acme", "north"]
      }
      event.person = seeded.one(of: ["pat", "quinn", "robin", "tel:+1", nil])
      event.addressed = seeded.one(of: [
        [], ["pat"], ["quinn", "robin"], ["list:support"], ["list:archive"],
      ])
      event.subject = seeded.one(of: ["Printer", "Re: Printer", "VPN", "Re: vpn", nil])
      event.thread = (0..<seeded.below(3)).map { _ in
        let kind = seeded.one(of: ["message:", "reply-to:", "reference:", "ticket:", "bounced:"])
        return kind + "\(seeded.below(90))"
      }
      return event
    }
  }

  private static func lines(_ events: [Event], _ clients: MatchedClients) -> [String] {
    var matcher = Matcher(settings, clients: clients)
    var observer = SignObserver(settings)
    for event in events { matcher.add(event) }
    var lines: [String] = []
    matcher.matched(asOf: Timestamp(1_773_000_000)).forEachLine(observer: &observer, where: nil) {
      lines += $0.split(separator: 0x0A).map { String(decoding: $0, as: UTF8.self) }
    }
    return lines
  }

  /// Whether an event is in a group, by the public telling.
  private static func isIn(_ client: String?, _ event: Event) -> Bool {
    switch ClientGroups(event) {
    case .of(let clients): clients.contains { $0 == client }
    case .nobody: client == nil
    case .all: true
    }
  }

  @Test(arguments: 1...40 as ClosedRange<UInt64>)
  func matchingAllIsMatchingEachGroupAlone(_ seed: UInt64) {
    var seeded = Seeded(seed)
    let events = Self.events(seed)
    let all = Self.lines(events, .all)
    var ones: [String] = []
    for client in [nil] + Self.clients.map(Optional.some) {
      let group = events.filter { Self.isIn(client, $0) }.shuffled(using: &seeded)
      let wanted = client.map { MatchedClients.only($0) } ?? .nobody
      // The times of the others tell until when the channels were observed.
      let alone = Self.lines(group + events.filter { !Self.isIn(client, $0) }, wanted)
      #expect(alone == Self.lines(events, wanted))
      ones += alone
    }
    #expect(all.count > 25)
    let differing = Set(all).symmetricDifference(ones)
    #expect(differing.isEmpty && all.count == ones.count)
  }

  @Test func whatIsOfNoClientIsEverybodysUnlessAStrangerSentIt() {
    var event = Event(
      id: "1", at: Timestamp(1_770_000_000), channel: .email, kind: .message, direction: .inbound,
      wantsAnswer: true, place: Place(source: "-", offset: 0))
    #expect(ClientGroups(event) == .nobody)
    event.wantsAnswer = false
    event.human = false
    #expect(ClientGroups(event) == .all)
    event.direction = .internal
    event.human = true
    #expect(ClientGroups(event) == .all)
    event.direction = .outbound
    event.client = "acme"
    event.clients = ["acme", "north", "acme"]
    #expect(ClientGroups(event) == .of(["acme", "north"]))
  }

  @Test func aBounceOfNoClientVoidsOurMail() {
    func mail(_ id: String, _ direction: Event.Direction, _ at: Int) -> Event {
      var event = Event(
        id: id, at: Timestamp(1_770_000_000 + at), channel: .email, kind: .message,
        direction: direction, wantsAnswer: direction == .inbound,
        place: Place(source: "a.mbox", offset: at))
      event.thread = ["message:" + id]
      event.subject = "Printer"
      return event
    }
    var question = mail("1", .inbound, 0)
    (question.client, question.person) = ("acme", "pat")
    var reply = mail("2", .outbound, 60)
    (reply.client, reply.person, reply.addressed) = ("acme", "pat", ["pat"])
    reply.thread.append("reply-to:1")
    var bounce = mail("3", .inbound, 120)
    (bounce.wantsAnswer, bounce.human, bounce.because) = (false, false, "bounce")
    var matcher = Matcher(Self.settings)
    for event in [question, reply] { matcher.add(event) }
    #expect(matcher.match().contacts.map(\.state) == [.answered])
    bounce.thread.append("bounced:2")
    matcher = Matcher(Self.settings)
    for event in [question, reply, bounce] { matcher.add(event) }
    #expect(matcher.match().contacts.map(\.state) == [.unanswered])
  }
}
