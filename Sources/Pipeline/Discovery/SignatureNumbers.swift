import Contacts
import Records

/// Finds the telephone numbers that people write below their mails.
///
/// A number is a person's where it stands near the end of several mails of theirs and of nobody
/// else's, and their business's where several of its people write it.
struct SignatureNumbers {
  private var mails: [Exact: Int] = [:]
  private var found: [Exact: [Exact: Int]] = [:]
  private var reader = PhoneNumbers(region: "US")

  /// Lines from the end of the new text that may be a signature.
  private static let lines = 12
  private static let labels = [
    "tel", "phone", "mobile", "mob", "cell", "direct", "office", "main", "fon", "fone", "handy",
    "durchwahl", "t:", "m:", "o:", "d:", "c:", "p:", "ph:", "gsm",
  ]

  init(region: String) { reader = PhoneNumbers(region: region) }

  /// - Parameter text: with the signature, as `parse --text whole` has it.
  mutating func add(_ text: String, of author: Exact) {
    mails[author, default: 0] += 1
    for number in numbers(in: text) { found[author, default: [:]][number, default: 0] += 1 }
  }

  /// The lines of a mail's own text, up to what is quoted, and of these the last ones.
  private func numbers(in text: String) -> Set<Exact> {
    var own: [Substring.UTF8View] = []
    for line in text.utf8.split(separator: 0x0A, omittingEmptySubsequences: true) {
      if line.first == 0x3E || line.starts(with: "-----Original".utf8) { break }
      own.append(line)
    }
    var numbers: Set<Exact> = []
    for line in own.suffix(SignatureNumbers.lines) where line.count <= 120 {
      for number in SignatureNumbers.candidates(line) {
        if let e164 = reader.e164(number) { numbers.insert(Exact(e164)) }
      }
    }
    return numbers
  }

  /// What looks like a number with at least nine digits, where the line is labelled as one or
  /// holds little else.
  private static func candidates(_ line: Substring.UTF8View) -> [String] {
    let lower = Inference.folded(String(Substring(line))).text
    if lower.utf8.starts(with: "fax".utf8) || lower.utf8.starts(with: "f:".utf8) { return [] }
    let letters = line.count { (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) }
    let isLabelled = labels.contains { label in
      lower.utf8.starts(with: label.utf8)
    }
    guard isLabelled || letters <= 12 else { return [] }
    var found: [String] = []
    var current: [UInt8] = []
    var digits = 0
    func close() {
      if (9...15).contains(digits) { found.append(String(decoding: current, as: UTF8.self)) }
      current = []
      digits = 0
    }
    for byte in line {
      let isDigit = (0x30...0x39).contains(byte)
      let isBetween = [0x20, 0x28, 0x29, 0x2B, 0x2D, 0x2E, 0x2F].contains(byte)
      guard isDigit || isBetween, current.count < 40 else {
        close()
        continue
      }
      if byte == 0x2B, digits > 0 { close() }
      if isDigit { digits += 1 }
      if isDigit || digits > 0 || byte == 0x2B || byte == 0x28 { current.append(byte) }
    }
    close()
    return found
  }

  /// The numbers of each address, and those that several addresses write.
  func numbers() -> (own: [Exact: [Exact]], shared: [Exact: Set<Exact>]) {
    var writers: [Exact: Set<Exact>] = [:]
    for (author, numbers) in found {
      for (number, count) in numbers where count >= min(2, mails[author] ?? 0) {
        writers[number, default: []].insert(author)
      }
    }
    var own: [Exact: [Exact]] = [:]
    var shared: [Exact: Set<Exact>] = [:]
    for (number, authors) in writers.sorted(by: { $0.key < $1.key }) {
      if authors.count == 1, let one = authors.first {
        own[one, default: []].append(number)
      } else {
        shared[number] = authors
      }
    }
    return (own, shared)
  }
}
