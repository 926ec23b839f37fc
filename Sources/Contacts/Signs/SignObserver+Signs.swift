public import Records

extension SignObserver {
  /// The signs of all that was added, in the order of time; the contacts were noted before.
  public func signs(asOf: Timestamp) -> [Sign] {
    var all: [Sign] = []
    forEachSign(asOf: asOf) { all.append($0) }
    return all
  }

  /// As ``signs(asOf:)``, each made when it is passed on.
  public func forEachSign(asOf: Timestamp, _ take: (Sign) -> Void) {
    let touched = touchesOfPromises()
    var order: [UInt32] = []
    for (i, row) in signs.rows.enumerated() where row.at <= asOf.seconds {
      order.append(UInt32(truncatingIfNeeded: i))
    }
    order.sort { signs.precedes(signs.rows[Int($0)], signs.rows[Int($1)]) }
    /// By client and person the latest first move of ours.
    var latest: [UInt64: SignTable.Row] = [:]
    for i in order {
      let row = signs.rows[Int(i)]
      var sign: Sign
      switch row.kind {
      case .ownMove:
        // Of several sights within the time of an echo, to the same person about the same, the
        // first; what a contact holds is none of our beginning.
        guard contact(of: row) == nil else { continue }
        let person = UInt64(row.client) << 32 | UInt64(row.person)
        if let before = latest[person], row.at - before.at <= settings.rules.echoWithin,
          signs.isLike(row, before)
        {
          continue
        }
        latest[person] = row
        sign = signs.sign(row)
      case .solved, .reopened:
        sign = signs.sign(row)
        sign.contact =
          row.ticket == 0
          ? contact(of: row)
          : contact(onTicket: row.ticket, signs.hashOfClient(row), at: sign.at)
      default:
        sign = signs.sign(row)
        sign.contact = contact(of: row)
      }
      if row.kind == .named && sign.contact == nil { continue }
      if row.kind == .promise {
        sign.until = PromisedTimes.due(
          signs.phrase(row), at: sign.at, zone: settings.provider.zone)
        sign.kept = kept(sign, touchKeys(row).flatMap { touched[$0] ?? [] }, asOf)
      }
      take(sign)
    }
    for gap in gaps(asOf: asOf) { take(gap) }
  }

  /// In the order of time, as ``signs(asOf:)`` has them.
  public static func inOrder(_ signs: [Sign]) -> [Sign] {
    signs.sorted { a, b in
      if a.at != b.at { return a.at < b.at }
      for (one, other) in [
        (a.event ?? "", b.event ?? ""), (a.kind.rawValue, b.kind.rawValue),
        (a.phrase ?? "", b.phrase ?? ""),
      ] where Exact(one) != Exact(other) {
        return Exact(one) < Exact(other)
      }
      return false
    }
  }

  /// A client's own contact; of what belongs to no client, nobody's.
  private func contact(of row: SignTable.Row) -> String? {
    contact(of: signs.key(row), signs.hashOfClient(row))
  }

  private func touchKeys(_ row: SignTable.Row) -> [UInt64] {
    guard let person = signs.hashOfPerson(row) else { return [] }
    return SignObserver.touches(
      of: person, row.client == TextTable.none ? nil : signs.hashOfClient(row))
  }

  /// When we were in touch with those whom something was promised.
  private func touchesOfPromises() -> [UInt64: [Timestamp]] {
    var of: [UInt64: [Timestamp]] = [:]
    for row in signs.rows where row.kind == .promise {
      for key in touchKeys(row) { of[key] = [] }
    }
    if of.isEmpty { return of }
    for (person, at) in touches { of[person]?.append(Timestamp(at)) }
    return of
  }

  /// Whether we were in touch with the person again before the promise was due.
  private func kept(_ promise: Sign, _ touches: [Timestamp], _ asOf: Timestamp) -> Bool? {
    guard let due = promise.until, promise.person != nil else { return nil }
    if touches.contains(where: { $0 > promise.at && $0 <= due && $0 <= asOf }) { return true }
    return due > asOf ? nil : false
  }
}
