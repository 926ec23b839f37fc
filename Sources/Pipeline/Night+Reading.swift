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
    let collected = CollectedEvents(
      configuration.settings, from: try database.retentionStart(digest) ?? .earliest)
    var failures: [Intake.Failure] = []
    var tail = KeptPart()
    let quiet = unit.mailbox.flatMap { MailboxLock.quietState(of: $0, now: now) }
    if let path = unit.mailbox, let state = quiet ?? FileState(of: path) {
      let isFresh = now.seconds - state.modifiedAt.seconds < Night.quiet
      // Who holds a lock is writing the last message; others may without one.
      let broken =
        quiet == nil
        ? MailboxEnds.lastMessage(of: path, size: state.size, from: from)
        : isFresh ? MailboxEnds.brokenTail(of: path, size: state.size, from: from) : nil
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
      tail.lines = collected.tail.lines
      tail.times = collected.tail.times
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
      // What grew meanwhile is read on; what else changed may have been read half changed.
      let after = FileState(of: path)
      if after != state { new.signature = nil }
      if after.map({ $0.inode != state.inode || $0.size <= state.size && $0 != state }) ?? true {
        new.marker = nil
      }
    } else {
      collected.decided = .min
      tail.parsed = unit.read(
        record: collected.add, reject: collected.reject, failure: { failures.append($0) })
      collected.finish()
      tail.lines = collected.tail.lines
      tail.times = collected.tail.times
      tail.rejects = collected.tail.rejects
      tail.normalized = collected.tail.normalized
      // What changed while it was read is read again.
      let after = unit.signature ?? ""
      if !after.utf8.elementsEqual((new.signature ?? "").utf8) { new.signature = nil }
      if let old, !old.isGone {
        let present = Set(unit.names.map { Exact($0) })
        let lost = old.fileNames.filter {
          !present.contains(Exact($0))
        }
        let unreadable = reading.failures
        reading.gone += lost.filter { name in !unreadable.contains { $0.isPassing(of: name) } }
        if !lost.isEmpty { try keepGone(of: old, lost) }
      }
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
    if isOnward {
      collected.settled.times.add(try database.times(of: unit.key, isTail: false))
    }
    try database.keep(
      new, settled: collected.settled, tail: tail, isAddition: isOnward,
      isMoved: old?.isGone ?? false)
  }

  /// A file that was not written for so many seconds is whole.
  private static let quiet = 60

  /// Before the signature of a mailbox whose last message is held back.
  static let held = "held "

  /// Of the files of a unit some are gone: what they held stays, as a unit of its own.
  func keepGone(of old: KeptUnit, _ lost: [String]) throws(StateDatabase.Failure) {
    let names = Set(lost.map { Exact($0) })
    var part = KeptPart()
    var account = Books.Account(source: "records", format: "records", unit: "record")
    let zone = configuration.settings.provider.zone
    for group in try database.groups(of: old.key) {
      try database.forEachBlock(of: old.key, group) { bytes in
        for line in bytes.split(separator: 0x0A) {
          guard case .event(let event) = try? Line(line), names.contains(Exact(event.place.source))
          else { continue }
          part.lines.add(line, to: group)
          // Of several clients it stands with each of them.
          guard EventGroup.first(of: ClientGroups(event)) == group else { continue }
          part.times.add(event.channel, at: event.at, ended: event.ended, in: zone)
          account.read += 1
          account.used += 1
          account.made += 1
        }
      }
    }
    for books in try database.books(of: old.key, isTail: true) where books.stage == "parse" {
      part.parsed.accounts = books.accounts.filter { names.contains(Exact($0.source)) }
      part.parsed.coverage = books.coverage.filter { names.contains(Exact($0.source)) }
    }
    part.normalized.accounts = [account]
    let gone = KeptUnit(
      key: "gone " + lost.joined(separator: "\n"), names: lost.joined(separator: "\n"),
      configuration: digest, isGone: true)
    try database.keep(
      gone, settled: KeptPart(), tail: part, isAddition: false, isMoved: false)
  }
}
