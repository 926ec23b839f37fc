import Records

/// File names made from client ids, which may hold anything.
enum FileNames {
  /// 1 to 40 of `a-z`, `0-9` and `-`; where that is not the id itself, a dash and 8 hexadecimal
  /// digits of the id's hash follow, so that no two ids share a name. An id that already ends
  /// like that gets them too, or it could pass for another's.
  static func slug(_ id: String) -> String {
    var slug: [UInt8] = []
    for byte in id.utf8 {
      if slug.count == 40 { break }
      switch byte {
      case 0x61...0x7A, 0x30...0x39: slug.append(byte)
      case 0x41...0x5A: slug.append(byte + 0x20)
      default: if let last = slug.last, last != 0x2D { slug.append(0x2D) }
      }
    }
    while slug.last == 0x2D { slug.removeLast() }
    let text = slug.isEmpty ? "x" : String(decoding: slug, as: UTF8.self)
    if text.utf8.elementsEqual(id.utf8), !endsLikeHash(slug) { return text }
    return "\(text)-\(Fingerprint.hex(id, digits: 8))"
  }

  private static func endsLikeHash(_ slug: [UInt8]) -> Bool {
    slug.count > 8 && slug[slug.count - 9] == 0x2D
      && slug.suffix(8).allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
  }

  static func page(_ client: String) -> String { "client-\(slug(client)).html" }
}
