public import Records

/// A part of a whole, both kept: a percentage alone hides how little it may stand on.
public struct Rate: Equatable, Sendable {
  public var part: Int
  public var whole: Int

  public init(_ part: Int, of whole: Int) {
    self.part = part
    self.whole = whole
  }

  /// From this denominator on it is told as a percentage; below, as counts only.
  public static let fewest = 5

  /// Between 0 and 1; `nil` where there is nothing to divide by ("n/d").
  public var value: Double? { whole > 0 ? Double(part) / Double(whole) : nil }
  public var isTooSmall: Bool { whole < Rate.fewest }
}

/// How long contacts waited, by one clock: that of the wall, or of the opening hours.
public struct WaitFigures: Equatable, Sendable {
  /// Over all contacts, the unanswered ones right-censored.
  public var all: KaplanMeier
  /// The median over the answered ones alone: what other reports show.
  public var answeredOnlyMedian: Int?
}

/// The figures of some contacts: of a client or of all, of a channel, of a month.
public struct Figures: Equatable, Sendable {
  public var contacts = 0
  public var attempts = 0
  public var answered = 0
  /// Still waiting.
  public var waiting = 0
  public var closedUnanswered = 0
  public var withdrawn = 0
  public var wait: WaitFigures
  /// What became of all, by the wall's clock: answered, closed without an answer, withdrawn.
  public var ends: CompetingEnds
  public var openWait: WaitFigures
  /// Answered within target, over those of which it can be told.
  public var withinTarget: Rate
  /// Seconds, over those still waiting.
  public var longestWaitNow: Int?
  /// Of the contacts that began with a call, those where the caller gave up.
  public var abandoned: Rate
  /// Calls cut before anything could happen; `nil` where they are not counted apart, as for a
  /// month.
  public var dropped: Int?
  /// From a missed call or a voicemail to the first call back that reached the person.
  public var callBack: KaplanMeier
  /// The same to the first try, whether it reached the person or not.
  public var firstTry: KaplanMeier

  public var unanswered: Rate { Rate(waiting + closedUnanswered, of: contacts) }

  /// Attempts per contact.
  public var attemptsEach: Double? {
    contacts > 0 ? Double(attempts) / Double(contacts) : nil
  }

  /// - Parameters:
  ///   - contacts: all of one client, or of all clients, channel and month chosen before.
  ///   - dropped: from the books' tallies.
  ///   - clock: the opening hours.
  public init(_ contacts: some Collection<Contact>, dropped: Int? = nil, clock: OpenClock) {
    self.contacts = contacts.count
    self.dropped = dropped
    var waits: [KaplanMeier.Duration] = []
    var ends: [CompetingEnds.Duration] = []
    var openWaits: [KaplanMeier.Duration] = []
    var reached: [KaplanMeier.Duration] = []
    var tried: [KaplanMeier.Duration] = []
    var kept = Rate(0, of: 0)
    var calls = Rate(0, of: 0)
    for contact in contacts {
      attempts = attempts.saturating(adding: contact.attempts)
      let observation = Observation(contact, clock)
      if contact.waitUnknown != true {
        waits.append(observation.wait)
        ends.append(CompetingEnds.Duration(contact.waitS, contact.state.end))
        openWaits.append(observation.openWait)
      }
      switch contact.state {
      case .answered: answered += 1
      case .unanswered:
        waiting += 1
        longestWaitNow = max(longestWaitNow ?? 0, contact.waitS)
      case .closedUnanswered: closedUnanswered += 1
      case .withdrawn: withdrawn += 1
      }
      kept.count(contact)
      if contact.channel == .call {
        calls.whole += 1
        if contact.abandoned == true { calls.part += 1 }
      }
      guard contact.channel == .call || contact.channel == .voicemail, contact.matchedBy != .live
      else { continue }
      reached.append(observation.until(contact.calledBack))
      tried.append(observation.until([contact.tried, contact.calledBack].compactMap(\.self).min()))
    }
    wait = WaitFigures(waits)
    openWait = WaitFigures(openWaits)
    self.ends = CompetingEnds(ends)
    withinTarget = kept
    abandoned = calls
    callBack = KaplanMeier(reached)
    firstTry = KaplanMeier(tried)
  }
}

/// The opening hours that hold for a contact: its client's own, else the provider's.
public struct OpenClock: Sendable {
  private let standard: OpeningHours
  private let own: [Exact: OpeningHours]

  public init(_ settings: Settings) {
    standard = settings.hours
    var own: [Exact: OpeningHours] = [:]
    for client in settings.clients {
      if let hours = client.hours { own[Exact(client.id)] = hours }
    }
    self.own = own
  }

  func seconds(for client: String?, from: Timestamp, to: Timestamp) -> Int {
    let hours = client.flatMap { own[Exact($0)] } ?? standard
    return hours.seconds(from: from, to: to)
  }
}

/// A contact as the estimate takes it.
private struct Observation {
  let opened: Timestamp
  /// When the contact was no longer to be watched: answered, withdrawn, or observed no further.
  let wait: KaplanMeier.Duration
  let openWait: KaplanMeier.Duration

  init(_ contact: Contact, _ clock: OpenClock) {
    opened = contact.opened
    switch contact.state {
    case .answered, .unanswered, .withdrawn:
      let observed = contact.state == .answered
      wait = .init(contact.waitS, observed: observed)
      openWait = .init(contact.openWaitS, observed: observed)
    case .closedUnanswered:
      // Closing a ticket ends no wait: the client has not been answered up to the end of what
      // was observed.
      let end = max(contact.observedUntil, contact.opened)
      wait = .init(end.distance(from: contact.opened), observed: false)
      let open = clock.seconds(for: contact.client, from: contact.opened, to: end)
      openWait = .init(max(contact.openWaitS, open), observed: false)
    }
  }

  /// The time to a call of ours; watched until the contact ended in another way.
  func until(_ moment: Timestamp?) -> KaplanMeier.Duration {
    guard let moment else { return .init(wait.seconds, observed: false) }
    return .init(moment.distance(from: opened), observed: true)
  }
}

extension WaitFigures {
  fileprivate init(_ durations: [KaplanMeier.Duration]) {
    all = KaplanMeier(durations)
    answeredOnlyMedian = KaplanMeier(durations.filter(\.observed)).median.seconds
  }
}

extension Rate {
  /// Counts a contact for the share within target, unless it cannot be told.
  fileprivate mutating func count(_ contact: Contact) {
    switch (contact.state, contact.withinTarget) {
    case (.answered, true?):
      part += 1
      whole += 1
    case (_, false?): whole += 1
    // Closed without an answer is never kept, whenever it was closed.
    case (.closedUnanswered, _) where contact.targetS != nil: whole += 1
    default: break
    }
  }
}

extension Contact.State {
  fileprivate var end: CompetingEnds.End? {
    switch self {
    case .answered: .answered
    case .unanswered: nil
    case .closedUnanswered: .closedUnanswered
    case .withdrawn: .withdrawn
    }
  }
}

extension Timestamp {
  fileprivate func distance(from start: Timestamp) -> Int {
    let (seconds, overflow) = self.seconds.subtractingReportingOverflow(start.seconds)
    return overflow ? Int.max : max(0, seconds)
  }
}

extension Int {
  fileprivate func saturating(adding other: Int) -> Int {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? Int.max : sum
  }
}
