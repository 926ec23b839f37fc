internal import Records

/// Asterisk's name of a channel: `1709542800.26` or `mainserver-1709542800.26`.
struct UniqueID: Equatable {
  /// When the channel was made, in seconds since 1970: the only time in the log that is not
  /// local.
  let epoch: Int

  /// Nil where the bytes are no such name.
  init?(_ bytes: UnsafeRawBufferPointer) {
    guard let dot = bytes.lastIndex(of: 0x2E), dot + 1 < bytes.count,
      bytes[(dot + 1)...].allSatisfy(isDigit)
    else { return nil }
    var first = dot
    while first > 0 && isDigit(bytes[first - 1]) { first -= 1 }
    guard (9...11).contains(dot - first), first == 0 || bytes[first - 1] == 0x2D,
      bytes[..<first].allSatisfy({ isDigit($0) || isLetter($0) || [0x2D, 0x2E, 0x5F].contains($0) })
    else { return nil }
    epoch = bytes[first..<dot].reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }

  init?(_ text: String) {
    var text = text
    guard let id = text.withUTF8({ UniqueID(UnsafeRawBufferPointer($0)) }) else { return nil }
    self = id
  }
}

/// How a leg ended (ast_cdr_disp2str).
enum Disposition: UInt8 {
  case answered, noAnswer, busy, failed, unknown

  init?(_ bytes: UnsafeRawBufferPointer) {
    if isWord(bytes, "answered") {
      self = .answered
    } else if isWord(bytes, "no answer") || isWord(bytes, "noanswer") || isWord(bytes, "cancel") {
      self = .noAnswer
    } else if isWord(bytes, "busy") {
      self = .busy
    } else if isWord(bytes, "failed") || isWord(bytes, "congestion") {
      self = .failed
    } else if isWord(bytes, "unknown") {
      self = .unknown
    } else {
      return nil
    }
  }
}

/// What a dialplan application means for a call.
enum CallApplication: UInt8 {
  /// It rings people.
  case dial
  case queue
  case voicemail
  /// Listening to a voicemail box.
  case voicemailMain
  /// A menu, an announcement, a hang-up, anything that is nobody.
  case other

  private static let ringing: [StaticString] = [
    "dial", "retrydial", "appdial", "appdial2", "followme", "page", "pickup", "pickupchan",
    "parkedcall", "bridge",
  ]

  init(_ bytes: UnsafeRawBufferPointer) {
    if isWord(bytes, "dial") {
      self = .dial
    } else if isWord(bytes, "queue") || isWord(bytes, "appqueue") {
      self = .queue
    } else if isWord(bytes, "voicemail") {
      self = .voicemail
    } else if isWord(bytes, "voicemailmain") {
      self = .voicemailMain
    } else if CallApplication.ringing.contains(where: { isWord(bytes, $0) }) {
      self = .dial
    } else {
      self = .other
    }
  }
}

/// The seconds that a local time would be in UTC.
///
/// Takes `2024-03-04 09:00:00`, a `T` for the blank, and a fraction, which is cut off.
func localSeconds(_ bytes: UnsafeRawBufferPointer) -> Int? {
  guard bytes.count >= 19, bytes[4] == 0x2D, bytes[7] == 0x2D,
    bytes[10] == 0x20 || bytes[10] == 0x54, bytes[13] == 0x3A, bytes[16] == 0x3A
  else { return nil }
  if bytes.count > 19 {
    guard bytes[19] == 0x2E, bytes.count <= 30, bytes[20...].allSatisfy(isDigit) else { return nil }
  }
  func number(_ at: Int) -> Int? {
    guard isDigit(bytes[at]), isDigit(bytes[at + 1]) else { return nil }
    return Int(bytes[at] - 0x30) * 10 + Int(bytes[at + 1] - 0x30)
  }
  guard let century = number(0), let year = number(2), let month = number(5), let day = number(8),
    let hour = number(11), let minute = number(14), let second = number(17),
    (1...12).contains(month), (1...31).contains(day), hour < 24, minute < 60, second < 61
  else { return nil }
  let days = Timestamp.days(year: century * 100 + year, month: month, day: day)
  // The 31st of a month of 30 days is carried over to the next.
  guard century >= 19, Timestamp.date(days: days).day == day else { return nil }
  return days * 86_400 + hour * 3600 + minute * 60 + second
}

/// Reads local times as ``localSeconds(_:)`` does, quicker where the day is the last one's.
struct LocalDay {
  /// `2024-03-`, `04`.
  private var month: UInt64 = 0
  private var day: UInt16 = 0
  /// Of its midnight.
  private var seconds = 0

  mutating func seconds(_ bytes: UnsafeRawBufferPointer) -> Int? {
    guard bytes.count == 19, let base = bytes.baseAddress else { return localSeconds(bytes) }
    guard base.loadUnaligned(as: UInt64.self) == month,
      base.loadUnaligned(fromByteOffset: 8, as: UInt16.self) == day
    else {
      guard let value = localSeconds(bytes) else { return nil }
      let remainder = value % 86_400
      // The leap second of a day's end is the next day's.
      guard remainder >= 0, bytes[17] != 0x36 else { return value }
      month = base.loadUnaligned(as: UInt64.self)
      day = base.loadUnaligned(fromByteOffset: 8, as: UInt16.self)
      seconds = value - remainder
      return value
    }
    func number(_ at: Int) -> Int {
      let tens = base.load(fromByteOffset: at, as: UInt8.self) &- 0x30
      let ones = base.load(fromByteOffset: at + 1, as: UInt8.self) &- 0x30
      return tens < 10 && ones < 10 ? Int(tens) * 10 + Int(ones) : 99
    }
    let (hour, minute, second) = (number(11), number(14), number(17))
    guard hour < 24, minute < 60, second < 61, bytes[13] == 0x3A, bytes[16] == 0x3A,
      bytes[10] == 0x20 || bytes[10] == 0x54
    else { return nil }
    return seconds + hour * 3600 + minute * 60 + second
  }
}

/// A count of seconds of at most a year, its fraction cut off; a clock that was set back gives
/// a negative one, which is 0.
func secondsCount(_ bytes: UnsafeRawBufferPointer) -> Int? {
  var digits = bytes[...]
  let isNegative = digits.first == 0x2D
  if isNegative { digits = digits.dropFirst() }
  if let dot = digits.firstIndex(of: 0x2E) {
    guard digits[(dot + 1)...].allSatisfy(isDigit) else { return nil }
    digits = digits[..<dot]
  }
  guard let value = wholeNumber(digits), value <= 366 * 86_400 else { return nil }
  return isNegative ? 0 : value
}

/// A whole number of at most 18 digits.
func wholeNumber(_ bytes: some Collection<UInt8>) -> Int? {
  guard (1...18).contains(bytes.count), bytes.allSatisfy(isDigit) else { return nil }
  return bytes.reduce(0) { $0 * 10 + Int($1 - 0x30) }
}

/// Whether bytes are a word of lower-case ASCII, in any case.
func isWord(_ bytes: UnsafeRawBufferPointer, _ word: StaticString) -> Bool {
  bytes.count == word.utf8CodeUnitCount && begins(bytes, word)
}

/// Whether bytes begin with a word of lower-case ASCII, in any case.
func begins(_ bytes: UnsafeRawBufferPointer, _ word: StaticString) -> Bool {
  let count = word.utf8CodeUnitCount
  guard bytes.count >= count else { return false }
  for i in 0..<count where lowercased(bytes[i]) != word.utf8Start[i] { return false }
  return true
}

func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

private func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }
