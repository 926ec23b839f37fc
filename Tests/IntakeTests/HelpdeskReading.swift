import Foundation
import Records

@testable import Intake

/// Everything that a reader of helpdesks gave.
struct HelpdeskReading: Equatable {
  var records: [Record] = []
  var rejects: [Reject] = []
  var books = Books("parse")

  /// Reads documents as files `0`, `1`, … in blocks of a size.
  init(
    _ documents: [[UInt8]], dialect: HelpdeskDialect = .zendesk, block: Int = 1 << 20,
    options: ReaderOptions = ReaderOptions()
  ) {
    final class Box { var reading: ([Record], [Reject]) = ([], []) }
    let box = Box()
    let output = Output(
      record: { box.reading.0.append($0) }, reject: { box.reading.1.append($0) })
    let reader: any Reader =
      dialect.name == "jira-entities"
      ? JiraEntitiesReader(output, options) : HelpdeskReader(dialect, output, options)
    for (i, document) in documents.enumerated() {
      reader.begin("\(i)")
      var at = 0
      while at < document.count {
        let end = min(document.count, at + block)
        document[at..<end].withUnsafeBytes { reader.feed($0) }
        at = end
      }
      reader.end()
    }
    reader.finish()
    (records, rejects) = box.reading
    books = output.books
  }

  init(_ document: String, dialect: HelpdeskDialect = .zendesk, block: Int = 1 << 20) {
    self.init([Array(document.utf8)], dialect: dialect, block: block)
  }

  var tickets: [Ticket] { records.compactMap { if case .ticket(let t) = $0 { t } else { nil } } }
  var comments: [Comment] { records.compactMap { if case .comment(let c) = $0 { c } else { nil } } }
  var statuses: [StatusChange] {
    records.compactMap { if case .status(let s) = $0 { s } else { nil } }
  }
  var codes: [String] { rejects.map(\.code) }
  /// The rejects are counted as they came.
  var rejectsAgree: Bool { books.accounts.reduce(0) { $0 + $1.rejectedTotal } == rejects.count }

  /// The folder of real and constructed files beside the project, nil where it is not there.
  static let corpora: String? = {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    for path in ["../shared/corpora", "../../shared/corpora"] {
      let folder = root.appending(path: path).standardizedFileURL.path()
      if FileManager.default.fileExists(atPath: folder) { return folder }
    }
    print("corpora are not there, so the tests on them are skipped")
    return nil
  }()

  static func corpus(_ path: String) -> [UInt8]? {
    corpora.flatMap { FileManager.default.contents(atPath: "\($0)/helpdesk/\(path)") }.map(
      Array.init)
  }
}

/// Seconds of the processor that some work takes, whatever else the machine does.
func processorSeconds(_ work: () -> Void) -> Double {
  func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
  let start = now()
  work()
  return now() - start
}
