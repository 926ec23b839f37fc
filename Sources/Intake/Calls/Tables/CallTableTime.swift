internal import Records

/// A time as a table has it, before its zone and the order of its date are known.
struct CallTableTime: Equatable {
  /// The seconds that it would be in UTC.
  var local: Int
  /// It says that it is UTC, or by how much it is not.
  var isUTC: Bool
  /// The same with day and month changed, where both orders give a date: `03/04/2024`.
  var swapped: Int?
  /// A date of the other order only: `25/12/2024`.
  var isDayFirst = false
  /// A date that only the order month, day can mean.
  var isMonthFirst = false

  init(local: Int, isUTC: Bool) {
    self.local = local
    self.isUTC = isUTC
  }

  /// Reads ISO 8601 with `-` or `/`, blank or `T`, perhaps without seconds, with a fraction or
  /// an offset; `3/4/2024 9:00 AM` with a weekday before it and a comma after; `25.12.2024
  /// 09:00`; and ten or 13 digits, which are seconds or milliseconds since 1970.
  ///
  /// - Parameter isUTC: a time without an offset is UTC.
  init?(_ bytes: UnsafeRawBufferPointer, isUTC: Bool = false) {
    guard bytes.count <= 60 else { return nil }
    var words = CallTableTime.words(bytes)
    // `Mon 01/15/2024`, `Mon, 15 Jan 2024 09:00:00 +0000`.
    if let first = words.first, first.count >= 2, first.allSatisfy({ !isDigit($0) }) {
      words.removeFirst()
    }
    if words.count >= 4, let date = CallTableTime.named(words[0], words[1], words[2]) {
      guard let clock = CallTableTime.clock(Array(words[3...].joined(separator: [0x20]))) else {
        return nil
      }
      self.init(local: date * 86_400 + clock.seconds - (clock.offset ?? 0), isUTC: isUTC)
      self.isUTC = isUTC || clock.offset != nil
      return
    }
    if words.count == 1, let number = wholeNumber(words[0]), [10, 13].contains(words[0].count) {
      self.init(local: words[0].count == 13 ? number / 1000 : number, isUTC: true)
      return
    }
    guard var first = words.first else { return nil }
    var rest = Array(words.dropFirst().joined(separator: [0x20]))
    if let t = first.firstIndex(where: { $0 | 0x20 == 0x74 }), t > 0, isDigit(first[t - 1]) {
      rest = Array(first[(t + 1)...]) + (rest.isEmpty ? [] : [0x20]) + rest
      first = Array(first[..<t])
    }
    guard let date = CallTableTime.date(first),
      let clock = rest.isEmpty ? (0, nil) : CallTableTime.clock(rest)
    else { return nil }
    let seconds = clock.seconds - (clock.offset ?? 0)
    self.init(local: date.days * 86_400 + seconds, isUTC: isUTC || clock.offset != nil)
    swapped = date.swapped.map { $0 * 86_400 + seconds }
    isDayFirst = date.isDayFirst
    isMonthFirst = date.isMonthFirst
  }

  func advanced(by seconds: Int) -> CallTableTime {
    var time = self
    time.local += seconds
    time.swapped = swapped.map { $0 + seconds }
    return time
  }

  private static func words(_ bytes: UnsafeRawBufferPointer) -> [[UInt8]] {
    bytes.split { [0x20, 0x09, 0x2C, 0x27].contains($0) }.map(Array.init)
  }

  /// `15 Jan 2024` and `Jan 15 2024`.
  private static func named(_ a: [UInt8], _ b: [UInt8], _ c: [UInt8]) -> Int? {
    let months = [
      "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]
    func month(_ word: [UInt8]) -> Int? {
      guard word.count >= 3, !isDigit(word[0]) else { return nil }
      let name = word.prefix(3).map(lowercased)
      return months.firstIndex { $0.utf8.elementsEqual(name) }.map { $0 + 1 }
    }
    let (dayWord, monthWord) = isDigit(a[0]) ? (a, b) : (b, a)
    guard let m = month(monthWord), let d = wholeNumber(dayWord), let y = wholeNumber(c) else {
      return nil
    }
    return days(y, m, d)
  }

  private static func date(
    _ bytes: [UInt8]
  ) -> (days: Int, swapped: Int?, isDayFirst: Bool, isMonthFirst: Bool)? {
    guard let separator = bytes.first(where: { !isDigit($0) }),
      [0x2D, 0x2F, 0x2E].contains(separator)
    else { return nil }
    let parts = bytes.split(separator: separator, omittingEmptySubsequences: false)
      .map { wholeNumber($0) }
    guard parts.count == 3, let a = parts[0], let b = parts[1], let c = parts[2] else {
      return nil
    }
    if a > 31 { return days(a, b, c).map { ($0, nil, false, false) } }
    let year = c < 100 ? 2000 + c : c
    let monthFirst = separator == 0x2E ? nil : days(year, a, b)
    let dayFirst = days(year, b, a)
    switch (monthFirst, dayFirst) {
    case (let m?, let d?): return (m, m == d ? nil : d, false, false)
    case (let m?, nil): return (m, nil, false, true)
    case (nil, let d?): return (d, nil, separator != 0x2E, false)
    case (nil, nil): return nil
    }
  }

  private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int? {
    guard (1900...9999).contains(year), (1...12).contains(month), (1...31).contains(day) else {
      return nil
    }
    let days = Timestamp.days(year: year, month: month, day: day)
    return Timestamp.date(days: days).day == day ? days : nil
  }

  /// `09:00`, `9:00:05.123 PM`, `09:00:00Z`, `09:00:00+0100`, `09:00 UTC`.
  static func clock(_ bytes: [UInt8]) -> (seconds: Int, offset: Int?)? {
    var i = 0
    func number() -> Int? {
      let start = i
      while i < bytes.count, isDigit(bytes[i]) { i += 1 }
      return i - start <= 2 ? wholeNumber(bytes[start..<i]) : nil
    }
    guard var hour = number(), i < bytes.count, bytes[i] == 0x3A else { return nil }
    i += 1
    guard let minute = number(), minute < 60 else { return nil }
    var second = 0
    if i < bytes.count, bytes[i] == 0x3A {
      i += 1
      guard let value = number(), value < 62 else { return nil }
      second = value
      if i < bytes.count, bytes[i] == 0x2E || bytes[i] == 0x2C {
        i += 1
        while i < bytes.count, isDigit(bytes[i]) { i += 1 }
      }
    }
    // A narrow blank, U+202F, stands before AM in some.
    var rest = bytes[i...].map(lowercased).filter { $0 > 0x20 && $0 < 0x7F && $0 != 0x2E }[...]
    if rest.first == 0x61 || rest.first == 0x70, rest.dropFirst().first == 0x6D {
      guard (1...12).contains(hour) else { return nil }
      hour = hour % 12 + (rest.first == 0x70 ? 12 : 0)
      rest = rest.dropFirst(2)
    }
    guard hour < 24 else { return nil }
    let seconds = hour * 3600 + minute * 60 + second
    if rest.isEmpty { return (seconds, nil) }
    for zone in ["z", "utc", "gmt"] where rest.elementsEqual(zone.utf8) { return (seconds, 0) }
    if rest.starts(with: "utc".utf8) || rest.starts(with: "gmt".utf8) { rest = rest.dropFirst(3) }
    guard let sign = rest.first, sign == 0x2B || sign == 0x2D else { return nil }
    let digits = rest.dropFirst().filter { $0 != 0x3A }
    guard digits.count == 4 || digits.count == 2, let value = wholeNumber(digits) else {
      return nil
    }
    let minutes = digits.count == 2 ? value * 60 : value / 100 * 60 + value % 100
    guard minutes <= 15 * 60 else { return nil }
    return (seconds, (sign == 0x2D ? -60 : 60) * minutes)
  }
}

/// A length of at most a year: `75`, `75.4`, `1:15`, `00:01:15`, `1.02:03:04`, `PT1M15S`,
/// `1h 2m 3s`, `-` for none; a fraction is cut off, less than nothing is 0.
func lengthInSeconds(_ bytes: UnsafeRawBufferPointer) -> Int? {
  guard bytes.count <= 30 else { return nil }
  if let count = secondsCount(bytes) { return count }
  if bytes.contains(0x3A) {
    var total = 0
    let parts = bytes.split(separator: 0x3A, omittingEmptySubsequences: false)
    guard (2...3).contains(parts.count) else { return nil }
    for (i, part) in parts.enumerated() {
      var part = part
      if let dot = part.firstIndex(where: { $0 == 0x2E || $0 == 0x2C }) {
        // The days of .NET's, or a fraction.
        if i == 0 {
          guard let days = wholeNumber(part[..<dot]), days <= 366 else { return nil }
          total = days * 24
          part = part[(dot + 1)...]
        } else if i == parts.count - 1 {
          part = part[..<dot]
        }
      }
      guard let value = wholeNumber(part), value <= 366 * 86_400 else { return nil }
      total = (i == 0 ? total : total * 60) + value
    }
    return total <= 366 * 86_400 ? total : nil
  }
  var total = 0
  var value: Int?
  var units = 0
  for byte in bytes.map(lowercased) {
    if isDigit(byte) {
      guard (value ?? 0) < 100_000_000 else { return nil }
      value = (value ?? 0) * 10 + Int(byte - 0x30)
      continue
    }
    let scale: Int
    switch byte {
    case 0x68: scale = 3600
    case 0x6D: scale = 60
    case 0x73: scale = 1
    case 0x70, 0x74, 0x20: continue
    // The rest of `min` and `sec`.
    default:
      guard value == nil, units > 0, [0x69, 0x6E, 0x65, 0x63].contains(byte) else { return nil }
      continue
    }
    guard let count = value else { return nil }
    total += count * scale
    units += 1
    value = nil
  }
  return value == nil && units > 0 && total <= 366 * 86_400 ? total : nil
}
