/// The words of a base subject that say what it is about.
struct SubjectWords {
  /// Of each word, as ``Wordlist`` has it: each once, in their order, of the first ``most``.
  private(set) var hashes: [UInt64] = []

  private static let most = 16

  /// Words of subjects that say nothing of the matter.
  private static let empty: Set<UInt64> = Set(
    """
    the a an is are was not no to of in on for with and or my our your we i it this that from at
    help support question urgent problem issue please hello hi request ticket need again still
    new does do doesn't can can't cannot could will won't have has after before
    der die das ein eine und oder nicht hilfe frage problem dringend bitte wieder mit von zu im
    le la les un une de des du et ou pas aide question probleme urgent dans avec
    el los las una y o no ayuda pregunta problema urgente con de en
    het een en of niet hulp vraag probleem dringend met van
    il lo gli una e o non aiuto domanda problema urgente con di
    os as um uma e ou nao ajuda pergunta problema urgente com de em
    """.split { $0 == " " || $0 == "\n" }.map { Wordlist.hash($0) })

  /// - Parameter base: valid UTF-8, in lower case.
  init(_ base: UnsafeBufferPointer<UInt8>) {
    if base.count > Subject.limit || base.contains(where: { $0 >= 0x80 }) {
      for word in Wordlist(String(decoding: base, as: UTF8.self)).words {
        if hashes.count == SubjectWords.most { break }
        take(word.hash, word.range.count)
      }
    } else {
      takePlain(base)
    }
    hashes.sort()
    var kept = 0
    for hash in hashes where kept == 0 || hash != hashes[kept - 1] {
      hashes[kept] = hash
      kept += 1
    }
    hashes.removeLast(hashes.count - kept)
  }

  private mutating func take(_ hash: UInt64, _ count: Int) {
    if count > 1, !SubjectWords.empty.contains(hash) { hashes.append(hash) }
  }

  /// As ``Wordlist`` does, where all is ASCII: a hyphen, a stop and a colon end no word.
  private mutating func takePlain(_ base: UnsafeBufferPointer<UInt8>) {
    var hash = Wordlist.seed
    var start = -1
    var end = 0
    for (i, byte) in base.enumerated() {
      if hashes.count == SubjectWords.most { return }
      let lower = (0x41...0x5A).contains(byte) ? byte + 0x20 : byte
      switch lower {
      case 0x61...0x7A, 0x30...0x39, 0x27:
        if start < 0 { start = i }
        end = i + 1
        hash = (hash ^ UInt64(lower)) &* Wordlist.prime
      case 0x2D, 0x2E, 0x3A: continue
      default:
        if start >= 0 { take(hash, end - start) }
        start = -1
        hash = Wordlist.seed
      }
    }
    if start >= 0, hashes.count < SubjectWords.most { take(hash, end - start) }
  }
}
