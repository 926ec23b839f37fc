/// A string compared and hashed by its bytes.
///
/// `String` compares by canonical equivalence, which takes quadratic time on a text of
/// alternating combining marks; whatever a stranger wrote is keyed by this instead.
public struct Exact: Hashable, Comparable, Sendable {
  public let text: String

  public init(_ text: String) { self.text = text }

  public static func == (a: Exact, b: Exact) -> Bool {
    a.text.utf8.count == b.text.utf8.count && a.text.utf8.elementsEqual(b.text.utf8)
  }

  public static func < (a: Exact, b: Exact) -> Bool {
    a.text.utf8.lexicographicallyPrecedes(b.text.utf8)
  }

  public func hash(into hasher: inout Hasher) {
    var copy = text
    copy.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    hasher.combine(0xFF as UInt8)
  }
}
