public import Records

#if canImport(Glibc)
  import Glibc
#endif

/// Has a client gone quiet: fewer contacts a week than before, while many were left unanswered.
///
/// The last four whole weeks against up to twelve before them. With a events in m weeks after b
/// in n, and an equal rate, a is binomial of a + b with m / (m + n) (the conditional test of two
/// Poisson rates, Przyborowski and Wilenski 1940); the chance of so few or fewer is told, one
/// sided.
public struct Silence: Equatable, Sendable {
  public static let recentWeeks = 4
  public static let mostEarlierWeeks = 12
  /// At most so likely by chance alone.
  public static let level = 0.05
  /// The unanswered share of the weeks before from which quiet is a sign and not a relief.
  public static let muchUnanswered = 0.25

  public var recent: Int
  public var earlier: Int
  public var earlierWeeks: Int
  /// The chance of so few recent contacts, were the rate the same.
  public var chance: Double
  /// Of the earlier contacts.
  public var unanswered: Rate

  /// Whether it is to be said: fewer than by chance, and many unanswered before.
  public var isSign: Bool {
    !unanswered.isTooSmall && chance < Silence.level
      && (unanswered.value ?? 0) >= Silence.muchUnanswered
  }

  /// `nil` where less than eight weeks were observed.
  ///
  /// - Parameter from: the start of what was observed, for all clients.
  public init?(_ contacts: [Contact], from: Timestamp, asOf: Timestamp, in zone: Zone) {
    let last = Period.monday(of: Period.day(of: asOf, in: zone))
    let start = Period.monday(of: Period.day(of: from, in: zone) + 6)
    let weeks = min((last - start) / 7, Silence.recentWeeks + Silence.mostEarlierWeeks)
    guard weeks >= 2 * Silence.recentWeeks else { return nil }
    earlierWeeks = weeks - Silence.recentWeeks
    (recent, earlier) = (0, 0)
    unanswered = Rate(0, of: 0)
    for contact in contacts {
      let before = last - Period.monday(of: Period.day(of: contact.opened, in: zone))
      guard before >= 7, before <= 7 * weeks else { continue }
      if before <= 7 * Silence.recentWeeks {
        recent += 1
      } else {
        earlier += 1
        unanswered.whole += 1
        if contact.state == .unanswered || contact.state == .closedUnanswered {
          unanswered.part += 1
        }
      }
    }
    chance = Silence.chance(
      recent, of: recent + earlier, Double(Silence.recentWeeks) / Double(weeks))
  }

  /// P(X ≤ k) of a binomial with n and p.
  static func chance(_ k: Int, of n: Int, _ p: Double) -> Double {
    guard n > 0, p > 0, p < 1 else { return 1 }
    var sum = 0.0
    for i in 0...max(0, min(k, n)) {
      let ways = lgamma(Double(n + 1)) - lgamma(Double(i + 1)) - lgamma(Double(n - i + 1))
      sum += exp(ways + Double(i) * log(p) + Double(n - i) * log(1 - p))
    }
    return min(1, sum)
  }
}
