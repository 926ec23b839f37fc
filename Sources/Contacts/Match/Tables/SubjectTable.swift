import Records

/// Subjects by number, each kept once, with what is left of it without its prefixes.
struct SubjectTable {
  private var written = TextTable()
  private var bases = TextTable()
  /// By subject: the number of its base, none where that is empty, and the outermost prefix.
  private var baseOf: [UInt32] = []
  private var prefixOf: [Subject.Prefix] = []
  private var folding = SubjectFolding()

  mutating func add(_ text: UnsafeBufferPointer<UInt8>) -> UInt32 {
    let id = written.id(text, tag: nil)
    if Int(id) == baseOf.count {
      let (base, prefix) = folding.base(of: text) {
        $0.isEmpty ? TextTable.none : bases.id($0, tag: nil)
      }
      baseOf.append(base)
      prefixOf.append(prefix)
    }
    return id
  }

  /// The number of the base subject of one; none where it has none.
  func base(of subject: UInt32) -> UInt32 {
    subject == TextTable.none ? subject : baseOf[Int(subject)]
  }

  func prefix(of subject: UInt32) -> Subject.Prefix { prefixOf[Int(subject)] }

  func text(_ subject: UInt32) -> String? { written.text(subject) }

  func withBytes<Result>(
    _ subject: UInt32, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result { written.withBytes(subject, body) }

  func withBytes<Result>(
    ofBase base: UInt32, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result { bases.withBytes(base, body) }
}
