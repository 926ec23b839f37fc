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
  /// `201` of the above.
  let party: String
  /// For a local channel its name without `;1` or `;2`, by which its two halves are told to be
  /// one.
  let pair: String?

  init(_ bytes: UnsafeRawBufferPointer) {
    var rest = bytes.prefix(200)
    // What the exchange puts before the name of a channel that was moved.
    for prefix in ["AsyncGoto/", "Transfered/", "Bridge/", "Surrogate/", "Parked/"]
    where rest.starts(with: prefix.utf8) {
      rest = rest.dropFirst(prefix.utf8.count)
    }
    // `<ZOMBIE>`, `<MASQ>`.
    if let mark = rest.firstIndex(of: 0x3C) { rest = rest[..<mark] }
    guard let slash = rest.firstIndex(of: 0x2F) else {
      kind = rest.isEmpty ? .none : .named
      party = CSVRow.text(UnsafeRawBufferPointer(rebasing: rest))
      pair = nil
      return
    }
    let technology = rest[..<slash]
    var name = rest[(slash + 1)...]
    func isTechnology(_ wanted: String) -> Bool { technology.elementsEqual(wanted.utf8) }
    if isTechnology("Local") {
      if let half = name.lastIndex(of: 0x3B) { name = name[..<half] }
      kind = .local
      pair = CSVRow.text(UnsafeRawBufferPointer(rebasing: name))
      if let at = name.firstIndex(of: 0x40) { name = name[..<at] }
      // FreePBX calls a follow-me's way to 201 FMPR-201 or FMGL-201.
      if let dash = name.lastIndex(of: 0x2D) { name = name[(dash + 1)...] }
      party = CSVRow.text(UnsafeRawBufferPointer(rebasing: name))
      return
    }
    pair = nil
    if let dash = name.lastIndex(of: 0x2D), !isTechnology("Agent") { name = name[..<dash] }
    if let at = name.firstIndex(of: 0x40) { name = name[..<at] }
    party = CSVRow.text(UnsafeRawBufferPointer(rebasing: name))
    if isTechnology("DAHDI") || isTechnology("Zap") {
      kind = .line
    } else {
      kind = isInsideNumber(name) ? .inside : .named
    }
  }

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
