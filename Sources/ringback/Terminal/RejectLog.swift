import Glibc
import Pipeline
import Records

/// What a command does with rejects: writes them where asked, block by block, and judges at the end.
///
/// A stage's callbacks cannot throw: a failure is kept, what follows it is dropped, and ``finish``
/// throws it.
final class RejectLog {
  private let path: String?
  private var destination: Destination?
  private var failure: (any Error)?
  private var lines: [UInt8] = []
  private var line = JSONLine()

  private enum Destination {
    case file(PublishedFile)
    /// What is written to and must not be replaced by a file.
    case device(CInt)
  }

  private static let blockSize = 64 << 10

  init(path: String?) { self.path = path }

  deinit { if case .device(let descriptor) = destination { close(descriptor) } }

  func add(_ reject: Reject) {
    guard let path, failure == nil else { return }
    line.write(reject)
    lines += line.bytes
    if lines.count >= RejectLog.blockSize { flush(to: path) }
  }

  /// Lets the file appear, whole, and stops with 65 where there are more rejects than is tolerated.
  func finish(_ books: [Books], _ tolerance: Tolerance) throws {
    if let path {
      flush(to: path)
      if let failure { throw failure }
      if case .file(let file) = destination {
        do {
          try file.publish()
        } catch {
          throw Stop(.publishing(error), StopText.of(error))
        }
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
  private func flush(to path: String) {
    guard failure == nil else { return }
    do {
      switch try opened(path) {
      case .file(let file):
        try file.write(lines)
      case .device(let descriptor):
        var writer = LineWriter(descriptor: descriptor)
        try writer.write(lines)
        try writer.flush()
      }
    } catch let error as PublishingError {
      failure = Stop(.publishing(error), StopText.of(error))
    } catch let error as OutputError {
      failure = OutputFailure(path: path, errno: error.errno)
    } catch {
      failure = error
    }
    lines.removeAll(keepingCapacity: true)
  }

  private func opened(_ path: String) throws -> Destination {
    if let destination { return destination }
    let opened: Destination
    if RejectLog.isDevice(path) {
      let descriptor = open(path, O_WRONLY | O_APPEND | O_CLOEXEC | O_NOCTTY)
      guard descriptor >= 0 else {
        throw Stop(.cannotCreate, "\(path): cannot be opened: \(Complaint.describe(errno))")
      }
      opened = .device(descriptor)
    } else {
      let slash = path.utf8.lastIndex(of: 0x2F)
      let directory = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
      let name = slash.map { String(path[path.utf8.index(after: $0)...]) } ?? path
      opened = .file(try PublishedFile(name, in: directory))
    }
    destination = opened
    return opened
  }

  /// A terminal, a pipe, `/dev/null`, or one of the names of standard output.
  private static func isDevice(_ path: String) -> Bool {
    let isMemory = path.utf8.starts(with: "/dev/shm/".utf8)
    if path.utf8.starts(with: "/dev/".utf8), !isMemory { return true }
    var status = stat()
    guard stat(path, &status) == 0 else { return false }
    return ![S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT)
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
