import Foundation
import Glibc
import Records
import TestSupport
import Testing

@Suite struct LineWriterTests {
  /// Writes and closes, and tells what failed.
  private func write(_ bytes: [UInt8], to descriptor: CInt) -> OutputError? {
    defer { close(descriptor) }
    var writer = LineWriter(descriptor: descriptor)
    do {
      for start in stride(from: 0, to: bytes.count, by: 1000) {
        try writer.write(bytes[start..<min(start + 1000, bytes.count)])
      }
      try writer.flush()
    } catch {
      return error
    }
    return nil
  }

  /// The two ends of a pipe, which no other test's child inherits.
  private func pipes() throws -> [CInt] {
    var ends: [CInt] = [0, 0]
    let status = pipe(&ends)
    try #require(status == 0)
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return ends
  }

  @Test func aFullDiskIsAnError() throws {
    let full = open("/dev/full", O_WRONLY | O_CLOEXEC)
    try #require(full >= 0)
    #expect(write([0x61], to: full)?.errno == ENOSPC)
    let again = open("/dev/full", O_WRONLY | O_CLOEXEC)
    let failure = write([UInt8](repeating: 0x61, count: 300_000), to: again)
    #expect(failure?.errno == ENOSPC && failure?.isClosedPipe == false)
  }

  @Test func aReaderThatWentAwayIsAClosedPipe() throws {
    signal(SIGPIPE, SIG_IGN)
    let ends = try pipes()
    close(ends[0])
    let failure = write([0x61], to: ends[1])
    #expect(failure?.errno == EPIPE && failure?.isClosedPipe == true)
  }

  /// A pipe takes 64 KiB at a time, so that each write is done in part only.
  @Test func muchGoesThroughASlowPipeWhole() throws {
    let ends = try pipes()
    let (source, sink) = (ends[0], ends[1])
    let bytes = (0..<1_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31 ^ $0 >> 8) }
    let thread = Thread { _ = write(bytes, to: sink) }
    thread.start()
    var read: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 7777)
    while true {
      let n = Glibc.read(source, &block, block.count)
      guard n > 0 else { break }
      read += block[..<n]
      if read.count % 5 == 0 { usleep(200) }
    }
    close(source)
    #expect(read == bytes)
  }

  @Test func nothingIsLostBetweenBlocks() throws {
    let folder = try TemporaryFolder()
    var seeded = Seeded(6)
    let descriptor = open(folder("out"), O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
    try #require(descriptor >= 0)
    var writer = LineWriter(descriptor: descriptor)
    var all: [UInt8] = []
    for _ in 0..<300 {
      let count = seeded.one(of: [0, 1, 100, 65_535, 65_536, 65_537, 5000])
      let piece = (0..<count).map { UInt8(truncatingIfNeeded: $0) }
      all += piece
      try writer.write(piece)
    }
    try writer.flush()
    close(descriptor)
    #expect(try folder.bytes("out") == all)
  }
}
