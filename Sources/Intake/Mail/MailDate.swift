import Records

/// Dates as mail has them: RFC 5322 3.3 with the obsolete forms of 4.3, asctime, and what broken
/// programs write.
struct MailDate {
  var moment: Timestamp
  /// None was written, or none that can be understood; it was read as UTC.
  var lacksZone: Bool { offset == nil }
  /// The zone in seconds east of UTC.
  var offset: Int?

  /// What was read so far, in whatever order it stood.
  private struct Fields {
    var year: Int?
    var month: Int?
    var day: Int?
    var time: (hour: Int, minute: Int, second: Int)?
    var offset: Int?
    /// What a comment says; it counts only where nothing else tells the zone.
    var commented: Int?
    var afternoon: Bool?

    /// Numbers take the first place that is free and can hold them.
    mutating func take(_ value: Int, digits: Int) -> Bool {
      if digits <= 2, day == nil, (1...31).contains(value) {
        day = value
      } else if year == nil, digits <= 4, digits != 3 || day != nil {
        year = MailDate.fullYear(value, digits: digits)
      } else {
        return false
      }
      return true
    }
  }

  /// More is no date.
  private static let maxBytes = 512

  /// Reads a date; nil where there is none or one that is impossible, such as 31 February.
  init?(_ text: ByteView) {
    if let plain = MailDate(plain: text) {
      self = plain
      return
    }
    let text = text.upTo(MailDate.maxBytes)
    var fields = Fields()
    var i = 0
    while i < text.count {
      let byte = text[i]
      if byte.isDigit {
        guard let next = MailDate.number(text, i, &fields) else { return nil }
        i = next
      } else if byte.isLetter || byte >= 0x80 {
        var end = i
        while text[end].isLetter || text[end] >= 0x80 { end += 1 }
        MailDate.word(text[i..<end], &fields)
        if fields.time != nil, fields.offset == nil, text[end] == 0x20 {
          // A zone of several words is the last that stands there.
          fields.offset = MailDate.zones[MailDate.lower(text.from(i))]
        }
        i = end
      } else if byte == 0x2B || byte == 0x2D, fields.time != nil, text[i + 1].isDigit {
        i = MailDate.zone(text, i, &fields)
      } else if byte == 0x28 {
        let close = text.find(0x29, from: i) ?? text.count
        if fields.time != nil, fields.commented == nil {
          fields.commented = MailDate.zones[MailDate.lower(text[i + 1..<close])]
        }
        i = close + 1
      } else {
        i += 1
      }
    }
    guard let year = fields.year, let month = fields.month, let day = fields.day,
      var time = fields.time
    else { return nil }
    if let afternoon = fields.afternoon, time.hour <= 12 {
      time.hour = time.hour % 12 + (afternoon ? 12 : 0)
    }
    guard (1...9999).contains(year), day <= MailDate.length(month: month, year: year),
      time.hour < 24, time.minute < 60,
      time.second <= 60
    else { return nil }
    offset = fields.offset ?? fields.commented
    moment = Timestamp(
      year: year, month: month, day: day, hour: time.hour, minute: time.minute,
      second: time.second, offset: offset ?? 0)
  }

  /// Reads what begins with a digit: a time, a day, a year, `2002/09/14`, `14-Sep-02`, a zone
  /// without a sign.
  /// - Returns: the place behind it; nil where it makes the date impossible.
  private static func number(_ text: ByteView, _ start: Int, _ fields: inout Fields) -> Int? {
    guard var (value, i) = digits(text, start) else { return nil }
    let separator = text[i]
    let dotted = separator == 0x2E && i - start <= 2 && text[i + 3] == 0x2E
    if fields.time == nil, i - start <= 2, text[i + 1].isDigit,
      separator == 0x3A || (dotted && fields.day != nil && fields.month != nil)
    {
      let hour = value
      guard let (minute, next) = digits(text, i + 1) else { return nil }
      var second = 0
      i = next
      if text[i] == separator, text[i + 1].isDigit {
        guard let (seconds, next) = digits(text, i + 1) else { return nil }
        second = seconds
        i = next
        if text[i] == 0x2E { while text[i + 1].isDigit { i += 1 } }
      }
      fields.time = (hour, minute, second)
      return i
    }
    if separator == 0x2F || separator == 0x2D || separator == 0x2E, text[i + 1].isDigit,
      fields.month == nil, let (second, afterSecond) = digits(text, i + 1),
      text[afterSecond] == separator, let (third, afterThird) = digits(text, afterSecond + 1)
    {
      if i - start == 4 {
        (fields.year, fields.month, fields.day) = (value, second, third)
      } else {
        // 9/14/2002 is American, 14.9.2002 is not; where both could be, the separator tells.
        let monthFirst = separator == 0x2F && value <= 12
        fields.day = monthFirst ? second : value
        fields.month = monthFirst ? value : second
        fields.year = fullYear(third, digits: afterThird - afterSecond - 1)
      }
      guard (1...12).contains(fields.month ?? 0), (1...31).contains(fields.day ?? 0) else {
        return nil
      }
      // The T of ISO 8601.
      return text[afterThird] | 0x20 == 0x74 ? afterThird + 1 : afterThird
    }
    if fields.take(value, digits: i - start) { return i }
    // A day with a zero too many: `029 Apr 2019`.
    if text[start] == 0x30, i - start == 3, fields.take(value, digits: 2) { return i }
    if fields.time != nil, fields.offset == nil, i - start == 4 {
      value = value / 100 * 3600 + value % 100 * 60
      if value <= maxOffset { fields.offset = value }
    }
    return i
  }

  /// No zone is further from UTC: +14:00 is the Line Islands'.
  private static let maxOffset = 14 * 3600

  private static func zone(_ text: ByteView, _ start: Int, _ fields: inout Fields) -> Int {
    guard var (value, i) = digits(text, start + 1) else { return text.count }
    if i - start == 3, text[i] == 0x3A, let (minutes, next) = digits(text, i + 1) {
      value = value * 100 + minutes
      i = next
    } else if i - start <= 3 {
      value *= 100
    }
    let offset = (value / 100 * 60 + value % 100) * 60
    if fields.offset == nil, offset <= maxOffset, value % 100 < 60 {
      fields.offset = text[start] == 0x2D ? -offset : offset
    }
    return i
  }

  private static func word(_ word: ByteView, _ fields: inout Fields) {
    if fields.month == nil, let month = month(word) {
      fields.month = month
    } else if word.equalsAnyCase("am") || word.equalsAnyCase("pm") {
      fields.afternoon = word[0] | 0x20 == 0x70
    } else if fields.time != nil, fields.offset == nil {
      fields.offset = zones[lower(word)]
    }
  }

  /// The year that one, two or three digits stand for (RFC 5322 4.3).
  static func fullYear(_ value: Int, digits: Int) -> Int {
    switch value {
    case 0..<50 where digits <= 2: value + 2000
    case 50..<100 where digits <= 2: value + 1900
    // Programs that counted from 1900 wrote 102 or 0102 for 2002.
    case 50..<200: value + 1900
    default: value
    }
  }

  private static func length(month: Int, year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// A run of at most 9 digits and the place behind it.
  private static func digits(_ text: ByteView, _ start: Int) -> (Int, Int)? {
    var i = start
    while text[i].isDigit { i += 1 }
    guard let value = text[start..<i].number, i - start <= 9 else { return nil }
    return (value, i)
  }
}
