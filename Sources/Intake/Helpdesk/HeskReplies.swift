import Records

/// The replies of a HESK ticket, which stand in one cell.
///
/// Each is `Reply by Agnes`, `Date 2024-03-04T10:15:00.000`, its text and a line `---`; the
/// words before the name and the time are in the language of whoever exported.
struct HeskReplies {
  private let row: HeskRow
  private let owner: Int
  /// Who may have written, by name or address; the longest first.
  private let known: [(name: [UInt8], party: Party)]

  init(_ ticket: Ticket, _ row: HeskRow, _ columns: HeskRow.Columns) {
    self.row = row
    owner = columns.owner
    var known: [(name: [UInt8], party: Party)] = []
    if let requester = ticket.requester {
      for name in [requester.name, requester.address].compactMap({ $0 }) {
        known.append((Array(name.utf8), requester))
      }
    }
    let followers = columns.followers.flatMap(row.text) ?? ""
    for follower in followers.utf8.split(separator: 0x2C) {
      let name = String(decoding: follower, as: UTF8.self)
      known.append((Array(follower), Party(name: name, role: .customer)))
    }
    if let owner = ticket.assignee, let name = owner.name {
      known.append((Array(name.utf8), owner))
    }
    self.known = known.filter { !$0.name.isEmpty }.sorted { $0.name.count > $1.name.count }
  }

  /// - Parameter byStaff: how many the export says are of the staff.
  func comments(_ ticket: String, _ place: Place, _ byStaff: Int?) -> [HelpdeskComment] {
    for column in row.cells.keys.sorted() where column > owner {
      let found = read(row.cells[column]?["Data"] ?? [], place)
      if found.isEmpty { continue }
      let told = found.count { $0.author.role == .agent }
      if let byStaff, byStaff != told {
        for comment in found { comment.defects.append("author-uncertain") }
      }
      return found
    }
    return []
  }

  private func read(_ bytes: ArraySlice<UInt8>, _ place: Place) -> [HelpdeskComment] {
    let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map { line in
      line.last == 0x0D ? line.dropLast() : line
    }
    let starts = lines.indices.filter { i in
      (i == 0 || HeskReplies.isRule(lines[i - 1])) && i + 1 < lines.count
        && HeskReplies.time(lines[i + 1]) != nil
    }
    guard starts.first == 0 else { return [] }
    var comments: [HelpdeskComment] = []
    for (k, start) in starts.enumerated() {
      var end = k + 1 < starts.count ? starts[k + 1] : lines.count
      while end > start + 2, lines[end - 1].isEmpty { end -= 1 }
      if end > start + 2, HeskReplies.isRule(lines[end - 1]) { end -= 1 }
      let text = XMLRecord.cut(
        Array(lines[(start + 2)..<end].joined(separator: [0x0A]))[...],
        to: XMLRecord.longestText)
      let written = HeskReplies.time(lines[start + 1]) ?? []
      var defects: [String] = []
      let at = row.time(written: written, &defects)
      let author = self.author(lines[start])
      comments.append(
        HelpdeskComment(
          place: place, at: at, written: String(decoding: written, as: UTF8.self), author: author,
          isPublic: true, text: HeskReplies.trimmed(text), defects: defects, isPart: true))
    }
    return comments
  }

  private func author(_ line: ArraySlice<UInt8>) -> Party {
    for (name, party) in known where line.count > name.count && line.suffix(name.count) == name[...]
    {
      if line[line.endIndex - name.count - 1] == 0x20 { return party }
    }
    // Another of the staff; `Reply by` is all that we know of the words before.
    let label = Array("Reply by".utf8)
    guard line.starts(with: label) else { return Party(role: .agent) }
    let name = line.dropFirst(label.count).drop { $0 == 0x3A || $0 == 0x20 }
    let text = String(decoding: XMLRecord.cut(name, to: XMLRecord.longestName), as: UTF8.self)
    return Party(name: text.isEmpty ? nil : text, role: .agent)
  }

  private static func isRule(_ line: ArraySlice<UInt8>) -> Bool {
    line.elementsEqual("---".utf8)
  }

  /// The time at the end of a line.
  private static func time(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    guard line.count < 200, let last = line.split(separator: 0x20).last, last.count >= 19,
      Timestamp(rfc3339: last, assuming: 0) != nil
    else { return nil }
    return last
  }

  private static func trimmed(_ text: ArraySlice<UInt8>) -> String {
    var part = text
    while let last = part.last, last <= 0x20 { part.removeLast() }
    while let first = part.first, first <= 0x20 { part.removeFirst() }
    return String(decoding: part, as: UTF8.self)
  }
}
