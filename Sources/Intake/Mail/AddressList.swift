/// Mailboxes of an address list (RFC 5322 3.4), as tolerant as mail is broken: groups, comments,
/// encoded words with commas in them, quotes that never close, `Jo Doe jo@acme.example` without
/// brackets, and the `jo at acme.example (Jo Doe)` of pipermail archives.
///
/// Kept from field to field, so that nothing is allocated for one.
struct AddressList {
  /// More are left out.
  static let maxMailboxes = 2000
  /// All names and addresses together; a record must fit in a line of 1 MiB.
  static let maxBytes = 96 << 10
  private static let maxName = 256
  private static let maxAddress = 512

  /// Something was left out since ``begin()``.
  private(set) var isCut = false

  private let words: EncodedWords
  private let arena: ByteArena
  private var total = 0

  /// The mailbox being read: what stands outside of brackets, with and without its quotes.
  private var phrase: [UInt8] = []
  private var written: [UInt8] = []
  private var angle: ByteView?
  private var comment: [UInt8] = []

  init(_ words: EncodedWords, _ arena: ByteArena) {
    self.words = words
    self.arena = arena
  }

  /// Begins the lists of a field; the bounds hold for all of them together.
  mutating func begin() {
    isCut = false
    total = 0
  }

  /// Reads a list, unfolded, and appends its mailboxes.
  mutating func read(_ text: ByteView, to mailboxes: inout [MailboxView]) {
    let known = mailboxes.count
    if readPlain(text, to: &mailboxes) {
      bound(&mailboxes, from: known)
    } else {
      mailboxes.removeSubrange(known...)
      readAny(text, &mailboxes)
    }
  }

  /// Leaves out what goes beyond the bounds.
  private mutating func bound(_ mailboxes: inout [MailboxView], from known: Int) {
    var size = 0
    for one in mailboxes[known...] { size += one.name.count + one.address.count }
    if mailboxes.count <= AddressList.maxMailboxes, total + size <= AddressList.maxBytes {
      total += size
      return
    }
    let all = mailboxes[known...]
    mailboxes.removeSubrange(known...)
    for one in all { add(one.name, one.address, &mailboxes) }
  }

  private mutating func readAny(_ text: ByteView, _ mailboxes: inout [MailboxView]) {
    if AddressList.isScrambled(text) {
      // An archive that hides addresses beyond recovery: only the name is left.
      if let open = text.find(0x28) {
        comment.append(text[open + 1..<(text.findLast(0x29) ?? text.count)])
      }
      finish(&mailboxes)
      return
    }
    var i = 0
    // Quotes and parentheses that never close stand for themselves.
    var quotesClose = true
    var commentsClose = true
    while i < text.count {
      let byte = text[i]
      switch byte {
      case 0x22 where quotesClose:
        guard let end = AddressList.quoteEnd(text, i) else {
          quotesClose = false
          continue
        }
        unquote(text[i + 1..<end])
        written.append(text[i..<end + 1])
        i = end + 1
      case 0x28 where commentsClose:
        guard let end = AddressList.commentEnd(text, i) else {
          commentsClose = false
          continue
        }
        if comment.isEmpty { comment.append(text[i + 1..<end]) }
        i = end + 1
      case 0x3C:
        let end = text.find(0x3E, from: i) ?? text.count
        angle = text[i + 1..<end]
        i = end + 1
      case 0x2C, 0x3B:
        finish(&mailboxes)
        i += 1
      case 0x3A where !written.contains(0x40):
        // A group's name, or a `mailto`.
        clear()
        i += 1
      case 0x5B where written.last == 0x40:
        let end = min(text.find(0x5D, from: i) ?? i, text.count - 1)
        phrase.append(text[i..<end + 1])
        written.append(text[i..<end + 1])
        i = end + 1
      case 0x3D where text[i + 1] == 0x3F:
        let end = EncodedWords.word(text, at: i)?.end ?? i + 2
        phrase.append(text[i..<end])
        written.append(text[i..<end])
        i = end
      default:
        // All up to what may have a meaning.
        var end = i + 1
        while end < text.count, !AddressList.isSpecial(text.base[end]) { end += 1 }
        phrase.append(text[i..<end])
        written.append(text[i..<end])
        i = end
      }
    }
    finish(&mailboxes)
  }

  private static func isSpecial(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x22, 0x28, 0x2C, 0x3A, 0x3B, 0x3C, 0x3D, 0x5B: true
    default: false
    }
  }

  private mutating func unquote(_ text: ByteView) {
    var i = 0
    while i < text.count {
      if text[i] == 0x5C, i + 1 < text.count { i += 1 }
      phrase.append(text[i])
      i += 1
    }
  }

  private mutating func clear() {
    phrase.removeAll(keepingCapacity: true)
    written.removeAll(keepingCapacity: true)
    comment.removeAll(keepingCapacity: true)
    angle = nil
  }

  /// Ends a mailbox.
  private mutating func finish(_ mailboxes: inout [MailboxView]) {
    var name: [UInt8] = []
    var address: [UInt8] = []
    if let angle {
      address = AddressList.plainAddress(angle)
      name = phrase
      // `<Jo Doe> jo@acme.example`: the brackets are the wrong way round.
      if !address.contains(0x40), let bare = written.withView(AddressList.bare) {
        (name, address) = (Array(angle.buffer), bare.address)
      }
    } else if !comment.isEmpty, written.count(where: { $0 == 0x40 }) > 1 {
      // Another way of archives to hide an address: `c@rtogr@iiow m@iii@g oii gm@ii@com (Jo Doe)`.
    } else if let bare = written.withView(AddressList.bare) {
      (name, address) = (bare.name, bare.address)
    } else {
      name = phrase
    }
    if name.withView({ $0.trimmed().isEmpty }) { name = comment }
    add(name.withView { decoded($0) }, arena.copy(address), &mailboxes)
    clear()
  }

  private mutating func add(_ name: ByteView, _ address: ByteView, _ mailboxes: inout [MailboxView])
  {
    guard !(name.isEmpty && address.isEmpty) else { return }
    guard mailboxes.count < AddressList.maxMailboxes, address.count <= AddressList.maxAddress,
      total + name.count + address.count <= AddressList.maxBytes
    else {
      isCut = true
      return
    }
    total += name.count + address.count
    mailboxes.append(MailboxView(name: name, address: arena.utf8(address)))
  }

  /// A name decoded, on one line, without the quotes that some programs add twice.
  func decoded(_ name: ByteView) -> ByteView {
    var text: [UInt8] = []
    words.decode(name, to: &text)
    let limit = text.withView { UTF8Text.cut($0, AddressList.maxName) }
    text.removeSubrange(limit...)
    for i in text.indices where text[i] < 0x20 || text[i] == 0x7F { text[i] = 0x20 }
    return text.withView { view in
      var view = view.trimmed()
      while view.count >= 2, view[0] == view[view.count - 1], view[0] == 0x22 || view[0] == 0x27 {
        view = view[1..<view.count - 1].trimmed()
      }
      return arena.utf8(arena.copy(view))
    }
  }
}
