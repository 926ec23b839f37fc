import Contacts
import Foundation
import GRDB
import Records

extension StateDatabase {
  /// Of whom events are kept, those of everybody apart.
  func groups() throws(Failure) -> Set<EventGroup> {
    try read { db in
      let names = try String.fetchAll(
        db, sql: "SELECT DISTINCT party FROM block WHERE party IS NOT NULL")
      return Set(names.map { EventGroup($0) }).subtracting([.shared])
    }
  }

  /// Whose matching is kept, made with a configuration of events that are not later than a time.
  func matched(_ configuration: String, until end: Timestamp) throws(Failure) -> Set<EventGroup> {
    try read { db in
      Set(
        try String.fetchAll(
          db, sql: "SELECT party FROM matched WHERE configuration = ? AND latest <= ?",
          arguments: [configuration, end.seconds]
        ).map { EventGroup($0) })
    }
  }

  /// What the matching of a group gave; nil for what cannot be read, which is made anew.
  func matching(of group: EventGroup) throws(Failure) -> KeptMatching? {
    try read { db in
      let rows = try Row.fetchCursor(
        db,
        sql: """
          SELECT contacts, signs, latest, used, dropped_calls, settled FROM matched
          WHERE party = ?
          """, arguments: [group.name.text])
      guard let row = try rows.next() else { return nil }
      var kept = KeptMatching()
      kept.latest = Timestamp(row["latest"])
      kept.used = row["used"]
      kept.droppedCalls = row["dropped_calls"]
      kept.settled = row["settled"]
      let isSound = try row.withUnsafeData(atIndex: 0) { data in
        data?.withUnsafeBytes { bytes in
          ContactReader.contacts(bytes.bindMemory(to: UInt8.self)) { kept.contacts.append($0) }
        } ?? false
      }
      let areSound = try row.withUnsafeData(atIndex: 1) { data in
        data?.withUnsafeBytes { bytes in
          ContactReader.signs(bytes.bindMemory(to: UInt8.self)) { kept.signs.append($0) }
        } ?? false
      }
      return isSound && areSound ? kept : nil
    }
  }

  /// Those groups whose events are tied by some of these.
  func groups(tiedBy ties: Set<UInt32>) throws(Failure) -> Set<EventGroup> {
    if ties.isEmpty { return [] }
    let ties = ties.sorted()
    return try read { db in
      var found: Set<EventGroup> = []
      let rows = try Row.fetchCursor(db, sql: "SELECT party, ties FROM matched")
      while let row = try rows.next() {
        let isTied = try row.withUnsafeData(atIndex: 1) { data in
          data?.withUnsafeBytes { StateDatabase.haveCommon(ties, $0) } ?? true
        }
        if isTied { found.insert(EventGroup(row["party"])) }
      }
      return found
    }
  }

  /// Whether two sorted lists have a number in common; the second as bytes.
  private static func haveCommon(_ some: [UInt32], _ bytes: UnsafeRawBufferPointer) -> Bool {
    let count = bytes.count / 4
    func number(_ i: Int) -> UInt32 {
      UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: 4 * i, as: UInt32.self))
    }
    var low = 0
    for one in some {
      var high = count
      while low < high {
        let middle = (low + high) / 2
        if number(middle) < one { low = middle + 1 } else { high = middle }
      }
      if low < count, number(low) == one { return true }
    }
    return false
  }

  /// Events of every group that came or went since the last matching, as lines.
  func forEachSharedChange(
    _ take: (UnsafeBufferPointer<UInt8>) -> Void
  ) throws(Failure) {
    try read { db in
      let rows = try Row.fetchCursor(db, sql: "SELECT lines FROM shared_change")
      while let row = try rows.next() {
        try row.withUnsafeData(atIndex: 0) { data in
          data?.withUnsafeBytes { take($0.bindMemory(to: UInt8.self)) }
        }
      }
    }
  }

  /// What the kept matching was made with: what was settled, by contact, and up to when it told.
  func matchedWith() throws(Failure) -> (settled: [Exact: String], asOf: Timestamp?) {
    try read { db in
      var settled: [Exact: String] = [:]
      for row in try Row.fetchAll(db, sql: "SELECT contact, line FROM matched_settlement") {
        settled[Exact(row["contact"])] = row["line"]
      }
      let asOf = try Int.fetchOne(db, sql: "SELECT as_of FROM matched_until")
      return (settled, asOf.map { Timestamp($0) })
    }
  }

  /// Keeps what a matching gave, all in one step.
  ///
  /// - Parameters:
  ///   - matchings: of those that were matched.
  ///   - groups: all that there are; what is kept of others goes.
  func keep(
    _ matchings: [EventGroup: KeptMatching], of groups: Set<EventGroup>, configuration: String,
    settled: [Exact: String], asOf: Timestamp
  ) throws(Failure) {
    try write { db in
      let names = Set(groups.map(\.name))
      for name in try String.fetchAll(
        db, sql: "SELECT party FROM matched UNION SELECT party FROM share")
      where !names.contains(Exact(name)) {
        try db.execute(sql: "DELETE FROM matched WHERE party = ?", arguments: [name])
        try db.execute(sql: "DELETE FROM share WHERE party = ?", arguments: [name])
      }
      for (group, matching) in matchings.sorted(by: { $0.key < $1.key }) {
        let party = group.name.text
        try db.execute(sql: "DELETE FROM matched WHERE party = ?", arguments: [party])
        try db.execute(sql: "DELETE FROM share WHERE party = ?", arguments: [party])
        for (unit, share) in matching.shares {
          try db.execute(
            sql: "INSERT INTO share (party, unit, events, new) VALUES (?, ?, ?, ?)",
            arguments: [party, unit, share.events, share.new])
        }
        // What comes after the end is left out of it, and counts once the end is later.
        if matching.latest > asOf { continue }
        try db.execute(
          sql: """
            INSERT INTO matched
              (party, configuration, latest, used, dropped_calls, settled, contacts, signs, ties)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
          arguments: [
            party, configuration, matching.latest.seconds, matching.used, matching.droppedCalls,
            matching.settled, Data(ContactWriter.bytes(of: matching.contacts)),
            Data(ContactWriter.bytes(of: matching.signs)),
            Data(matching.ties.flatMap { tie in (0..<4).map { UInt8(tie >> (8 * $0) & 0xFF) } }),
          ])
      }
      try db.execute(sql: "DELETE FROM shared_change")
      try db.execute(sql: "DELETE FROM matched_settlement")
      for (contact, line) in settled.sorted(by: { $0.key < $1.key }) {
        try db.execute(
          sql: "INSERT INTO matched_settlement (contact, line) VALUES (?, ?)",
          arguments: [contact.text, line])
      }
      try db.execute(sql: "DELETE FROM matched_until")
      try db.execute(
        sql: "INSERT INTO matched_until (as_of) VALUES (?)", arguments: [asOf.seconds])
    }
  }

  /// Of each unit, of all groups together (``KeptMatching/shares``).
  func shares() throws(Failure) -> [Exact: (events: Int, new: Int)] {
    try read { db in
      var all: [Exact: (events: Int, new: Int)] = [:]
      for row in try Row.fetchAll(
        db, sql: "SELECT unit, sum(events) AS events, sum(new) AS new FROM share GROUP BY unit")
      {
        all[Exact(row["unit"])] = (row["events"], row["new"])
      }
      return all
    }
  }
}
