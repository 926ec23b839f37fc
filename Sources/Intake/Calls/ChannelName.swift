/// One end of a leg by its channel: `PJSIP/201-0000001b`, `Local/201@from-queue-00000003;1`.
struct ChannelName {
  enum Kind: UInt8 {
    /// No channel: nobody was there.
    case none
    /// A telephone named by a number of 2 to 6 digits.
    case inside
    /// A detour within the exchange, which has legs of its own.
    case local
    /// A trunk, or a telephone with another name.
    case named
    /// A line of a telephone card, which says nothing of who is there.
    case line
  }

  let kind: Kind
  /// `201` of the above; of a local channel `201@from-queue-00000003`, by which its two halves
  /// are told to be one.
  private let name: String

  /// The two halves of a local channel have this in common.
  var pair: String? { kind == .local ? name : nil }

  /// `201`, whatever the kind of channel.
  var party: String {
    guard kind == .local else { return name }
    var party = name.utf8[...]
    if let at = party.firstIndex(of: 0x40) { party = party[..<at] }
    // FreePBX calls a follow-me's way to 201 FMPR-201 or FMGL-201.
    if let dash = party.lastIndex(of: 0x2D) { party = party[party.index(after: dash)...] }
    return String(Substring(party))
  }

  init(_ bytes: UnsafeRawBufferPointer) {
    var rest = UnsafeRawBufferPointer(rebasing: bytes.prefix(200))
    // What the exchange puts before the name of a channel that was moved.
    for prefix in ChannelName.moved where begins(rest, prefix) {
      rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(prefix.utf8CodeUnitCount))
    }
    // `<ZOMBIE>`, `<MASQ>`.
    if let mark = rest.firstIndex(of: 0x3C) {
      rest = UnsafeRawBufferPointer(rebasing: rest[..<mark])
    }
    guard let slash = rest.firstIndex(of: 0x2F) else {
      kind = rest.isEmpty ? .none : .named
      name = CSVRow.text(rest)
      return
    }
    let technology = UnsafeRawBufferPointer(rebasing: rest[..<slash])
    var party = rest[(slash + 1)...]
    if isWord(technology, "local") {
      if let half = party.lastIndex(of: 0x3B) { party = party[..<half] }
      kind = .local
    } else {
      if let dash = party.lastIndex(of: 0x2D), !isWord(technology, "agent") {
        party = party[..<dash]
      }
      if let at = party.firstIndex(of: 0x40) { party = party[..<at] }
      if isWord(technology, "dahdi") || isWord(technology, "zap") {
        kind = .line
      } else {
        kind = isInsideNumber(party) ? .inside : .named
      }
    }
    name = CSVRow.text(UnsafeRawBufferPointer(rebasing: party))
  }

  private static let moved: [StaticString] = [
    "asyncgoto/", "transfered/", "bridge/", "surrogate/", "parked/",
  ]

  /// The voicemail box behind a local channel as FreePBX makes them: `Local/vmu201@…`.
  var mailbox: String? {
    guard kind == .local else { return nil }
    return voicemailBox(party)
  }
}

/// 2 to 6 digits: so short is only a number within the house.
func isInsideNumber(_ bytes: some Collection<UInt8>) -> Bool {
  (2...6).contains(bytes.count) && bytes.allSatisfy(isDigit)
}

/// `201` of FreePBX's destinations `vmu201`, `vmb201`, `vms201`, `vmi201`.
func voicemailBox(_ text: String) -> String? {
  let bytes = text.utf8
  guard (4...12).contains(bytes.count), bytes.starts(with: "vm".utf8),
    bytes.dropFirst(3).allSatisfy(isDigit),
    let kind = bytes.dropFirst(2).first, "ubsi".utf8.contains(kind)
  else { return nil }
  return String(text.dropFirst(3))
}
