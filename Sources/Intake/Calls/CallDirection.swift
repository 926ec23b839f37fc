internal import Records

extension CallLeg.View {
  /// Which way the call went, by its first leg; nil where nothing tells.
  ///
  /// No log says it. It is told, in this order, by the context, by the channel (a telephone has
  /// a number of 2 to 6 digits, a trunk has a name), and by the length of the numbers.
  var direction: Call.Direction? {
    guard let isFromInside else { return nil }
    if !isFromInside { return .inbound }
    guard let isToInside else { return nil }
    return isToInside ? .internal : .outbound
  }

  private var isFromInside: Bool? {
    if leg.side == .outside { return false }
    if leg.channelKind == .inside {
      // Whoever dials the number of their own channel: a trunk that is named after that number.
      return !channelParty.equals(to) || channelParty.equals(from)
    }
    let length = digits(from)
    // An outside number on a trunk, whatever context the call was led through since.
    if leg.channelKind == .named && length > 6 { return false }
    if leg.side == .inside { return true }
    // A telephone with a name, by which it calls; a trunk brings numbers.
    if leg.channelKind == .named && length < 0 && channelParty.equals(from) { return true }
    if length > 6 { return leg.answeringKind == .named && digits(to) > 6 ? nil : false }
    if length >= 2 { return true }
    // A withheld number: only outside callers have one.
    return leg.channelKind == .named || leg.answeringKind == .inside ? false : nil
  }

  private var isToInside: Bool? {
    if leg.answeringKind == .inside { return true }
    if digits(to) > 6 { return false }
    // A short number over a trunk: an emergency call, a service number.
    if leg.answeringKind == .named && isTrunk(answering) { return false }
    if digits(to) >= 2 || leg.hasMailbox || leg.application == .voicemailMain { return true }
    if to[0] == 0x2A { return true }
    return leg.answeringKind == .named ? false : nil
  }
}

/// How many digits a number has; -1 where it is no number.
private func digits(_ number: ByteView) -> Int {
  var count = 0
  for byte in number.upTo(64).buffer {
    switch byte {
    case 0x30...0x39: count += 1
    case 0x2B, 0x20, 0x28, 0x29, 0x2D, 0x2E: break
    default: return -1
    }
  }
  return count == 0 ? -1 : count
}

/// The name of a channel says that it leads outside.
func isTrunk(_ party: ByteView) -> Bool {
  let name = party.upTo(100)
  return name.containsAnyCase("trunk") || name.containsAnyCase("gateway")
    || name.containsAnyCase("provider")
}
