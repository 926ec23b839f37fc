import Records

/// A contact while it is being matched: of fixed size, with texts and events as numbers.
struct Draft {
  static let none = UInt32.max

  /// The event that opened it, by its place in the order of time.
  var firstEvent: UInt32
  var person: UInt32
  var client: UInt32
  /// Seconds since 1970, as all times here; ``never`` where there is none.
  var opened: Int
  var latestAttempt: Int
  /// When it was answered, closed or withdrawn; `state` tells which.
  var ended = never
  var acknowledged = never
  var tried = never
  var calledBack = never
  var answeredBy = none
  var recurrenceOf = none
  var subject = none
  /// Its first ticket; ``OpenContacts`` holds the others.
  var ticket = none
  /// The first and the last link of its chain of evidence.
  var evidence = none
  var lastEvidence = none
  /// The event by which it was last asked for, so that it is named once.
  var askedBy = none
  var attempts: Int32 = 1
  var channel: Event.Channel
  /// The channels used, in the order of their first use, four bits each.
  var channels: UInt16
  var answeredThrough = Event.Channel.email
  var matchedBy = Contact.MatchedBy.person
  var state = Contact.State.unanswered
  /// It has neither a thread nor a ticket, those of a voicemail's notice or ticket apart.
  var callsOnly: Bool
  /// It has a thread of mail of its own, which keeps a closed ticket from ending it.
  var hasThread = false
  var isOpen = true
  var isLive = false
  /// It is a live call that does not tell how long it rang.
  var hasUnknownWait = false
  /// It was opened by mail that tells no recipients; an answer that tells none either may reach it.
  var isArchived = false
  var beganUnansweredCall = false
  var beganAbandoned = false

  static let never = Int.min

  /// A comment on a ticket would show its answer.
  var ticketsTell: Bool { callsOnly || ticket != Draft.none }

  init(opening sight: Sight, event: UInt32, as channel: Event.Channel, callsOnly: Bool) {
    firstEvent = event
    person = sight.person
    client = sight.client
    opened = sight.at
    latestAttempt = sight.at
    self.channel = channel
    channels = Draft.code(channel)
    self.callsOnly = callsOnly
  }

  private static func code(_ channel: Event.Channel) -> UInt16 {
    switch channel {
    case .email: 1
    case .call: 2
    case .voicemail: 3
    case .ticket: 4
    }
  }

  mutating func use(_ channel: Event.Channel) {
    let code = Draft.code(channel)
    var shift: UInt16 = 0
    while shift < 16, channels >> shift & 15 != 0 {
      if channels >> shift & 15 == code { return }
      shift += 4
    }
    channels |= code << shift
  }

  /// The channels of its attempts, in the order of their first use.
  var channelsUsed: [Event.Channel] {
    var used: [Event.Channel] = []
    var rest = channels
    while rest != 0 {
      switch rest & 15 {
      case 1: used.append(.email)
      case 2: used.append(.call)
      case 3: used.append(.voicemail)
      default: used.append(.ticket)
      }
      rest >>= 4
    }
    return used
  }
}
