internal import Records

/// Makes calls of the rows of a table: one that anybody answered is answered; else, in this
/// order, a voicemail box took it, the caller gave up, it was refused, nobody took it, and only
/// where all rows say so it was busy or failed.
enum CallTableReduction {
  static func calls(
    _ legs: [CallTableReader.Leg], _ format: String, _ sources: [String]
  ) -> [Call] {
    var groups: [Exact: [Int]] = [:]
    var order: [Exact] = []
    var joined = Links()
    for leg in legs where !leg.told.link.isEmpty && !leg.told.call.isEmpty {
      joined.join(leg.told.call, leg.told.link)
    }
    for (i, leg) in legs.enumerated() {
      let own = leg.told.call
      let key = Exact(own.isEmpty ? "row:" + leg.fingerprint : joined.root(own))
      if groups[key] == nil { order.append(key) }
      groups[key, default: []].append(i)
    }
    var calls = order.map { key in
      call((groups[key] ?? []).map { legs[$0] }, format, sources)
    }
    calls.sort { a, b in
      a.started == b.started
        ? Exact(a.origin.id) < Exact(b.origin.id)
        : (a.started ?? .earliest) < (b.started ?? .earliest)
    }
    return calls
  }

  private static let ranks: [Call.Outcome] = [
    .answered, .voicemail, .abandoned, .rejected, .missed, .busy, .failed,
  ]

  /// - Parameter legs: at least one, in the order of the files.
  private static func call(
    _ legs: [CallTableReader.Leg], _ format: String, _ sources: [String]
  ) -> Call {
    let ordered = legs.enumerated().sorted {
      ($0.element.start, $0.offset) < ($1.element.start, $1.offset)
    }
    .map(\.element)
    let first = ordered[0]
    // Named after the caller's own leg, which is written with the call's id.
    let named = ordered.first { $0.told.link.isEmpty == false } ?? first
    let id =
      named.told.call.isEmpty ? "row:" + named.fingerprint : format + ":" + named.told.call
    var call = Call(
      origin: Origin(
        format: format,
        place: Place(source: sources[first.source], offset: first.offset, line: first.line),
        id: id))
    for leg in ordered {
      for defect in leg.told.defects where !call.origin.defects.contains(defect) {
        call.origin.defects.append(defect)
      }
    }
    func text(_ path: KeyPath<CallTableLeg, String>) -> String? {
      ordered.lazy.map { $0.told[keyPath: path] }.first { !$0.isEmpty }
    }
    call.started = Timestamp(first.start)
    call.zone = first.zone
    call.from = text(\.from)
    call.to = text(\.to)
    call.direction = ordered.lazy.compactMap(\.told.direction).first
    call.queue = text(\.queue)
    call.legs = ordered.count
    let outcomes = ordered.compactMap(\.told.outcome)
    call.outcome = ranks.first { outcomes.contains($0) }
    let picked = ordered.filter { $0.told.outcome == .answered }.min {
      ($0.answer ?? $0.start + ($0.told.ring ?? 0)) < ($1.answer ?? $1.start + ($1.told.ring ?? 0))
    }
    let ends = ordered.compactMap { leg -> Int? in
      if let end = leg.end { return end }
      let ring = leg.told.outcome == .answered ? leg.told.ring : nil
      if leg.told.outcome == .answered {
        // The talk alone is no end where it is not known when it began.
        guard let talk = leg.told.talk, let begin = leg.answer ?? ring.map({ leg.start + $0 })
        else { return nil }
        return begin + talk
      }
      return leg.told.ring.map { leg.start + $0 }
    }
    call.ended = ends.max().map { Timestamp(max($0, first.start)) }
    if let picked {
      let at = picked.answer ?? picked.told.ring.map { picked.start + $0 }
      call.answered = at.map { Timestamp($0) }
      call.waitS = at.map { max(0, $0 - first.start) }
      let talks = ordered.lazy.filter { $0.told.outcome == .answered }.compactMap(\.told.talk)
      call.talkS = talks.isEmpty ? nil : talks.reduce(0, +)
    } else if ordered.contains(where: { $0.end != nil || $0.told.ring != nil }) {
      call.waitS = call.ended.map { $0.seconds - first.start }
    }
    call.agent = picked?.told.agent.isEmpty == false ? picked?.told.agent : nil
    if call.agent == nil && call.direction == .outbound { call.agent = text(\.agent) }
    if call.outcome == .voicemail { call.mailbox = text(\.mailbox) }
    return call
  }

  /// Ids that mean one call.
  private struct Links {
    private var parent: [Exact: String] = [:]

    /// Of a group, the same for all its members.
    mutating func root(_ id: String) -> String {
      var id = id
      while let next = parent[Exact(id)] {
        // Halves the way at each look.
        if let after = parent[Exact(next)] { parent[Exact(id)] = after }
        id = next
      }
      return id
    }

    mutating func join(_ a: String, _ b: String) {
      let (a, b) = (root(a), root(b))
      if Exact(a) == Exact(b) { return }
      // The smaller is the root, so that the order of the rows does not matter.
      if Exact(a) < Exact(b) { parent[Exact(b)] = a } else { parent[Exact(a)] = b }
    }
  }
}
