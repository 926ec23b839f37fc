import Glibc

/// An input whose head was read and whose format is told.
///
/// A regular file is opened again to read it all, so that a thousand files need no thousand
/// descriptors; a pipe is kept open and its head kept; an entry of an archive is found again by
/// its number.
struct OpenedInput {
  enum Origin {
    case file(String)
    case pipe(CInt, head: [UInt8])
    case entry(Int, ofArchive: String)
  }

  var input: Intake.Input
  var format: Format
  var rank: Int
  var origin: Origin

  /// The bytes asked of the system at a time: what stays in a processor's own cache.
  private static let blockSize = 256 << 10

  /// Feeds all bytes to a reader.
  /// - Parameter inParts: on several cores, where the reader can.
  func drain(
    into reader: any Reader, inParts: Bool, _ archives: inout ArchiveCursor
  ) -> Intake.Failure? {
    if input.options.range != nil {
      // All of it would be read, by every range.
      guard case .file = origin, reader is MailboxReader else { return .noRange(input.name) }
    }
    switch origin {
    case .file(let path):
      let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY)
      guard descriptor >= 0 else { return .cannotOpen(input.name, errno: errno) }
      defer { close(descriptor) }
      if inParts, let reader = reader as? any PartedReader {
        switch reader.readParts(descriptor) {
        case .whole: return nil
        case .failed(let errno): return .cannotRead(input.name, errno: errno)
        case .unfit: break
        }
      }
      return drain(descriptor, into: reader)
    case .pipe(let descriptor, let head):
      head.withUnsafeBytes { reader.feed($0) }
      defer { if descriptor != STDIN_FILENO { close(descriptor) } }
      return drain(descriptor, into: reader)
    case .entry(let number, let archive):
      do {
        let stream = try archives.stream(of: archive, at: number)
        while let bytes = try stream.block() { reader.feed(bytes) }
        return nil
      } catch {
        return Intake.Failure(error, name: input.name)
      }
    }
  }

  private func drain(_ descriptor: CInt, into reader: any Reader) -> Intake.Failure? {
    let block = UnsafeMutableRawBufferPointer.allocate(
      byteCount: OpenedInput.blockSize, alignment: 16)
    defer { block.deallocate() }
    while true {
      let n = read(descriptor, block.baseAddress, block.count)
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

/// The archive that is being read, so that its entries, read in their order, are unpacked once.
struct ArchiveCursor {
  private var path: String?
  private var open: ArchiveStream?

  /// The stream of an archive, at the beginning of an entry.
  mutating func stream(
    of archive: String, at number: Int
  ) throws(ArchiveStream.Fault) -> ArchiveStream {
    if path != archive || open.map({ $0.entriesRead > number }) ?? true {
      path = archive
      open = try ArchiveStream(path: archive)
    }
    guard let open else { throw .damaged }
    while open.entriesRead <= number {
      guard try open.next() != nil else { throw .damaged }
    }
    return open
  }
}

extension Intake.Failure {
  init(_ fault: ArchiveStream.Fault, name: String) {
    switch fault {
    case .cannotOpen(let errno): self = .cannotOpen(name, errno: errno)
    case .damaged: self = .damagedArchive(name)
    case .bomb: self = .archiveBomb(name)
    }
  }
}
