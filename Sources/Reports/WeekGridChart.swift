import Contacts
import Records

/// A picture of the week: for each weekday and hour a square, the larger the more contacts came in
/// then that have not been answered.
struct WeekGridChart {
  private let words: Wording
  private let grid: WeekGrid

  private static let (left, top, cellWidth, cellHeight) = (54.0, 22.0, 17.0, 30.0)
  private static let size = 15.0

  /// `nil` where too little went unanswered to show a pattern.
  init?(_ section: ReportModel.Section, _ words: Wording) {
    self.words = words
    guard section.grid.total >= Rate.fewest else { return nil }
    grid = section.grid
  }

  var caption: String {
    words.say(.gridCaption, "\(grid.total)")
  }

  func svg(id: String) -> String {
    var drawing = Drawing(width: 480, height: 250)
    let most = max(1, grid.unanswered.flatMap(\.self).max() ?? 1)
    for hour in stride(from: 0, through: 24, by: 4) {
      let x = WeekGridChart.left + Double(hour) * WeekGridChart.cellWidth
      drawing.line(
        x, WeekGridChart.top, x, WeekGridChart.top + 7 * WeekGridChart.cellHeight, "grid")
      drawing.text("\(hour)", x, WeekGridChart.top - 8, .middle, "tick")
    }
    for day in 0..<7 {
      let middle = WeekGridChart.top + (Double(day) + 0.5) * WeekGridChart.cellHeight
      drawing.text(
        words.language.shortWeekdays[day], WeekGridChart.left - 8, middle + 4, .end, "tick")
      for hour in 0..<24 where grid.all[day][hour] > 0 {
        let n = grid.unanswered[day][hour]
        // The area tells the number.
        let side = n == 0 ? 3 : max(5, WeekGridChart.size * (Double(n) / Double(most)).squareRoot())
        let x = WeekGridChart.left + (Double(hour) + 0.5) * WeekGridChart.cellWidth
        drawing.rectangle(
          x - side / 2, middle - side / 2, side, side, n == 0 ? "withdrawn" : "unanswered")
      }
    }
    return drawing.svg(
      title: words.say(.gridTitle), description: caption, id: id)
  }
}
