import Foundation
import Glibc
import OfficeSimulator
import Records
import TestSupport
import Testing

@testable import Pipeline

/// Nights over files that grow, shrink and change: the same bytes as one run over what they hold.
@Suite struct NightTests {
  /// What a state of files gives.
  struct Told: Equatable {
    var contacts: [UInt8] = []
    var signs: [UInt8] = []
    var books: [UInt8] = []
    var rejects: Set<String> = []
  }

  /// The same for all nights: what was written since counts as still being delivered to, however
  /// slow the machine is.
  static let now = Timestamp(time(nil))

  static func night(
    _ folder: TemporaryFolder, _ state: String, now: Timestamp = NightTests.now
  ) throws -> (told: Told, reading: Night.Reading) {
    let configuration = try Configuration(file: folder("pipeline.yml"))
    try Publishing.makeDirectory(state)
    let database = try StateDatabase(in: state)
    var told = Told()
    let night = Night(configuration, database, program: "0", now: now)
    let (outcome, reading) = try night.run(
      configuration.inputs().inputs, settings: configuration.settings, asOf: nil
    ) { reject in
      var line = JSONLine()
      line.write(reject)
      told.rejects.insert(String(decoding: line.bytes, as: UTF8.self))
    }
    var line = JSONLine()
    for contact in outcome.contacts {
      line.write(contact)
      told.contacts += line.bytes
    }
    for sign in outcome.signs {
      line.write(sign)
      told.signs += line.bytes
    }
    for books in outcome.books {
      line.write(books)
      told.books += line.bytes
      #expect(books.balances, "\(books.stage)")
    }
    return (told, reading)
  }

  /// The offsets at which messages begin, and the end.
  private static func bounds(_ mailbox: [UInt8]) -> [Int] {
    var all: [Int] = []
    let mark = Array("\nFrom ".utf8)
    for i in mailbox.indices where mailbox[i] == 0x0A && mailbox[i...].starts(with: mark) {
      all.append(i + 1)
    }
    return [0] + all + [mailbox.count]
  }

  @Test(arguments: [1, 2, 3, 4, 5, 6] as [UInt64])
  func nightsEndInTheBytesOfOneRun(seed: UInt64) throws {
    var random = Seeded(seed)
    var options = OfficeOptions()
    options.clients = 8
    options.contacts = 160
    // What belongs to no client, or to several.
    for quirk in [Quirk.bounce, .internalMail, .internalCall, .stranger, .listMunged, .wrongDate] {
      options.setRate(0.06, of: quirk)
    }
    let forgets = seed % 3 == 0
    if forgets { options.weeks = 14 }
    let office = Office(seed: seed, options: options).files()
    let folder = try TemporaryFolder()
    for (name, bytes) in office.files { try folder.write(name, bytes) }
    if forgets {
      let configuration = String(decoding: office.files["pipeline.yml", default: []], as: UTF8.self)
      try folder.write("pipeline.yml", configuration + "retention: 31d\n")
    }
    let whole = office.files.filter {
      $0.key.hasSuffix(".mbox") || $0.key.hasSuffix(".csv") || $0.key.hasSuffix(".xml")
    }
    let mailboxes = whole.keys.filter { $0.hasSuffix(".mbox") }.sorted()
    let others = whole.keys.filter { !$0.hasSuffix(".mbox") }.sorted()
    var ends: [String: Int] = [:]
    func write(_ name: String, _ bytes: [UInt8], inPlace: Bool) throws {
      if inPlace {
        let handle = try FileHandle(forUpdating: URL(fileURLWithPath: folder(name)))
        try handle.truncate(atOffset: UInt64(bytes.count))
        try handle.seek(toOffset: 0)
        try handle.write(contentsOf: Data(bytes))
        try handle.close()
      } else {
        try folder.write(name, bytes)
      }
    }
    for name in mailboxes {
      ends[name] = whole[name, default: []].count / 4
      try write(name, Array(whole[name, default: []][..<(ends[name] ?? 0)]), inPlace: false)
    }
    for name in others {
      let bytes = whole[name, default: []]
      if name.hasSuffix(".csv") {
        let cut = bytes[..<(bytes.count / 2)].lastIndex(of: 0x0A).map { $0 + 1 } ?? bytes.count
        try write(name, Array(bytes[..<cut]), inPlace: false)
      }
    }
    let state = folder("state")
    // However long it takes: what breaks off is still being written.
    let now = Timestamp(time(nil))
    _ = try NightTests.night(folder, state, now: now)
    var onward = 0
    var unchanged = 0
    var spared = 0
    var forgot = false
    for step in 0..<12 {
      // The largest mailbox changes more often than the others, so that it is mostly read on.
      let name =
        Int.random(in: 0..<4, using: &random) > 0
        ? "mail/support.mbox" : mailboxes.randomElement(using: &random) ?? ""
      let all = whole[name, default: []]
      let bounds = NightTests.bounds(all)
      let end = ends[name, default: 0]
      var what = "grown"
      switch Int.random(in: 0..<10, using: &random) {
      case 0...4:
        let more = min(all.count, end + Int.random(in: 0...all.count / 6, using: &random))
        ends[name] = more
        try write(name, Array(all[..<more]), inPlace: true)
      case 5:
        what = "truncated"
        ends[name] = Int.random(in: 0...end, using: &random)
        try write(name, Array(all[..<ends[name, default: 0]]), inPlace: true)
      case 6:
        what = "compacted"
        let cut = bounds.filter { $0 < end }.randomElement(using: &random) ?? 0
        try write(name, Array(all[cut..<end]), inPlace: Bool.random(using: &random))
      case 7:
        what = "replaced"
        try write(name, Array(all[..<end]), inPlace: false)
      case 8:
        what = "flags"
        var bytes = Array(all[..<end])
        if let i = bytes.firstIndex(of: 0x0A) {
          bytes.insert(contentsOf: Array("Status: RO\n".utf8), at: i + 1)
        }
        try write(name, bytes, inPlace: true)
      default:
        what = "new rows"
        for other in others { try write(other, whole[other, default: []], inPlace: false) }
      }
      let (kept, reading) = try NightTests.night(folder, state, now: now)
      onward += reading.steps.count { $0.contains("from byte") }
      let fresh = try NightTests.night(folder, folder("fresh-\(step)"), now: now).told
      #expect(kept.contacts == fresh.contacts, "seed \(seed), step \(step): \(what) \(name)")
      #expect(kept.signs == fresh.signs, "seed \(seed), step \(step): \(what) \(name)")
      #expect(kept.rejects == fresh.rejects, "seed \(seed), step \(step): \(what) \(name)")
      #expect(
        kept.books == fresh.books,
        "seed \(seed), step \(step): \(what) \(name)"
      )
      forgot = forgot || String(decoding: kept.books, as: UTF8.self).contains(#""retention":"#)
      spared += reading.clients - reading.matched
      let again = try NightTests.night(folder, state, now: now)
      #expect(again.told == kept, "seed \(seed), step \(step)")
      // Those of whom something lies behind the end are matched again every night.
      #expect(again.reading.matched < again.reading.clients / 3, "seed \(seed), step \(step)")
      unchanged += again.reading.steps.count { $0.hasSuffix("unchanged") }
    }
    #expect(forgot == forgets)
    #expect(onward > 0 && unchanged > 12 && spared > 12, "\(onward) \(unchanged) \(spared)")
  }
}
