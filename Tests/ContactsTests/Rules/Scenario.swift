import Contacts
import Records

/// A few records of an invented office and the contacts that they give.
///
/// Times are written `4 09:30`: a day of March 2026 (the 2nd is a Monday) and a time in UTC.
struct Scenario {
  var settings = Scenario.office
  private var records: [Record] = []
  private var count = 0

  init() {}

  static let dana = "dana@harborit.example"
  static let lee = "lee@harborit.example"
  static let support = "support@harborit.example"
  static let pat = "pat@acmedental.example"
  static let kim = "kim@acmedental.example"
  /// Pat's own number, Acme's shared one, and one that is nobody's.
  static let patsNumber = "+14085550101"
  static let sharedNumber = "+14085550100"
  static let strangersNumber = "+14085550190"

  static let office: Settings = {
    var provider = Provider(name: "Harbor IT")
    provider.domains = ["harborit.example"]
    provider.numbers = ["+14085550199"]
    provider.extensions = ["2xx", "600"]
    var dana = Technician(id: "dana", name: "Dana Ruiz")
    dana.addresses = [Scenario.dana]
    dana.extensions = ["201"]
    var lee = Technician(id: "lee", name: "Lee Morgan")
    lee.addresses = [Scenario.lee]
    lee.extensions = ["202"]
    provider.technicians = [dana, lee]
    let day = [9 * 3600..<17 * 3600]
    var settings = Settings(
      provider: provider,
      hours: OpeningHours(week: [day, day, day, day, day, [], []], zone: .utc))
    var acme = Client(id: "acme", name: "Acme Dental")
    acme.domains = ["acmedental.example"]
    acme.numbers = [sharedNumber]
    acme.organizations = ["Acme Dental Inc."]
    acme.people = [
      Person(name: "Pat Doe", addresses: [pat, "pat@freemail.example"], numbers: [patsNumber]),
      Person(name: "Kim Poe", addresses: [kim], numbers: ["+14085550102"]),
    ]
    settings.clients = [acme]
    return settings
  }()

  static func time(_ text: String) -> Timestamp {
    let parts = text.split { $0 == " " || $0 == ":" }.map { Int($0) ?? 0 }
    return Timestamp(
      year: 2026, month: 3, day: parts[0], hour: parts[1], minute: parts[2],
      second: parts.count > 3 ? parts[3] : 0)
  }

  private mutating func origin(_ format: String, _ id: String) -> Origin {
    count += 1
    return Origin(format: format, place: Place(source: "made-up", offset: count), id: id)
  }

  /// A mail; `id` is its Message-ID.
  mutating func mail(
    _ id: String, from: String, to: [String], at: String, subject: String = "Printer",
    text: String = "The printer in room 4 does not print.", replyTo: String? = nil,
    references: [String] = [], cc: [String] = [], change: (inout Mail) -> Void = { _ in }
  ) {
    var mail = Mail(origin: origin("mbox", id))
    mail.from = Mailbox(address: from)
    mail.to = to.map { Mailbox(address: $0) }
    mail.cc = cc.map { Mailbox(address: $0) }
    mail.date = Scenario.time(at)
    mail.received = mail.date
    mail.subject = subject
    mail.text = text
    mail.inReplyTo = [replyTo].compactMap { $0 }
    mail.references = references
    change(&mail)
    records.append(.mail(mail))
  }

  /// The exchange's notice of a voicemail.
  mutating func notice(
    _ id: String, from: String?, mailbox: String = "201", at: String, missed: Bool = false
  ) {
    mail(
      id, from: "pbx@harborit.example", to: [Scenario.support], at: at,
      subject: "New message 3 in mailbox \(mailbox)"
    ) {
      $0.voicemail = Mail.VoicemailNotice(
        from: from, mailbox: mailbox, durationS: 20, missed: missed)
    }
  }

  /// A call that lasts `total` seconds, and is picked up after `ring` by `agent` where one is
  /// named.
  mutating func call(
    _ id: String, from: String?, to: String = "600", at: String, ring: Int = 20, talk: Int = 0,
    agent: String? = nil, outcome: Call.Outcome? = nil, mailbox: String? = nil
  ) {
    var call = Call(origin: origin("asterisk-cdr", id))
    let start = Scenario.time(at)
    call.started = start
    call.ended = start + ring + talk
    call.from = from
    call.to = to
    call.agent = agent
    call.mailbox = mailbox
    call.outcome = outcome ?? (talk > 0 ? .answered : .missed)
    call.waitS = ring
    if call.outcome == .answered {
      call.answered = start + ring
      call.talkS = talk
    }
    records.append(.call(call))
  }

  mutating func voicemail(
    _ id: String, from: String?, mailbox: String = "201", at: String, duration: Int = 20
  ) {
    var voicemail = Voicemail(origin: origin("asterisk-voicemail", id))
    voicemail.left = Scenario.time(at)
    voicemail.from = from
    voicemail.mailbox = mailbox
    voicemail.durationS = duration
    records.append(.voicemail(voicemail))
  }

  mutating func ticket(
    _ id: String, from: String, at: String, subject: String = "Printer", channel: String = "web",
    submitter: String? = nil, number: String? = nil
  ) {
    var ticket = Ticket(origin: origin("zendesk", id))
    ticket.opened = Scenario.time(at)
    ticket.channel = channel
    ticket.subject = subject
    let role: Party.Role = from.hasSuffix("harborit.example") ? .agent : .customer
    ticket.requester = Party(address: from.isEmpty ? nil : from, number: number, role: role)
    ticket.submitter = submitter.map { Party(address: $0, role: .agent) }
    records.append(.ticket(ticket))
  }

  mutating func comment(
    _ ticket: String, from: String, at: String, isPublic: Bool = true,
    text: String = "Please try it again."
  ) {
    var comment = Comment(origin: origin("zendesk", "\(ticket)/\(count)"), ticket: ticket)
    comment.at = Scenario.time(at)
    comment.author = Party(
      address: from, role: from.hasSuffix("harborit.example") ? .agent : .customer)
    comment.isPublic = isPublic
    comment.text = text
    records.append(.comment(comment))
  }

  mutating func status(_ ticket: String, to: String, at: String, from: String? = nil) {
    var status = StatusChange(origin: origin("zendesk", "\(ticket)/\(count)"), ticket: ticket)
    status.at = Scenario.time(at)
    status.from = from
    status.to = to
    records.append(.status(status))
  }

  // MARK: What comes of it

  /// The events; the records are taken in the order given, which must not matter.
  func events(_ order: ([Record]) -> [Record] = { $0 }) -> [Event] {
    var events: [Event] = []
    var normalizer = Normalizer(settings, reject: { _ in })
    for record in order(records) { normalizer.add(record) { events.append($0) } }
    normalizer.finish { events.append($0) }
    return events
  }

  func contacts(asOf: String? = nil, _ order: ([Record]) -> [Record] = { $0 }) -> [Contact] {
    var matcher = Matcher(settings)
    for event in events(order) { matcher.add(event) }
    return matcher.match(asOf: asOf.map(Scenario.time)).contacts
  }

  /// Each contact in one line: `email pat 2 09:00 ×2 answered 2 10:00 dana thread`.
  func story(asOf: String? = nil) -> [String] {
    contacts(asOf: asOf).map(Scenario.line)
  }

  static func line(_ contact: Contact) -> String {
    var words = [contact.channel.rawValue]
    let person = contact.person ?? "nobody"
    let names = [
      pat: "pat", kim: "kim", "tel:" + sharedNumber: "shared",
      "tel:" + strangersNumber: "stranger",
    ]
    words.append(names[person] ?? person)
    words.append(clock(contact.opened))
    if contact.attempts != 1 { words.append("×\(contact.attempts)") }
    words.append(contact.state.rawValue)
    if let answered = contact.answered { words.append(clock(answered)) }
    if let ended = contact.ended { words.append(clock(ended)) }
    if let technician = contact.answeredBy { words.append(technician) }
    if let by = contact.matchedBy { words.append(by.rawValue) }
    return words.joined(separator: " ")
  }

  private static func clock(_ moment: Timestamp) -> String {
    let text = moment.description
    let day = Int(text.dropFirst(8).prefix(2)) ?? 0
    let seconds = text.dropFirst(17).prefix(2)
    return "\(day) \(text.dropFirst(11).prefix(5))\(seconds == "00" ? "" : ":" + seconds)"
  }
}
