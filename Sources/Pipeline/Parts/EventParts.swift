import Contacts
import Glibc
public import Records

/// Events in a file for each part of the clients, as `match` takes them one part after the other
/// or each in a process of its own, and one file for what all parts need: the books, and when all
/// events were. What matters to every client stands in every part.
public final class EventParts {
  private var files: [PrivateFile] = []
  private let rest: PrivateFile
  private var line = JSONLine()
  private var times = EventTimes()
  private let zone: Zone
  private let copy = EventCopy()

  public var count: Int { files.count }

  /// The files `part-1.ndjson` to `part-N.ndjson` and `rest.ndjson` of a directory.
  ///
  /// - Parameter zone: the provider's.
  public init(_ count: Int, in directory: String, zone: Zone) throws(PublishingError) {
    try Publishing.makeDirectory(directory)
    rest = try PrivateFile(directory + "/rest.ndjson")
    self.zone = zone
    for number in 1...count {
      files.append(try PrivateFile("\(directory)/part-\(number).ndjson"))
    }
  }

  /// Files without a name, which are gone with the process.
  public init(_ count: Int, temporaryFor zone: Zone) throws(PublishingError) {
    rest = try PrivateFile()
    self.zone = zone
    for _ in 1...count { files.append(try PrivateFile()) }
  }

  /// Where to read one part's input: what all need, then its events.
  public func paths(of number: Int) -> [String] { [rest.path, files[number - 1].path] }

  /// Gives back the room of a part's events.
  public func drop(_ number: Int) { files[number - 1].empty() }

  public func add(_ event: Event) throws(PublishingError) {
    line.write(event)
    var parts: Set<Int> = []
    copy.lend(event) { parts = ClientPart.numbers(of: $0, among: count) }
    times.add(event.channel, at: event.at, ended: event.ended, in: zone)
    for part in parts { try files[part - 1].write(line) }
  }

  /// Adds the line of an event, without its end.
  public func add(_ event: EventFields, _ line: UnsafeBufferPointer<UInt8>) throws(PublishingError)
  {
    times.add(event.channel, at: event.at, ended: event.ended, in: zone)
    for part in ClientPart.numbers(of: event, among: count) {
      try files[part - 1].write(line)
      try files[part - 1].endLine()
    }
  }

  /// Adds a line that is no event, without its end.
  public func pass(_ line: UnsafeBufferPointer<UInt8>) throws(PublishingError) {
    try rest.write(line)
    try rest.endLine()
  }

  public func pass(_ books: Books) throws(PublishingError) {
    line.write(books)
    try rest.write(line)
  }

  /// Writes what is left, and when all events were.
  public func finish() throws(PublishingError) {
    line.write(ObservedTimes(numbers: times.numbers))
    try rest.write(line)
    for file in files + [rest] { try file.finish() }
  }
}

/// A new file that its owner alone may read.
public final class PrivateFile {
  /// By which it can be opened.
  public let path: String
  public let descriptor: CInt
  @exclusivity(unchecked) private var writer: LineWriter

  /// A file without a name, in `TMPDIR` or `/tmp`, which is gone with the process.
  public init() throws(PublishingError) {
    let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var name = Array("\(folder)/ringback-XXXXXX".utf8CString)
    descriptor = mkstemp(&name)
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    let made = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    writer = LineWriter(descriptor: descriptor)
    path = "/proc/self/fd/\(descriptor)"
    if descriptor < 0 { throw PublishingError(path: made, errno: errno, isCreation: true) }
    unlink(made)
  }

  /// What stands there under this name is replaced; no link is followed.
  init(_ path: String) throws(PublishingError) {
    self.path = path
    unlink(path)
    descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    writer = LineWriter(descriptor: descriptor)
    if descriptor < 0 { throw PublishingError(path: path, errno: errno, isCreation: true) }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  func write(_ bytes: UnsafeBufferPointer<UInt8>) throws(PublishingError) {
    do { try writer.write(bytes) } catch { throw failure(error) }
  }

  /// Writes a line with its end.
  func write(_ line: borrowing JSONLine) throws(PublishingError) {
    let result = line.withBytes { bytes -> Result<Void, OutputError> in
      do throws(OutputError) {
        return .success(try writer.write(bytes))
      } catch {
        return .failure(error)
      }
    }
    if case .failure(let error) = result { throw failure(error) }
  }

  func endLine() throws(PublishingError) {
    do { try writer.write(CollectionOfOne(0x0A)) } catch { throw failure(error) }
  }

  func finish() throws(PublishingError) {
    do { try writer.flush() } catch { throw failure(error) }
  }

  func empty() { ftruncate(descriptor, 0) }

  private func failure(_ error: OutputError) -> PublishingError {
    PublishingError(path: path, errno: error.errno, isCreation: false)
  }
}
