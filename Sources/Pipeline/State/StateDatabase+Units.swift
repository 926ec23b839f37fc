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
}

/// Events, rejects and books of a part of a unit.
struct KeptPart {
  var events: [[UInt8]] = []
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

  /// Keeps a unit with its events and books, all in one step.
  ///
  /// - Parameters:
  ///   - settled: what no later night reads again; added to what there is if `isAddition`,
  ///     otherwise in place of it.
  ///   - tail: in place of the earlier one.
  func keep(
    _ unit: KeptUnit, settled: KeptPart, tail: KeptPart, isAddition: Bool
  ) throws(Failure) {
    try write { db in
      try StateDatabase.drop(db, unit.key, where: isAddition ? "AND is_tail = 1" : "")
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
      for (part, isTail) in [(settled, 0), (tail, 1)] {
        for events in part.events where !events.isEmpty {
          try StateDatabase.insert(db, unit.key, isTail, "events", events)
        }
        if !part.rejects.isEmpty {
          try StateDatabase.insert(db, unit.key, isTail, "rejects", part.rejects)
        }
        for books in [part.parsed, part.normalized] {
          var line = JSONLine()
          line.write(books)
          try db.execute(
            sql: "INSERT OR REPLACE INTO books (unit, is_tail, stage, line) VALUES (?, ?, ?, ?)",
            arguments: [unit.key, isTail, books.stage, Data(line.bytes)])
        }
      }
    }
  }

  private static func insert(
    _ db: Database, _ unit: String, _ isTail: Int, _ kind: String, _ lines: [UInt8]
  ) throws {
    try db.execute(
      sql: "INSERT INTO block (unit, is_tail, kind, lines) VALUES (?, ?, ?, ?)",
      arguments: [unit, isTail, kind, Data(lines)])
  }

  private static func drop(_ db: Database, _ unit: String, where more: String) throws {
    for table in ["block", "books"] {
      try db.execute(
        sql: "DELETE FROM \(table) WHERE unit = ? \(more)", arguments: [unit])
    }
  }

  /// Notes that the files of a unit are no longer there.
  func noteGone(_ unit: String) throws(Failure) {
    try write {
      try $0.execute(sql: "UPDATE unit SET is_gone = 1 WHERE key = ?", arguments: [unit])
    }
  }

  func forget(_ unit: String) throws(Failure) {
    try write { db in
      try StateDatabase.drop(db, unit, where: "")
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

  /// Blocks of whole lines, in their order.
  func forEachBlock(
    of unit: String, _ kind: String, _ take: (UnsafeBufferPointer<UInt8>) -> Void
  ) throws(Failure) {
    try read { db in
      let rows = try Row.fetchCursor(
        db, sql: "SELECT lines FROM block WHERE unit = ? AND kind = ? ORDER BY is_tail, number",
        arguments: [unit, kind])
      while let row = try rows.next() {
        try row.withUnsafeData(atIndex: 0) { data in
          data?.withUnsafeBytes { take($0.bindMemory(to: UInt8.self)) }
        }
      }
    }
  }
}
