/// Tells until when calls can no longer grow.
///
/// A row is written when its channel ends, so that a log stands in the order of the ends, and what
/// ended long before the newest row gets no further legs. In a log in any other order nothing is
/// over before its end; then all is held.
struct CallHorizon {
  /// So long after its end a call is kept, in seconds.
  static let usual = 7 * 86_400
  /// The same where many legs are held: a busy exchange has no calls of a week.
  static let busy = 86_400
  private static let many = 1 << 17
  /// So many rows out of order are a clock that was wrong; more are a log in another order.
  private static let tolerated = 16

  /// No file that is yet to come begins before it, in local seconds.
  var nextFile = Int.max
  /// The latest end of a row, in local seconds.
  private var newest: Int?
  /// Rows in succession that lie far after the newest, which is then a day without calls, or a
  /// clock that was wrong.
  private var ahead = 0
  private var outOfOrder = 0

  mutating func saw(_ leg: CallLeg) {
    let end = leg.start + Int(leg.duration)
    guard let newest else {
      self.newest = end
      return
    }
    if end > newest + CallHorizon.usual {
      ahead += 1
      if ahead > CallHorizon.tolerated {
        self.newest = end
        ahead = 0
      }
      return
    }
    // What lay ahead of this row and was not followed by more of its time was out of order too.
    outOfOrder += ahead
    ahead = 0
    if end > newest { self.newest = end }
    if end < newest - CallHorizon.busy { outOfOrder += 1 }
  }

  /// Calls that ended before it can be told.
  func limit(held: Int) -> Int {
    guard let newest, outOfOrder <= CallHorizon.tolerated else { return .min }
    let keep = held > CallHorizon.many ? CallHorizon.busy : CallHorizon.usual
    let after = nextFile > .min / 2 ? nextFile - CallHorizon.usual : .min
    return min(newest - keep, after)
  }
}
