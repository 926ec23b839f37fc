internal import Records

extension CallLeg {
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
    if side == .outside { return false }
    if channel.kind == .inside { return true }
    let length = digits(from)
    // An outside number on a trunk, whatever context the call was led through since.
    if channel.kind == .named && length > 6 { return false }
    if side == .inside { return true }
    if length > 6 { return answering.kind == .named && digits(to) > 6 ? nil : false }
    if length >= 2 { return true }
    // A withheld number: only outside callers have one.
    return channel.kind == .named || answering.kind == .inside ? false : nil
  }

  private var isToInside: Bool? {
    if answering.kind == .inside { return true }
    if digits(to) > 6 { return false }
    // A short number over a trunk: an emergency call, a service number.
    if answering.kind == .named && isTrunk(answering.party) { return false }
    if digits(to) >= 2 || mailbox != nil || application == .voicemailMain { return true }
    if to.utf8.first == 0x2A { return true }
    return answering.kind == .named ? false : nil
  }
}

/// How many digits a number has; -1 where it is no number.
private func digits(_ number: String) -> Int {
  var count = 0
  for byte in number.utf8.prefix(64) {
    switch byte {
    case 0x30...0x39: count += 1
    case 0x2B, 0x20, 0x28, 0x29, 0x2D, 0x2E: break
    default: return -1
    }
  }
  return count == 0 ? -1 : count
}

/// The name of a channel says that it leads outside.
func isTrunk(_ party: String) -> Bool {
  let name = party.utf8.prefix(100).map(lowercased)
  return ["trunk", "gateway", "provider"].contains { word in
    let word = Array(word.utf8)
    return name.count >= word.count
      && (0...(name.count - word.count)).contains { name[$0...].starts(with: word) }
  }
}
