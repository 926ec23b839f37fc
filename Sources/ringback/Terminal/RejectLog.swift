import Glibc
import Pipeline
import Records

/// What a command does with rejects: counts them, writes them where asked, and judges at the end.
final class RejectLog {
  private let path: String?
  private var lines: [UInt8] = []
  private var line = JSONLine()

  init(path: String?) { self.path = path }

  func add(_ reject: Reject) {
    guard path != nil else { return }
    line.write(reject)
    lines += line.bytes
  }

  /// Writes the rejects, whole, and stops with 65 where there are more than is tolerated.
  func finish(_ books: [Books], _ tolerance: Tolerance) throws {
    if let path, RejectLog.isDevice(path) {
      try writeThrough(path)
    } else if let path {
      let slash = path.utf8.lastIndex(of: 0x2F)
      let directory = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
      let name = slash.map { String(path[path.utf8.index(after: $0)...]) } ?? path
      do {
        try Publishing.write([(name, lines)], to: directory)
      } catch {
        throw Stop(.publishing(error), StopText.of(error))
      }
    }
    let exceeded = tolerance.exceeded(by: books)
    guard !exceeded.isEmpty else { return }
    for account in exceeded {
      let codes = account.rejected.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
      Complaint.say(
        "\(account.source): \(account.rejectedTotal) of \(account.read) \(account.units) rejected "
          + "(\(codes.joined(separator: ", "))); "
          + (path == nil ? "see them with --rejects FILE" : "they are in the file of --rejects"))
    }
    throw Stop(.rejects)
  }
}

extension RejectLog {
  /// A terminal, a pipe, `/dev/null`, or one of the names of standard output: what is written to
  /// and must not be replaced by a file.
  private static func isDevice(_ path: String) -> Bool {
    if path.utf8.starts(with: "/dev/".utf8), !path.utf8.starts(with: "/dev/shm/".utf8) { return true }
    var status = stat()
    guard stat(path, &status) == 0 else { return false }
    return ![S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT)
  }

  private func writeThrough(_ path: String) throws {
    let descriptor = open(path, O_WRONLY | O_APPEND | O_CLOEXEC | O_NOCTTY)
    guard descriptor >= 0 else {
      throw Stop(.cannotCreate, "\(path): cannot be opened: \(Complaint.describe(errno))")
    }
    defer { close(descriptor) }
    do {
      var writer = LineWriter(descriptor: descriptor)
      try writer.write(lines)
      try writer.flush()
    } catch {
      throw OutputFailure(path: path, errno: error.errno)
    }
  }
}

extension ExitStatus {
  static func publishing(_ error: PublishingError) -> ExitStatus {
    error.isCreation ? .cannotCreate : .cannotWrite
  }
}

enum StopText {
  static func of(_ error: PublishingError) -> String {
    "\(error.path): cannot be \(error.isCreation ? "created" : "written"): "
      + Complaint.describe(error.errno)
  }
}
