public import Records

/// When all events of an input were: what matching some clients asks of the others.
///
/// Gathered where the events are and added up, so that contacts which are matched apart know the
/// end of what was observed, and days without anything are seen.
public struct ObservedTimes: Sendable {
  private(set) var ends = Coverage.Ends()
  private var days: [Event.Channel: DaySet] = [:]
  private let zone: Zone

  /// - Parameter zone: the provider's, in which days are counted.
  public init(zone: Zone) { self.zone = zone }

  public mutating func add(_ event: Event) {
    add(event.channel, from: event.at, until: event.ended)
  }

  public mutating func add(_ event: EventFields) {
    add(event.channel, from: event.at, until: event.ended)
  }

  private mutating func add(
    _ channel: Event.Channel, from at: Timestamp, until ended: Timestamp?
  ) {
    ends.add(channel, at: max(at, ended ?? at).seconds)
    use(channel, at)
  }

  /// A channel was used on the day of a moment.
  mutating func use(_ channel: Event.Channel, _ at: Timestamp) {
    // Who left a voicemail used the telephone.
    days[channel == .voicemail ? .call : channel, default: DaySet()]
      .insert(Period.day(of: at, in: zone))
  }

  /// The local days on which each channel was used, counted from 1970-01-01.
  var used: [Event.Channel: Set<Int>] { days.mapValues(\.days) }

  /// Adds what was seen elsewhere.
  public mutating func add(_ observed: Observed) {
    for use in observed.uses {
      ends.add(use.channel, latest: use.latest)
      for day in use.days { days[use.channel, default: DaySet()].insert(day) }
    }
    for stretch in observed.stretches {
      ends.add((stretch.first, stretch.last, stretch.count))
    }
  }

  /// All of it, for elsewhere.
  public var observed: Observed {
    var observed = Observed()
    for channel in Event.Channel.allCases {
      let use = Observed.Use(
        channel, latest: ends.latest(of: channel), days: (days[channel]?.days ?? []).sorted())
      if use.latest != nil || !use.days.isEmpty { observed.uses.append(use) }
    }
    observed.stretches = ends.stretches.reversed().map {
      Observed.Stretch(first: $0.first, last: $0.last, count: $0.count)
    }
    return observed
  }
}

/// Days, of which the same one mostly comes again.
struct DaySet {
  private(set) var days: Set<Int> = []
  private var last: Int?

  mutating func insert(_ day: Int) {
    if day == last { return }
    last = day
    days.insert(day)
  }
}
