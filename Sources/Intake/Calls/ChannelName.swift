/// One end of a leg by its channel: `PJSIP/201-0000001b`, `Local/201@from-queue-00000003;1`.
///
/// Borrowed from the row that it stands in.
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
  /// `201` of the above; of a local channel `201@from-queue-00000003`, which its two halves have
  /// in common.
  let name: ByteView

  init(_ bytes: UnsafeRawBufferPointer) {
    var rest = ByteView(bytes).upTo(200)
    // What the exchange puts before the name of a channel that was moved.
    for prefix in ChannelName.moved where rest.hasPrefixAnyCase(prefix) {
      rest = rest.from(prefix.utf8CodeUnitCount)
    }
    // `<ZOMBIE>`, `<MASQ>`.
    if let mark = rest.find(0x3C) { rest = rest.upTo(mark) }
    guard let slash = rest.find(0x2F) else {
      kind = rest.isEmpty ? .none : .named
      name = rest
      return
    }
    let technology = rest.upTo(slash)
    var party = rest.from(slash + 1)
    if technology.equalsAnyCase("local") {
      if let half = party.findLast(0x3B) { party = party.upTo(half) }
      kind = .local
    } else {
      if let dash = party.findLast(0x2D), !technology.equalsAnyCase("agent") {
        party = party.upTo(dash)
      }
      if let at = party.find(0x40) { party = party.upTo(at) }
      if technology.equalsAnyCase("dahdi") || technology.equalsAnyCase("zap") {
        kind = .line
      } else {
        kind = isInsideNumber(party.buffer) ? .inside : .named
      }
    }
    name = party
  }

  private static let moved: [StaticString] = [
    "asyncgoto/", "transfered/", "bridge/", "surrogate/", "parked/",
  ]

  /// `201`, whatever the kind of channel.
  var party: ByteView { ChannelName.party(name, kind) }

  static func party(_ name: ByteView, _ kind: Kind) -> ByteView {
    guard kind == .local else { return name }
    var party = name
    if let at = party.find(0x40) { party = party.upTo(at) }
    // FreePBX calls a follow-me's way to 201 FMPR-201 or FMGL-201.
    if let dash = party.findLast(0x2D) { party = party.from(dash + 1) }
    return party
  }

  /// The voicemail box behind a local channel as FreePBX makes them: `Local/vmu201@…`.
  var mailbox: ByteView? { kind == .local ? voicemailBox(party) : nil }
}

/// 2 to 6 digits: so short is only a number within the house.
func isInsideNumber(_ bytes: some Collection<UInt8>) -> Bool {
  (2...6).contains(bytes.count) && bytes.allSatisfy(isDigit)
}

/// `201` of FreePBX's destinations `vmu201`, `vmb201`, `vms201`, `vmi201`.
func voicemailBox(_ text: ByteView) -> ByteView? {
  guard (4...12).contains(text.count), text.hasPrefix("vm"),
    [0x75, 0x62, 0x73, 0x69].contains(text[2]), text.from(3).buffer.allSatisfy(isDigit)
  else { return nil }
  return text.from(3)
}
