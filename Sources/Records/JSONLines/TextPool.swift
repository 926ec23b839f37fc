/// Gives the same memory to texts that come again and again, as the names of files in evidence.
///
/// A table of fixed size in which a text drives out another that falls on the same place.
public final class TextPool {
  private var texts = [String](repeating: "", count: 1 << 14)

  public init() {}

  /// - Parameter bytes: where they are no valid UTF-8, what stands for them in a text.
  func text(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
    // So short a text stands in its value and needs no memory.
    if bytes.count < 16 { return String(decoding: bytes, as: UTF8.self) }
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    let place = Int(truncatingIfNeeded: hash ^ hash >> 32) & (texts.count - 1)
    let isThere = texts[place].utf8.withContiguousStorageIfAvailable { $0.elementsEqual(bytes) }
    if isThere != true { texts[place] = String(decoding: bytes, as: UTF8.self) }
    return texts[place]
  }
}
