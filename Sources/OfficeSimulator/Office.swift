import Records

/// A support provider of the imagination with its clients, over some weeks: what it would export,
/// and what truly happened.
///
/// A story is told first, with its attempts, echoes and answer; the files are written from the
/// stories, and the truth with them. No file is read back, so the truth owes nothing to a matcher.
/// The same seed and options give the same bytes.
public struct Office: Sendable {
  public let seed: UInt64
  public let options: OfficeOptions

  public init(seed: UInt64, options: OfficeOptions = OfficeOptions()) {
    self.seed = seed
    self.options = options
  }

  /// Everything in memory.
  public func files() -> OfficeFiles {
    var files = OfficeFiles()
    // The sink in memory does not throw.
    try? write(to: &files)
    return files
  }

  /// Writes everything, day by day: memory holds no more than the days that stories span.
  public func write(to sink: inout some OfficeSink) throws {
    let zone = Zone(options.zone) ?? .utc
    let time = WorkingTime(zone: zone)
    var random = Random(seed: seed)
    var directory = Directory(options: options, random: &random)
    var desk = Desk(options: options, zone: zone)
    var casting = Casting(options: options, time: time, random: random.stream(1))
    let first = options.firstDay
    let firstDay = Timestamp.days(year: first.year, month: first.month, day: first.day)
    var schedule = Schedule(options: options, firstDay: firstDay, random: random.stream(2))

    try desk.open(&sink)
    for day in firstDay..<(firstDay + 7 * max(1, options.weeks)) {
      for (start, choice) in schedule.stories(on: day, time: time) {
        guard let scene = casting.stage(choice, at: start, directory: &directory) else { continue }
        desk.take(scene)
      }
      try desk.flush(before: time.moment(day: day + 1, second: 0), to: &sink)
    }
    try desk.close(directory, &sink)
  }
}
