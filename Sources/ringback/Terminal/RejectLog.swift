import Glibc
import Pipeline
import Records

/// What a command does with rejects: counts them, writes them where asked, and judges at the end.
final class RejectLog {
  private let path: String?
  private var lines: [UInt8] = []
  private var line = JSONLine()
  private(set) var count = 0

  init(path: String?) { self.path = path }

  func add(_ reject: Reject) {
    count += 1
    guard path != nil else { return }
    line.write(reject)
    lines += line.bytes
  }

  /// Writes the rejects, whole, and stops with 65 where there are more than is tolerated.
  func finish(_ books: [Books], _ tolerance: Tolerance) throws {
    if let path {
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
