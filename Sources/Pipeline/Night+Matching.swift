import Contacts
import Glibc
import Intake
import Records

extension Night {
  /// Gives the contacts of all events that are kept. Only those clients are matched of whom an
  /// event came or went; what matching the others gave is kept, and told at the end of what is
  /// observed now.
  /// - Parameter isKept: what matching gives is kept for later nights, and what is of no use any
  ///   more is forgotten.
  func match(
    _ present: [String], gone: [KeptUnit], _ opened: Books, _ settings: Settings,
    _ wanted: Timestamp?, _ reading: inout Reading, isKept: Bool = true,
    reject: @escaping (Reject) -> Void
  ) throws(StateDatabase.Failure) -> Passage.Outcome {
    let units = present + gone.map(\.key)
    var (parsed, times) = (opened, EventTimes())
    for unit in present { try add(unit, to: &parsed, &times) }
    for unit in gone { try add(unit.key, to: &parsed, &times, isGone: unit.isGone) }
    let observed = Observed(parsed, times)
    let asOf = wanted ?? observed.end
    let start = try retentionStart(observed.end, moves: isKept && wanted == nil)
    parsed.limitCoverage(from: start)
    var groups = try database.groups()
    groups.insert(.nobody)
    // What was kept was told at the end of what was observed.
    let kept = try wanted == nil ? unchanged(groups, settings, asOf) : [:]
    let again = groups.subtracting(kept.keys)
    var rematch = Rematch(settings, observed, again, asOf: asOf)
    for unit in units { try rematch.add(unit, from: database) }
    let made = rematch.matched(asOf: wanted)
    reading.clients = groups.count
    reading.matched += again.count
    if isKept, wanted == nil, !again.isEmpty {
      try database.keep(
        made, of: groups, configuration: digest, settled: Night.lines(settings.settlements),
        asOf: asOf)
    }

    // All that a file held that is gone stands in others.
    var shares = try wanted == nil ? database.shares() : KeptMatching.shares(made)
    if isKept, wanted == nil {
      let elsewhere = gone.filter { shares[Exact($0.key)]?.new ?? 0 == 0 }
      for unit in elsewhere {
        try database.forget(unit.key, isElsewhere: true)
        shares[Exact(unit.key)] = nil
        // Renamed, or put into another file: nothing is missed.
        reading.gone.removeAll { name in unit.fileNames.contains { Exact($0) == Exact(name) } }
      }
      if !elsewhere.isEmpty {
        return try match(
          present, gone: gone.filter { shares[Exact($0.key)] != nil }, opened, settings, nil,
          &reading, reject: reject)
      }
    }
    var account = Books.Account(source: "records", format: "records", unit: "record")
    for unit in units {
      for part in try normalized(unit) { account.add(part) }
      try database.forEachBlock(of: unit, nil) { block in
        Night.forEachLine(block) { if let one = try? Reject(line: $0) { reject(one) } }
      }
    }
    let doubled = shares.values.reduce(0) { $0 + $1.events - $1.new }
    account.used -= doubled
    account.made -= doubled
    if doubled > 0 { account.exclude("duplicate", doubled) }
    var normalized = Books("normalize")
    normalized.accounts = [account]
    var told = Telling(settings, observed, asOf: asOf)
    told.add(kept, isRenewed: true)
    told.add(made, isRenewed: false)
    return Passage.Outcome(
      contacts: told.contacts(),
      signs: told.signs() + times.gaps(settings, asOf: asOf).filter { $0.at >= start },
      books: [
        parsed, normalized, told.books(events: shares.values.reduce(0) { $0 + $1.new }),
      ],
      asOf: asOf, failures: [])
  }

  /// Before when events are forgotten, as `retention` says; forgets them where that moves on.
  private func retentionStart(
    _ end: Timestamp, moves: Bool
  ) throws(StateDatabase.Failure) -> Timestamp {
    let before = try database.retentionStart(digest) ?? .earliest
    guard moves, let retention = configuration.retention, end > .earliest else { return before }
    let start = retention.start(before: end, in: configuration.settings.provider.zone)
    if start <= before { return before }
    try database.forget(before: start, digest)
    return start
  }

  private func add(
    _ unit: String, to parsed: inout Books, _ times: inout EventTimes, isGone: Bool = false
  ) throws(StateDatabase.Failure) {
    for isTail in [false, true] {
      for var books in try database.books(of: unit, isTail: isTail) where books.stage == "parse" {
        for i in books.accounts.indices { books.accounts[i].isGone = isGone }
        parsed.add(books)
      }
      times.add(try database.times(of: unit, isTail: isTail))
    }
  }

  private func normalized(
    _ unit: String
  ) throws(StateDatabase.Failure) -> [Books.Account] {
    var all: [Books.Account] = []
    for isTail in [false, true] {
      for books in try database.books(of: unit, isTail: isTail) where books.stage == "normalize" {
        all += books.accounts
      }
    }
    return all
  }

  /// What is kept of those of whom nothing came or went.
  private func unchanged(
    _ groups: Set<EventGroup>, _ settings: Settings, _ asOf: Timestamp
  ) throws(StateDatabase.Failure) -> [EventGroup: KeptMatching] {
    var kept = try database.matched(digest, until: asOf).intersection(groups)
    if kept.isEmpty { return [:] }
    let (settledBefore, asOfBefore) = try database.matchedWith()
    let ties = try changedTies(between: asOfBefore ?? asOf, asOf)
    kept.subtract(try database.groups(tiedBy: ties))
    let settled = Night.lines(settings.settlements)
    let changed = Set(settled.keys).union(settledBefore.keys).filter {
      !(settled[$0] ?? "").utf8.elementsEqual((settledBefore[$0] ?? "").utf8)
    }
    var all: [EventGroup: KeptMatching] = [:]
    for group in kept {
      guard let matching = try database.matching(of: group) else { continue }
      if !changed.isEmpty,
        matching.contacts.contains(where: { changed.contains(Exact($0.contact.id)) })
      {
        continue
      }
      all[group] = matching
    }
    return all
  }

  /// By what a client must be tied to events of every group that came or went since the last
  /// matching, or that lie between its end and that of now.
  private func changedTies(
    between one: Timestamp, _ other: Timestamp
  ) throws(StateDatabase.Failure) -> Set<UInt32> {
    var changed: [[UInt8]] = []
    try database.forEachSharedChange { changed.append(Array($0)) }
    let between = min(one, other)..<max(one, other)
    if changed.isEmpty, between.isEmpty { return [] }
    var ties = SharedTies()
    let reader = EventLineReader()
    func add(_ block: UnsafeBufferPointer<UInt8>, isChanged: Bool) {
      Night.forEachLine(block) { line in
        func isChange(_ at: Timestamp) -> Bool {
          isChanged || at > between.lowerBound && at <= between.upperBound
        }
        if let event = reader.read(line) {
          ties.add(event, isChanged: isChange(event.at))
        } else if case .event(let event) = try? Line(line) {
          ties.add(event, isChanged: isChange(event.at))
        }
      }
    }
    for block in changed { block.withUnsafeBufferPointer { add($0, isChanged: true) } }
    for unit in try database.units() {
      try database.forEachBlock(of: unit.key, .shared) { add($0, isChanged: false) }
    }
    return ties.changed()
  }

  private static func lines(_ settlements: [Settlement]) -> [Exact: String] {
    settlements.reduce(into: [:]) { all, one in
      all[Exact(one.contact)] = "\(one.kind.rawValue) \(one.at) \(one.by ?? "")"
    }
  }

  static func forEachLine(
    _ block: UnsafeBufferPointer<UInt8>, _ take: (UnsafeBufferPointer<UInt8>) -> Void
  ) {
    var start = 0
    while start < block.count {
      let end = block[start...].firstIndex(of: 0x0A) ?? block.count
      take(UnsafeBufferPointer(rebasing: block[start..<end]))
      start = end + 1
    }
  }
}
