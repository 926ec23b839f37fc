import Foundation
import Records
import Testing

@testable import Intake

/// A mailbox read in parts, by several threads, gives what it gives when read in one go.
@Suite struct MailboxPartsTests {
  /// Lines, rejects and books of a file.
  struct Outcome: Equatable {
    var lines: [UInt8] = []
    var records: [Record] = []
    var rejects: [Reject] = []
    var books = Books("parse")
  }

  /// - Parameter partSize: nil for reading in blocks.
  static func read(
    _ bytes: [UInt8], partSize: Int?, lines: Bool, maxMessage: Int = MailboxReader.maxMessage
  ) throws -> Outcome {
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("parts-\(UUID().uuidString).mbox")
    try Data(bytes).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    var outcome = Outcome()
    let output =
      lines
      ? Output(lines: { outcome.lines += $0 }, reject: { outcome.rejects.append($0) })
      : Output(record: { outcome.records.append($0) }, reject: { outcome.rejects.append($0) })
    let reader = MailboxReader(output, ReaderOptions(), single: false, maxMessage: maxMessage)
    reader.begin("box")
    if let partSize {
      let descriptor = open(file.path, O_RDONLY)
      defer { close(descriptor) }
      let result = reader.readParts(
        descriptor, size: bytes.count, partSize: partSize, workers: 3)
      guard case .whole = result else { throw CocoaError(.fileReadUnknown) }
    } else {
      bytes.withUnsafeBytes { reader.feed($0) }
    }
    reader.end()
    outcome.books = output.books
    return outcome
  }

  static func message(_ i: Int, body: String, fields: String = "") -> String {
    """
    From jo@acme.example Mon Mar  4 09:15:00 2024
    From: Jo Doe <jo@acme.example>
    Date: Mon, 4 Mar 2024 09:15:00 +0000
    Message-ID: <\(i)@acme.example>
    \(fields)Subject: Printer \(i)

    \(body)

    """
  }

  static let plain = (0..<60).map { message($0, body: "It \($0) does not print.\n") }.joined()

  /// Lines that look like separators, behind a Content-Length that leads past them.
  static let counted = (0..<20).map { i in
    let body = String(
      repeating: "From al@acme.example Tue Mar  5 10:00:00 2024\nSubject: no message\n\nText\n",
      count: i % 7)
    return message(i, body: body, fields: "Content-Length: \(body.utf8.count + 1)\n")
  }.joined()

  static let inputs: [String] = [
    "", "no mailbox at all\n", plain, counted, "\n\n\u{FEFF}" + plain, "\u{FEFF}\n\n" + plain,
    "junk before\n\n" + plain, plain.replacingOccurrences(of: "\n", with: "\r\n"),
    counted + plain + counted, plain + message(99, body: String(repeating: "x", count: 5000)),
    message(1, body: "a", fields: "Content-Length: 100000000\n") + plain,
  ]

  @Test(arguments: inputs.indices, [13, 64, 200, 1000, 4096])
  func partsGiveWhatTheWholeGives(_ input: Int, _ partSize: Int) throws {
    let bytes = Array(Self.inputs[input].utf8)
    for lines in [true, false] {
      let whole = try Self.read(bytes, partSize: nil, lines: lines)
      #expect(try Self.read(bytes, partSize: partSize, lines: lines) == whole)
      #expect(whole.books.accounts.allSatisfy { $0.balances })
    }
  }

  @Test(arguments: [40, 300, 2000])
  func messagesThatAreTooLongAreCutInPartsAsInTheWhole(_ maxMessage: Int) throws {
    for input in Self.inputs {
      let bytes = Array(input.utf8)
      let whole = try Self.read(bytes, partSize: nil, lines: true, maxMessage: maxMessage)
      #expect(
        try Self.read(bytes, partSize: 100, lines: true, maxMessage: maxMessage) == whole)
    }
  }

  @Test(arguments: MailCorpus.names)
  func realMailboxesGiveTheSameInParts(_ name: String) throws {
    let bytes = MailCorpus.bytes(name)
    let whole = try Self.read(bytes, partSize: nil, lines: true)
    for partSize in [5000, 1 << 16] {
      #expect(try Self.read(bytes, partSize: partSize, lines: true) == whole)
    }
  }
}
