/// Where an office's files go.
///
/// Each path gets its bytes in order, in pieces.
public protocol OfficeSink {
  mutating func append(_ bytes: [UInt8], to path: String) throws
  mutating func add(_ contact: TrueContact)
}

/// A whole office in memory.
public struct OfficeFiles: Sendable, OfficeSink {
  public private(set) var files: [String: [UInt8]] = [:]
  /// In the order in which they opened.
  public private(set) var contacts: [TrueContact] = []

  public init() {}

  /// The text of pipeline.yml.
  public var pipeline: String { String(decoding: files["pipeline.yml"] ?? [], as: UTF8.self) }

  public mutating func append(_ bytes: [UInt8], to path: String) {
    files[path, default: []].append(contentsOf: bytes)
  }

  public mutating func add(_ contact: TrueContact) { contacts.append(contact) }
}
