import Testing

@testable import Reports

@Suite struct FileNamesTests {
  @Test(arguments: [
    ("acme", "acme"), ("a-1", "a-1"), ("Acme", "acme-37036cd8"), ("", "x-e3b0c442"),
  ])
  func aPlainIDIsItsOwnName(_ id: String, _ slug: String) {
    #expect(FileNames.slug(id) == slug)
  }

  @Test func hostileIDsStayInsideAndApart() {
    let hostile =
      Payloads.all + Payloads.all.map { $0 + "/.." } + ["a/b", "a-b", "A-b", "a b", "a--b", "a-"]
      + (0..<100).map { String(repeating: "\u{0}", count: $0) + "../" }
    var seen: Set<String> = []
    for id in Set(hostile.map { Array($0.utf8) }) {
      let name = FileNames.page(String(decoding: id, as: UTF8.self))
      #expect(name.utf8.count <= 70)
      #expect(
        name.utf8.dropLast(5).allSatisfy {
          (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D
        })
      #expect(seen.insert(name).inserted, "\(name)")
    }
  }

  /// An id that looks like another's slug with its hash gets one of its own.
  @Test func anIDThatImitatesASlugIsAnother() {
    let slug = FileNames.slug("Acme")
    #expect(FileNames.slug(slug) != slug)
  }
}
