import Glibc
import Records

/// A file that grows while a stage is at work, and appears whole at the end or not at all.
///
/// As ``Publishing`` writes its files: beside its place, for its owner only, synced and renamed by
/// ``publish()``. It is gone where it is let go before that.
public final class PublishedFile {
  private let folder: PublishedFolder
  private let name: String
  private let temporary: String
  private let descriptor: CInt
  private var writer: LineWriter

  /// Makes the directory where it lacks, and the file beside its place.
  public init(_ name: String, in directory: String) throws(PublishingError) {
    try Publishing.makeDirectory(directory)
    let folder = try PublishedFolder(at: directory)
    try folder.makeWay(for: name)
    let temporary = PublishedFolder.temporary(for: name)
    Unpublished.shared.remember(folder.path + "/" + temporary, isFolder: false)
    do {
      descriptor = try folder.create(temporary)
    } catch {
      Unpublished.shared.forget(folder.path + "/" + temporary)
      throw error
    }
    self.folder = folder
    self.name = name
    self.temporary = temporary
    writer = LineWriter(descriptor: descriptor)
  }

  deinit {
    folder.takeAway(temporary)
    close(descriptor)
  }

  public func write(_ bytes: [UInt8]) throws(PublishingError) {
    do { try writer.write(bytes) } catch { throw fault(error.errno) }
  }

  /// Lets it take its place; nothing can be written after that.
  public func publish() throws(PublishingError) {
    do { try writer.flush() } catch { throw fault(error.errno) }
    if fsync(descriptor) != 0 { throw fault(errno) }
    try folder.rename([(temporary, name)])
  }

  private func fault(_ errno: CInt) -> PublishingError {
    PublishingError(path: folder.path + "/" + temporary, errno: errno, isCreation: false)
  }
}
