import CLibArchive
import Foundation
import Records
import Testing

@testable import Intake

/// Directories, archives and compressed files in place of a file.
@Suite struct FilesTests {
  private static let mbox = """
    From pat@acmedental.example Mon Mar  2 09:00:00 2026
    From: pat@acmedental.example
    To: support@harborit.example
    Date: Mon, 2 Mar 2026 09:00:00 +0000
    Message-ID: <one@acmedental.example>
    Subject: Printer

    It does not print.

    From kim@acmedental.example Mon Mar  2 10:00:00 2026
    From: kim@acmedental.example
    Date: Mon, 2 Mar 2026 10:00:00 +0000
    Message-ID: <two@acmedental.example>
    Subject: Scanner

    Empty pages.

    """

  private static func eml(_ id: String) -> String {
    """
    From: pat@acmedental.example
    Date: Mon, 2 Mar 2026 09:00:00 +0000
    Message-ID: <\(id)@acmedental.example>
    Subject: Printer

    It does not print.

    """
  }

  private struct Result {
    var records: [Record] = []
    var books = Books("")
    var failures: [Intake.Failure] = []
    var rejects: [Reject] = []
  }

  private static func read(_ paths: [String]) -> Result {
    var result = Result()
    var records: [Record] = []
    var rejects: [Reject] = []
    var failures: [Intake.Failure] = []
    result.books = Intake().read(
      paths.map { Intake.Input(name: $0) }, record: { records.append($0) },
      reject: { rejects.append($0) }, failure: { failures.append($0) })
    result.records = records
    result.rejects = rejects
    result.failures = failures
    return result
  }

  private static func inFolder(_ body: (String) throws -> Void) throws {
    let folder = NSTemporaryDirectory() + "ringback-" + UUID().uuidString
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try body(folder)
  }

  private static func write(_ text: String, _ path: String) throws {
    try FileManager.default.createDirectory(
      atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
  }

  /// Packs files as libarchive writes them; the filter is gzip, xz, zstd, bzip2 or none.
  private static func pack(
    _ files: [(name: String, bytes: [UInt8])], format: CInt, filter: CInt, to path: String
  ) {
    let archive = archive_write_new()
    defer { archive_write_free(archive) }
    archive_write_add_filter(archive, filter)
    archive_write_set_format(archive, format)
    #expect(archive_write_open_filename(archive, path) == ARCHIVE_OK)
    for file in files {
      let entry = archive_entry_new()
      defer { archive_entry_free(entry) }
      archive_entry_set_pathname(entry, file.name)
      archive_entry_set_size(entry, Int64(file.bytes.count))
      archive_entry_set_filetype(entry, 0o100000)
      archive_entry_set_perm(entry, 0o600)
      #expect(archive_write_header(archive, entry) == ARCHIVE_OK)
      file.bytes.withUnsafeBytes { _ = archive_write_data(archive, $0.baseAddress, $0.count) }
    }
    archive_write_close(archive)
  }

  private static func ids(_ result: Result) -> [String] {
    result.records.map { String($0.origin.id.prefix { $0 != "@" }) }
  }

  @Test(arguments: [
    ARCHIVE_FILTER_GZIP, ARCHIVE_FILTER_XZ, ARCHIVE_FILTER_ZSTD, ARCHIVE_FILTER_BZIP2,
  ])
  func aCompressedMailboxIsReadLikeTheMailbox(filter: CInt) throws {
    try Self.inFolder { folder in
      let path = folder + "/mail.mbox.packed"
      Self.pack(
        [("mail.mbox", Array(Self.mbox.utf8))], format: ARCHIVE_FORMAT_RAW, filter: filter,
        to: path)
      let result = Self.read([path])
      #expect(Self.ids(result) == ["one", "two"])
      #expect(result.records.allSatisfy { $0.origin.place.source == path })
      #expect(result.books.balances)
      #expect(result.books.accounts.map(\.format) == ["mbox"])
    }
  }

  @Test(arguments: [
    (ARCHIVE_FORMAT_ZIP, ARCHIVE_FILTER_NONE),
    (ARCHIVE_FORMAT_TAR_PAX_RESTRICTED, ARCHIVE_FILTER_GZIP),
    (ARCHIVE_FORMAT_TAR_USTAR, ARCHIVE_FILTER_NONE),
  ])
  func theEntriesOfAnArchiveAreFilesAndCompanionsComeFirst(format: CInt, filter: CInt) throws {
    try Self.inFolder { folder in
      let path = folder + "/takeout"
      let tickets = """
        <tickets><ticket><nice-id>7</nice-id><created-at>2026-03-02T09:00:00Z</created-at>\
        <requester-id>5</requester-id><subject>s</subject></ticket></tickets>
        """
      let users =
        "<users><user><id>5</id><email>pat@acmedental.example</email>"
        + "<roles>0</roles></user></users>"
      Self.pack(
        [
          ("Mail/All mail.mbox", Array(Self.mbox.utf8)), ("page.html", Array("<html>".utf8)),
          ("zd/tickets.xml", Array(tickets.utf8)), ("zd/users.xml", Array(users.utf8)),
          ("empty", []),
        ], format: format, filter: filter, to: path)
      let result = Self.read([path])
      #expect(result.failures.isEmpty)
      #expect(Self.ids(result) == ["one", "two", "7"])
      #expect(result.records.first?.origin.place.source == path + ":Mail/All mail.mbox")
      guard case .ticket(let ticket) = result.records[2] else {
        Issue.record("no ticket")
        return
      }
      #expect(ticket.requester?.address == "pat@acmedental.example")
      let archive = result.books.accounts.first { $0.format == "archive" }
      #expect(archive?.read == 5)
      #expect(archive?.used == 3)
      #expect(archive?.excluded == ["unknown-format": 1, "empty": 1])
      #expect(result.books.balances)
    }
  }

  @Test func whatUnpacksToTooMuchIsReadNoFurther() throws {
    try Self.inFolder { folder in
      let path = folder + "/bomb.gz"
      let start = Array(Self.mbox.utf8)
      Self.pack(
        [("b", start + [UInt8](repeating: 0x61, count: 80 << 20))], format: ARCHIVE_FORMAT_RAW,
        filter: ARCHIVE_FILTER_GZIP, to: path)
      let result = Self.read([path])
      #expect(result.failures == [.archiveBomb(path)])
      #expect(result.rejects.map(\.code) == ["broken-off"])
      #expect(result.books.balances)
    }
  }

  @Test func aDamagedArchiveGivesWhatCameBefore() throws {
    try Self.inFolder { folder in
      let path = folder + "/cut.gz"
      var state: UInt64 = 1
      let noise = (0..<400_000).map { _ -> UInt8 in
        state = state &* 6_364_136_223_846_793_005 &+ 1
        return UInt8(0x61 + (state >> 40) % 26)
      }
      Self.pack(
        [("b", Array(Self.mbox.utf8) + noise)], format: ARCHIVE_FORMAT_RAW,
        filter: ARCHIVE_FILTER_GZIP, to: path)
      let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
      try bytes.prefix(bytes.count / 2).write(to: URL(fileURLWithPath: path))
      let result = Self.read([path])
      #expect(Self.ids(result) == ["one", "two"])
      #expect(result.failures == [.damagedArchive(path)])
      #expect(result.books.balances)
    }
  }

  @Test func aMaildirIsItsMessages() throws {
    try Self.inFolder { folder in
      try Self.write(Self.eml("a"), folder + "/cur/1:2,S")
      try Self.write(Self.eml("b"), folder + "/new/2")
      try Self.write(Self.eml("c"), folder + "/tmp/3")
      let result = Self.read([folder])
      #expect(Self.ids(result) == ["a", "b"])
      #expect(result.books.accounts.map(\.source) == [folder, "\(folder) (eml)"])
      #expect(result.books.accounts[1].read == 2)
      #expect(result.books.balances)
      #expect(result.books.coverage.count == 1)
    }
  }

  @Test func aDirectoryIsAllItsFilesAndCountsTheStrangers() throws {
    try Self.inFolder { folder in
      try Self.write(Self.mbox, folder + "/2026/03.mbox")
      try Self.write("hello", folder + "/notes.txt")
      try Self.write("", folder + "/empty")
      try Self.write(Self.mbox, folder + "/.hidden")
      // A way back up must not lead round for ever.
      try FileManager.default.createSymbolicLink(
        atPath: folder + "/loop", withDestinationPath: folder)
      let result = Self.read([folder])
      #expect(Self.ids(result) == ["one", "two"])
      #expect(result.books.accounts[0].excluded == ["unknown-format": 1, "empty": 1])
      #expect(result.records[0].origin.place.source == folder + "/2026/03.mbox")
      #expect(result.books.balances)
    }
  }

  @Test func aFileThatIsNotThereIsToldAndTheRestIsRead() throws {
    try Self.inFolder { folder in
      try Self.write(Self.mbox, folder + "/a.mbox")
      let result = Self.read([folder + "/none", folder + "/a.mbox"])
      #expect(Self.ids(result) == ["one", "two"])
      #expect(result.failures == [.cannotOpen(folder + "/none", errno: ENOENT)])
      #expect(result.books.balances)
      #expect(result.books.accounts[0].rejected == ["unreadable": 1])
    }
  }
}
