import Foundation
import Glibc
import Records
import TestSupport

@testable import Pipeline

/// Mailboxes to which happens what happens to mailboxes, and a model of who must be waiting then:
/// each message is of a person of its own, so that each makes one contact.
struct MailboxHistory {
  /// The messages of a file, by their numbers, and how much of the last one is there.
  struct Mailbox: Equatable {
    var messages: [Int] = []
    /// Bytes that are missing of the last one.
    var missing = 0
  }

  static let configuration = """
    provider: { name: Harbor IT, domains: [harborit.example], zone: UTC }
    clients: [{ id: acme, domains: [acme.example] }, { id: bluefin, domains: [bluefin.example] }]
    sources: ["box*"]

    """

  private let folder: TemporaryFolder
  private var random: Seeded
  private var clock = 1_800_000_000
  private var next = 0
  /// What the files hold, and what the last night saw of those that are gone.
  private var files: [String: Mailbox] = [:]
  private var seen: [String: Set<Int>] = [:]
  private let database: StateDatabase
  private let read: Configuration
  private(set) var story: [String] = []

  init(seed: UInt64) throws {
    random = Seeded(seed)
    folder = try TemporaryFolder(inMemory: true)
    try folder.write("pipeline.yml", MailboxHistory.configuration)
    let state = folder("state")
    try Publishing.makeDirectory(state)
    database = try StateDatabase(in: state)
    read = try Configuration(file: folder("pipeline.yml"))
    for _ in 0..<3 { grow("box", by: 1 + random.below(4)) }
  }

  // MARK: Messages

  static func person(_ i: Int) -> String {
    "p\(i)@" + (i % 3 == 0 ? "bluefin.example" : "acme.example")
  }

  /// Where a message can be recognised when it breaks off behind this.
  static let recognised = 90

  static func message(_ i: Int) -> [UInt8] {
    let id = i % 7 == 6 ? "" : "Message-ID: <m\(i)@acme.example>\n"
    let length = i % 5 == 4 ? 3000 + i % 700 : i % 40
    let day = String(1 + i / 1440 % 28), hour = String(100 + i / 60 % 24).suffix(2)
    let date = "\(day) Mar 2026 \(hour):\(String(100 + i % 60).suffix(2)):00 +0000"
    let text = String(repeating: "It is broken, and we wait.\n", count: 1 + length / 27)
    let quoted = i % 11 == 10 ? ">From the top it is broken.\n" : ""
    return Array(
      """
      From x@y.example Mon Mar  2 09:00:00 2026
      From: \(person(i))
      X-Mozilla-Status: 0000
      \(id)Date: Mon, \(date)
      To: support@harborit.example
      Subject: Help \(i)

      The printer no. \(i) does not print.
      \(quoted)\(text)

      """.utf8) + [0x0A]
  }

  static func bytes(_ mailbox: Mailbox) -> [UInt8] {
    var all = mailbox.messages.flatMap { message($0) }
    all.removeLast(mailbox.missing)
    return all
  }

  // MARK: What happens

  /// One of the things that programs do to mailboxes.
  mutating func happen() throws {
    let names = files.keys.sorted()
    let name = random.below(4) > 0 && files["box"] != nil ? "box" : random.one(of: names + ["box"])
    let box = files[name] ?? Mailbox()
    switch random.below(14) {
    case 0...3: grow(name, by: 1 + random.below(3))
    case 4:
      // A message that is still being written.
      complete(name)
      grow(name, by: 1)
      let last = files[name]?.messages.last ?? 0
      let length = MailboxHistory.message(last).count
      files[name]?.missing = 2 + random.below(length - MailboxHistory.recognised)
      note("\(name) breaks off")
      try put(name)
      return
    case 5:
      // What was written in part is taken back, as a delivery that failed.
      guard box.missing > 0 else { return }
      files[name]?.missing = 0
      files[name]?.messages.removeLast()
      note("\(name) is taken back")
    case 6:
      guard box.missing == 0 else { return }
      files[name]?.messages.removeLast(random.below(box.messages.count + 1))
      note("\(name) is truncated to \(files[name]?.messages.count ?? 0)")
    case 7, 8:
      guard box.missing == 0 else { return }
      files[name]?.messages = box.messages.filter { _ in random.below(3) > 0 }
      let inPlace = random.flip()
      note("\(name) is compacted\(inPlace ? " in place" : "")")
      try put(name, inPlace: inPlace)
      return
    case 9:
      guard box.missing == 0, let old = files["box"] else { return }
      // Either by a new name, or by a copy that leaves the old one empty.
      if random.flip() {
        rename(folder("box"), folder("box.1"))
        files["box.1"] = old
        files["box"] = nil
        note("box is rotated")
        grow("box", by: 1)
        try put("box", inPlace: false)
      } else {
        files["box.1"] = old
        files["box"] = Mailbox()
        note("box is copied and truncated")
        try put("box.1", inPlace: false)
        try put("box")
      }
      return
    case 10:
      var bytes = MailboxHistory.bytes(box)
      guard let at = place(of: "X-Mozilla-Status: 000", in: bytes) else { return }
      bytes[at] = UInt8(0x30 + random.below(8))
      note("\(name) has a flag")
      try write(bytes, to: name, inPlace: true)
      return
    case 11:
      guard box.missing == 0 else { return }
      files[name]?.messages.shuffle(using: &random)
      note("\(name) is put in another order")
    case 12:
      guard files.count > 1 || random.below(4) == 0 else { return }
      unlink(folder(name))
      files[name] = nil
      note("\(name) is removed")
      return
    default:
      guard !box.messages.isEmpty else { return }
      note("\(name) is replaced by itself")
      try put(name, inPlace: false)
      return
    }
    try put(name)
  }

  private mutating func note(_ text: String) { story.append(text) }

  private mutating func complete(_ name: String) { files[name]?.missing = 0 }

  private mutating func grow(_ name: String, by count: Int) {
    complete(name)
    files[name, default: Mailbox()].messages += next..<next + count
    next += count
    note("\(name) grows by \(count)")
    try? put(name)
  }

  /// Where the digit behind a word stands, at random.
  private mutating func place(of word: String, in bytes: [UInt8]) -> Int? {
    let word = Array(word.utf8)
    let from = random.below(max(bytes.count, 1))
    for i in from..<max(from, bytes.count - word.count - 1)
    where bytes[i] == word[0] && bytes[i...].starts(with: word) {
      return i + word.count
    }
    return nil
  }

  private mutating func put(_ name: String, inPlace: Bool = true) throws {
    try write(MailboxHistory.bytes(files[name] ?? Mailbox()), to: name, inPlace: inPlace)
  }

  private mutating func write(_ bytes: [UInt8], to name: String, inPlace: Bool) throws {
    clock += 1000
    try MailboxHistory.write(bytes, to: folder(name), inPlace: inPlace, at: clock)
  }

  static func write(_ bytes: [UInt8], to path: String, inPlace: Bool, at time: Int) throws {
    let target = inPlace ? path : path + "~"
    let flags = O_WRONLY | O_CREAT | O_CLOEXEC
    let file = open(target, flags, 0o600)
    guard file >= 0 else { throw POSIXError(.EIO) }
    // As an appending program does, where what is there stays.
    let written = bytes.withUnsafeBytes { pwrite(file, $0.baseAddress, $0.count, 0) }
    ftruncate(file, bytes.count)
    var times = [timespec(tv_sec: time, tv_nsec: 0), timespec(tv_sec: time, tv_nsec: 0)]
    futimens(file, &times)
    close(file)
    guard written == bytes.count else { throw POSIXError(.EIO) }
    if !inPlace { Glibc.rename(target, path) }
  }

  // MARK: Nights

  /// A night, and how who is waiting differs from who should; nil where it does not.
  mutating func night() throws -> String? {
    let isFresh = random.flip()
    note(isFresh ? "a night at once" : "a night")
    clock += 1000
    let now = Timestamp(clock - (isFresh ? 990 : 0))
    let told = try MailboxHistory.waiting(read, database, now: now)
    for (name, box) in files {
      let isHeld = box.missing > 0 && isFresh && lastWritten(name) > clock - 1050
      seen[name] = Set(isHeld ? box.messages.dropLast() : box.messages)
    }
    let wanted = Set(seen.values.flatMap { $0 }).map { MailboxHistory.person($0) }.sorted()
    guard told != wanted else { return nil }
    let lost = Set(wanted).subtracting(told).sorted()
    let odd = Set(told).subtracting(wanted).sorted()
    let doubled = told.count - Set(told).count
    return "lost \(lost), left \(odd), doubled \(doubled) after \(story.suffix(8))"
  }

  private func lastWritten(_ name: String) -> Int {
    var status = stat()
    return stat(folder(name), &status) == 0 ? status.st_mtim.tv_sec : 0
  }

  /// Who is waiting after a night, each as often as there are contacts of theirs.
  static func waiting(
    _ configuration: Configuration, _ database: StateDatabase, now: Timestamp
  ) throws -> [String] {
    let night = Night(configuration, database, program: "0", now: now)
    let (outcome, _) = try night.run(
      configuration.inputs().inputs, settings: configuration.settings, asOf: nil
    ) { _ in }
    return outcome.contacts.map { $0.person ?? "nobody" }.sorted()
  }
}
