import Glibc
public import Records

/// Files that must be read together, since what one tells may belong to what another does: the
/// logs of a telephone system, the files of a helpdesk's export. Each mailbox is one of its own.
public struct ReadingUnit {
  let group: Intake.Group
  private let bookedUnder: [String: String]
  /// What it is called from night to night.
  public let key: String
  /// Set where reading it made the program crash before.
  public var care: Care?

  init(_ group: Intake.Group, _ key: String, bookedUnder: [String: String]) {
    self.group = group
    self.key = key
    self.bookedUnder = bookedUnder
  }

  /// The names of its files, as they stand in the records.
  public var names: [String] { group.files.map(\.input.name) }

  /// Where it is opened, of a mailbox, which grows at its end and can be read on from there.
  public var mailbox: String? {
    guard group.format.name == Format.mbox.name, group.files.count == 1,
      case .file(let path) = group.files[0].origin
    else { return nil }
    return path
  }

  /// Changes when a file of it does; nil where that cannot be told, as of a pipe.
  public var signature: String? {
    var all = ""
    for file in group.files {
      let path: String
      switch file.origin {
      case .file(let one): path = one
      case .entry(_, let archive): path = archive
      case .pipe: return nil
      }
      var status = stat()
      guard stat(path, &status) == 0 else { return nil }
      all += "\(file.input.name)\t\(file.format.name) \(FileState(status).text)\n"
    }
    return all
  }

  /// Reads it all.
  public func read(
    record: @escaping (Record) -> Void, reject: @escaping (Reject) -> Void,
    failure: (Intake.Failure) -> Void
  ) -> Books {
    let output = Output(record: record, reject: reject)
    output.bookedUnder = bookedUnder
    output.care = care
    var archives = ArchiveCursor()
    Intake().read(group, into: output, &archives, failure: failure)
    return output.books
  }

  /// Reads a mailbox from the beginning of a message up to the beginning of another one, or to
  /// the end of the file.
  /// - Parameter isWhole: of the file, nothing is left out.
  public func read(
    _ range: Range<Int>, isWhole: Bool, record: @escaping (Record) -> Void,
    reject: @escaping (Reject) -> Void, failure: (Intake.Failure) -> Void
  ) -> Books {
    if isWhole { return read(record: record, reject: reject, failure: failure) }
    let output = Output(record: record, reject: reject)
    output.bookedUnder = bookedUnder
    output.care = care
    let file = group.files[0]
    let input = file.input
    if let care, !care.enters(file: file) {
      Intake().passOver(file, output, failure)
      return output.books
    }
    Trap.spring(file: input.name)
    let reader = MailboxReader(output, input.options, single: false)
    if range.lowerBound == 0 {
      reader.begin(input.name)
    } else {
      reader.begin(input.name, part: range.lowerBound..<Int.max, isSure: true)
    }
    var fault: Intake.Failure?
    let descriptor = open(mailbox ?? "", O_RDONLY | O_CLOEXEC | O_NOCTTY)
    if descriptor >= 0 {
      var block = [UInt8](repeating: 0, count: 256 << 10)
      var offset = range.lowerBound
      while offset < range.upperBound {
        let wanted = min(block.count, range.upperBound - offset)
        let n = block.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, wanted, offset) }
        if n < 0 && errno == EINTR { continue }
        if n < 0 { fault = .cannotRead(input.name, errno: errno) }
        if n <= 0 { break }
        block.withUnsafeBytes { reader.feed(UnsafeRawBufferPointer(rebasing: $0[..<n])) }
        offset += n
      }
      close(descriptor)
    } else {
      fault = .cannotOpen(input.name, errno: errno)
    }
    reader.end()
    care?.leave()
    if let fault { Intake().broken(fault, input.name, group.format, output, failure) }
    return output.books
  }
}

/// What of a file changes when its bytes do.
public struct FileState: Equatable, Sendable {
  public var device: UInt64
  public var inode: UInt64
  public var size: Int
  var modified: timespec
  var changed: timespec

  init(_ status: stat) {
    device = UInt64(status.st_dev)
    inode = UInt64(status.st_ino)
    size = Int(status.st_size)
    modified = status.st_mtim
    changed = status.st_ctim
  }

  /// Nil where there is no such file.
  public init?(of descriptor: CInt) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return nil }
    self.init(status)
  }

  /// Nil where there is no such file.
  public init?(of path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    self.init(status)
  }

  /// When it was last written, in seconds.
  public var modifiedAt: Timestamp { Timestamp(modified.tv_sec) }

  public var text: String {
    "\(device) \(inode) \(size) \(modified.tv_sec).\(modified.tv_nsec) "
      + "\(changed.tv_sec).\(changed.tv_nsec)"
  }

  public static func == (a: FileState, b: FileState) -> Bool {
    a.text.utf8.elementsEqual(b.text.utf8)
  }
}

/// What can be told of a mailbox's bytes without reading it as one.
public enum MailboxEnds {
  /// So many bytes behind a From_ line decide whether it is one.
  public static let deciding = Separator.maxLine + Separator.maxNext

  /// A digest of the last bytes before an offset, where exactly there a line begins with `From `;
  /// nil where none does.
  public static func marker(of path: String, before offset: Int) -> String? {
    let length = min(offset, 4096)
    guard offset > 0,
      let bytes = bytes(of: path, from: offset - length, count: length + 5),
      bytes.count == length + 5, bytes[length - 1] == 0x0A,
      bytes[length...].elementsEqual("From ".utf8)
    else { return nil }
    var digest = Fingerprint()
    digest.update(bytes[..<length])
    return digest.digest().map { String($0, radix: 16) }.joined(separator: ".")
  }

  /// Where the last message begins, if the file breaks off within a line; nil where it does not.
  public static func brokenTail(of path: String, size: Int, from start: Int) -> Int? {
    guard size > start, let last = bytes(of: path, from: size - 1, count: 1),
      last.first != 0x0A, last.first != 0x0D
    else { return nil }
    return lastMessage(of: path, size: size, from: start)
  }

  /// Where the last message begins of those that begin at or behind an offset; nil where there is
  /// none, or where it is larger than any that is read.
  public static func lastMessage(of path: String, size: Int, from start: Int) -> Int? {
    guard size > start else { return nil }
    var end = size
    let step = 64 << 10
    while end > start {
      let from = max(start, end - step)
      let count = min(size, end + deciding) - from
      guard let block = bytes(of: path, from: from, count: count) else { return nil }
      var found: Int?
      block.withView { view in
        var i = 0
        while let hit = view.find("\nFrom ", from: i) {
          i = hit + 1
          if Separator.judge(view.from(i), final: true) == .yes { found = from + i }
        }
      }
      if let found { return found }
      if size - from > MailboxReader.maxMessage { return nil }
      end = from
    }
    return start
  }

  private static func bytes(of path: String, from: Int, count: Int) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: count)
    var filled = 0
    while filled < count {
      let n = bytes.withUnsafeMutableBytes {
        pread(descriptor, $0.baseAddress.map { $0 + filled }, count - filled, from + filled)
      }
      if n < 0 && errno == EINTR { continue }
      if n < 0 { return nil }
      if n == 0 { break }
      filled += n
    }
    bytes.removeLast(count - filled)
    return bytes
  }
}

extension Intake {
  /// Opens inputs and tells what must be read together, in the order of ``read(_:record:reject:failure:)``.
  /// - Returns: beside the units the books of what was opened, as of directories and of what is
  ///   of no known format.
  public func units(
    of inputs: [Input], reject: @escaping (Reject) -> Void, failure: (Failure) -> Void
  ) -> (units: [ReadingUnit], books: Books) {
    let output = Output(record: { _ in }, reject: reject)
    var units: [ReadingUnit] = []
    var ordinals: [String: Int] = [:]
    for group in groups(of: inputs, output, failure) {
      let family = group.format.family
      guard group.format.name == Format.mbox.name else {
        ordinals[family, default: 0] += 1
        let key = "\(family) \(ordinals[family] ?? 0)"
        units.append(ReadingUnit(group, key, bookedUnder: output.bookedUnder))
        continue
      }
      for file in group.files {
        units.append(
          ReadingUnit(
            Group(format: group.format, files: [file]), "mbox " + file.input.name,
            bookedUnder: output.bookedUnder))
      }
    }
    return (units, output.books)
  }
}
