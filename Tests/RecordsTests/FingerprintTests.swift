import Records
import TestSupport
import Testing

@Suite struct FingerprintTests {
  /// The examples of FIPS 180-2 (appendix B) and NIST's of the empty text.
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
  ])
  func theStandardsExamplesHold(_ text: String, _ digest: String) {
    #expect(Fingerprint.hex(text) == digest)
  }

  @Test func aMillionTimesAIsRight() {
    var fingerprint = Fingerprint()
    for _ in 0..<1000 { fingerprint.update(repeatElement(0x61 as UInt8, count: 1000)) }
    #expect(
      fingerprint.hex() == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }

  @Test func everyLengthIsAsPythonsHashlibSays() throws {
    let program = """
      import hashlib
      for n in range(201):
          print(hashlib.sha256(bytes((7 * i + n) % 256 for i in range(n))).hexdigest())
      """
    guard let result = try Python3.run(program) else { return }
    try #require(result.lines.count == 201, "\(result.error.suffix(400))")
    for (n, theirs) in result.lines.enumerated() {
      let bytes = (0..<n).map { UInt8((7 * $0 + n) % 256) }
      var whole = Fingerprint()
      whole.update(bytes)
      #expect(whole.hex() == theirs, "\(n) bytes")
      // In two pieces the same.
      var pieces = Fingerprint()
      pieces.update(bytes.prefix(n / 3))
      pieces.update(bytes.dropFirst(n / 3))
      #expect(pieces.hex() == theirs, "\(n) bytes in pieces")
    }
  }

  @Test func textsArePartedAndCutToDigits() {
    #expect(Fingerprint.hex("ab", "c") != Fingerprint.hex("a", "bc"))
    #expect(Fingerprint.hex("ab", "c") == Fingerprint.hex("ab\0c"))
    #expect(Fingerprint.hex("abc", digits: 8) == "ba7816bf")
  }
}

@Suite struct ExactTests {
  @Test func textsAreTheSameByBytesAlone() {
    #expect("\u{E9}" == "e\u{301}")
    #expect(Exact("\u{E9}") != Exact("e\u{301}"))
    #expect(Exact("a") == Exact("a"))
    #expect(Set([Exact("\u{E9}"), Exact("e\u{301}"), Exact("\u{E9}")]).count == 2)
  }

  @Test func theOrderIsThatOfBytes() {
    var seeded = Seeded(5)
    let texts = (0..<300).map { _ in seeded.text() }
    let sorted = texts.map(Exact.init).sorted()
    for (a, b) in zip(sorted, sorted.dropFirst()) {
      #expect(!Array(b.text.utf8).lexicographicallyPrecedes(Array(a.text.utf8)))
    }
  }

  @Test func alternatingMarksAreComparedInLinearTime() {
    let marks = String(repeating: "\u{301}\u{327}", count: 200_000)
    let took = ContinuousClock().measure {
      #expect(Exact("a" + marks) != Exact("b" + marks))
      #expect(Exact("a" + marks) == Exact("a" + marks))
      #expect(Set([Exact("a" + marks), Exact("a" + marks)]).count == 1)
    }
    #expect(took < .seconds(2))
  }
}
