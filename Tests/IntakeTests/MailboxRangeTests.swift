import Foundation
import Records
import TestSupport
import Testing

@testable import Intake

/// The ranges of a mailbox, cut anywhere, give together what it gives in one go.
@Suite struct MailboxRangeTests {
  /// What the ranges between the cuts give, one behind the other.
  static func read(
    _ bytes: [UInt8], cuts: [Int], maxMessage: Int = MailboxReader.maxMessage
  ) throws -> MailboxPartsTests.Outcome {
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("range-\(UUID().uuidString).mbox")
    try Data(bytes).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let descriptor = open(file.path, O_RDONLY)
    defer { close(descriptor) }
    var outcome = MailboxPartsTests.Outcome()
    let whole = Output(lines: { _ in }, reject: { _ in })
    let ends = [0] + cuts.sorted() + [bytes.count]
    for (from, to) in zip(ends, ends.dropFirst()) {
      let output = Output(
        lines: { outcome.lines += $0 }, reject: { outcome.rejects.append($0) })
      var options = ReaderOptions()
      options.range = from..<to
      let reader = MailboxReader(output, options, single: false, maxMessage: maxMessage)
      reader.begin("box")
      switch reader.readParts(descriptor) {
      case .whole: break
      case .unfit: bytes.withUnsafeBytes { reader.feed($0) }
      case .failed(let errno): throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
      }
      reader.end()
      whole.add(output.books)
    }
    outcome.books = whole.books
    // Coverage is kept by the extremes, records made by the sum.
    let made = outcome.lines.count { $0 == 0x0A }
    if !outcome.books.accounts.isEmpty { outcome.books.accounts[0].made = made }
    return outcome
  }

  static func check(
    _ bytes: [UInt8], cuts: [Int], maxMessage: Int = MailboxReader.maxMessage
  ) throws {
    let whole = try MailboxPartsTests.read(
      bytes, partSize: nil, lines: true, maxMessage: maxMessage)
    let ranges = try read(bytes, cuts: cuts, maxMessage: maxMessage)
    let isSame = ranges.lines == whole.lines
    #expect(isSame, "cuts \(cuts)")
    #expect(ranges.rejects == whole.rejects)
    #expect(ranges.books == whole.books)
  }

  @Test func everyCutOfAFewMessages() throws {
    let bytes = Array((0..<3).map { MailboxPartsTests.message($0, body: "A\n") }.joined().utf8)
    for cut in 1..<bytes.count { try Self.check(bytes, cuts: [cut]) }
  }

  @Test func junkBeforeTheFirst() throws {
    let bytes = Array(("\n\nnot a message\n\n" + MailboxPartsTests.plain.prefix(2000)).utf8)
    for cut in stride(from: 1, to: bytes.count, by: 3) { try Self.check(bytes, cuts: [cut]) }
  }

  /// A Content-Length leads past lines that look like separators, at whatever place the cut is.
  @Test func lengthsLeadIntoARange() throws {
    let inner = (0..<3).map { MailboxPartsTests.message(100 + $0, body: "Inside.\n") }.joined()
    func long(_ i: Int, _ length: Int) -> String {
      MailboxPartsTests.message(i, body: inner, fields: "Content-Length: \(length)\n")
    }
    // The body goes from the empty line to the end of the text.
    let length = inner.utf8.count + 1
    let text =
      MailboxPartsTests.message(0, body: "A\n") + long(1, length)
      + MailboxPartsTests.message(2, body: "B\n") + long(3, 7) + long(4, 1 << 40)
    let bytes = Array(text.utf8)
    let whole = try MailboxPartsTests.read(bytes, partSize: nil, lines: true)
    // The length of one message of the three that are told is right, which hides three.
    #expect(whole.books.accounts[0].used == 11)
    for cut in stride(from: 1, to: bytes.count, by: 7) { try Self.check(bytes, cuts: [cut]) }
  }

  @Test func linesThatEndInCR() throws {
    let bytes = Array(
      MailboxPartsTests.plain.replacingOccurrences(of: "\n", with: "\r").utf8)
    try Self.check(bytes, cuts: [100, 5000])
  }

  @Test func oversizedMessages() throws {
    let body = String(repeating: "It does not print at all.\n", count: 400)
    let bytes = Array((0..<5).map { MailboxPartsTests.message($0, body: body) }.joined().utf8)
    for cut in stride(from: 1, to: bytes.count, by: 997) {
      try Self.check(bytes, cuts: [cut], maxMessage: 4096)
    }
  }

  @Test(arguments: MailCorpus.names)
  func randomCutsOfTheCorpora(_ name: String) throws {
    let bytes = MailCorpus.bytes(name)
    guard bytes.count > 1 else { return }
    var random = Seeded(UInt64(bytes.count))
    for count in [1, 6] {
      let cuts = (0..<count).map { _ in Int.random(in: 1..<bytes.count, using: &random) }
      try Self.check(bytes, cuts: cuts)
    }
  }
}
