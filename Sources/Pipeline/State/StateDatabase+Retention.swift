import Contacts
import Foundation
import GRDB
import Records

extension StateDatabase {
  /// Before when events are forgotten, by a configuration; nil where none are.
  func retentionStart(_ configuration: String) throws(Failure) -> Timestamp? {
    try read { db in
      try Int.fetchOne(
        db, sql: "SELECT start FROM retention WHERE configuration = ?", arguments: [configuration])
    }.map { Timestamp($0) }
  }

  /// Forgets all events before a time: they are overwritten, and counted as left out.
  func forget(before start: Timestamp, _ configuration: String) throws(Failure) {
    try write { db in
      for unit in try String.fetchAll(db, sql: "SELECT key FROM unit ORDER BY key") {
        try StateDatabase.forget(db, unit, before: start)
      }
      try db.execute(
        sql: "DELETE FROM settlement WHERE at < ? AND made < ?",
        arguments: [start.seconds, start.seconds])
      try db.execute(sql: "DELETE FROM retention")
      try db.execute(
        sql: "INSERT INTO retention (start, configuration) VALUES (?, ?)",
        arguments: [start.seconds, configuration])
    }
  }

  private static func forget(_ db: Database, _ unit: String, before start: Timestamp) throws {
    /// How many events are forgotten, by `is_tail`, each with its first client.
    var counts = [0, 0]
    for group in try groups(db, of: unit).sorted() {
      var forgotten: [UInt8] = []
      let blocks = try Row.fetchAll(
        db, sql: "SELECT number, is_tail, lines FROM block WHERE unit = ? AND party = ?",
        arguments: [unit, group.name.text])
      for block in blocks {
        let lines = Array(block["lines"] as Data)
        let isTail: Int = block["is_tail"]
        var left: [UInt8] = []
        for line in lines.split(separator: 0x0A) {
          guard case .event(let event) = try? Line(line), event.at < start else {
            left += line + [0x0A]
            continue
          }
          forgotten += line + [0x0A]
          if EventGroup.first(of: ClientGroups(event)) == group { counts[isTail] += 1 }
        }
        if left.count == lines.count { continue }
        try db.execute(
          sql: left.isEmpty
            ? "DELETE FROM block WHERE number = :number"
            : "UPDATE block SET lines = :lines WHERE number = :number",
          arguments: left.isEmpty
            ? ["number": block["number"] as Int]
            : ["number": block["number"] as Int, "lines": Data(left)])
      }
      if !forgotten.isEmpty { try noteChange(db, group, [forgotten], []) }
    }
    for isTail in [0, 1] where counts[isTail] > 0 {
      let key: StatementArguments = [unit, isTail]
      let line = try Data.fetchOne(
        db,
        sql: "SELECT line FROM books WHERE unit = ? AND is_tail = ? AND stage = 'normalize'",
        arguments: key)
      guard let line, case .books(var books)? = try? Line(Array(line)) else { continue }
      books.forget(counts[isTail])
      var written = JSONLine()
      written.write(books)
      try db.execute(
        sql: "UPDATE books SET line = ? WHERE unit = ? AND is_tail = ? AND stage = 'normalize'",
        arguments: [Data(written.bytes)] + key)
    }
  }
}

extension Books {
  /// Counts events as left out that were made.
  mutating func forget(_ count: Int) {
    guard count > 0, !accounts.isEmpty else { return }
    accounts[0].used -= count
    accounts[0].made -= count
    accounts[0].exclude("retention", count)
  }
}
