/// A language that reports are told in: one file with its words for every ``Phrase`` and its
/// forms of dates and numbers.
public struct ReportLanguage: Sendable {
  /// As BCP 47 has it: `en`.
  public let code: String
  let decimalMark: String
  /// Of `{d}`, `{dd}`, `{mm}`, `{mon}` and `{y}`.
  let date: String
  let shortDate: String
  let dayUnit: String
  /// From Monday.
  let weekdays: [String]
  let shortWeekdays: [String]
  let months: [String]
  /// In the words, `{1}` to `{9}` stand for what is told and `{n}` for a number; with `|` between
  /// them come the forms for one and for several.
  let phrases: [Phrase: String]

  public static let all = [english, german]

  /// `nil` for a language that there are no words in.
  public init?(_ code: String) {
    guard let known = ReportLanguage.all.first(where: { $0.code.utf8.elementsEqual(code.utf8) })
    else {
      return nil
    }
    self = known
  }

  init(
    code: String, decimalMark: String, date: String, shortDate: String, dayUnit: String,
    weekdays: [String], shortWeekdays: [String], months: [String], phrases: [Phrase: String]
  ) {
    self.code = code
    self.decimalMark = decimalMark
    self.date = date
    self.shortDate = shortDate
    self.dayUnit = dayUnit
    self.weekdays = weekdays
    self.shortWeekdays = shortWeekdays
    self.months = months
    self.phrases = phrases
  }

  /// Puts values in place of what stands in braces. What was put in is not read again.
  static func filled(_ form: some Sequence<UInt8>, _ value: (Substring.UTF8View) -> String?)
    -> String
  {
    var bytes: [UInt8] = []
    let form = Array(form)
    var i = 0
    while i < form.count {
      if form[i] == 0x7B, let end = form[i...].firstIndex(of: 0x7D),
        let text = value(Substring(decoding: form[(i + 1)..<end], as: UTF8.self).utf8)
      {
        bytes += text.utf8
        i = end + 1
      } else {
        bytes.append(form[i])
        i += 1
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
