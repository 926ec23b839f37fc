import Contacts
import Intake
import Records

/// Matches some groups anew from the events that are kept.
struct Rematch {
  private let again: Set<EventGroup>
  private var matcher: Matcher
  private var observer: SignObserver
  private var matchings: [EventGroup: KeptMatching] = [:]
  private var ties: [EventGroup: ClientTies] = [:]
  private var seen: Set<UInt64> = []
  private let end: Timestamp
  private let reader = EventLineReader()

  init(_ settings: Settings, _ observed: Observed, _ again: Set<EventGroup>, asOf: Timestamp) {
    self.again = again
    end = asOf
    matcher = Matcher(settings, observed: observed, workers: Processors.usable)
    observer = SignObserver(settings)
    for group in again {
      matchings[group] = KeptMatching()
      ties[group] = ClientTies()
    }
  }

  /// Adds what a unit holds of the groups, and of what is in every group.
  mutating func add(
    _ unit: String, from database: StateDatabase
  ) throws(StateDatabase.Failure) {
    if again.isEmpty { return }
    for group in try database.groups(of: unit) where group == .shared || again.contains(group) {
      var shares = (events: 0, new: 0)
      try database.forEachBlock(of: unit, group) { block in
        Night.forEachLine(block) { add($0, group, &shares) }
      }
      let home = group == .shared ? .nobody : group
      matchings[home]?.shares[unit, default: (0, 0)].events += shares.events
      matchings[home]?.shares[unit, default: (0, 0)].new += shares.new
    }
  }

  private mutating func add(
    _ line: UnsafeBufferPointer<UInt8>, _ group: EventGroup,
    _ shares: inout (events: Int, new: Int)
  ) {
    if let event = reader.read(line) {
      ties[group]?.add(event)
      guard count(event.id, event.client, event.at, group, &shares) else { return }
      observer.add(event)
      matcher.add(event)
      return
    } else if case .event(let event) = try? Line(line) {
      ties[group]?.add(event)
      let isNew = event.id.withBytes { id in
        guard let client = event.client else { return count(id, nil, event.at, group, &shares) }
        return client.withBytes { count(id, $0, event.at, group, &shares) }
      }
      guard isNew else { return }
    }
    // It has more than a plain line has.
    guard case .event(let event) = try? Line(line) else { return }
    observer.add(event)
    matcher.add(event)
  }

  /// Counts an event; false for one that is not to be matched, as it has been seen or stands with
  /// another client too.
  private mutating func count(
    _ id: EventFields.Text, _ client: EventFields.Text?, _ at: Timestamp, _ group: EventGroup,
    _ shares: inout (events: Int, new: Int)
  ) -> Bool {
    if let latest = matchings[group]?.latest, latest < at { matchings[group]?.latest = at }
    let isOwn = client.map { group.isClient($0) } ?? (group == .shared || group == .nobody)
    let home = isOwn ? group : EventGroup.client(String(decoding: client ?? id, as: UTF8.self))
    if !isOwn, again.contains(home) { return false }
    var hasher = FNV()
    hasher.add(id)
    if let client { hasher.add(client) }
    let isNew = seen.insert(hasher.value).inserted
    if isOwn {
      shares.events += 1
      if isNew {
        shares.new += 1
        if at <= end { matchings[group == .shared ? .nobody : group]?.used += 1 }
      }
    }
    return isNew
  }

  /// What matching gave each of the groups.
  /// - Parameter wanted: as ``Matcher/matched(asOf:)`` has it.
  consuming func matched(asOf wanted: Timestamp?) -> [EventGroup: KeptMatching] {
    if again.isEmpty { return [:] }
    let matched = matcher.matched(asOf: wanted)
    var all = matchings
    for tally in matched.books.tallies {
      all[EventGroup.of(tally.client)]?.droppedCalls = tally.droppedCalls
      all[EventGroup.of(tally.client)]?.settled = tally.settled
    }
    let (contacts, signs) = observer.keptAndSigns(of: matched)
    // Of others there is only what they share with these.
    for contact in contacts { all[EventGroup.of(contact.contact.client)]?.contacts.append(contact) }
    for sign in signs where sign.kind != .gap {
      all[EventGroup.of(sign.client)]?.signs.append(sign)
    }
    for (group, ties) in ties { all[group]?.ties = ties.sorted }
    return all
  }
}

/// The hash FNV-1a of some texts.
private struct FNV {
  private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

  mutating func add(_ text: EventFields.Text) {
    for byte in text { value = (value ^ UInt64(byte)) &* 0x100_0000_01B3 }
    value = (value ^ 0xFF) &* 0x100_0000_01B3
  }
}

extension String {
  fileprivate func withBytes<R>(_ body: (EventFields.Text) -> R) -> R {
    var copy = self
    return copy.withUTF8(body)
  }
}
