/// When the events of an input were, in a few bytes a day: what matching some clients apart needs
/// to know of all others.
public struct Observed: Equatable, Sendable {
  /// A stretch of time with events: the first and the last, seconds since 1970, and how many.
  public struct Stretch: Equatable, Sendable {
    public var first: Int
    public var last: Int
    public var count: Int

    public init(first: Int, last: Int, count: Int) {
      self.first = first
      self.last = last
      self.count = count
    }
  }

  /// Of one channel.
  public struct Use: Equatable, Sendable {
    public var channel: Event.Channel
    /// The end of its last event, seconds since 1970; `nil` without any.
    public var latest: Int?
    /// The local days on which it was used, counted from 1970-01-01, in order.
    public var days: [Int]

    public init(_ channel: Event.Channel, latest: Int?, days: [Int]) {
      self.channel = channel
      self.latest = latest
      self.days = days
    }
  }

  public var uses: [Use] = []
  public var stretches: [Stretch] = []

  public init() {}
}
