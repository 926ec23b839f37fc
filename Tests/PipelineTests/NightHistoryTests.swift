import Foundation
import Glibc
import OfficeSimulator
import Records
import TestSupport
import Testing

@testable import Pipeline

/// Any nights over files with any history end in the bytes of one night over what the files hold.
///
/// `RINGBACK_OFFICE_HISTORIES` and `RINGBACK_SEED` say how many, and from where on
/// (`scripts/torture histories`).
@Suite struct NightHistoryTests {
  private static func number(_ name: String, otherwise: Int) -> Int {
    ProcessInfo.processInfo.environment[name].flatMap { Int($0) } ?? otherwise
  }

  @Test func anyHistoryEndsInTheBytesOfOneNight() throws {
    let first = NightHistoryTests.number("RINGBACK_SEED", otherwise: 1)
    let count = NightHistoryTests.number("RINGBACK_OFFICE_HISTORIES", otherwise: 40)
    let began = time(nil)
    var tally = Tally()
    var office = NightHistoryTests.office(0)
    for seed in first..<first + count {
      if seed % 100 == 0 { office = NightHistoryTests.office(UInt64(seed)) }
      let failed = try NightHistoryTests.run(office, UInt64(seed), &tally)
      #expect(failed == nil, "seed \(seed): \(failed ?? "")")
      if count > 1000, seed % 1000 == 0 {
        let line = "\(seed - first + 1) histories: \(tally), \(time(nil) - began) s\n"
        FileHandle.standardOutput.write(Data(line.utf8))
      }
    }
    print("\(count) histories: \(tally), \(time(nil) - began) s")
    #expect(tally.onward > 0 && tally.unchanged > 0 && tally.contacts > 0)
  }

  private struct Tally: CustomStringConvertible {
    var steps = 0
    var nights = 0
    var onward = 0
    var unchanged = 0
    var contacts = 0

    var description: String {
      "\(steps) steps, \(nights) nights, \(onward) mailboxes read on, \(unchanged) units unchanged"
    }
  }

  private static func office(_ seed: UInt64) -> OfficeFiles {
    var options = OfficeOptions()
    options.clients = 3
    options.contacts = 16
    for quirk in [Quirk.bounce, .internalMail, .stranger] { options.setRate(0.1, of: quirk) }
    return Office(seed: seed + 1, options: options).files()
  }

  /// - Returns: what differs, with the steps that led there.
  private static func run(_ office: OfficeFiles, _ seed: UInt64, _ tally: inout Tally) throws
    -> String?
  {
    var random = Seeded(seed ^ 0x5EED)
    var history = try FileHistory(office, seed: seed)
    let folder = history.folder
    // Later than it is: what was just written is not still being written, or it is.
    var now = Timestamp(time(nil))
    var told = try night(folder, folder("state"), now, &tally)
    for i in 0..<2 + random.below(7) {
      try history.step()
      tally.steps += 1
      if i > 0, !history.isGone, random.flip() { continue }
      history.isSeen()
      if random.below(4) == 0 { now = Timestamp(now.seconds + 50) }
      told = try night(folder, folder("state"), now, &tally)
    }
    told = try night(folder, folder("state"), now, &tally)
    let fresh = try night(folder, folder("fresh"), now, &tally)
    tally.contacts += fresh.contacts.count
    if told == fresh { return nil }
    let parts = [
      ("contacts", told.contacts, fresh.contacts), ("signs", told.signs, fresh.signs),
      ("books", told.books, fresh.books),
    ].filter { $0.1 != $0.2 }
    return (parts.map(\.0) + history.steps).joined(separator: "; ")
  }

  private static func night(
    _ folder: TemporaryFolder, _ state: String, _ now: Timestamp, _ tally: inout Tally
  ) throws -> NightTests.Told {
    let (told, reading) = try NightTests.night(folder, state, now: now)
    tally.nights += 1
    tally.onward += reading.steps.count { $0.contains("from byte") }
    tally.unchanged += reading.steps.count { $0.hasSuffix("unchanged") }
    return told
  }
}
