public import Records

/// How often anybody checks in: meetings, and mails of ours that ask how things are or propose a
/// review; what is of one day counts once.
public struct CheckIns: Equatable, Sendable {
  /// A review is due each quarter, 91 days after the last.
  public static let every = 91

  /// The local days, counted from 1970-01-01, in order.
  public var days: [Int]
  /// The longest time without any, in days, from the start of what was observed to its end.
  public var longestGap: Int
  /// The day by which the next one is due; may lie in the past.
  public var nextDue: Int

  public init(_ signs: [Sign], from: Timestamp, asOf: Timestamp, in zone: Zone) {
    let first = Period.day(of: from, in: zone)
    let last = max(first, Period.day(of: asOf, in: zone))
    days = Set(
      signs.lazy.filter { $0.kind == .meeting || $0.kind == .checkIn }
        .map { Period.day(of: $0.at, in: zone) }
    ).sorted()
    let marks = [first] + days + [last]
    longestGap = zip(marks, marks.dropFirst()).map { max(0, $1 - $0) }.max() ?? 0
    nextDue = (days.last ?? first) + CheckIns.every
  }
}
