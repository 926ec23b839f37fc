public import Contacts
public import Records

/// Settings told from the files alone, for an audit without configuration.
///
/// Add every record, then ask. The provider is who is named, else the domain that answers most
/// of the others; its people are who write from there; the clients are the domains of everybody
/// else, those at providers of free mail together.
public struct Inference {
  /// What was assumed, for the reader to check.
  public struct Assumptions: Sendable, Equatable {
    /// The domain or address taken for the provider's.
    public var provider: String?
    /// How many messages of others it answered, where that is how it was found.
    public var answers: Int?
    public var technicians: Int
    public var clients: Int
    public var zone: String
    /// The zone was told from the files, or named.
    public var isZoneTold: Bool
    /// As `mon-fri: "09:00-17:00"`.
    public var hours: String
    public var areHoursTold: Bool
  }

  private var domainOfMessage: [Exact: Exact] = [:]
  private var replies: [(from: Exact, to: Exact)] = []
  /// Address to display name, of authors, with how many mails they wrote.
  private(set) var authors: [Exact: (name: String?, count: Int)] = [:]
  private var addresses: Set<Exact> = []
  private var recipientsOfMail: [[Exact]] = []
  /// Domains that a domain wrote to, and how much each wrote itself, lists left out.
  private(set) var written: [Exact: Set<Exact>] = [:]
  private(set) var mailsOfDomain: [Exact: Int] = [:]
  private var lists: [Exact: Int] = [:]
  private var mails = 0
  private var mailsWithoutRecipients = 0
  private var agents: [Exact: String?] = [:]
  private var agentNames: Set<Exact> = []
  private var organizations: [Exact: Set<Exact>] = [:]
  private var numbers: Set<Exact> = []
  /// The helpdesk's users who have both an address and a number.
  private(set) var numbersOfAddress: [Exact: Set<Exact>] = [:]
  /// By the domain of who wrote; agents of a helpdesk and calls under the empty one.
  var zones: [Exact: ZoneInference] = [:]
  var answered: [Exact: HoursInference] = [:]
  private(set) var signatures: SignatureNumbers?
  /// What inbound calls dialled, and what took or made calls, with how often.
  private(set) var dialled: [Exact: Int] = [:]
  private(set) var inside: [Exact: Int] = [:]

  /// - Parameter region: where numbers are to be looked for in signatures, which needs the whole
  ///   text of mails; how numbers without a country code are read.
  public init(signaturesIn region: String? = nil) {
    signatures = region.map { SignatureNumbers(region: $0) }
  }

  /// Domains where anybody has an address, so that it says nothing of who they work for.
  static let freeMail: Set<String> = [
    "gmail.com", "googlemail.com", "yahoo.com", "yahoo.co.uk", "yahoo.fr", "yahoo.de", "ymail.com",
    "hotmail.com", "hotmail.co.uk", "hotmail.fr", "outlook.com", "live.com", "msn.com", "aol.com",
    "icloud.com", "me.com", "mac.com", "gmx.de", "gmx.net", "gmx.com", "gmx.at", "web.de",
    "t-online.de", "freenet.de", "mail.ru", "yandex.ru", "qq.com", "163.com", "126.com",
    "protonmail.com", "proton.me", "orange.fr", "free.fr", "laposte.net", "wanadoo.fr", "libero.it",
    "comcast.net", "verizon.net", "att.net", "sbcglobal.net", "cox.net", "btinternet.com",
    "mail.com", "fastmail.com", "zoho.com", "naver.com", "rediffmail.com", "uol.com.br",
  ]

  public mutating func add(_ record: Record) {
    switch record {
    case .mail(let mail): add(mail)
    case .call(let call):
      let other = call.direction == .outbound ? call.to : call.from
      if call.direction != .internal, let other { numbers.insert(Exact(other)) }
      add(call)
    case .voicemail(let voicemail): if let from = voicemail.from { numbers.insert(Exact(from)) }
    case .ticket(let ticket):
      for party in [ticket.requester, ticket.submitter, ticket.assignee] { add(party) }
      if let organization = ticket.organization, let address = ticket.requester?.address {
        organizations[Inference.domain(address), default: []].insert(Exact(organization))
      }
      if let number = ticket.requester?.number {
        numbers.insert(Exact(number))
        if let address = ticket.requester?.address {
          numbersOfAddress[Inference.folded(address), default: []].insert(Exact(number))
        }
      }
    case .comment(let comment):
      add(comment.author)
      if comment.author?.role == .agent, let at = comment.at {
        answered[Exact(""), default: HoursInference()].add(at)
      }
    case .status(let status): add(status.by)
    }
  }

  private mutating func add(_ party: Party?) {
    guard let party else { return }
    if party.role == .agent {
      if let address = party.address { agents[Inference.folded(address)] = party.name }
      if let name = party.name, party.address == nil { agentNames.insert(Exact(name)) }
    } else if let address = party.address {
      addresses.insert(Inference.folded(address))
    }
  }

  private mutating func add(_ mail: Mail) {
    mails += 1
    if let notice = mail.voicemail {
      if let from = notice.from { numbers.insert(Exact(from)) }
      return
    }
    if let list = mail.listID { lists[Exact(list), default: 0] += 1 }
    let recipients = (mail.to + mail.cc).map { Inference.folded($0.address) }
      .filter { !$0.text.isEmpty }
    if recipients.isEmpty { mailsWithoutRecipients += 1 }
    addresses.formUnion(recipients)
    recipientsOfMail.append(recipients)
    let isPersons = mail.automatic == nil || mail.listID != nil
    guard !mail.bounce, isPersons, let author = Author.mailbox(of: mail), !author.address.isEmpty
    else { return }
    let address = Inference.folded(author.address)
    let before = authors[address]
    authors[address] = (before?.name ?? author.name, (before?.count ?? 0) + 1)
    addresses.insert(address)
    let domain = Inference.domain(author.address)
    domainOfMessage[Exact(mail.origin.id)] = domain
    if mail.automatic == nil, mail.listID == nil {
      mailsOfDomain[domain, default: 0] += 1
      for recipient in recipients {
        written[domain, default: []].insert(Inference.domain(recipient.text))
      }
    }
    if let moment = mail.date, let offset = mail.dateOffset {
      zones[domain, default: ZoneInference()].add(offset, at: moment)
    }
    if let text = mail.text { signatures?.add(text, of: address) }
    if let to = mail.inReplyTo.first ?? mail.references.last {
      replies.append((domain, Exact(to)))
      if let moment = mail.date { answered[domain, default: HoursInference()].add(moment) }
    }
  }

  private mutating func add(_ call: Call) {
    if call.direction == .inbound, let to = call.to { dialled[Exact(to), default: 0] += 1 }
    for end in [call.agent, call.direction == .outbound ? call.from : nil] {
      guard let end, (2...6).contains(end.utf8.count),
        end.utf8.allSatisfy({ (0x30...0x39).contains($0) })
      else { continue }
      inside[Exact(end), default: 0] += 1
    }
    let isOurs = call.direction == .outbound || call.outcome == .answered
    if isOurs, call.direction != .internal, let at = call.answered ?? call.started {
      answered[Exact(""), default: HoursInference()].add(at)
    }
  }

  /// Makes the settings.
  ///
  /// - Parameters:
  ///   - provider: domains and addresses with commas between, where they are known.
  ///   - zone: where it is known; otherwise told from what the provider wrote, or UTC.
  ///   - known: opening hours, where they are; otherwise told from when it answered.
  public func settings(
    provider named: String?, zone: Zone?, hours known: OpeningHours? = nil
  ) -> (settings: Settings, assumptions: Assumptions) {
    let names = named.map { $0.split { $0 == "," || $0 == " " }.map(String.init) } ?? []
    var provider = Provider(name: names.first ?? "Support")
    var answers: Int?
    for name in names {
      let name = Inference.folded(name).text
      if name.utf8.contains(0x40) {
        provider.addresses.append(name)
      } else {
        provider.domains.append(name)
      }
    }
    if names.isEmpty, let found = answering() {
      provider.domains = [found.domain.text]
      provider.name = found.domain.text
      answers = found.answers
    }
    func isOurs(_ address: Exact) -> Bool {
      if provider.addresses.contains(where: { Exact($0) == address }) { return true }
      let domain = Inference.domain(address.text).text
      return provider.domains.contains {
        Exact($0) == Exact(domain)
          || domain.utf8.count > $0.utf8.count
            && domain.utf8.suffix($0.utf8.count + 1).elementsEqual(("." + $0).utf8)
      }
    }
    let listAddresses = Set(lists.keys.map { Inference.address(ofList: $0) })
    provider.lists = listAddresses.filter { list in
      // A list is a place of support where it carries a good part of the mail.
      lists.contains { Inference.address(ofList: $0.key) == list && $0.value * 20 >= mails }
    }.map(\.text).sorted()
    for (address, author) in authors.sorted(by: { $0.key < $1.key })
    where isOurs(address) && !listAddresses.contains(address) {
      var technician = Technician(id: address.text, name: author.name ?? address.text)
      technician.addresses = [address.text]
      provider.technicians.append(technician)
    }
    for (address, name) in agents.sorted(by: { $0.key < $1.key })
    where !provider.technicians.contains(where: { Exact($0.id) == address }) {
      var technician = Technician(id: address.text, name: name ?? address.text)
      technician.addresses = [address.text]
      provider.technicians.append(technician)
    }
    for name in agentNames.sorted() {
      provider.technicians.append(Technician(id: name.text, name: name.text))
    }

    let told = zone ?? self.zone(of: provider)
    provider.zone = told ?? .utc
    provider.region = Inference.region(zone: provider.zone, domain: provider.domains.first)
    let said = known.map {
      OpeningHours(week: $0.week, holidays: $0.holidays, zone: provider.zone)
    }
    let hours = said ?? (told == nil ? nil : self.hours(of: provider))
    var settings = Settings(
      provider: provider, hours: hours ?? .standard(zone: provider.zone))
    settings.clients = clients { isOurs($0) || agents[$0] != nil || listAddresses.contains($0) }
    let ours = provider.domains + provider.addresses
    let toProvider = recipientsOfMail.count { $0.contains(where: isOurs) }
    settings.onlyMailWithProvider =
      named != nil && provider.lists.isEmpty && mailsWithoutRecipients * 2 < mails
      && toProvider * 2 < recipientsOfMail.count
    return (
      settings,
      Assumptions(
        provider: ours.isEmpty ? nil : ours.joined(separator: ", "), answers: answers,
        technicians: provider.technicians.count, clients: settings.clients.count,
        zone: provider.zone.name, isZoneTold: told != nil,
        hours: HoursInference.text(settings.hours), areHoursTold: hours != nil)
    )
  }

  private func domains(of provider: Provider) -> [Exact] {
    (provider.domains + provider.addresses.map { Inference.domain($0).text }).map { Exact($0) }
  }

  private func zone(of provider: Provider) -> Zone? {
    var all = ZoneInference()
    for domain in domains(of: provider) { if let theirs = zones[domain] { all.add(theirs) } }
    return all.zone(domain: provider.domains.first)
  }

  private func hours(of provider: Provider) -> OpeningHours? {
    var all = HoursInference()
    for domain in domains(of: provider) + [Exact("")] {
      if let theirs = answered[domain] { all.add(theirs) }
    }
    return all.hours(zone: provider.zone)
  }

  /// The domain that answered the most messages of other domains; agents of a helpdesk count
  /// where there is no mail.
  private func answering() -> (domain: Exact, answers: Int)? {
    var count: [Exact: Set<Exact>] = [:]
    for reply in replies {
      guard let to = domainOfMessage[reply.to], to != reply.from else { continue }
      count[reply.from, default: []].insert(reply.to)
    }
    let ranked = count.map { (domain: $0.key, answers: $0.value.count) }
      .filter { !Inference.freeMail.contains($0.domain.text) }
      .sorted { ($1.answers, $0.domain) < ($0.answers, $1.domain) }
    if let best = ranked.first { return best }
    var byAgents: [Exact: Int] = [:]
    for address in agents.keys { byAgents[Inference.domain(address.text), default: 0] += 1 }
    return byAgents.map { (domain: $0.key, answers: $0.value) }
      .sorted { ($1.answers, $0.domain) < ($0.answers, $1.domain) }.first
  }

  private func clients(except isOurs: (Exact) -> Bool) -> [Client] {
    var free = Client(id: "free-mail", name: "Free-mail addresses")
    var domains: Set<Exact> = []
    for address in addresses where !isOurs(address) && address.text.utf8.contains(0x40) {
      let domain = Inference.domain(address.text)
      if Inference.freeMail.contains(domain.text) {
        free.addresses.append(address.text)
      } else {
        domains.insert(domain)
      }
    }
    var all = domains.sorted().map { domain in
      var client = Client(id: domain.text, name: domain.text)
      client.domains = [domain.text]
      client.organizations = (organizations[domain] ?? []).map(\.text).sorted()
      return client
    }
    for (address, theirs) in numbersOfAddress.sorted(by: { $0.key < $1.key }) {
      let person = Person(addresses: [address.text], numbers: theirs.map(\.text).sorted())
      let domain = Inference.domain(address.text)
      if let i = all.firstIndex(where: { Exact($0.id) == domain }) {
        all[i].people.append(person)
      } else if Inference.freeMail.contains(domain.text) {
        free.people.append(person)
      }
    }
    free.addresses.sort { Exact($0) < Exact($1) }
    if !free.addresses.isEmpty { all.append(free) }
    if !numbers.isEmpty {
      let known = numbersOfAddress.values.reduce(into: Set<Exact>()) { $0.formUnion($1) }
      var callers = Client(id: "callers", name: "Callers")
      callers.numbers = numbers.subtracting(known).sorted().map(\.text)
      all.append(callers)
    }
    return all
  }

  /// ASCII lower case.
  static func folded(_ text: String) -> Exact {
    Exact(
      String(
        decoding: text.utf8.map { (0x41...0x5A).contains($0) ? $0 + 32 : $0 }, as: UTF8.self))
  }

  static func domain(_ address: String) -> Exact {
    guard let at = address.utf8.lastIndex(of: 0x40) else { return Exact("") }
    return folded(String(address[address.utf8.index(after: at)...]))
  }

  static func address(ofList id: Exact) -> Exact {
    folded(Author.address(ofList: id.text))
  }
}
