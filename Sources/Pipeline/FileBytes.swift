import Glibc

/// A file could not be read; `reason` continues a sentence that begins with its name.
struct FileFault: Error {
  var errno: CInt
  var reason: String
}

/// Small files, read whole.
enum FileBytes {
  static func read(_ path: String, limit: Int) throws(FileFault) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)
    guard descriptor >= 0 else {
      throw FileFault(
        errno: errno,
        reason: errno == ENOENT ? "does not exist" : "cannot be opened: \(describe(errno))")
    }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      let n = block.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
      if n < 0 && errno == EINTR { continue }
      guard n >= 0 else {
        throw FileFault(errno: errno, reason: "cannot be read: \(describe(errno))")
      }
      if n == 0 { return bytes }
      bytes += block[..<n]
      guard bytes.count <= limit else {
        throw FileFault(errno: EFBIG, reason: "is larger than \(limit >> 20) MiB")
      }
    }
  }

  static func text(of path: String, limit: Int) throws(FileFault) -> String {
    String(decoding: try read(path, limit: limit), as: UTF8.self)
  }

  static func describe(_ errno: CInt) -> String { String(cString: strerror(errno)) }
}
