/// A value for a template. Nothing gets into a page but through ``mustache``, which escapes.
///
/// Mustache's own escaping is not used: it goes by `Character`, so that a quotation mark or a
/// `<` with a combining mark after it counts as another letter and stays as it is. The templates
/// therefore have triple braces only, and what they insert has been escaped here, by bytes.
indirect enum HTMLValue {
  /// Written by anybody: made safe to show and escaped.
  case text(String)
  /// Markup of ours, such as a drawing that holds numbers only.
  case markup(String)
  case flag(Bool)
  case list([[String: HTMLValue]])
  case group([String: HTMLValue])

  var mustache: Any {
    switch self {
    case .text(let text): HTMLValue.escaped(Shown.text(text))
    case .markup(let markup): markup
    case .flag(let flag): flag
    case .group(let group): HTMLValue.mustache(group)
    case .list(let groups): groups.map(HTMLValue.mustache)
    }
  }

  static func mustache(_ group: [String: HTMLValue]) -> [String: Any] {
    group.mapValues(\.mustache)
  }

  /// For text and for quoted attributes alike.
  static func escaped(_ text: String) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    for byte in text.utf8 {
      switch byte {
      case 0x26: bytes.append(contentsOf: "&amp;".utf8)
      case 0x3C: bytes.append(contentsOf: "&lt;".utf8)
      case 0x3E: bytes.append(contentsOf: "&gt;".utf8)
      case 0x22: bytes.append(contentsOf: "&quot;".utf8)
      case 0x27: bytes.append(contentsOf: "&#39;".utf8)
      default: bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

enum Base64 {
  /// RFC 4648 4, with padding.
  static func encoded(_ bytes: [UInt8]) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var text: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      var bits = group.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
      bits <<= UInt32(8 * (3 - group.count))
      for i in 0..<4 {
        text.append(i <= group.count ? alphabet[Int(bits >> UInt32(18 - 6 * i)) & 63] : 0x3D)
      }
    }
    return String(decoding: text, as: UTF8.self)
  }
}
