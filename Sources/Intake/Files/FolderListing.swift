import Glibc

/// The files of a directory that is named in place of a file.
enum FolderListing {
  /// Directories below this depth are not looked into.
  private static let deepest = 16

  /// The messages of a Maildir (its `cur` and `new`), else every regular file below, in the order
  /// of their bytes; hidden ones and links to directories are left out.
  static func files(in directory: String) -> [String] {
    let names = entries(of: directory)
    if names.contains("cur") && names.contains("new") {
      return ["cur", "new"].flatMap { part in
        entries(of: directory + "/" + part).map { directory + "/" + part + "/" + $0 }
      }.filter { kind(of: $0) == S_IFREG }
    }
    var found: [String] = []
    collect(directory, 0, &found)
    return found
  }

  private static func collect(_ directory: String, _ depth: Int, _ found: inout [String]) {
    guard depth < deepest else { return }
    for name in entries(of: directory) {
      let path = directory + "/" + name
      switch kind(of: path) {
      case S_IFREG: found.append(path)
      case S_IFDIR: collect(path, depth + 1, &found)
      default: break
      }
    }
  }

  private static func kind(of path: String) -> mode_t {
    var status = stat()
    guard lstat(path, &status) == 0 else { return 0 }
    return status.st_mode & S_IFMT
  }

  private static func entries(of directory: String) -> [String] {
    guard let handle = opendir(directory) else { return [] }
    defer { closedir(handle) }
    var names: [String] = []
    while let entry = readdir(handle) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(cString: $0) }
      }
      if name.utf8.first != 0x2E { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}
