import CGNU
import Glibc
import Records
import Reports

/// A directory held open, in which files are put by their names: what is renamed above it in the
/// meantime leads nowhere else, and no link in it is followed.
struct PublishedFolder: ~Copyable {
  let path: String
  private let descriptor: CInt
  /// RENAME_EXCHANGE and RENAME_NOREPLACE of renameat2(2).
  private static let exchanging: UInt32 = 2
  private static let onlyNew: UInt32 = 1

  init(at path: String) throws(PublishingError) {
    self.path = path
    descriptor = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw PublishingError(path: path, errno: errno, isCreation: true)
    }
  }

  private init(_ name: String, in folder: borrowing PublishedFolder) throws(PublishingError) {
    path = folder.path + "/" + name
    descriptor = openat(
      folder.descriptor, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw PublishingError(path: path, errno: errno, isCreation: true)
    }
  }

  deinit { close(descriptor) }

  // MARK: Files one by one

  /// Writes all files beside their places, and then renames each.
  /// - Parameter listing: they are a set: what the earlier set had beyond it goes.
  func replace(_ files: [ReportFile], listing: Bool) throws(PublishingError) {
    for file in files { try makeWay(for: file.name) }
    let old = listing ? listed() : []
    var all = files
    if listing {
      // Both sets until the old one is gone, so that a crash leaves no file that nobody knows.
      let names = files.map(\.name)
      all.insert(PublishedFolder.list(names + old), at: 0)
    }
    try rename(all)
    guard listing else { return }
    for name in old where !files.contains(where: { $0.name.utf8.elementsEqual(name.utf8) }) {
      unlinkat(descriptor, name, 0)
    }
    try rename([PublishedFolder.list(files.map(\.name))])
  }

  /// Nothing but a file stands at this name, and nothing that a killed process left beside it.
  func makeWay(for name: String) throws(PublishingError) {
    var status = stat()
    let isThere = fstatat(descriptor, name, &status, AT_SYMLINK_NOFOLLOW) == 0
    if isThere, status.st_mode & S_IFMT != S_IFREG {
      let isLink = status.st_mode & S_IFMT == S_IFLNK
      throw PublishingError(
        path: path + "/" + name, errno: isLink ? ELOOP : EISDIR, isCreation: true)
    }
    clearAway(".\(name).", isFolder: false)
  }

  private func rename(_ files: [ReportFile]) throws(PublishingError) {
    var written: [(temporary: String, final: String)] = []
    defer { for file in written { takeAway(file.temporary) } }
    for file in files {
      let temporary = PublishedFolder.temporary(for: file.name)
      Unpublished.shared.remember(path + "/" + temporary, isFolder: false)
      written.append((temporary, file.name))
      try write(file, to: temporary)
    }
    try rename(written)
  }

  /// Lets files that are written and synced take their places.
  func rename(_ files: [(temporary: String, final: String)]) throws(PublishingError) {
    let failure: PublishingError? = Unpublished.shared.whileAllowed {
      for file in files
      where renameat(descriptor, file.temporary, descriptor, file.final) != 0 {
        return PublishingError(path: path + "/" + file.final, errno: errno, isCreation: true)
      }
      return nil
    }
    if let failure { throw failure }
    try sync()
  }

  static func temporary(for name: String) -> String { ".\(name).\(getpid()).tmp" }

  /// Removes what did not take its place, if it is there.
  func takeAway(_ temporary: String) {
    unlinkat(descriptor, temporary, 0)
    Unpublished.shared.forget(path + "/" + temporary)
  }

  /// A new file of the owner's with these bytes, synced.
  private func write(_ content: ReportFile, to name: String) throws(PublishingError) {
    let file = try create(name)
    var failure = PublishedFolder.put(content, in: file)
    if failure == nil && fsync(file) != 0 { failure = errno }
    if close(file) != 0 && failure == nil { failure = errno }
    if let failure {
      throw PublishingError(path: path + "/" + name, errno: failure, isCreation: false)
    }
  }

  /// Opens a new file of the owner's, locked.
  func create(_ name: String) throws(PublishingError) -> CInt {
    let file = openat(
      descriptor, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard file >= 0 else {
      throw PublishingError(path: path + "/" + name, errno: errno, isCreation: true)
    }
    // Tells others, who clear away, that it is being written.
    flock(file, LOCK_EX | LOCK_NB)
    return file
  }

  /// Writes all pieces; returns the error number where that failed.
  private static func put(_ content: ReportFile, in file: CInt) -> CInt? {
    var failure: CInt?
    var writer = LineWriter(descriptor: file)
    func attempt(_ write: () throws(OutputError) -> Void) {
      guard failure == nil else { return }
      do { try write() } catch { failure = error.errno }
    }
    content.forEachPiece { piece in attempt { () throws(OutputError) in try writer.write(piece) } }
    attempt { () throws(OutputError) in try writer.flush() }
    return failure
  }

  private func sync() throws(PublishingError) {
    guard fsync(descriptor) == 0 || errno == EINVAL else {
      throw PublishingError(path: path, errno: errno, isCreation: false)
    }
  }

  // MARK: A set at once

  /// Puts a directory with these files in the place of the one that is there, or where none is.
  /// - Returns: false where the file system or somebody's rights do not allow that.
  func exchange(
    _ name: String, for files: [ReportFile]
  ) throws(PublishingError) -> Bool {
    clearAway(".\(name).", isFolder: true)
    let temporary = PublishedFolder.temporary(for: name)
    guard mkdirat(descriptor, temporary, 0o700) == 0 else {
      if [EACCES, EPERM, EROFS].contains(errno) { return false }
      throw PublishingError(path: path + "/" + temporary, errno: errno, isCreation: true)
    }
    Unpublished.shared.remember(path + "/" + temporary, isFolder: true)
    defer {
      Unpublished.shared.forget(path + "/" + temporary)
      remove(folder: temporary)
    }
    let folder = try PublishedFolder(temporary, in: self)
    flock(folder.descriptor, LOCK_EX | LOCK_NB)
    for file in files { try folder.write(file, to: file.name) }
    try folder.write(PublishedFolder.list(files.map(\.name)), to: Publishing.listName)
    try folder.sync()
    let failure: CInt? = Unpublished.shared.whileAllowed {
      if renameat2(descriptor, temporary, descriptor, name, PublishedFolder.onlyNew) == 0
        || errno == EEXIST
          && renameat2(descriptor, temporary, descriptor, name, PublishedFolder.exchanging) == 0
      {
        return nil
      }
      return errno
    }
    if let failure {
      if [EINVAL, ENOSYS, EXDEV, EBUSY, EACCES, EPERM].contains(failure) { return false }
      throw PublishingError(path: path + "/" + name, errno: failure, isCreation: true)
    }
    try sync()
    return true
  }

  /// It has nothing but the files that its list names, or nothing at all.
  var holdsOnlyASet: Bool {
    let own = Set((listed() + [Publishing.listName]).map { Array($0.utf8) })
    return names().allSatisfy { name in
      var status = stat()
      return own.contains(Array(name.utf8))
        && fstatat(descriptor, name, &status, AT_SYMLINK_NOFOLLOW) == 0
        && status.st_mode & S_IFMT == S_IFREG
    }
  }

  /// The file that names a set's files.
  private static func list(_ names: [String]) -> ReportFile {
    var seen: Set<[UInt8]> = []
    let lines: [UInt8] = names.map { Array($0.utf8) }.filter { seen.insert($0).inserted }
      .sorted { $0.lexicographicallyPrecedes($1) }.flatMap { $0 + [0x0A] }
    return ReportFile(name: Publishing.listName) { lines }
  }

  /// The names of the earlier set; none where there is no list that can be read.
  private func listed() -> [String] {
    let file = openat(
      descriptor, Publishing.listName, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard file >= 0 else { return [] }
    defer { close(file) }
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      let n = block.withUnsafeMutableBytes { read(file, $0.baseAddress, $0.count) }
      if n < 0 && errno == EINTR { continue }
      guard n > 0, bytes.count < 64 << 20 else { break }
      bytes += block[..<n]
    }
    return bytes.split(separator: 0x0A)
      .filter { !$0.contains(0x2F) && !$0.contains(0) && $0 != [0x2E] && $0 != [0x2E, 0x2E] }
      .map { String(decoding: $0, as: UTF8.self) }
  }

  private func names() -> [String] {
    // A descriptor of its own, since closedir(3) closes the one that it was given.
    let copy = openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard copy >= 0 else { return [] }
    guard let stream = fdopendir(copy) else {
      close(copy)
      return []
    }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names
  }

  // MARK: What others left

  /// Removes what a process that was killed left beside; what is locked is being written.
  private func clearAway(_ prefix: String, isFolder: Bool) {
    for name in names()
    where name.utf8.starts(with: prefix.utf8) && name.hasSuffix(".tmp")
      && name.utf8.dropFirst(prefix.utf8.count).dropLast(4).allSatisfy({
        (0x30...0x39).contains($0)
      })
    {
      let flags = isFolder ? O_DIRECTORY : 0
      let left = openat(descriptor, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | flags)
      guard left >= 0 else { continue }
      defer { close(left) }
      guard flock(left, LOCK_EX | LOCK_NB) == 0 else { continue }
      if isFolder { remove(folder: name) } else { unlinkat(descriptor, name, 0) }
    }
  }

  private func remove(folder name: String) {
    if let folder = try? PublishedFolder(name, in: self) {
      for file in folder.names() { unlinkat(folder.descriptor, file, 0) }
    }
    unlinkat(descriptor, name, AT_REMOVEDIR)
  }

  /// Removes a folder and the files in it.
  static func remove(folder path: String) {
    if let folder = try? PublishedFolder(at: path) {
      for file in folder.names() { unlinkat(folder.descriptor, file, 0) }
    }
    rmdir(path)
  }
}
