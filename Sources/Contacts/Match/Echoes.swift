import Records

/// Finds which sights are one attempt, or one answer, seen twice (DESIGN 4, rule 3).
///
/// A sight is known by its place in the order of time.
struct Echoes {
  /// The first sight of the group of each that has echoes, itself for the first; else `none`.
  private var firstOf: [UInt32]
  /// The next of the same group in the order of time.
  private var nextOf: [UInt32]

  private static let none = UInt32.max

  /// Which sights can be one: what may be said once in each of several ways.
  private enum Family: UInt64 {
    /// A missed or voicemail call, its log row, its notice, its ticket; by person.
    case voicemailOfPerson
    /// The same by number.
    case voicemailOfNumber
    /// The same of a withheld caller, by voicemail box.
    case withheld
    /// A live call and the ticket of channel phone entered for it; by person.
    case live
    /// A client's mail and the ticket or comment made of it; by person and base subject.
    case mirrored
    /// Our public comment and the mail that carries it; by person and base subject.
    case carried

    /// With whom and about what, as one number; 29 bits are enough for the persons of an input.
    func key(_ who: UInt32, _ base: UInt32 = 0) -> UInt64 {
      rawValue << 61 | UInt64(who & 0x1FFF_FFFF) << 32 | UInt64(base)
    }
  }

  private struct Pair {
    var gap: Int
    var startGap: Int
    var a: UInt32
    var b: UInt32
  }

  /// A sight in a family; two of one mark are never one.
  private struct Member {
    var index: UInt32
    /// The one before it in the family.
    var previous: UInt32
    /// When the latest of the family ended so far.
    var latestEnd: Int
    var mark: UInt8
  }

  init(_ events: GroupEvents, within window: Int) {
    firstOf = [UInt32](repeating: Echoes.none, count: events.count)
    nextOf = firstOf
    var pairs: [Pair] = []
    var members: [Member] = []
    var lastOf = NumberTable()
    for i in 0..<events.count {
      let sight = events[i]
      Echoes.families(of: sight, events) { family, mark in
        let previous = lastOf[family]
        let end = events.end(sight)
        Echoes.collect(
          i, sight.at, mark, previous, members: members, events, within: window, &pairs)
        var latestEnd = end
        if previous != Echoes.none { latestEnd = max(end, members[Int(previous)].latestEnd) }
        lastOf[family] = UInt32(truncatingIfNeeded: members.count)
        members.append(
          Member(
            index: UInt32(truncatingIfNeeded: i), previous: previous, latestEnd: latestEnd,
            mark: mark))
      }
    }
    // The nearest first; then the earlier, so that the order of the input does not matter.
    pairs.sort {
      ($0.gap, $0.startGap, $0.a, $0.b) < ($1.gap, $1.startGap, $1.a, $1.b)
    }
    join(pairs, events)
  }

  /// A sight with its echoes that are not done yet, from `i` on, the first first.
  func group(of i: Int) -> UInt32? { firstOf[i] == Echoes.none ? nil : firstOf[i] }

  /// Every member of a group by its first, in the order of time.
  func members(of group: UInt32) -> [Int] {
    var all: [Int] = []
    var i = group
    while i != Echoes.none {
      all.append(Int(i))
      i = nextOf[Int(i)]
    }
    return all
  }

  /// The families of a sight, with its mark in each: two of one mark are never one.
  private static func families(
    of sight: Sight, _ events: GroupEvents, _ take: (UInt64, UInt8) -> Void
  ) {
    let none = TextTable.none
    if sight.direction == .inbound && sight.wantsAnswer {
      let mark: UInt8? =
        switch sight.kind {
        case .call: 1
        case .voicemailLog: 2
        case .notice: 4
        case .ticket where sight.via == .voicemail: 8
        default: nil
        }
      if let mark {
        if sight.person != none { take(Family.voicemailOfPerson.key(sight.person), mark) }
        if sight.number != none { take(Family.voicemailOfNumber.key(sight.number), mark) }
        if sight.person == none && sight.number == none && sight.mailbox != none {
          take(Family.withheld.key(sight.mailbox), mark)
        }
      }
    }
    if sight.person != none {
      if sight.isLive {
        take(Family.live.key(sight.person), 1)
      } else if sight.kind == .ticket && sight.via == .phone && sight.wantsAnswer {
        take(Family.live.key(sight.person), 2)
      }
    }
    let base = sight.base
    guard base != none else { return }
    if sight.direction == .inbound && sight.person != none {
      let mark: UInt8? =
        switch sight.kind {
        case .mail where sight.human && sight.reason != .list: 1
        case .ticket where sight.via == .email && sight.wantsAnswer: 2
        case .comment where sight.eventKind == .comment: 2
        default: nil
        }
      if let mark { take(Family.mirrored.key(sight.person, base), mark) }
    }
    if sight.direction == .outbound {
      if sight.kind == .comment && sight.eventKind == .comment && sight.human {
        for person in events.addressed(sight) { take(Family.carried.key(person, base), 1) }
      } else if sight.kind == .mail && sight.prefix != .forward {
        for person in events.addressed(sight) { take(Family.carried.key(person, base), 2) }
      }
    }
  }

  /// Pairs a sight with each earlier one of its family that lies within the window, of the 64
  /// before it.
  private static func collect(
    _ i: Int, _ at: Int, _ mark: UInt8, _ last: UInt32, members: [Member], _ events: GroupEvents,
    within window: Int, _ pairs: inout [Pair]
  ) {
    var next = last
    var looked = 0
    while next != none, looked < 64 {
      let member = members[Int(next)]
      // None of those before it has ended later.
      if at - member.latestEnd > window { return }
      if member.mark != mark {
        let earlier = events[Int(member.index)]
        let gap = max(0, at - events.end(earlier))
        if gap <= window {
          pairs.append(
            Pair(
              gap: gap, startGap: at - earlier.at, a: member.index,
              b: UInt32(truncatingIfNeeded: i)))
        }
      }
      looked += 1
      next = member.previous
    }
  }

  /// Joins the pairs, the nearest first, where no kind of sight would come twice.
  private mutating func join(_ pairs: [Pair], _ events: GroupEvents) {
    /// The kinds in the group of each first.
    var kinds: [UInt8] = (0..<events.count).map { Echoes.exclusive(events[$0].kind) }
    func find(_ i: UInt32) -> UInt32 {
      var i = i
      while firstOf[Int(i)] != Echoes.none, firstOf[Int(i)] != i { i = firstOf[Int(i)] }
      return i
    }
    for pair in pairs {
      let a = find(pair.a)
      let b = find(pair.b)
      guard a != b, kinds[Int(a)] & kinds[Int(b)] == 0 else { continue }
      firstOf[Int(max(a, b))] = min(a, b)
      firstOf[Int(min(a, b))] = min(a, b)
      kinds[Int(min(a, b))] = kinds[Int(a)] | kinds[Int(b)]
    }
    var last = [UInt32](repeating: Echoes.none, count: firstOf.count)
    for i in 0..<UInt32(truncatingIfNeeded: firstOf.count) where firstOf[Int(i)] != Echoes.none {
      let first = find(i)
      firstOf[Int(i)] = first
      if last[Int(first)] != Echoes.none { nextOf[Int(last[Int(first)])] = i }
      last[Int(first)] = i
    }
  }

  /// One bit a kind: one mail makes a ticket or a comment, not both.
  private static func exclusive(_ kind: Sight.Kind) -> UInt8 {
    1 << (kind == .comment ? Sight.Kind.ticket : kind).rawValue
  }
}
