/// One file of a report; the name has neither folder nor anything that a stranger wrote.
///
/// Its bytes are made when they are asked for, and passed on piece by piece where they are many.
public struct ReportFile: Equatable, Sendable {
  /// Takes some bytes, which stand until it returns.
  public typealias Sink = (UnsafeBufferPointer<UInt8>) -> Void

  public var name: String
  private let make: @Sendable (Sink) -> Void

  init(name: String, pieces make: @escaping @Sendable (Sink) -> Void) {
    self.name = name
    self.make = make
  }

  public init(name: String, whole make: @escaping @Sendable () -> [UInt8]) {
    self.init(name: name, pieces: { take in make().withUnsafeBufferPointer(take) })
  }

  /// Makes the bytes, from the first to the last.
  public func forEachPiece(_ take: Sink) { make(take) }

  /// All bytes at once.
  public var bytes: [UInt8] {
    var all: [UInt8] = []
    make { all.append(contentsOf: $0) }
    return all
  }

  public static func == (a: ReportFile, b: ReportFile) -> Bool {
    a.name == b.name && a.bytes == b.bytes
  }
}
