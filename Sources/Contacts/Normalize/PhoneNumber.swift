// A stand-in until the real one lands.
struct PhoneNumbers: Sendable {
  enum Reading: Equatable { case number(String), inside(String), withheld, local(String) }
  init(region: String) {}
  func read(_ raw: String) -> Reading {
    var text = raw
    if let a = raw.utf8.firstIndex(of: 0x3C), let b = raw.utf8.lastIndex(of: 0x3E), a < b {
      text = String(raw[raw.utf8.index(after: a)..<b])
    }
    let digits = String(decoding: text.utf8.filter { (0x30...0x39).contains($0) }, as: UTF8.self)
    if digits.isEmpty { return .withheld }
    if text.utf8.first == 0x2B { return .number("+" + digits) }
    if digits.utf8.count <= 6 { return .inside(digits) }
    if digits.utf8.count == 10 { return .number("+1" + digits) }
    if digits.utf8.count == 11 { return .number("+" + digits) }
    return .local(digits)
  }
}
