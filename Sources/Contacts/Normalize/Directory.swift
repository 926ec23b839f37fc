import Records

/// Who is who: tells from an address, number or name whether it is ours, which technician, or
/// which client's which person.
///
/// A class, since many hold it and none changes it.
final class Directory: Sendable {
  /// Somebody on the other side.
  struct Found: Equatable {
    var client: String?
    var person: String
  }

  /// Which side a telephone number stands on.
  enum Side: Equatable {
    case ours(technician: String?)
    case outside(number: String)
    case withheld
  }

  private let phones: PhoneNumbers
  private let ourDomains: Set<Exact>
  private let ourAddresses: Set<Exact>
  private let ourNumbers: Set<Exact>
  private let extensionPatterns: [[UInt8]]
  private let longestInside: Int
  private let technicianByAddress: [Exact: String]
  private let technicianByName: [Exact: String]
  private let technicianByNumber: [Exact: String]
  private let technicianByExtension: [(pattern: [UInt8], id: String)]
  private let clientByDomain: [Exact: String]
  private let clientByOrganization: [Exact: String]
  private let byAddress: [Exact: Found]
  private let byNumber: [Exact: Found]
  /// People by client and name, for exports that tell only names.
  private let byName: [Exact: Found]
  private let personalNumbers: Set<Exact>
  private let lists: Set<Exact>

  init(_ settings: Settings) {
    let provider = settings.provider
    phones = PhoneNumbers(
      region: provider.region,
      extensions: provider.extensions + provider.technicians.flatMap(\.extensions))
    let phones = phones
    func number(_ raw: String) -> Exact {
      if case .number(let number) = phones.read(raw) { return Exact(number) }
      return Exact(raw)
    }
    ourDomains = Set(provider.domains.map { Directory.folded($0) })
    ourAddresses = Set((provider.addresses + provider.lists).map { Directory.folded($0) })
    lists = Set(provider.lists.map { Directory.folded($0) })
    var ourNumbers = Set(provider.numbers.map(number))
    extensionPatterns =
      provider.extensions.map { Array($0.utf8) }
      + provider.technicians.flatMap { $0.extensions.map { Array($0.utf8) } }
    // What is as short as the longest extension is inside; without any, what no public number is.
    longestInside = extensionPatterns.map(\.count).max() ?? 6
    var technicianByAddress: [Exact: String] = [:]
    var technicianByName: [Exact: String] = [:]
    var technicianByNumber: [Exact: String] = [:]
    var technicianByExtension: [(pattern: [UInt8], id: String)] = []
    for technician in provider.technicians {
      for address in technician.addresses {
        technicianByAddress[Directory.folded(address)] = technician.id
      }
      technicianByName[Directory.folded(technician.name)] = technician.id
      for raw in technician.numbers {
        technicianByNumber[number(raw)] = technician.id
        ourNumbers.insert(number(raw))
      }
      for pattern in technician.extensions {
        technicianByExtension.append((Array(pattern.utf8), technician.id))
      }
    }
    self.ourNumbers = ourNumbers
    self.technicianByAddress = technicianByAddress
    self.technicianByName = technicianByName
    self.technicianByNumber = technicianByNumber
    self.technicianByExtension = technicianByExtension
    var clientByDomain: [Exact: String] = [:]
    var clientByOrganization: [Exact: String] = [:]
    var byAddress: [Exact: Found] = [:]
    var byNumber: [Exact: Found] = [:]
    var byName: [Exact: Found] = [:]
    let personal = Set(settings.clients.flatMap(\.people).flatMap(\.numbers).map(number))
    for client in settings.clients {
      for domain in client.domains { clientByDomain[Directory.folded(domain)] = client.id }
      for organization in client.organizations + [client.name] {
        clientByOrganization[Directory.folded(organization)] = client.id
      }
      for address in client.addresses {
        byAddress[Directory.folded(address)] = Found(
          client: client.id, person: Directory.folded(address).text)
      }
      // A number that is some person's is not shared, whatever the list says.
      for raw in client.numbers where !personal.contains(number(raw)) {
        byNumber[number(raw)] = Found(client: client.id, person: "tel:" + number(raw).text)
      }
      for person in client.people {
        guard
          let id = person.addresses.first.map({ Directory.folded($0).text })
            ?? person.numbers.first.map({ "tel:" + number($0).text })
        else { continue }
        let found = Found(client: client.id, person: id)
        for address in person.addresses { byAddress[Directory.folded(address)] = found }
        for raw in person.numbers {
          byNumber[number(raw)] = found
        }
        if let name = person.name {
          byName[Exact(client.id + "\u{0}" + Directory.folded(name).text)] = found
          byName[Exact("\u{0}" + Directory.folded(name).text)] = found
        }
      }
    }
    self.clientByDomain = clientByDomain
    self.clientByOrganization = clientByOrganization
    self.byAddress = byAddress
    self.byNumber = byNumber
    self.byName = byName
    personalNumbers = personal
  }

  /// ASCII lower case without surrounding blanks: mail domains and, in practice, local parts
  /// are the same in either case (RFC 5321 2.4 would distinguish local parts; nobody does).
  static func folded(_ text: String) -> Exact {
    var bytes = Array(text.utf8)
    for i in bytes.indices where (0x41...0x5A).contains(bytes[i]) { bytes[i] += 32 }
    while let last = bytes.last, last <= 0x20 { bytes.removeLast() }
    let start = bytes.firstIndex { $0 > 0x20 } ?? bytes.endIndex
    return Exact(String(decoding: bytes[start...], as: UTF8.self))
  }

  // MARK: Addresses

  func isOurs(address: String) -> Bool {
    let address = Directory.folded(address)
    if ourAddresses.contains(address) || technicianByAddress[address] != nil { return true }
    return Directory.domains(of: address).contains { ourDomains.contains($0) }
  }

  /// A mailing list of ours that clients read too.
  func isList(address: String) -> Bool { lists.contains(Directory.folded(address)) }

  /// Whether a List-Id (RFC 2919) names a list of ours: its domain is ours, or it is one of our
  /// addresses with a dot for the `@`.
  func isOurs(listID: String) -> Bool {
    let id = Directory.folded(listID)
    if Directory.domains(of: Exact("x@" + id.text)).contains(where: { ourDomains.contains($0) }) {
      return true
    }
    guard let dot = id.text.utf8.firstIndex(of: 0x2E) else { return ourAddresses.contains(id) }
    let address = id.text[..<dot] + "@" + id.text[id.text.utf8.index(after: dot)...]
    return ourAddresses.contains(Exact(String(address))) || ourAddresses.contains(id)
  }

  /// The technician of an address of ours: its own, else the one of that name.
  func technician(address: String, name: String?) -> String? {
    if let id = technicianByAddress[Directory.folded(address)] { return id }
    return technician(name: name)
  }

  func technician(name: String?) -> String? {
    name.flatMap { technicianByName[Directory.folded($0)] }
  }

  /// The person behind an address that is not ours.
  func person(address: String) -> Found {
    let address = Directory.folded(address)
    if let found = byAddress[address] { return found }
    let client = Directory.domains(of: address).lazy.compactMap { self.clientByDomain[$0] }.first
    return Found(client: client, person: address.text)
  }

  /// The only person of that name, of one client where it is known.
  func person(name: String, client: String? = nil) -> Found? {
    byName[Exact((client ?? "") + "\u{0}" + Directory.folded(name).text)]
  }

  func client(organization: String) -> String? {
    clientByOrganization[Directory.folded(organization)]
  }

  /// The domain of an address and the domains above it, the longest first.
  private static func domains(of address: Exact) -> [Exact] {
    guard let at = address.text.utf8.lastIndex(of: 0x40) else { return [] }
    var rest = address.text.utf8[address.text.utf8.index(after: at)...]
    var all: [Exact] = []
    // A domain name has at most 127 labels (RFC 1035); a hostile one is cut off long before.
    while !rest.isEmpty && all.count < 16 {
      all.append(Exact(String(Substring(rest))))
      guard let dot = rest.firstIndex(of: 0x2E) else { break }
      rest = rest[rest.index(after: dot)...]
    }
    return all
  }

  // MARK: Numbers

  func side(of raw: String?) -> Side {
    guard let raw else { return .withheld }
    switch phones.read(raw) {
    case .withheld: return .withheld
    case .inside(let digits):
      return digits.utf8.count <= longestInside || isExtension(digits)
        ? .ours(technician: technician(extension: digits)) : .outside(number: digits)
    case .number(let number):
      let key = Exact(number)
      if ourNumbers.contains(key) { return .ours(technician: technicianByNumber[key]) }
      return .outside(number: number)
    case .local(let digits):
      return isExtension(digits)
        ? .ours(technician: technician(extension: digits)) : .outside(number: digits)
    }
  }

  /// A number as it is compared: E.164 where it can be told.
  func number(_ raw: String?) -> String? {
    if case .outside(let number) = side(of: raw) { return number }
    return nil
  }

  /// The id of a person of the directory: their first address, else `tel:` and first number.
  func id(of person: Person) -> String? {
    person.addresses.first.map { Directory.folded($0).text }
      ?? person.numbers.first.map { id(ofNumber: $0) }
  }

  func id(ofNumber raw: String) -> String { "tel:" + (phones.e164(raw) ?? raw) }

  func person(number: String) -> Found {
    byNumber[Exact(number)] ?? Found(client: nil, person: "tel:" + number)
  }

  /// Whether a number is a person's in the directory, not a shared one or a stranger's.
  func isPersonal(number: String) -> Bool { personalNumbers.contains(Exact(number)) }

  func technician(extension digits: String) -> String? {
    let digits = Array(digits.utf8)
    return technicianByExtension.first { Directory.matches($0.pattern, digits) }?.id
  }

  private func isExtension(_ digits: String) -> Bool {
    let digits = Array(digits.utf8)
    return extensionPatterns.contains { Directory.matches($0, digits) }
  }

  /// `x` stands for any digit.
  private static func matches(_ pattern: [UInt8], _ digits: [UInt8]) -> Bool {
    guard pattern.count == digits.count else { return false }
    return zip(pattern, digits).allSatisfy { p, d in
      p == d || ((p == 0x78 || p == 0x58) && (0x30...0x39).contains(d))
    }
  }
}
