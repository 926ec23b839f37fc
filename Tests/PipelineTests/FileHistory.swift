import Foundation
import Glibc
import OfficeSimulator
import TestSupport

/// The files of an office over time: mailboxes and logs that grow, are cut, compacted, rotated,
/// compressed and moved, step by step as random numbers say.
///
/// Whatever happens, no mail or call that once stood in a file is lost but by a cut, a compaction
/// or a change in place: a file that goes stands in another one by then.
struct FileHistory {
  let folder: TemporaryFolder
  /// What was done, for those who try it again.
  private(set) var steps: [String] = []
  /// A file went: a night must see it before what it held is cut elsewhere.
  private(set) var isGone = false
  /// These lost something that the last night may have seen: gone now, they would seem to have it.
  private var lossy: Set<String> = []
  private var random: Seeded
  /// The messages and rows that are still to come.
  private var mails: [[UInt8]]
  private var rows: [[UInt8]]
  /// What is left to write of a message that stands half in its file.
  private var rests: [String: [UInt8]] = [:]
  private var exports: [(name: String, bytes: [UInt8])]

  init(_ office: OfficeFiles, seed: UInt64) throws {
    random = Seeded(seed)
    folder = try TemporaryFolder()
    mails = office.files.keys.filter { $0.hasSuffix(".mbox") }.sorted().flatMap {
      FileHistory.messages(office.files[$0, default: []])
    }
    mails.shuffle(using: &random)
    // So that a mailbox is longer than what decides where its last message begins.
    for i in mails.indices where random.flip() {
      let line = mails[i].firstIndex(of: 0x0A) ?? 0
      let pad = Array(("X-Pad:" + String(repeating: " \(i)", count: 900)).utf8) + [0x0A]
      mails[i].insert(contentsOf: pad, at: line + 1)
    }
    rows = office.files["calls/Master.csv", default: []].split(separator: 0x0A).map { $0 + [0x0A] }
    exports = office.files.filter { $0.key.hasSuffix(".xml") }.sorted { $0.key < $1.key }
      .map { ($0.key, $0.value) }
    let configuration = String(decoding: office.files["pipeline.yml", default: []], as: UTF8.self)
    try folder.write(
      "pipeline.yml",
      configuration.replacingOccurrences(of: "mail/*.mbox", with: "mail/*")
        .replacingOccurrences(of: "calls/Master.csv", with: "calls/*"))
    for name in ["mail/a", "mail/b"] { try write(name, mail(2 + random.below(8)), inPlace: false) }
    try write("calls/Master.csv", row(random.below(6)), inPlace: false)
  }

  private static func messages(_ mailbox: [UInt8]) -> [[UInt8]] {
    let mark = Array("\nFrom ".utf8)
    var bounds = [0]
    for i in mailbox.indices where mailbox[i] == 0x0A && mailbox[i...].starts(with: mark) {
      bounds.append(i + 1)
    }
    bounds.append(mailbox.count)
    return zip(bounds, bounds.dropFirst()).map { Array(mailbox[$0..<$1]) }
  }

  /// A night sees the files as they are.
  mutating func isSeen() {
    isGone = false
    lossy = []
  }

  // MARK: Steps

  /// Does one thing to one file.
  mutating func step() throws {
    let name = random.one(of: try mailboxes())
    let all = try read(name)
    let messages = FileHistory.messages(all)
    switch random.below(18) {
    case 0...3, 15...16:
      note("grows", name)
      try append(name, FileHistory.take(&rests[name]) + mail(1 + random.below(4)))
    case 4:
      let more = FileHistory.take(&rests[name]) + mail(1)
      let cut = random.below(more.count + 1)
      note("grows by \(cut) of \(more.count) bytes", name)
      try append(name, Array(more[..<cut]))
      rests[name] = Array(more[cut...])
    case 5:
      let cut =
        random.flip() ? all.count - (messages.last?.count ?? 0) : random.below(all.count + 1)
      note("is cut at \(cut)", name)
      lossy.insert(name)
      rests[name] = nil
      try write(name, Array(all[..<cut]), inPlace: true)
    case 6:
      let left = messages.filter { _ in random.below(3) > 0 }
      let inPlace = random.flip()
      note("is compacted to \(left.count) messages" + (inPlace ? " in place" : ""), name)
      rests[name] = nil
      lossy.insert(name)
      try write(name, left.flatMap(\.self), inPlace: inPlace)
    case 7: try rotate(name)
    case 8: try flag(name, messages)
    case 9:
      note("is replaced by itself", name)
      try write(name, all, inPlace: false)
    case 10: try merge(name, all)
    case 11:
      // Others lie behind it, and some before.
      let other = random.one(of: ["mail/0", "mail/c", "mail/z"])
      guard rests[other] == nil else { break }
      let copied = messages.filter { _ in random.flip() }
      note("gets \(copied.count) messages that stand in \(name)", other)
      try append(other, copied.flatMap(\.self))
    case 12:
      if exports.isEmpty { break }
      let export = exports.removeFirst()
      note("appears", export.name)
      try write(export.name, export.bytes, inPlace: false)
    case 17: try change(name, all)
    default: try call()
    }
  }

  /// Changes a message near the end in place, and grows. What is changed further before on the
  /// day on which a file grows is not seen.
  private mutating func change(_ name: String, _ all: [UInt8]) throws {
    let mark = Array("\nSubject: ".utf8)
    let places = all.indices.suffix(6600).filter { all[$0...].starts(with: mark) }
    guard rests[name] == nil, !places.isEmpty else { return }
    let place = random.one(of: places)
    note("is changed in place at \(place), and grows", name)
    lossy.insert(name)
    var all = all
    all[place + mark.count - 1] = all[place + mark.count - 1] == 0x20 ? 0x51 : 0x20
    try write(name, all + mail(1), inPlace: true)
  }

  private mutating func rotate(_ name: String) throws {
    let number = random.one(of: [".1", ".2", ".3"])
    let old = name + number
    guard !name.contains("."), !lossy.contains(name), !exists(old), !exists(old + ".gz") else {
      return
    }
    let all = try read(name)
    rests[name] = nil
    switch random.below(3) {
    case 0:
      isGone = true
      note("becomes \(old)", name)
      rename(folder(name), folder(old))
    case 1:
      note("is copied to \(old) and emptied", name)
      try write(old, all, inPlace: false)
      try write(name, [], inPlace: true)
    default:
      isGone = true
      note("becomes \(old).gz", name)
      try write(old + ".gz", FileHistory.gzip(all), inPlace: false)
      unlink(folder(name))
    }
    if random.flip() || !exists(name) { try append(name, mail(random.below(3))) }
  }

  /// Rewrites what tells that a message was read, mostly in the same place.
  private mutating func flag(_ name: String, _ messages: [[UInt8]]) throws {
    guard !messages.isEmpty, let line = messages[0].firstIndex(of: 0x0A) else { return }
    var messages = messages
    let i = random.below(messages.count)
    let head = messages[i].firstIndex(of: 0x0A) ?? line
    let read = Array("Status: RO\n".utf8)
    let unread = Array("Status: O \n".utf8)
    guard head < messages[i].count else { return }
    let rest = messages[i][(head + 1)...]
    if rest.starts(with: read) || rest.starts(with: unread) {
      messages[i].replaceSubrange(
        head + 1..<head + 12, with: rest.starts(with: read) ? unread : read)
    } else {
      messages[i].insert(contentsOf: random.flip() ? read : unread, at: head + 1)
    }
    note("bears another flag on message \(i)", name)
    try write(name, messages.flatMap(\.self), inPlace: true)
  }

  /// Puts all of one mailbox behind another, and takes it away.
  private mutating func merge(_ name: String, _ all: [UInt8]) throws {
    let others = try mailboxes().filter { $0 != name }
    guard !others.isEmpty, rests[name] == nil, !lossy.contains(name) else { return }
    let other = random.one(of: others)
    guard rests[other] == nil, try FileHistory.isWhole(all), try FileHistory.isWhole(read(other))
    else { return }
    isGone = true
    note("goes to the end of \(other)", name)
    try append(other, all)
    unlink(folder(name))
  }

  private static func isWhole(_ mailbox: [UInt8]) throws -> Bool {
    mailbox.isEmpty || mailbox.suffix(2).elementsEqual([0x0A, 0x0A])
  }

  private mutating func call() throws {
    let name = "calls/Master.csv"
    let all = try read(name)
    switch random.below(5) {
    case 0:
      let rows = all.split(separator: 0x0A).map { $0 + [0x0A] }
      let kept = rows.prefix(random.below(rows.count + 1))
      note("is cut to \(kept.count) rows", name)
      lossy.insert(name)
      try write(name, kept.flatMap(\.self), inPlace: true)
    case 1:
      if exists(name + ".1") || lossy.contains(name) { break }
      isGone = true
      note("becomes \(name).1", name)
      rename(folder(name), folder(name + ".1"))
      try write(name, row(random.below(3)), inPlace: false)
    default:
      note("grows", name)
      try append(name, row(1 + random.below(6)))
    }
  }

  // MARK: Files

  private mutating func note(_ what: String, _ name: String) { steps.append("\(name) \(what)") }

  private static func take(_ rest: inout [UInt8]?) -> [UInt8] {
    defer { rest = nil }
    return rest ?? []
  }

  private mutating func mail(_ count: Int) -> [UInt8] {
    defer { mails.removeFirst(min(count, mails.count)) }
    return mails.prefix(count).flatMap(\.self)
  }

  private mutating func row(_ count: Int) -> [UInt8] {
    defer { rows.removeFirst(min(count, rows.count)) }
    return rows.prefix(count).flatMap(\.self)
  }

  private func mailboxes() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder("mail")).filter {
      !$0.hasSuffix(".gz")
    }.map { "mail/" + $0 }.sorted()
  }

  private func exists(_ name: String) -> Bool { access(folder(name), F_OK) == 0 }

  private func read(_ name: String) throws -> [UInt8] {
    exists(name) ? try folder.bytes(name) : []
  }

  private func append(_ name: String, _ bytes: [UInt8]) throws {
    let file = open(folder(name), O_WRONLY | O_CREAT | O_APPEND, 0o600)
    defer { close(file) }
    try put(bytes, in: file)
  }

  private func write(_ name: String, _ bytes: [UInt8], inPlace: Bool) throws {
    if !inPlace || !exists(name) {
      try folder.write(name, bytes)
      return
    }
    let file = open(folder(name), O_WRONLY)
    defer { close(file) }
    ftruncate(file, bytes.count)
    try put(bytes, in: file)
  }

  private func put(_ bytes: [UInt8], in file: CInt) throws {
    guard file >= 0, Glibc.write(file, bytes, bytes.count) == bytes.count else {
      throw CocoaError(.fileWriteUnknown)
    }
  }

  /// RFC 1952, with blocks as they are.
  static func gzip(_ bytes: [UInt8]) -> [UInt8] {
    var all: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF]
    func add(_ number: Int, _ count: Int) {
      for i in 0..<count { all.append(UInt8(truncatingIfNeeded: number >> (8 * i))) }
    }
    var start = 0
    repeat {
      let end = min(start + 0xFFFF, bytes.count)
      all.append(end == bytes.count ? 1 : 0)
      add(end - start, 2)
      add(~(end - start), 2)
      all += bytes[start..<end]
      start = end
    } while start < bytes.count
    var sum: UInt32 = 0xFFFF_FFFF
    for byte in bytes {
      sum ^= UInt32(byte)
      for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
    }
    add(Int(~sum), 4)
    add(bytes.count, 4)
    return all
  }
}
