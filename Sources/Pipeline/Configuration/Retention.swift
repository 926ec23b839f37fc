public import Records

/// For how long events are kept (`retention`): what is older, to the beginning of a month, is
/// forgotten.
public struct Retention: Equatable, Sendable {
  public enum Unit: UInt8, Sendable {
    case days = 0x64, weeks = 0x77, years = 0x79
  }

  public var count: Int
  public var unit: Unit

  /// `3y`, `26w` or `400d`; nil for anything else, and for less than 31 days.
  public init?(_ text: String) {
    guard let last = text.utf8.last, let unit = Unit(rawValue: last),
      let count = Int(text.dropLast()), (1...10_000).contains(count),
      unit != .days || count >= 31, unit != .weeks || count >= 5
    else { return nil }
    self.count = count
    self.unit = unit
  }

  /// The first moment that is kept.
  /// - Parameter end: of what was observed.
  public func start(before end: Timestamp, in zone: Zone) -> Timestamp {
    let local = end.seconds + zone.offset(at: end)
    let today = (local >= 0 ? local : local - 86_399) / 86_400
    var (year, month, _) = Timestamp.date(days: today)
    switch unit {
    case .years: year -= count
    case .weeks: (year, month, _) = Timestamp.date(days: today - 7 * count)
    case .days: (year, month, _) = Timestamp.date(days: today - count)
    }
    return zone.moment(local: Timestamp.days(year: year, month: month, day: 1) * 86_400)
  }
}
