import Dispatch
import Glibc
import Intake

/// How far the reading is, on a terminal only, and only where it takes longer than two seconds:
/// `1.2 of 4.6 GB, 26 %, 310 MB/s, 11 s left`.
final class Progress {
  private let total: Int
  private let timer: any DispatchSourceTimer
  private static let patience = 2.0

  /// - Parameter times: how often the inputs are read.
  init?(_ inputs: [Intake.Input], times: Int = 1) {
    guard isatty(STDERR_FILENO) == 1 else { return nil }
    var size = 0
    for input in inputs {
      var status = stat()
      if let path = input.path, stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG {
        size += Int(status.st_size)
      }
    }
    total = size * times
    guard total > 0 else { return nil }
    let total = total
    let began = Progress.seconds
    let before = Progress.bytesRead
    timer = DispatchSource.makeTimerSource(queue: .global(qos: .utility))
    timer.schedule(deadline: .now() + Progress.patience, repeating: 0.2)
    timer.setEventHandler {
      let line = Progress.line(
        done: Progress.bytesRead - before, of: total, after: Progress.seconds - began)
      Progress.write("\r" + line + "\u{1B}[K")
    }
    timer.resume()
  }

  /// Does some work that reads inputs, and shows how far it is.
  static func during<T>(
    _ inputs: [Intake.Input], times: Int = 1, _ work: () throws -> T
  ) rethrows -> T {
    let progress = Progress(inputs, times: times)
    defer { progress?.end() }
    return try work()
  }

  /// Ends it and clears its line.
  func end() {
    let isOver = DispatchSemaphore(value: 0)
    timer.setCancelHandler { isOver.signal() }
    timer.cancel()
    isOver.wait()
    Progress.write("\r\u{1B}[K")
  }

  /// - Parameter seconds: since it began.
  static func line(done: Int, of total: Int, after seconds: Double) -> String {
    guard done < total else { return "matching" }
    let rate = seconds > 0 ? Double(done) / seconds : 0
    let left = rate > 0 ? Int(Double(total - done) / rate + 0.5) : 0
    let share = total > 0 ? done * 100 / total : 0
    var text = "\(amount(done)) of \(amount(total)), \(share) %"
    if rate > 0 { text += ", \(amount(Int(rate)))/s, \(time(left)) left" }
    return text
  }

  /// Three digits at most: `4.6 GB`, `310 MB`.
  private static func amount(_ bytes: Int) -> String {
    var tenths = max(0, bytes) / 100
    var units = ["kB", "MB", "GB", "TB"][...]
    while tenths >= 10_000, units.count > 1 {
      tenths /= 1000
      units.removeFirst()
    }
    let text = tenths < 100 ? "\(tenths / 10).\(tenths % 10)" : "\(tenths / 10)"
    return "\(text) \(units.first ?? "")"
  }

  private static func time(_ seconds: Int) -> String {
    seconds < 90 ? "\(seconds) s" : "\((seconds + 30) / 60) min"
  }

  private static var seconds: Double {
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
    return Double(now.tv_sec) + Double(now.tv_nsec) / 1e9
  }

  /// What this process has read so far, as the kernel counts it (proc(5)).
  private static var bytesRead: Int {
    let file = open("/proc/self/io", O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return 0 }
    defer { close(file) }
    var text = [UInt8](repeating: 0, count: 64)
    let count = text.withUnsafeMutableBytes { read(file, $0.baseAddress, $0.count) }
    // `rchar: 123` stands first.
    var value = 0
    for byte in text.prefix(max(0, count)).prefix(while: { $0 != 0x0A })
    where (0x30...0x39).contains(byte) {
      value = value &* 10 &+ Int(byte - 0x30)
    }
    return value
  }

  private static func write(_ text: String) {
    var text = text
    text.withUTF8 { _ = Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }
}
