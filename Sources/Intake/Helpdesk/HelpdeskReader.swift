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

  let dialect: HelpdeskDialect
  let output: Output
  let options: ReaderOptions
  let writer: HelpdeskOutput
  private(set) var source = ""
  private(set) var records: XMLRecords?
  // One thread at a time owns a reader: checking that took 2 % of the time.
  @exclusivity(unchecked) var account: Books.Account
  let directory: HelpdeskDirectory
  @exclusivity(unchecked) private var comments: [HelpdeskComment] = []
  @exclusivity(unchecked) private var details: [XMLRecord] = []
  /// The numbers of tickets by the ids that comments outside of them name.
  private var numbers: [Exact: String] = [:]
  /// Why such tickets are left out, where they are.
  private var reasons: [Exact: String] = [:]
  /// 64 bits of the id of each ticket and the second in which it was opened: two accounts may
  /// both have a ticket 101, yet hardly of the same second.
  @exclusivity(unchecked) var seen: Set<UInt64> = []
  /// The file says that it holds only some of the tickets found.
  private var isPartial = false
  /// It reads a part of a file, beside others that share the directory.
  private let isPart: Bool
  /// The shape as that one uses it.
  var partShape: XMLShape?
  let spareShapes = SpareShapes()
  /// The part tells something that others may need, or needs what they tell.
  private(set) var isEntangled = false

  /// - Parameter whole: the reader of the whole file, where this one is to read a part of it.
  init(
    _ dialect: HelpdeskDialect, _ output: Output, _ options: ReaderOptions,
    partOf whole: HelpdeskReader? = nil
  ) {
    self.dialect = dialect
    self.output = output
    self.options = options
    isPart = whole != nil
    isPartial = whole?.isPartial ?? false
    directory = whole?.directory ?? HelpdeskDirectory()
    writer = HelpdeskOutput(dialect: dialect, output: output, options: options)
    account = Books.Account(source: "", format: dialect.name, unit: "element")
    if !isPart { directory.zone = options.zone }
  }

  func begin(_ source: String) {
    self.source = source
    account = Books.Account(source: source, format: dialect.name, unit: "element")
    output.account(source, format: dialect.name, unit: "element") { _ in }
    comments = []
    details = []
    if !isPart {
      isPartial = false
      directory.header = nil
    }
    records = XMLRecords(partShape ?? dialect.shape, source: source, sink: self)
  }

  func feed(_ bytes: UnsafeRawBufferPointer) { records?.feed(bytes) }

  func end() {
    records?.finish()
    records = nil
    writer.book(account)
  }

  func finish() {}

  /// Nothing waits for the element around it to end.
  var isSettled: Bool { comments.isEmpty && details.isEmpty }

  func ended(_ record: XMLRecord) {
    if isPart {
      switch dialect.roles[record.kind] {
      case .ticket, .detail: break
      case .comment: isEntangled = isEntangled || record.parent == nil
      case .person, .organization, .status, .extent: return isEntangled = true
      }
    }
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
    case .extent: isPartial = isPartial || dialect.isPartial(record)
    case .detail:
      guard details.count < HelpdeskReader.mostDetails else { return }
      var short = record
      short.shorten(to: dialect.longestDetail)
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
      writer.emit(comment, author: comment.author, of: id, isOpening: false)
      return
    }
    guard comments.count < HelpdeskReader.mostComments else {
      return reject("too-many-comments", "more than \(HelpdeskReader.mostComments)", record.place)
    }
    comments.append(dialect.comment(record, inside, directory))
  }

  /// The details that stand in an element.
  private func takeDetails(of record: XMLRecord) -> [XMLRecord] {
    guard !details.isEmpty else { return [] }
    let inside = details.filter { $0.parent == record.kind }
    details.removeAll { $0.parent == record.kind }
    return inside
  }

  private func ticket(_ record: XMLRecord) {
    let details = takeDetails(of: record)
    if dialect.hasHeader && directory.header == nil {
      directory.header = details
      account.read += 1
      account.exclude("header")
      return
    }
    do {
      var draft = try dialect.ticket(record, details, directory)
      if isPart, draft.status != nil || draft.ownID != nil { return isEntangled = true }
      if let (id, name) = draft.status { directory.statuses[id] = name }
      let key = CommentID.value(draft.ticket.origin.id, draft.ticket.opened?.seconds ?? Int.min)
      if let reason = draft.excluded ?? (seen.insert(key).inserted ? nil : "duplicate") {
        account.read += 1 + comments.count
        account.exclude(reason, 1 + comments.count)
        if let own = draft.ownID, draft.excluded != nil { reasons[own] = reason }
        comments = []
      } else {
        emit(&draft)
      }
    } catch {
      reject(error.code, error.detail, record.place)
      rejectComments("ticket-rejected", "its ticket is rejected: \(error.code)")
    }
  }

  private func emit(_ draft: inout HelpdeskTicket) {
    if isPartial { draft.ticket.origin.defects.append("export-truncated") }
    if let own = draft.ownID { numbers[own] = draft.ticket.origin.id }
    writer.emit(&draft, comments: comments, directory: directory, account: &account)
    comments = []
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
