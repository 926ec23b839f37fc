import Foundation
import Glibc
import Records
import TestSupport
import Testing

@testable import Pipeline

/// While a program delivers to a mailbox, its last message is left to the next night.
@Suite struct MailboxLockTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(
      "pipeline.yml",
      """
      provider: { name: Harbor IT, domains: [harborit.example] }
      clients: [{ id: acme, name: Acme, domains: [acme.example] }]
      sources: [{ path: "a.mbox" }]
      """)
    try folder.write("a.mbox", MailboxLockTests.mail(1) + MailboxLockTests.mail(2))
  }

  private static func mail(_ n: Int) -> String {
    """
    From ana@acme.example Mon Mar  \(n) 09:00:00 2026
    From: p\(n)@acme.example
    To: support@harborit.example
    Subject: matter \(n)
    Message-ID: <\(n)@acme.example>
    Date: \(n) Mar 2026 09:00:00 +0000

    Please call.


    """
  }

  private func contacts() throws -> Int {
    let (told, _) = try NightTests.night(folder, folder("state"))
    let held = String(decoding: told.books, as: UTF8.self).contains(#""incomplete":1"#)
    let count = told.contacts.count { $0 == 0x0A }
    #expect(held == (count == 1), "what is held back is counted")
    return count
  }

  /// What follows is read on the next night, when nobody holds the lock any more.
  private func expectHeld(by lock: () throws -> Void, until unlock: () throws -> Void) throws {
    try lock()
    #expect(try contacts() == 1)
    #expect(try contacts() == 1)
    try unlock()
    #expect(try contacts() == 2)
  }

  @Test func aFileBesideIt() throws {
    try expectHeld {
      try folder.write("a.mbox.lock", "")
    } until: {
      try FileManager.default.removeItem(atPath: folder("a.mbox.lock"))
    }
  }

  @Test func aFileBesideItThatWasLeftBehindLocksNothing() throws {
    try folder.write("a.mbox.lock", "")
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSinceNow: -700)], ofItemAtPath: folder("a.mbox.lock"))
    #expect(try contacts() == 2)
  }

  @Test func flockOfAnother() throws {
    let file = open(folder("a.mbox"), O_RDWR)
    defer { close(file) }
    try expectHeld {
      #expect(flock(file, LOCK_EX) == 0)
    } until: {
      #expect(flock(file, LOCK_UN) == 0)
    }
  }

  @Test func fcntlOfAnother() throws {
    let file = open(folder("a.mbox"), O_RDWR)
    defer { close(file) }
    func lock(_ kind: Int32) -> CInt {
      var lock = Glibc.flock()
      lock.l_type = Int16(kind)
      // F_OFD_SETLK: of the open file, so that it locks out others of this process.
      return fcntl(file, 37, &lock)
    }
    try expectHeld {
      #expect(lock(Int32(F_WRLCK)) == 0)
    } until: {
      #expect(lock(Int32(F_UNLCK)) == 0)
    }
  }

  @Test func noLockOfOursOutlastsTheNight() throws {
    let file = open(folder("a.mbox"), O_RDWR)
    defer { close(file) }
    #expect(try contacts() == 2)
    #expect(flock(file, LOCK_EX | LOCK_NB) == 0)
  }
}
