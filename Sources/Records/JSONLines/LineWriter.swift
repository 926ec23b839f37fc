#if canImport(Glibc)
  import Glibc
#endif

/// Output could not be written: the error number of the system.
public struct OutputError: Error, Equatable, Sendable {
  public var errno: CInt

  public init(errno: CInt) { self.errno = errno }

  /// The reader of a pipe went away, which is no fault.
  public var isClosedPipe: Bool { errno == EPIPE }
}

/// Writes bytes to a file descriptor, in blocks of 64 KiB, and says when it could not.
///
/// Everything that leaves the program goes through it, never `print`, which drops bytes on a full
/// disk without a word. Call ``flush()`` at the end: a deinit has no one to tell.
public struct LineWriter: ~Copyable {
  private let descriptor: CInt
  private var block: [UInt8] = []

  public init(descriptor: CInt) {
    self.descriptor = descriptor
    block.reserveCapacity(2 * LineWriter.blockSize)
  }

  private static let blockSize = 64 << 10

  public mutating func write(_ bytes: some Collection<UInt8>) throws(OutputError) {
    block.append(contentsOf: bytes)
    if block.count >= LineWriter.blockSize { try flush() }
  }

  public mutating func write(_ bytes: UnsafeBufferPointer<UInt8>) throws(OutputError) {
    if bytes.count >= LineWriter.blockSize {
      try flush()
      if let failure = put(UnsafeRawBufferPointer(bytes)) { throw OutputError(errno: failure) }
      return
    }
    block.append(contentsOf: bytes)
    if block.count >= LineWriter.blockSize { try flush() }
  }

  public mutating func flush() throws(OutputError) {
    let failure = block.withUnsafeBytes { put($0) }
    block.removeAll(keepingCapacity: true)
    if let failure { throw OutputError(errno: failure) }
  }

  /// Writes it all; returns the error number where that failed.
  private func put(_ bytes: UnsafeRawBufferPointer) -> CInt? {
    guard let base = bytes.baseAddress else { return nil }
    var done = 0
    while done < bytes.count {
      let n = Glibc.write(descriptor, base + done, bytes.count - done)
      if n > 0 {
        done += n
      } else if n < 0 && errno == EINTR {
        continue
      } else if n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK) {
        // Another process that shares the pipe has made it not wait; so we do.
        var ready = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        _ = poll(&ready, 1, -1)
      } else {
        return n < 0 ? errno : EIO
      }
    }
    return nil
  }
}
