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
  }

  /// The bytes asked of the system at a time: what stays in a processor's own cache.
  private static let blockSize = 256 << 10
  /// What is looked at to tell a format.
  private static let headSize = 64 << 10

  public init() {}

  /// Reads all inputs.
  ///
  /// The files of a format are read together, in the order given but companions first; formats
  /// follow each other in the order of their first file. An input that cannot be opened or told
  /// is reported to `failure`, and the rest goes on.
  /// - Returns: the books, with an account of each file.
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
    var groups: [(format: Format, files: [Opened])] = []
    for input in inputs {
      switch Intake.open(input) {
      case .failure(.empty(let name)):
        output.account(name, format: "empty", unit: "byte") { _ in }
      case .failure(let fault):
        // The books tell of the file too, so that nothing is lost without a word.
        output.account(input.name, format: "unknown", unit: "file") {
          $0.read = 1
          $0.reject("unreadable")
        }
        failure(fault)
      case .success(let opened):
        // Readers are told one zone, so files of another zone have a reader of their own.
        let same = groups.firstIndex {
          $0.format.name == opened.format.name && $0.files[0].input.options == input.options
        }
        if let i = same {
          groups[i].files.append(opened)
        } else {
          groups.append((opened.format, [opened]))
        }
      }
    }
    for group in groups {
      guard let first = group.files.first else { continue }
      let reader = group.format.reader(output, first.input.options)
      let ranked = group.files.enumerated().sorted {
        ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset)
      }
      for (_, file) in ranked {
        output.account(file.input.name, format: group.format.name, unit: group.format.unit) { _ in }
        reader.begin(file.input.name)
        if let fault = file.drain(into: reader) { failure(fault) }
        reader.end()
      }
      reader.finish()
    }
    return output.books
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

  /// An input whose head was read.
  ///
  /// A regular file is opened again to read it all, so that a thousand files need no thousand
  /// descriptors; a pipe is kept open and its head kept.
  private struct Opened {
    var input: Input
    var format: Format
    var head: [UInt8]
    var rank: Int
    var pipe: CInt?

    func drain(into reader: any Reader) -> Failure? {
      let descriptor: CInt
      if let pipe {
        descriptor = pipe
        head.withUnsafeBytes { reader.feed($0) }
      } else {
        descriptor = Glibc.open(input.path ?? "", O_RDONLY | O_CLOEXEC | O_NOCTTY)
        guard descriptor >= 0 else { return .cannotOpen(input.name, errno: errno) }
      }
      defer { if descriptor != STDIN_FILENO { close(descriptor) } }
      if pipe == nil, let reader = reader as? any PartedReader {
        switch reader.readParts(descriptor) {
        case .whole: return nil
        case .failed(let errno): return .cannotRead(input.name, errno: errno)
        case .unfit: break
        }
      }
      let block = UnsafeMutableRawBufferPointer.allocate(
        byteCount: Intake.blockSize, alignment: 16)
      defer { block.deallocate() }
      while true {
        let n = Glibc.read(descriptor, block.baseAddress, block.count)
        if n > 0 {
          reader.feed(UnsafeRawBufferPointer(rebasing: block[..<n]))
        } else if n == 0 {
          return nil
        } else if errno != EINTR {
          return .cannotRead(input.name, errno: errno)
        }
      }
    }
  }

  private static func open(_ input: Input) -> Result<Opened, Failure> {
    var descriptor = STDIN_FILENO
    var isRegular = false
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
    isRegular = status.st_mode & S_IFMT == S_IFREG && input.path != nil
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
    let seen = Head(name: input.name, bytes: head)
    do {
      let format = try Intake.format(of: seen, forced: input.format)
      keep = !isRegular
      return .success(
        Opened(
          input: input, format: format, head: isRegular ? [] : head, rank: format.rank(seen),
          pipe: isRegular ? nil : descriptor))
    } catch {
      return .failure(error)
    }
  }
}
