import Records

/// Makes a build for tests crash at a piece of the input that holds a word, as a defect of ours
/// would; it is nothing in a release build.
public enum Trap {
  public enum Kind: String, Sendable { case piece, record, file }

  #if DEBUG
    /// Set once, before anything is read.
    nonisolated(unsafe) public static var word: (kind: Kind, text: String)?

    private static func spring(_ view: ByteView, _ kind: Kind) {
      guard let word, word.kind == kind, view.find(Array(word.text.utf8)) != nil else { return }
      fatalError("a trap of the tests")
    }
  #endif

  @inline(__always)
  static func spring(piece bytes: UnsafeRawBufferPointer) {
    #if DEBUG
      spring(ByteView(bytes), .piece)
    #endif
  }

  @inline(__always)
  static func spring(file name: String) {
    #if DEBUG
      Array(name.utf8).withView { spring($0, .file) }
    #endif
  }

  @inline(__always)
  static func spring(record: Record) {
    #if DEBUG
      guard word?.kind == .record else { return }
      var line = JSONLine()
      line.write(record)
      line.bytes.withView { spring($0, .record) }
    #endif
  }
}
