import Glibc
import Intake
import Records

/// Keeps in the state directory what was being read when the program crashed, so that it is read
/// with care the next time, and passed over once it made the program crash twice.
///
/// At first only the unit is known; read again with care, the piece. A note holds digests alone,
/// and the version: another one tries anew. What kills the program from outside leaves no note.
public final class CrashNotes {
  static let fileName = "crashes"
  private static let limit = 1 << 20

  private let version: String
  /// Units that made the program crash before.
  private var careful: Set<String> = []
  private var poison: Set<String> = []

  /// - Parameter directory: the state directory, which exists.
  public init(in directory: String, of version: String) {
    self.version = version
    let path = directory + "/" + CrashNotes.fileName
    CrashNotes.prepare(path)
    let bytes = (try? FileBytes.read(path, limit: CrashNotes.limit)) ?? []
    // Crashes of a unit, until it is known which piece they were of.
    var unknown: [String: Int] = [:]
    var times: [String: Int] = [:]
    let words = bytes.split(separator: 0x0A).map { line in
      line.split(separator: 0x20).map { String(decoding: $0, as: UTF8.self) }
    }
    for note in words where note.count == 4 && note[0].utf8.elementsEqual(version.utf8) {
      let unit = note[3]
      careful.insert(unit)
      if note[1].utf8.elementsEqual("unit".utf8) {
        unknown[unit, default: 0] += 1
      } else {
        let count = times[note[2], default: 0] + 1 + (unknown.removeValue(forKey: unit) ?? 0)
        times[note[2]] = count
        if count > 1 { poison.insert(note[2]) }
      }
    }
    // Nothing of this version is known: what was noted of another is of no use.
    if careful.isEmpty, !bytes.isEmpty { unlink(path) }
  }

  /// The reading of a unit begins.
  /// - Returns: how it is to be read, where that made the program crash before.
  func begin(_ unit: String) -> Care? {
    let unit = Fingerprint.hex(unit, digits: 32)
    let version = version
    guard careful.contains(unit) else {
      CrashNotes.arm("\(version) unit - \(unit)")
      return nil
    }
    let poison = poison
    return Care(isPoison: { poison.contains($0) }) { piece in
      CrashNotes.arm(piece.map { "\(version) piece \($0) \(unit)" })
    }
  }

  func end() { CrashNotes.arm(nil) }

  // MARK: For the handler of crashes

  /// What is to be noted: the path and the line as the system takes them, and the line's length.
  /// Nothing in here is allocated or counted while a signal is handled.
  private struct Armed {
    var path: UnsafeMutablePointer<CChar>?
    var length = 0
    var line: UnsafeMutablePointer<UInt8>
  }

  private static let capacity = 256
  nonisolated(unsafe) private static let armed = {
    let armed = UnsafeMutablePointer<Armed>.allocate(capacity: 1)
    armed.initialize(to: Armed(path: nil, line: .allocate(capacity: capacity)))
    return armed
  }()

  private static func prepare(_ path: String) {
    free(armed.pointee.path)
    armed.pointee.path = strdup(path)
  }

  private static func arm(_ note: String?) {
    armed.pointee.length = 0
    guard let note else { return }
    // A note that was cut off by a full disk spoils no other.
    let bytes = Array(("\n" + note + "\n").utf8)
    guard bytes.count <= capacity else { return }
    armed.pointee.line.update(from: bytes, count: bytes.count)
    armed.pointee.length = bytes.count
  }

  /// Makes ready what ``note()`` uses, before any signal comes.
  public static func prepare() { _ = armed }

  /// Writes down what is being read; only calls that are safe while a signal is handled.
  /// - Returns: whether something was being read, and is noted.
  public static func note() -> Bool {
    let length = armed.pointee.length
    guard length > 0, let path = armed.pointee.path else { return false }
    armed.pointee.length = 0
    let file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard file >= 0 else { return false }
    let written = write(file, armed.pointee.line, length)
    close(file)
    return written == length
  }
}
