import Records

/// The visible rules by which a text of a client's wants no answer: it only thanks or confirms,
/// or it says that the matter is solved or no longer needed.
///
/// Both look at the new text only, folded to lower case, and both are built so that a doubt
/// leaves the message waiting for an answer.
struct Phrases: Sendable {
  /// In words; what says more than this says more than thanks.
  private static let longestThanks = 40
  private static let longestWithdrawal = 60
  /// Of the part of a sentence behind "thanks for", and of a closing sentence.
  private static let longestTail = 10

  /// By the first word, so that a text is gone over once and not once for each phrase.
  private let withdrawing: [String: [[String]]]

  init(_ additions: PhraseAdditions = PhraseAdditions()) {
    let removed = Set((additions.remove["withdrawn"] ?? []).map { Phrases.words($0) })
    var byFirstWord: [String: [[String]]] = [:]
    for phrase in (PhraseLists.withdrawn + (additions.add["withdrawn"] ?? [])).map(Phrases.words)
    where !removed.contains(phrase) {
      if let first = phrase.first { byFirstWord[first, default: []].append(phrase) }
    }
    withdrawing = byFirstWord
  }

  /// The phrase by which a text withdraws its request.
  ///
  /// The text is short, asks nothing, has no word beside such phrases that asks for something
  /// else, and nothing before the phrase in its sentence casts a doubt: "it works now, but …", "is it no longer
  /// needed?" and "it is not solved" withdraw nothing.
  func withdrawal(in text: String) -> String? {
    let sentences = Phrases.sentences(text, limit: Phrases.longestWithdrawal)
    guard let sentences, !sentences.contains(where: \.isQuestion) else { return nil }
    var first: String?
    for sentence in sentences {
      let found = phrases(in: sentence)
      let isDoubted = found.first.map {
        sentence.words[..<$0.lowerBound].contains(where: PhraseLists.doubts.contains)
      }
      if isDoubted == true { return nil }
      let others = sentence.words.indices.filter { i in !found.contains { $0.contains(i) } }
      if others.contains(where: { PhraseLists.askingBesides.contains(sentence.words[$0]) }) {
        return nil
      }
      if first == nil, let range = found.first {
        first = sentence.words[range].joined(separator: " ")
      }
    }
    return first
  }

  /// Where the withdrawing phrases of a sentence stand.
  private func phrases(in sentence: Sentence) -> [Range<Int>] {
    var found: [Range<Int>] = []
    for part in sentence.parts where part.count == 1 {
      if PhraseLists.withdrawingAlone.contains(sentence.words[part.lowerBound]) {
        found.append(part)
      }
    }
    for (i, word) in sentence.words.enumerated() {
      for phrase in withdrawing[word] ?? [] where sentence.words[i...].starts(with: phrase) {
        found.append(i..<i + phrase.count)
      }
    }
    return found.sorted { $0.lowerBound < $1.lowerBound }
  }

  /// Whether a text only thanks or confirms.
  ///
  /// At most 40 words, no question; each sentence is made of words of thanks, fillers and names of
  /// those who write to each other, or thanks for something, or is a closing such as "see you
  /// Thursday"; and at least one word thanks or confirms.
  func onlyThanks(_ text: String, names: [String]) -> Bool {
    guard let sentences = Phrases.sentences(text, limit: Phrases.longestThanks),
      sentences.contains(where: { $0.words.contains(where: PhraseLists.thanking.contains) })
    else { return false }
    let names = Set(names.flatMap(Phrases.words))
    return sentences.allSatisfy { !$0.isQuestion && Phrases.thanks($0.words[...], names) }
  }

  private static func thanks(_ words: ArraySlice<String>, _ names: Set<String>) -> Bool {
    func isPolite(_ word: String) -> Bool {
      PhraseLists.thanking.contains(word) || PhraseLists.filler.contains(word)
        || names.contains(word)
    }
    guard let odd = words.firstIndex(where: { !isPolite($0) }) else { return true }
    if words.contains(where: PhraseLists.asking.contains) { return false }
    // "Thanks for calling me back": from the odd word back there is a "for", and thanks before it.
    let before = words[..<odd]
    if words[odd...].count <= longestTail,
      let lead = before.lastIndex(where: PhraseLists.thanksFor.contains),
      before[..<lead].contains(where: PhraseLists.plainThanks.contains)
    {
      return true
    }
    // "…, see you Thursday": a closing, alone or behind words of thanks.
    for start in words.startIndex...odd where words[start...].count <= longestTail {
      if PhraseLists.closings.contains(where: { words[start...].starts(with: $0) }) { return true }
    }
    return false
  }

  /// A text without the signature that its writer's own name begins, on a line by itself behind
  /// the first; what stands behind a postscript's mark stays.
  static func withoutSignature(_ text: String, writer: String?) -> String {
    guard let writer, !writer.utf8.isEmpty else { return text }
    let name = words(writer)
    guard !name.isEmpty else { return text }
    return withBytes(of: text) { bytes in
      let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
      guard lines.count < 200, let first = lines.firstIndex(where: { !words($0).isEmpty }),
        let sign = lines[(first + 1)...].firstIndex(where: { line in
          let words = words(line, limit: name.count)
          return words == name || words == [name[0]]
        }),
        !lines[sign...].contains(where: { line in
          let words = words(line)
          return words.first == "ps" || words.starts(with: ["p", "s"])
        })
      else { return text }
      return String(decoding: bytes[..<(lines[sign].startIndex - 1)], as: UTF8.self)
    }
  }

  // MARK: Text

  private struct Sentence {
    var words: [String] = []
    /// Spans of the words between commas, dashes and the like.
    var parts: [Range<Int>] = []
    var isQuestion = false
  }

  private static func words(_ text: String) -> [String] {
    withBytes(of: text) { words($0[...]) }
  }

  private static func words(
    _ text: Slice<UnsafeBufferPointer<UInt8>>, limit: Int = longestWithdrawal
  ) -> [String] {
    (sentences(UnsafeBufferPointer(rebasing: text), limit: limit) ?? []).flatMap(\.words)
  }

  private static func sentences(_ text: String, limit: Int) -> [Sentence]? {
    withBytes(of: text) { sentences($0, limit: limit) }
  }

  private static func withBytes<R>(
    of text: String, _ body: (UnsafeBufferPointer<UInt8>) -> R
  ) -> R {
    text.utf8.withContiguousStorageIfAvailable(body)
      ?? Array(text.utf8).withUnsafeBufferPointer(body)
  }

  /// Cut at `.`, `!`, `?` and empty lines; nil where there are more words than a limit, which most
  /// texts show by their first lines.
  ///
  /// Folded to lower case, straight apostrophes and plain blanks, without variation selectors and
  /// skin tones; at most 4 KiB are looked at.
  private static func sentences(_ text: UnsafeBufferPointer<UInt8>, limit: Int) -> [Sentence]? {
    var reader = SentenceReader()
    var at = 0
    while at < text.count {
      let byte = text[at]
      if byte < 0x80 {
        at += 1
        if at > longestText { break }
        switch byte {
        case 0x41...0x5A: reader.take(byte + 32)
        case 0x60: reader.take(0x27)
        default: reader.take(byte)
        }
      } else {
        let (scalar, width) = scalar(text, at)
        at += width
        if at > longestText { break }
        switch scalar {
        case "\u{2019}", "\u{02BC}", "\u{00B4}": reader.take(0x27)
        case "\u{00A0}", "\u{202F}": reader.take(0x20)
        case "\u{2013}", "\u{2014}", "\u{2026}": reader.take(0x2C)
        case "\u{FE0F}", "\u{1F3FB}"..."\u{1F3FF}": continue
        default: for byte in scalar.properties.lowercaseMapping.utf8 { reader.take(byte) }
        }
      }
      if reader.total > limit { return nil }
    }
    reader.endSentence()
    return reader.sentences
  }

  private static let longestText = 4096

  /// The scalar at a byte of UTF-8 that is known to be valid, and its width.
  private static func scalar(
    _ text: UnsafeBufferPointer<UInt8>, _ at: Int
  ) -> (Unicode.Scalar, Int) {
    let lead = text[at]
    let width = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
    var value = UInt32(lead) & (0x7F >> UInt32(width))
    for byte in text[(at + 1)..<min(at + width, text.count)] {
      value = value << 6 | UInt32(byte & 0x3F)
    }
    return (Unicode.Scalar(value) ?? "\u{FFFD}", width)
  }

  /// Takes a folded text byte by byte.
  private struct SentenceReader {
    var sentences: [Sentence] = []
    /// How many words have ended so far.
    var total = 0
    private var current = Sentence()
    private var word: [UInt8] = []
    private var partStart = 0
    private var lastWasNewline = false

    mutating func take(_ byte: UInt8) {
      switch byte {
      case 0x61...0x7A, 0x30...0x39, 0x80..., 0x27: word.append(byte)
      case 0x2E, 0x21: endSentence()
      case 0x3F: endSentence(isQuestion: true)
      case 0x0A where lastWasNewline: endSentence()
      case 0x2C, 0x3B, 0x3A, 0x28, 0x29: endPart()
      // A hyphen joins two words, or parts a sentence where blanks stand around it.
      case 0x2D:
        if word.isEmpty { endPart() } else { word.append(byte) }
      default: endWord()
      }
      if byte != 0x0D && byte != 0x20 { lastWasNewline = byte == 0x0A }
    }

    private mutating func endWord() {
      guard !word.isEmpty else { return }
      current.words.append(String(decoding: word, as: UTF8.self))
      total += 1
      word.removeAll(keepingCapacity: true)
    }

    private mutating func endPart() {
      endWord()
      if current.words.count > partStart { current.parts.append(partStart..<current.words.count) }
      partStart = current.words.count
    }

    mutating func endSentence(isQuestion: Bool = false) {
      endPart()
      current.isQuestion = isQuestion
      if !current.words.isEmpty || isQuestion { sentences.append(current) }
      current = Sentence()
      partStart = 0
    }
  }
}
