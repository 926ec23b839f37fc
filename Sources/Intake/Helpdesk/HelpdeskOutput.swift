import Records

/// Makes records of a ticket and what belongs to it: the ticket, its comments in the order of
/// time, then its changes of status.
final class HelpdeskOutput {
  private let dialect: HelpdeskDialect
  private let output: Output
  private let options: ReaderOptions
  /// What the books will tell of the file: records made, and the time that they cover.
  @exclusivity(unchecked) private(set) var made = 0
  @exclusivity(unchecked) private(set) var covered: ClosedRange<Timestamp>?

  init(dialect: HelpdeskDialect, output: Output, options: ReaderOptions) {
    self.dialect = dialect
    self.output = output
    self.options = options
  }

  /// Counts a record that is made, and the time at which it is.
  private func count(at: Timestamp?) {
    made += 1
    guard let at, covered.map({ !$0.contains(at) }) ?? true else { return }
    covered = min(covered?.lowerBound ?? at, at)...max(covered?.upperBound ?? at, at)
  }

  /// Counts records that were made of a part of the file, and the time that they cover.
  func add(made more: Int, covered span: ClosedRange<Timestamp>?) {
    made += more
    guard let span else { return }
    covered =
      covered.map {
        min($0.lowerBound, span.lowerBound)...max($0.upperBound, span.upperBound)
      } ?? span
  }

  /// Adds an account of a file to the books, with what was made of it.
  func book(_ account: Books.Account) {
    var books = Books("parse")
    books.accounts = [account]
    books.accounts[0].made = made
    if let covered {
      books.coverage = [
        Books.Coverage(
          source: account.source, channel: .ticket, from: covered.lowerBound,
          until: covered.upperBound)
      ]
    }
    output.add(books)
    made = 0
    covered = nil
  }

  /// Makes the records of a ticket, and counts the elements in an account.
  func emit(
    _ draft: inout HelpdeskTicket, comments: [HelpdeskComment], directory: HelpdeskDirectory,
    account: inout Books.Account
  ) {
    let ordered = HelpdeskOutput.inOrder(
      draft.comments.isEmpty ? comments : comments + draft.comments)
    if draft.text.isEmpty, let first = ordered.first, opens(first, draft) {
      draft.text = first.text
    }
    draft.ticket.text = options.text == .none || draft.text.isEmpty ? nil : draft.text
    account.read += 1
    account.used += 1
    count(at: draft.ticket.opened)
    output.pass(draft.ticket)
    let id = draft.ticket.origin.id
    var changes = draft.changes
    draft.changes = []
    for (i, comment) in ordered.enumerated() {
      if let reason = comment.excluded {
        account.read += 1
        account.exclude(reason)
        continue
      }
      if !comment.isPart {
        account.read += 1
        account.used += 1
      }
      let author = self.author(comment, of: draft, directory)
      for var change in comment.changes {
        change.by = author.isEmpty ? nil : author
        changes.append(change)
      }
      if comment.isSilent { continue }
      emit(comment, author: author, of: id, isOpening: i == 0 && opens(comment, draft))
    }
    emit(changes, of: id, at: draft.ticket.origin.place)
  }

  private func opens(_ comment: HelpdeskComment, _ draft: HelpdeskTicket) -> Bool {
    switch dialect.opening {
    case .isApart: false
    case .mayBeRepeated:
      comment.at == draft.ticket.opened
        || !draft.text.isEmpty && Exact(comment.text) == Exact(draft.text)
    case .isFirst: comment.mayOpen
    }
  }

  func emit(
    _ comment: HelpdeskComment, author: Party, of ticket: String, isOpening: Bool
  ) {
    // Where the export has no id of a comment, one that any later export gives it too.
    let id =
      comment.id
      ?? "\(ticket)/"
      + CommentID.hex(comment.written, comment.authorID?.text ?? "", comment.text)
    var made = Comment(
      origin: Origin(
        format: dialect.name, place: comment.place, id: id, defects: comment.defects),
      ticket: ticket)
    made.at = comment.at
    made.author = author.isEmpty ? nil : author
    made.isPublic = comment.isPublic
    made.opening = isOpening
    made.text = options.text == .none || comment.text.isEmpty ? nil : comment.text
    count(at: made.at)
    output.pass(made)
  }

  private func emit(_ changes: [HelpdeskTicket.Change], of ticket: String, at place: Place) {
    if changes.isEmpty { return }
    // Most have none of their own history.
    if changes.count == 1 { return emit(changes[0], of: ticket, at: place) }
    // A ticket may tell its last change beside its history.
    let told = Set(changes.filter { $0.id != nil }.map { Exact("\($0.at.seconds) \($0.to)") })
    let changes = changes.filter {
      $0.id != nil || !told.contains(Exact("\($0.at.seconds) \($0.to)"))
    }
    let order = changes.indices.sorted { (changes[$0].at, $0) < (changes[$1].at, $1) }
    for i in order { emit(changes[i], of: ticket, at: place) }
  }

  private func emit(_ change: HelpdeskTicket.Change, of ticket: String, at place: Place) {
    let origin = Origin(
      format: dialect.name, place: change.place ?? place,
      id: change.id ?? "\(ticket)/\(change.to)", defects: change.defects)
    var made = StatusChange(origin: origin, ticket: ticket)
    made.at = change.at
    made.from = change.from
    made.to = change.to
    made.by = change.by
    count(at: made.at)
    output.pass(.status(made))
  }

  /// By time. One without a time stays behind the one that it followed in the file.
  private static func inOrder(_ comments: [HelpdeskComment]) -> [HelpdeskComment] {
    var latest = Timestamp.earliest
    let isInOrder = comments.allSatisfy { comment in
      let last = latest
      latest = comment.at ?? latest
      return latest >= last
    }
    if isInOrder { return comments }
    latest = .earliest
    var keyed: [(at: Timestamp, comment: HelpdeskComment)] = []
    for comment in comments {
      latest = comment.at ?? latest
      keyed.append((latest, comment))
    }
    let order = keyed.indices.sorted { (keyed[$0].at, $0) < (keyed[$1].at, $1) }
    return order.map { keyed[$0].comment }
  }

  private func author(
    _ comment: HelpdeskComment, of draft: HelpdeskTicket, _ directory: HelpdeskDirectory
  ) -> Party {
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
}
