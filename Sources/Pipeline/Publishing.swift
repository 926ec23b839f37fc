import Glibc
import Records
public import Reports

/// A file could not be written.
public struct PublishingError: Error, Equatable, Sendable {
  public var path: String
  public var errno: CInt
  /// It could not be created at all, rather than not written to its end.
  public var isCreation: Bool
}

/// Writes files so that each appears whole or not at all, readable by its owner only.
///
/// A file is written beside its place, synced and renamed, and then its directory is synced, so
/// that after a crash there is either the old file or the new one.
public enum Publishing {
  public static func write(
    _ files: [(name: String, bytes: [UInt8])], to directory: String
  ) throws(PublishingError) {
    try write(files.map { file in ReportFile(name: file.name) { file.bytes } }, to: directory)
  }

  /// Writes all files of a set; none is renamed before all are written and synced.
  public static func write(
    _ files: [ReportFile], to directory: String
  ) throws(PublishingError) {
    try makeDirectory(directory)
    var written: [(temporary: String, final: String)] = []
    defer { for file in written { unlink(file.temporary) } }
    for file in files {
      let final = directory + "/" + file.name
      let temporary = directory + "/." + file.name + ".\(getpid()).tmp"
      written.append((temporary, final))
      try writeWhole(file, to: temporary)
    }
    for file in written {
      guard rename(file.temporary, file.final) == 0 else {
        throw PublishingError(path: file.final, errno: errno, isCreation: true)
      }
    }
    try sync(directory)
  }

  /// Makes a directory and those above it, private to the owner.
  public static func makeDirectory(_ path: String) throws(PublishingError) {
    var prefix = ""
    for part in path.split(separator: "/", omittingEmptySubsequences: false) {
      prefix += prefix.isEmpty && part.isEmpty ? "/" : String(part) + "/"
      if part.isEmpty || part == "." || part == ".." { continue }
      if mkdir(prefix, 0o700) != 0 && errno != EEXIST {
        throw PublishingError(path: path, errno: errno, isCreation: true)
      }
    }
  }

  private static func writeWhole(_ file: ReportFile, to path: String) throws(PublishingError) {
    unlink(path)
    // O_EXCL and O_NOFOLLOW: nobody's link is followed.
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw PublishingError(path: path, errno: errno, isCreation: true)
    }
    var failure: CInt?
    var writer = LineWriter(descriptor: descriptor)
    func attempt(_ write: () throws(OutputError) -> Void) {
      guard failure == nil else { return }
      do { try write() } catch { failure = error.errno }
    }
    file.forEachPiece { piece in attempt { () throws(OutputError) in try writer.write(piece) } }
    attempt { () throws(OutputError) in try writer.flush() }
    if failure == nil && fsync(descriptor) != 0 { failure = errno }
    if close(descriptor) != 0 && failure == nil { failure = errno }
    if let failure { throw PublishingError(path: path, errno: failure, isCreation: false) }
  }

  private static func sync(_ directory: String) throws(PublishingError) {
    let descriptor = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw PublishingError(path: directory, errno: errno, isCreation: false)
    }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 || errno == EINVAL else {
      throw PublishingError(path: directory, errno: errno, isCreation: false)
    }
  }
}
