/// Texts by number, each kept as often as it was added.
struct TextList {
  private var bytes: [UInt8] = []
  /// Where each text begins, and after the last one the end.
  private var starts: [Int] = [0]

  mutating func add(_ text: UnsafeBufferPointer<UInt8>) -> UInt32 {
    bytes.append(contentsOf: text)
    starts.append(bytes.count)
    return UInt32(truncatingIfNeeded: starts.count - 2)
  }

  func withBytes<Result>(
    _ id: UInt32, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    bytes.withUnsafeBufferPointer {
      body(UnsafeBufferPointer(rebasing: $0[starts[Int(id)]..<starts[Int(id) + 1]]))
    }
  }

  func text(_ id: UInt32) -> String? {
    id == TextTable.none
      ? nil : withBytes(id) { String(decoding: $0, as: UTF8.self) }
  }
}
