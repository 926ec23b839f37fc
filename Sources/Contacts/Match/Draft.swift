import Records

/// A contact while it is being matched.
struct Draft {
  var firstEvent: String
  var person: Int?
  var personText: String?
  var client: String?
  var channel: Event.Channel
  var opened: Timestamp
  var latestAttempt: Timestamp
  var attempts = 1
  var channels: [Event.Channel]
  /// It has neither a thread nor a ticket, those of a voicemail's notice or ticket apart.
  var callsOnly: Bool
  /// It has a thread of mail of its own, which keeps a closed ticket from ending it.
  var hasThread = false
  var tickets: Set<Int> = []
  /// Base subjects of its mail and tickets.
  var bases: Set<Int> = []
  /// Clients' persons whose attempts it holds.
  var writers: Set<Int> = []
  var subject: String?
  var state = Contact.State.unanswered
  var isOpen = true
  var isLive = false
  /// It was opened by mail that tells no recipients; an answer that tells none either may reach it.
  var isArchived = false
  var beganUnansweredCall = false
  var beganAbandoned = false
  var answered: Timestamp?
  var answeredBy: String?
  var answeredThrough: Event.Channel?
  var matchedBy: Contact.MatchedBy?
  /// It is a live call that does not tell how long it rang.
  var hasUnknownWait = false
  var ended: Timestamp?
  var acknowledged: Timestamp?
  var tried: Timestamp?
  var calledBack: Timestamp?
  var recurrenceOf: Int?
  var evidence: [Contact.Evidence] = []

  mutating func note(_ sight: Sight, _ role: Contact.Evidence.Role, at: Timestamp? = nil) {
    evidence.append(
      Contact.Evidence(
        event: sight.event.id, at: at ?? sight.at, place: sight.event.place, role: role))
  }

  mutating func use(_ channel: Event.Channel) {
    if !channels.contains(channel) { channels.append(channel) }
  }
}
