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
    return words.say(
      .ends, words.percent(answered.share), words.percent(answered.low),
      words.percent(answered.high))
      + (closed.share > 0 ? words.say(.endsClosed, words.percent(closed.share)) : "")
      + (withdrawn.share > 0 ? words.say(.endsWithdrawn, words.percent(withdrawn.share)) : "")
      + "."
  }

  /// The latest period beside the one before it.
  var change: String? {
    guard let (period, now) = section.periods.last, section.periods.count > 1 else { return nil }
    let before = section.periods.dropLast().last { $0.period == period.previous }?.figures
    let isRunning = Period.day(of: asOf, in: zone) < period.next.firstDay
    let name = Wording.capitalized(words.inPeriod(period))
    let told = isRunning ? words.say(.soFar, name) : name
    let earlier = words.inPeriod(period.previous)
    let contacts = words.say(.contacts, n: now.contacts)
    guard let before else { return words.say(.changeFromNone, told, contacts, earlier) }
    var text = words.say(
      .change, told, contacts, "\(before.contacts)", earlier, words.rate(now.unanswered),
      words.rate(before.unanswered))
    if let a = now.wait.all.median.seconds, let b = before.wait.all.median.seconds,
      now.contacts >= Rate.fewest, before.contacts >= Rate.fewest
    {
      text += words.say(.changeMedian, words.span(a), words.span(b))
    }
    return text + "."
  }

  /// A client beside all clients together.
  var beside: String? {
    guard case .client = section.scope, severalClients, figures.contacts >= Rate.fewest else {
      return nil
    }
    func median(_ figures: Figures) -> String {
      words.quantile(figures.wait.all.median.seconds, of: figures.wait.all)
    }
    return words.say(
      .beside, words.percent(figures.unanswered), words.percent(all.unanswered), median(figures),
      median(all))
  }

  /// When what went unanswered came in.
  var when: String? {
    let grid = section.grid
    guard grid.total >= Rate.fewest, let day = grid.worstDay, let hours = grid.worstHours else {
      return nil
    }
    return words.say(
      .when, words.language.weekdays[day.day], "\(day.rate.part)", "\(day.rate.whole)",
      "\(hours.hour)", "\(hours.hour + 2)", "\(hours.rate.part)", "\(hours.rate.whole)")
  }
}
