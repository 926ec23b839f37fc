import Foundation
import Records

@testable import Intake

/// What came out of one mailbox.
struct MailReading: Equatable {
  var mails: [Mail] = []
  var rejects: [Reject] = []
  var account = Books.Account(source: "", format: "", unit: "")

  init(
    _ bytes: [UInt8], chunk: Int = 1 << 20, format: Format = .mbox, text: TextMode = .new,
    maxMessage: Int? = nil
  ) {
    var options = ReaderOptions()
    options.text = text
    var mails: [Mail] = []
    var rejects: [Reject] = []
    let output = Output(
      record: { if case .mail(let mail) = $0 { mails.append(mail) } },
      reject: { rejects.append($0) })
    let reader: any Reader =
      maxMessage.map { MailboxReader(output, options, single: false, maxMessage: $0) }
      ?? format.reader(output, options)
    reader.begin("box")
    bytes.withUnsafeBytes { all in
      var i = 0
      while i < all.count {
        let end = min(i + chunk, all.count)
        reader.feed(UnsafeRawBufferPointer(rebasing: all[i..<end]))
        i = end
      }
    }
    reader.end()
    reader.finish()
    self.mails = mails
    self.rejects = rejects
    account = output.books.accounts[0]
  }

  init(_ text: String, chunk: Int = 1 << 20, format: Format = .mbox, text mode: TextMode = .new) {
    self.init(Array(text.utf8), chunk: chunk, format: format, text: mode)
  }

  static func == (a: MailReading, b: MailReading) -> Bool {
    a.mails == b.mails && a.rejects == b.rejects && a.account == b.account
  }
}

/// Real mailboxes of a development machine; absent elsewhere.
enum MailCorpus {
  /// Beside the package, or beside the folder that holds its worktrees.
  static let folder: URL? = {
    let root = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let parent = root.deletingLastPathComponent()
    return [parent, parent.deletingLastPathComponent()]
      .map { $0.appendingPathComponent("shared/corpora/mail") }
      .first { FileManager.default.fileExists(atPath: $0.path) }
  }()

  static let names: [String] = {
    guard let folder else { return [] }
    let all = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return all.filter { $0.hasSuffix(".mbox") }.sorted()
  }()

  private static func data(_ name: String) -> Data? {
    folder.flatMap { try? Data(contentsOf: $0.appendingPathComponent(name)) }
  }

  static func bytes(_ name: String) -> [UInt8] {
    Array(data(name) ?? Data())
  }

  static func array(_ name: String) -> [[String: Any]] {
    let json = data(name).flatMap { try? JSONSerialization.jsonObject(with: $0) }
    return json as? [[String: Any]] ?? []
  }

  static func lines(_ name: String) -> [[String: Any]] {
    guard let data = data(name) else { return [] }
    return data.split(separator: 0x0A).compactMap {
      (try? JSONSerialization.jsonObject(with: $0)) as? [String: Any]
    }
  }
}
