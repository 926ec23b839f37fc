/// A text as words, each with its place in the text as it was written.
///
/// Words are folded: lower case, without accents and hyphens, with straight apostrophes; so
/// "E-Mail" is `email` and "déjà" is `deja`. A sentence ends at `.`, `!`, `?` and an empty line;
/// a stop inside a number or word (`17.30`, `acme.example`) ends none.
struct Wordlist {
  struct Word {
    /// FNV-1a over the folded bytes.
    var hash: UInt64
    /// Of the text's UTF-8.
    var range: Range<Int>
    /// Of the sentence, from 0.
    var sentence: Int32
  }

  private(set) var words: [Word] = []
  /// By sentence: it ends with a question mark.
  private(set) var questions: [Bool] = []
  private(set) var bytes: [UInt8] = []

  /// What is longer is not looked at; a record's text is at most 4 KiB.
  static let limit = 8192
  /// A sentence of more words is cut, so that no text takes more than linear time.
  static let longestSentence = 60

  init(_ text: String) {
    bytes = Array(text.utf8.prefix(Wordlist.limit))
    words.reserveCapacity(bytes.count / 5)
    var hash = Wordlist.seed
    var start = -1
    var end = 0
    var sentence: Int32 = 0
    var wordsInSentence = 0
    // Since the last word: line ends, and a mark that ends the sentence if a blank follows.
    var lineEnds = 0
    var mark: Unicode.Scalar?
    func close() {
      guard wordsInSentence > 0 else { return }
      questions.append(mark == "?")
      sentence += 1
      wordsInSentence = 0
    }
    func endWord() {
      guard start >= 0 else { return }
      words.append(Word(hash: hash, range: start..<end, sentence: sentence))
      wordsInSentence += 1
      start = -1
      hash = Wordlist.seed
    }
    var next = 0
    for scalar in text.unicodeScalars {
      let at = next
      next += UTF8.width(scalar)
      if next >= Wordlist.limit { break }
      let folded = Wordlist.fold(scalar)
      if folded.count > 0 {
        if start < 0, mark != nil || wordsInSentence >= Wordlist.longestSentence { close() }
        // A stop inside a number or a word joins: `17.30`.
        mark = nil
        if start < 0 {
          start = at
          lineEnds = 0
        }
        folded.each { hash = (hash ^ UInt64($0)) &* Wordlist.prime }
        end = next
        continue
      }
      switch scalar {
      // Inside a word these are no word's end.
      case "-", "\u{2010}", "\u{2011}", "\u{AD}", "\u{300}"..."\u{36F}": continue
      // What follows decides: a blank makes an end of it, and of a stop the sentence's.
      case ":": continue
      case ".": mark = mark ?? "."
      case "!", "?", "\u{2026}", "\u{203D}":
        endWord()
        mark = scalar == "?" || mark == "?" ? "?" : "!"
      case "\n":
        endWord()
        lineEnds += 1
        if lineEnds > 1 {
          close()
          mark = nil
        }
      default: endWord()
      }
    }
    endWord()
    close()
  }

  static let seed: UInt64 = 0xCBF2_9CE4_8422_2325
  static let prime: UInt64 = 0x100_0000_01B3

  /// The hash of a word of a list, folded as the text is.
  static func hash(_ word: some StringProtocol) -> UInt64 {
    var hash = seed
    for scalar in word.unicodeScalars {
      fold(scalar).each { hash = (hash ^ UInt64($0)) &* prime }
    }
    return hash
  }

  /// Up to four bytes of a folded scalar; none where it is part of no word.
  struct Folded {
    var count = 0
    var bytes: (UInt8, UInt8, UInt8, UInt8) = (0, 0, 0, 0)

    init() {}
    init(_ a: UInt8) { (count, bytes.0) = (1, a) }
    init(_ a: UInt8, _ b: UInt8) { (count, bytes.0, bytes.1) = (2, a, b) }

    func each(_ body: (UInt8) -> Void) {
      if count > 0 { body(bytes.0) }
      if count > 1 { body(bytes.1) }
      if count > 2 { body(bytes.2) }
      if count > 3 { body(bytes.3) }
    }
  }

  private static let latin = Array(
    "aaaaaaaceeeeiiiidnooooo*ouuuuyþsaaaaaaaceeeeiiiidnooooo*ouuuuyþy".unicodeScalars)

  static func fold(_ scalar: Unicode.Scalar) -> Folded {
    let value = scalar.value
    if value < 0x80 {
      switch UInt8(value) {
      case let c where (0x61...0x7A).contains(c) || (0x30...0x39).contains(c) || c == 0x27:
        return Folded(c)
      case let c where (0x41...0x5A).contains(c): return Folded(c + 32)
      default: return Folded()
      }
    }
    switch value {
    case 0x2019, 0x2BC, 0xB4: return Folded(0x27)
    case 0xDF: return Folded(0x73, 0x73)
    case 0xC6, 0xE6: return Folded(0x61, 0x65)
    case 0x152, 0x153: return Folded(0x6F, 0x65)
    case 0xC0...0xFF:
      let base = latin[Int(value) - 0xC0]
      return base.isASCII && base != "*" ? Folded(UInt8(base.value)) : Folded()
    default: break
    }
    guard scalar.properties.isAlphabetic else { return Folded() }
    var folded = Folded()
    var lower = scalar
    if let first = scalar.properties.lowercaseMapping.unicodeScalars.first { lower = first }
    withUnsafeMutableBytes(of: &folded.bytes) { buffer in
      for byte in UTF8.encode(lower) ?? UTF8.encodedReplacementCharacter {
        buffer[folded.count] = byte
        folded.count += 1
      }
    }
    return folded
  }
}

extension Wordlist {
  /// Some words on end as they were written, with single blanks, at most 200 bytes.
  func quote(_ range: Range<Int>) -> String {
    guard let first = words[range].first, let last = words[range].last else { return "" }
    var result: [UInt8] = []
    for byte in bytes[first.range.lowerBound..<last.range.upperBound] {
      if byte <= 0x20 {
        if result.last != 0x20 { result.append(0x20) }
      } else {
        result.append(byte)
      }
    }
    if result.count > 200 {
      result.removeLast(result.count - 200)
      // Not in the middle of a scalar.
      while let byte = result.last, byte & 0xC0 == 0x80 { result.removeLast() }
      if let byte = result.last, byte >= 0xC0 { result.removeLast() }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// The words of a sentence that holds a word.
  func sentence(around i: Int) -> Range<Int> {
    let number = words[i].sentence
    var (low, high) = (i, i + 1)
    while low > 0, words[low - 1].sentence == number { low -= 1 }
    while high < words.count, words[high].sentence == number { high += 1 }
    return low..<high
  }

  func isQuestion(_ i: Int) -> Bool {
    let number = Int(words[i].sentence)
    return number < questions.count && questions[number]
  }
}
