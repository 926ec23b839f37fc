import Contacts
import Records

/// Answers by the period of the report in which they were given, told apart by who gave them:
/// whether a client meets the same people.
struct TechnicianBars {
  /// So many are told apart; the others are one.
  static let most = 4
  static let mostPeriods = 12

  private struct Column {
    var period: Period
    var counts: [Int]
  }

  private let words: Wording
  private let names: [String]
  private let totals: [Int]
  private let columns: [Column]

  private static let (width, height) = (480.0, 258.0)
  private static let (left, right, top, bottom) = (54.0, 468.0, 30.0, 218.0)

  /// `nil` where there are less than two periods to compare, or technicians are not to be told of.
  init?(_ section: ReportModel.Section, of model: ReportModel) {
    guard model.namesTechnicians else { return nil }
    words = model.words
    var byPeriod: [Period: [Exact: Int]] = [:]
    var total: [Exact: Int] = [:]
    for contact in section.contacts {
      guard let answered = contact.answered, let who = contact.answeredBy else { continue }
      let period = Period(model.period, of: answered, in: model.zone)
      byPeriod[period, default: [:]][Exact(who), default: 0] += 1
      total[Exact(who), default: 0] += 1
    }
    guard byPeriod.count > 1 else { return nil }
    let ranked = total.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
    let told = ranked.prefix(TechnicianBars.most)
    columns = byPeriod.sorted { $0.key < $1.key }.suffix(TechnicianBars.mostPeriods)
      .map { period, counts in
        var row = told.map { counts[$0] ?? 0 }
        if ranked.count > told.count {
          row.append(counts.values.reduce(0, +) - row.reduce(0, +))
        }
        return Column(period: period, counts: row)
      }
    var names = told.map { Shown.text(model.people.technician($0.text)) }
    if ranked.count > told.count { names.append(words.say(.others)) }
    self.names = names
    let rows = columns.map(\.counts)
    totals = names.indices.map { i in rows.reduce(0) { $0 + $1[i] } }
  }

  var caption: String {
    let each = zip(names, totals).map { "\($0) \($1)" }.joined(separator: ", ")
    return words.say(.techniciansCaption, each)
  }

  var legend: [Drawing.Key] {
    names.enumerated().map { Drawing.Key(look: "who\($0)", name: Columns.cut($1, to: 30)) }
  }

  func svg(id: String) -> String {
    var drawing = Drawing(width: TechnicianBars.width, height: TechnicianBars.height)
    let (left, right, bottom) = (TechnicianBars.left, TechnicianBars.right, TechnicianBars.bottom)
    // Each period is a whole, so that shares can be compared; its number of answers stands above.
    for percent in [0, 50, 100] {
      let at = bottom - Double(percent) / 100 * (bottom - TechnicianBars.top)
      drawing.line(left, at, right, at, percent == 0 ? "axis" : "grid")
      drawing.text("\(percent) %", left - 6, at + 4, .end, "tick")
    }
    let slot = (right - left) / Double(columns.count)
    let bar = min(44, slot * 0.72)
    let every = (columns.count + 3) / 4
    for (i, column) in columns.enumerated() {
      let all = max(1, column.counts.reduce(0, +))
      let x = left + (Double(i) + 0.5) * slot - bar / 2
      var y = bottom
      for (j, count) in column.counts.enumerated() where count > 0 {
        let height = Double(count) / Double(all) * (bottom - TechnicianBars.top)
        y -= height
        drawing.rectangle(x, y, bar, height, "who\(j)")
      }
      drawing.text("\(all)", x + bar / 2, TechnicianBars.top - 6, .middle, "tick")
      if i.isMultiple(of: every) {
        let name =
          column.period.length == .week
          ? words.shortDay(column.period.firstDay) : words.period(column.period)
        drawing.text(name, x + bar / 2, bottom + 21, .middle, "tick")
      }
    }
    return drawing.svg(title: words.say(.techniciansTitle), description: caption, id: id)
  }
}
