import Records

/// Which kinds of story begin on which day, and when.
struct Schedule: Sendable {
  /// A kind of story: plain, or of a quirk.
  enum Choice: Sendable {
    case plain
    case quirk(Quirk)
  }

  private let options: OfficeOptions
  private var random: Random
  private let totalWeight: Double
  private var weightUsed = 0.0
  private var told = 0
  /// Every quirk once, before chance has its way.
  private var first: [Quirk]
  private let stride: Int

  init(options: OfficeOptions, firstDay: Int, random: Random) {
    self.options = options
    self.random = random
    let weeks = max(1, options.weeks)
    totalWeight = (firstDay..<firstDay + 7 * weeks).reduce(0) { $0 + Schedule.weight(day: $1) }
    first = Quirk.allCases.filter { options.rate($0) > 0 && $0 != .repeatedHour }
    self.random.shuffle(&first)
    stride = max(1, options.contacts / max(1, first.count + 1))
  }

  private static func weight(day: Int) -> Double { WorkingTime.weekday(day: day) < 5 ? 1 : 0.08 }

  /// The day's stories in the order of their beginning.
  mutating func stories(on day: Int, time: WorkingTime) -> [(Timestamp, Choice)] {
    weightUsed += Schedule.weight(day: day)
    let due = Int((Double(options.contacts) * weightUsed / totalWeight).rounded())
    var starts: [Int] = []
    while told + starts.count < due {
      let second = random.chance(0.93) ? random.int(28_800...63_000) : random.int(0...82_000)
      starts.append(second)
    }
    starts.sort()
    var stories: [(Timestamp, Choice)] = []
    if options.rate(.repeatedHour) > 0, let back = time.clocksGoBack(onDay: day) {
      for _ in 0..<min(50, max(1, options.contacts / 5000)) {
        stories.append((back + (-random.int(60...1800)), .quirk(.repeatedHour)))
      }
    }
    for second in starts {
      stories.append((time.moment(day: day, second: second), choose()))
      told += 1
    }
    return stories
  }

  private mutating func choose() -> Choice {
    if told % stride == 0, let quirk = first.popLast() { return .quirk(quirk) }
    var point = random.fraction() * max(1, total)
    for quirk in Quirk.allCases where quirk != .repeatedHour {
      point -= options.rate(quirk)
      if point < 0 { return .quirk(quirk) }
    }
    return .plain
  }

  private var total: Double { Quirk.allCases.reduce(0) { $0 + options.rate($1) } }
}
