/// What a number field of a log, mail or directory holds.
public enum PhoneNumber: Hashable, Sendable {
  /// E.164: `+14085550153`.
  case number(String)
  /// Within the house, a short code or a feature code: `201`, `*97`. Never merged with a number
  /// outside.
  case inside(String)
  /// Nothing that tells a caller from another: never one client's.
  case withheld
  /// Digits of a form that the region does not explain, as they are.
  case local(String)

  /// What events of the same number have in common; nil for a withheld one.
  public var key: String? {
    switch self {
    case .number(let number): number
    case .inside(let digits): "inside:" + digits
    case .withheld: nil
    case .local(let digits): "local:" + digits
    }
  }
}

/// Reads telephone numbers as people and exchanges write them.
///
/// Enough to see that two writings are one number, by the rules of one region; it does not check
/// that a number is in service. A number that fits no rule stays ``PhoneNumber/local(_:)``: a
/// wrong merge is worse than a split.
public struct PhoneNumbers: Sendable {
  /// So many digits or fewer are inside; a longer pattern of the extensions widens it.
  public static let insideDigits = 6

  private let region: PhoneRegion?
  private let insideDigits: Int

  /// - Parameters:
  ///   - region: ISO 3166 code of the country whose numbers are written without a country code;
  ///     of one that ``knows(region:)`` does not know, only international forms are read.
  ///   - extensions: patterns as ``Provider/extensions``; numbers as short as these are inside.
  public init(region: String, extensions: [String] = []) {
    self.region = PhoneRegion.named(region)
    insideDigits = extensions.reduce(PhoneNumbers.insideDigits) { longest, pattern in
      let isPattern = pattern.utf8.allSatisfy { isDigit($0) || $0 | 0x20 == 0x78 }
      return isPattern ? max(longest, min(pattern.utf8.count, 15)) : longest
    }
  }

  public static func knows(region: String) -> Bool { PhoneRegion.named(region) != nil }

  /// The number in E.164, where it is one from outside.
  public func e164(_ raw: String) -> String? {
    if case .number(let number) = read(raw) { return number }
    return nil
  }

  /// Whether a field names no number: `anonymous`, `"" <unknown>`, nothing at all.
  public static func isWithheld(_ raw: String) -> Bool {
    isWithheld(PhoneNumbers.core(of: raw))
  }

  /// Whether digits are of a pattern as `2xx`, where `x` is any digit.
  public static func matches(_ digits: String, pattern: String) -> Bool {
    let digits = digits.utf8
    let pattern = pattern.utf8
    return digits.count == pattern.count
      && zip(digits, pattern).allSatisfy { $0 == $1 || $1 | 0x20 == 0x78 && isDigit($0) }
  }

  /// What a field holds: a number in any writing, `"Bob" <…>`, `tel:` and `sip:` addresses.
  public func read(_ raw: String) -> PhoneNumber {
    var text = PhoneNumbers.core(of: raw)
    if PhoneNumbers.isWithheld(text) { return .withheld }
    PhoneNumbers.dropExtension(&text)
    let isInternational = text.first == 0x2B
    if isInternational { PhoneNumbers.dropTrunkInBrackets(&text) }
    let digits = text.filter(isDigit)
    // `*97`, a feature code; `client1`, a name.
    let marks = text.filter { !isDigit($0) && !PhoneNumbers.separators.contains($0) }
    if !marks.isEmpty, !(isInternational && marks.count == 1) {
      if marks.allSatisfy({ $0 == 0x2A || $0 == 0x23 }) && digits.count <= insideDigits {
        return .inside(PhoneNumbers.string(text.filter { $0 != 0x20 }))
      }
      if text.starts(with: "ext".utf8) && digits.count <= insideDigits {
        return .inside(PhoneNumbers.string(digits))
      }
      return .local(PhoneNumbers.string(text))
    }
    if isInternational { return international(digits) ?? .local(PhoneNumbers.string(text)) }
    if digits.count <= insideDigits { return .inside(PhoneNumbers.string(digits)) }
    return dialled(digits) ?? national(digits) ?? .local(PhoneNumbers.string(digits))
  }

  /// A number after its `+` or what is dialled for it: at most 15 digits (E.164).
  private func international(_ digits: [UInt8]) -> PhoneNumber? {
    guard (7...15).contains(digits.count), digits[0] != 0x30 else { return nil }
    // `+44 020…`: the trunk prefix does not belong there.
    for region in PhoneRegion.all
    where region.trunk == "0" && digits.starts(with: (region.countryCode + "0").utf8) {
      let country = region.countryCode.utf8.count
      let rest = digits[(country + 1)...]
      if region.lengths.contains(rest.count) {
        return .number("+" + PhoneNumbers.string(Array(digits[..<country] + rest)))
      }
    }
    return .number("+" + PhoneNumbers.string(digits))
  }

  /// A number with the prefix that one dials for another country.
  ///
  /// Beside the region's own, 00
  /// is read in any: exchanges write it whatever their country.
  private func dialled(_ digits: [UInt8]) -> PhoneNumber? {
    for prefix in (region?.international ?? []) + ["00"] where digits.starts(with: prefix.utf8) {
      let rest = Array(digits.dropFirst(prefix.utf8.count))
      if rest.count >= 8, let number = international(rest) { return number }
    }
    return nil
  }

  /// A number of the region, with or without its trunk prefix or country code.
  private func national(_ digits: [UInt8]) -> PhoneNumber? {
    guard let region else { return nil }
    func number(_ rest: some Collection<UInt8>) -> PhoneNumber? {
      guard region.lengths.contains(rest.count) else { return nil }
      if region.isNorthAmerican {
        let rest = Array(rest)
        guard rest[0] >= 0x32 else { return nil }
      }
      return .number("+" + region.countryCode + PhoneNumbers.string(Array(rest)))
    }
    if !region.trunk.isEmpty && digits.starts(with: region.trunk.utf8),
      let found = number(digits.dropFirst(region.trunk.utf8.count))
    {
      return found
    }
    if region.isBare, let found = number(digits) { return found }
    guard digits.starts(with: region.countryCode.utf8) else { return nil }
    return number(digits.dropFirst(region.countryCode.utf8.count))
  }
}

// MARK: - Text

extension PhoneNumbers {
  /// What stands between the digits of a number; the hyphens and blanks of other alphabets have
  /// become these before.
  private static let separators = Set(" -.()/\t".utf8)

  private static let withheldWords = [
    "anonymous", "unknown", "unavailable", "private", "restricted", "withheld", "blocked",
    "payphone", "asterisk", "s", "-1", "-2",
  ].map { Array($0.utf8) }

  /// Nobody writes a longer field for a number.
  private static let longest = 1024

  private static func isWithheld(_ core: [UInt8]) -> Bool {
    !core.contains(where: isDigit) || withheldWords.contains(core)
  }

  /// The part of a field that is the number, in ASCII and lower case.
  private static func core(of raw: String) -> [UInt8] {
    var text = ascii(raw)[...]
    if let open = text.lastIndex(of: 0x3C), let close = text[open...].firstIndex(of: 0x3E) {
      text = text[(open + 1)..<close]
    }
    func trim() {
      let blanks = Set(" \t\"'".utf8)
      while let first = text.first, blanks.contains(first) { text = text.dropFirst() }
      while let last = text.last, blanks.contains(last) { text = text.dropLast() }
    }
    trim()
    for scheme in ["tel:", "sips:", "sip:", "callto:"] where text.starts(with: scheme.utf8) {
      text = text.dropFirst(scheme.utf8.count)
      // A + as URIs write it.
      if text.starts(with: "%2b".utf8) { text = [0x2B] + text.dropFirst(3) }
    }
    if let end = text.firstIndex(where: { $0 == 0x40 || $0 == 0x3B }) { text = text[..<end] }
    trim()
    return Array(text)
  }

  /// ASCII in lower case, with the digits, hyphens and blanks of other alphabets as ASCII's;
  /// anything else is `?`.
  private static func ascii(_ raw: String) -> [UInt8] {
    var bytes: [UInt8] = []
    for scalar in raw.unicodeScalars.prefix(longest) {
      switch scalar.value {
      case 0x41...0x5A: bytes.append(UInt8(scalar.value) | 0x20)
      case 0..<0x80: bytes.append(UInt8(scalar.value))
      // Full-width, Arabic-Indic and extended Arabic-Indic digits.
      case 0xFF10...0xFF19: bytes.append(UInt8(scalar.value - 0xFF10 + 0x30))
      case 0x0660...0x0669: bytes.append(UInt8(scalar.value - 0x0660 + 0x30))
      case 0x06F0...0x06F9: bytes.append(UInt8(scalar.value - 0x06F0 + 0x30))
      case 0xFF0B: bytes.append(0x2B)
      case 0xFF08: bytes.append(0x28)
      case 0xFF09: bytes.append(0x29)
      case 0x2010...0x2015, 0x2212, 0xFF0D: bytes.append(0x2D)
      case 0xA0, 0x2000...0x200A, 0x202F, 0x205F, 0x3000: bytes.append(0x20)
      // Marks that show nothing: zero width, direction.
      case 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2069, 0xFEFF: break
      default: bytes.append(0x3F)
      }
    }
    return bytes
  }

  /// Takes off `ext. 12`, `x12` or `#12` of 1 to 7 digits after a number of at least 6.
  private static func dropExtension(_ text: inout [UInt8]) {
    var rest = text[...]
    var count = 0
    while let last = rest.last, isDigit(last) {
      rest = rest.dropLast()
      count += 1
    }
    guard (1...7).contains(count) else { return }
    func dropAll(_ bytes: String) {
      while let last = rest.last, bytes.utf8.contains(last) { rest = rest.dropLast() }
    }
    dropAll(" .:")
    let words = ["extension", "extn", "ext", "x", "#"]
    guard let word = words.first(where: { rest.reversed().starts(with: $0.utf8.reversed()) })
    else { return }
    rest = rest.dropLast(word.utf8.count)
    dropAll(" ,")
    guard rest.lazy.filter(isDigit).count >= 6 else { return }
    text = Array(rest)
  }

  /// Takes the `(0)` off `+44 (0)20 7946 0000`: it is dialled within the country only.
  private static func dropTrunkInBrackets(_ text: inout [UInt8]) {
    guard text.count > 3 else { return }
    for i in 1..<text.count - 2 where text[i...].starts(with: "(0)".utf8) {
      text.removeSubrange(i..<i + 3)
      return
    }
  }

  private static func string(_ bytes: [UInt8]) -> String {
    String(decoding: bytes, as: UTF8.self)
  }
}

private func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
