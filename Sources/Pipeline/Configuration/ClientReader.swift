import Contacts
import Records

/// Reads the clients of pipeline.yml, given there or in a CSV file.
struct ClientReader {
  let calendar: CalendarReader
  let directory: String
  /// The provider's, which a client without hours of its own has too.
  let hours: OpeningHours
  /// The ids of the provider's.
  let technicians: Set<String>

  func clients(_ node: YAMLNode) throws(ConfigurationError) -> [Client] {
    if node.isScalar { return try table(node) }
    var all: [Client] = []
    var seen: Set<String> = []
    for item in try node.list("clients") {
      let client = try client(item)
      guard seen.insert(client.id).inserted else { throw item.fault("two clients have this id") }
      all.append(client)
    }
    return all
  }

  private func client(_ node: YAMLNode) throws(ConfigurationError) -> Client {
    let keys = try node.mapping(
      [
        "id", "name", "domains", "addresses", "numbers", "organizations", "technician", "people",
        "hours", "holidays", "cost_per_hour",
      ], in: "a client")
    guard let id = try keys["id"]?.text("id"), !id.isEmpty else {
      throw node.fault("a client needs an id")
    }
    var client = Client(id: id, name: try keys["name"]?.text("name") ?? id)
    if let node = keys["domains"] { client.domains = try node.texts("domains") }
    if let node = keys["addresses"] { client.addresses = try node.texts("addresses") }
    if let node = keys["numbers"] { client.numbers = try node.texts("numbers") }
    if let node = keys["organizations"] { client.organizations = try node.texts("organizations") }
    if let node = keys["technician"] {
      let technician = try node.text("technician")
      guard technicians.contains(technician) else {
        throw node.fault(ClientReader.unknown(technician))
      }
      client.technician = technician
    }
    var days = hours.holidays
    if let own = keys["holidays"] {
      days.formUnion(try calendar.holidays(own))
      client.hours = OpeningHours(week: hours.week, holidays: days, zone: hours.zone)
    }
    if let node = keys["cost_per_hour"] { client.costPerHour = try node.amount("cost_per_hour") }
    if let node = keys["hours"] { client.hours = try calendar.hours(node, holidays: days) }
    for item in try keys["people"]?.list("people") ?? [] {
      let keys = try item.mapping(["name", "addresses", "numbers"], in: "a person")
      var person = Person(name: try keys["name"]?.text("name"))
      if let node = keys["addresses"] { person.addresses = try node.texts("addresses") }
      if let node = keys["numbers"] { person.numbers = try node.texts("numbers") }
      guard !person.addresses.isEmpty || !person.numbers.isEmpty else {
        throw item.fault("a person needs an address or a number to be known by")
      }
      client.people.append(person)
    }
    return client
  }

  private static func unknown(_ technician: String) -> String {
    "no technician has the id \"\(technician.prefix(40))\"; provider.technicians lists them"
  }

  // MARK: CSV

  private static let columns = [
    "id", "name", "domains", "addresses", "numbers", "organizations", "technician", "person",
    "person_addresses", "person_numbers",
  ]

  /// A CSV file (RFC 4180) with a header.
  ///
  /// Several values of a field are parted by `;` or blanks, organizations by `;` alone. A client of several people has several rows of its id.
  private func table(_ node: YAMLNode) throws(ConfigurationError) -> [Client] {
    let path = try node.text("clients")
    let full = path.utf8.first == 0x2F || directory == "." ? path : directory + "/" + path
    let text: String
    do {
      text = try FileBytes.text(of: full, limit: Configuration.limit)
    } catch {
      throw node.fault("the table of clients \(error.reason)")
    }
    var rows = SmallTable.rows(text)
    guard !rows.isEmpty else { throw ConfigurationError(file: full, message: "is empty") }
    let header = rows.removeFirst().fields.map { $0.lowercased() }
    for name in header where !ClientReader.columns.contains(name) {
      throw ConfigurationError(
        file: full, line: 1,
        message: "unknown column \"\(name.prefix(40))\"; known are "
          + ClientReader.columns.joined(separator: ", "))
    }
    guard header.contains("id") else {
      throw ConfigurationError(file: full, line: 1, message: "the column id is missing")
    }
    var all: [Client] = []
    for row in rows {
      func field(_ name: String) -> String? {
        guard let i = header.firstIndex(of: name), i < row.fields.count else { return nil }
        return row.fields[i].isEmpty ? nil : row.fields[i]
      }
      func values(_ name: String, blanks: Bool = true) -> [String] {
        (field(name) ?? "").split { $0 == ";" || blanks && $0 == " " }
          .map { String($0.drop { $0 == " " }) }
      }
      guard let id = field("id") else {
        throw ConfigurationError(file: full, line: row.line, message: "a client needs an id")
      }
      let i: Int
      if let known = all.firstIndex(where: { $0.id == id }) {
        i = known
      } else {
        all.append(Client(id: id, name: field("name") ?? id))
        i = all.count - 1
      }
      all[i].domains += values("domains")
      all[i].addresses += values("addresses")
      all[i].numbers += values("numbers", blanks: false)
      all[i].organizations += values("organizations", blanks: false)
      if let technician = field("technician") {
        guard technicians.contains(technician) else {
          throw ConfigurationError(
            file: full, line: row.line, message: ClientReader.unknown(technician))
        }
        all[i].technician = technician
      }
      let person = Person(
        name: field("person"), addresses: values("person_addresses"),
        numbers: values("person_numbers", blanks: false))
      if !person.addresses.isEmpty || !person.numbers.isEmpty { all[i].people.append(person) }
    }
    return all
  }
}

/// The rows of a small CSV text; the logs of exchanges are read elsewhere, at their speed.
enum SmallTable {
  static func rows(_ text: String) -> [(line: Int, fields: [String])] {
    var all: [(line: Int, fields: [String])] = []
    var fields: [String] = []
    var field: [UInt8] = []
    var isQuoted = false
    var wasQuote = false
    var line = 1
    var start = 1
    func take() {
      fields.append(String(decoding: field, as: UTF8.self))
      field = []
    }
    func endRow() {
      take()
      if fields != [""] { all.append((start, fields)) }
      fields = []
    }
    for byte in text.utf8.drop(while: { [0xEF, 0xBB, 0xBF].contains($0) }) {
      if isQuoted {
        if wasQuote {
          wasQuote = false
          if byte == 0x22 {
            field.append(byte)
            continue
          }
          isQuoted = false
        } else if byte == 0x22 {
          wasQuote = true
          continue
        } else {
          if byte == 0x0A { line += 1 }
          field.append(byte)
          continue
        }
      }
      switch byte {
      case 0x22 where field.isEmpty: isQuoted = true
      case 0x2C: take()
      case 0x0A:
        endRow()
        line += 1
        start = line
      case 0x0D: break
      default: field.append(byte)
      }
    }
    endRow()
    return all
  }
}
