import Glibc

/// Keeps two runs of one state directory from going on at once.
///
/// A lock of flock(2) on a file in it: it ends with the process, however that ends.
public final class RunLock {
  public enum Failure: Error, Equatable, Sendable {
    /// Another run holds it.
    case held
    case cannotCreate(path: String, errno: CInt)
  }

  private let descriptor: CInt

  private init(descriptor: CInt) { self.descriptor = descriptor }

  /// Takes the lock of a state directory, which is made where there is none, or fails at once.
  public static func take(in directory: String) throws(Failure) -> RunLock {
    do {
      try Publishing.makeDirectory(directory)
    } catch {
      throw .cannotCreate(path: error.path, errno: error.errno)
    }
    // Nobody's link leads the state elsewhere.
    let folder = open(directory, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard folder >= 0 else { throw .cannotCreate(path: directory, errno: errno) }
    defer { close(folder) }
    let path = directory + "/lock"
    let file = openat(folder, "lock", O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw .cannotCreate(path: path, errno: errno) }
    while flock(file, LOCK_EX | LOCK_NB) != 0 {
      let error = errno
      if error == EINTR { continue }
      close(file)
      throw error == EWOULDBLOCK ? .held : .cannotCreate(path: path, errno: error)
    }
    return RunLock(descriptor: file)
  }

  deinit { close(descriptor) }
}
