#if canImport(Glibc)
  import Glibc
#endif

/// How long until it happens, told over everybody: those to whom it has not happened yet count
/// as having waited at least so long (right-censored), instead of being left out.
///
/// The product-limit estimate of Kaplan and Meier (JASA 53, 1958) with the log-log interval on
/// Greenwood's variance (Kalbfleisch and Prentice, 1980), as lifelines and R's
/// `conf.type = "log-log"` give it. At equal times events come before censorings.
public struct KaplanMeier: Equatable, Sendable {
  /// One observation: how long, in seconds, and whether it ended with the event.
  public struct Duration: Equatable, Sendable {
    public var seconds: Int
    /// False where only the observation ended.
    public var observed: Bool

    public init(_ seconds: Int, observed: Bool) {
      self.seconds = seconds
      self.observed = observed
    }
  }

  /// The curve from one event time to the next.
  public struct Step: Equatable, Sendable {
    public var seconds: Int
    /// The share that still waits after this time, with its 95 % interval.
    public var waiting: Double
    public var low: Double
    public var high: Double
    public var atRisk: Int
    public var events: Int
  }

  /// By when a share has been answered, in seconds; `nil` where the curve stays above.
  public struct Quantile: Equatable, Sendable {
    public var seconds: Int?
    /// The 95 % interval: when the lower and the upper curve of the interval cross.
    public var low: Int?
    public var high: Int?
  }

  /// One for each time at which something happened, in order.
  public let steps: [Step]
  public let count: Int
  public let events: Int
  /// The longest duration, whether it ended with the event or not; what "not reached" exceeds.
  public let longest: Int?

  /// The 97.5th percentile of the normal distribution.
  private static let z = 1.959963984540054

  /// - Parameter durations: in any order; a negative one counts as zero.
  public init(_ durations: some Sequence<Duration>) {
    let sorted = durations.map { Duration(max(0, $0.seconds), observed: $0.observed) }
      .sorted { $0.seconds < $1.seconds }
    var steps: [Step] = []
    var waiting = 1.0
    var variance = 0.0
    var i = 0
    while i < sorted.count {
      let atRisk = sorted.count - i
      let seconds = sorted[i].seconds
      var events = 0
      while i < sorted.count, sorted[i].seconds == seconds {
        if sorted[i].observed { events += 1 }
        i += 1
      }
      guard events > 0 else { continue }
      let left = atRisk - events
      waiting *= Double(left) / Double(atRisk)
      // The last term is infinite where nobody is left; the curve is 0 then, without a width.
      if left > 0 { variance += Double(events) / (Double(atRisk) * Double(left)) }
      var (low, high) = (0.0, 0.0)
      if left > 0 {
        let v = log(waiting)
        let width = KaplanMeier.z * variance.squareRoot() / v
        low = exp(-exp(log(-v) - width))
        high = exp(-exp(log(-v) + width))
      }
      steps.append(
        Step(
          seconds: seconds, waiting: left > 0 ? waiting : 0, low: low, high: high,
          atRisk: atRisk, events: events))
    }
    self.steps = steps
    self.count = sorted.count
    self.events = steps.reduce(0) { $0 + $1.events }
    self.longest = sorted.last?.seconds
  }

  /// The smallest time by which a share of all has been answered.
  public func quantile(_ share: Double) -> Quantile {
    Quantile(
      seconds: crossing(share, \.waiting), low: crossing(share, \.low),
      high: crossing(share, \.high))
  }

  /// The curve at a time: the last step at or before it; `nil` before the first.
  public func step(at seconds: Int) -> Step? {
    var (low, high) = (0, steps.count)
    while low < high {
      let middle = (low + high) / 2
      if steps[middle].seconds <= seconds { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? nil : steps[low - 1]
  }

  public var median: Quantile { quantile(0.5) }
  public var p90: Quantile { quantile(0.9) }

  /// Where a curve is first at or below `1 - share`; `nil` where it ends above.
  ///
  /// The tolerance is for the rounding of products: 3/4 of 2/3 is to count as a half.
  private func crossing(_ share: Double, _ curve: KeyPath<Step, Double>) -> Int? {
    let level = 1 - share + 1e-12
    guard let last = steps.last, last[keyPath: curve] <= level else { return nil }
    return steps.first { $0[keyPath: curve] <= level }?.seconds
  }
}
