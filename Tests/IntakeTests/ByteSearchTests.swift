import TestSupport
import Testing

@testable import Intake

/// Searches that look at many bytes at a time find what a plain loop finds.
@Suite struct ByteSearchTests {
  private func text(_ random: inout Seeded, _ alphabet: String) -> [UInt8] {
    let letters = Array(alphabet.utf8)
    return (0..<Int.random(in: 0..<150, using: &random)).map { _ in
      letters[Int.random(in: 0..<letters.count, using: &random)]
    }
  }

  private func place(of needle: [UInt8], in text: [UInt8], from: Int) -> Int? {
    guard text.count >= needle.count else { return nil }
    return (0...text.count - needle.count).first {
      $0 >= from && Array(text[$0..<$0 + needle.count]) == needle
    }
  }

  @Test func `a pair and what follows it are found where they stand first`() {
    var random = Seeded(1)
    for _ in 0..<3000 {
      let text = text(&random, "\nFro m-")
      let from = Int.random(in: 0..<20, using: &random)
      text.withView { view in
        #expect(view.find("\nF", from: from) == place(of: Array("\nF".utf8), in: text, from: from))
        #expect(
          view.find("\n--", from: from) == place(of: Array("\n--".utf8), in: text, from: from))
        #expect(view.hasLineEnd == text.contains { $0 == 0x0A || $0 == 0x0D })
      }
    }
  }

  @Test func `a word in any case is found where it stands first`() {
    var random = Seeded(2)
    for _ in 0..<3000 {
      let text = text(&random, "aBc Ab@`")
      let lower = text.map(\.lowercasedASCII)
      let from = Int.random(in: 0..<20, using: &random)
      text.withView { view in
        for needle in ["a", "ab", "cab", " ab", "b@"] as [StaticString] {
          let bytes = Array("\(needle)".utf8)
          #expect(
            view.findAnyCase(needle, from: from) == place(of: bytes, in: lower, from: from))
        }
      }
    }
  }

  @Test func `a phrase is found at the start of each word and nowhere else`() {
    let table = PhraseTable(["ab a", "ba", "c’a", "caa"])
    var random = Seeded(3)
    for _ in 0..<3000 {
      let text = text(&random, "aBbc A[_{’")
      let lower = text.map(\.lowercasedASCII)
      let stands = text.indices.contains { i in
        text[i].isLetter && (i == 0 || !text[i - 1].isLetter)
          && ["ab a", "ba", "c’a", "caa"].contains { lower[i...].starts(with: $0.utf8) }
      }
      #expect(text.withView { table.stands(in: $0) } == stands)
    }
  }

  @Test func `every header field is found by its name in any case`() {
    for field in HeaderField.allCases {
      let name = Array("\(field.name)".utf8)
      #expect(name.withView { HeaderField.table.field($0) } == field)
      let capitals = name.map { $0.isLetter ? $0 & ~0x20 : $0 }
      #expect(capitals.withView { HeaderField.table.field($0) } == field)
      #expect((name + [0x78]).withView { HeaderField.table.field($0) } == nil)
    }
  }

  @Test func `memory of an arena holds what was put in until all is taken back`() {
    let arena = ByteArena()
    for _ in 0..<3 {
      let views = (0..<300).map { arena.copy([UInt8](repeating: UInt8($0 & 255), count: $0 * 7)) }
      let large = arena.copy([UInt8](repeating: 1, count: 2 << 20))
      for (k, view) in views.enumerated() {
        #expect(view.count == k * 7)
        #expect(view.buffer.allSatisfy { $0 == UInt8(k & 255) })
      }
      #expect(large.count == 2 << 20)
      arena.reset()
    }
  }
}
