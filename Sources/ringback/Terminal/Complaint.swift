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
    var bytes = Array(shown(line).utf8)
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

  /// A text without what moves a terminal's cursor.
  static func shown(_ text: String) -> String {
    var shown = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      let isControl =
        scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
        || (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
      shown.append(isControl ? "\u{FFFD}" : scalar)
    }
    return String(shown)
  }

  static func describe(_ errno: CInt) -> String { String(cString: strerror(errno)) }
}
