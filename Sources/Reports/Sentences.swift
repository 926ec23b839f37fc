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
  let words: Wording
  let targets: Targets
  let zone: Zone
  let asOf: Timestamp
  /// Of all clients together, to set a client beside.
  let all: Figures
  let severalClients: Bool

  init(_ section: ReportModel.Section, of model: ReportModel) {
    self.section = section
    words = model.words
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
      return [Sentence(topic: .contacts, text: words.say(.noContacts))]
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
    guard let longest = figures.longestWaitNow else { return words.say(.nobodyWaits) }
    let people = section.waitingPeople
    return section.waiting.count > people
      ? words.say(
        .waitingInMatters, n: people, words.span(longest), "\(section.waiting.count)")
      : words.say(.waiting, n: people, words.span(longest))
  }

  /// To where each channel was read, where that is an hour or more before the report's time for
  /// one on which somebody waits.
  func readUntil(_ coverage: [(name: String, from: Timestamp, until: Timestamp)]) -> String? {
    guard section.waiting.contains(where: { asOf - $0.observedUntil >= 3600 }), !coverage.isEmpty
    else { return nil }
    let ends = coverage.map { "\($0.name) \(words.time($0.until, in: zone))" }
    return words.say(.readUntil, ends.joined(separator: ", "))
  }

  private var contacts: String {
    let text = cameIn(words.say(.contacts, n: figures.contacts))
    guard figures.attempts > figures.contacts, let each = figures.attemptsEach else {
      return text + "."
    }
    return words.say(
      .withAttempts, text, words.say(.attempts, n: figures.attempts), words.decimal(each))
  }

  private func cameIn(_ contacts: String) -> String {
    guard let first = section.contacts.first, let last = section.contacts.last else {
      return contacts
    }
    let days = [first, last].map { words.day(of: $0.opened, in: zone) }
    return days[0] == days[1]
      ? words.say(.cameInOn, contacts, days[0])
      : words.say(.cameInFromTo, contacts, days[0], days[1])
  }

  private var unanswered: String {
    if figures.unanswered.part == 0 {
      let (all, withdrawn) = ("\(figures.contacts)", "\(figures.withdrawn)")
      return switch (figures.contacts == 1, figures.withdrawn > 0) {
      case (true, false): words.say(.itWasAnswered)
      case (true, true): words.say(.itWasAnsweredOrWithdrawn, withdrawn)
      case (false, false): words.say(.allWereAnswered, all)
      case (false, true): words.say(.allWereAnsweredOrWithdrawn, all, withdrawn)
      }
    }
    var parts: [String] = []
    if figures.waiting > 0 { parts.append(words.say(.stillWait, n: figures.waiting)) }
    if figures.closedUnanswered > 0 {
      parts.append(words.say(.closedUnanswered, n: figures.closedUnanswered))
    }
    let text = words.say(
      .notAnswered, n: figures.unanswered.part, words.rate(figures.unanswered),
      parts.joined(separator: ", "))
    guard figures.withdrawn > 0 else { return text }
    return text + " " + words.say(.moreWithdrew, "\(figures.withdrawn)")
  }

  private var wait: String {
    let median = figures.wait.all.median
    if figures.contacts == 1, let seconds = median.seconds {
      return words.say(.answeredAfter, words.span(seconds))
    }
    let text =
      if let seconds = median.seconds {
        words.say(.halfAnswered, words.span(seconds), interval(median))
      } else {
        words.say(.halfNotAnswered, words.quantile(nil, of: figures.wait.all))
      }
    guard let flattering = figures.wait.answeredOnlyMedian, flattering != median.seconds else {
      return text + "."
    }
    return words.say(.answeredOnly, text, words.span(flattering))
  }

  private var slowest: String? {
    guard figures.contacts > 1 else { return nil }
    let p90 = figures.wait.all.p90
    guard let seconds = p90.seconds else {
      return words.say(.nineInTenUnknown, words.quantile(nil, of: figures.wait.all))
    }
    return words.say(.nineInTen, words.span(seconds), interval(p90))
  }

  private var open: String? {
    guard figures.contacts > 1 else { return nil }
    let curve = figures.openWait.all
    return words.say(
      .openWait, words.quantile(curve.median.seconds, of: curve, isOpen: true),
      words.quantile(curve.p90.seconds, of: curve, isOpen: true))
  }

  private var target: String {
    let rate = figures.withinTarget
    let meaning = words.targets(targets, of: section.channels.map(\.channel))
    guard rate.whole > 0 else { return words.say(.targetUnknown) }
    return words.say(
      .withinTarget, n: rate.part, words.rate(rate), meaning.isEmpty ? "" : " (\(meaning))")
  }

  private var calls: String? {
    let dropped = figures.dropped ?? 0
    let abandoned = figures.abandoned
    var parts: [String] = []
    if abandoned.whole > 0, abandoned.part == 0 {
      parts.append(words.say(.noneAbandoned, n: abandoned.whole))
    } else if abandoned.whole > 0 {
      let phrase = abandoned.part == 1 ? Phrase.abandonedOne : .abandoned
      parts.append(words.say(phrase, n: abandoned.whole, words.rate(abandoned)))
    }
    if dropped > 0 { parts.append(words.say(.dropped, n: dropped)) }
    return parts.isEmpty ? nil : parts.joined(separator: " ")
  }

  private var callBack: String? {
    guard figures.callBack.count > 0 else { return nil }
    let reached = figures.callBack
    let tried = figures.firstTry
    let missed = words.say(.missed, n: reached.count)
    guard tried.events > 0 else { return words.say(.nobodyCalledBack, missed) }
    return words.say(
      .calledBack, n: reached.events, missed, "\(reached.events)", "\(reached.count)",
      words.quantile(reached.median.seconds, of: reached),
      words.quantile(tried.median.seconds, of: tried))
  }

  private var settled: String? {
    section.settled > 0 ? words.say(.settled, n: section.settled) : nil
  }

  private func interval(_ quantile: KaplanMeier.Quantile) -> String {
    guard let low = quantile.low else { return "" }
    guard let high = quantile.high else { return words.say(.openInterval, words.span(low)) }
    return low == high ? "" : words.say(.interval, words.span(low), words.span(high))
  }
}
