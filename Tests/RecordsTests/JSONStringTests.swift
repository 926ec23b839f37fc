import Records
import TestSupport
import Testing

/// Strings are copied and looked at in blocks; what comes out is what a plain loop writes.
@Suite struct JSONStringTests {
  private func plain(_ text: String) -> [UInt8] {
    var out: [UInt8] = [0x22]
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x22: out += "\\\"".utf8
      case 0x5C: out += "\\\\".utf8
      case 0x0A: out += "\\n".utf8
      case 0x0D: out += "\\r".utf8
      case 0x09: out += "\\t".utf8
      case 0..<0x20, 0x7F...0x9F, 0x2028, 0x2029:
        let digits = String(scalar.value, radix: 16)
        out += ("\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits).utf8
      default: out += String(scalar).utf8
      }
    }
    return out + [0x22]
  }

  @Test func `every character at every place in a block is escaped or not as it should be`() {
    let scalars = Array(0..<0x100) + [0x2014, 0x2027, 0x2028, 0x2029, 0x202A, 0x20AC, 0x1F600]
    for value in scalars {
      guard let scalar = Unicode.Scalar(UInt32(value)) else { continue }
      for before in [0, 1, 13, 14, 15, 16, 17, 31, 32] {
        for after in [0, 1, 15, 16, 40] {
          let text =
            String(repeating: "a", count: before) + String(scalar)
            + String(repeating: "b", count: after)
          #expect(written(text) == plain(text), "\(value) \(before) \(after)")
        }
      }
    }
  }

  @Test func `texts of nothing but escapes are written whole`() {
    var random = Seeded(4)
    let pieces = ["\n", "\u{1}", "\u{9F}", "\u{2028}", "\"", "x", "ü", "€"]
    for count in [0, 1, 15, 100, 5000] {
      let text = (0..<count).map { _ in pieces[Int.random(in: 0..<8, using: &random)] }.joined()
      #expect(written(text) == plain(text))
    }
  }

  private func written(_ text: String) -> [UInt8] {
    var line = JSONLine()
    line.add(text)
    return line.bytes
  }

  @Test(arguments: [0, 7, 10, 99, 100, -1, Int.max, Int.min])
  func `a number is written with all its digits`(_ value: Int) {
    var line = JSONLine()
    line.add(value)
    #expect(line.bytes == Array(String(value).utf8))
  }
}
