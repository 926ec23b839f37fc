import Foundation
import Glibc

/// A program run to its end, with files for its three streams: no pipe can fill up, and standard
/// output and standard error are told apart.
public struct Subprocess: Sendable {
  /// 128 and the signal's number where one ended it.
  public var status: Int
  public var outputBytes: [UInt8]
  public var errorBytes: [UInt8]
  public var seconds: Double
  public var timedOut: Bool

  public var output: String { String(decoding: outputBytes, as: UTF8.self) }
  public var error: String { String(decoding: errorBytes, as: UTF8.self) }
  public var lines: [String] { Subprocess.lines(outputBytes) }
  public var errorLines: [String] { Subprocess.lines(errorBytes) }

  /// By bytes: to Swift CR LF is one character, and no line feed.
  private static func lines(_ bytes: [UInt8]) -> [String] {
    bytes.split(separator: 0x0A).map { String(decoding: $0, as: UTF8.self) }
  }

  /// Runs it; the environment is the one given and nothing else.
  ///
  /// - Parameter output: a file such as `/dev/full` to write to instead.
  public static func run(
    _ arguments: [String], in folder: String, input: [UInt8] = [],
    environment: [String: String] = [:], output: String? = nil, timeout: Double = 60
  ) throws -> Subprocess {
    let streams = try TemporaryFolder()
    let stdin = try streams.write("in", input)
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    let writing = O_WRONLY | O_CREAT | O_TRUNC
    posix_spawn_file_actions_addopen(&actions, 0, stdin, O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, output ?? streams("out"), writing, 0o600)
    posix_spawn_file_actions_addopen(&actions, 2, streams("err"), writing, 0o600)

    // Threads of a test run block signals, and a shell that inherits that waits for ever for its
    // children.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))

    let all = ["env", "-C", folder] + arguments
    var words = all.map { strdup($0) } + [nil]
    var variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for pointer in words + variables { free(pointer) } }
    var pid = pid_t()
    let began = ContinuousClock.now
    let failure = posix_spawn(&pid, "/usr/bin/env", &actions, &attributes, &words, &variables)
    guard failure == 0 else { throw POSIXError(POSIXErrorCode(rawValue: failure) ?? .EIO) }
    var status: CInt = 0
    var timedOut = false
    var wait: UInt32 = 500
    while waitpid(pid, &status, WNOHANG) == 0 {
      if !timedOut, began.duration(to: .now) > .seconds(timeout) {
        timedOut = true
        kill(pid, SIGKILL)
      }
      usleep(wait)
      wait = min(wait * 2, 10_000)
    }
    let took = began.duration(to: .now) / .seconds(1)
    let ended = status & 0x7F
    return Subprocess(
      status: ended == 0 ? Int(status >> 8 & 0xFF) : 128 + Int(ended),
      outputBytes: output == nil ? try streams.bytes("out") : [],
      errorBytes: try streams.bytes("err"), seconds: took, timedOut: timedOut)
  }
}

/// Programs that judge what was written, where Python is installed.
public enum Python3 {
  /// The output of a program; nil, and a word on it, where there is no python3 or where it exits
  /// with 77 because a module is missing.
  ///
  /// - Parameter input: what the program is given on standard input.
  public static func run(_ program: String, input: [UInt8] = []) throws -> Subprocess? {
    let environment = ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"]
    let result = try Subprocess.run(
      ["python3", "-c", program], in: "/", input: input, environment: environment)
    if result.status == 127 || result.status == 77 {
      print("skipped: python3 or a module of it is not here")
      return nil
    }
    return result
  }
}
