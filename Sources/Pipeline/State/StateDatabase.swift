import GRDB
import Glibc
import Records

/// What is kept from one run to the next: a file of SQLite in the state directory, readable by
/// its owner alone.
///
/// One process writes, under ``RunLock``; each `write` is one transaction that is wholly on disk
/// when it returns (rollback journal, `synchronous=EXTRA`), as far as the file system keeps what
/// `fsync` promises.
public final class StateDatabase {
  /// The version of the tables that this program writes.
  public static let version = 3

  public enum Failure: Error, Equatable {
    /// The file was written by a newer program.
    case newer(path: String, found: Int, known: Int)
    /// Others may read it, or it is no regular file of ours.
    case notPrivate(path: String)
    case damaged(path: String)
    case cannotOpen(path: String, errno: CInt)
    /// SQLite's result code, as in https://www.sqlite.org/rescode.html.
    case failed(path: String, code: Int32)
  }

  public let path: String
  let queue: DatabaseQueue

  /// Opens the state, or makes it where there is none.
  ///
  /// - Parameter directory: exists already; see ``RunLock/take(in:)``.
  public init(in directory: String) throws(Failure) {
    path = directory + "/state.sqlite"
    try StateDatabase.secure(path, directory)
    var configuration = GRDB.Configuration()
    configuration.busyMode = .timeout(5)
    configuration.prepareDatabase { db in
      try db.execute(sql: "PRAGMA journal_mode = DELETE")
      // FULL syncs no directory once the journal is gone: a power cut could take a settlement back.
      try db.execute(sql: "PRAGMA synchronous = EXTRA")
      try db.execute(sql: "PRAGMA trusted_schema = OFF")
      try db.execute(sql: "PRAGMA cell_size_check = ON")
      // Nothing of it goes to /var/tmp.
      try db.execute(sql: "PRAGMA temp_store = MEMORY")
      // What is forgotten is overwritten.
      try db.execute(sql: "PRAGMA secure_delete = ON")
    }
    do {
      queue = try DatabaseQueue(path: path, configuration: configuration)
      let found = try queue.read { try Int.fetchOne($0, sql: "PRAGMA user_version") ?? 0 }
      guard found <= StateDatabase.version else {
        throw Failure.newer(path: path, found: found, known: StateDatabase.version)
      }
      let isSound = try queue.read {
        try String.fetchOne($0, sql: "PRAGMA quick_check(1)") == "ok"
      }
      guard isSound else { throw Failure.damaged(path: path) }
      try queue.write { try StateDatabase.migrate($0, from: found) }
    } catch let failure as Failure {
      throw failure
    } catch {
      throw StateDatabase.failure(error, path)
    }
  }

  /// Makes the file with the mode 0600 before SQLite does with another, and refuses one that
  /// others may read.
  private static func secure(_ path: String, _ directory: String) throws(Failure) {
    let descriptor = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .cannotOpen(path: path, errno: errno) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .cannotOpen(path: path, errno: errno) }
    guard status.st_mode & S_IFMT == S_IFREG, status.st_mode & 0o077 == 0,
      status.st_uid == geteuid()
    else { throw .notPrivate(path: path) }
  }

  static func failure(_ error: any Error, _ path: String) -> Failure {
    guard let error = error as? DatabaseError else { return .failed(path: path, code: 1) }
    let code = error.resultCode.rawValue
    return code == ResultCode.SQLITE_CORRUPT.rawValue || code == ResultCode.SQLITE_NOTADB.rawValue
      ? .damaged(path: path) : .failed(path: path, code: code)
  }

  /// A step that is done wholly or not at all.
  func write<T>(_ step: (Database) throws -> T) throws(Failure) -> T {
    do {
      return try queue.write(step)
    } catch {
      throw StateDatabase.failure(error, path)
    }
  }

  /// A secret of this state, which is kept from its first use on.
  public func secret(_ name: String, otherwise new: String) throws(Failure) -> String {
    try write { db in
      try db.execute(
        sql: "INSERT OR IGNORE INTO secret (name, value) VALUES (?, ?)", arguments: [name, new])
      return try String.fetchOne(
        db, sql: "SELECT value FROM secret WHERE name = ?", arguments: [name]) ?? new
    }
  }

  func read<T>(_ step: (Database) throws -> T) throws(Failure) -> T {
    do {
      return try queue.read(step)
    } catch {
      throw StateDatabase.failure(error, path)
    }
  }

  // MARK: Migrations

  /// Each entry takes the tables from the version of its index to the next one.
  static let migrations = [
    """
    CREATE TABLE settlement (
      contact TEXT PRIMARY KEY NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('answered', 'no-answer-needed')),
      at INTEGER NOT NULL,
      by TEXT,
      note TEXT,
      made INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE run (
      number INTEGER PRIMARY KEY AUTOINCREMENT,
      began INTEGER NOT NULL,
      ended INTEGER,
      status INTEGER,
      read INTEGER NOT NULL DEFAULT 0,
      used INTEGER NOT NULL DEFAULT 0,
      excluded INTEGER NOT NULL DEFAULT 0,
      rejected INTEGER NOT NULL DEFAULT 0,
      contacts INTEGER NOT NULL DEFAULT 0,
      waiting INTEGER NOT NULL DEFAULT 0,
      as_of INTEGER
    ) STRICT;
    CREATE TABLE secret (name TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL) STRICT;
    """,
    // `configuration` and `signature` say what `block` and the books were made of; `state`,
    // `offset` and `marker` are the checkpoint of a mailbox, and what lies behind the offset is
    // the tail, which the next night reads again.
    """
    CREATE TABLE unit (
      key TEXT PRIMARY KEY NOT NULL,
      names TEXT NOT NULL,
      configuration TEXT NOT NULL,
      signature TEXT,
      device INTEGER NOT NULL DEFAULT 0,
      inode INTEGER NOT NULL DEFAULT 0,
      offset INTEGER NOT NULL DEFAULT 0,
      size INTEGER NOT NULL DEFAULT 0,
      marker TEXT,
      is_gone INTEGER NOT NULL DEFAULT 0
    ) STRICT;
    CREATE TABLE books (
      unit TEXT NOT NULL REFERENCES unit (key),
      is_tail INTEGER NOT NULL,
      stage TEXT NOT NULL,
      line BLOB NOT NULL,
      PRIMARY KEY (unit, is_tail, stage)
    ) STRICT;
    CREATE TABLE block (
      number INTEGER PRIMARY KEY AUTOINCREMENT,
      unit TEXT NOT NULL REFERENCES unit (key),
      is_tail INTEGER NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('events', 'rejects')),
      lines BLOB NOT NULL
    ) STRICT;
    CREATE INDEX block_of_unit ON block (unit, is_tail, kind, number);
    ALTER TABLE run ADD COLUMN added INTEGER NOT NULL DEFAULT 0;
    """,
    // Events by group, so that a client is matched without the others; what that gave is kept
    // until one of its events comes or goes. The next night reads all anew.
    """
    DELETE FROM books;
    DELETE FROM block;
    DELETE FROM unit;
    DROP TABLE block;
    CREATE TABLE block (
      number INTEGER PRIMARY KEY AUTOINCREMENT,
      unit TEXT NOT NULL REFERENCES unit (key),
      is_tail INTEGER NOT NULL,
      -- NULL: rejects.
      party TEXT,
      lines BLOB NOT NULL
    ) STRICT;
    CREATE INDEX block_of_party ON block (unit, party, is_tail, number);
    ALTER TABLE books ADD COLUMN times BLOB;
    -- Events of every group that came or went since the last matching.
    CREATE TABLE shared_change (lines BLOB NOT NULL) STRICT;
    CREATE TABLE matched (
      party TEXT PRIMARY KEY NOT NULL,
      configuration TEXT NOT NULL,
      latest INTEGER NOT NULL,
      used INTEGER NOT NULL,
      dropped_calls INTEGER NOT NULL,
      settled INTEGER NOT NULL,
      contacts BLOB NOT NULL,
      signs BLOB NOT NULL,
      ties BLOB NOT NULL
    ) STRICT;
    -- How many events of a party a unit holds, and how many of them no unit before it.
    CREATE TABLE share (
      party TEXT NOT NULL,
      unit TEXT NOT NULL,
      events INTEGER NOT NULL,
      new INTEGER NOT NULL,
      PRIMARY KEY (party, unit)
    ) STRICT;
    -- What was settled, and up to when it was told, when the matching was kept.
    CREATE TABLE matched_settlement (contact TEXT PRIMARY KEY NOT NULL, line TEXT NOT NULL) STRICT;
    CREATE TABLE matched_until (as_of INTEGER NOT NULL) STRICT;
    -- Events before this time are forgotten; by the configuration that said so.
    CREATE TABLE retention (start INTEGER NOT NULL, configuration TEXT NOT NULL) STRICT;
    """,
  ]

  private static func migrate(_ db: Database, from found: Int) throws {
    for version in found..<migrations.count {
      try db.execute(sql: migrations[version])
      try db.execute(sql: "PRAGMA user_version = \(version + 1)")
    }
  }
}
