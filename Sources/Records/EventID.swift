/// An event's id, of 16 hexadecimal digits as `normalize` writes it or of anything else.
///
/// Of the first it keeps the number, since there are several for each contact and a text of 16 bytes
/// needs memory of its own.
public struct EventID: Hashable, Sendable {
  private enum Kept: Hashable, Sendable {
    case number(UInt64)
    case text(Exact)
  }
  private let kept: Kept

  public init(_ text: String) {
    kept = EventID.number(text).map { .number($0) } ?? .text(Exact(text))
  }

  public var text: String {
    switch kept {
    case .text(let text): text.text
    case .number(let number):
      String(unsafeUninitializedCapacity: 16) { bytes in
        for i in 0..<16 {
          let digit = UInt8(truncatingIfNeeded: number >> UInt64(60 - 4 * i)) & 0xF
          bytes[i] = digit < 10 ? 0x30 + digit : 0x57 + digit
        }
        return 16
      }
    }
  }

  /// Of what would be written otherwise, as with capitals, there is none.
  private static func number(_ text: String) -> UInt64? {
    guard text.utf8.count == 16 else { return nil }
    var value: UInt64 = 0
    for byte in text.utf8 {
      switch byte {
      case 0x30...0x39: value = value << 4 | UInt64(byte - 0x30)
      case 0x61...0x66: value = value << 4 | UInt64(byte - 0x57)
      default: return nil
      }
    }
    return value
  }
}
