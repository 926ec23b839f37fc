import Records

extension Timestamp {
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
