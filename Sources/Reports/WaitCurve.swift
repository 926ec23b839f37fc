import Contacts
import Records

#if canImport(Glibc)
  import Glibc
#endif

/// The share answered as time goes by, with its interval and the targets.
///
/// Time is stretched at its start (a logarithm of the minutes), since a call is answered within
/// seconds and a ticket within days.
struct WaitCurve {
  private let words: Wording
  private let curve: KaplanMeier
  /// The targets of the channels that have contacts, by the clock that is drawn.
  private let targets: [(name: String, seconds: Int)]
  /// By the wall's clock, not within opening hours.
  let calendar: Bool

  private static let (width, height) = (480.0, 280.0)
  private static let (left, right, top, bottom) = (54.0, 468.0, 42.0, 240.0)

  /// `nil` where there is no curve to draw.
  init?(_ section: ReportModel.Section, targets: Targets, _ words: Wording) {
    self.words = words
    guard section.figures.contacts > 0, section.figures.wait.all.longest ?? 0 > 0 else {
      return nil
    }
    let present = section.channels.compactMap { channel, _ in
      targets.byChannel[channel].map { (words.channel(channel), $0) }
    }
    let calendar = !present.isEmpty && present.allSatisfy(\.1.calendar)
    self.calendar = calendar
    curve = calendar ? section.figures.wait.all : section.figures.openWait.all
    var named: [(name: String, seconds: Int)] = []
    for (name, target) in present where target.calendar == calendar && target.seconds > 0 {
      if let same = named.firstIndex(where: { $0.seconds == target.seconds }) {
        named[same].name += ", " + name
      } else {
        named.append((name, target.seconds))
      }
    }
    self.targets = named.sorted { ($0.seconds, $0.name) < ($1.seconds, $1.name) }
    guard curve.longest ?? 0 > 0 else { return nil }
  }

  /// What the drawing shows, in a sentence.
  var caption: String {
    let text = words.say(
      .curveCaption, words.say(calendar ? .curveByTheClock : .curveOpen))
    guard !targets.isEmpty else { return text }
    let list = targets.map { words.say(.target, $0.name, span($0.seconds)) }
    return text + words.say(.curveTarget, n: targets.count, list.joined(separator: ", "))
  }

  private func span(_ seconds: Int) -> String {
    calendar ? words.span(seconds) : words.openSpan(seconds)
  }

  private var description: String {
    [3600, 8 * 3600, 24 * 3600].compactMap { seconds in
      guard seconds <= curve.longest ?? 0 else { return nil }
      let step = curve.steps.last { $0.seconds <= seconds }
      return words.say(
        .answeredWithin, words.percent(1 - (step?.waiting ?? 1)), words.openSpan(seconds))
    }.joined(separator: " ")
  }

  private var longest: Int { max(curve.longest ?? 1, targets.map(\.seconds).max() ?? 1, 60) }

  private func x(_ seconds: Int) -> Double {
    let share = log(1 + Double(seconds) / 60) / log(1 + Double(longest) / 60)
    return WaitCurve.left + min(1, max(0, share)) * (WaitCurve.right - WaitCurve.left)
  }

  private func y(_ answered: Double) -> Double {
    WaitCurve.bottom - answered * (WaitCurve.bottom - WaitCurve.top)
  }

  func svg(id: String) -> String {
    var drawing = Drawing(width: WaitCurve.width, height: WaitCurve.height)
    for percent in [0, 25, 50, 75, 100] {
      let at = y(Double(percent) / 100)
      drawing.line(WaitCurve.left, at, WaitCurve.right, at, percent == 0 ? "axis" : "grid")
      drawing.text("\(percent) %", WaitCurve.left - 6, at + 4, .end, "tick")
    }
    for seconds in ticks {
      drawing.line(x(seconds), WaitCurve.bottom, x(seconds), WaitCurve.bottom + 5, "axis")
      let anchor: Drawing.Anchor = x(seconds) > WaitCurve.right - 24 ? .end : .middle
      drawing.text(span(seconds), x(seconds), WaitCurve.bottom + 21, anchor, "tick")
    }
    let band = points(\.high) + points(\.low).reversed()
    drawing.path(band, closed: true, "band")
    // Two rows for the names, so that near ones do not cover each other.
    for (i, target) in targets.enumerated() {
      let at = x(target.seconds)
      drawing.line(at, WaitCurve.top - 4, at, WaitCurve.bottom, "target")
      let anchor: Drawing.Anchor =
        at > WaitCurve.right - 60 ? .end : at < WaitCurve.left + 30 ? .start : .middle
      drawing.text(
        target.name, at, WaitCurve.top - (i.isMultiple(of: 2) ? 8 : 26), anchor, "mark")
    }
    drawing.path(points(\.waiting), "curve")
    return drawing.svg(
      title: words.say(.curveTitle), description: description, id: id)
  }

  /// Those of the round times that are far enough apart to be read.
  private var ticks: [Int] {
    let hour = 3600
    let round =
      calendar
      ? [60, 600, hour, 4 * hour, 24 * hour, 72 * hour, 168 * hour, 672 * hour, 8760 * hour]
      : [60, 600, hour, 4 * hour, 8 * hour, 24 * hour, 80 * hour, 400 * hour, 2000 * hour]
    var chosen: [Int] = []
    for seconds in round where seconds <= longest {
      if let last = chosen.last, x(seconds) - x(last) < 52 { continue }
      chosen.append(seconds)
    }
    return chosen
  }

  /// The corners of a step curve of the answered share; steps closer than half a unit, which no
  /// screen shows apart, are drawn as one.
  private func points(_ still: KeyPath<KaplanMeier.Step, Double>) -> [(x: Double, y: Double)] {
    var points = [(x: WaitCurve.left, y: y(0))]
    var height = y(0)
    for step in curve.steps {
      let at = x(step.seconds)
      let next = y(1 - step[keyPath: still])
      if let last = points.last, points.count > 2, at - last.x < 0.5 {
        points[points.count - 1].y = next
      } else {
        points.append((at, height))
        points.append((at, next))
      }
      height = next
    }
    points.append((x(curve.longest ?? 0), height))
    return points
  }
}
