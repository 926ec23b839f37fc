import Glibc
public import Records

/// Reads files of any known format into records: the stage `parse`.
public struct Intake {
  /// One file to read.
  public struct Input: Sendable {
    /// The path as it appears in the records; `-` is standard input.
    public var name: String
    /// Where it is opened; nil for standard input.
    public var path: String?
    /// The format's name, where it is forced.
    public var format: String?
    public var options: ReaderOptions

    public init(
      name: String, path: String? = nil, format: String? = nil,
      options: ReaderOptions = ReaderOptions()
    ) {
      self.name = name
      self.path = name == "-" ? path : path ?? name
      self.format = format
      self.options = options
    }

    /// It can be read more than once; a pipe cannot.
    public var isRegularFile: Bool {
      guard let path else { return false }
      var status = stat()
      return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }
  }

  /// A whole input that could not be read.
  public enum Failure: Error, Sendable, Equatable {
    case cannotOpen(String, errno: CInt)
    case isDirectory(String)
    case cannotRead(String, errno: CInt)
    case unknownFormat(String)
    case noSuchFormat(String)
    case empty(String)
    /// Compressed or an archive, where neither can be read: within another, or from a pipe.
    case packed(String)
    case damagedArchive(String)
    /// It unpacks to more than any mail or log would.
    case archiveBomb(String)
    /// Only a mailbox in a plain file can be read in ranges.
    case noRange(String)
    /// It made the program crash twice.
    case poison(String)
  }

  /// What is looked at to tell a format.
  private static let headSize = 64 << 10

  /// What unpacks to more than so many times its size is not read on.
  public static let maximumUnpackedRatio = ArchiveStream.maximumRatio

  public init() {}

  /// Reads all inputs.
  ///
  /// The files of a format, or of a family of formats, are read together, in the order given but
  /// companions first; formats follow each other in the order of their first file. A directory
  /// stands for its files, an archive for its entries; what is of no known format in one of these
  /// is passed over and counted. An input that cannot be opened or told is reported to `failure`,
  /// and the rest goes on.
  /// - Returns: the books, with an account of each file, or of each directory and format.
  public func read(
    _ inputs: [Input], record: @escaping (Record) -> Void, reject: @escaping (Reject) -> Void,
    failure: (Failure) -> Void
  ) -> Books {
    read(inputs, into: Output(record: record, reject: reject), failure: failure)
  }

  /// Reads all inputs as ``read(_:record:reject:failure:)`` does, into lines of JSON.
  /// - Parameter lines: is given one or more whole lines at a time.
  public func read(
    _ inputs: [Input], lines: @escaping (UnsafeBufferPointer<UInt8>) -> Void,
    reject: @escaping (Reject) -> Void, failure: (Failure) -> Void
  ) -> Books {
    read(inputs, into: Output(lines: lines, reject: reject), failure: failure)
  }

  private func read(_ inputs: [Input], into output: Output, failure: (Failure) -> Void) -> Books {
    var archives = ArchiveCursor()
    for group in groups(of: inputs, output, failure) {
      read(group, into: output, &archives, failure: failure)
    }
    return output.books
  }

  /// The files of one reader, in the order given.
  struct Group {
    var format: Format
    var files: [OpenedInput]
  }

  func groups(of inputs: [Input], _ output: Output, _ failure: (Failure) -> Void) -> [Group] {
    var groups: [Group] = []
    for input in inputs {
      for opened in open(input, output, failure) {
        // Readers are told one zone, so files of another zone have a reader of their own.
        let same = groups.firstIndex {
          $0.format.family == opened.format.family && $0.files[0].input.options == input.options
        }
        if let i = same {
          groups[i].files.append(opened)
        } else {
          groups.append(Group(format: opened.format, files: [opened]))
        }
      }
    }
    return groups
  }

  func read(
    _ group: Group, into output: Output, _ archives: inout ArchiveCursor,
    failure: (Failure) -> Void
  ) {
    guard let first = group.files.first else { return }
    let reader = group.format.reader(output, first.input.options)
    let ranked = group.files.enumerated().sorted {
      ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset)
    }
    for (i, (_, file)) in ranked.enumerated() {
      let name = file.input.name
      (reader as? CallLogReader)?.expect(
        nextRank: i + 1 < ranked.count ? ranked[i + 1].element.rank : nil)
      output.account(name, format: file.format.name, unit: file.format.unit) { _ in }
      if let care = output.care, !care.enters(file: file) {
        passOver(file, output, failure)
        continue
      }
      Trap.spring(file: name)
      reader.begin(name, format: file.format.name)
      let fault = file.drain(into: reader, inParts: output.care == nil, &archives)
      reader.end()
      output.care?.leave()
      if let fault { broken(fault, name, file.format, output, failure) }
    }
    reader.finish()
  }

  /// Opens a file, the files of a directory or the entries of an archive.
  private func open(
    _ input: Input, _ output: Output, _ failure: (Failure) -> Void
  ) -> [OpenedInput] {
    switch Intake.look(input) {
    case .success(let opened): return [opened]
    case .failure(.isDirectory(let name)):
      return several(FolderListing.files(in: input.path ?? name), of: input, output, failure)
    case .failure(.packed) where input.isRegularFile:
      return entries(of: input, output, failure)
    case .failure(.empty(let name)):
      output.account(name, format: "empty", unit: "byte") { _ in }
    case .failure(let fault): unreadable(fault, input.name, output, failure)
    }
    return []
  }

  /// The files of a directory: one account for those of a format, so that a mailbox of a hundred
  /// thousand files has one line in the books.
  private func several(
    _ paths: [String], of directory: Input, _ output: Output, _ failure: (Failure) -> Void
  ) -> [OpenedInput] {
    var all: [OpenedInput] = []
    var own = Books.Account(source: directory.name, format: "directory", unit: "file")
    for path in paths {
      own.read += 1
      var file = directory
      file.path = path
      file.name = directory.name + path.dropFirst((directory.path ?? directory.name).count)
      switch Intake.look(file) {
      case .success(let opened):
        output.book(file.name, under: "\(directory.name) (\(opened.format.name))")
        own.used += 1
        all.append(opened)
      case .failure(.packed):
        own.used += 1
        all += entries(of: file, output, failure)
      case .failure(.empty): own.exclude("empty")
      case .failure(.unknownFormat): own.exclude("unknown-format")
      case .failure(let fault):
        own.reject("unreadable")
        output.reject(
          Reject("unreadable", "cannot be opened", at: Place(source: file.name, offset: 0)))
        failure(fault)
      }
    }
    output.account(directory.name, format: own.format, unit: own.unit) { $0 = own }
    return all
  }

  /// The entries of an archive that are of a known format; a compressed file has one, which
  /// keeps the file's name.
  private func entries(
    of input: Input, _ output: Output, _ failure: (Failure) -> Void
  ) -> [OpenedInput] {
    guard let path = input.path else { return [] }
    var all: [OpenedInput] = []
    do throws(ArchiveStream.Fault) {
      let stream = try ArchiveStream(path: path)
      while let name = try stream.next() {
        var head: [UInt8] = []
        while head.count < Intake.headSize, let bytes = try stream.block() {
          head += bytes.prefix(Intake.headSize - head.count)
        }
        var entry = input
        entry.path = path
        entry.name = name.isEmpty ? input.name : input.name + ":" + name
        let seen = Head(name: entry.name, bytes: head)
        // The raw form of a compressed file is the file itself, which must be of a known format.
        guard let format = try? Intake.format(of: seen, forced: input.format) else {
          if name.isEmpty {
            unreadable(.unknownFormat(input.name), input.name, output, failure)
          } else {
            output.account(input.name, format: "archive", unit: "entry") {
              $0.read += 1
              $0.exclude(head.isEmpty ? "empty" : "unknown-format")
            }
          }
          continue
        }
        if !name.isEmpty {
          output.account(input.name, format: "archive", unit: "entry") {
            $0.read += 1
            $0.used += 1
          }
        }
        all.append(
          OpenedInput(
            input: entry, format: format, rank: format.rank(seen),
            origin: .entry(stream.entriesRead - 1, ofArchive: path)))
      }
    } catch {
      unreadable(Failure(error, name: input.name), input.name, output, failure)
    }
    return all
  }

  /// An input of which nothing could be used: the books tell of it too, so that nothing is lost
  /// without a word.
  private func unreadable(
    _ fault: Failure, _ name: String, _ output: Output, _ failure: (Failure) -> Void
  ) {
    output.account(name, format: "unknown", unit: "file") {
      $0.read += 1
      $0.reject("unreadable")
    }
    output.reject(
      Reject(
        "unreadable", "cannot be opened or read, or is of no known format",
        at: Place(source: name, offset: 0)))
    failure(fault)
  }

  /// An input that broke off while it was read; what came before stays.
  func broken(
    _ fault: Failure, _ name: String, _ format: Format, _ output: Output,
    _ failure: (Failure) -> Void
  ) {
    output.account(name, format: format.name, unit: format.unit) {
      $0.read += 1
      $0.reject("broken-off")
    }
    output.reject(
      Reject("broken-off", "the rest cannot be read", at: Place(source: name, offset: 0)))
    failure(fault)
  }

  /// A file that is poison as a whole.
  func passOver(_ file: OpenedInput, _ output: Output, _ failure: (Failure) -> Void) {
    let name = file.input.name
    output.account(name, format: file.format.name, unit: file.format.unit) {
      $0.read += 1
      $0.reject("poison")
    }
    output.reject(Reject("poison", Care.detail, at: Place(source: name, offset: 0)))
    failure(.poison(name))
  }

  /// The format of a file by its content, or by force.
  static func format(of head: Head, forced: String?) throws(Failure) -> Format {
    if let forced {
      guard let format = Format.named(forced) else { throw .noSuchFormat(forced) }
      return format
    }
    var best: (format: Format, likeness: Int)?
    for format in Format.all {
      let likeness = format.likeness(head)
      if likeness > best?.likeness ?? 0 { best = (format, likeness) }
    }
    guard let best else { throw .unknownFormat(head.name) }
    return best.format
  }

  /// Reads an input's head and tells its format by it.
  private static func look(_ input: Input) -> Result<OpenedInput, Failure> {
    var descriptor = STDIN_FILENO
    if let path = input.path {
      // Without O_NONBLOCK the open of a FIFO that nobody writes would wait for ever.
      descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)
      guard descriptor >= 0 else { return .failure(.cannotOpen(input.name, errno: errno)) }
      _ = fcntl(descriptor, F_SETFL, 0)
    }
    var keep = false
    defer { if descriptor != STDIN_FILENO && !keep { close(descriptor) } }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      return .failure(.cannotOpen(input.name, errno: errno))
    }
    if status.st_mode & S_IFMT == S_IFDIR { return .failure(.isDirectory(input.name)) }
    var head = [UInt8](repeating: 0, count: headSize)
    var filled = 0
    while filled < headSize {
      let n = head.withUnsafeMutableBytes {
        Glibc.read(descriptor, $0.baseAddress.map { $0 + filled }, headSize - filled)
      }
      if n < 0 && errno == EINTR { continue }
      if n < 0 { return .failure(.cannotRead(input.name, errno: errno)) }
      if n == 0 { break }
      filled += n
    }
    head.removeLast(headSize - filled)
    // An empty mailbox or log is no fault; it tells nothing, its format neither.
    if head.isEmpty && input.format == nil { return .failure(.empty(input.name)) }
    let file = status.st_mode & S_IFMT == S_IFREG ? input.path : nil
    if ArchiveStream.isPacked(head) { return .failure(.packed(input.name)) }
    let seen = Head(name: input.name, bytes: head)
    do {
      let format = try Intake.format(of: seen, forced: input.format)
      keep = file == nil
      let origin = file.map(OpenedInput.Origin.file) ?? .pipe(descriptor, head: head)
      return .success(
        OpenedInput(input: input, format: format, rank: format.rank(seen), origin: origin))
    } catch {
      return .failure(error)
    }
  }
}
