#if canImport(Glibc)
  import Glibc
#endif

/// Where a contact stands in the order of all, from its line as ``JSONLine`` writes it, without
/// reading the rest.
public struct ContactPlace {
  public var opened: Timestamp
  /// The id of the event that opened it.
  public var event: [UInt8]

  /// - Returns: `nil` for a line of any other form.
  public init?(_ line: UnsafeBufferPointer<UInt8>) {
    // A key cannot be found within a string, where its quotation marks are escaped.
    guard ContactPlace.begins(line, #"{"contact":""#),
      let time = ContactPlace.find(#","opened":""#, in: line, from: 0),
      time + Timestamp.writtenSize < line.count,
      let opened = Timestamp(
        written: UnsafeBufferPointer(rebasing: line[time..<(time + Timestamp.writtenSize)])),
      let start = ContactPlace.find(#","evidence":[{"event":""#, in: line, from: time),
      let length = line[start...].prefix(64).firstIndex(of: 0x22),
      !line[start..<length].contains(0x5C)
    else { return nil }
    self.opened = opened
    event = Array(line[start..<length])
  }

  private static func begins(_ line: UnsafeBufferPointer<UInt8>, _ text: StaticString) -> Bool {
    guard let base = line.baseAddress, line.count > text.utf8CodeUnitCount else { return false }
    return memcmp(base, text.utf8Start, text.utf8CodeUnitCount) == 0
  }

  /// Where what follows a text begins.
  private static func find(
    _ text: StaticString, in line: UnsafeBufferPointer<UInt8>, from start: Int
  ) -> Int? {
    guard let base = line.baseAddress else { return nil }
    let length = text.utf8CodeUnitCount
    var i = start
    while i + length <= line.count,
      let comma = memchr(base + i, CInt(text.utf8Start[0]), line.count - length - i + 1)
    {
      let place = UnsafeRawPointer(comma) - UnsafeRawPointer(base)
      if memcmp(comma, text.utf8Start, length) == 0 { return place + length }
      i = place + 1
    }
    return nil
  }
}
