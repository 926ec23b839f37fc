import Records

/// The base subjects of many subjects, quickly: most are ASCII and need no Unicode.
struct SubjectFolding {
  private var folded: [UInt8] = []

  /// As ``Subject``, which it asks for what is not all ASCII.
  ///
  /// - Parameter number: makes a number of the base subject, which may be empty.
  mutating func base(
    of text: UnsafeBufferPointer<UInt8>, number: (UnsafeBufferPointer<UInt8>) -> UInt32
  ) -> (base: UInt32, prefix: Subject.Prefix) {
    folded.removeAll(keepingCapacity: true)
    var start = 0
    var outermost: Subject.Prefix?
    if fold(text) {
      while true {
        while start < folded.count, folded[start] == 0x20 { start += 1 }
        if start < folded.count, folded[start] == 0x5B,
          let close = folded[start...].firstIndex(of: 0x5D)
        {
          start = close + 1
          continue
        }
        guard let (prefix, after) = prefix(at: start) else { break }
        if outermost == nil { outermost = prefix }
        start = after
      }
      while folded.count > start, folded.last == 0x20 { folded.removeLast() }
    } else {
      let subject = Subject(String(decoding: text, as: UTF8.self))
      folded.append(contentsOf: subject.base.utf8)
      outermost = subject.prefix
    }
    let base = folded.withUnsafeBufferPointer {
      number(UnsafeBufferPointer(rebasing: $0[start...]))
    }
    return (base, outermost ?? .none)
  }

  /// Lower case, every run of white space one blank; false where it is not all ASCII.
  private mutating func fold(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var isBlank = false
    for byte in text.prefix(Subject.limit) {
      if byte >= 0x80 {
        folded.removeAll(keepingCapacity: true)
        return false
      }
      if byte <= 0x20 {
        isBlank = !folded.isEmpty
        continue
      }
      if isBlank {
        folded.append(0x20)
        isBlank = false
      }
      folded.append((0x41...0x5A).contains(byte) ? byte + 0x20 : byte)
    }
    return true
  }

  /// A prefix with its colon, as ``Subject`` knows it.
  private func prefix(at start: Int) -> (Subject.Prefix, after: Int)? {
    var word: UInt64 = 0
    var i = start
    while i < folded.count, i - start < 8, (0x61...0x7A).contains(folded[i]) {
      word = word << 8 | UInt64(folded[i])
      i += 1
    }
    guard i > start, let kind = SubjectFolding.prefixes[word] else { return nil }
    if i + 1 < folded.count, folded[i] == 0x20, folded[i + 1] == 0x28 { i += 1 }
    if i < folded.count, folded[i] == 0x5B || folded[i] == 0x28 || folded[i] == 0x5E {
      let opening = folded[i]
      var j = i + 1
      while j < folded.count, (0x30...0x39).contains(folded[j]), j - i < 5 { j += 1 }
      if opening == 0x5E {
        i = j
      } else if j < folded.count, folded[j] == (opening == 0x5B ? 0x5D : 0x29) {
        i = j + 1
      } else {
        return nil
      }
    }
    while i < folded.count, folded[i] == 0x20 { i += 1 }
    guard i < folded.count, folded[i] == 0x3A else { return nil }
    return (kind, i + 1)
  }

  /// The prefixes of ASCII letters, each as the number that its letters make.
  private static let prefixes: [UInt64: Subject.Prefix] = {
    var all: [UInt64: Subject.Prefix] = [:]
    for (words, kind) in [(Subject.replies, Subject.Prefix.reply), (Subject.forwards, .forward)] {
      for word in words where word.utf8.allSatisfy({ (0x61...0x7A).contains($0) }) {
        all[word.utf8.reduce(0) { $0 << 8 | UInt64($1) }] = kind
      }
    }
    return all
  }()
}
