import Foundation
import TestSupport
import Testing

/// The built command, run as a shell or cron would.
enum Ringback {
  /// The program lies beside the bundle of the tests.
  static let path: String = {
    let candidates =
      [(try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""]
      + CommandLine.arguments.filter { $0.hasSuffix(".xctest") || $0.contains(".build/") }
    for candidate in candidates {
      var folder = (candidate as NSString).deletingLastPathComponent
      // The bundle may lie in a folder of its own.
      for _ in 0..<3 {
        let program = folder + "/ringback"
        if FileManager.default.isExecutableFile(atPath: program) { return program }
        folder = (folder as NSString).deletingLastPathComponent
      }
    }
    return packageRoot + "/.build/debug/ringback"
  }()

  static let environment = ["TZ": "UTC", "LC_ALL": "C", "PATH": "/usr/bin:/bin"]

  static func run(
    _ arguments: String..., in folder: String = packageRoot, input: [UInt8] = [],
    environment: [String: String] = environment, output: String? = nil
  ) throws -> Subprocess {
    let result = try Subprocess.run(
      [path] + arguments, in: folder, input: input, environment: environment, output: output)
    #expect(!result.timedOut, "\(arguments) took too long")
    #expect(result.status != 70 && result.status < 128, "\(arguments): \(result.error)")
    return result
  }

  /// A line of the shell, in which `ringback` is the program.
  static func shell(_ line: String, in folder: String = packageRoot) throws -> Subprocess {
    var variables = environment
    variables["PATH"] = (path as NSString).deletingLastPathComponent + ":/usr/bin:/bin"
    return try Subprocess.run(["/bin/sh", "-c", line], in: folder, environment: variables)
  }
}

/// The samples and their pipeline.yml, copied to where a run may write.
struct Samples {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try FileManager.default.copyItem(
      atPath: packageRoot + "/samples", toPath: folder("samples"))
    try FileManager.default.copyItem(
      atPath: packageRoot + "/pipeline.yml", toPath: folder("pipeline.yml"))
  }

  static let mail = ["support", "dana", "kim", "lee", "sam"].map { "samples/mail/\($0).mbox" }
  static let others =
    ["samples/calls/Master.csv"]
    + ["tickets", "users", "organizations"].map { "samples/helpdesk/\($0).xml" }

  func run(_ arguments: String...) throws -> Subprocess { try run(arguments) }

  func run(_ arguments: [String]) throws -> Subprocess {
    let result = try Subprocess.run(
      [Ringback.path] + arguments, in: folder.path, environment: Ringback.environment)
    #expect(result.status != 70 && result.status < 128 && !result.timedOut, "\(result.error)")
    return result
  }
}

/// A message as it stands in a mailbox.
func message(_ id: String, from: String, subject: String = "Help", date: String) -> String {
  """
  From x@y.example Mon Mar  2 09:00:00 2026
  Message-ID: <\(id)@acme.example>
  Date: \(date)
  From: \(from)
  To: support@harborit.example
  Subject: \(subject)

  The printer is broken.


  """
}
