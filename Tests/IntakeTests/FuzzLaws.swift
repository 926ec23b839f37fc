import Intake
import Records

/// What holds for any bytes that a reader is given; the test of the kept inputs and the fuzzers of
/// scripts/fuzz share it.
///
/// The first byte of an input chooses the format and the second the options, so that one corpus
/// serves a family of formats; the rest is the file.
struct FuzzLaws {
  /// The formats of `mail`, `calls` or `xml`, in the order of their names.
  static func formats(of family: String) -> [Format] {
    Format.all.filter { format in
      switch format.unit {
      case "message" where format.name == "mbox" || format.name == "eml": family == "mail"
      case "element" where format.name != "sms-backup": family == "xml"
      default: family == "calls"
      }
    }.sorted { Array($0.name.utf8).lexicographicallyPrecedes(Array($1.name.utf8)) }
  }

  /// Everything that came out of a reader.
  private struct Outcome: Equatable {
    var records: [Record] = []
    var rejects: [Reject] = []
    var books = Books("parse")
  }

  private let formats: [Format]

  /// - Parameter family: `mail`, `calls` or `xml`.
  init(family: String) { formats = FuzzLaws.formats(of: family) }

  /// Reads an input in several ways.
  /// - Returns: the law that it breaks, nil where it keeps all.
  func broken(by input: UnsafeBufferPointer<UInt8>) -> String? {
    guard input.count >= 2, !formats.isEmpty else { return nil }
    let format = formats[Int(input[0]) % formats.count]
    var options = ReaderOptions()
    options.text = TextMode.allCases[Int(input[1]) % TextMode.allCases.count]
    if input[1] & 0x20 != 0 { options.zone = Zone(offset: 3600) }
    let file = UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(input)[2...])
    let whole = read(file, format, options, block: .max)
    if !whole.books.balances { return "the books balance" }
    let rejected = whole.books.accounts.reduce(0) { $0 + $1.rejectedTotal }
    if rejected != whole.rejects.count { return "every reject is in the books" }
    // One size of blocks for each input, so that the fuzzer tries them all at little cost.
    let sizes = [1, 2, 3, 5, 7, 13, 64, 500, 4096]
    let size = sizes[(file.count &+ Int(input[1] >> 2)) % sizes.count]
    if read(file, format, options, block: size) != whole {
      return "blocks of \(size) bytes give the same"
    }
    if let law = lineLaw(whole.records) { return law }
    // Telling the format costs more than most readings do, so it is tried on some inputs only.
    guard input[1] & 0x08 != 0 else { return nil }
    let head = Head(name: "file", bytes: Array(file.prefix(64 << 10)))
    for format in Format.all {
      let likeness = format.likeness(head)
      if likeness > 0 { _ = format.rank(head) }
      if !(0...100).contains(likeness) { return "a likeness is at most 100" }
    }
    return nil
  }

  /// Each record is a line of at most 1 MiB that reads back as the same record.
  private func lineLaw(_ records: [Record]) -> String? {
    var line = JSONLine()
    for var record in records {
      // No key of a record's: only the reading of a file as a whole asks for it.
      if case .mail(var mail) = record {
        mail.dateOffset = nil
        record = .mail(mail)
      }
      line.write(record)
      let bytes = line.bytes
      if bytes.count > 1 << 20 { return "no line is longer than 1 MiB" }
      if bytes.last != 0x0A || bytes.dropLast().contains(0x0A) { return "a record is one line" }
      guard case .record(let same)? = try? Line(bytes.dropLast()), same == record else {
        return "a line reads back as its record"
      }
    }
    return nil
  }

  private func read(
    _ file: UnsafeRawBufferPointer, _ format: Format, _ options: ReaderOptions, block: Int
  ) -> Outcome {
    var outcome = Outcome()
    let output = Output(
      record: { outcome.records.append($0) }, reject: { outcome.rejects.append($0) })
    let reader = format.reader(output, options)
    output.account("file", format: format.name, unit: format.unit) { _ in }
    reader.begin("file", format: format.name)
    var i = 0
    while i < file.count {
      let end = block < file.count - i ? i + block : file.count
      reader.feed(UnsafeRawBufferPointer(rebasing: file[i..<end]))
      i = end
    }
    reader.end()
    reader.finish()
    outcome.books = output.books
    return outcome
  }
}
