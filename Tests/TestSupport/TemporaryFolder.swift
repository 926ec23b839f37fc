import Foundation

/// A folder of a test's own, which goes with it.
public final class TemporaryFolder: Sendable {
  public let path: String

  /// - Parameter inMemory: where the system has a place for that.
  public init(inMemory: Bool = false) throws {
    let memory = "/dev/shm"
    let isThere = inMemory && FileManager.default.isWritableFile(atPath: memory)
    let base = isThere ? memory : FileManager.default.temporaryDirectory.path
    path = base + "/ringback-test-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    // A test may have taken the right to write away.
    try? FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: path)
    try? FileManager.default.removeItem(atPath: path)
  }

  /// The full path of a name in it.
  public func callAsFunction(_ name: String) -> String { path + "/" + name }

  /// Writes a file, with the folders above it.
  @discardableResult
  public func write(_ name: String, _ bytes: some Sequence<UInt8>) throws -> String {
    let full = self(name)
    try FileManager.default.createDirectory(
      atPath: (full as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    try Data(bytes).write(to: URL(fileURLWithPath: full))
    return full
  }

  @discardableResult
  public func write(_ name: String, _ text: String) throws -> String {
    try write(name, text.utf8)
  }

  public func bytes(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(fileURLWithPath: self(name))))
  }

  /// The files in it and below, by their names from here, in byte order.
  public func files() -> [String] {
    (FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []).sorted {
      $0.utf8.lexicographicallyPrecedes($1.utf8)
    }
  }

  /// The permission bits of a file or folder.
  public func mode(_ name: String) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: self(name))
    return (attributes[.posixPermissions] as? Int) ?? -1
  }
}

/// The folder of the package, found from where this file was compiled.
public let packageRoot: String = {
  var path = #filePath as NSString
  for _ in 0..<3 { path = path.deletingLastPathComponent as NSString }
  return path as String
}()
