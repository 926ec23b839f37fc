import Foundation

/// Programs that judge what was written, where Python is installed.
enum Python {
  /// The output of a program in a folder of files, `nil` (and a word on it) where it cannot run.
  static func run(_ program: String, files: [(name: String, bytes: [UInt8])]) throws -> String? {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("ringback-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for file in files {
      try Data(file.bytes).write(to: folder.appendingPathComponent(file.name))
    }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-c", program]
    process.currentDirectoryURL = folder
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else {
      print("skipped: there is no python3")
      return nil
    }
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    if process.terminationStatus == 77 || process.terminationStatus == 127 {
      print("skipped: python3 or a module of it is not here")
      return nil
    }
    return String(decoding: data, as: UTF8.self) + "exit \(process.terminationStatus)"
  }
}
