public import Records

/// Reading with care what made the program crash before: which piece of the input is at work is
/// noted before it is read, and a piece that is poison is passed over.
///
/// A piece is a message, a row, a record that is passed on, or else a whole file. It is known by a
/// digest of its bytes, so that it stays known when it stands elsewhere in the file; a whole file
/// by its name, size and times. Careful reading takes one core and more time.
public final class Care {
  private let isPoison: (_ digest: String) -> Bool
  private let atWork: (_ digest: String?) -> Void
  /// The digests of the pieces that are being read, the innermost last.
  private var pieces: [String] = []
  private var isInMessage = false
  /// Where the pieces begin that were passed over.
  public private(set) var passedOver: [Place] = []

  /// - Parameter atWork: is told the innermost piece, each time that it becomes another one.
  public init(isPoison: @escaping (String) -> Bool, atWork: @escaping (String?) -> Void) {
    self.isPoison = isPoison
    self.atWork = atWork
  }

  /// The detail of the reject `poison`.
  static let detail = "made the program crash twice"

  /// Enters a message, with the record that is made of it.
  func enters(message bytes: ByteView, at place: Place) -> Bool {
    isInMessage = enters(Fingerprint.hex(of: bytes.buffer, digits: 32), place)
    return isInMessage
  }

  func leaveMessage() {
    isInMessage = false
    leave()
  }

  func enters(row bytes: UnsafeRawBufferPointer, at place: Place) -> Bool {
    enters(Fingerprint.hex(of: bytes.bindMemory(to: UInt8.self), digits: 32), place)
  }

  func enters(file: OpenedInput) -> Bool {
    var state = ""
    switch file.origin {
    case .file(let path), .entry(_, let path): state = FileState(of: path)?.text ?? ""
    case .pipe: break
    }
    return enters(
      Fingerprint.hex("file", file.input.name, state, digits: 32),
      Place(source: file.input.name, offset: 0))
  }

  /// Passes a record on, or says that it must not be.
  func passes(_ record: Record, to next: (Record) -> Void) -> Bool {
    if isInMessage {
      next(record)
      return true
    }
    var line = JSONLine()
    line.write(record)
    let digest = line.bytes.withUnsafeBufferPointer { Fingerprint.hex(of: $0, digits: 32) }
    guard enters(digest, record.origin.place) else { return false }
    next(record)
    leave()
    return true
  }

  private func enters(_ digest: String, _ place: Place) -> Bool {
    if isPoison(digest) {
      // The end of a mailbox is read twice.
      let isKnown = passedOver.contains {
        $0.offset == place.offset && Exact($0.source) == Exact(place.source)
      }
      if !isKnown { passedOver.append(place) }
      return false
    }
    pieces.append(digest)
    atWork(digest)
    return true
  }

  func leave() {
    pieces.removeLast()
    atWork(pieces.last)
  }
}
