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
  /// Plain numbers, since matching must not count references.
  private struct Step: Sendable {
    /// Of the hashes; none for a gap.
    var words: Range<Int>
    var isOptional = false
    var isGap = false
  }

  private var steps: [Step] = []
  private var hashes: [UInt64] = []

  init(_ text: String) {
    for word in text.split(separator: " ") {
      let start = hashes.count
      if word == "*" {
        steps.append(Step(words: start..<start, isGap: true))
        continue
      }
      let sides = word.split(separator: "|", omittingEmptySubsequences: false)
      hashes += sides.filter { !$0.isEmpty }.map { Wordlist.hash($0) }
      steps.append(
        Step(words: start..<hashes.count, isOptional: sides.contains { $0.isEmpty }))
    }
  }

  /// The hashes with which a match can begin.
  var first: [UInt64] {
    var all: [UInt64] = []
    for step in steps {
      if step.isGap { break }
      all += hashes[step.words]
      if !step.isOptional { break }
    }
    return all
  }

  /// Where a match that begins at a word ends; the words are of one sentence, up to `limit`.
  func end(in list: Wordlist, at i: Int, limit: Int) -> Int? { end(0, list.words, i, limit) }

  /// As deep as the phrase has steps; gaps are of at most three words.
  private func end(_ number: Int, _ words: [Wordlist.Word], _ i: Int, _ limit: Int) -> Int? {
    guard number < steps.count else { return i }
    let step = steps[number]
    if step.isGap {
      for skip in 0...3 where i + skip <= limit {
        if let end = end(number + 1, words, i + skip, limit) { return end }
      }
      return nil
    }
    if i < limit, step.words.contains(where: { hashes[$0] == words[i].hash }),
      let end = end(number + 1, words, i + 1, limit)
    {
      return end
    }
    return step.isOptional ? end(number + 1, words, i, limit) : nil
  }
}
