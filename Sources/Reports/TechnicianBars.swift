import Contacts
import Records

/// Answers by the month in which they were given, told apart by who gave them: whether a client
/// meets the same people.
struct TechnicianBars {
  /// So many are told apart; the others are one.
  static let most = 4
  static let mostMonths = 12

  private struct Month {
    var period: Period
    var counts: [Int]
  }

  private let words: Wording
  private let names: [String]
  private let totals: [Int]
  private let months: [Month]

  private static let (width, height) = (480.0, 280.0)
  private static let (left, right, top, bottom) = (54.0, 468.0, 52.0, 240.0)

  /// `nil` where there are less than two months to compare, or technicians are not to be told of.
  init?(_ section: ReportModel.Section, of model: ReportModel) {
    guard model.namesTechnicians else { return nil }
    words = model.words
    var byMonth: [Period: [Exact: Int]] = [:]
    var total: [Exact: Int] = [:]
    for contact in section.contacts {
      guard let answered = contact.answered, let who = contact.answeredBy else { continue }
      let month = Period(.month, of: answered, in: model.zone)
      byMonth[month, default: [:]][Exact(who), default: 0] += 1
      total[Exact(who), default: 0] += 1
    }
    guard byMonth.count > 1 else { return nil }
    let ranked = total.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
    let told = ranked.prefix(TechnicianBars.most)
    months = byMonth.sorted { $0.key < $1.key }.suffix(TechnicianBars.mostMonths)
      .map { period, counts in
        var row = told.map { counts[$0] ?? 0 }
        if ranked.count > told.count {
          row.append(counts.values.reduce(0, +) - row.reduce(0, +))
        }
        return Month(period: period, counts: row)
      }
    var names = told.map { Shown.text(model.people.technician($0.text)) }
    if ranked.count > told.count { names.append(words.say(.others)) }
    self.names = names
    let rows = months.map(\.counts)
    totals = names.indices.map { i in rows.reduce(0) { $0 + $1[i] } }
  }

  var caption: String {
    let each = zip(names, totals).map { "\($0) \($1)" }.joined(separator: ", ")
    return words.say(.techniciansCaption, each)
  }

  func svg(id: String) -> String {
    var drawing = Drawing(width: TechnicianBars.width, height: TechnicianBars.height)
    let (left, right, bottom) = (TechnicianBars.left, TechnicianBars.right, TechnicianBars.bottom)
    // Each month is a whole, so that shares can be compared; its number of answers stands above.
    for percent in [0, 50, 100] {
      let at = bottom - Double(percent) / 100 * (bottom - TechnicianBars.top)
      drawing.line(left, at, right, at, percent == 0 ? "axis" : "grid")
      drawing.text("\(percent) %", left - 6, at + 4, .end, "tick")
    }
    let slot = (right - left) / Double(months.count)
    let bar = min(44, slot * 0.72)
    let every = (months.count + 5) / 6
    for (i, month) in months.enumerated() {
      let all = max(1, month.counts.reduce(0, +))
      let x = left + (Double(i) + 0.5) * slot - bar / 2
      var y = bottom
      for (j, count) in month.counts.enumerated() where count > 0 {
        let height = Double(count) / Double(all) * (bottom - TechnicianBars.top)
        y -= height
        drawing.rectangle(x, y, bar, height, "who\(j)")
      }
      drawing.text("\(all)", x + bar / 2, TechnicianBars.top - 6, .middle, "tick")
      if i.isMultiple(of: every) {
        drawing.text(words.period(month.period), x + bar / 2, bottom + 21, .middle, "tick")
      }
    }
    let step = (right - left) / Double(max(1, names.count))
    for (i, name) in names.enumerated() {
      let x = left + Double(i) * step
      drawing.rectangle(x, 8, 11, 11, "who\(i)")
      drawing.text(Columns.cut(name, to: 12), x + 15, 18, .start, "mark")
    }
    return drawing.svg(title: words.say(.techniciansTitle), description: caption, id: id)
  }
}
