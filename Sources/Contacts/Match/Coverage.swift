import Records

/// Until when each channel was observed.
struct Coverage: Sendable {
  private var until: [Event.Channel: Timestamp] = [:]

  mutating func add(_ list: [Books.Coverage]) {
    for coverage in list { extend(coverage.channel, coverage.until) }
  }

  /// A gap before the last few events that only a wrong clock makes: 400 days.
  private static let longestGap = 400 * 86_400
  /// 2100-01-01: no mail that is read today was written then.
  private static let future = 4_102_444_800

  /// Extends it by events, as far as their times are believed: a mail dated 2099 would make
  /// everybody wait until then.
  ///
  /// What is of the next century, or lies more than 400 days behind all others and is less than
  /// one event in a hundred, comes of a wrong clock.
  mutating func add(_ ends: Ends) {
    for channel in Event.Channel.allCases {
      let last = ends.latest[Coverage.index(channel)]
      if last != Int.min { extend(channel, Timestamp(last)) }
    }
    limit(to: Coverage.believable(ends.stretches, of: ends.count))
  }

  /// When the events of an input ended, as far as the coverage asks.
  struct Ends: Equatable, Sendable {
    typealias Stretch = (first: Int, last: Int, count: Int)
    /// Of each stretch of 2^16 seconds the first and the last, and how many there are.
    private var days: [Int: Stretch] = [:]
    private var current = (day: Int.min, first: 0, last: 0, count: 0)
    fileprivate private(set) var count = 0
    fileprivate private(set) var latest = [Int](
      repeating: Int.min, count: Event.Channel.allCases.count)

    static func == (a: Ends, b: Ends) -> Bool { a.numbers == b.numbers }

    /// Adds those of another part of the input.
    mutating func add(_ other: Ends) {
      for i in latest.indices { latest[i] = max(latest[i], other.latest[i]) }
      count += other.count
      for (first, last, count) in other.stretches {
        Ends.keep((first >> 16, first, last, count), in: &days)
      }
    }

    /// The latest of each channel, then how many stretches, and of each, the latest first, its
    /// first as the distance from the one before, its last as that from its first, its count.
    var numbers: [Int] {
      var before = 0
      let all = stretches
      return latest + [all.count]
        + all.flatMap { first, last, count in
          defer { before = first }
          return [before &- first, last &- first, count]
        }
    }

    init() {}

    /// Takes what ``numbers`` gave from the front of a list; nil for what it never gives.
    init?(_ rest: inout ArraySlice<Int>) {
      guard rest.count > latest.count else { return nil }
      latest = Array(rest.prefix(latest.count))
      rest = rest.dropFirst(latest.count)
      if latest.contains(where: { $0 > Timestamp.latest.seconds }) { return nil }
      guard let stretches = rest.popFirst(), stretches >= 0, stretches <= rest.count / 3 else {
        return nil
      }
      var before = 0
      for _ in 0..<stretches {
        let numbers = Array(rest.prefix(3))
        rest = rest.dropFirst(3)
        before &-= numbers[0]
        let last = before &+ numbers[1]
        let times = Timestamp.earliest.seconds...Timestamp.latest.seconds
        guard numbers[2] > 0, numbers[2] < 1 << 40, last >= before, times.contains(before),
          times.contains(last)
        else { return nil }
        count += numbers[2]
        days[before >> 16] = (before, last, numbers[2])
      }
    }

    mutating func add(_ channel: Event.Channel, at end: Int) {
      let i = Coverage.index(channel)
      latest[i] = max(latest[i], end)
      guard end < Coverage.future else { return }
      count += 1
      let day = end >> 16
      if day != current.day {
        Ends.keep(current, in: &days)
        current = (day, end, end, 0)
      }
      current.first = min(current.first, end)
      current.last = max(current.last, end)
      current.count += 1
    }

    private static func keep(
      _ one: (day: Int, first: Int, last: Int, count: Int), in days: inout [Int: Stretch]
    ) {
      guard one.count > 0 else { return }
      let before = days[one.day] ?? (one.first, one.last, 0)
      days[one.day] = (
        min(before.first, one.first), max(before.last, one.last), before.count + one.count
      )
    }

    /// The latest first.
    fileprivate var stretches: [Stretch] {
      var all = days
      Ends.keep(current, in: &all)
      return all.values.sorted { $0.first > $1.first }
    }
  }

  /// The latest time that is believed, of stretches of time, the latest first.
  private static func believable(
    _ days: [(first: Int, last: Int, count: Int)], of count: Int
  ) -> Timestamp {
    var after = 0
    for (day, before) in zip(days, days.dropFirst()) {
      after += day.count
      if after > count / 100 { break }
      if day.first - before.last > longestGap { return Timestamp(before.last) }
    }
    return Timestamp(days.first?.last ?? future)
  }

  private static func index(_ channel: Event.Channel) -> Int {
    switch channel {
    case .email: 0
    case .call: 1
    case .voicemail: 2
    case .ticket: 3
    }
  }

  private mutating func limit(to latest: Timestamp) {
    for (channel, moment) in until where moment > latest { until[channel] = latest }
  }

  private mutating func extend(_ channel: Event.Channel, _ moment: Timestamp) {
    until[channel] = max(until[channel] ?? moment, moment)
  }

  var end: Timestamp? { until.values.max() }

  /// The end of the channels that could show the answer: a call always could, and mail; a
  /// comment where there is a ticket, or to someone who has only called.
  func end(ticketsTell: Bool) -> Timestamp? {
    var latest: Timestamp?
    for (channel, moment) in until where channel != .ticket || ticketsTell {
      latest = max(latest ?? moment, moment)
    }
    return latest
  }

  /// Until when a contact was observed.
  func observed(_ opened: Timestamp, ticketsTell: Bool, asOf: Timestamp) -> Timestamp {
    max(min(end(ticketsTell: ticketsTell) ?? asOf, asOf), opened)
  }
}
