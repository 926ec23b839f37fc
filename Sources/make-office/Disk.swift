import Foundation
import OfficeSimulator

/// Writes an office's files below a folder, keeping each open until the end.
struct Disk: OfficeSink {
  private let root: URL
  private var open: [String: FileHandle] = [:]

  init(root: String) throws {
    self.root = URL(fileURLWithPath: root, isDirectory: true)
    try FileManager.default.createDirectory(at: self.root, withIntermediateDirectories: true)
  }

  mutating func append(_ bytes: [UInt8], to path: String) throws {
    if open[path] == nil {
      let url = root.appendingPathComponent(path)
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data().write(to: url)
      open[path] = try FileHandle(forWritingTo: url)
    }
    try open[path]?.write(contentsOf: bytes)
  }

  mutating func add(_ contact: TrueContact) {}

  mutating func close() throws {
    for handle in open.values { try handle.close() }
    open = [:]
  }
}
