import Contacts
import Foundation
import GRDB
import Records

/// What was read of the files of one reading unit, as far as it is kept.
struct KeptUnit {
  var key: String
  /// Of its files, one a line.
  var names: String
  /// Of the configuration and the program that its events were made by.
  var configuration: String
  /// Of its files; nil where it is to be read again in any case.
  var signature: String?
  /// Of a mailbox: which file it was, and where the next night reads on.
  var device = 0
  var inode = 0
  var offset = 0
  var size = 0
  var marker: String?
  /// None of its files is there any more.
  var isGone = false

  var fileNames: [String] { names.split(separator: "\n").map(String.init) }
}

/// Events, rejects and books of a part of a unit.
struct KeptPart {
  var lines = GroupedLines()
  var times = EventTimes()
  var rejects: [UInt8] = []
  var parsed = Books("parse")
  var normalized = Books("normalize")
}

extension StateDatabase {
  func units() throws(Failure) -> [KeptUnit] {
    try read { db in
      try Row.fetchAll(db, sql: "SELECT * FROM unit ORDER BY key").map { row in
        KeptUnit(
          key: row["key"], names: row["names"], configuration: row["configuration"],
          signature: row["signature"], device: row["device"], inode: row["inode"],
          offset: row["offset"], size: row["size"], marker: row["marker"], isGone: row["is_gone"])
      }
    }
  }

  /// Keeps a unit with its events and books, all in one step; whose events came or went is to be
  /// matched again.
  ///
  /// - Parameters:
  ///   - settled: what no later night reads again; added to what there is if `isAddition`,
  ///     otherwise in place of it.
  ///   - tail: in place of the earlier one.
  ///   - isMoved: its place among the units is another one.
  func keep(
    _ unit: KeptUnit, settled: KeptPart, tail: KeptPart, isAddition: Bool, isMoved: Bool
  ) throws(Failure) {
    try write { db in
      try db.execute(
        sql: """
          INSERT OR REPLACE INTO unit
            (key, names, configuration, signature, device, inode, offset, size, marker, is_gone)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          unit.key, unit.names, unit.configuration, unit.signature, unit.device, unit.inode,
          unit.offset, unit.size, unit.marker, unit.isGone,
        ])
      let groups = try StateDatabase.groups(db, of: unit.key)
        .union(settled.lines.groups).union(tail.lines.groups)
      let rest = isAddition ? "AND is_tail = 1" : ""
      for group in groups.sorted() {
        let lines = settled.lines[group] + tail.lines[group]
        let before = try StateDatabase.lines(db, unit.key, group, where: rest)
        let isSame =
          before.isEmpty ? lines.isEmpty : before.flatMap(\.self) == lines.flatMap(\.self)
        if isMoved || !isSame { try StateDatabase.noteChange(db, group, before, lines) }
        // A mailbox must know what is settled, of the others all is read again.
        if isSame, unit.marker == nil, !isAddition, !before.isEmpty { continue }
        try db.execute(
          sql: "DELETE FROM block WHERE unit = ? AND party = ? \(rest)",
          arguments: [unit.key, group.name.text])
        for (part, isTail) in [(settled, 0), (tail, 1)] {
          for block in part.lines[group] {
            try StateDatabase.insert(db, unit.key, isTail, group, block)
          }
        }
      }
      try db.execute(
        sql: "DELETE FROM block WHERE unit = ? AND party IS NULL \(rest)", arguments: [unit.key])
      for (part, isTail) in [(settled, 0), (tail, 1)] {
        if !part.rejects.isEmpty {
          try StateDatabase.insert(db, unit.key, isTail, nil, part.rejects)
        }
        let times = PackedBytes(part.times.numbers).bytes
        for books in [part.parsed, part.normalized] {
          var line = JSONLine()
          line.write(books)
          try db.execute(
            sql: """
              INSERT OR REPLACE INTO books (unit, is_tail, stage, line, times)
              VALUES (?, ?, ?, ?, ?)
              """,
            arguments: [
              unit.key, isTail, books.stage, Data(line.bytes),
              books.stage == "normalize" ? Data(times) : nil,
            ])
        }
      }
    }
  }

  private static func insert(
    _ db: Database, _ unit: String, _ isTail: Int, _ group: EventGroup?, _ lines: [UInt8]
  ) throws {
    try db.execute(
      sql: "INSERT INTO block (unit, is_tail, party, lines) VALUES (?, ?, ?, ?)",
      arguments: [unit, isTail, group?.name.text, Data(lines)])
  }

  static func groups(_ db: Database, of unit: String) throws -> Set<EventGroup> {
    Set(
      try String.fetchAll(
        db, sql: "SELECT DISTINCT party FROM block WHERE unit = ? AND party IS NOT NULL",
        arguments: [unit]
      ).map { EventGroup($0) })
  }

  private static func lines(
    _ db: Database, _ unit: String, _ group: EventGroup, where more: String
  ) throws -> [[UInt8]] {
    try Data.fetchAll(
      db,
      sql: """
        SELECT lines FROM block WHERE unit = ? AND party = ? \(more) ORDER BY is_tail, number
        """,
      arguments: [unit, group.name.text]
    ).map { Array($0) }
  }

  /// Whose events these were and are must be matched again.
  static func noteChange(
    _ db: Database, _ group: EventGroup, _ before: [[UInt8]], _ after: [[UInt8]]
  ) throws {
    let matched = group == .shared ? EventGroup.nobody : group
    try db.execute(
      sql: "DELETE FROM matched WHERE party = ?", arguments: [matched.name.text])
    guard group == .shared else { return }
    guard try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT * FROM matched)") ?? false else {
      return
    }
    let changed = StateDatabase.difference(before, after)
    if !changed.isEmpty {
      try db.execute(
        sql: "INSERT INTO shared_change (lines) VALUES (?)", arguments: [Data(changed)])
    }
  }

  /// The lines that stand in one of two texts alone.
  private static func difference(_ before: [[UInt8]], _ after: [[UInt8]]) -> [UInt8] {
    func lines(_ blocks: [[UInt8]]) -> Set<ArraySlice<UInt8>> {
      Set(blocks.lazy.flatMap { $0.split(separator: 0x0A) })
    }
    let lines = lines(before).symmetricDifference(lines(after))
    return lines.flatMap { $0 + [0x0A] }
  }

  /// Notes that the files of a unit are no longer there.
  func noteGone(_ unit: String) throws(Failure) {
    try write { db in
      try db.execute(sql: "UPDATE unit SET is_gone = 1 WHERE key = ?", arguments: [unit])
      // What others hold too stands in those now.
      for group in try StateDatabase.groups(db, of: unit).sorted() {
        let lines = group == .shared ? try StateDatabase.lines(db, unit, group, where: "") : []
        try StateDatabase.noteChange(db, group, lines, [])
      }
    }
  }

  /// - Parameter isElsewhere: all of its events stand in other units, so that nothing changes.
  func forget(_ unit: String, isElsewhere: Bool = false) throws(Failure) {
    try write { db in
      for group in isElsewhere ? [] : try StateDatabase.groups(db, of: unit).sorted() {
        let lines = group == .shared ? try StateDatabase.lines(db, unit, group, where: "") : []
        try StateDatabase.noteChange(db, group, lines, [])
      }
      for table in ["block", "books", "share"] {
        try db.execute(sql: "DELETE FROM \(table) WHERE unit = ?", arguments: [unit])
      }
      try db.execute(sql: "DELETE FROM unit WHERE key = ?", arguments: [unit])
    }
  }

  /// The books of a unit, `isTail` or not.
  func books(of unit: String, isTail: Bool) throws(Failure) -> [Books] {
    try read { db in
      try Row.fetchAll(
        db, sql: "SELECT line FROM books WHERE unit = ? AND is_tail = ? ORDER BY stage",
        arguments: [unit, isTail]
      ).compactMap { row in
        let bytes: [UInt8] = Array(row["line"] as Data)
        if case .books(let books) = try? Line(bytes) { return books }
        return nil
      }
    }
  }

  /// When the events of a unit were, `isTail` or not.
  func times(of unit: String, isTail: Bool) throws(Failure) -> EventTimes {
    try read { db in
      let bytes = try Data.fetchOne(
        db,
        sql: "SELECT times FROM books WHERE unit = ? AND is_tail = ? AND stage = 'normalize'",
        arguments: [unit, isTail])
      return bytes.flatMap { PackedBytes(bytes: Array($0)).numbers }
        .flatMap { EventTimes(numbers: $0) } ?? EventTimes()
    }
  }

  /// The groups of which a unit holds events, in their order.
  func groups(of unit: String) throws(Failure) -> [EventGroup] {
    try read { db in try StateDatabase.groups(db, of: unit).sorted() }
  }

  /// Calls back with the events of a group, or with the rejects, as blocks of whole lines in their
  /// order.
  func forEachBlock(
    of unit: String, _ group: EventGroup?, _ take: (UnsafeBufferPointer<UInt8>) -> Void
  ) throws(Failure) {
    try read { db in
      let rows = try Row.fetchCursor(
        db,
        sql: """
          SELECT lines FROM block WHERE unit = ? AND party IS ? ORDER BY is_tail, number
          """,
        arguments: [unit, group?.name.text])
      while let row = try rows.next() {
        try row.withUnsafeData(atIndex: 0) { data in
          data?.withUnsafeBytes { take($0.bindMemory(to: UInt8.self)) }
        }
      }
    }
  }
}
