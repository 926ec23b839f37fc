import Glibc

/// What is written but not yet in its place, for the thread that ends the process on a signal.
final class Unpublished: @unchecked Sendable {
  static let shared = Unpublished()

  // Guarded by `mutex`.
  private var mutex = pthread_mutex_t()
  private var paths: [(path: String, isFolder: Bool)] = []

  private init() { pthread_mutex_init(&mutex, nil) }

  func remember(_ path: String, isFolder: Bool) {
    whileAllowed { paths.append((path, isFolder)) }
  }

  func forget(_ path: String) {
    whileAllowed { paths.removeAll { $0.path.utf8.elementsEqual(path.utf8) } }
  }

  /// Does a step that must not be cut in two; never comes back once the process is ending.
  func whileAllowed<T>(_ step: () -> T) -> T {
    pthread_mutex_lock(&mutex)
    defer { pthread_mutex_unlock(&mutex) }
    return step()
  }

  /// Removes it all, and keeps the mutex.
  func abandon() {
    pthread_mutex_lock(&mutex)
    // Twice, since a file may have been made in a folder meanwhile.
    for _ in 0..<2 {
      for (path, isFolder) in paths {
        if isFolder { PublishedFolder.remove(folder: path) } else { unlink(path) }
      }
    }
  }
}
