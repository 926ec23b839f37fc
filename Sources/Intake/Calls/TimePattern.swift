internal import Records

/// A form of times as pipeline.yml writes it, such as `dd.MM.yyyy HH:mm:ss`.
///
/// The letters are those of Unicode's date fields (UTS 35): `yyyy`, `yy`, `M`, `MM`, `MMM` (an
/// English month), `d`, `dd`, `H`, `HH`, `h`, `hh`, `m`, `mm`, `s`, `ss`, `S` (a fraction of any
/// length), `a` (AM or PM), `Z` (`+0100`, `+01:00`, `Z`). A letter alone takes one or two digits.
/// Others stand for themselves, letters in single quotes. `unix` and `unix-ms` are seconds and
/// milliseconds since 1970.
public struct TimePattern: Sendable, Equatable {
  private enum Piece: Sendable, Equatable {
    case year, shortYear, month, monthName, day, hour, halfHour, minute, second, fraction, half
    case offset
    case unix(perSecond: Int)
    case literal(UInt8)
    /// As the above, with exactly two digits.
    indirect case two(Piece)
  }

  private let pieces: [Piece]

  /// Nil where it is no pattern, or does not tell a day.
  public init?(_ text: String) {
    if Exact(text) == Exact("unix") || Exact(text) == Exact("unix-ms") {
      pieces = [.unix(perSecond: text.utf8.count == 4 ? 1 : 1000)]
      return
    }
    let bytes = Array(text.utf8)
    guard bytes.count <= 60 else { return nil }
    var pieces: [Piece] = []
    var i = 0
    while i < bytes.count {
      let byte = bytes[i]
      if byte == 0x27 {
        guard let end = bytes[(i + 1)...].firstIndex(of: 0x27) else { return nil }
        pieces += bytes[(i + 1)..<end].map { .literal($0) }
        i = end + 1
        continue
      }
      var end = i
      while end < bytes.count, bytes[end] == byte { end += 1 }
      guard byte.isLetter else {
        pieces += bytes[i..<end].map { .literal($0) }
        i = end
        continue
      }
      guard let piece = TimePattern.piece(byte, end - i) else { return nil }
      pieces.append(piece)
      i = end
    }
    self.pieces = pieces
    let plain = pieces.map { if case .two(let piece) = $0 { piece } else { $0 } }
    guard plain.contains(.day), plain.contains(.month) || plain.contains(.monthName),
      plain.contains(.year) || plain.contains(.shortYear),
      !plain.contains(.halfHour) || plain.contains(.half)
    else { return nil }
  }

  private static func piece(_ letter: UInt8, _ count: Int) -> Piece? {
    let single: Piece
    switch (letter, count) {
    case (0x79, 4): return .year
    case (0x79, 2): return .shortYear
    case (0x4D, 3): return .monthName
    case (0x53, _): return .fraction
    case (0x61, 1): return .half
    case (0x5A, 1...3), (0x58, 1...3): return .offset
    case (0x4D, 1...2): single = .month
    case (0x64, 1...2): single = .day
    case (0x48, 1...2): single = .hour
    case (0x68, 1...2): single = .halfHour
    case (0x6D, 1...2): single = .minute
    case (0x73, 1...2): single = .second
    default: return nil
    }
    return count == 2 ? .two(single) : single
  }

  private static let months = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ]

  /// Nil where the bytes are not of this form.
  func read(_ bytes: UnsafeRawBufferPointer) -> CallTableTime? {
    let bytes = ByteView(bytes).trimmed()
    var i = 0
    var (year, month, day) = (0, 0, 0)
    var (hour, minute, second) = (0, 0, 0)
    var isAfternoon: Bool?
    var offset: Int?
    func digits(_ least: Int, _ most: Int) -> Int? {
      let start = i
      while i < bytes.count, i - start < most, bytes[i].isDigit { i += 1 }
      return i - start >= least ? bytes[start..<i].number : nil
    }
    for piece in pieces {
      var least = 1
      var plain = piece
      if case .two(let inner) = piece { (least, plain) = (2, inner) }
      switch plain {
      case .unix(let perSecond):
        guard let value = bytes.number, value / perSecond < 1 << 40 else { return nil }
        return CallTableTime(local: value / perSecond, isUTC: true)
      case .literal(let byte):
        guard i < bytes.count, bytes[i] == byte else { return nil }
        i += 1
      case .monthName:
        let name = bytes[i..<i + 3].buffer.map(lowercased)
        guard let found = TimePattern.months.firstIndex(where: { $0.utf8.elementsEqual(name) })
        else { return nil }
        month = found + 1
        i += 3
        while i < bytes.count, bytes[i].isLetter { i += 1 }
      case .half:
        let letter = lowercased(bytes[i])
        guard letter == 0x61 || letter == 0x70, lowercased(bytes[i + 1]) == 0x6D else {
          return nil
        }
        isAfternoon = letter == 0x70
        i += 2
      case .fraction: guard digits(1, 12) != nil else { return nil }
      case .offset:
        guard let found = TimePattern.offset(bytes.from(i)) else { return nil }
        offset = found.seconds
        i += found.length
      default:
        let isYear = plain == .year
        guard let value = digits(isYear ? 4 : plain == .shortYear ? 2 : least, isYear ? 4 : 2)
        else { return nil }
        switch plain {
        case .year: year = value
        case .shortYear: year = 2000 + value
        case .month: month = value
        case .day: day = value
        case .hour, .halfHour: hour = value
        case .minute: minute = value
        default: second = value
        }
      }
    }
    if let isAfternoon {
      guard (1...12).contains(hour) else { return nil }
      hour = hour % 12 + (isAfternoon ? 12 : 0)
    }
    guard i == bytes.count, hour < 24, minute < 60, second < 62, (1900...9999).contains(year),
      (1...12).contains(month), (1...31).contains(day)
    else { return nil }
    let days = Timestamp.days(year: year, month: month, day: day)
    guard Timestamp.date(days: days).day == day else { return nil }
    let seconds = days * 86_400 + hour * 3600 + minute * 60 + second
    return CallTableTime(local: seconds - (offset ?? 0), isUTC: offset != nil)
  }

  /// `Z`, `+01`, `+0100`, `+01:00`.
  private static func offset(_ bytes: ByteView) -> (seconds: Int, length: Int)? {
    if bytes[0] == 0x5A { return (0, 1) }
    guard bytes[0] == 0x2B || bytes[0] == 0x2D, let hours = bytes[1..<3].number else { return nil }
    let colon = bytes[3] == 0x3A ? 1 : 0
    var (minutes, length) = (0, 3)
    if bytes[3 + colon].isDigit {
      guard let value = bytes[(3 + colon)..<(5 + colon)].number else { return nil }
      (minutes, length) = (value, 5 + colon)
    }
    guard hours <= 15, minutes < 60, length <= bytes.count else { return nil }
    let seconds = hours * 3600 + minutes * 60
    return (bytes[0] == 0x2D ? -seconds : seconds, length)
  }
}
