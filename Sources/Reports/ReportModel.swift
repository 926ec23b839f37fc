public import Contacts
public import Records

/// What a report says, before it is put in any form.
public struct ReportModel: Sendable {
  /// Whose contacts a section tells.
  public enum Scope: Equatable, Sendable {
    /// Of all clients together.
    case all
    /// Of one, by id.
    case client(String)
    /// Of no client: withheld numbers, strangers. They are in nobody's figures.
    case nobody
  }

  /// The contacts and figures of a scope.
  public struct Section: Sendable {
    public var scope: Scope
    /// As a person would say it, not yet made safe to show.
    public var name: String
    /// In the order in which they came in.
    public var contacts: [Contact]
    /// Those still waiting, longest first.
    public var waiting: [Contact]
    public var figures: Figures
    public var channels: [(channel: Event.Channel, figures: Figures)]
    /// The latest periods with contacts, at most ``ReportModel/mostPeriods``, oldest first.
    public var periods: [(period: Period, figures: Figures)]
    public var weeks: [Week]
    public var grid: WeekGrid
    /// In the order of time.
    public var signs: [Sign]
    public var relationship: RelationshipSigns
    /// Corrections by a person.
    public var settled: Int
  }

  /// The contacts that came in during one week, from Monday in the provider's zone.
  public struct Week: Equatable, Sendable {
    /// Counted from 1970-01-01.
    public var monday: Int
    public var answered = 0
    public var unanswered = 0
    public var withdrawn = 0

    public var total: Int { answered + unanswered + withdrawn }
  }

  public static let mostPeriods = 60
  /// A year of weeks fits into a chart.
  public static let mostWeeks = 53

  public var provider: String
  public var asOf: Timestamp
  public var zone: Zone
  public var targets: Targets
  public var period: Period.Length
  public var namesTechnicians: Bool
  public var all: Section
  /// By name.
  public var clients: [Section]
  public var nobody: Section
  public var books: [Books]
  /// Days without anything of a channel.
  public var gaps: [Sign]
  /// From when on anything was observed.
  public var observedFrom: Timestamp
  let words: Wording
  let recipients: [String]
  let people: People

  public init(_ input: ReportInput) {
    let settings = input.settings
    let clock = OpenClock(settings)
    provider = settings.provider.name
    asOf = input.asOf
    period = input.period
    namesTechnicians = input.namesTechnicians
    zone = settings.provider.zone
    targets = settings.targets
    books = input.books
    words = Wording(language: input.language)
    recipients = input.recipients
    people = People(settings)

    var byClient: [Exact: [Contact]] = [:]
    var nobodys: [Contact] = []
    for contact in input.contacts {
      if let client = contact.client {
        byClient[Exact(client), default: []].append(contact)
      } else {
        nobodys.append(contact)
      }
    }
    var dropped: [Exact?: Int] = [:]
    var settled: [Exact?: Int] = [:]
    for tally in input.books.flatMap(\.tallies) {
      let client = tally.client.map { Exact($0) }
      dropped[client] = Section.sum(dropped[client] ?? 0, tally.droppedCalls)
      settled[client] = Section.sum(settled[client] ?? 0, tally.settled)
    }
    var names: [Exact: String] = [:]
    for client in settings.clients { names[Exact(client.id)] = client.name }
    let tallied = dropped.keys.compactMap(\.self)
    let ids = Set(names.keys).union(byClient.keys).union(tallied)
    var signs: [Exact?: [Sign]] = [:]
    for sign in input.signs where sign.kind != .gap {
      signs[sign.client.map { Exact($0) }, default: []].append(sign)
    }
    gaps = input.signs.filter { $0.kind == .gap }
    observedFrom =
      (input.books.flatMap(\.coverage).map(\.from) + input.contacts.map(\.opened)).min() ?? asOf
    let context = SignContext(settings, from: observedFrom, asOf: asOf)

    let zone = zone
    let period = period
    func section(_ scope: Scope, _ name: String, _ contacts: [Contact], _ client: Exact?)
      -> Section
    {
      Section(
        scope: scope, name: name, contacts: contacts, dropped: dropped[client] ?? 0,
        settled: settled[client] ?? 0, clock: clock, zone: zone, period: period,
        signs: client == nil ? [] : signs[client] ?? [], context: context)
    }
    clients = ids.map { id in
      section(.client(id.text), names[id] ?? id.text, byClient[id] ?? [], id)
    }
    .sorted { (Exact($0.name), Exact($0.clientID)) < (Exact($1.name), Exact($1.clientID)) }
    nobody = section(.nobody, words.say(.noClient), nobodys, nil)
    all = Section(
      scope: .all, name: words.say(.allClients), contacts: clients.flatMap(\.contacts),
      dropped: clients.reduce(0) { Section.sum($0, $1.figures.dropped ?? 0) },
      settled: clients.reduce(0) { Section.sum($0, $1.settled) }, clock: clock, zone: zone,
      period: period,
      signs: ids.flatMap { signs[$0] ?? [] }.sorted {
        ($0.at, $0.event ?? "") < ($1.at, $1.event ?? "")
      },
      context: context)
    if !namesTechnicians {
      for i in clients.indices { clients[i].forgetTechnicians() }
      nobody.forgetTechnicians()
      all.forgetTechnicians()
    }
  }

  /// The sections whose contacts together are all contacts, each once.
  var apart: [Section] { clients + [nobody] }
}

extension ReportModel.Section {
  fileprivate init(
    scope: ReportModel.Scope, name: String, contacts: [Contact], dropped: Int, settled: Int,
    clock: OpenClock, zone: Zone, period: Period.Length, signs: [Sign], context: SignContext
  ) {
    self.signs = signs
    relationship = RelationshipSigns(contacts, signs, context)
    self.scope = scope
    self.name = name
    self.settled = settled
    self.contacts = contacts.sorted { ($0.opened, Exact($0.id)) < ($1.opened, Exact($1.id)) }
    waiting = contacts.filter { $0.state == .unanswered }.sorted {
      ($1.waitS, $0.opened, Exact($0.id)) < ($0.waitS, $1.opened, Exact($1.id))
    }
    figures = Figures(self.contacts, dropped: dropped, clock: clock)
    var byChannel: [Event.Channel: [Contact]] = [:]
    var byPeriod: [Period: [Contact]] = [:]
    var byWeek: [Int: ReportModel.Week] = [:]
    for contact in self.contacts {
      byChannel[contact.channel, default: []].append(contact)
      byPeriod[Period(period, of: contact.opened, in: zone), default: []].append(contact)
      let monday = Period.monday(of: Period.day(of: contact.opened, in: zone))
      byWeek[monday, default: ReportModel.Week(monday: monday)].count(contact)
    }
    channels = Event.Channel.allCases.compactMap { channel in
      byChannel[channel].map { (channel, Figures($0, clock: clock)) }
    }
    grid = WeekGrid(self.contacts, in: zone)
    periods = byPeriod.sorted { $0.key < $1.key }.suffix(ReportModel.mostPeriods)
      .map { ($0.key, Figures($0.value, clock: clock)) }
    if let last = byWeek.keys.max(), let first = byWeek.keys.min() {
      let start = max(first, last - 7 * (ReportModel.mostWeeks - 1))
      weeks = stride(from: start, through: last, by: 7)
        .map { byWeek[$0] ?? ReportModel.Week(monday: $0) }
    } else {
      weeks = []
    }
  }

  /// Leaves out who of ours it was.
  fileprivate mutating func forgetTechnicians() {
    for i in contacts.indices { contacts[i].answeredBy = nil }
    for i in waiting.indices { waiting[i].answeredBy = nil }
    for i in signs.indices { signs[i].technician = nil }
    relationship.forgetTechnicians()
  }

  /// The client's id; empty for the others.
  var clientID: String {
    if case .client(let id) = scope { id } else { "" }
  }

  /// How many persons wait; a contact without one counts as one.
  var waitingPeople: Int {
    var named: Set<Exact> = []
    var unnamed = 0
    for contact in waiting {
      if let person = contact.person { named.insert(Exact(person)) } else { unnamed += 1 }
    }
    return named.count + unnamed
  }

  fileprivate static func sum(_ a: Int, _ b: Int) -> Int {
    let (sum, overflow) = a.addingReportingOverflow(b)
    return overflow ? Int.max : sum
  }
}

extension ReportModel.Week {
  fileprivate mutating func count(_ contact: Contact) {
    switch contact.state {
    case .answered: answered += 1
    case .unanswered, .closedUnanswered: unanswered += 1
    case .withdrawn: withdrawn += 1
    }
  }
}

/// The directory's names of persons and technicians.
struct People: Sendable {
  private let roster: Roster
  private var technicians: [Exact: String] = [:]
  private var clients: [Exact: String] = [:]

  init(_ settings: Settings) {
    roster = Roster(settings)
    for client in settings.clients { clients[Exact(client.id)] = client.name }
    for technician in settings.provider.technicians {
      technicians[Exact(technician.id)] = technician.name
    }
  }

  /// The name and, apart, what to reach them by: who called is called back where a number of
  /// theirs is known.
  func person(_ contact: Contact) -> (name: String?, reach: String?) {
    guard let person = contact.person else { return (nil, nil) }
    let name = roster.name(of: person)
    if person.utf8.starts(with: "tel:".utf8) {
      return (name, String(Substring(person.utf8.dropFirst(4))))
    }
    let called = contact.channel == .call || contact.channel == .voicemail
    return (name, called ? roster.number(of: person) ?? person : person)
  }

  /// The name in the directory, else the address or number.
  func name(of person: String) -> String { roster.name(of: person) ?? Wording.reach(person) }

  func technician(_ id: String) -> String { technicians[Exact(id)] ?? id }
  func client(_ id: String) -> String { clients[Exact(id)] ?? id }
}
