import Records

/// HESK's export of tickets: a sheet of SpreadsheetML 2003, after its source.
///
/// The first row names the columns in the language of whoever exported, so that their order and
/// the types of cells tell what they are. Replies stand in one cell as text, if they were asked
/// for; else only the time of the first one is known. Times have no zone.
extension HelpdeskDialect {
  static let hesk = HelpdeskDialect(
    name: "hesk",
    shape: XMLShape([
      XMLShape.Kind(name: "Row", fields: []),
      XMLShape.Kind(name: "Cell", fields: ["@Index", "@MergeAcross", "Data", "Data/@Type"]),
    ]),
    roles: [.ticket, .detail],
    person: { _ in nil },
    comment: { record, _, _ in
      HelpdeskComment(place: record.place, written: "", isPublic: false, text: "", defects: [])
    },
    ticket: Hesk.ticket,
    hasHeader: true,
    longestDetail: XMLRecord.longestField)
}

private enum Hesk {
  /// English, as HESK comes; other words remain as they are.
  static let statuses: [String: String] = [
    "new": "new", "waiting reply": "open", "replied": "pending", "in progress": "open",
    "on hold": "hold", "resolved": "solved",
  ]

  @Sendable static func ticket(
    _ record: XMLRecord, _ details: [XMLRecord], _ directory: HelpdeskDirectory
  ) throws(HelpdeskFault) -> HelpdeskTicket {
    let row = HeskRow(details, zone: directory.zone)
    let place = record.place
    if row.cells.isEmpty {
      let none = Ticket(origin: Origin(format: "hesk", place: place, id: ""))
      return HelpdeskTicket(ticket: none, excluded: "empty-row", text: "")
    }
    guard let id = row.text(HeskRow.trackingID) ?? row.text(HeskRow.number) else {
      throw HelpdeskFault(code: "missing-id", detail: "a row without a tracking id")
    }
    var defects = record.defects
    guard let opened = row.time(HeskRow.date, &defects) else {
      throw HelpdeskFault(code: "bad-timestamp", detail: "the third cell is no time")
    }
    let columns = row.columns(headings: directory.header?.count ?? 0)
    var ticket = Ticket(origin: Origin(format: "hesk", place: place, id: id))
    ticket.opened = opened
    ticket.subject = row.text(columns.subject)
    ticket.requester = Party(
      name: row.text(columns.name), address: row.text(columns.address), role: .customer)
    ticket.assignee = row.text(columns.owner).map { Party(name: $0, role: .agent) }
    ticket.priority = row.text(columns.priority).map(HelpdeskWords.lowercased)
    let word = row.text(columns.status).map(HelpdeskWords.lowercased)
    ticket.status = word.map { statuses[$0] ?? $0 }
    var changes: [HelpdeskTicket.Change] = []
    // Emptied again when the ticket is reopened.
    if let solved = columns.resolved.flatMap({ row.time($0, &defects) }) {
      ticket.status = "solved"
      changes.append(HelpdeskTicket.Change(at: solved, to: "solved"))
    } else if ticket.status == "solved", let updated = row.time(HeskRow.updated, &defects) {
      changes.append(
        HelpdeskTicket.Change(at: updated, to: "solved", defects: ["time-from-updated"]))
    }
    let byStaff = columns.staffReplies.flatMap(row.wholeNumber)
    var comments = HeskReplies(ticket, row, columns).comments(id, place, byStaff)
    if comments.isEmpty, let byStaff, byStaff > 0,
      // With no reply yet, the time of the export stands here.
      let at = columns.firstReply.flatMap({ row.time($0, &defects) })
    {
      comments = [
        HelpdeskComment(
          place: place, id: "\(id)/first-reply", at: at, written: "",
          author: ticket.assignee ?? Party(role: .agent), isPublic: true, text: "",
          defects: ["text-not-exported"], isPart: true)
      ]
    }
    for column in row.cells.keys.sorted() {
      for defect in row.cells[column]?.defects ?? [] where !defects.contains(defect) {
        defects.append(defect)
      }
    }
    ticket.origin.defects = defects
    return HelpdeskTicket(
      ticket: ticket, text: row.body(columns.message), changes: changes, comments: comments)
  }
}

/// The cells of a row by their column, from 0.
struct HeskRow {
  /// Where some things are: the order since HESK 3.5, of which earlier ones lack some columns.
  struct Columns {
    var firstReply: Int?
    var resolved: Int?
    var name: Int
    var followers: Int?
    var priority: Int
    var staffReplies: Int?

    var address: Int { name + 1 }
    var status: Int { priority + 1 }
    var subject: Int { priority + 2 }
    var message: Int { priority + 3 }
    var owner: Int { priority + 4 }
  }

  static let number = 0
  static let trackingID = 1
  static let date = 2
  static let updated = 3
  static let mostColumns = 1000

  /// Those that hold something.
  private(set) var cells: [Int: XMLRecord] = [:]
  private let zone: Zone?

  init(_ details: [XMLRecord], zone: Zone?) {
    self.zone = zone
    var column = 0
    for cell in details {
      // Excel leaves out empty cells when it saves such a file again.
      if let index = cell.number("@Index"), index > column { column = index - 1 }
      guard column < HeskRow.mostColumns else { break }
      if cell["Data"] != nil { cells[column] = cell }
      column += 1 + min(max(cell.number("@MergeAcross") ?? 0, 0), HeskRow.mostColumns)
    }
  }

  /// Told by the types of the cells, and for what is empty by the number of headings.
  func columns(headings: Int) -> Columns {
    let hasTimes = isOfType("DateTime", 4) || isOfType("DateTime", 5) || headings >= 18
    let name = hasTimes ? 6 : 4
    // Behind name, address, category, priority, status, subject, message, owner: two counts.
    let counts = [name + 9, name + 8].first { isOfType("Number", $0) && isOfType("Number", $0 + 1) }
    let hasFollowers = counts.map { $0 == name + 9 } ?? (headings >= 19)
    return Columns(
      firstReply: hasTimes ? 4 : nil, resolved: hasTimes ? 5 : nil, name: name,
      followers: hasFollowers ? name + 2 : nil, priority: name + (hasFollowers ? 4 : 3),
      staffReplies: counts.map { $0 + 1 })
  }

  private func isOfType(_ type: String, _ column: Int) -> Bool {
    cells[column]?.id("Data/@Type")?.text == type
  }

  func text(_ column: Int) -> String? {
    guard var cell = cells[column] else { return nil }
    return cell.short("Data")
  }

  func body(_ column: Int) -> String { cells[column]?.body("Data") ?? "" }

  func wholeNumber(_ column: Int) -> Int? { cells[column]?.number("Data") }

  /// A time of the server, in the zone that is known, else UTC (`zone-assumed`).
  func time(_ column: Int, _ defects: inout [String]) -> Timestamp? {
    guard let text = cells[column]?.id("Data")?.text else { return nil }
    return HeskRow.time(text.utf8, zone, &defects)
  }

  func time(written: some Collection<UInt8>, _ defects: inout [String]) -> Timestamp? {
    HeskRow.time(written, zone, &defects)
  }

  private static func time(
    _ text: some Collection<UInt8>, _ zone: Zone?, _ defects: inout [String]
  ) -> Timestamp? {
    guard let utc = Timestamp(rfc3339: text, assuming: 0), utc >= .earliest, utc <= .latest else {
      if !defects.contains("bad-time") { defects.append("bad-time") }
      return nil
    }
    if let zone { return zone.moment(local: utc.seconds) }
    if !defects.contains("zone-assumed") { defects.append("zone-assumed") }
    return utc
  }
}
