import Records

extension Timestamp {
  /// Reads the two forms that nearly all times of exports have, by the places of their digits:
  /// `2024-03-04T09:15:00Z` and `2024-03-04T09:15:00+01:00`. Nil for all others, and for what
  /// needs a closer look.
  init?(fixed bytes: UnsafeBufferPointer<UInt8>) {
    guard bytes.count == 20 || bytes.count == 25, bytes[4] == 0x2D, bytes[7] == 0x2D,
      bytes[10] == 0x54, bytes[13] == 0x3A, bytes[16] == 0x3A
    else { return nil }
    var isNumber = true
    func two(_ i: Int) -> Int {
      let (high, low) = (Int(bytes[i]) - 0x30, Int(bytes[i + 1]) - 0x30)
      if !(0...9).contains(high) || !(0...9).contains(low) { isNumber = false }
      return high * 10 + low
    }
    let (year, month, day) = (two(0) * 100 + two(2), two(5), two(8))
    let (hour, minute, second) = (two(11), two(14), two(17))
    var offset = 0
    if bytes.count == 20 {
      guard bytes[19] == 0x5A else { return nil }
    } else {
      guard bytes[22] == 0x3A, bytes[19] == 0x2B || bytes[19] == 0x2D else { return nil }
      let (hours, minutes) = (two(20), two(23))
      guard hours < 24, minutes < 60 else { return nil }
      offset = (hours * 60 + minutes) * 60
      if bytes[19] == 0x2D { offset = -offset }
    }
    let isShort = month == 4 || month == 6 || month == 9 || month == 11
    guard isNumber, (1...12).contains(month), hour < 24, minute < 60, second < 60,
      (1...(month == 2 ? 28 : isShort ? 30 : 31)).contains(day)
    else { return nil }
    self.init(
      year: year, month: month, day: day, hour: hour, minute: minute, second: second,
      offset: offset)
  }

  /// Reads the form of RFC 822 that nearly all times of Jira have, `Fri, 28 Jul 2023 00:11:05 +0000`
  /// with two digits of the day, by the places of its bytes. Nil for all others.
  init?(fixedRFC822 bytes: UnsafeBufferPointer<UInt8>) {
    guard bytes.count == 31, bytes[3] == 0x2C, bytes[4] == 0x20, bytes[7] == 0x20,
      bytes[11] == 0x20, bytes[16] == 0x20, bytes[19] == 0x3A, bytes[22] == 0x3A,
      bytes[25] == 0x20, bytes[26] == 0x2B || bytes[26] == 0x2D,
      bytes[0] >= 0x41, bytes[1] >= 0x41, bytes[2] >= 0x41
    else { return nil }
    var isNumber = true
    func two(_ i: Int) -> Int {
      let (high, low) = (Int(bytes[i]) - 0x30, Int(bytes[i + 1]) - 0x30)
      if !(0...9).contains(high) || !(0...9).contains(low) { isNumber = false }
      return high * 10 + low
    }
    let (day, year) = (two(5), two(12) * 100 + two(14))
    let (hour, minute, second) = (two(17), two(20), two(23))
    let (hours, minutes) = (two(27), two(29))
    let month: Int
    switch (bytes[8] | 0x20, bytes[9] | 0x20, bytes[10] | 0x20) {
    case (0x6A, 0x61, 0x6E): month = 1
    case (0x66, 0x65, 0x62): month = 2
    case (0x6D, 0x61, 0x72): month = 3
    case (0x61, 0x70, 0x72): month = 4
    case (0x6D, 0x61, 0x79): month = 5
    case (0x6A, 0x75, 0x6E): month = 6
    case (0x6A, 0x75, 0x6C): month = 7
    case (0x61, 0x75, 0x67): month = 8
    case (0x73, 0x65, 0x70): month = 9
    case (0x6F, 0x63, 0x74): month = 10
    case (0x6E, 0x6F, 0x76): month = 11
    case (0x64, 0x65, 0x63): month = 12
    default: return nil
    }
    let isShort = month == 4 || month == 6 || month == 9 || month == 11
    guard isNumber, hour < 24, minute < 60, second < 60, hours < 24, minutes < 60,
      (1...(month == 2 ? 28 : isShort ? 30 : 31)).contains(day)
    else { return nil }
    let offset = (hours * 60 + minutes) * 60
    self.init(
      year: year, month: month, day: day, hour: hour, minute: minute, second: second,
      offset: bytes[26] == 0x2D ? -offset : offset)
  }

  private static let months = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ].map { Array($0.utf8) }

  /// Reads the times of Jira's RSS, `Fri, 28 Jul 2023 00:11:05 +0000` (RFC 822 with a year of
  /// four digits, and perhaps `(EET)` behind), and of early Redmines,
  /// `Thu Dec 03 15:02:12 +0100 2009`. Nil without an offset in digits.
  init?(rfc822 text: some Collection<UInt8>) {
    var words = Array(text.prefix(60)).split { $0 == 0x20 || $0 == 0x2C }
    guard words.count >= 5, let first = words.first?.first else { return nil }
    // The weekday tells nothing.
    if !(0x30...0x39).contains(first) { words.removeFirst() }
    if words.count >= 5, let letter = words[0].first, letter >= 0x41 {
      // Month, day, time, offset, year.
      words = [words[1], words[0], words[4], words[2], words[3]]
    }
    guard words.count >= 5, let day = Timestamp.number(words[0], 1...2), (1...31).contains(day),
      let year = Timestamp.number(words[2], 4...4)
    else { return nil }
    let name = words[1].prefix(3).map { $0 | 0x20 }
    guard words[1].count == 3, let month = Timestamp.months.firstIndex(of: name) else { return nil }
    let clock = words[3].split(separator: 0x3A, omittingEmptySubsequences: false)
    guard (2...3).contains(clock.count), let hour = Timestamp.number(clock[0], 1...2), hour < 25,
      let minute = Timestamp.number(clock[1], 2...2), minute < 60,
      let second = clock.count == 3 ? Timestamp.number(clock[2], 2...2) : 0, second < 62
    else { return nil }
    let zone = words[4]
    guard zone.count == 5, let sign = zone.first, sign == 0x2B || sign == 0x2D,
      let offset = Timestamp.number(zone.dropFirst(), 4...4), offset % 100 < 60, offset < 2500
    else { return nil }
    let seconds = (offset / 100 * 60 + offset % 100) * 60
    self.init(
      year: year, month: month + 1, day: day, hour: hour, minute: minute, second: second,
      offset: sign == 0x2D ? -seconds : seconds)
  }

  private static func number(_ digits: ArraySlice<UInt8>, _ count: ClosedRange<Int>) -> Int? {
    guard count.contains(digits.count) else { return nil }
    var value = 0
    for byte in digits {
      guard (0x30...0x39).contains(byte) else { return nil }
      value = value * 10 + Int(byte - 0x30)
    }
    return value
  }
}
