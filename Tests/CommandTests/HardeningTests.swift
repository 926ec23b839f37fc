import Foundation
import Glibc
import TestSupport
import Testing

/// What holds whatever happens to the process: signals, crashes, closed streams, planted links.
@Suite struct HardeningTests {
  private func shell(_ samples: Samples, _ line: String) throws -> Subprocess {
    var environment = Ringback.environment
    environment["PATH"] =
      (Ringback.path as NSString).deletingLastPathComponent + ":/usr/bin:/bin"
    return try Subprocess.run(
      ["/bin/sh", "-c", line], in: samples.folder.path, environment: environment)
  }

  /// The files that a run made, without the state.
  private func reports(_ samples: Samples) throws -> [String: [UInt8]] {
    var all: [String: [UInt8]] = [:]
    for name in samples.folder.files() where name.hasPrefix("reports/") {
      all[name] = try samples.folder.bytes(name)
    }
    return all
  }

  @Test(arguments: [SIGTERM, SIGINT, SIGHUP, SIGQUIT])
  func aSignalEndsACommandThatWaits(_ number: CInt) throws {
    let folder = try TemporaryFolder()
    mkfifo(folder("pipe"), 0o600)
    // A shell's & ignores SIGINT and SIGQUIT, so Python starts it.
    let program = """
      import os, subprocess, sys, time
      child = subprocess.Popen(sys.argv[2:], stderr=subprocess.PIPE, stdin=os.open(sys.argv[1], os.O_RDWR))
      time.sleep(0.5)
      began = time.monotonic()
      child.send_signal(\(number))
      error = child.communicate()[1]
      print(child.returncode, time.monotonic() - began < 2, len(error))
      """
    let ended = try Subprocess.run(
      ["python3", "-c", program, folder("pipe"), Ringback.path, "parse"], in: folder.path,
      environment: Ringback.environment)
    #expect(ended.output == "\(128 + number) True 0\n", "\(ended.output) \(ended.error)")
  }

  @Test(arguments: [SIGSEGV, SIGILL, SIGTRAP, SIGBUS, SIGFPE, SIGABRT, SIGSYS])
  func aCrashSaysOneLineAndNothingOfMemory(_ number: CInt) throws {
    let samples = try Samples()
    let crash = try shell(
      samples, "sleep 3 | ringback parse & sleep 0.5; kill -\(number) $!; wait $!")
    #expect(crash.status == 70, "\(number)")
    #expect(crash.error == "ringback: stopped by a defect of its own; please report it\n")
    #expect(!samples.folder.files().contains { $0.hasPrefix("core") })
  }

  @Test func streamsThatAreClosedAreNeverTheStateOrTheReports() throws {
    let samples = try Samples()
    let usual = try shell(samples, "ringback run")
    let before = try reports(samples)
    #expect(usual.status == 0 && before.count > 5)
    for line in ["ringback run >&- 2>&-", "ringback run <&-", "ringback run <&- >&- 2>&-"] {
      let run = try shell(samples, line)
      #expect(run.status == 0 && run.output == "" && run.error == "", "\(line): \(run.error)")
      #expect(try reports(samples) == before, "\(line)")
    }
    #expect(try shell(samples, "ringback nonsense 2>&-").status == 64)
    #expect(try shell(samples, "ringback due >&-").status == 74)
  }

  @Test func aPlantedLinkIsNotFollowed() throws {
    for name in ["reports", ".ringback", ".ringback/lock", ".ringback/state.sqlite"] {
      let samples = try Samples()
      let isFolder = !name.contains("/")
      let victim = samples.folder("victim")
      try FileManager.default.createDirectory(
        atPath: victim, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      try samples.folder.write("victim/file", "untouched")
      if !isFolder {
        try FileManager.default.createDirectory(
          atPath: samples.folder(".ringback"), withIntermediateDirectories: true,
          attributes: [.posixPermissions: 0o700])
      }
      try FileManager.default.createSymbolicLink(
        atPath: samples.folder(name), withDestinationPath: isFolder ? victim : victim + "/file")
      let run = try samples.run("run")
      #expect(run.status == 73 && run.errorLines.count == 1, "\(name): \(run.status) \(run.error)")
      #expect(try samples.folder.bytes("victim/file") == Array("untouched".utf8), "\(name)")
      #expect(samples.folder.files().filter { $0.hasPrefix("victim/") } == ["victim/file"])
    }
  }

  @Test func aSetReplacesTheOneBeforeAndLeavesOthersFilesAlone() throws {
    let samples = try Samples()
    #expect(try samples.run("run").status == 0)
    let before = try reports(samples)
    let all = String(decoding: try samples.folder.bytes("pipeline.yml"), as: UTF8.self)
    try samples.folder.write(
      "pipeline.yml", all.replacing("id: bluefin", with: "id: bluefin-two"))
    #expect(try samples.run("run").status == 0)
    let after = try reports(samples)
    #expect(Set(before.keys) != Set(after.keys) && before.count == after.count)
    // A file of somebody else stays, and the sets change all the same.
    try samples.folder.write("reports/notes.txt", "ours")
    try samples.folder.write("pipeline.yml", all)
    #expect(try samples.run("run").status == 0)
    var mixed = try reports(samples)
    #expect(mixed.removeValue(forKey: "reports/notes.txt") == Array("ours".utf8))
    #expect(mixed == before)
  }

  @Test func whatAKilledRunLeftBesideIsClearedAway() throws {
    let samples = try Samples()
    try samples.folder.write(".reports.123.tmp/index.html", "half")
    try samples.folder.write(".ringback/.rejects.ndjson.77.tmp", "half")
    chmod(samples.folder(".ringback"), 0o700)
    #expect(try samples.run("run").status == 0)
    #expect(samples.folder.files().allSatisfy { !$0.contains(".tmp") })
  }
}
