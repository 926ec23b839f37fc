import Records

/// Promises with a time: "we'll call you back by tomorrow", "bis Freitag 17 Uhr erledigen wir es".
///
/// A sentence that is no question and denies nothing, with a word by which the writer commits
/// themselves and a time. What is said without a time is a sign of its own (`no_date`).
struct PromisedTimes: Sendable {
  /// The signal's name.
  static let name = "promises"

  /// Where the first promise stands: from its word of commitment to its time, or the other way.
  func find(in list: Wordlist) -> Range<Int>? {
    var i = 0
    while i < list.words.count {
      let sentence = list.sentence(around: i)
      i = sentence.upperBound
      guard !list.isQuestion(sentence.lowerBound),
        !sentence.contains(where: { PromiseWords.denials.contains(list.words[$0].hash) }),
        let commitment = sentence.first(where: {
          PromiseWords.commitments.contains(list.words[$0].hash)
        })
      else { continue }
      var at = sentence.lowerBound
      while at < sentence.upperBound {
        if let time = PromisedTimes.time(in: list, at: at, limit: sentence.upperBound) {
          return min(commitment, at)..<max(commitment + 1, time.end)
        }
        at += 1
      }
    }
    return nil
  }

  /// By when the promise of a quoted phrase is due.
  ///
  /// A day is kept until its end by the clock of the zone, a week until its Sunday.
  static func due(_ phrase: String, at said: Timestamp, zone: Zone) -> Timestamp? {
    let list = Wordlist(phrase)
    for i in list.words.indices {
      guard let found = time(in: list, at: i, limit: list.words.count) else { continue }
      return found.time.moment(after: said, zone: zone)
    }
    return nil
  }

  // MARK: Times

  struct Time: Equatable {
    enum Day: Equatable {
      case inDays(Int)
      /// 0 for Monday; of the next week where so said.
      case weekday(Int, next: Bool)
      case endOfWeek(Int)
      case endOfMonth
      case after(seconds: Int)
      case workingDays(Int)
    }
    var day: Day
    /// Seconds of the local day; its end without.
    var clock: Int?

    func moment(after said: Timestamp, zone: Zone) -> Timestamp {
      let today = Period.day(of: said, in: zone)
      var day = today
      switch self.day {
      case .after(let seconds): return said + seconds
      case .inDays(let days): day += days
      case .weekday(let weekday, let next):
        if next {
          day = Period.monday(of: today) + 7 + weekday
        } else {
          day += (weekday - Period.weekday(of: today) + 7) % 7
        }
      case .endOfWeek(let weeks): day = Period.monday(of: today) + 6 + 7 * weeks
      case .endOfMonth: day = Period(.month, holding: today).next.firstDay - 1
      case .workingDays(let days):
        var left = days
        while left > 0 {
          day += 1
          if Period.weekday(of: day) < 5 { left -= 1 }
        }
      }
      return zone.moment(local: day * 86_400 + (clock ?? 86_400))
    }
  }

  /// A time that begins at a word, and the end of its words.
  static func time(in list: Wordlist, at i: Int, limit: Int) -> (time: Time, end: Int)? {
    var best: (time: Time, end: Int)?
    for (pattern, time) in PromiseWords.times[list.words[i].hash] ?? [] {
      guard let end = pattern.end(in: list, at: i, limit: limit), end > best?.end ?? i else {
        continue
      }
      best = (time, end)
    }
    if let found = best {
      // "Friday 5 pm", "tomorrow at noon", "morgen um 17 Uhr".
      var next = found.end
      while next < limit, next < found.end + 2,
        PromiseWords.beforeClock.contains(list.words[next].hash)
      {
        next += 1
      }
      if next < limit, found.time.clock == nil, let clock = clock(in: list, at: next, limit: limit)
      {
        var time = found.time
        time.clock = clock.seconds
        return (time, clock.end)
      }
      return found
    }
    if PromiseWords.within.contains(list.words[i].hash) {
      return span(in: list, at: i + 1, limit: limit)
    }
    // "by 5 pm" of the same day.
    if PromiseWords.by.contains(list.words[i].hash), i + 1 < limit,
      let clock = clock(in: list, at: i + 1, limit: limit)
    {
      var time = Time(day: .inDays(0), clock: clock.seconds)
      if clock.end < limit, let later = self.time(in: list, at: clock.end, limit: limit) {
        time.day = later.time.day
        return (time, later.end)
      }
      return (time, clock.end)
    }
    return nil
  }

  /// `two hours`, `the next 30 minutes`, `3 business days`, behind its "within".
  private static func span(in list: Wordlist, at start: Int, limit: Int) -> (Time, Int)? {
    var i = start
    while i < limit, i < start + 3, PromiseWords.beforeNumber.contains(list.words[i].hash) {
      i += 1
    }
    guard i < limit else { return nil }
    var number = 1
    if let n = PromiseWords.numbers[list.words[i].hash] ?? digits(list, i) {
      number = n
      i += 1
    } else if i == start {
      return nil
    }
    guard i < limit, number <= 1000 else { return nil }
    let working = PromiseWords.working.contains(list.words[i].hash)
    if working { i += 1 }
    guard i < limit, let unit = PromiseWords.units[list.words[i].hash] else { return nil }
    if working || PromiseWords.workingDays.contains(list.words[i].hash) {
      return (Time(day: .workingDays(number)), i + 1)
    }
    return unit >= 86_400
      ? (Time(day: .inDays(number * (unit / 86_400))), i + 1)
      : (Time(day: .after(seconds: number * unit)), i + 1)
  }

  private static func digits(_ list: Wordlist, _ i: Int) -> Int? {
    let range = list.words[i].range
    guard range.count <= 4 else { return nil }
    var n = 0
    for byte in list.bytes[range] {
      guard (0x30...0x39).contains(byte) else { return nil }
      n = n * 10 + Int(byte - 0x30)
    }
    return n
  }

  /// `5 pm`, `5pm`, `17:30`, `17 Uhr`, `17h`, `noon`; a bare number only of the form `17:00`.
  private static func clock(in list: Wordlist, at i: Int, limit: Int) -> (seconds: Int, end: Int)? {
    if let fixed = PromiseWords.clocks[list.words[i].hash] { return (fixed, i + 1) }
    let bytes = list.bytes[list.words[i].range]
    var numbers: [Int] = []
    var current: Int?
    var rest: [UInt8] = []
    for byte in bytes {
      if (0x30...0x39).contains(byte), rest.isEmpty || rest == [0x68] {
        if rest == [0x68] {
          rest = []
          if let n = current { numbers.append(n) }
          current = nil
        }
        current = (current ?? 0) * 10 + Int(byte - 0x30)
        guard current ?? 0 < 10_000 else { return nil }
      } else if byte == 0x3A || byte == 0x2E {
        guard let n = current else { return nil }
        numbers.append(n)
        current = nil
      } else {
        rest.append(byte | 0x20)
      }
    }
    if let n = current { numbers.append(n) }
    guard var hour = numbers.first, hour < 24, numbers.count <= 2 else { return nil }
    let minute = numbers.count > 1 ? numbers[1] : 0
    guard minute < 60 else { return nil }
    var end = i + 1
    var suffix = String(decoding: rest, as: UTF8.self)
    if suffix.utf8.isEmpty, end < limit, let word = PromiseWords.clockWords[list.words[end].hash] {
      suffix = word
      end += 1
    }
    switch suffix {
    case "pm": if hour < 12 { hour += 12 }
    case "am": if hour == 12 { hour = 0 }
    case "h", "uhr", "uur": break
    case "": if numbers.count < 2 { return nil }
    default: return nil
    }
    return (hour * 3600 + minute * 60, end)
  }
}
