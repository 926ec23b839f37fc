import Records

/// All events of an input in the order of time.
///
/// A class of constants, since many hold it and none changes it.
final class Events: Sendable {
  let sights: [Sight]
  let persons: TextTable
  let clients: TextTable
  let technicians: TextTable
  let subjects: SubjectTable
  let numbers: TextTable
  let sources: TextTable
  private let oddIDs: TextTable
  /// How many different Message-IDs and tickets there are.
  let countOfMatters: Int
  /// For each sight that has any: how many of `reply-to`, `reference`, addressed and further
  /// clients, then these.
  private let lists: [UInt32]
  /// When a call was answered and ended, and how long the talk was.
  let spans: [Span]
  /// How many events were left out as too late, and as further sights of the same event.
  let late: Int
  let doubled: Int

  struct Span {
    /// ``Span/none`` where it is not known.
    var answered: Int
    var ended: Int
    var talkS: Int
    /// It is known how long the call rang.
    var tellsWait: Bool
    static let none = Int.min
  }

  init(
    sights: [Sight], persons: TextTable, clients: TextTable, technicians: TextTable,
    subjects: SubjectTable, numbers: TextTable, sources: TextTable, oddIDs: TextTable,
    countOfMatters: Int, lists: [UInt32], spans: [Span], late: Int, doubled: Int
  ) {
    self.sights = sights
    self.persons = persons
    self.clients = clients
    self.technicians = technicians
    self.subjects = subjects
    self.numbers = numbers
    self.sources = sources
    self.oddIDs = oddIDs
    self.countOfMatters = countOfMatters
    self.lists = lists
    self.spans = spans
    self.late = late
    self.doubled = doubled
  }

  var count: Int { sights.count }

  /// How many events are of the clients of a part.
  func count(in part: ClientPart) -> Int {
    let isIn = clients.flags { part.holds($0) }
    let holdsNobody = part.holdsNobody
    return sights.count { $0.client == TextTable.none ? holdsNobody : isIn[Int($0.client)] }
  }

  /// Whether a client, or none, is in a part.
  func isIn(_ part: ClientPart, _ client: UInt32) -> Bool {
    client == TextTable.none
      ? part.holdsNobody : clients.withBytes(client) { part.holds($0) }
  }

  func replyTo(_ sight: Sight) -> ArraySlice<UInt32> { list(sight, 0) }
  func references(_ sight: Sight) -> ArraySlice<UInt32> { list(sight, 1) }
  func addressed(_ sight: Sight) -> ArraySlice<UInt32> { list(sight, 2) }
  /// The clients in whose groups it is beside its own.
  func furtherClients(_ sight: Sight) -> ArraySlice<UInt32> { list(sight, 3) }

  private func list(_ sight: Sight, _ which: Int) -> ArraySlice<UInt32> {
    guard sight.lists != TextTable.none else { return [] }
    let head = Int(sight.lists)
    var start = head + 4
    for k in 0..<which { start += Int(lists[head + k]) }
    return lists[start..<(start + Int(lists[head + which]))]
  }

  func answered(_ sight: Sight) -> Int? { known(span(sight)?.answered) }
  func ended(_ sight: Sight) -> Int? { known(span(sight)?.ended) }
  func talkS(_ sight: Sight) -> Int? { known(span(sight)?.talkS) }

  /// Whether a call that was answered tells how long it rang.
  func tellsWait(_ sight: Sight) -> Bool { span(sight)?.tellsWait ?? true }

  private func span(_ sight: Sight) -> Span? {
    sight.span == TextTable.none ? nil : spans[Int(sight.span)]
  }

  private func known(_ value: Int?) -> Int? { value == Span.none ? nil : value }

  /// The end of what was seen, not before its start.
  func end(_ sight: Sight) -> Int { max(sight.at, ended(sight) ?? sight.at) }

  /// Calls back with the id of a sight's event.
  func withID<Result>(
    _ sight: Sight, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    if sight.isOdd { return oddIDs.withBytes(UInt32(truncatingIfNeeded: sight.id), body) }
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 16) { digits in
      for k in 0..<16 {
        let digit = UInt8(truncatingIfNeeded: sight.id >> UInt64(60 - 4 * k)) & 15
        digits[k] = digit < 10 ? 0x30 + digit : 0x57 + digit
      }
      return body(UnsafeBufferPointer(digits))
    }
  }

  /// The id of a sight's event.
  func id(_ sight: Sight) -> String { withID(sight) { String(decoding: $0, as: UTF8.self) } }
}
