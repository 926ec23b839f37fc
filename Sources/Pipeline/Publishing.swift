import CGNU
import Glibc
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
/// What is written stands beside its place under another name, is synced and takes its place by a
/// rename, and then its directory is synced: after a crash there is the old or the new. No link
/// that stands in the way is followed, and what a killed process left beside is cleared away.
public enum Publishing {
  /// Holds the names of a set's files in its directory, so that the next set knows which files it
  /// may take away.
  static let listName = ".ringback-files"

  /// Writes files, each of which appears whole; none is renamed before all are written and synced.
  /// Other files of the directory are let be.
  public static func write(
    _ files: [(name: String, bytes: [UInt8])], to directory: String
  ) throws(PublishingError) {
    try write(files.map { file in ReportFile(name: file.name) { file.bytes } }, to: directory)
  }

  public static func write(
    _ files: [ReportFile], to directory: String
  ) throws(PublishingError) {
    try makeDirectory(directory)
    try PublishedFolder(at: directory).replace(files, listing: false)
  }

  /// Makes a directory hold this set of files: whoever reads sees the whole earlier set or the
  /// whole new one, and files of the earlier set that are in this one no more are gone.
  ///
  /// The set is written to a directory beside, which changes places with the one that is there.
  /// Where that cannot be - files of others stand in it, or it is a mount - its files are replaced
  /// one by one after all are written.
  public static func publish(
    _ files: [ReportFile], to directory: String
  ) throws(PublishingError) {
    let path = withoutTrailingSlash(directory)
    let slash = path.utf8.lastIndex(of: 0x2F)
    let name = slash.map { String(path[path.utf8.index(after: $0)...]) } ?? path
    let parent = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    if ["", ".", ".."].contains(where: { $0.utf8.elementsEqual(name.utf8) }) {
      try makeDirectory(path)
      try PublishedFolder(at: path).replace(files, listing: true)
      return
    }
    try makeDirectory(parent)
    var status = stat()
    if lstat(path, &status) == 0 {
      guard status.st_mode & S_IFMT == S_IFDIR else {
        let isLink = status.st_mode & S_IFMT == S_IFLNK
        throw PublishingError(path: path, errno: isLink ? ELOOP : ENOTDIR, isCreation: true)
      }
      let present = try PublishedFolder(at: path)
      guard present.holdsOnlyASet else {
        try present.replace(files, listing: true)
        return
      }
    } else if errno != ENOENT {
      throw PublishingError(path: path, errno: errno, isCreation: true)
    }
    // A parent that is not ours to write in is no fault while the directory itself is.
    guard let above = try? PublishedFolder(at: parent), try above.exchange(name, for: files) else {
      try makeDirectory(path)
      try PublishedFolder(at: path).replace(files, listing: true)
      return
    }
  }

  /// Takes away what is written and not yet in its place, and lets nothing more be published: the
  /// process is about to end.
  public static func abandon() { Unpublished.shared.abandon() }

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

  private static func withoutTrailingSlash(_ path: String) -> String {
    var bytes = Array(path.utf8)
    while bytes.count > 1, bytes.last == 0x2F { bytes.removeLast() }
    return String(decoding: bytes, as: UTF8.self)
  }
}
