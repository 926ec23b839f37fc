public import Records

/// Turns records into events: the stage `normalize`.
///
/// Records may come in any order. Comments and status changes whose ticket is not yet known wait
/// for it until ``finish(_:)``; beside those it holds a table of the tickets (who asked, about
/// what) and the ids seen.
public struct Normalizer {
  let settings: Settings
  let directory: Directory
  let phrases: Phrases
  let signals: SignalScan
  let namedTechnicians: [Exact: String]
  private var seen: Set<UInt64> = []
  private var account = Books.Account(source: "records", format: "records", unit: "record")
  private let reject: (Reject) -> Void
  var tickets: [Exact: TicketFacts] = [:]
  private var waiting: [Record] = []

  /// What a ticket's comments need to know of it.
  struct TicketFacts {
    var client: String?
    var person: String?
    var subject: String?
    var opened: Timestamp?
    var requester: Party?
  }

  public init(_ settings: Settings, reject: @escaping (Reject) -> Void) {
    self.settings = settings
    self.reject = reject
    directory = Directory(settings)
    phrases = Phrases(settings.phrases)
    signals = SignalScan(settings.phrases)
    namedTechnicians = settings.clients.reduce(into: [:]) { $0[Exact($1.id)] = $1.technician }
  }

  /// Normalizes one record; what it gives is passed on at once, or held until its ticket comes.
  public mutating func add(_ record: Record, _ emit: (Event) -> Void) {
    switch record {
    case .comment(let comment)
    where tickets[Normalizer.key(ofTicket: comment.ticket, comment.origin)] == nil:
      waiting.append(record)
    case .status(let status)
    where tickets[Normalizer.key(ofTicket: status.ticket, status.origin)] == nil:
      waiting.append(record)
    default: convert(record, emit)
    }
  }

  /// Everything was added: what waited for a ticket that never came is normalized without it.
  public mutating func finish(_ emit: (Event) -> Void) {
    for record in waiting { convert(record, emit) }
    waiting = []
  }

  public var books: Books {
    var books = Books("normalize")
    books.accounts = [account]
    return books
  }

  private mutating func convert(_ record: Record, _ emit: (Event) -> Void) {
    account.read += 1
    let outcome: Outcome
    switch record {
    case .mail(let mail): outcome = event(of: mail)
    case .call(let call): outcome = event(of: call)
    case .voicemail(let voicemail): outcome = event(of: voicemail)
    case .ticket(let ticket): outcome = event(of: ticket)
    case .comment(let comment): outcome = event(of: comment)
    case .status(let status): outcome = event(of: status)
    }
    switch outcome {
    case .event(var event):
      guard seen.insert(Normalizer.number(ofID: event.id)).inserted else {
        account.exclude("duplicate")
        return
      }
      event.place = record.origin.place
      account.used += 1
      account.made += 1
      emit(event)
    case .excluded(let reason): account.exclude(reason)
    case .rejected(let code, let detail):
      account.reject(code)
      reject(Reject(code, detail, at: record.origin.place))
    }
  }

  /// What became of a record.
  enum Outcome {
    case event(Event)
    case excluded(String)
    case rejected(String, String)
  }

  static func key(ofTicket id: String, _ origin: Origin) -> Exact {
    Exact(origin.format + "/" + id)
  }

  /// 16 hexadecimal digits as a number, which is quicker to keep.
  private static func number(ofID id: String) -> UInt64 { UInt64(id, radix: 16) ?? 0 }
}
