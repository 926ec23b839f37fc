public import Records

/// How much of a message's text a record holds.
public enum TextMode: String, Sendable, CaseIterable {
  /// Without quotation and signature.
  case new
  case whole
  case none
}

/// What a reader is told of its sources beside their bytes.
public struct ReaderOptions: Sendable, Equatable {
  public var text: TextMode = .new
  /// The zone of local times, where it is known; otherwise it is inferred from the file.
  public var zone: Zone?
  /// Where the helpdesk exports of the format `xml` keep what.
  public var xml: TicketMapping?
  /// How the tables of calls of the format `csv` keep what.
  public var csv: CallMapping?
  /// Of a mailbox only the messages that begin in these bytes of the file.
  public var range: Range<Int>?

  public init() {}
}

/// Reads the files of one format, one after the other, in blocks of any size.
///
/// The records come out of ``Output``. A reader may hold something back until ``finish()``: the
/// legs of a call may stand in two files, and a ticket's requester in another than the ticket.
/// Memory is bounded for what is not joined. A reader neither logs nor traps on any input; what
/// it cannot use is a reject, and its account of each file balances.
public protocol Reader: AnyObject {
  /// A file begins; its name stands in the records as given.
  func begin(_ source: String)
  /// The same for a reader that reads a family of formats, and must know which this file is of.
  func begin(_ source: String, format: String)
  /// The file's next bytes. They are borrowed: valid only during the call.
  func feed(_ bytes: UnsafeRawBufferPointer)
  /// The file is over. ``Output/account`` of it must balance from here or from ``finish()`` on.
  func end()
  /// All files are over.
  func finish()
}

extension Reader {
  public func begin(_ source: String, format: String) { begin(source) }
}

/// A reader that may read a regular file in parts, on several cores.
///
/// It does so in place of ``Reader/feed(_:)``; the results are the same, and in the same order.
protocol PartedReader: Reader {
  func readParts(_ descriptor: CInt) -> PartedReading
}

enum PartedReading {
  case whole
  /// The file is to be fed in blocks.
  case unfit
  case failed(errno: CInt)
}

/// Where a reader's records, rejects and accounts go.
public final class Output {
  /// What is made of the records.
  enum End {
    case records((Record) -> Void)
    /// Whole lines of JSON, each with its line end.
    case lines((UnsafeBufferPointer<UInt8>) -> Void)
  }

  let recordEnd: End
  @exclusivity(unchecked) private var line = JSONLine()
  private let emitReject: (Reject) -> Void
  public private(set) var books = Books("parse")
  private var accountOfSource: [String: Int] = [:]
  var bookedUnder: [String: String] = [:]
  /// Where what is read made the program crash before.
  var care: Care?
  /// The account of the last record.
  private var last: Int?

  public init(record: @escaping (Record) -> Void, reject: @escaping (Reject) -> Void) {
    recordEnd = .records(record)
    emitReject = reject
  }

  /// An output that writes the records as lines; `lines` is given one or more of them.
  public init(
    lines: @escaping (UnsafeBufferPointer<UInt8>) -> Void, reject: @escaping (Reject) -> Void
  ) {
    recordEnd = .lines(lines)
    emitReject = reject
  }

  /// Keeps the account of a source under another name, which several may share.
  func book(_ source: String, under account: String) { bookedUnder[source] = account }

  /// The account of a source, made where there is none yet.
  public func account(
    _ source: String, format: String, unit: String, _ change: (inout Books.Account) -> Void
  ) {
    let source = bookedUnder[source] ?? source
    let i =
      accountOfSource[source]
      ?? {
        books.accounts.append(Books.Account(source: source, format: format, unit: unit))
        accountOfSource[source] = books.accounts.count - 1
        return books.accounts.count - 1
      }()
    change(&books.accounts[i])
  }

  /// Passes a record on.
  ///
  /// The caller keeps the account, since one record may stand for several rows; coverage and the
  /// count of records made are kept here.
  public func emit(_ record: Record) {
    let place = record.origin.place.source
    let source = bookedUnder.isEmpty ? place : bookedUnder[place] ?? place
    if last.map({ books.accounts[$0].source != source }) ?? true { last = accountOfSource[source] }
    if let last { books.accounts[last].made += 1 }
    let (channel, first, second) = Output.covered(record)
    if let first { books.cover(source: source, channel: channel, at: first) }
    if let second { books.cover(source: source, channel: channel, at: second) }
    pass(record)
  }

  /// Keeps the count of records that were passed on, and the times at which they show that their
  /// source was observed.
  func note(
    _ made: Int, in place: String, _ channel: Event.Channel, _ span: ClosedRange<Timestamp>?
  ) {
    let source = bookedUnder[place] ?? place
    if let i = accountOfSource[source] { books.accounts[i].made += made }
    guard let span else { return }
    books.cover(source: source, channel: channel, at: span.lowerBound)
    books.cover(source: source, channel: channel, at: span.upperBound)
  }

  /// Passes a mail on whose account is kept elsewhere.
  func pass(_ mail: MailDraft, format: String, source: String) {
    switch recordEnd {
    case .records(let emit): emit(.mail(mail.mail(format: format, source: source)))
    case .lines(let emit):
      mail.write(to: &line, format: format, source: source)
      line.withBytes(emit)
    }
  }

  /// Passes a call on as ``emit(_:)`` does, without making a record of it where it is written:
  /// that is larger by far, and copying it costs as much as writing it.
  func emit(_ call: Call) {
    guard case .lines(let emit) = recordEnd else { return self.emit(.call(call)) }
    let place = call.origin.place.source
    let source = bookedUnder.isEmpty ? place : bookedUnder[place] ?? place
    if last.map({ books.accounts[$0].source != source }) ?? true { last = accountOfSource[source] }
    if let last { books.accounts[last].made += 1 }
    if let started = call.started { books.cover(source: source, channel: .call, at: started) }
    if let ended = call.ended { books.cover(source: source, channel: .call, at: ended) }
    line.write(call)
    line.withBytes(emit)
  }

  /// Passes on the lines of calls of one file that were written elsewhere.
  func emit(
    calls lines: UnsafeBufferPointer<UInt8>, count: Int, source: String, from: Timestamp,
    until: Timestamp
  ) {
    guard case .lines(let emit) = recordEnd else { return }
    let source = bookedUnder[source] ?? source
    if let i = accountOfSource[source] { books.accounts[i].made += count }
    books.cover(source: source, channel: .call, at: from)
    books.cover(source: source, channel: .call, at: until)
    emit(lines)
  }

  /// Passes a record on whose account is kept elsewhere.
  func pass(_ record: Record) {
    guard let care else { return passOn(record) }
    if care.passes(record, to: passOn) { return }
    let place = record.origin.place
    if let i = accountOfSource[bookedUnder[place.source] ?? place.source] {
      books.accounts[i].used -= 1
      books.accounts[i].made -= 1
      books.accounts[i].reject("poison")
    }
    reject(Reject("poison", Care.detail, at: place))
  }

  private func passOn(_ record: Record) {
    Trap.spring(record: record)
    switch recordEnd {
    case .records(let emit): emit(record)
    case .lines(let emit):
      line.write(record)
      line.withBytes(emit)
    }
  }

  /// Passes a ticket on like any record, without a copy of it where it is written.
  func pass(_ ticket: Ticket) {
    guard case .lines(let emit) = recordEnd else { return pass(.ticket(ticket)) }
    line.write(ticket)
    line.withBytes(emit)
  }

  /// The same of a comment.
  func pass(_ comment: Comment) {
    guard case .lines(let emit) = recordEnd else { return pass(.comment(comment)) }
    line.write(comment)
    line.withBytes(emit)
  }

  /// Adds the books of a part of the input that was read apart.
  func add(_ part: Books) {
    for account in part.accounts {
      self.account(account.source, format: account.format, unit: account.unit) {
        $0.add(account)
      }
    }
    for range in part.coverage {
      for moment in [range.from, range.until] {
        let source = bookedUnder[range.source] ?? range.source
        books.cover(source: source, channel: range.channel, at: moment)
      }
    }
  }

  /// Passes a reject on; the caller keeps the account.
  public func reject(_ reject: Reject) { emitReject(reject) }

  /// The channel that a record belongs to, and the times at which it shows that it was observed.
  private static func covered(_ record: Record) -> (Event.Channel, Timestamp?, Timestamp?) {
    switch record {
    case .mail(let mail): (.email, mail.received ?? mail.date, nil)
    case .call(let call): (.call, call.started, call.ended)
    case .voicemail(let voicemail): (.voicemail, voicemail.left, nil)
    case .ticket(let ticket): (.ticket, ticket.opened, nil)
    case .comment(let comment): (.ticket, comment.at, nil)
    case .status(let status): (.ticket, status.at, nil)
    }
  }
}

/// The beginning of a file, from which its format is told.
public struct Head: Sendable {
  /// The path as given; only a hint, since standard input has none.
  public var name: String
  /// At most 64 KiB.
  public var bytes: [UInt8]

  public init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }
}

/// How one program writes its log, mailbox or export.
///
/// To add a format: one file that defines it, one entry in ``all``, one folder of samples.
public struct Format: Sendable {
  /// How sure we are of a format.
  public enum Certainty: String, Sendable {
    case realFiles = "seen in real files"
    case source = "in the producer's source"
    case documents = "in documents only"
    case told = "as pipeline.yml says"
  }

  /// As typed after `--format` and in pipeline.yml, as `asterisk-cdr`.
  public var name: String
  /// Formats of one family are read by one reader, which joins what their files tell of the same
  /// call; otherwise the name.
  public var family: String
  public var summary: String
  public var certainty: Certainty
  /// What the account counts: `message`, `row`, `element`.
  public var unit: String
  /// 0 where a file is certainly not of this format, to 100 where it certainly is.
  public var likeness: @Sendable (Head) -> Int
  /// Companion files (users, organizations) are read before those that refer to them: the
  /// smaller rank first; within a rank in the order given.
  public var rank: @Sendable (Head) -> Int
  public var reader: @Sendable (Output, ReaderOptions) -> any Reader

  public init(
    name: String, family: String? = nil, summary: String, certainty: Certainty, unit: String,
    likeness: @escaping @Sendable (Head) -> Int,
    rank: @escaping @Sendable (Head) -> Int = { _ in 0 },
    reader: @escaping @Sendable (Output, ReaderOptions) -> any Reader
  ) {
    self.name = name
    self.family = family ?? name
    self.summary = summary
    self.certainty = certainty
    self.unit = unit
    self.likeness = likeness
    self.rank = rank
    self.reader = reader
  }

  /// Every format that Ringback reads.
  public static let all: [Format] = mail + calls + helpdesks

  public static func named(_ name: String) -> Format? { all.first { $0.name == name } }
}
