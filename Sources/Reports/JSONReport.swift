import Contacts
import Records

/// The report for other programs, as JSON Lines with keys in a fixed order.
///
/// First one line of figures for all, for each client and for nobody's (`"report":"all"`,
/// `"client"`, `"nobody"`); then the contacts and the signs, each as `match` writes it; then the books. So no
/// line outgrows its limit, and the contacts can go through the pipe again.
struct JSONReport {
  private let model: ReportModel

  init(_ model: ReportModel) { self.model = model }

  func write(to take: ReportFile.Sink) {
    var line = JSONLine()
    for section in [model.all] + model.apart {
      line.begin()
      write(section, &line)
      line.end()
      line.withBytes(take)
    }
    for contact in model.apart.flatMap(\.contacts) {
      line.write(contact)
      line.withBytes(take)
    }
    // The signs that a section told of without technicians are those of the sections.
    for sign in model.apart.flatMap(\.signs) + model.gaps {
      line.write(sign)
      line.withBytes(take)
    }
    for books in model.books {
      line.write(books)
      line.withBytes(take)
    }
  }

  /// So many ids of those who wait stand in a report's line; the contacts' own lines have all.
  static let mostWaiting = 10_000

  private func write(_ section: ReportModel.Section, _ line: inout JSONLine) {
    switch section.scope {
    case .all: line.add("report", "all")
    case .client: line.add("report", "client")
    case .nobody: line.add("report", "nobody")
    }
    line.add("v", 1)
    line.add("provider", model.provider)
    line.add("as_of", model.asOf)
    line.add("zone", model.zone.name)
    if case .client(let id) = section.scope {
      line.add("client", id)
      line.add("name", section.name)
    }
    line.add("settled", section.settled)
    line.add("waiting", section.waiting.prefix(JSONReport.mostWaiting).map(\.id))
    line.key("figures")
    line.object { $0.fields(of: section.figures) }
    line.key("channels")
    line.array { line in
      for (channel, figures) in section.channels {
        line.object {
          $0.add("channel", channel.rawValue)
          $0.fields(of: figures)
        }
      }
    }
    line.add("period", model.period.rawValue)
    line.key("periods")
    line.array { line in
      for (period, figures) in section.periods {
        line.object {
          $0.add("period", period.description)
          $0.fields(of: figures)
        }
      }
    }
    if section.figures.contacts > 0 { line.add("by_hour", section.grid) }
    line.add("signs", section.relationship, zone: model.zone)
  }
}

extension JSONLine {
  /// The signs of a relationship; phrases are counted, the lines of the signs have them.
  fileprivate mutating func add(_ key: StaticString, _ signs: RelationshipSigns, zone: Zone) {
    self.key(key)
    object { line in
      line.key("fixes")
      line.object {
        $0.add("count", signs.fixes.fixes)
        $0.add("reopened", signs.fixes.reopened)
        $0.add("until_back", signs.fixes.curve)
        $0.add("back_within_7_days", signs.fixes.back[0])
        $0.add("back_within_30_days", signs.fixes.back[1])
        $0.add("back_within_90_days", signs.fixes.back[2])
      }
      line.key("continuity")
      line.object {
        $0.add("usual_provider", signs.continuity.usual)
        if let boxerman = signs.continuity.boxerman { $0.add("bice_boxerman", boxerman) }
        $0.add("consecutive", signs.continuity.consecutive)
        if let met = signs.continuity.met { $0.add("technicians_met", met) }
        $0.key("answers")
        $0.array { line in
          for (technician, count) in signs.continuity.answers {
            line.object {
              $0.add("technician", technician)
              $0.add("answers", count)
            }
          }
        }
      }
      line.add("several_hands", signs.handedOn.severalHands)
      line.add("own_moves", signs.ownMoves)
      line.add("promises_kept", signs.promises)
      line.add("promises_open", signs.promisesOpen)
      if let silence = signs.silence {
        line.key("silence")
        line.object {
          $0.add("recent", silence.recent)
          $0.add("earlier", silence.earlier)
          $0.add("earlier_weeks", silence.earlierWeeks)
          $0.add("chance", silence.chance)
          $0.add("unanswered_before", silence.unanswered)
          $0.add("is_sign", silence.isSign)
        }
      }
      line.key("check_ins")
      line.object {
        $0.add("count", signs.checkIns.days.count)
        $0.add("longest_gap_days", signs.checkIns.longestGap)
        $0.add("next_due", zone.moment(local: signs.checkIns.nextDue * 86_400))
      }
      if let came = signs.cameToNamed { line.add("came_to_named", came) }
      if let answered = signs.answeredByNamed { line.add("answered_by_named", answered) }
      if let cost = signs.cost { line.add("cost_of_waiting", cost) }
      line.key("phrases")
      line.object { line in
        for kind in Sign.Kind.allCases {
          guard let count = signs.quotes[kind]?.count else { continue }
          line.key(data: kind.rawValue)
          line.add(count)
        }
      }
    }
  }

  fileprivate mutating func fields(of figures: Figures) {
    add("contacts", figures.contacts)
    add("attempts", figures.attempts)
    add("answered", figures.answered)
    add("waiting_now", figures.waiting)
    add("closed_unanswered", figures.closedUnanswered)
    add("withdrawn", figures.withdrawn)
    add("unanswered", figures.unanswered)
    add("wait", figures.wait)
    add("open_wait", figures.openWait)
    ends(figures)
    add("within_target", figures.withinTarget)
    add("longest_wait_now_s", figures.longestWaitNow)
    add("abandoned_calls", figures.abandoned)
    add("dropped_calls", figures.dropped)
    add("call_back", figures.callBack)
    add("first_try", figures.firstTry)
  }

  /// The share is left out where it has no denominator, or one under five.
  private mutating func add(_ key: StaticString, _ rate: Rate) {
    self.key(key)
    object {
      $0.add("numerator", rate.part)
      $0.add("denominator", rate.whole)
      if !rate.isTooSmall, let value = rate.value {
        $0.key("share")
        $0.add((value * 1_000_000).rounded() / 1_000_000)
      }
    }
  }

  private mutating func add(_ key: StaticString, _ wait: WaitFigures) {
    self.key(key)
    object {
      $0.curve(wait.all)
      $0.add("answered_only_median_s", wait.answeredOnlyMedian)
    }
  }

  private mutating func add(_ key: StaticString, _ curve: KaplanMeier) {
    self.key(key)
    object { $0.curve(curve) }
  }

  /// The times at which the curves are told: 15 minutes, 1, 4 and 8 hours, 1, 3, 7 and 30 days.
  private static let horizons = [900, 3600, 14_400, 28_800, 86_400, 259_200, 604_800, 2_592_000]

  /// Both estimates at round times, as far as anybody was observed.
  private mutating func ends(_ figures: Figures) {
    key("within")
    array { line in
      for seconds in JSONLine.horizons where seconds <= figures.wait.all.longest ?? -1 {
        line.object {
          $0.add("seconds", seconds)
          $0.key("answered_by")
          let step = figures.wait.all.step(at: seconds)
          $0.object {
            $0.add("share", 1 - (step?.waiting ?? 1))
            $0.add("low", 1 - (step?.high ?? 1))
            $0.add("high", 1 - (step?.low ?? 1))
          }
          let shares = figures.ends.shares(within: seconds)
          $0.key("answered")
          $0.share(shares[CompetingEnds.End.answered.rawValue])
          $0.key("closed_unanswered")
          $0.share(shares[CompetingEnds.End.closedUnanswered.rawValue])
          $0.key("withdrawn")
          $0.share(shares[CompetingEnds.End.withdrawn.rawValue])
        }
      }
    }
  }

  private mutating func share(_ share: CompetingEnds.Share) {
    object {
      $0.add("share", min(1, share.share))
      $0.add("variance", share.variance)
      $0.add("low", share.low)
      $0.add("high", min(1, share.high))
    }
  }

  private mutating func add(_ key: StaticString, _ value: Double) {
    self.key(key)
    add(value)
  }

  /// Seven days from Monday of 24 hours each: how many came in, and how many of them have not
  /// been answered.
  fileprivate mutating func add(_ key: StaticString, _ grid: WeekGrid) {
    self.key(key)
    object { line in
      for (name, days) in [("contacts", grid.all), ("unanswered", grid.unanswered)] {
        line.key(data: name)
        line.array { line in
          for hours in days { line.array { line in for n in hours { line.add(n) } } }
        }
      }
    }
  }

  private mutating func curve(_ curve: KaplanMeier) {
    add("numerator", curve.events)
    add("denominator", curve.count)
    add("longest_s", curve.longest)
    quantile("median", curve.median)
    quantile("p90", curve.p90)
  }

  /// `reached` tells a time that is not known from one that was not asked for.
  private mutating func quantile(_ key: StaticString, _ quantile: KaplanMeier.Quantile) {
    self.key(key)
    object {
      $0.add("reached", quantile.seconds != nil)
      $0.add("seconds", quantile.seconds)
      $0.add("low_s", quantile.low)
      $0.add("high_s", quantile.high)
    }
  }
}
