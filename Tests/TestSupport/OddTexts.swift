/// Texts that break what is written without care: quotes, controls, line ends of other worlds.
public enum OddTexts {
  public static let all: [String] = [
    "", " ", "plain", "\"", "\\", "\\\"", "{\"record\":\"mail\"}", "a,b;c", "/", "</script>",
    "\n", "\r\n", "\t", "\u{0}", "\u{1}\u{1F}", "\u{B}\u{C}", "\u{1C}\u{1D}\u{1E}", "\u{7F}",
    "\u{80}\u{85}\u{9B}31m\u{9F}", "a\u{85}b", "a\u{2028}b\u{2029}c", "\u{FEFF}bom",
    "\u{301}", "e\u{301}\u{327}\u{301}", "\u{E9}", "\u{202E}txt.exe", "\u{FFFD}\u{FFFE}",
    "\u{10FFFF}", "👩‍👩‍👧‍👦🇨🇭", "日本語", "ʼn ǰ", "\u{1B}[2J", "\\u0000", "%s%n", "'", "`",
    "\u{C2}\u{E2}\u{80}",
  ]

  public static func one(_ seed: inout Seeded) -> String {
    switch Int.random(in: 0..<8, using: &seed) {
    case 0..<5: return seed.one(of: all)
    case 5:
      // Any scalars at all.
      let count = Int.random(in: 0...20, using: &seed)
      var text = ""
      for _ in 0..<count {
        let value = UInt32.random(in: 0...0x10FFFF, using: &seed)
        text.unicodeScalars.append(Unicode.Scalar(value) ?? "\u{FFFD}")
      }
      return text
    case 6: return seed.one(of: all) + seed.one(of: all) + seed.one(of: all)
    default:
      return String(repeating: seed.one(of: all), count: Int.random(in: 0...300, using: &seed))
    }
  }
}
