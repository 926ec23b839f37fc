import Foundation
import Records
import TestSupport
import Testing

@testable import Pipeline

/// Exactly once, whatever happens to a mailbox. `scripts/torture histories` runs many more.
@Suite struct MailboxHistoryTests {
  /// How many, as the environment says, or a few.
  private static func count(_ name: String, otherwise few: Int) -> Int {
    ProcessInfo.processInfo.environment[name].flatMap { Int($0) } ?? few
  }

  @Test func everyMessageIsCountedOnceAfterAnyHistory() throws {
    let first = MailboxHistoryTests.count("RINGBACK_SEED", otherwise: 1)
    let count = MailboxHistoryTests.count("RINGBACK_HISTORIES", otherwise: 40)
    var nights = 0
    for seed in first..<first + count {
      var history = try MailboxHistory(seed: UInt64(seed))
      for _ in 0..<10 {
        try history.happen()
        if seed % 3 > 0 || history.story.count % 2 == 0 {
          nights += 1
          let fault = try history.night()
          try #require(fault == nil, "seed \(seed): \(fault ?? "")")
        }
      }
      let fault = try history.night()
      try #require(fault == nil, "seed \(seed): \(fault ?? "")")
    }
    #expect(nights > 5 * count)
    if count > 40 { print("\(count) histories from seed \(first) on, \(nights) nights") }
  }

  @Test func aNightOverAnyPrefixDoesNotMatterInTheEnd() throws {
    let count = MailboxHistoryTests.count("RINGBACK_PREFIXES", otherwise: 80)
    let first = MailboxHistoryTests.count("RINGBACK_SEED", otherwise: 1)
    var random = Seeded(UInt64(first))
    var done = 0
    var mailbox = 0
    while done < count {
      let messages = (0..<4).map { mailbox * 31 + $0 * (1 + mailbox % 3) }
      let all = MailboxHistory.bytes(MailboxHistory.Mailbox(messages: messages))
      let wanted = messages.map { MailboxHistory.person($0) }.sorted()
      // All of a mailbox where they are many, some of it otherwise.
      let lengths =
        count >= all.count ? Array(0..<all.count) : (0..<20).map { _ in random.below(all.count) }
      for length in lengths {
        let folder = try TemporaryFolder(inMemory: true)
        try folder.write("pipeline.yml", MailboxHistory.configuration)
        let configuration = try Configuration(file: folder("pipeline.yml"))
        try Publishing.makeDirectory(folder("state"))
        let database = try StateDatabase(in: folder("state"))
        let isFresh = random.flip()
        try MailboxHistory.write(
          Array(all[..<length]), to: folder("box"), inPlace: true, at: 1_800_000_000)
        let now = Timestamp(1_800_000_000 + (isFresh ? 10 : 100))
        _ = try MailboxHistory.waiting(configuration, database, now: now)
        try MailboxHistory.write(all, to: folder("box"), inPlace: true, at: 1_800_001_000)
        let told = try MailboxHistory.waiting(
          configuration, database, now: Timestamp(1_800_002_000))
        try #require(told == wanted, "mailbox \(mailbox), \(length) of \(all.count) bytes")
        done += 1
      }
      mailbox += 1
    }
    if count > 80 { print("\(done) prefixes of \(mailbox) mailboxes") }
  }
}
