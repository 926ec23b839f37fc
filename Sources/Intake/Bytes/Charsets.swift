import Glibc
import Records

/// Converts text of any charset that glibc's iconv knows to UTF-8.
///
/// Its descriptors are kept, since opening one costs more than a subject line. One is used by one
/// reader at a time.
final class Charsets {
  /// A descriptor by the charset's name, nil for an unknown one.
  private var open: [Exact: iconv_t?] = [:]
  /// Names are strangers' words, so the memory for them is bounded.
  private static let maxNames = 256

  deinit { closeAll() }

  private func closeAll() {
    for case let descriptor? in open.values { iconv_close(descriptor) }
    open = [:]
  }

  /// How a charset's name is to be understood.
  private enum Reading {
    case utf8
    /// None or one that says nothing: UTF-8 where it is that, else windows-1252.
    case guess
    /// ASCII and ISO 8859-1 are windows-1252 in fact, as the WHATWG Encoding Standard has it.
    case windows1252
    case iconv(String)
  }

  /// Appends text as UTF-8; what is malformed is U+FFFD.
  /// - Parameter charset: the name as declared, in any case, with or without quotes; empty for none.
  func append(_ bytes: ByteView, charset: ByteView, to out: inout [UInt8]) {
    switch Charsets.reading(charset) {
    case .utf8: UTF8Text.appendRepaired(bytes, to: &out)
    case .guess: UTF8Text.appendGuessed(bytes, to: &out)
    case .windows1252:
      // UTF-8 under a wrong name, told by a byte that windows-1252 has no meaning for.
      if bytes.buffer.contains(where: Charsets.isVoid1252), UTF8Text.isValid(bytes) {
        out.append(bytes)
      } else {
        UTF8Text.append1252(bytes, to: &out)
      }
    case .iconv(let name):
      if let descriptor = descriptor(name) {
        let start = out.count
        let faults = Charsets.convert(bytes, descriptor, to: &out)
        // UTF-8 under a wrong name.
        if faults > 0, !bytes.isASCII, UTF8Text.isValid(bytes) {
          out.removeSubrange(start...)
          out.append(bytes)
        }
      } else {
        UTF8Text.appendGuessed(bytes, to: &out)
      }
    }
  }

  /// Whether ``append(_:charset:to:)`` would append the bytes as they are; false where that is
  /// not known.
  func isUnchanged(_ bytes: ByteView, isASCII: Bool, charset: ByteView) -> Bool {
    switch Charsets.reading(charset) {
    case .utf8, .guess: isASCII || UTF8Text.isValid(bytes)
    case .windows1252: isASCII
    case .iconv: false
    }
  }

  private func descriptor(_ name: String) -> iconv_t? {
    let key = Exact(name)
    if let known = open[key] { return known }
    if open.count >= Charsets.maxNames { closeAll() }
    let made = iconv_open("UTF-8", name)
    let descriptor = made == iconv_t(bitPattern: -1) ? nil : made
    open[key] = .some(descriptor)
    return descriptor
  }

  private static func isVoid1252(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x81, 0x8D, 0x8F, 0x90, 0x9D: true
    default: false
    }
  }

  /// - Returns: how many malformed characters there were.
  private static func convert(
    _ bytes: ByteView, _ descriptor: iconv_t, to out: inout [UInt8]
  ) -> Int {
    var faults = 0
    _ = iconv(descriptor, nil, nil, nil, nil)
    var source: UnsafeMutablePointer<CChar>? = UnsafeMutableRawPointer(mutating: bytes.base)
      .assumingMemoryBound(to: CChar.self)
    var left = bytes.count
    withUnsafeTemporaryAllocation(byteCount: 4096, alignment: 1) { block in
      let start = block.baseAddress?.assumingMemoryBound(to: CChar.self)
      while left > 0 {
        var target = start
        var room = block.count
        let result = iconv(descriptor, &source, &left, &target, &room)
        let fault = errno
        out.append(contentsOf: block[..<(block.count - room)])
        guard result == -1 else { break }
        switch fault {
        case E2BIG: continue
        case EILSEQ:
          faults += 1
          out.append(scalar: 0xFFFD)
          source = source.map { $0 + 1 }
          left -= 1
        default:
          // EINVAL: a character that is cut off at the end.
          out.append(scalar: 0xFFFD)
          left = 0
        }
      }
      // A stateful charset may have held something back.
      var target = start
      var room = block.count
      _ = iconv(descriptor, nil, nil, &target, &room)
      out.append(contentsOf: block[..<(block.count - room)])
    }
    return faults
  }

  private static func reading(_ declared: ByteView) -> Reading {
    if declared.equalsAnyCase("utf-8") { return .utf8 }
    if declared.isEmpty || declared.equalsAnyCase("us-ascii") { return .guess }
    if declared.equalsAnyCase("iso-8859-1") { return .windows1252 }
    var name: [UInt8] = []
    for byte in declared.upTo(64).buffer where !byte.isSpace && byte != 0x22 && byte != 0x27 {
      name.append(byte.lowercasedASCII)
    }
    if name.withView({ $0.hasPrefix("charset=") }) { name.removeFirst(8) }
    // RFC 2231: the language that may follow the charset of an encoded word.
    if let star = name.firstIndex(of: 0x2A) { name.removeSubrange(star...) }
    // Only what a charset's name is made of: iconv gives `/` a meaning of its own.
    let plain = name.allSatisfy {
      $0.isLetter || $0.isDigit || $0 == 0x2D || $0 == 0x5F || $0 == 0x2E || $0 == 0x3A
    }
    guard plain, !name.isEmpty else {
      return name.withView { $0.findAnyCase("2022-jp") != nil } ? .iconv("ISO-2022-JP") : .guess
    }
    let text = String(decoding: name, as: UTF8.self)
    return known[text] ?? .iconv(text)
  }

  /// Names that are wrong, or mean another charset than the standard says, in real mail.
  private static let known: [String: Reading] = [
    "utf-8": .utf8, "utf8": .utf8, "utf_8": .utf8, "utf-8-sig": .utf8, "unicode-1-1-utf-8": .utf8,
    "us-ascii": .guess, "ascii": .guess, "ansi_x3.4-1968": .guess, "646": .guess,
    "unknown-8bit": .guess, "x-unknown": .guess, "unknown": .guess, "default": .guess,
    "x-user-defined": .guess, "default_charset": .guess, "8bit": .guess, "7bit": .guess,
    "binary": .guess, "none": .guess,
    "iso-8859-1": .windows1252, "iso8859-1": .windows1252, "iso_8859-1": .windows1252,
    "latin1": .windows1252, "latin-1": .windows1252, "l1": .windows1252, "cp1252": .windows1252,
    "windows-1252": .windows1252, "cp-1252": .windows1252, "win-1252": .windows1252,
    "iso-8859-1-windows-3.1-latin-1": .windows1252, "ansi": .windows1252, "x-ansi": .windows1252,
    "gb2312": .iconv("GB18030"), "gbk": .iconv("GB18030"), "gb_2312-80": .iconv("GB18030"),
    "x-gbk": .iconv("GB18030"), "cp936": .iconv("GB18030"),
    "ks_c_5601-1987": .iconv("UHC"), "euc-kr": .iconv("UHC"), "ks_c_5601": .iconv("UHC"),
    "shift_jis": .iconv("CP932"), "shift-jis": .iconv("CP932"), "x-sjis": .iconv("CP932"),
    "windows-31j": .iconv("CP932"), "sjis": .iconv("CP932"), "ms_kanji": .iconv("CP932"),
    "iso-8859-8-i": .iconv("ISO-8859-8"), "iso-8859-6-i": .iconv("ISO-8859-6"),
    "iso-8859-8-e": .iconv("ISO-8859-8"), "cp-850": .iconv("CP850"), "x-cp1250": .iconv("CP1250"),
    "x-cp1251": .iconv("CP1251"), "win-1251": .iconv("CP1251"), "cp-1251": .iconv("CP1251"),
    "win-1250": .iconv("CP1250"), "koi8": .iconv("KOI8-R"), "x-mac-roman": .iconv("MACINTOSH"),
    "x-macintosh": .iconv("MACINTOSH"), "macroman": .iconv("MACINTOSH"),
    "unicode-1-1-utf-7": .iconv("UTF-7"), "x-unicode-2-0-utf-7": .iconv("UTF-7"),
    "x-big5": .iconv("BIG5-HKSCS"), "big5": .iconv("BIG5-HKSCS"), "x-euc-jp": .iconv("EUC-JP"),
    "iso-2022-jp-2": .iconv("ISO-2022-JP-2"), "x-windows-949": .iconv("UHC"),
    "x-windows-874": .iconv("CP874"), "windows-874": .iconv("CP874"), "tis-620": .iconv("CP874"),
    "iso-8859-11": .iconv("CP874"), "windows-1256": .iconv("CP1256"),
  ]
}
