import Records

/// The form that nearly all dates have: `Mon, 4 Mar 2024 09:15:00 +0100`, perhaps with a comment
/// behind it. A shortcut only: what it reads is read alike without it.
extension MailDate {
  /// - Returns: nil for another form, and for what needs a second look.
  init?(plain text: ByteView) {
    let text = text.trimmed()
    // `Mon, 4 Mar 2024 09:15:00 +0100` has 30 bytes, and one more for a day of two digits.
    guard text.count >= 30, text[3] == 0x2C, text[4] == 0x20, MailDate.isWeekday(text) else {
      return nil
    }
    var isNumber = true
    func number(_ start: Int, _ digits: Int) -> Int {
      var value = 0
      for i in start..<start + digits {
        isNumber = isNumber && text[i].isDigit
        value = value * 10 + Int(text[i] & 15)
      }
      return value
    }
    let digits = text[6] == 0x20 ? 1 : 2
    let day = number(5, digits)
    let rest = text.from(5 + digits)
    let key =
      UInt32(rest[1].lowercasedASCII) << 16 | UInt32(rest[2].lowercasedASCII) << 8
      | UInt32(rest[3].lowercasedASCII)
    let at = 5 + digits
    guard rest[0] == 0x20, rest[4] == 0x20, rest[9] == 0x20, rest[12] == 0x3A, rest[15] == 0x3A,
      rest[18] == 0x20, rest[19] == 0x2B || rest[19] == 0x2D, let month = MailDate.month(key: key)
    else { return nil }
    let year = number(at + 5, 4)
    let (hour, minute, second) = (number(at + 10, 2), number(at + 13, 2), number(at + 16, 2))
    let (hours, minutes) = (number(at + 20, 2), number(at + 22, 2))
    let comment = rest.from(24)
    guard isNumber, (1...28).contains(day), year >= 1900, hour < 24, minute < 60, second < 60,
      hours < 14, minutes < 60,
      comment.isEmpty
        || comment[0] == 0x20 && comment[1] == 0x28 && comment.find(0x29) == comment.count - 1
    else { return nil }
    let size = (hours * 60 + minutes) * 60
    let offset = rest[19] == 0x2D ? -size : size
    self.offset = offset
    moment = Timestamp(
      year: year, month: month, day: day, hour: hour, minute: minute, second: second,
      offset: offset)
  }

  private static func isWeekday(_ text: ByteView) -> Bool {
    switch UInt32(text[0] | 0x20) << 16 | UInt32(text[1] | 0x20) << 8 | UInt32(text[2] | 0x20) {
    case 0x6D6F6E, 0x747565, 0x776564, 0x746875, 0x667269, 0x736174, 0x73756E: true
    default: false
    }
  }
}
