import Glibc

/// One line on standard error: `ringback: what is wrong; what to do`.
///
/// Control characters, which may stand in a file's name, are shown rather than sent.
enum Complaint {
  static func say(_ message: String) {
    guard !message.isEmpty else { return }
    write("ringback: " + message)
  }

  /// A line without the name in front, for what was asked for with `-v`.
  static func write(_ line: String) {
    var bytes: [UInt8] = []
    for scalar in line.unicodeScalars {
      let isControl = scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
      bytes += Array((isControl ? "\u{FFFD}" : String(scalar)).utf8)
    }
    bytes.append(0x0A)
    bytes.withUnsafeBytes { buffer in
      var done = 0
      while done < buffer.count, let base = buffer.baseAddress {
        let n = Glibc.write(STDERR_FILENO, base + done, buffer.count - done)
        if n < 0 && errno == EINTR { continue }
        // Nobody is left to tell that standard error is gone.
        if n <= 0 { return }
        done += n
      }
    }
  }

  static func describe(_ errno: CInt) -> String { String(cString: strerror(errno)) }
}
