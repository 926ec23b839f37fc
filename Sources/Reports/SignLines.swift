import Contacts
import Records

/// The signs of a relationship as a service manager reads them: a plain line each, what it rests
/// on, and the words that were written.
struct SignLines {
  struct Line {
    var heading: String
    /// The verdict, or counts alone where there are too few for one.
    var verdict: String
    /// How it is counted, in a sentence.
    var method: String
    var quotes: [Quote] = []
    /// Beyond those that are quoted.
    var more = 0
  }

  /// What somebody wrote, and where it stands.
  struct Quote {
    var phrase: String
    var who: String
    var at: Timestamp
    var place: Place?
  }

  /// As many are quoted for a sign; the JSON and signs.csv have all.
  static let mostQuotes = 5
  static let mostTechnicians = 12

  let section: ReportModel.Section
  let signs: RelationshipSigns
  let model: ReportModel
  let words: Wording

  init(_ section: ReportModel.Section, of model: ReportModel) {
    self.section = section
    signs = section.relationship
    self.model = model
    words = model.words
  }

  /// In the order in which they matter; what has nothing to say is left out.
  var all: [Line] {
    guard section.figures.contacts > 0 else { return [] }
    return [
      fixes, continuity, handedOn, attitude, promises, escalations, workarounds, silence,
      firstMove, checkIns, namedPeople, cost,
    ].compactMap(\.self)
  }

  private var fixes: Line? {
    let fixes = signs.fixes
    guard fixes.fixes > 0 || fixes.reopened > 0 else { return nil }
    var text = ""
    if fixes.fixes == 0 {
      // Only tickets were opened again.
    } else if fixes.fixes < Rate.fewest {
      text = words.say(.fixesFew, n: fixes.fixes, "\(fixes.returned.count)")
    } else {
      let told = zip(FixHolding.horizons, fixes.back).filter { !$0.1.isTooSmall }
      let parts = told.enumerated().map { i, horizon in
        words.say(
          i == 0 ? .fixesFirst : .fixesNext, "\(horizon.1.part)", "\(horizon.1.whole)",
          "\(horizon.0)")
      }
      text =
        parts.isEmpty
        ? words.say(.fixesYoung, "\(fixes.fixes)", "\(fixes.returned.count)")
        : parts.joined(separator: ", ") + "."
      if let soon = fixes.curve.quantile(0.1).seconds {
        text += " " + words.say(.fixesSoon, words.span(soon))
      }
    }
    if fixes.reopened > 0 {
      text += text.isEmpty ? "" : " "
      text += words.say(.reopened, n: fixes.reopened)
    }
    let quoted = quotes([.cameBack])
    return Line(
      heading: words.say(.fixesHeading), verdict: text, method: words.say(.fixesMethod),
      quotes: quoted.shown, more: quoted.more)
  }

  private var continuity: Line? {
    let continuity = signs.continuity
    guard continuity.usual.whole > 0 else { return nil }
    let usual = continuity.usual
    var text: String
    if case .client = section.scope, let first = continuity.answers.first {
      text = words.say(
        .continuityOfClient, name(first.technician), "\(usual.part)", "\(usual.whole)")
    } else {
      text = words.say(.continuityOfAll, "\(usual.part)", "\(usual.whole)")
    }
    if continuity.consecutive.whole > 0 {
      text += words.say(
        .continuityRow, "\(continuity.consecutive.part)", "\(continuity.consecutive.whole)")
    }
    if let met = continuity.met {
      let number = met == met.rounded() ? "\(Int(met))" : words.decimal(met)
      if case .client = section.scope {
        text += words.say(.continuityMet, n: Int(met))
      } else {
        text += words.say(.continuityMetOnAverage, number)
      }
    }
    var method = words.say(.continuityMethod)
    if !usual.isTooSmall, let upc = usual.value {
      method += words.say(.usualProvider, words.hundredths(upc))
      if let boxerman = continuity.boxerman {
        method += words.say(.boxerman, words.hundredths(boxerman))
      }
      method += words.say(.alwaysTheSame)
    }
    if !continuity.answers.isEmpty {
      let each = continuity.answers.prefix(SignLines.mostTechnicians)
        .map { "\(name($0.technician)) \($0.count)" }
      let more = continuity.answers.count - each.count
      let list = each.joined(separator: ", ")
      method +=
        more > 0
        ? words.say(.answersEachAndMore, list, "\(more)") : words.say(.answersEach, list)
    }
    return Line(
      heading: words.say(.continuityHeading), verdict: text + ".", method: method)
  }

  private var handedOn: Line? {
    let hands = signs.handedOn.severalHands
    let told = quotes([.toldAgain])
    guard hands.part > 0 || hands.whole >= Rate.fewest || told.count > 0 else { return nil }
    var parts: [String] = []
    if hands.whole > 0, hands.part > 0 || hands.whole >= Rate.fewest {
      var text = words.say(.handedOn, n: hands.whole, "\(hands.part)")
      if let most = signs.handedOn.most {
        text += words.say(.handedOnMost, "\(most.technicians)")
      }
      parts.append(text + ".")
    }
    if told.count > 0 {
      parts.append(words.say(.toldAgain, times(told.count)))
    }
    return Line(
      heading: words.say(.handedOnHeading), verdict: parts.joined(separator: " "),
      method: words.say(.handedOnMethod),
      quotes: told.shown, more: told.more)
  }

  private var attitude: Line? {
    let all = quotes([.brushOff, .belittling, .noDate])
    guard all.count > 0 else { return nil }
    let kinds: [(Sign.Kind, Phrase)] = [
      (.brushOff, .sentAway), (.belittling, .talkedDown),
      (.noDate, .withoutDate),
    ]
    let counts = kinds.compactMap { kind, phrase -> String? in
      guard let n = signs.quotes[kind]?.count, n > 0 else { return nil }
      return words.say(phrase, "\(n)")
    }
    return Line(
      heading: words.say(.attitudeHeading), verdict: words.say(.attitude, joined(counts)),
      method: words.say(.attitudeMethod),
      quotes: all.shown, more: all.more)
  }

  private var promises: Line? {
    let rate = signs.promises
    guard rate.whole + signs.promisesOpen > 0 else { return nil }
    var text = words.say(.promisesNone)
    if rate.whole > 0 {
      text = words.say(.promisesKept, "\(rate.part)", "\(rate.whole)")
    }
    if signs.promisesOpen > 0 { text += words.say(.promisesOpen, "\(signs.promisesOpen)") }
    let broken = (signs.quotes[.promise] ?? []).filter { $0.kept == false }
    let quoted = shown(broken)
    return Line(
      heading: words.say(.promisesHeading), verdict: text + ".",
      method: words.say(.promisesMethod),
      quotes: quoted, more: broken.count - quoted.count)
  }

  private var escalations: Line? {
    let all = quotes([.escalation])
    guard all.count > 0 else { return nil }
    return Line(
      heading: words.say(.escalationsHeading),
      verdict: words.say(.escalations, times(all.count)), method: words.say(.theirPhrases),
      quotes: all.shown, more: all.more)
  }

  private var workarounds: Line? {
    let all = quotes([.workaround])
    guard all.count > 0 else { return nil }
    return Line(
      heading: words.say(.workaroundsHeading),
      verdict: words.say(.workarounds, times(all.count)), method: words.say(.theirPhrases),
      quotes: all.shown, more: all.more)
  }

  private var silence: Line? {
    guard let silence = signs.silence, silence.isSign else { return nil }
    let before = Double(silence.earlier) / Double(silence.earlierWeeks)
    return Line(
      heading: words.say(.silenceHeading),
      verdict: words.say(
        .silence, words.say(.contacts, n: silence.recent), "\(Silence.recentWeeks)",
        words.decimal(before), words.rate(silence.unanswered)),
      method: words.say(.silenceMethod, words.percent(silence.chance)))
  }

  private var firstMove: Line? {
    let rate = signs.ownMoves
    guard rate.whole > 0 else { return nil }
    return Line(
      heading: words.say(.firstMoveHeading), verdict: words.say(.firstMove, words.rate(rate)),
      method: words.say(.firstMoveMethod))
  }

  private var checkIns: Line? {
    let checkIns = signs.checkIns
    guard case .client = section.scope else { return nil }
    let observed =
      Period.day(of: model.asOf, in: model.zone)
      - Period.day(of: model.observedFrom, in: model.zone)
    guard observed >= 28 || !checkIns.days.isEmpty else { return nil }
    var text: String
    if checkIns.days.isEmpty {
      text = words.say(.checkInsNone, "\(observed)")
    } else {
      text = words.say(
        .checkIns, n: checkIns.days.count, words.say(.days, n: checkIns.longestGap))
      let isPast = checkIns.nextDue < Period.day(of: model.asOf, in: model.zone)
      text += words.say(isPast ? .nextWasDue : .nextIsDue, words.day(checkIns.nextDue))
    }
    let quoted = quotes([.checkIn])
    return Line(
      heading: words.say(.checkInsHeading), verdict: text, method: words.say(.checkInsMethod),
      quotes: quoted.shown, more: quoted.more)
  }

  private var namedPeople: Line? {
    guard let came = signs.cameToNamed, let answered = signs.answeredByNamed else { return nil }
    return Line(
      heading: words.say(.namedHeading),
      verdict: words.say(.named, words.rate(came), words.rate(answered)),
      method: words.say(.namedMethod))
  }

  private var cost: Line? {
    guard let cost = signs.cost else { return nil }
    return Line(
      heading: words.say(.costHeading), verdict: words.say(.cost, words.amount(cost)),
      method: words.say(.costMethod))
  }
}
