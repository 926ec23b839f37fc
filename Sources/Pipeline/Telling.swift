import Contacts
import Records

/// Contacts, signs and books of all groups, put together in the order that one matching of all
/// would give.
struct Telling {
  private var all: [KeptContact] = []
  private var marks: [Sign] = []
  private var used = 0
  private var tallies: [(client: Exact, droppedCalls: Int, settled: Int)] = []
  private let settings: Settings
  private let observed: Observed
  private let asOf: Timestamp

  init(_ settings: Settings, _ observed: Observed, asOf: Timestamp) {
    self.settings = settings
    self.observed = observed
    self.asOf = asOf
  }

  /// - Parameter isRenewed: they were made on another night, and are told at the end of what is
  ///   observed now.
  mutating func add(_ matchings: [EventGroup: KeptMatching], isRenewed: Bool) {
    let contacts = all.count
    let signs = marks.count
    for (group, matching) in matchings {
      all += matching.contacts
      marks += matching.signs
      used += matching.used
      if matching.droppedCalls > 0 || matching.settled > 0 {
        tallies.append((Exact(group.client ?? ""), matching.droppedCalls, matching.settled))
      }
    }
    guard isRenewed else { return }
    let earliest = all[contacts...].lazy.map(\.contact.opened).min() ?? asOf
    let waits = ObservedWaits(settings, observed, asOf: asOf, from: earliest)
    for i in contacts..<all.count { waits.renew(&all[i]) }
    for i in signs..<marks.count { waits.renew(&marks[i]) }
  }

  private struct Place: Comparable {
    var opened: Timestamp
    var rank: UInt8
    var event: Exact
    var index: Int

    static func < (a: Place, b: Place) -> Bool {
      if a.opened != b.opened { return a.opened < b.opened }
      return a.rank != b.rank ? a.rank < b.rank : a.event < b.event
    }
  }

  /// In the order in which they were opened.
  func contacts() -> [Contact] {
    let places = all.indices.map { i in
      Place(
        opened: all[i].contact.opened, rank: all[i].rank,
        event: Exact(all[i].contact.evidence.first?.event ?? ""), index: i)
    }.sorted()
    return places.map { all[$0.index].contact }
  }

  /// In the order of time, without gaps.
  func signs() -> [Sign] {
    SignObserver.inOrder(marks)
  }

  /// Of the stage `match`.
  /// - Parameter events: how many there are, each counted once.
  func books(events: Int) -> Books {
    var account = Books.Account(source: "events", format: "events", unit: "event")
    account.read = events
    account.used = used
    if used < events { account.exclude("after-as-of", events - used) }
    account.made = all.count
    var books = Books("match")
    books.accounts = [account]
    books.asOf = asOf
    books.tallies = tallies.sorted { $0.client < $1.client }.map { one in
      var tally = Books.Tally(client: one.client.text.isEmpty ? nil : one.client.text)
      tally.droppedCalls = one.droppedCalls
      tally.settled = one.settled
      return tally
    }
    return books
  }
}
