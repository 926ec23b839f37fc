import Contacts
import Glibc
import Intake
import Records

extension Night {
  /// Reads a unit, or the rest of it, and keeps what it gives together with where it ended.
  func read(
    _ unit: ReadingUnit, _ old: KeptUnit?, _ plan: Plan, _ reading: inout Reading
  ) throws(StateDatabase.Failure) {
    var new = KeptUnit(
      key: unit.key, names: unit.names.joined(separator: "\n"), configuration: digest,
      signature: unit.signature)
    var from = 0
    if case .onward(let offset) = plan { from = offset }
    let collected = Collected(configuration.settings)
    var failures: [Intake.Failure] = []
    var tail = KeptPart()
    if let path = unit.mailbox, let state = FileState(of: path) {
      let isFresh = now.seconds - state.modifiedAt.seconds < Night.quiet
      let broken = isFresh ? MailboxEnds.brokenTail(of: path, size: state.size, from: from) : nil
      let end = broken ?? state.size
      collected.decided = end - MailboxEnds.deciding
      collected.cut = from
      var parsed = unit.read(
        from..<end, isWhole: from == 0 && broken == nil, record: collected.add,
        reject: collected.reject, failure: { failures.append($0) })
      collected.finish()
      // What lies behind the cut is read again, for books of its own.
      if collected.cut > from {
        tail.parsed = unit.read(
          collected.cut..<end, isWhole: false, record: { _ in }, reject: { _ in },
          failure: { failures.append($0) })
        parsed.subtract(tail.parsed)
        parsed.coverage = collected.coverage
        collected.settled.parsed = parsed
      } else {
        tail.parsed = parsed
      }
      tail.events = collected.tail.events
      tail.rejects = collected.tail.rejects
      tail.normalized = collected.tail.normalized
      if let broken, !tail.parsed.accounts.isEmpty {
        tail.parsed.accounts[0].read += 1
        tail.parsed.accounts[0].exclude("incomplete")
        tail.parsed.accounts[0].bytes += state.size - broken
        tail.parsed.accounts[0].bytesExcluded += state.size - broken
      }
      new.device = Int(truncatingIfNeeded: state.device)
      new.inode = Int(truncatingIfNeeded: state.inode)
      new.size = state.size
      new.offset = collected.cut
      new.marker = MailboxEnds.marker(of: path, before: collected.cut)
      // Held back: tomorrow it is whole, or nobody writes it any more.
      if broken != nil { new.signature = new.signature.map { Night.held + $0 } }
      if FileState(of: path) != state { new.signature = nil }
    } else {
      collected.decided = .min
      tail.parsed = unit.read(
        record: collected.add, reject: collected.reject, failure: { failures.append($0) })
      collected.finish()
      tail.events = collected.tail.events
      tail.rejects = collected.tail.rejects
      tail.normalized = collected.tail.normalized
      // What changed while it was read is read again.
      let after = unit.signature ?? ""
      if !after.utf8.elementsEqual((new.signature ?? "").utf8) { new.signature = nil }
      if let old, !old.isGone { try keepGone(of: old, without: unit, &reading) }
    }
    reading.failures += failures
    if !failures.isEmpty {
      // What was read before stands, rather than a part of it.
      if let old, !old.isGone { return }
      new.signature = nil
    }
    reading.read += tail.parsed.read + collected.settled.parsed.read
    reading.added += collected.count
    let isOnward = from > 0
    if isOnward {
      let before = try database.books(of: unit.key, isTail: false)
      for books in before {
        if books.stage == "parse" { collected.settled.parsed.add(books, first: true) }
        if books.stage == "normalize" { collected.settled.normalized.add(books, first: true) }
      }
    }
    try database.keep(new, settled: collected.settled, tail: tail, isAddition: isOnward)
  }

  /// A file that was not written for so many seconds is whole.
  private static let quiet = 60

  /// Before the signature of a mailbox whose last message is held back.
  static let held = "held "

  /// Of the files of a unit some are gone: what they held stays, as a unit of its own.
  private func keepGone(
    of old: KeptUnit, without unit: ReadingUnit, _ reading: inout Reading
  ) throws(StateDatabase.Failure) {
    let present = Set(unit.names.map { Exact($0) })
    let lost = old.names.split(separator: "\n").map(String.init).filter {
      !present.contains(Exact($0))
    }
    guard !lost.isEmpty else { return }
    reading.gone += lost
    let names = Set(lost.map { Exact($0) })
    var part = KeptPart()
    var account = Books.Account(source: "records", format: "records", unit: "record")
    var lines: [UInt8] = []
    var writer = JSONLine()
    try database.forEachBlock(of: old.key, "events") { bytes in
      for line in bytes.split(separator: 0x0A) {
        guard case .event(let event) = try? Line(line), names.contains(Exact(event.place.source))
        else { continue }
        writer.write(event)
        lines += writer.bytes
        account.read += 1
        account.used += 1
        account.made += 1
      }
    }
    for books in try database.books(of: old.key, isTail: true) where books.stage == "parse" {
      part.parsed.accounts = books.accounts.filter { names.contains(Exact($0.source)) }
      part.parsed.coverage = books.coverage.filter { names.contains(Exact($0.source)) }
    }
    part.normalized.accounts = [account]
    part.events = [lines]
    let gone = KeptUnit(
      key: "gone " + lost.joined(separator: "\n"), names: lost.joined(separator: "\n"),
      configuration: digest, isGone: true)
    try database.keep(gone, settled: KeptPart(), tail: part, isAddition: false)
  }
}

/// The events that are made of records while they come, those that are settled and those that
/// the next night makes again.
private final class Collected {
  var settled = KeptPart()
  var tail = KeptPart()
  /// The last message that begins at or before `decided` is where the tail begins.
  var decided = Int.min
  var cut = 0
  var coverage: [Books.Coverage] = []
  private(set) var count = 0
  private var normalizer: Normalizer
  private var line = JSONLine()
  private var span: ClosedRange<Timestamp>?
  private var source = ""
  private let rejected: Rejected

  /// The rejects of both stages, as lines.
  private final class Rejected {
    private(set) var all: [(offset: Int, line: [UInt8])] = []

    func add(_ reject: Reject) {
      var line = JSONLine()
      line.write(reject)
      all.append((reject.place.offset, line.bytes))
    }
  }

  init(_ settings: Settings) {
    let rejected = Rejected()
    self.rejected = rejected
    normalizer = Normalizer(settings) { reject in rejected.add(reject) }
  }

  func reject(_ reject: Reject) { rejected.add(reject) }

  func add(_ record: Record) {
    let place = record.origin.place
    if place.offset > cut, place.offset <= decided {
      cut = place.offset
      settle()
    }
    if case .mail(let mail) = record, let at = mail.received ?? mail.date {
      source = place.source
      span = span.map { min($0.lowerBound, at)...max($0.upperBound, at) } ?? at...at
    }
    normalizer.add(record) { take($0) }
  }

  func finish() {
    normalizer.finish { take($0) }
    tail.normalized = normalizer.books
    tail.normalized.subtract(settled.normalized)
    // Rejects before the cut are settled.
    for (offset, line) in rejected.all {
      if offset < cut { settled.rejects += line } else { tail.rejects += line }
    }
  }

  private func take(_ event: Event) {
    count += 1
    line.write(event)
    if (tail.events.last?.count ?? .max) > 256 << 10 { tail.events.append([]) }
    tail.events[tail.events.count - 1] += line.bytes
  }

  /// All that has come stands before the cut.
  private func settle() {
    for events in tail.events {
      if let last = settled.events.last, last.count + events.count <= 256 << 10 {
        settled.events[settled.events.count - 1] += events
      } else {
        settled.events.append(events)
      }
    }
    tail.events.removeAll(keepingCapacity: true)
    settled.normalized = normalizer.books
    coverage =
      span.map {
        [
          Books.Coverage(
            source: source, channel: .email, from: $0.lowerBound, until: $0.upperBound)
        ]
      } ?? []
  }
}

extension Books {
  /// Adds the books of other parts of the same sources.
  /// - Parameter first: the other ones are of what was read before, and keep their place.
  mutating func add(_ other: Books, first: Bool = false) {
    var sum = first ? other : self
    let more = first ? self : other
    for account in more.accounts {
      if let i = sum.accounts.firstIndex(where: { Exact($0.source) == Exact(account.source) }) {
        sum.accounts[i].add(account)
      } else {
        sum.accounts.append(account)
      }
    }
    for range in more.coverage {
      sum.cover(source: range.source, channel: range.channel, at: range.from)
      sum.cover(source: range.source, channel: range.channel, at: range.until)
    }
    self = sum
  }

  /// Takes off what a part of the same source counted; its coverage is not changed.
  mutating func subtract(_ part: Books) {
    for other in part.accounts {
      guard let i = accounts.firstIndex(where: { Exact($0.source) == Exact(other.source) }) else {
        continue
      }
      accounts[i].read -= other.read
      accounts[i].used -= other.used
      for (reason, count) in other.excluded { accounts[i].exclude(reason, -count) }
      for (code, count) in other.rejected { accounts[i].reject(code, -count) }
      accounts[i].excluded = accounts[i].excluded.filter { $0.value != 0 }
      accounts[i].rejected = accounts[i].rejected.filter { $0.value != 0 }
      accounts[i].made -= other.made
      accounts[i].bytes -= other.bytes
      accounts[i].bytesUsed -= other.bytesUsed
      accounts[i].bytesExcluded -= other.bytesExcluded
      accounts[i].bytesRejected -= other.bytesRejected
    }
  }
}
