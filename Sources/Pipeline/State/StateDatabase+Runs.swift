import GRDB
public import Records

/// What one night did.
public struct RunRecord: Equatable, Sendable {
  public var number: Int
  public var began: Timestamp
  /// Absent while it goes on, and of one that was killed.
  public var ended: Timestamp?
  /// The exit code.
  public var status: Int?
  /// What was read that night, of new and of changed files: messages, rows, elements.
  public var read = 0
  /// The events that were made of it.
  public var added = 0
  /// Of all that the sources hold.
  public var used = 0
  public var excluded = 0
  public var rejected = 0
  public var contacts = 0
  public var waiting = 0
  public var asOf: Timestamp?

  public init(number: Int, began: Timestamp) {
    self.number = number
    self.began = began
  }
}

extension StateDatabase {
  /// Notes that a run has begun.
  /// - Returns: its number.
  public func beginRun(at began: Timestamp) throws(Failure) -> Int {
    try write { db in
      try db.execute(sql: "INSERT INTO run (began) VALUES (?)", arguments: [began.seconds])
      return Int(db.lastInsertedRowID)
    }
  }

  /// Notes what a run did.
  public func end(_ run: RunRecord) throws(Failure) {
    try write { db in
      try db.execute(
        sql: """
          UPDATE run SET ended = ?, status = ?, read = ?, added = ?, used = ?, excluded = ?, rejected = ?,
            contacts = ?, waiting = ?, as_of = ? WHERE number = ?
          """,
        arguments: [
          run.ended?.seconds, run.status, run.read, run.added, run.used, run.excluded, run.rejected,
          run.contacts, run.waiting, run.asOf?.seconds, run.number,
        ])
    }
  }

  /// The latest runs, the newest first.
  public func runs(limit: Int) throws(Failure) -> [RunRecord] {
    try read { db in
      try Row.fetchAll(
        db, sql: "SELECT * FROM run ORDER BY number DESC LIMIT ?", arguments: [limit]
      ).map { row in
        var run = RunRecord(number: row["number"], began: Timestamp(row["began"]))
        run.ended = (row["ended"] as Int?).map { Timestamp($0) }
        run.status = row["status"]
        run.read = row["read"]
        run.added = row["added"]
        run.used = row["used"]
        run.excluded = row["excluded"]
        run.rejected = row["rejected"]
        run.contacts = row["contacts"]
        run.waiting = row["waiting"]
        run.asOf = (row["as_of"] as Int?).map { Timestamp($0) }
        return run
      }
    }
  }
}
