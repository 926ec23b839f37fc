import Contacts
import Records
import Reports

/// A small provider with a quarter of contacts, the same in every run.
enum SampleOffice {
  static let zone = Zone("America/Los_Angeles") ?? .utc
  /// Monday, 1 January 2024, midnight in Los Angeles.
  static let start = Timestamp(year: 2024, month: 1, day: 1, hour: 8)
  static let asOf = Timestamp(year: 2024, month: 3, day: 30, hour: 1)

  static var settings: Settings {
    var provider = Provider(name: "Harbor IT")
    provider.zone = zone
    provider.technicians = [
      Technician(id: "dana", name: "Dana Ruiz"), Technician(id: "kim", name: "Kim Lee"),
    ]
    var settings = Settings(provider: provider, hours: .standard(zone: zone))
    settings.clients = [
      client("acme", "Acme Dental", "acmedental.example", ["Pat Doe", "Ana Gomes", "Li Wei"]),
      client("bolt", "Bolt Bikes", "boltbikes.example", ["Sam Poe", "Jo Ray"]),
      client("cedar", "Cedar & Sons Law", "cedarlaw.example", ["Max Orr"]),
      client("dune", "Dune Yoga", "duneyoga.example", []),
    ]
    return settings
  }

  private static func client(
    _ id: String, _ name: String, _ domain: String, _ people: [String]
  ) -> Client {
    var client = Client(id: id, name: name)
    client.domains = [domain]
    client.people = people.map { name in
      let local = String(decoding: name.utf8.prefix { $0 != 0x20 }, as: UTF8.self)
      return Person(name: name, addresses: ["\(local.lowercased())@\(domain)"])
    }
    return client
  }

  private static let subjects = [
    "Printer does not print", "Cannot open the shared drive", "VPN drops every hour",
    "New laptop for Monday", "Phone rings, nobody there", "Backup failed again",
    "Invoice program is slow", "Password reset", "Wi-Fi in the back office",
    "Quote for a second monitor, and a longer question about the licences that run out in May",
  ]

  /// 120 contacts of three clients, and four of nobody's.
  static var contacts: [Contact] {
    var state: UInt64 = 42
    func next(_ limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % limit
    }
    let clients = settings.clients
    return (0..<124).map { i -> Contact in
      let client = i < 120 ? clients[[0, 0, 0, 1, 1, 2][next(6)]] : nil
      let channel = [Event.Channel.email, .email, .call, .voicemail, .ticket][next(5)]
      let day = next(89)
      let opened = start + day * 86_400 + (8 + next(9)) * 3600 + next(3600)
      let wait = channel == .call ? 5 + next(40) : 300 + next(1 << (8 + next(10)))
      var contact = Contact(
        id: Fingerprint.hex("contact \(i)", digits: 12), channel: channel, opened: opened,
        channels: [channel], state: .answered, waitS: wait, openWaitS: min(wait, 3600 + wait / 3),
        observedUntil: asOf)
      contact.client = client?.id
      let people = client?.people ?? []
      contact.person =
        people.isEmpty || channel == .voicemail
        ? "tel:+1408555010\(next(10))" : people[next(people.count)].addresses.first
      contact.attempts = 1 + next(4) / 3 + next(9) / 8
      contact.targetS = Targets.standard.byChannel[channel]?.seconds
      contact.subject = channel == .email || channel == .ticket ? subjects[next(10)] : nil
      let fate = next(100)
      if (channel != .call && fate < 22) || fate < 6 {
        let watched = asOf - opened
        contact.state = fate < 3 ? .closedUnanswered : fate < 5 ? .withdrawn : .unanswered
        contact.waitS = contact.state == .unanswered ? watched : min(watched, wait)
        contact.openWaitS = contact.waitS / 4
        contact.abandoned = channel == .call ? true : nil
        contact.ended = contact.state == .unanswered ? nil : opened + contact.waitS
        if contact.openWaitS > contact.targetS ?? 0 { contact.withinTarget = false }
      } else {
        contact.answered = opened + wait
        contact.answeredBy = next(3) == 0 ? "kim" : "dana"
        contact.answeredThrough = channel == .voicemail ? .call : channel
        contact.matchedBy = channel == .call ? .live : .person
        contact.withinTarget = contact.openWaitS <= contact.targetS ?? 0
        if channel == .voicemail {
          contact.tried = opened + wait / 2
          contact.calledBack = opened + wait
        }
      }
      contact.evidence = [
        Contact.Evidence(
          event: Fingerprint.hex("event \(i)", digits: 16), at: opened,
          place: Place(source: "mail/support.mbox", offset: i * 1000), role: .opened)
      ]
      return contact
    }
  }

  /// One of each kind for Acme Dental, and a gap.
  static var signs: [Sign] {
    Sign.Kind.allCases.enumerated().map { i, kind in
      var sign = Sign(kind, at: start + (40 + i) * 86_400)
      if kind == .gap {
        (sign.channel, sign.days, sign.until) = (.call, 4, start + 63 * 86_400)
        return sign
      }
      (sign.channel, sign.client, sign.person) = (.email, "acme", "pat@acmedental.example")
      (sign.technician, sign.event) = ("dana", Fingerprint.hex("sign \(i)", digits: 16))
      (sign.contact, sign.place) = (
        contacts[3].id, Place(source: "mail/a.mbox", offset: i, line: 2)
      )
      if kind != .meeting && kind != .ownMove && kind != .named { sign.phrase = "words of \(kind)" }
      if kind == .promise { (sign.until, sign.kept) = (sign.at + 86_400, false) }
      return sign
    }
  }

  static var books: [Books] {
    var parse = Books("parse")
    for (source, format, unit) in [
      ("mail/support.mbox", "mbox", "message"), ("Master.csv", "asterisk-cdr", "row"),
    ] {
      var account = Books.Account(source: source, format: format, unit: unit)
      account.read = 400
      account.used = 396
      account.made = 396
      account.exclude("duplicate", 3)
      account.reject("bad-timestamp")
      parse.accounts.append(account)
      parse.cover(source: source, channel: format == "mbox" ? .email : .call, at: start)
      parse.cover(source: source, channel: format == "mbox" ? .email : .call, at: asOf)
    }
    var normalize = Books("normalize")
    var account = Books.Account(source: "-", format: "records", unit: "record")
    account.read = 792
    account.used = 700
    account.made = 700
    account.exclude("automatic", 60)
    account.exclude("internal", 32)
    normalize.accounts = [account]
    var match = Books("match")
    account = Books.Account(source: "-", format: "events", unit: "event")
    account.read = 700
    account.used = 700
    account.made = 124
    match.accounts = [account]
    var tally = Books.Tally(client: "acme")
    tally.droppedCalls = 3
    tally.settled = 1
    match.tallies = [tally]
    return [parse, normalize, match]
  }

  static var input: ReportInput {
    ReportInput(contacts: contacts, signs: signs, books: books, settings: settings, asOf: asOf)
  }
}
