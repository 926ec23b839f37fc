import CGNU
import Glibc
import Records

/// What the beginning of a file tells of its format.
struct XMLHead {
  /// The document element's name, empty where the file does not look like XML.
  private(set) var root = ""
  /// As text in UTF-8, from the root's tag on.
  private let body: [UInt8]
  /// True where something other than blanks stands before the first tag.
  private(set) var hasJunk = false

  /// More junk than this, and a file is something else that has a `<` somewhere.
  private static let mostJunk = 4 << 10

  init(_ head: Head) {
    let encoding = XMLEncoding(beginning: head.bytes)
    let raw = head.bytes.dropFirst(encoding.markLength(head.bytes))
    let bytes =
      encoding.isUTF16
      ? XMLEncoding.utf8(of: raw, bigEndian: encoding == .utf16BigEndian) : Array(raw)
    guard let first = bytes.firstIndex(of: 0x3C), first <= XMLHead.mostJunk,
      // A mailbox may hold anything.
      !bytes.starts(with: "From ".utf8)
    else {
      body = []
      return
    }
    hasJunk = bytes[..<first].contains { $0 > 0x20 }
    guard let start = XMLHead.rootTag(bytes, from: first) else {
      // A comment that is longer than the head still tells something.
      body = Array(bytes[first...].prefix(XMLHead.mostJunk))
      return
    }
    let name = bytes[(start + 1)...].prefix(64).prefix {
      $0 > 0x20 && $0 != 0x3E && $0 != 0x2F && $0 != 0x3C
    }
    root = String(decoding: name, as: UTF8.self)
    body = Array(bytes[start...])
  }

  /// The first tag that is no comment, instruction or document type.
  private static func rootTag(_ bytes: [UInt8], from first: Int) -> Int? {
    var i = first
    while i + 1 < bytes.count {
      let next = bytes[i + 1]
      if next != 0x21 && next != 0x3F { return i }
      let end: Int?
      if bytes[i...].starts(with: "<!--".utf8) {
        end = bytes[i...].firstRange(of: Array("-->".utf8))?.upperBound
      } else if next == 0x3F {
        end = bytes[i...].firstRange(of: Array("?>".utf8))?.upperBound
      } else if let stop = bytes[i...].firstIndex(where: { $0 == 0x3E || $0 == 0x5B }) {
        end =
          bytes[stop] == 0x3E
          ? stop + 1 : bytes[stop...].firstRange(of: Array("]>".utf8))?.upperBound
      } else {
        end = nil
      }
      guard let end, let tag = bytes[end...].firstIndex(of: 0x3C) else { return nil }
      i = tag
    }
    return nil
  }

  /// True where a comment that is longer than what was read begins with some text.
  func beginsWithComment(_ text: String) -> Bool {
    root.isEmpty && has("<!--") && has(text)
  }

  /// True where any of these, as `<nice-id`, stands in what was read of the file.
  func has(_ tags: String...) -> Bool {
    body.withUnsafeBytes { all in
      tags.contains { tag in
        var tag = tag
        return tag.withUTF8 { memmem(all.baseAddress, all.count, $0.baseAddress, $0.count) != nil }
      }
    }
  }
}
