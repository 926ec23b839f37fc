import Contacts
import Intake
import OfficeSimulator
import Pipeline
import Records
import TestSupport
import Testing

/// From files to contacts, held to what truly happened.
@Suite struct PassageTests {
  /// The dialects change with the seed, so that each is held to the truth.
  static func office(_ seed: UInt64) throws -> OfficeOnDisk {
    try OfficeOnDisk(seed: seed) { options in
      options.contacts = 250
      options.weeks = 8
      options.callLog = OfficeOptions.CallLog.allCases[Int(seed) % 3]
      options.helpdeskDialect = seed % 4 == 3 ? .freshdesk : .zendesk
      options.crlf = seed % 2 == 0
      options.zone = ["America/Los_Angeles", "Europe/Berlin", "Asia/Kolkata"][Int(seed) % 3]
    }
  }

  @Test(arguments: [1, 2, 3, 4, 5, 6] as [UInt64])
  func everyTrueContactIsFoundAndNoneInvented(_ seed: UInt64) throws {
    let office = try Self.office(seed)
    let outcome = try office.run()
    let truth = Set(office.truth.map(Outline.init))
    let found = Set(outcome.contacts.map(Outline.init))
    let missed = truth.subtracting(found).map(\.description).sorted()
    let invented = found.subtracting(truth).map(\.description).sorted()
    #expect(missed == [], "true, and not found")
    #expect(invented == [], "found, and not true")
    #expect(outcome.contacts.count == office.truth.count)
    #expect(outcome.failures == [])
  }

  @Test(arguments: [1, 2] as [UInt64])
  func theBooksOfEveryStageBalance(_ seed: UInt64) throws {
    let outcome = try Self.office(seed).run()
    #expect(outcome.books.map(\.stage) == ["parse", "normalize", "match"])
    for books in outcome.books {
      #expect(books.balances, "\(books)")
      #expect(books.rejected.isEmpty, "\(books.rejected)")
    }
    let made = outcome.books[0].accounts.reduce(0) { $0 + $1.made }
    #expect(outcome.books[1].read == made)
    let events = outcome.books[1].accounts.reduce(0) { $0 + $1.made }
    #expect(outcome.books[2].read == events)
  }

  // MARK: The same, however it comes in files

  @Test(arguments: [1, 2, 3] as [UInt64])
  func theOrderOfTheFilesChangesNothing(_ seed: UInt64) throws {
    let office = try Self.office(seed)
    let usual = linesWithoutPlaces(try office.run(office.names).contacts)
    #expect(usual.count == office.truth.count)
    #expect(linesWithoutPlaces(try office.run(office.names.reversed()).contacts) == usual)
    var seeded = Seeded(seed)
    #expect(
      linesWithoutPlaces(try office.run(office.names.shuffled(using: &seeded)).contacts) == usual)
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func filesCutInTwoGiveTheSame(_ seed: UInt64) throws {
    let office = try Self.office(seed)
    let usual = linesWithoutPlaces(try office.run(office.names).contacts)
    var names: [String] = []
    for name in office.names {
      let bytes = try office.folder.bytes(name)
      let cut: Int?
      switch name {
      case _ where name.hasSuffix(".mbox"): cut = Self.messageNearMiddle(bytes)
      // Without its header the second half of a table would be another dialect.
      case _ where name.hasSuffix(".csv") && !bytes.starts(with: Array("calldate".utf8)):
        cut = bytes[(bytes.count / 2)...].firstIndex(of: 0x0A).map { $0 + 1 }
      default: cut = nil
      }
      guard let cut else {
        names.append(name)
        continue
      }
      let (first, second) = (name + ".1.mbox", name + ".2.mbox")
      let endings = name.hasSuffix(".csv") ? (name + ".1.csv", name + ".2.csv") : (first, second)
      try office.folder.write(endings.0, bytes[..<cut])
      try office.folder.write(endings.1, bytes[cut...])
      names += [endings.0, endings.1]
    }
    #expect(names.count > office.names.count)
    #expect(linesWithoutPlaces(try office.run(names).contacts) == usual)
    #expect(linesWithoutPlaces(try office.run(names.reversed()).contacts) == usual)
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func filesReadTwiceGiveTheSame(_ seed: UInt64) throws {
    let office = try Self.office(seed)
    let usual = linesWithoutPlaces(try office.run(office.names).contacts)
    var names = office.names
    for name in office.names {
      let ending = name.split(separator: ".").last ?? ""
      try office.folder.write(name + ".copy.\(ending)", try office.folder.bytes(name))
      names.append(name + ".copy.\(ending)")
    }
    let doubled = try office.run(names)
    #expect(linesWithoutPlaces(doubled.contacts) == usual)
    for books in doubled.books { #expect(books.balances) }
  }

  /// The From_ line that stands nearest after the middle.
  private static func messageNearMiddle(_ bytes: [UInt8]) -> Int? {
    let from = Array("From ".utf8)
    var i = bytes.count / 2
    while let newline = bytes[i...].firstIndex(of: 0x0A) {
      i = newline + 1
      if bytes[i...].starts(with: from) { return i }
    }
    return nil
  }

  // MARK: As it stood

  @Test func whatIsLaterThanAsOfIsNotTold() throws {
    let office = try Self.office(1)
    let settings = try office.settings
    let inputs = try Configuration(file: office.folder("pipeline.yml")).inputs().inputs
    let opened = office.truth.map(\.opened).sorted()
    let asOf = opened[opened.count / 2] + 1
    let outcome = Passage(settings, asOf: asOf).run(inputs) { _ in }
    #expect(outcome.asOf == asOf)
    #expect(outcome.contacts.count == opened.count { $0 <= asOf })
    #expect(outcome.contacts.allSatisfy { $0.opened <= asOf && $0.observedUntil <= asOf })
    #expect(outcome.contacts.allSatisfy { $0.answered ?? asOf <= asOf })
  }

  @Test func aSelectionIsByClientAndTimeOfOpening() throws {
    let contacts = try Self.office(1).run().contacts
    let some = contacts.sorted { $0.opened < $1.opened }[contacts.count / 2]
    let since = Selection(since: some.opened)
    let until = Selection(until: some.opened)
    #expect(since.includes(some) && !until.includes(some))
    #expect(contacts.allSatisfy { since.includes($0) != until.includes($0) })
    let ours = Selection(client: "acme")
    #expect(contacts.count { ours.includes($0) } == contacts.count { $0.client == "acme" })
  }

  @Test func toleranceIsAShareOfEachSource() {
    func books(_ read: Int, _ rejected: Int) -> [Books] {
      var account = Books.Account(source: "a", format: "mbox", unit: "message")
      account.read = read
      account.reject("x", rejected)
      var books = Books("parse")
      books.accounts = [account]
      return [books]
    }
    #expect(Tolerance().exceeded(by: books(100, 1)).isEmpty)
    #expect(Tolerance().exceeded(by: books(100, 2)).count == 1)
    #expect(Tolerance(share: 0).exceeded(by: books(100_000, 1)).count == 1)
    #expect(Tolerance(share: 0).exceeded(by: books(5, 0)).isEmpty)
    #expect(Tolerance(share: 1).exceeded(by: books(5, 5)).isEmpty)
  }
}
