import Glibc
public import Intake

/// Which files are meant by paths and patterns.
public enum InputFiles {
  /// The files of a path or pattern (glob(7)), in byte order.
  ///
  /// A path without a wildcard, or that exists as it stands, is itself. Empty where a pattern matches nothing.
  public static func matching(_ pattern: String) -> [String] {
    if access(pattern, F_OK) == 0
      || !pattern.utf8.contains(where: { [0x2A, 0x3F, 0x5B].contains($0) })
    {
      return [pattern]
    }
    var found = glob_t()
    defer { globfree(&found) }
    guard glob(pattern, 0, nil, &found) == 0, let paths = found.gl_pathv else { return [] }
    // Sorted by bytes, whatever the locale.
    return (0..<Int(found.gl_pathc)).compactMap { paths[$0].map { String(cString: $0) } }
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// The files named on a command line; none is standard input.
  public static func inputs(
    _ arguments: [String], format: String?, options: ReaderOptions
  ) -> (inputs: [Intake.Input], missing: [String]) {
    var inputs: [Intake.Input] = []
    var missing: [String] = []
    for argument in arguments.isEmpty ? ["-"] : arguments {
      if argument == "-" {
        inputs.append(Intake.Input(name: "-", format: format, options: options))
        continue
      }
      let files = matching(argument)
      if files.isEmpty { missing.append(argument) }
      inputs += files.map { Intake.Input(name: $0, format: format, options: options) }
    }
    return (inputs, missing)
  }
}

extension Configuration {
  /// The source of some kind that a file belongs to, or the only one that there is.
  public func source(of path: String, where isMapped: (Source) -> Bool) -> Source? {
    let mapped = sources.filter(isMapped)
    func isOf(_ source: Source) -> Bool {
      InputFiles.matching(resolve(source.pattern)).contains(path)
        || fnmatch(source.pattern, path, 0) == 0
    }
    return mapped.first(where: isOf) ?? (mapped.count == 1 ? mapped[0] : nil)
  }

  /// The files of all sources, each once; a file is read as its first mention says.
  public func inputs() -> (inputs: [Intake.Input], missing: [Source]) {
    var inputs: [Intake.Input] = []
    var missing: [Source] = []
    var seen: Set<String> = []
    for source in sources {
      let files = InputFiles.matching(resolve(source.pattern))
      if files.isEmpty { missing.append(source) }
      for path in files where seen.insert(path).inserted {
        // In the records stands the path as the file gives it.
        let prefix = directory == "." ? "" : directory + "/"
        let name =
          path.utf8.starts(with: prefix.utf8) && source.pattern.utf8.first != 0x2F
          ? String(path.dropFirst(prefix.count)) : path
        var options = ReaderOptions()
        options.zone = source.zone
        options.xml = source.xml
        options.csv = source.csv
        inputs.append(
          Intake.Input(name: name, path: path, format: source.format, options: options))
      }
    }
    return (inputs, missing)
  }
}
