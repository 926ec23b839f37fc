internal import Records

/// How an export writes its times, as pipeline.yml says it: `unix`, `unix-ms`, or a pattern.
///
/// The letters of a pattern are those of Unicode's date fields (UTS 35): `yyyy`, `MM`, `dd`, `HH`,
/// `mm`, `ss` with two digits (four of the year), `M`, `d`, `H` with one or two, `SSS` for a
/// fraction of any length, `Z` for an offset as `+0100`, `+01:00` or `Z`. Letters in single
/// quotes and all other characters stand for themselves.
public struct TimeForm: Sendable, Equatable {
  private enum Piece: Sendable, Equatable {
    case year, month, day, hour, minute, second, fraction, offset
    case literal(UInt8)
  }

  private struct Step: Sendable, Equatable {
    var piece: Piece
    /// Digits, at least and at most.
    var least = 2
    var most = 2
  }

  /// For times that are numbers: how many of them a second has.
  private let perSecond: Int?
  private let steps: [Step]

  /// Nil where it is no pattern, or does not tell a day.
  public init?(_ text: String) {
    let unix = ["unix": 1, "unix-ms": 1000]
    perSecond = unix[text]
    var steps: [Step] = []
    let bytes = perSecond == nil ? Array(text.utf8.prefix(61)) : []
    guard bytes.count <= 60 else { return nil }
    var i = 0
    while i < bytes.count {
      var end = i
      while end < bytes.count, bytes[end] == bytes[i] { end += 1 }
      if bytes[i] == 0x27 {
        guard let close = bytes[(i + 1)...].firstIndex(of: 0x27) else { return nil }
        steps += bytes[(i + 1)..<close].map { Step(piece: .literal($0)) }
        end = close + 1
      } else if !bytes[i].isLetter {
        steps += bytes[i..<end].map { Step(piece: .literal($0)) }
      } else if let step = TimeForm.step(bytes[i], end - i) {
        steps.append(step)
      } else {
        return nil
      }
      i = end
    }
    self.steps = steps
    let tellsDay = [Piece.year, .month, .day].allSatisfy { piece in
      steps.contains { $0.piece == piece }
    }
    guard perSecond != nil || tellsDay else { return nil }
  }

  private static func step(_ letter: UInt8, _ count: Int) -> Step? {
    let piece: Piece
    switch letter {
    case 0x79: return count == 4 ? Step(piece: .year, least: 4, most: 4) : nil
    case 0x53: return Step(piece: .fraction, least: 1, most: 12)
    case 0x5A, 0x58: return Step(piece: .offset)
    case 0x4D: piece = .month
    case 0x64: piece = .day
    case 0x48: piece = .hour
    case 0x6D: piece = .minute
    case 0x73: piece = .second
    default: return nil
    }
    return count <= 2 ? Step(piece: piece, least: count) : nil
  }

  /// The moment, or the local time as if it were in UTC; nil where the text is not of this form.
  func read(_ text: String) -> (time: Timestamp, isLocal: Bool)? {
    let bytes = Array(text.utf8.prefix(100))
    if let perSecond {
      guard let value = Int(text), value > 0 else { return nil }
      return (Timestamp(value / perSecond), false)
    }
    var values: [Int] = [0, 1, 1, 0, 0, 0]
    var offset: Int?
    var i = 0
    for step in steps {
      switch step.piece {
      case .literal(let byte):
        guard i < bytes.count, bytes[i] == byte else { return nil }
        i += 1
        continue
      case .offset:
        guard let found = TimeForm.offset(bytes[min(i, bytes.count)...]) else { return nil }
        offset = found.seconds
        i += found.length
        continue
      default: break
      }
      let start = i
      var value = 0
      while i < bytes.count, i - start < step.most, bytes[i].isDigit {
        value = value * 10 + Int(bytes[i] - 0x30)
        i += 1
      }
      guard i - start >= step.least else { return nil }
      switch step.piece {
      case .year: values[0] = value
      case .month: values[1] = value
      case .day: values[2] = value
      case .hour: values[3] = value
      case .minute: values[4] = value
      case .second: values[5] = value
      default: break
      }
    }
    guard i == bytes.count, (1...12).contains(values[1]), (1...31).contains(values[2]),
      values[3] < 24, values[4] < 60, values[5] < 62
    else { return nil }
    let days = Timestamp.days(year: values[0], month: values[1], day: values[2])
    guard Timestamp.date(days: days).day == values[2] else { return nil }
    let seconds = days * 86_400 + values[3] * 3600 + values[4] * 60 + values[5]
    return (Timestamp(seconds - (offset ?? 0)), offset == nil)
  }

  private static func offset(_ bytes: ArraySlice<UInt8>) -> (seconds: Int, length: Int)? {
    guard let sign = bytes.first else { return nil }
    if sign == 0x5A { return (0, 1) }
    guard sign == 0x2B || sign == 0x2D else { return nil }
    var digits: [Int] = []
    var length = 1
    for byte in bytes.dropFirst() where digits.count < 4 {
      if byte.isDigit {
        digits.append(Int(byte - 0x30))
      } else if byte != 0x3A || digits.count != 2 {
        return nil
      }
      length += 1
    }
    guard digits.count == 4 else { return nil }
    let seconds = ((digits[0] * 10 + digits[1]) * 60 + digits[2] * 10 + digits[3]) * 60
    return (sign == 0x2D ? -seconds : seconds, length)
  }
}
