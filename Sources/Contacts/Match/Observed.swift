public import Records

/// When events were: from what is known until when each channel was observed, and which days had
/// nothing. What several parts of an input tell adds up.
public struct EventTimes: Equatable, Sendable {
  private(set) var ends = Coverage.Ends()
  private(set) var days = ChannelDays()

  public init() {}

  /// Adds when an event was.
  /// - Parameter zone: the provider's, in which days are counted.
  public mutating func add(
    _ channel: Event.Channel, at: Timestamp, ended: Timestamp?, in zone: Zone
  ) {
    ends.add(channel, at: max(at, ended ?? at).seconds)
    days.insert(channel, at, in: zone)
  }

  public mutating func add(_ other: EventTimes) {
    ends.add(other.ends)
    days.formUnion(other.days)
  }

  /// Times without anything of a channel, as signs.
  public func gaps(_ settings: Settings, asOf: Timestamp) -> [Sign] {
    Gaps.find(days.byChannel, settings, asOf: asOf)
  }

  /// All numbers in it, to be kept.
  public var numbers: [Int] { ends.numbers + days.numbers }

  /// Of what ``numbers`` gave; nil for what it never gives.
  public init?(numbers: [Int]) {
    var rest = numbers[...]
    guard let ends = Coverage.Ends(&rest), let days = ChannelDays(&rest), rest.isEmpty else {
      return nil
    }
    self.ends = ends
    self.days = days
  }
}

/// Until when each channel was observed, by all events of an input and not those of one client
/// alone.
public struct Observed: Sendable {
  let coverage: Coverage

  /// - Parameter books: of the stages before.
  public init(_ books: Books, _ times: EventTimes) {
    var coverage = Coverage()
    coverage.add(books.coverage)
    coverage.add(times.ends)
    self.coverage = coverage
  }

  /// The time at which contacts are told where no other is asked for.
  public var end: Timestamp { coverage.end ?? .earliest }
}

/// The local days on which a channel had something; a voicemail counts as a call.
struct ChannelDays: Equatable, Sendable {
  private(set) var byChannel: [Event.Channel: Set<Int>] = [:]
  private var last: (channel: Event.Channel, day: Int)?

  static func == (a: ChannelDays, b: ChannelDays) -> Bool { a.byChannel == b.byChannel }

  mutating func insert(_ channel: Event.Channel, _ at: Timestamp, in zone: Zone) {
    let channel = channel == .voicemail ? .call : channel
    let day = Period.day(of: at, in: zone)
    // The same one mostly comes again.
    if let last, last.channel == channel, last.day == day { return }
    last = (channel, day)
    byChannel[channel, default: []].insert(day)
  }

  mutating func formUnion(_ other: ChannelDays) {
    byChannel.merge(other.byChannel) { $0.union($1) }
  }

  /// For each channel how many days, and these, each as the distance from the one before.
  var numbers: [Int] {
    Event.Channel.allCases.flatMap { channel in
      var before = 0
      let days = (byChannel[channel] ?? []).sorted()
      return [days.count]
        + days.map { day in
          defer { before = day }
          return day &- before
        }
    }
  }

  init() {}

  init?(_ rest: inout ArraySlice<Int>) {
    for channel in Event.Channel.allCases {
      guard let count = rest.popFirst(), count >= 0, count <= rest.count else { return nil }
      var day = 0
      for step in rest.prefix(count) {
        day &+= step
        byChannel[channel, default: []].insert(day)
      }
      rest = rest.dropFirst(count)
    }
  }
}
