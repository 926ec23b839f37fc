import Contacts
import Records

/// The sentences that set figures beside others: what else became of the contacts, the period
/// before, all other clients, the days and hours of the week.
extension Sentences {
  /// What became of all within a day, where some ended in another way than by an answer.
  var ends: String? {
    let ends = figures.ends
    guard figures.contacts >= Rate.fewest, figures.closedUnanswered + figures.withdrawn > 0,
      figures.wait.all.longest ?? 0 >= 86_400
    else { return nil }
    let shares = ends.shares(within: 86_400)
    let answered = shares[CompetingEnds.End.answered.rawValue]
    let closed = shares[CompetingEnds.End.closedUnanswered.rawValue]
    let withdrawn = shares[CompetingEnds.End.withdrawn.rawValue]
    return "Within 24 hours \(Wording.percent(answered.share)) were answered (95\u{A0}% interval "
      + "\(Wording.percent(answered.low)) to \(Wording.percent(answered.high)))"
      + (closed.share > 0 ? ", \(Wording.percent(closed.share)) closed without an answer" : "")
      + (withdrawn.share > 0 ? ", \(Wording.percent(withdrawn.share)) withdrawn" : "") + "."
  }

  /// The latest period beside the one before it.
  var change: String? {
    guard let (period, now) = section.periods.last, section.periods.count > 1 else { return nil }
    let before = section.periods.dropLast().last { $0.period == period.previous }?.figures
    let isRunning = Period.day(of: asOf, in: zone) < period.next.firstDay
    let name = Wording.capitalized(Wording.inPeriod(period)) + (isRunning ? ", so far," : "")
    let earlier = Wording.inPeriod(period.previous)
    let contacts = Wording.count(now.contacts, "contact")
    guard let before else { return "\(name) \(contacts) came in; \(earlier) none did." }
    var text = "\(name) \(contacts) came in, after \(before.contacts) \(earlier)"
    text += "; not answered: \(Wording.rate(now.unanswered)), after "
    text += Wording.rate(before.unanswered)
    if let a = now.wait.all.median.seconds, let b = before.wait.all.median.seconds,
      now.contacts >= Rate.fewest, before.contacts >= Rate.fewest
    {
      text += "; median wait \(Wording.span(a)), after \(Wording.span(b))"
    }
    return text + "."
  }

  /// A client beside all clients together.
  var beside: String? {
    guard case .client = section.scope, severalClients, figures.contacts >= Rate.fewest else {
      return nil
    }
    func median(_ figures: Figures) -> String {
      Wording.quantile(figures.wait.all.median.seconds, of: figures.wait.all)
    }
    return "Beside all clients together: not answered \(Wording.percent(figures.unanswered)), of "
      + "all \(Wording.percent(all.unanswered)); median wait \(median(figures)), of all "
      + "\(median(all))."
  }

  /// When what went unanswered came in.
  var when: String? {
    let grid = section.grid
    guard grid.total >= Rate.fewest, let day = grid.worstDay, let hours = grid.worstHours else {
      return nil
    }
    return "What went unanswered came in most often on a \(Wording.weekdays[day.day]) "
      + "(\(day.rate.part) of the \(day.rate.whole) contacts of that day) and between "
      + "\(hours.hour) and \(hours.hour + 2) o'clock (\(hours.rate.part) of \(hours.rate.whole))."
  }
}
