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
    let lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
    guard !name.isEmpty, lines.count < 200 else { return text }
    let folded = lines.map(words)
    guard let first = folded.firstIndex(where: { !$0.isEmpty }),
      let sign = folded.indices.first(where: { i in
        i > first && (folded[i] == name || folded[i] == [name[0]])
      }), !folded[sign...].contains(where: { $0.first == "ps" || $0.starts(with: ["p", "s"]) })
    else { return text }
    return lines[..<sign].joined(separator: "\n")
  }

  // MARK: Text

  private struct Sentence {
    var words: [String] = []
    /// Spans of the words between commas, dashes and the like.
    var parts: [Range<Int>] = []
    var isQuestion = false
  }

  /// Cut at `.`, `!`, `?` and empty lines; nil where there are more words than a limit.
  private static func sentences(_ text: String, limit: Int) -> [Sentence]? {
    var all: [Sentence] = []
    var current = Sentence()
    var word: [UInt8] = []
    var partStart = 0
    var total = 0
    var lastWasNewline = false
    func endWord() {
      guard !word.isEmpty else { return }
      current.words.append(String(decoding: word, as: UTF8.self))
      total += 1
      word = []
    }
    func endPart() {
      endWord()
      if current.words.count > partStart { current.parts.append(partStart..<current.words.count) }
      partStart = current.words.count
    }
    func endSentence(isQuestion: Bool = false) {
      endPart()
      current.isQuestion = isQuestion
      if !current.words.isEmpty || isQuestion { all.append(current) }
      current = Sentence()
      partStart = 0
    }
    for byte in folded(text).utf8 {
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
      if total > limit { return nil }
    }
    endSentence()
    return all
  }

  private static func words(_ text: String) -> [String] {
    (sentences(text, limit: longestWithdrawal) ?? []).flatMap(\.words)
  }

  /// Lower case, straight apostrophes, plain blanks, without variation selectors and skin tones; at
  /// most 4 KiB.
  private static func folded(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    var bytes = 0
    for scalar in text.unicodeScalars {
      bytes += UTF8.width(scalar)
      if bytes > 4096 { break }
      switch scalar {
      case "\u{2019}", "\u{02BC}", "`", "\u{00B4}": result.append("'")
      case "\u{00A0}", "\u{202F}": result.append(" ")
      case "\u{2013}", "\u{2014}", "\u{2026}": result.append(",")
      case "\u{FE0F}", "\u{1F3FB}"..."\u{1F3FF}": continue
      default:
        if scalar.isASCII {
          result.append(
            (0x41...0x5A).contains(scalar.value)
              ? Unicode.Scalar(UInt8(scalar.value) + 32) : scalar)
        } else {
          result.append(contentsOf: scalar.properties.lowercaseMapping.unicodeScalars)
        }
      }
    }
    return String(result)
  }
}
