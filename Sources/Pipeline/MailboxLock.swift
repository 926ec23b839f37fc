import Glibc
import Intake
import Records

/// The locks by which programs that deliver to a mailbox keep others from it: `fcntl`, `flock`,
/// and a file beside it whose name ends in `.lock`.
enum MailboxLock {
  /// So long a program that writes is waited for, in milliseconds.
  static let patience = 100
  /// A file beside it that is older, in seconds, was left behind.
  private static let stale = 600

  /// What a mailbox was like at a moment when nobody wrote to it; nil where somebody held a lock
  /// all the while. No lock of ours outlasts the look.
  static func quietState(of path: String, now: Timestamp) -> FileState? {
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var waited = 0
    while true {
      if !isLocked(file), !isLocked(beside: path, now) { return FileState(of: file) }
      flock(file, LOCK_UN)
      guard waited < patience else { return nil }
      usleep(5000)
      waited += 5
    }
  }

  /// Where a file system knows no locks, nobody holds one.
  private static func isLocked(_ file: CInt) -> Bool {
    var lock = Glibc.flock()
    lock.l_type = Int16(F_RDLCK)
    // F_OFD_SETLK: of the open file and not of the process, given up when it is closed (fcntl(2)).
    if fcntl(file, 37, &lock) != 0, errno == EACCES || errno == EAGAIN { return true }
    return flock(file, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK
  }

  private static func isLocked(beside path: String, _ now: Timestamp) -> Bool {
    guard let state = FileState(of: path + ".lock") else { return false }
    return now.seconds - state.modifiedAt.seconds < stale
  }
}
