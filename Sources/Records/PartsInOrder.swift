#if canImport(Glibc)
  import Glibc
#endif

/// What a thread of ``PartsInOrder`` does; a function of C knows no generic types.
public class PartsWorker: @unchecked Sendable {
  func work() {}
}

/// Makes the parts of something, as of a file, on several threads, and passes them on in their
/// order.
///
/// The calling thread passes on, and makes a part itself where none is ready. At most a few more
/// parts than threads are held.
public final class PartsInOrder<Part>: PartsWorker, @unchecked Sendable {
  private let count: Int
  private let workers: Int
  private let make: @Sendable (Int) -> Part

  // Guarded by `mutex`.
  private var mutex = pthread_mutex_t()
  private var changed = pthread_cond_t()
  private var next = 0
  private var passed = 0
  private var results: [Int: Part] = [:]

  /// - Parameters:
  ///   - workers: how many threads make parts, the calling one among them.
  ///   - make: makes the part of a number from 0 on.
  public init(count: Int, workers: Int, make: @escaping @Sendable (Int) -> Part) {
    self.count = count
    self.workers = workers
    self.make = make
    super.init()
    pthread_mutex_init(&mutex, nil)
    pthread_cond_init(&changed, nil)
  }

  deinit {
    pthread_cond_destroy(&changed)
    pthread_mutex_destroy(&mutex)
  }

  /// - Parameter body: takes a part; false, and no further one is made or passed on.
  public func passOn(_ body: (Int, Part) -> Bool) {
    var threads: [pthread_t] = []
    for _ in 1..<max(workers, 1) {
      var thread = pthread_t()
      let me = Unmanaged<PartsWorker>.passRetained(self)
      let result = pthread_create(
        &thread, nil,
        { context in
          guard let context else { return nil }
          Unmanaged<PartsWorker>.fromOpaque(context).takeRetainedValue().work()
          return nil
        }, me.toOpaque())
      if result == 0 { threads.append(thread) } else { me.release() }
    }
    pthread_mutex_lock(&mutex)
    while passed < count {
      if let part = results.removeValue(forKey: passed) {
        let k = passed
        pthread_mutex_unlock(&mutex)
        let isWanted = body(k, part)
        pthread_mutex_lock(&mutex)
        passed = isWanted ? passed + 1 : count
        if !isWanted { next = count }
        pthread_cond_broadcast(&changed)
      } else if let k = take() {
        pthread_mutex_unlock(&mutex)
        let part = make(k)
        pthread_mutex_lock(&mutex)
        results[k] = part
      } else {
        pthread_cond_wait(&changed, &mutex)
      }
    }
    pthread_mutex_unlock(&mutex)
    for thread in threads { pthread_join(thread, nil) }
  }

  /// A part that nobody has taken, as long as not too many wait to be passed on.
  private func take() -> Int? {
    guard next < count, next < passed + workers + 2 else { return nil }
    next += 1
    return next - 1
  }

  override func work() {
    pthread_mutex_lock(&mutex)
    while next < count {
      if let k = take() {
        pthread_mutex_unlock(&mutex)
        let part = make(k)
        pthread_mutex_lock(&mutex)
        results[k] = part
        pthread_cond_broadcast(&changed)
      } else {
        pthread_cond_wait(&changed, &mutex)
      }
    }
    pthread_mutex_unlock(&mutex)
  }
}
