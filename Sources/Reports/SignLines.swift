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

  init(_ section: ReportModel.Section, of model: ReportModel) {
    self.section = section
    signs = section.relationship
    self.model = model
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
      let fixed = Wording.count(fixes.fixes, "matter was fixed", "matters were fixed")
      text = "\(fixed), \(fixes.returned.count) came back."
    } else {
      let told = zip(FixHolding.horizons, fixes.back).filter { !$0.1.isTooSmall }
      let parts = told.enumerated().map { i, horizon in
        i == 0
          ? "\(horizon.1.part) of \(horizon.1.whole) fixes came back within \(horizon.0) days"
          : "\(horizon.1.part) of \(horizon.1.whole) within \(horizon.0) days"
      }
      text =
        parts.isEmpty
        ? "\(fixes.fixes) matters were fixed and \(fixes.returned.count) came back; too few long "
          + "enough ago to tell more." : parts.joined(separator: ", ") + "."
      if let soon = fixes.curve.quantile(0.1).seconds {
        text += " One in ten was back within \(Wording.span(soon))."
      }
    }
    if fixes.reopened > 0 {
      text += text.isEmpty ? "" : " "
      text += Wording.count(fixes.reopened, "ticket was", "tickets were") + " opened again."
    }
    let quoted = quotes([.cameBack])
    return Line(
      heading: "Do fixes hold", verdict: text,
      method: "From the answer, or the time at which the ticket was solved, to the next contact on "
        + "the same thread or ticket, or of the same client with a like subject within 90 days. "
        + "What goes on within a day is the same exchange, unless it says that it came back.",
      quotes: quoted.shown, more: quoted.more)
  }

  private var continuity: Line? {
    let continuity = signs.continuity
    guard continuity.usual.whole > 0 else { return nil }
    let usual = continuity.usual
    var text: String
    if case .client = section.scope, let first = continuity.answers.first {
      text = "\(name(first.technician)) gave \(usual.part) of \(usual.whole) answers"
    } else {
      text = "The technician whom a client meets most gave \(usual.part) of \(usual.whole) answers"
    }
    if continuity.consecutive.whole > 0 {
      text += "; \(continuity.consecutive.part) of \(continuity.consecutive.whole) came from the "
      text += "same one as the answer before"
    }
    if let met = continuity.met {
      let number = met == met.rounded() ? "\(Int(met))" : Wording.decimal(met)
      if case .client = section.scope {
        text += "; \(Wording.count(Int(met), "technician")) answered"
      } else {
        text += "; a client met \(number) technicians on average"
      }
    }
    var method = "Over the answers of which the technician is known."
    if !usual.isTooSmall, let upc = usual.value {
      method += " Usual provider (UPC) \(Wording.hundredths(upc))"
      if let boxerman = continuity.boxerman {
        method += ", Bice-Boxerman index \(Wording.hundredths(boxerman))"
      }
      method += "; 1 is always the same."
    }
    if !continuity.answers.isEmpty {
      let each = continuity.answers.prefix(SignLines.mostTechnicians)
        .map { "\(name($0.technician)) \($0.count)" }
      let more = continuity.answers.count - each.count
      method += " Answers: " + each.joined(separator: ", ")
      method += more > 0 ? " and \(more) more." : "."
    }
    return Line(heading: "The same technician", verdict: text + ".", method: method)
  }

  private var handedOn: Line? {
    let hands = signs.handedOn.severalHands
    let told = quotes([.toldAgain])
    guard hands.part > 0 || hands.whole >= Rate.fewest || told.count > 0 else { return nil }
    var parts: [String] = []
    if hands.whole > 0, hands.part > 0 || hands.whole >= Rate.fewest {
      var text =
        "\(hands.part) of \(Wording.count(hands.whole, "matter")) with several answers "
      text += "passed through more than one technician"
      if let most = signs.handedOn.most { text += ", one through \(most.technicians)" }
      parts.append(text + ".")
    }
    if told.count > 0 {
      parts.append(
        "\(times(told.count)) a client wrote that they had told it before.")
    }
    return Line(
      heading: "Handed on, told again", verdict: parts.joined(separator: " "),
      method: "A matter is a chain of contacts on one thread, ticket or like subject.",
      quotes: told.shown, more: told.more)
  }

  private var attitude: Line? {
    let all = quotes([.brushOff, .belittling, .noDate])
    guard all.count > 0 else { return nil }
    let counts = [
      (Sign.Kind.brushOff, "sent somebody away"), (.belittling, "talked down to somebody"),
      (.noDate, "promised something without a date"),
    ].compactMap { kind, words -> String? in
      guard let n = signs.quotes[kind]?.count, n > 0 else { return nil }
      return "\(n) \(words)"
    }
    return Line(
      heading: "How we write", verdict: "Of our messages " + joined(counts) + ".",
      method: "By phrases in the new text of the message itself, quoted here; read them before "
        + "judging. Nothing is concluded from a thread.",
      quotes: all.shown, more: all.more)
  }

  private var promises: Line? {
    let rate = signs.promises
    guard rate.whole + signs.promisesOpen > 0 else { return nil }
    var text = "No promise with a time was due yet"
    if rate.whole > 0 {
      text = "\(rate.part) of \(rate.whole) promises with a time were kept"
    }
    if signs.promisesOpen > 0 { text += "; \(signs.promisesOpen) can still be" }
    let broken = (signs.quotes[.promise] ?? []).filter { $0.kept == false }
    let quoted = shown(broken)
    return Line(
      heading: "Promised times", verdict: text + ".",
      method: "Kept means that we were in touch with the person again before it was due. Those "
        + "that were not are quoted.",
      quotes: quoted, more: broken.count - quoted.count)
  }

  private var escalations: Line? {
    let all = quotes([.escalation])
    guard all.count > 0 else { return nil }
    return Line(
      heading: "Escalations",
      verdict: "\(times(all.count)) a client asked for somebody above, complained or spoke of "
        + "leaving.",
      method: "By phrases of theirs.", quotes: all.shown, more: all.more)
  }

  private var workarounds: Line? {
    let all = quotes([.workaround])
    guard all.count > 0 else { return nil }
    return Line(
      heading: "Ways around support",
      verdict: "\(times(all.count)) a client told of a way around support: private mail or "
        + "storage, shared passwords, a way of their own in the meantime, or giving up.",
      method: "By phrases of theirs.", quotes: all.shown, more: all.more)
  }

  private var silence: Line? {
    guard let silence = signs.silence, silence.isSign else { return nil }
    let before = Double(silence.earlier) / Double(silence.earlierWeeks)
    return Line(
      heading: "Gone quiet",
      verdict: "\(Wording.count(silence.recent, "contact")) came in over the last "
        + "\(Silence.recentWeeks) weeks, against \(Wording.decimal(before)) a week before, when "
        + "\(Wording.rate(silence.unanswered)) went unanswered.",
      method: "So few by chance alone: \(Wording.percent(silence.chance)) "
        + "(conditional test of two Poisson rates).")
  }

  private var firstMove: Line? {
    let rate = signs.ownMoves
    guard rate.whole > 0 else { return nil }
    return Line(
      heading: "First move",
      verdict: "We began \(Wording.rate(rate)) of the conversations.",
      method: "New mails and tickets of ours and calls that were picked up, outside of any contact "
        + "of theirs; automatic mail does not count.")
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
      text = "No meeting, review or mail that asks how things are was found in \(observed) days."
    } else {
      text = Wording.count(checkIns.days.count, "check-in or review", "check-ins or reviews")
      text += "; the longest time without one was \(Wording.count(checkIns.longestGap, "day"))."
      let isPast = checkIns.nextDue < Period.day(of: model.asOf, in: model.zone)
      text += " The next \(isPast ? "was" : "is") due by \(Wording.day(checkIns.nextDue))."
    }
    let quoted = quotes([.checkIn])
    return Line(
      heading: "Check-ins and reviews", verdict: text,
      method: "Invitations to meetings and mails of ours that ask how things are or propose a "
        + "review; one is due each quarter.", quotes: quoted.shown, more: quoted.more)
  }

  private var namedPeople: Line? {
    guard let came = signs.cameToNamed, let answered = signs.answeredByNamed else { return nil }
    return Line(
      heading: "Named contact",
      verdict: "\(Wording.rate(came)) of the contacts came in to the named technician, and "
        + "\(Wording.rate(answered)) of the answers came from them.",
      method: "Mail addressed to them, over all contacts of clients with a named technician.")
  }

  private var cost: Line? {
    guard let cost = signs.cost else { return nil }
    return Line(
      heading: "Cost of waiting", verdict: "Waiting cost \(Wording.amount(cost)).",
      method: "Opening hours that contacts waited, live calls apart, times cost_per_hour.")
  }
}
