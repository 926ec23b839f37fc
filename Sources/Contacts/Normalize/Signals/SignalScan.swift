import Records

/// Finds in a text the phrases that stand for signs of the relationship.
struct SignalScan: Sendable {
  private struct Entry: Sendable {
    var list: Int
    var pattern: PhrasePattern
  }

  private struct Reader: Sendable {
    var name: String
    var inQuestions: Bool
    var doubts: Set<UInt64>
    var unless: [PhrasePattern]
  }

  private var readers: [Reader] = []
  /// By the hash of the first word, for each side.
  private var ours: [UInt64: [Entry]] = [:]
  private var theirs: [UInt64: [Entry]] = [:]
  private let promises: PromisedTimes

  /// - Parameter changes: phrases added and dropped by pipeline.yml, and the languages wanted.
  init(_ changes: PhraseAdditions = PhraseAdditions()) {
    let languages = Language.allCases.filter { changes.languages.contains($0.rawValue) }
    promises = PromisedTimes()
    for (i, list) in PhraseList.all.enumerated() {
      readers.append(
        Reader(
          name: list.name, inQuestions: list.inQuestions,
          doubts: Set(list.doubts.split(separator: " ").map { Wordlist.hash($0) }),
          unless: list.unless.map(PhrasePattern.init)))
      let dropped = Set((changes.remove[list.name] ?? []).map(SignalScan.key))
      let known = languages.flatMap { list.phrases[$0] ?? [] }
      for phrase in known + (changes.add[list.name] ?? [])
      where !dropped.contains(SignalScan.key(phrase)) {
        let entry = Entry(list: i, pattern: PhrasePattern(phrase))
        for hash in Set(entry.pattern.first) {
          switch list.side {
          case .ours: ours[hash, default: []].append(entry)
          case .theirs: theirs[hash, default: []].append(entry)
          }
        }
      }
    }
  }

  /// So that a phrase is dropped in whatever case and accents it is written.
  private static func key(_ phrase: String) -> [UInt64] {
    phrase.split(separator: " ").map { Wordlist.hash($0) }
  }

  /// The phrases in a message of ours: each sign's first, in the order of the text.
  func ours(in text: String) -> [Event.Signal] { scan(text, ours, withPromises: true) }

  /// The phrases in a message of theirs.
  func theirs(in text: String) -> [Event.Signal] { scan(text, theirs, withPromises: false) }

  private func scan(_ text: String, _ entries: [UInt64: [Entry]], withPromises: Bool)
    -> [Event.Signal]
  {
    guard !text.utf8.isEmpty else { return [] }
    let list = Wordlist(text)
    var found: [Event.Signal] = []
    var seen: Set<Int> = []
    let dated = withPromises ? promises.find(in: list) : nil
    if let dated {
      found.append(Event.Signal(signal: PromisedTimes.name, phrase: list.quote(dated)))
    }
    for i in list.words.indices {
      guard let some = entries[list.words[i].hash] else { continue }
      let sentence = list.sentence(around: i)
      for entry in some where !seen.contains(entry.list) {
        guard let end = entry.pattern.end(in: list, at: i, limit: sentence.upperBound) else {
          continue
        }
        let reader = readers[entry.list]
        if !reader.inQuestions && list.isQuestion(i) { continue }
        let before = max(sentence.lowerBound, i - 3)..<i
        if before.contains(where: { reader.doubts.contains(list.words[$0].hash) }) { continue }
        if SignalScan.holds(reader.unless, list, sentence) { continue }
        // A promise with a time in the same sentence has a date.
        if reader.name == "no_date", let dated, dated.overlaps(sentence) { continue }
        seen.insert(entry.list)
        found.append(Event.Signal(signal: reader.name, phrase: list.quote(i..<max(end, i + 1))))
      }
    }
    return found
  }

  private static func holds(
    _ patterns: [PhrasePattern], _ list: Wordlist, _ sentence: Range<Int>
  ) -> Bool {
    patterns.contains { pattern in
      sentence.contains { pattern.end(in: list, at: $0, limit: sentence.upperBound) != nil }
    }
  }
}
