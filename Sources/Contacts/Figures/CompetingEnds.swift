#if canImport(Glibc)
  import Glibc
#endif

/// In which of several ways a wait ended, as time goes by: answered, closed without an answer, or
/// withdrawn.
///
/// The cumulative incidence by Aalen and Johansen (Scand. J. Stat. 5, 1978): the share of all to
/// whom one end has happened, where the others can come first. Beside the Kaplan-Meier estimate,
/// which asks how long answers take, it tells what became of everybody. The variance is the
/// delta method's (Collett, Modelling Survival Data in Medical Research, 3rd edition, p. 411) and
/// the 95 % interval is on the log-log scale, as lifelines' AalenJohansenFitter gives them.
public struct CompetingEnds: Equatable, Sendable {
  public enum End: Int, CaseIterable, Sendable { case answered, closedUnanswered, withdrawn }

  /// One observation: how long, in seconds, and how it ended; `nil` where it still waits.
  public struct Duration: Equatable, Sendable {
    public var seconds: Int
    public var end: End?

    public init(_ seconds: Int, _ end: End?) {
      self.seconds = seconds
      self.end = end
    }
  }

  /// The share of all to whom an end has happened by a time.
  public struct Share: Equatable, Sendable {
    public var share = 0.0
    public var variance = 0.0
    /// The 95 % interval.
    public var low = 0.0
    public var high = 0.0

    public init() {}
  }

  /// All ends at a time at which one of them happened to somebody.
  public struct Step: Equatable, Sendable {
    public var seconds: Int
    /// By ``End/rawValue``.
    public var shares: [Share]
  }

  /// In the order of time.
  public let steps: [Step]
  public let count: Int

  /// The 97.5th percentile of the normal distribution.
  private static let z = 1.959963984540054

  /// - Parameter durations: in any order; a negative one counts as zero.
  public init(_ durations: some Sequence<Duration>) {
    let sorted = durations.map { Duration(max(0, $0.seconds), $0.end) }
      .sorted { $0.seconds < $1.seconds }
    var sums = End.allCases.map { _ in Sums() }
    var steps: [Step] = []
    // The share that still waits just before the time.
    var waiting = 1.0
    var i = 0
    while i < sorted.count {
      let atRisk = Double(sorted.count - i)
      let seconds = sorted[i].seconds
      var events = End.allCases.map { _ in 0.0 }
      while i < sorted.count, sorted[i].seconds == seconds {
        if let end = sorted[i].end { events[end.rawValue] += 1 }
        i += 1
      }
      let all = events.reduce(0, +)
      guard all > 0 else { continue }
      for end in End.allCases {
        sums[end.rawValue].add(
          events[end.rawValue], ofAll: all, atRisk: atRisk, waiting: waiting)
      }
      waiting *= (atRisk - all) / atRisk
      steps.append(Step(seconds: seconds, shares: sums.map(\.share)))
    }
    self.steps = steps
    count = sorted.count
  }

  /// What had become of all by a time.
  public func shares(within seconds: Int) -> [Share] {
    var (low, high) = (0, steps.count)
    while low < high {
      let middle = (low + high) / 2
      if steps[middle].seconds <= seconds { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? End.allCases.map { _ in Share() } : steps[low - 1].shares
  }

  /// In the end, or at the end of what was observed.
  public var last: [Share] { shares(within: Int.max) }

  /// The running sums of one end, from which share and variance at each time follow without going
  /// over the earlier times again.
  private struct Sums {
    var incidence = 0.0
    // Σ a(F − f)² = aF² − 2bF + c over the earlier times, f being the incidence then.
    var (a, b, c) = (0.0, 0.0, 0.0)
    var own = 0.0
    // Σ k(F − f)
    var (k, kf) = (0.0, 0.0)

    mutating func add(_ events: Double, ofAll all: Double, atRisk n: Double, waiting: Double) {
      incidence += waiting * events / n
      let f = incidence
      // Nobody is left after it, so nothing is added to F − f afterwards either.
      let weight = n > all ? all / n / (n - all) : 0
      a += weight
      b += weight * f
      c += weight * f * f
      own += waiting * waiting * events * (n - events) / (n * n * n)
      let linear = waiting * events / (n * n)
      k += linear
      kf += linear * f
    }

    var share: Share {
      let f = incidence
      let variance = max(0, a * f * f - 2 * b * f + c + own - 2 * (k * f - kf))
      var share = Share()
      (share.share, share.variance, share.low, share.high) = (f, variance, f, f)
      guard f > 0, f < 1 else { return share }
      let log = log(f)
      let width = z * variance.squareRoot() / (f * abs(log))
      share.low = exp(-exp(Glibc.log(-log) + width))
      share.high = exp(-exp(Glibc.log(-log) - width))
      return share
    }
  }
}
