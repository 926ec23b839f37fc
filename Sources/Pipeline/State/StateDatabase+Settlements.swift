public import Contacts
import GRDB
import Records

extension StateDatabase {
  /// All that people have said, in the order in which they did.
  public func settlements() throws(Failure) -> [Settlement] {
    try read { db in
      try Row.fetchAll(
        db, sql: "SELECT contact, kind, at, by, note, made FROM settlement ORDER BY made, contact"
      ).compactMap { row in
        Settlement.Kind(rawValue: row["kind"]).map { kind in
          Settlement(
            contact: row["contact"], kind: kind, at: Timestamp(row["at"]), by: row["by"],
            note: row["note"], made: Timestamp(row["made"]))
        }
      }
    }
  }

  /// Keeps what a person has said; what was said before of the same contact is replaced.
  public func settle(_ settlement: Settlement) throws(Failure) {
    try write { db in
      try db.execute(
        sql: """
          INSERT OR REPLACE INTO settlement (contact, kind, at, by, note, made)
          VALUES (?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          settlement.contact, settlement.kind.rawValue, settlement.at.seconds, settlement.by,
          settlement.note, settlement.made.seconds,
        ])
    }
  }

  /// Takes back what was said of a contact; false where there was nothing.
  public func unsettle(_ contact: String) throws(Failure) -> Bool {
    try write { db in
      try db.execute(sql: "DELETE FROM settlement WHERE contact = ?", arguments: [contact])
      return db.changesCount > 0
    }
  }
}
