/// A moment, in whole seconds since 1970-01-01T00:00:00Z.
///
/// Every source that Ringback reads is exact to the second at best, so a fraction is cut off.
public struct Timestamp: Hashable, Comparable, Sendable {
  /// Seconds since 1970, negative before it; leap seconds are not counted (POSIX).
  public var seconds: Int

  public init(_ seconds: Int) { self.seconds = seconds }

  public static func < (a: Timestamp, b: Timestamp) -> Bool { a.seconds < b.seconds }

  public static func + (a: Timestamp, seconds: Int) -> Timestamp { Timestamp(a.seconds + seconds) }

  /// Seconds from `b` to `a`.
  public static func - (a: Timestamp, b: Timestamp) -> Int { a.seconds - b.seconds }

  /// The years that can be written with four digits; anything outside is no time of a contact.
  public static let earliest = Timestamp(-62_167_219_200)
  public static let latest = Timestamp(253_402_300_799)
}

extension Timestamp {
  /// Days since 1970-01-01 of a date in the proleptic Gregorian calendar.
  ///
  /// The month and the day may be out of their range; they are carried over.
  public static func days(year: Int, month: Int, day: Int) -> Int {
    let y = month <= 2 ? year - 1 : year
    let era = (y >= 0 ? y : y - 399) / 400
    let yearOfEra = y - era * 400
    let shifted = month > 2 ? month - 3 : month + 9
    let dayOfYear = (153 * shifted + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  /// The date of a day counted from 1970-01-01.
  public static func date(days: Int) -> (year: Int, month: Int, day: Int) {
    let z = days + 719_468
    let era = (z >= 0 ? z : z - 146_096) / 146_097
    let dayOfEra = z - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * shifted + 2) / 5 + 1
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }

  /// A moment from a date and time of day at an offset east of UTC, in seconds.
  public init(
    year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0,
    offset: Int = 0
  ) {
    seconds =
      Timestamp.days(year: year, month: month, day: day) * 86_400 + hour * 3600 + minute * 60
      + second - offset
  }

  /// Reads RFC 3339 (`2024-03-04T09:15:00Z`, `…+01:00`), with a blank for the `T` and with a
  /// fraction, which is cut off.
  ///
  /// - Parameter zone: the offset in seconds where none is written; `nil` means that the text
  ///   then is no moment.
  public init?(rfc3339 text: some Collection<UInt8>, assuming zone: Int? = nil) {
    var bytes = Array(text)[...]
    func number(_ digits: Int) -> Int? {
      guard bytes.count >= digits else { return nil }
      var value = 0
      for byte in bytes.prefix(digits) {
        guard (0x30...0x39).contains(byte) else { return nil }
        value = value * 10 + Int(byte - 0x30)
      }
      bytes = bytes.dropFirst(digits)
      return value
    }
    func take(_ wanted: Set<UInt8>) -> Bool {
      guard let first = bytes.first, wanted.contains(first) else { return false }
      bytes = bytes.dropFirst()
      return true
    }
    guard let year = number(4), take([0x2D]), let month = number(2), take([0x2D]),
      let day = number(2), (1...12).contains(month), (1...31).contains(day),
      take([0x54, 0x74, 0x20]), let hour = number(2), take([0x3A]), let minute = number(2),
      hour < 25, minute < 60
    else { return nil }
    var second = 0
    if take([0x3A]) {
      guard let value = number(2), value < 62 else { return nil }
      second = value
    }
    if take([0x2E, 0x2C]) {
      while let first = bytes.first, (0x30...0x39).contains(first) { bytes = bytes.dropFirst() }
    }
    var offset: Int
    if take([0x5A, 0x7A]) {
      offset = 0
    } else if let sign = bytes.first, sign == 0x2B || sign == 0x2D {
      bytes = bytes.dropFirst()
      guard let hours = number(2) else { return nil }
      _ = take([0x3A])
      let minutes = number(2) ?? 0
      guard hours < 25, minutes < 60 else { return nil }
      offset = (hours * 60 + minutes) * 60
      if sign == 0x2D { offset = -offset }
    } else if let zone {
      offset = zone
    } else {
      return nil
    }
    guard bytes.isEmpty else { return nil }
    // The 30th of February is no day; carried over it would be one in March.
    let days = Timestamp.days(year: year, month: month, day: day)
    guard Timestamp.date(days: days).day == day else { return nil }
    self.init(
      year: year, month: month, day: day, hour: hour, minute: minute, second: second,
      offset: offset)
  }

  /// Reads RFC 3339 from a string; see ``init(rfc3339:assuming:)``.
  public init?(_ text: String, assuming zone: Int? = nil) {
    var text = text
    if let moment = text.withUTF8({ Timestamp(written: $0) }) {
      self = moment
    } else {
      self.init(rfc3339: text.utf8, assuming: zone)
    }
  }

  /// The one form that ``write(to:)`` writes, without any allocation; nil for all others and
  /// for what needs a closer look.
  init?(written bytes: UnsafeBufferPointer<UInt8>) {
    guard bytes.count == 20, bytes[4] == 0x2D, bytes[7] == 0x2D, bytes[10] == 0x54,
      bytes[13] == 0x3A, bytes[16] == 0x3A, bytes[19] == 0x5A
    else { return nil }
    var isNumber = true
    func two(_ i: Int) -> Int {
      let high = Int(bytes[i]) - 0x30
      let low = Int(bytes[i + 1]) - 0x30
      if !(0...9).contains(high) || !(0...9).contains(low) { isNumber = false }
      return high * 10 + low
    }
    let (year, month, day) = (two(0) * 100 + two(2), two(5), two(8))
    let (hour, minute, second) = (two(11), two(14), two(17))
    guard isNumber, (1...12).contains(month), day >= 1, hour < 24, minute < 60, second < 62,
      day <= 28 || day <= Timestamp.length(ofMonth: month, in: year)
    else { return nil }
    self.init(
      year: year, month: month, day: day, hour: hour, minute: minute, second: second)
  }

  /// How many bytes ``write(to:)`` writes.
  static let writtenSize = 20

  /// How many days a month has, 1 to 12.
  private static func length(ofMonth month: Int, in year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Appends RFC 3339 in UTC, always 20 bytes: `2024-03-04T09:15:00Z`.
  ///
  /// A year that does not fit in four digits is written as the nearest that does.
  public func write(to bytes: inout [UInt8]) {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Timestamp.writtenSize) { text in
      guard let start = text.baseAddress else { return }
      fill(start)
      bytes.append(contentsOf: UnsafeBufferPointer(text))
    }
  }

  /// Writes it to 20 bytes of memory. Not named `write`: `&bytes` of an array is a pointer, too.
  func fill(_ text: UnsafeMutablePointer<UInt8>) {
    let value = min(max(self, .earliest), .latest).seconds
    let day = value >= 0 ? value / 86_400 : (value - 86_399) / 86_400
    let rest = value - day * 86_400
    let date = Timestamp.date(days: day)
    func two(_ n: Int, _ i: Int) {
      let n = UInt8(truncatingIfNeeded: n)
      text[i] = 0x30 + n / 10
      text[i + 1] = 0x30 + n % 10
    }
    two(date.year / 100, 0)
    two(date.year % 100, 2)
    text[4] = 0x2D
    two(date.month, 5)
    text[7] = 0x2D
    two(date.day, 8)
    text[10] = 0x54
    two(rest / 3600, 11)
    text[13] = 0x3A
    two(rest / 60 % 60, 14)
    text[16] = 0x3A
    two(rest % 60, 17)
    text[19] = 0x5A
  }
}

extension Timestamp: CustomStringConvertible {
  /// RFC 3339 in UTC.
  public var description: String {
    var bytes: [UInt8] = []
    write(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }
}
