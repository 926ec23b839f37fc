/// The phrases by which one sign of a relationship is recognised, in each language.
///
/// A phrase is words on end within a sentence. `a|b` stands for either word, an empty side as in
/// `a|` makes the word one that may be missing, and `*` stands for up to three words of any kind.
struct PhraseList: Sendable {
  enum Side: Sendable { case ours, theirs }

  /// As in `signals` of pipeline.yml and of events.
  let name: String
  /// Whose messages are looked at.
  let side: Side
  /// Whether a sentence that ends with a question mark counts.
  var inQuestions = true
  /// One of these words among the three before the phrase, in its sentence, takes it back.
  var doubts: String = ""
  /// A phrase of these anywhere in the sentence takes it back.
  var unless: [String] = []
  let phrases: [Language: [String]]

  /// All lists; each stands in a file of its own.
  static let all: [PhraseList] = [
    .brushOff, .belittling, .noDate, .checkIns, .toldAgain, .workarounds, .cameBack, .escalations,
  ]
}

/// A phrase made ready for looking it up.
struct PhrasePattern: Sendable {
  enum Step: Sendable {
    case word([UInt64], optional: Bool)
    case gap
  }

  let steps: [Step]

  init(_ text: String) {
    steps = text.split(separator: " ").map { word in
      if word == "*" { return .gap }
      let sides = word.split(separator: "|", omittingEmptySubsequences: false)
      return .word(
        sides.filter { !$0.isEmpty }.map { Wordlist.hash($0) },
        optional: sides.contains { $0.isEmpty })
    }
  }

  /// The hashes with which a match can begin.
  var first: [UInt64] {
    var all: [UInt64] = []
    for step in steps {
      guard case .word(let hashes, let optional) = step else { break }
      all += hashes
      if !optional { break }
    }
    return all
  }

  /// Where a match that begins at a word ends; the words are of one sentence, up to `limit`.
  func end(in list: Wordlist, at i: Int, limit: Int) -> Int? {
    PhrasePattern.end(steps[...], list.words, i, limit)
  }

  /// As deep as the phrase has steps; gaps are of at most three words.
  private static func end(
    _ steps: ArraySlice<Step>, _ words: [Wordlist.Word], _ i: Int, _ limit: Int
  ) -> Int? {
    guard let step = steps.first else { return i }
    let rest = steps.dropFirst()
    switch step {
    case .word(let hashes, let optional):
      if i < limit, hashes.contains(words[i].hash), let end = end(rest, words, i + 1, limit) {
        return end
      }
      return optional ? end(rest, words, i, limit) : nil
    case .gap:
      for skip in 0...3 where i + skip <= limit {
        if let end = end(rest, words, i + skip, limit) { return end }
      }
      return nil
    }
  }
}
