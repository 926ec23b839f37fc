import Glibc
import Records

/// What the dialects ask of a record's fields.
extension XMLRecord {
  static let longestText = 4 << 10
  static let longestName = 1 << 10
  static let longestID = 100

  /// A short text, at most 1 KiB, without blanks at its ends.
  mutating func short(_ path: String) -> String? {
    var isCut = false
    let text = with(path) { bytes in
      isCut = bytes.count > XMLRecord.longestName
      return String(decoding: XMLRecord.cut(bytes, to: XMLRecord.longestName), as: UTF8.self)
    }
    if isCut { add(defect: "text-truncated") }
    return text
  }

  /// Lends a word without blanks at its ends; nil where there is none or it is longer than any.
  @inline(__always)
  private func word<R>(_ path: String, _ body: (UnsafeBufferPointer<UInt8>) -> R?) -> R? {
    with(path) { $0.count <= XMLRecord.longestID ? body($0) : nil }
  }

  func id(_ path: String) -> Exact? {
    word(path) { Exact(String(decoding: $0, as: UTF8.self)) }
  }

  func number(_ path: String) -> Int? {
    word(path) { word in
      // Nearly all are a few digits.
      guard word.count <= 18, word.allSatisfy({ (0x30...0x39).contains($0) }) else {
        return Int(String(decoding: word, as: UTF8.self))
      }
      return word.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }
  }

  func isTrue(_ path: String) -> Bool? {
    word(path) { word in
      func matches(_ text: StaticString) -> Bool {
        guard let base = word.baseAddress, text.utf8CodeUnitCount == word.count else {
          return false
        }
        return memcmp(text.utf8Start, base, word.count) == 0
      }
      // By the first letter, which tells all apart.
      switch word[0] {
      case 0x74: return matches("true") || word.count == 1 ? true : nil
      case 0x66: return matches("false") || word.count == 1 ? false : nil
      case 0x31: return word.count == 1 ? true : nil
      case 0x30: return word.count == 1 ? false : nil
      case 0x79: return matches("yes") ? true : nil
      case 0x6E: return matches("no") ? false : nil
      default: return nil
      }
    }
  }

  /// A moment; one that is written but cannot be read is a defect, `bad-` and the path.
  mutating func time(_ path: String) -> Timestamp? {
    var isBad = false
    let time: Timestamp? = word(path) { word in
      if let time = Timestamp(fixed: word) { return time }
      let time =
        Timestamp(fixedRFC822: word) ?? Timestamp(rfc3339: word) ?? Timestamp(rfc822: word)
      if let time, time >= .earliest, time <= .latest { return time }
      isBad = true
      return nil
    }
    guard isBad else { return time }
    let name = path.split(separator: "/").last.map { $0.drop { $0 == "@" } } ?? ""
    add(defect: "bad-\(name)")
    return nil
  }

  /// A moment without an offset, in a zone or, where that is not known, UTC (`zone-assumed`).
  mutating func localTime(_ path: String, in zone: Zone?) -> Timestamp? {
    let local: Timestamp? = word(path) { word in
      Timestamp(rfc3339: word) == nil ? Timestamp(rfc3339: word, assuming: 0) : nil
    }
    guard let local, local >= .earliest, local <= .latest else { return time(path) }
    if zone == nil { add(defect: "zone-assumed") }
    return zone?.moment(local: local.seconds) ?? local
  }

  /// A body, at most 4 KiB: of the plain path, else of the one that holds HTML.
  func body(_ path: String, html: String? = nil) -> String {
    if let plain = with(path, { XMLRecord.bodyText($0) }) { return plain }
    guard let html else { return "" }
    return with(html) { bytes in
      guard XMLRecord.hasMarkup(bytes) else { return XMLRecord.bodyText(bytes) }
      let text = HTMLText.text(ByteView(bytes), dropsQuotation: false)
      return text.withUnsafeBufferPointer { XMLRecord.bodyText($0) }
    } ?? ""
  }

  /// A body that is always HTML.
  func html(_ path: String) -> String { body("", html: path) }

  /// Whether HTML says something other than its text: by a tag, a reference, or blanks that are
  /// shown as one.
  private static func hasMarkup(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var last: UInt8 = 0
    for byte in bytes {
      if byte == 0x3C || byte == 0x26 || byte < 0x20 || byte == 0x20 && last == 0x20 { return true }
      last = byte
    }
    return false
  }

  private static func bodyText(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
    var text = cut(bytes, to: longestText)[...]
    while let last = text.last, last <= 0x20 { text.removeLast() }
    while let first = text.first, first <= 0x20 { text.removeFirst() }
    return String(decoding: text, as: UTF8.self)
  }

  private static func cut(
    _ bytes: UnsafeBufferPointer<UInt8>, to length: Int
  ) -> UnsafeBufferPointer<UInt8> {
    guard bytes.count > length else { return bytes }
    var end = length
    while end > 0 && bytes[end] & 0xC0 == 0x80 { end -= 1 }
    return UnsafeBufferPointer(rebasing: bytes[..<end])
  }

  /// The longest beginning that fits and ends with a whole character.
  static func cut(_ bytes: ArraySlice<UInt8>, to length: Int) -> ArraySlice<UInt8> {
    guard bytes.count > length else { return bytes }
    var end = bytes.startIndex + length
    while end > bytes.startIndex && bytes[end] & 0xC0 == 0x80 { end -= 1 }
    return bytes[..<end]
  }
}
