import Contacts
import Records

/// The figures in plain sentences, for a reader who has a minute.
///
/// They hold figures only and no text of a stranger.
struct Sentences {
  /// What a sentence tells, for a heading or a key beside it.
  enum Topic: String, CaseIterable {
    case waiting, contacts, unanswered, ends, wait, slowest, open, target, calls, callBack
    case change, beside, when, settled
  }

  struct Sentence: Equatable {
    var topic: Topic
    var text: String
  }

  let section: ReportModel.Section
  let targets: Targets
  let zone: Zone
  let asOf: Timestamp
  /// Of all clients together, to set a client beside.
  let all: Figures
  let severalClients: Bool

  init(_ section: ReportModel.Section, of model: ReportModel) {
    self.section = section
    targets = model.targets
    zone = model.zone
    asOf = model.asOf
    all = model.all.figures
    severalClients = model.clients.count { $0.figures.contacts > 0 } > 1
  }

  var figures: Figures { section.figures }

  /// All that there is to say, in the order of importance.
  var inOrder: [Sentence] {
    guard figures.contacts > 0 else {
      return [Sentence(topic: .contacts, text: "No contacts came in.")]
    }
    let pairs: [(Topic, String?)] = [
      (.waiting, waiting), (.contacts, contacts), (.unanswered, unanswered), (.ends, ends),
      (.wait, wait),
      (.slowest, slowest), (.open, open), (.target, target), (.calls, calls),
      (.callBack, callBack), (.change, change), (.beside, beside), (.when, when),
      (.settled, settled),
    ]
    return pairs.compactMap { topic, text in text.map { Sentence(topic: topic, text: $0) } }
  }

  var waiting: String {
    guard let longest = figures.longestWaitNow else { return "Nobody is waiting now." }
    let people = section.waitingPeople
    let who = people == 1 ? "1 person is waiting" : "\(people) people are waiting"
    let matters = section.waiting.count > people ? " in \(section.waiting.count) matters" : ""
    return "\(who) now\(matters); the longest for \(Wording.span(longest))."
  }

  private var contacts: String {
    let contacts = Wording.count(figures.contacts, "contact")
    let attempts = Wording.count(figures.attempts, "attempt")
    let text = "\(contacts) came in \(span)"
    guard figures.attempts > figures.contacts, let each = figures.attemptsEach else {
      return text + "."
    }
    return "\(text), with \(attempts) (\(Wording.decimal(each)) per contact)."
  }

  /// `on 4 Mar 2024`, `from 1 Jan 2024 to 29 Mar 2024`
  private var span: String {
    guard let first = section.contacts.first, let last = section.contacts.last else { return "" }
    let days = [first, last].map { Wording.day(of: $0.opened, in: zone) }
    return days[0] == days[1] ? "on \(days[0])" : "from \(days[0]) to \(days[1])"
  }

  private var unanswered: String {
    if figures.unanswered.part == 0 {
      let rest = figures.withdrawn > 0 ? ", or withdrawn (\(figures.withdrawn))" : ""
      return figures.contacts == 1
        ? "It was answered\(rest)." : "All \(figures.contacts) were answered\(rest)."
    }
    var parts: [String] = []
    if figures.waiting > 0 {
      parts.append("\(figures.waiting) still \(figures.waiting == 1 ? "waits" : "wait")")
    }
    if figures.closedUnanswered > 0 {
      let n = figures.closedUnanswered
      parts.append("\(n) \(n == 1 ? "was" : "were") closed without an answer")
    }
    var text = "\(Wording.rate(figures.unanswered)) "
    text += figures.unanswered.part == 1 ? "has" : "have"
    text += " not been answered: " + parts.joined(separator: ", ") + "."
    if figures.withdrawn > 0 { text += " \(figures.withdrawn) more withdrew." }
    return text
  }

  private var wait: String {
    let median = figures.wait.all.median
    if figures.contacts == 1, let seconds = median.seconds {
      return "It was answered after \(Wording.span(seconds))."
    }
    var text: String
    if let seconds = median.seconds {
      text = "Half of the contacts were answered within \(Wording.span(seconds))"
      text += interval(median) + "."
    } else {
      text = "Fewer than half of the contacts have been answered: the median wait is "
      text += Wording.quantile(nil, of: figures.wait.all) + "."
    }
    guard let flattering = figures.wait.answeredOnlyMedian, flattering != median.seconds else {
      return text
    }
    text.removeLast()
    return text
      + "; counting only the answered ones it would look like \(Wording.span(flattering))."
  }

  private var slowest: String? {
    guard figures.contacts > 1 else { return nil }
    let p90 = figures.wait.all.p90
    guard let seconds = p90.seconds else {
      return "The time within which nine in ten are answered is "
        + Wording.quantile(nil, of: figures.wait.all) + "."
    }
    return "Nine in ten were answered within \(Wording.span(seconds))\(interval(p90))."
  }

  private var open: String? {
    guard figures.contacts > 1 else { return nil }
    let curve = figures.openWait.all
    var text = "Counting opening hours only, the median wait is "
    text += Wording.quantile(curve.median.seconds, of: curve, as: Wording.openSpan)
    text += " and the 90th percentile "
    text += Wording.quantile(curve.p90.seconds, of: curve, as: Wording.openSpan)
    return text + "."
  }

  private var target: String {
    let rate = figures.withinTarget
    let meaning = Wording.targets(targets, of: section.channels.map(\.channel))
    guard rate.whole > 0 else { return "Answered within target: n/d, none can be told yet." }
    let be = rate.part == 1 ? "was" : "were"
    return "\(Wording.rate(rate)) \(be) answered within target"
      + (meaning.isEmpty ? "." : " (\(meaning)).")
  }

  private var calls: String? {
    let dropped = figures.dropped ?? 0
    guard figures.abandoned.whole > 0 || dropped > 0 else { return nil }
    var text = ""
    if figures.abandoned.whole > 0, figures.abandoned.part == 0 {
      text = "None of \(Wording.count(figures.abandoned.whole, "call")) was abandoned."
    } else if figures.abandoned.whole > 0 {
      text = "\(Wording.rate(figures.abandoned)) \(figures.abandoned.whole == 1 ? "call" : "calls")"
      text += figures.abandoned.part == 1 ? " was" : " were"
      text += " abandoned: the caller gave up before anybody answered."
    }
    if dropped > 0 {
      text += text.isEmpty ? "" : " "
      text += Wording.count(dropped, "call was", "calls were")
      text += " dropped within seconds and \(dropped == 1 ? "is" : "are") not counted."
    }
    return text
  }

  private var callBack: String? {
    guard figures.callBack.count > 0 else { return nil }
    let reached = figures.callBack
    let tried = figures.firstTry
    let n = Wording.count(reached.count, "missed call or voicemail", "missed calls and voicemails")
    guard tried.events > 0 else { return "After \(n) nobody was called back." }
    let back = "\(reached.events) of \(reached.count)"
    var text =
      "After \(n), \(back) \(reached.events == 1 ? "was" : "were") reached by a call back; "
    text += "the median time to it is " + Wording.quantile(reached.median.seconds, of: reached)
    text += ", and to the first try " + Wording.quantile(tried.median.seconds, of: tried)
    return text + "."
  }

  private var settled: String? {
    guard section.settled > 0 else { return nil }
    return Wording.count(section.settled, "contact was", "contacts were")
      + " settled by a person, which wins over every rule."
  }

  private func interval(_ quantile: KaplanMeier.Quantile) -> String {
    guard let low = quantile.low else { return "" }
    guard let high = quantile.high else {
      return " (95\u{A0}% interval from \(Wording.span(low)), no upper limit yet)"
    }
    return low == high ? "" : " (95\u{A0}% interval \(Wording.span(low)) to \(Wording.span(high)))"
  }
}
