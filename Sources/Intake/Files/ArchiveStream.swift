import CLibArchive
import Glibc

/// Reads what is in an archive (zip, tar) or a compressed file (gzip, bzip2, xz, zstd) through
/// libarchive, one entry after the other, without unpacking anything to disk.
///
/// Only these filters and formats are enabled: others would start programs of their own. What
/// grows too much while it is unpacked is a bomb, and reading it ends there.
final class ArchiveStream {
  enum Fault: Error, Equatable {
    case cannotOpen(CInt)
    case damaged
    /// More than ``maximumRatio`` times its packed size, or more than ``maximumSize``.
    case bomb
  }

  /// Mail and logs shrink to a third or, of the dullest kind, to a fiftieth.
  static let maximumRatio = 200
  static let maximumSize = 1 << 40
  /// Below this many unpacked bytes the ratio says nothing.
  private static let suspicious = 64 << 20

  private let archive: OpaquePointer
  /// Entries begun so far; the current one has this number less one.
  private(set) var entriesRead = 0
  private var unpacked = 0

  /// Whether a file begins as one of these does.
  static func isPacked(_ head: [UInt8]) -> Bool {
    let marks: [[UInt8]] = [
      [0x1F, 0x8B], [0x42, 0x5A, 0x68], [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00],
      [0x28, 0xB5, 0x2F, 0xFD], [0x50, 0x4B, 0x03, 0x04], [0x50, 0x4B, 0x05, 0x06],
    ]
    if marks.contains(where: { head.starts(with: $0) }) { return true }
    // POSIX tar has its mark behind the first header's other fields.
    return head.count >= 262 && head[257..<262].elementsEqual("ustar".utf8)
  }

  init(path: String) throws(Fault) {
    guard let archive = archive_read_new() else { throw .cannotOpen(ENOMEM) }
    self.archive = archive
    archive_read_support_filter_gzip(archive)
    archive_read_support_filter_bzip2(archive)
    archive_read_support_filter_xz(archive)
    archive_read_support_filter_zstd(archive)
    archive_read_support_format_zip(archive)
    archive_read_support_format_tar(archive)
    archive_read_support_format_raw(archive)
    guard archive_read_open_filename(archive, path, 256 << 10) == ARCHIVE_OK else {
      throw .cannotOpen(archive_errno(archive))
    }
  }

  deinit { archive_read_free(archive) }

  /// Goes to the next regular file.
  ///
  /// - Returns: its name in the archive, empty for a file that is only compressed; nil at the end.
  func next() throws(Fault) -> String? {
    while true {
      var entry: OpaquePointer?
      let result = archive_read_next_header(archive, &entry)
      if result == ARCHIVE_EOF { return nil }
      guard result == ARCHIVE_OK || result == ARCHIVE_WARN, let entry else { throw .damaged }
      // S_IFREG; a raw stream has no type but is one too.
      guard archive_entry_filetype(entry) == 0o100000 else { continue }
      entriesRead += 1
      let isRaw = archive_format(archive) == ARCHIVE_FORMAT_RAW
      guard !isRaw, let name = archive_entry_pathname(entry) else { return "" }
      return String(cString: name)
    }
  }

  /// The next bytes of the entry, valid until the next call; nil at its end.
  ///
  /// Blocks as they are unpacked: of a damaged file, what comes before the damage is not lost.
  func block() throws(Fault) -> UnsafeRawBufferPointer? {
    var bytes: UnsafeRawPointer?
    var count = 0
    var offset: Int64 = 0
    let result = archive_read_data_block(archive, &bytes, &count, &offset)
    if result == ARCHIVE_EOF { return nil }
    guard result == ARCHIVE_OK || result == ARCHIVE_WARN else { throw .damaged }
    unpacked += count
    if unpacked > ArchiveStream.suspicious {
      let packed = max(1, Int(archive_filter_bytes(archive, -1)))
      if unpacked / packed > ArchiveStream.maximumRatio || unpacked > ArchiveStream.maximumSize {
        throw .bomb
      }
    }
    return UnsafeRawBufferPointer(start: bytes, count: count)
  }
}
