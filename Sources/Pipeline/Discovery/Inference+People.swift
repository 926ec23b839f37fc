import Contacts
import Records

extension Inference {
  /// How numbers without a country code are read: by the zone's country, else the domain's.
  static func region(zone: Zone, domain: String?) -> String {
    let countries: [String: String] = [
      "de": "DE", "at": "AT", "ch": "CH", "fr": "FR", "es": "ES", "it": "IT", "nl": "NL",
      "be": "BE", "pt": "PT", "uk": "GB", "ie": "IE", "au": "AU", "nz": "NZ", "ca": "CA",
      "se": "SE", "no": "NO", "dk": "DK", "pl": "PL", "us": "US",
    ]
    let zones: [String: String] = [
      "Europe/Berlin": "DE", "Europe/Vienna": "AT", "Europe/Zurich": "CH", "Europe/Paris": "FR",
      "Europe/Madrid": "ES", "Europe/Rome": "IT", "Europe/Amsterdam": "NL",
      "Europe/Brussels": "BE", "Europe/Lisbon": "PT", "Europe/London": "GB",
      "Europe/Dublin": "IE", "Australia/Sydney": "AU", "Australia/Brisbane": "AU",
      "Australia/Perth": "AU", "Australia/Adelaide": "AU", "Pacific/Auckland": "NZ",
      "America/Toronto": "CA", "America/Vancouver": "CA", "America/Halifax": "CA",
    ]
    let country = domain?.split(separator: ".").last.flatMap { countries[String($0)] }
    let region = country ?? zones[zone.name] ?? "US"
    return PhoneNumbers.knows(region: region) ? region : "US"
  }

  /// The numbers that inbound calls dialled most, and the extensions that took or made calls.
  func callNumbers(region: String) -> (ours: [String], extensions: [String]) {
    let reader = PhoneNumbers(region: region)
    var ours: [Exact: Int] = [:]
    for (number, count) in dialled {
      if let e164 = reader.e164(number.text) { ours[Exact(e164), default: 0] += count }
    }
    let total = ours.values.reduce(0, +)
    let numbers = ours.filter { $0.value * 50 >= total }.keys.sorted().prefix(20).map(\.text)
    let extensions = inside.filter { $0.value > 1 }.keys.sorted().prefix(200).map(\.text)
    return (numbers, extensions)
  }

  /// Whether a domain looks like a client's: the provider wrote to it, the helpdesk knows it, or
  /// it wrote several times itself.
  func isLikely(_ client: Client, of provider: Provider) -> Bool {
    if !client.organizations.isEmpty || !client.people.isEmpty { return true }
    let ours = provider.domains.map { Exact($0) }
    return client.domains.map { Exact($0) }.contains { domain in
      mailsOfDomain[domain] ?? 0 >= 3 || ours.contains { written[$0]?.contains(domain) ?? false }
    }
  }

  /// Addresses at providers of free mail, by the name of who writes from there.
  func freeMail() -> [Exact: [String]] {
    var all: [Exact: [String]] = [:]
    for (address, author) in authors.sorted(by: { $0.key < $1.key }) {
      guard let name = author.name, Inference.freeMail.contains(Inference.domain(address.text).text)
      else { continue }
      all[Inference.folded(name), default: []].append(address.text)
    }
    return all
  }

  /// The people of a client who wrote, with the numbers of the helpdesk and of signatures, and
  /// the numbers that several of them write.
  func people(of client: Client, region: String) -> (people: [Person], shared: [String]) {
    let domains = Set(client.domains.map { Exact($0) })
    let reader = PhoneNumbers(region: region)
    let signed = signatures?.numbers() ?? (own: [:], shared: [:])
    let known = client.people.reduce(into: [Exact: Set<Exact>]()) { all, person in
      guard let address = person.addresses.first else { return }
      all[Exact(address)] = Set(person.numbers.compactMap { reader.e164($0).map { Exact($0) } })
    }
    let writers = authors.filter { domains.contains(Inference.domain($0.key.text)) }
    var people: [Person] = []
    for address in Set(writers.keys).union(known.keys).sorted() {
      let numbers = (known[address] ?? []).union(signed.own[address] ?? [])
      people.append(
        Person(
          name: writers[address]?.name, addresses: [address.text],
          numbers: numbers.sorted().map(\.text)))
    }
    let shared = signed.shared.filter { entry in
      entry.value.allSatisfy { domains.contains(Inference.domain($0.text)) }
    }
    return (people, shared.keys.sorted().map(\.text))
  }
}
