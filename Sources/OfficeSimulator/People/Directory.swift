import Records

/// Somebody of a client, or a stranger, or a line that several share.
struct Person: Sendable {
  var name: String
  /// The first is their key in the directory.
  var addresses: [String]
  /// E.164.
  var number: String?
  /// Not a person, but a number that a whole client shares.
  var isSharedLine = false
  var client: Int?
  /// Their user in the helpdesk.
  var user: Int
  /// From when on a new story of theirs cannot touch the last one.
  var freeFrom = Timestamp(0)
  /// Has a thread or ticket that is never answered, which a call would answer.
  var mailOnly = false

  /// The person's key by the rules of matching; empty where the number is withheld.
  var key: String {
    if let address = addresses.first { return address }
    return number.map { "tel:" + $0 } ?? ""
  }
}

struct Firm: Sendable {
  var id: String
  var name: String
  var domain: String
  var organization: String
  var sharedNumber: String
  /// Indices of its people that may still have stories.
  var active: [Int] = []
  /// Index of the person that its shared line is.
  var sharedLine = 0
  /// Index of the person who has no address.
  var withoutAddress = 0
  var organizationID: Int
  var technician: String?
  /// How many people share a name already, by index of the given name.
  var namesakes = Array(repeating: 0, count: Names.given.count)
}

struct Agent: Sendable {
  var id: String
  var name: String
  var address: String
  var phone: String
  var user: Int
}

/// The provider, its clients and their people.
///
/// People are hired as stories need them.
struct Directory: Sendable {
  static let domain = "harborit.example"
  static let support = "support@harborit.example"
  static let number = "+14085550100"
  static let team = [
    Agent(id: "dana", name: "Dana Ruiz", address: "dana@" + domain, phone: "201", user: 9001),
    Agent(id: "lee", name: "Lee Morgan", address: "lee@" + domain, phone: "202", user: 9002),
    Agent(id: "sam", name: "Sam Okafor", address: "sam@" + domain, phone: "203", user: 9003),
    Agent(id: "kim", name: "Kim Tran", address: "kim@" + domain, phone: "204", user: 9004),
  ]

  private(set) var firms: [Firm] = []
  var people: [Person] = []
  private var numbersGiven = 1
  private var usersGiven = 10_000

  init(options: OfficeOptions, random: inout Random) {
    for index in 0..<max(1, options.clients) {
      let (id, name, domain, organization) = Names.firms[index % Names.firms.count]
      let round = index / Names.firms.count + 1
      let suffix = round == 1 ? "" : "\(round)"
      firms.append(
        Firm(
          id: id + suffix, name: name + (round == 1 ? "" : " \(round)"),
          domain: domain + suffix + ".example",
          organization: organization + (round == 1 ? "" : " \(round)"),
          sharedNumber: nextNumber(), organizationID: 500 + index,
          technician: random.chance(0.6) ? random.pick(Directory.team).id : nil))
      let line = people.count
      people.append(
        Person(
          name: firms[index].name, addresses: [], number: firms[index].sharedNumber,
          client: index, user: nextUser()))
      people[line].isSharedLine = true
      firms[index].sharedLine = line
      firms[index].withoutAddress = people.count
      people.append(
        Person(
          name: random.pick(Names.given) + " " + random.pick(Names.family), addresses: [],
          number: nextNumber(), client: index, user: nextUser()))
      for _ in 0..<max(2, options.peoplePerClient) { _ = hire(by: index, random: &random) }
    }
  }

  /// A new person in the directory, with an address and a number.
  mutating func hire(by firm: Int, random: inout Random) -> Int {
    let given = random.int(0...Names.given.count - 1)
    let family = random.pick(Names.family)
    let count = firms[firm].namesakes[given]
    firms[firm].namesakes[given] += 1
    var local = Names.givenPlain[given]
    if count > 0 { local += count == 1 ? "." + family.lowercased() : "\(count)" }
    var addresses = [local + "@" + firms[firm].domain]
    if random.chance(0.25) { addresses.append(local + ".private@freemail.example") }
    if addresses.count > 1 { addresses[1] = "\(local).\(firms[firm].id)@freemail.example" }
    people.append(
      Person(
        name: Names.given[given] + " " + family, addresses: addresses, number: nextNumber(),
        client: firm, user: nextUser()))
    firms[firm].active.append(people.count - 1)
    return people.count - 1
  }

  /// Somebody who is in no directory: of the client's domain where there is one, else a stranger.
  mutating func visitor(
    of firm: Int?, serial: Int, address: Bool, number: Bool, random: inout Random
  ) -> Person {
    let given = random.int(0...Names.given.count - 1)
    let domain = firm.map { firms[$0].domain } ?? "elsewhere.example"
    return Person(
      name: Names.given[given] + " " + random.pick(Names.family),
      addresses: address ? ["\(Names.givenPlain[given]).n\(serial)@\(domain)"] : [],
      number: number ? nextNumber() : nil, client: firm, user: nextUser())
  }

  /// Takes a person out of all further stories.
  mutating func retire(_ index: Int) {
    guard let firm = people[index].client else { return }
    if let place = firms[firm].active.firstIndex(of: index) {
      firms[firm].active.swapAt(place, firms[firm].active.count - 1)
      firms[firm].active.removeLast()
    }
  }

  private mutating func nextUser() -> Int {
    usersGiven += 1
    return usersGiven
  }

  /// The next number: of the 555-01xx range as far as it goes, 71,200 numbers.
  private mutating func nextNumber() -> String {
    var n = numbersGiven
    numbersGiven += 1
    let near = Names.areaCodes
    if n < near.count * 100 { return "+1\(near[n % near.count])5550\(100 + n / near.count)" }
    n -= near.count * 100
    let far = Directory.farCodes
    let line = n / far.count + 100
    let digits = String(line + 10_000).dropFirst()
    return "+1\(far[n % far.count])555\(digits)"
  }

  /// Area codes by the rules of the numbering plan that are not near: no N11, no 9 in the middle.
  private static let farCodes: [Int] = (200...989).filter {
    $0 / 10 % 10 != 9 && $0 % 100 != 11 && !Names.areaCodes.contains($0)
  }
}
