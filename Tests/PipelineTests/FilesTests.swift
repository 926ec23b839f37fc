import Foundation
import Glibc
import Intake
import Pipeline
import Records
import TestSupport
import Testing

/// Which files a path or pattern means.
@Suite struct InputFilesTests {
  @Test func aPatternGivesItsFilesInByteOrder() throws {
    let folder = try TemporaryFolder()
    for name in ["b.mbox", "a.mbox", "B.mbox", "ä.mbox", "c.txt", ".d.mbox", "sub/e.mbox"] {
      try folder.write(name, "x")
    }
    func names(_ pattern: String) -> [String] {
      InputFiles.matching(folder(pattern)).map { $0.replacing(folder.path + "/", with: "") }
    }
    #expect(names("*.mbox") == ["B.mbox", "a.mbox", "b.mbox", "ä.mbox"])
    #expect(names("?.mbox") == ["B.mbox", "a.mbox", "b.mbox"])
    #expect(names("[ab].mbox") == ["a.mbox", "b.mbox"])
    #expect(names("*/*.mbox") == ["sub/e.mbox"])
    #expect(names("*.xml") == [])
    #expect(names("none.mbox") == ["none.mbox"])
  }

  @Test func aFileWithAStarInItsNameIsItself() throws {
    let folder = try TemporaryFolder()
    for name in ["a[1].mbox", "a1.mbox", "*.csv", "b.csv"] { try folder.write(name, "x") }
    #expect(InputFiles.matching(folder("a[1].mbox")) == [folder("a[1].mbox")])
    #expect(InputFiles.matching(folder("*.csv")) == [folder("*.csv")])
  }

  @Test func noArgumentIsStandardInput() {
    let (inputs, missing) = InputFiles.inputs([], format: nil, options: ReaderOptions())
    #expect(inputs.map(\.name) == ["-"] && inputs[0].path == nil && missing == [])
    let none = InputFiles.inputs(["/nowhere/*.mbox"], format: nil, options: ReaderOptions())
    #expect(none.inputs.isEmpty && none.missing == ["/nowhere/*.mbox"])
  }

  @Test func aFileOfSeveralSourcesIsReadOnceAsTheFirstSays() throws {
    let folder = try TemporaryFolder()
    try folder.write("a.mbox", "x")
    try folder.write("b.mbox", "x")
    let file = try folder.write(
      "pipeline.yml",
      provider + "sources: [{ path: b.mbox, format: mbox }, '*.mbox', '*.csv', b.mbox]\n")
    let (inputs, missing) = try Configuration(file: file).inputs()
    #expect(inputs.map(\.name) == ["b.mbox", "a.mbox"])
    #expect(inputs.map(\.format) == ["mbox", nil])
    #expect(missing.map(\.pattern) == ["*.csv"] && missing[0].line == 2)
  }
}

/// Files appear whole or not at all, and for their owner alone.
@Suite struct PublishingTests {
  private func publish(_ files: [(String, String)], to directory: String) -> PublishingError? {
    do throws(PublishingError) {
      try Publishing.write(files.map { ($0.0, Array($0.1.utf8)) }, to: directory)
      return nil
    } catch {
      return error
    }
  }

  @Test func filesAndFoldersAreTheOwnersAlone() throws {
    let folder = try TemporaryFolder()
    #expect(publish([("a", "1"), ("b", "2")], to: folder("x/y/z")) == nil)
    #expect(folder.files() == ["x", "x/y", "x/y/z", "x/y/z/a", "x/y/z/b"])
    for name in ["x", "x/y", "x/y/z"] { #expect(try folder.mode(name) == 0o700) }
    for name in ["x/y/z/a", "x/y/z/b"] { #expect(try folder.mode(name) == 0o600) }
    #expect(try folder.bytes("x/y/z/b") == [0x32])
  }

  @Test func anOldFileIsReplacedAndIsNoLongerReadableByOthers() throws {
    let folder = try TemporaryFolder()
    let old = try folder.write("a", "old")
    chmod(old, 0o644)
    #expect(publish([("a", "new")], to: folder.path) == nil)
    #expect(try folder.bytes("a") == Array("new".utf8) && folder.mode("a") == 0o600)
    #expect(folder.files() == ["a"])
  }

  @Test func aLinkPlantedAtTheNameIsRefusedAndNotFollowed() throws {
    let folder = try TemporaryFolder()
    let victim = try folder.write("victim", "safe")
    try FileManager.default.createDirectory(
      atPath: folder("out"), withIntermediateDirectories: false)
    symlink(victim, folder("out/report.txt"))
    let error = publish([("report.txt", "new")], to: folder("out"))
    #expect(error?.errno == ELOOP && error?.isCreation == true)
    #expect(try folder.bytes("victim") == Array("safe".utf8))
    var status = stat()
    #expect(lstat(folder("out/report.txt"), &status) == 0 && status.st_mode & S_IFMT == S_IFLNK)
    #expect(folder.files() == ["out", "out/report.txt", "victim"])
  }

  @Test func aLinkPlantedBesideTheNameIsNotFollowed() throws {
    let folder = try TemporaryFolder()
    let victim = try folder.write("victim", "safe")
    try FileManager.default.createDirectory(
      atPath: folder("out"), withIntermediateDirectories: false)
    symlink(victim, folder("out/.report.txt.\(getpid()).tmp"))
    #expect(publish([("report.txt", "new")], to: folder("out"))?.isCreation == true)
    #expect(try folder.bytes("victim") == Array("safe".utf8))
    // The link is gone by then, and the next try succeeds.
    #expect(publish([("report.txt", "new")], to: folder("out")) == nil)
    #expect(try folder.bytes("victim") == Array("safe".utf8))
    #expect(try folder.bytes("out/report.txt") == Array("new".utf8))
    #expect(folder.files() == ["out", "out/report.txt", "victim"])
  }

  /// A folder stands where the second file should: the first must not appear either.
  @Test func noneAppearsWhereOneCannotBeWritten() throws {
    let folder = try TemporaryFolder()
    try folder.write("a", "old")
    let long = String(repeating: "n", count: 250)
    let failure = publish([("a", "new"), (long, "x")], to: folder.path)
    #expect(failure?.errno == ENAMETOOLONG && failure?.isCreation == true)
    #expect(try folder.bytes("a") == Array("old".utf8))
    #expect(folder.files() == ["a"])
  }

  @Test func whatCannotBeCreatedIsSaid() throws {
    let folder = try TemporaryFolder()
    try folder.write("file", "x")
    let below = publish([("a", "1")], to: folder("file/below"))
    #expect(below?.errno == ENOTDIR && below?.isCreation == true)
    let here = publish([("a", "1")], to: folder("file"))
    #expect(here?.errno == ENOTDIR)
    try folder.write("dir/a/b", "x")
    let onto = publish([("a", "1")], to: folder("dir"))
    #expect(onto?.errno == EISDIR && folder.files().contains("dir/a/b"))
    #expect(folder.files().allSatisfy { !$0.hasSuffix(".tmp") })
  }

  @Test(.enabled(if: getuid() != 0, "root may write anywhere"))
  func aFolderThatIsNotOursToWriteIsAFault() throws {
    let folder = try TemporaryFolder()
    chmod(folder.path, 0o500)
    #expect(publish([("a", "1")], to: folder.path)?.errno == EACCES)
    #expect(folder.files().isEmpty)
  }
}

@Suite struct RunLockTests {
  @Test func aSecondTakeFailsAtOnceAndAnotherAfterTheFirstIsGone() throws {
    let folder = try TemporaryFolder()
    var first: RunLock? = try RunLock.take(in: folder("state"))
    let began = ContinuousClock.now
    #expect(throws: RunLock.Failure.held) { try RunLock.take(in: folder("state")) }
    #expect(began.duration(to: .now) < .seconds(1))
    _ = try RunLock.take(in: folder("other"))
    withExtendedLifetime(first) {}
    first = nil
    _ = try RunLock.take(in: folder("state"))
    #expect(try folder.mode("state") == 0o700 && folder.mode("state/lock") == 0o600)
  }

  @Test func aLinkInPlaceOfTheLockIsNotFollowed() throws {
    let folder = try TemporaryFolder()
    try folder.write("state/x", "")
    symlink(folder("elsewhere"), folder("state/lock"))
    #expect(throws: RunLock.Failure.self) { try RunLock.take(in: folder("state")) }
    #expect(!folder.files().contains("elsewhere"))
  }

  @Test func aPlaceWhereNoStateCanBeIsSaid() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("file", "x")
    #expect(throws: RunLock.Failure.cannotCreate(path: file + "/state", errno: ENOTDIR)) {
      try RunLock.take(in: file + "/state")
    }
  }
}
