import Contacts
import Records

/// Contacts by the week in which they came in, told apart by what became of them.
struct WeekBars {
  private let words: Wording
  private let weeks: [ReportModel.Week]

  private static let (width, height) = (480.0, 258.0)
  private static let (left, right, top, bottom) = (54.0, 468.0, 12.0, 218.0)

  /// `nil` where there are less than two weeks to compare.
  init?(_ section: ReportModel.Section, _ words: Wording) {
    self.words = words
    guard section.weeks.count > 1 else { return nil }
    weeks = section.weeks
  }

  var caption: String {
    let contacts = weeks.reduce(0) { $0 + $1.total }
    let unanswered = weeks.reduce(0) { $0 + $1.unanswered }
    return words.say(
      .weeksCaption, words.day(weeks[0].monday), words.day(weeks[weeks.count - 1].monday + 6),
      "\(contacts)", "\(unanswered)")
  }

  var legend: [Drawing.Key] {
    [
      Drawing.Key(look: "answered", name: words.say(.answered)),
      Drawing.Key(look: "withdrawn", name: words.say(.withdrawn)),
      Drawing.Key(look: "unanswered", name: words.say(.unanswered)),
    ]
  }

  /// The least of 1, 2 or 5 times a power of ten that is high enough for all bars in four steps.
  private var step: Int {
    let most = max(1, weeks.map(\.total).max() ?? 1)
    var power = 1
    while true {
      for step in [power, 2 * power, 5 * power] where 4 * step >= most { return step }
      power *= 10
    }
  }

  func svg(id: String) -> String {
    var drawing = Drawing(width: WeekBars.width, height: WeekBars.height)
    let step = step
    let most = max(1, weeks.map(\.total).max() ?? 1)
    let rows = (most + step - 1) / step
    let scale = (WeekBars.bottom - WeekBars.top) / Double(rows * step)
    for row in 0...rows {
      let at = WeekBars.bottom - Double(row * step) * scale
      drawing.line(WeekBars.left, at, WeekBars.right, at, row == 0 ? "axis" : "grid")
      drawing.text("\(row * step)", WeekBars.left - 6, at + 4, .end, "tick")
    }
    let slot = (WeekBars.right - WeekBars.left) / Double(weeks.count)
    let bar = min(28, slot * 0.72)
    let every = (weeks.count + 3) / 4
    for (i, week) in weeks.enumerated() {
      let x = WeekBars.left + (Double(i) + 0.5) * slot - bar / 2
      var y = WeekBars.bottom
      for (count, look) in [
        (week.answered, "answered"), (week.withdrawn, "withdrawn"),
        (week.unanswered, "unanswered"),
      ] where count > 0 {
        let height = Double(count) * scale
        y -= height
        drawing.rectangle(x, y, bar, height, look)
      }
      if i.isMultiple(of: every) {
        let atEnd = x > WeekBars.right - 56
        drawing.text(
          words.shortDay(week.monday), atEnd ? WeekBars.right : x, WeekBars.bottom + 21,
          atEnd ? .end : .start, "tick")
      }
    }
    return drawing.svg(title: words.say(.weeksTitle), description: caption, id: id)
  }
}
