import Records

/// Reads the files of one helpdesk's exports, joins them and keeps their books.
///
/// A ticket comes out when its element ends: the ticket, its comments in the order of time, then
/// its changes of status. Of a ticket that is met again, as in exports that overlap, the first
/// counts. Held in memory: the people and organizations, one ticket, and the ids of all.
final class HelpdeskReader: Reader, XMLRecords.Sink {
  /// A ticket of more comments than this is none that people wrote.
  static let mostComments = 10_000
  /// Details of one comment or ticket that are looked at.
  static let mostDetails = 1000

  private let dialect: HelpdeskDialect
  private let output: Output
  private let options: ReaderOptions
  private var source = ""
  private var records: XMLRecords?
  private var account: Books.Account
  private var directory = HelpdeskDirectory()
  private var comments: [HelpdeskComment] = []
  private var details: [XMLRecord] = []
  /// The numbers of tickets by the ids that comments outside of them name.
  private var numbers: [Exact: String] = [:]
  /// Why such tickets are left out, where they are.
  private var reasons: [Exact: String] = [:]
  private var seen: Set<Exact> = []

  init(_ dialect: HelpdeskDialect, _ output: Output, _ options: ReaderOptions) {
    self.dialect = dialect
    self.output = output
    self.options = options
    account = Books.Account(source: "", format: dialect.name, unit: "element")
    directory.zone = options.zone
  }

  func begin(_ source: String) {
    self.source = source
    account = Books.Account(source: source, format: dialect.name, unit: "element")
    output.account(source, format: dialect.name, unit: "element") { _ in }
    comments = []
    details = []
    records = XMLRecords(dialect.shape, source: source, sink: self)
  }

  func feed(_ bytes: UnsafeRawBufferPointer) { records?.feed(bytes) }

  func end() {
    records?.finish()
    records = nil
    output.account(source, format: dialect.name, unit: "element") {
      $0.read += account.read
      $0.used += account.used
      $0.excluded.merge(account.excluded, uniquingKeysWith: +)
      $0.rejected.merge(account.rejected, uniquingKeysWith: +)
    }
  }

  func finish() {}

  func ended(_ record: XMLRecord) {
    switch dialect.roles[record.kind] {
    case .ticket: ticket(record)
    case .comment: comment(record)
    case .person:
      guard let person = dialect.person(record) else {
        return reject("missing-id", "an element without an id", record.place)
      }
      use()
      directory.people[person.id] = person
    case .organization, .status:
      guard let (id, name) = dialect.named(record) else {
        return reject("missing-id", "an element without an id or name", record.place)
      }
      use()
      if dialect.roles[record.kind] == .status {
        directory.statuses[id] = name
      } else {
        directory.organizations[id] = name
      }
    case .detail:
      guard details.count < HelpdeskReader.mostDetails else { return }
      var short = record
      for i in short.values.indices {
        short.values[i] = Array(XMLRecord.cut(short.values[i][...], to: XMLRecord.longestName))
      }
      details.append(short)
    }
  }

  func broken(_ record: XMLRecord, code: String, detail: String) {
    // A detail is no element of its own in the books.
    if dialect.roles[record.kind] == .detail { return }
    reject(code, detail, record.place)
    if dialect.roles[record.kind] == .ticket { rejectComments(code, detail) }
  }

  func rejected(_ reject: Reject) { self.reject(reject.code, reject.detail, reject.place) }

  private func comment(_ record: XMLRecord) {
    let inside = takeDetails(of: record)
    guard let parent = record.parent, dialect.roles[parent] == .ticket else {
      let comment = dialect.comment(record, inside, directory)
      // ServiceNow writes comments behind their tickets, which they name.
      if let reason = comment.ticketID.flatMap({ reasons[$0] }) {
        account.read += 1
        account.exclude(reason)
        return
      }
      guard let reference = comment.ticketID, let id = numbers[reference] else {
        return reject("orphan", "a comment without a ticket before it", record.place)
      }
      use()
      emit(comment, author: comment.author, of: id, isOpening: false)
      return
    }
    guard comments.count < HelpdeskReader.mostComments else {
      return reject("too-many-comments", "more than \(HelpdeskReader.mostComments)", record.place)
    }
    comments.append(dialect.comment(record, inside, directory))
  }

  /// The details that stand in an element.
  private func takeDetails(of record: XMLRecord) -> [XMLRecord] {
    let inside = details.filter { $0.parent == record.kind }
    details.removeAll { $0.parent == record.kind }
    return inside
  }

  private func ticket(_ record: XMLRecord) {
    do {
      var draft = try dialect.ticket(record, takeDetails(of: record), directory)
      draft.ticket.text = options.text == .none || draft.text.isEmpty ? nil : draft.text
      if let (id, name) = draft.status { directory.statuses[id] = name }
      let opened = draft.ticket.opened.map(\.description) ?? ""
      // Two accounts may both have a ticket 101, yet hardly of the same second.
      let key = Exact("\(draft.ticket.origin.id) \(opened)")
      if let reason = seen.insert(key).inserted ? draft.excluded : "duplicate" {
        account.read += 1 + comments.count
        account.exclude(reason, 1 + comments.count)
        if let own = draft.ownID, draft.excluded != nil { reasons[own] = reason }
        comments = []
      } else {
        emit(draft)
      }
    } catch {
      reject(error.code, error.detail, record.place)
      rejectComments("ticket-rejected", "its ticket is rejected: \(error.code)")
    }
  }

  private func emit(_ draft: HelpdeskTicket) {
    use()
    output.emit(.ticket(draft.ticket))
    let id = draft.ticket.origin.id
    if let own = draft.ownID { numbers[own] = id }
    var changes = draft.changes
    for (i, comment) in inOrder(comments).enumerated() {
      if let reason = comment.excluded {
        account.read += 1
        account.exclude(reason)
        continue
      }
      use()
      let author = self.author(comment, of: draft)
      for var change in comment.changes {
        change.by = author.isEmpty ? nil : author
        changes.append(change)
      }
      if comment.isSilent { continue }
      let repeats =
        comment.at == draft.ticket.opened
        || !draft.text.isEmpty && Exact(comment.text) == Exact(draft.text)
      emit(
        comment, author: author, of: id, isOpening: i == 0 && dialect.repeatsDescription && repeats)
    }
    comments = []
    emit(changes, of: id, at: draft.ticket.origin.place)
  }

  private func emit(
    _ comment: HelpdeskComment, author: Party, of ticket: String, isOpening: Bool
  ) {
    var made = Comment(origin: origin(comment, of: ticket), ticket: ticket)
    made.at = comment.at
    made.author = author.isEmpty ? nil : author
    made.isPublic = comment.isPublic
    made.opening = isOpening
    made.text = options.text == .none || comment.text.isEmpty ? nil : comment.text
    output.emit(.comment(made))
  }

  private func emit(_ changes: [HelpdeskTicket.Change], of ticket: String, at place: Place) {
    let order = changes.indices.sorted { (changes[$0].at, $0) < (changes[$1].at, $1) }
    for change in order.map({ changes[$0] }) {
      let origin = Origin(
        format: dialect.name, place: place, id: change.id ?? "\(ticket)/\(change.to)",
        defects: change.defects)
      var made = StatusChange(origin: origin, ticket: ticket)
      made.at = change.at
      made.from = change.from
      made.to = change.to
      made.by = change.by
      output.emit(.status(made))
    }
  }

  /// By time. One without a time stays behind the one that it followed in the file.
  private func inOrder(_ comments: [HelpdeskComment]) -> [HelpdeskComment] {
    var latest = Timestamp.earliest
    var keyed: [(at: Timestamp, comment: HelpdeskComment)] = []
    for comment in comments {
      latest = comment.at ?? latest
      keyed.append((latest, comment))
    }
    let order = keyed.indices.sorted { (keyed[$0].at, $0) < (keyed[$1].at, $1) }
    return order.map { keyed[$0].comment }
  }

  /// Where the export has no id of a comment, one that any later export gives it too.
  private func origin(_ comment: HelpdeskComment, of ticket: String) -> Origin {
    let id =
      comment.id
      ?? "\(ticket)/"
      + Fingerprint.hex(comment.written, comment.authorID?.text ?? "", comment.text, digits: 12)
    return Origin(
      format: dialect.name, place: comment.place, id: id, defects: comment.defects)
  }

  private func author(_ comment: HelpdeskComment, of draft: HelpdeskTicket) -> Party {
    var party = comment.author
    guard let id = comment.authorID else {
      party.role = party.role ?? comment.incoming.map { $0 ? .customer : .agent }
      return party
    }
    if let known = directory.people[id]?.party {
      party = Party(
        name: known.name ?? party.name, address: known.address ?? party.address,
        number: known.number ?? party.number, role: party.role ?? known.role)
    }
    if party.name == nil { party.name = draft.names[id] }
    let asked = id == draft.requesterID ?? draft.submitterID
    if let incoming = comment.incoming {
      party.role = incoming || asked ? .customer : .agent
    } else if party.role == nil {
      // Without the users' file, whoever did not ask is taken for one who answers.
      party.role = asked ? .customer : dialect.assumesAgents ? .agent : nil
    }
    return party
  }

  private func use() {
    account.read += 1
    account.used += 1
  }

  private func reject(_ code: String, _ detail: String, _ place: Place) {
    account.read += 1
    account.reject(code)
    output.reject(Reject(code, detail, at: place))
  }

  private func rejectComments(_ code: String, _ detail: String) {
    for comment in comments { reject(code, detail, comment.place) }
    comments = []
  }
}
