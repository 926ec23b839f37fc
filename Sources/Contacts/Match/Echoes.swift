import Records

/// Finds which sights are one attempt, or one answer, seen twice (DESIGN 4, rule 3).
struct Echoes {
  /// The first sight's index for each sight that is an echo, and for the first itself.
  private(set) var groupOf: [Int: Int] = [:]
  /// The members of each group in time order, by the index of its first.
  private(set) var members: [Int: [Int]] = [:]

  /// Which sights can be one: what may be said once in each of several ways.
  private enum Family: Hashable {
    /// A missed or voicemail call, its log row, its notice, its ticket; by person or number.
    case voicemail(Int)
    /// The same of a withheld caller, by voicemail box.
    case withheld(Int)
    /// A live call and the ticket of channel phone entered for it; by person.
    case live(Int)
    /// A client's mail and the ticket or comment made of it; by person and base subject.
    case mirrored(person: Int, base: Int)
    /// Our public comment and the mail that carries it; by person and base subject.
    case carried(person: Int, base: Int)
  }

  private struct Pair {
    var gap: Int
    var startGap: Int
    var a: Int
    var b: Int
  }

  init(_ sights: [Sight], within window: Int) {
    var buckets: [Family: [(index: Int, mark: UInt8)]] = [:]
    for (i, sight) in sights.enumerated() {
      for (family, mark) in Echoes.families(of: sight) {
        buckets[family, default: []].append((i, mark))
      }
    }
    var pairs: [Pair] = []
    for bucket in buckets.values where bucket.count > 1 {
      Echoes.collect(bucket, sights, window, &pairs)
    }
    // The nearest first; then the earlier, so that the order of the input does not matter.
    pairs.sort {
      ($0.gap, $0.startGap, $0.a, $0.b) < ($1.gap, $1.startGap, $1.a, $1.b)
    }
    join(pairs, sights)
  }

  /// The families of a sight, with its mark in each: two of one mark are never one.
  private static func families(of sight: Sight) -> [(Family, UInt8)] {
    let event = sight.event
    var all: [(Family, UInt8)] = []
    if event.direction == .inbound && event.wantsAnswer {
      let mark: UInt8? =
        switch sight.kind {
        case .call: 1
        case .voicemailLog: 2
        case .notice: 4
        case .ticket where event.via == "voicemail": 8
        default: nil
        }
      if let mark {
        if let person = sight.person { all.append((.voicemail(person), mark)) }
        if let number = sight.number { all.append((.voicemail(number), mark)) }
        if sight.person == nil && sight.number == nil, let mailbox = sight.mailbox {
          all.append((.withheld(mailbox), mark))
        }
      }
    }
    if let person = sight.person {
      if sight.isLive {
        all.append((.live(person), 1))
      } else if sight.kind == .ticket && event.via == "phone" && event.wantsAnswer {
        all.append((.live(person), 2))
      }
    }
    guard let base = sight.base else { return all }
    if event.direction == .inbound, let person = sight.person {
      let mark: UInt8? =
        switch sight.kind {
        case .mail where event.human && event.because != "list": 1
        case .ticket where event.via == "email" && event.wantsAnswer: 2
        case .comment where event.kind == .comment: 2
        default: nil
        }
      if let mark { all.append((.mirrored(person: person, base: base), mark)) }
    }
    if event.direction == .outbound {
      if sight.kind == .comment && event.kind == .comment && event.human {
        for person in sight.addressed { all.append((.carried(person: person, base: base), 1)) }
      } else if sight.kind == .mail && sight.prefix != .forward {
        for person in sight.addressed { all.append((.carried(person: person, base: base), 2)) }
      }
    }
    return all
  }

  /// Every pair of a bucket that lies within the window, to at most 64 later ones for each.
  private static func collect(
    _ bucket: [(index: Int, mark: UInt8)], _ sights: [Sight], _ window: Int, _ pairs: inout [Pair]
  ) {
    let sorted = bucket.sorted {
      (sights[$0.index].span.lowerBound, $0.index) < (sights[$1.index].span.lowerBound, $1.index)
    }
    for (n, a) in sorted.enumerated() {
      let first = sights[a.index].span
      var looked = 0
      for b in sorted[(n + 1)...] {
        let second = sights[b.index].span
        let gap = max(0, second.lowerBound - first.upperBound)
        if gap > window || looked == 64 { break }
        looked += 1
        if a.mark != b.mark {
          pairs.append(
            Pair(
              gap: gap, startGap: second.lowerBound - first.lowerBound,
              a: min(a.index, b.index), b: max(a.index, b.index)))
        }
      }
    }
  }

  /// Joins the pairs, the nearest first, where no kind of sight would come twice.
  private mutating func join(_ pairs: [Pair], _ sights: [Sight]) {
    var root: [Int: Int] = [:]
    var kinds: [Int: Set<Sight.Kind>] = [:]
    func find(_ i: Int) -> Int {
      var i = i
      while let next = root[i], next != i { i = next }
      return i
    }
    for pair in pairs {
      let a = find(pair.a)
      let b = find(pair.b)
      guard a != b else { continue }
      let first = kinds[a] ?? [Echoes.exclusive(sights[a].kind)]
      let second = kinds[b] ?? [Echoes.exclusive(sights[b].kind)]
      guard first.isDisjoint(with: second) else { continue }
      root[max(a, b)] = min(a, b)
      root[min(a, b)] = min(a, b)
      kinds[min(a, b)] = first.union(second)
    }
    var collected: [Int: [Int]] = [:]
    for i in root.keys { collected[find(i), default: []].append(i) }
    for group in collected.values {
      let sorted = group.sorted()
      guard let first = sorted.first else { continue }
      members[first] = sorted
      for i in sorted { groupOf[i] = first }
    }
  }

  /// One mail makes a ticket or a comment, not both.
  private static func exclusive(_ kind: Sight.Kind) -> Sight.Kind {
    kind == .comment ? .ticket : kind
  }
}
