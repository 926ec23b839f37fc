import Records

/// A kind of thing that happens in an office: what it needs, and how it goes.
///
/// To add one: write it in the file of its concern and enter it in that file's list.
struct Story: Sendable {
  struct Channels: OptionSet, Sendable {
    let rawValue: Int
    static let mail = Channels(rawValue: 1)
    static let calls = Channels(rawValue: 2)
    static let helpdesk = Channels(rawValue: 4)
    /// A helpdesk that tells who entered a ticket, and makes tickets of voicemails.
    static let submitters = Channels(rawValue: 8)
  }

  /// Whom it is about.
  enum Cast: Sendable {
    case person
    /// With two addresses.
    case personWithTwoAddresses
    /// Two people of one client.
    case colleagues
    case sharedLine
    /// In the directory without an address.
    case personWithoutAddress
    /// Of a client's domain, in no directory.
    case newcomer
    case stranger(address: Bool, number: Bool)
    case withheld
    /// Nobody of a client.
    case nobody
  }

  /// `nil` for what is plain.
  var quirk: Quirk?
  /// Among the plain ones, or among those of the quirk.
  var weight = 1.0
  var needs: Channels
  var cast = Cast.person
  var tell: @Sendable (inout Scene) -> Void

  init(
    _ quirk: Quirk? = nil, weight: Double = 1, _ needs: Channels, _ cast: Cast = .person,
    tell: @escaping @Sendable (inout Scene) -> Void
  ) {
    self.quirk = quirk
    self.weight = weight
    self.needs = needs
    self.cast = cast
    self.tell = tell
  }

  static let all: [Story] =
    plain + chases + echoes + answers + unanswering + silent + exchange + identities + written
}

extension Scene {
  /// Between an attempt and what follows: well beyond the time of echoes, well below the week
  /// after which a call is no chase.
  mutating func laterSameDay() { pass(1500...20_000) }
  mutating func nextDays() { pass(30_000...150_000) }

  /// The person writes about a problem: a contact of channel email.
  mutating func opensByMail() -> Message {
    let (subject, text) = problem()
    let mail = writes(subject, text)
    opens("email", at: mail.at)
    return mail
  }

  /// The person enters a ticket: a contact of channel ticket.
  ///
  /// It is not filed yet.
  mutating func opensByTicket() -> HelpdeskTicket {
    let (subject, text) = problem()
    opens("ticket", at: now)
    return ticket(via: .web, subject: subject, text: text)
  }

  @discardableResult
  mutating func opensByMissedCall(_ ring: Ring? = nil) -> Timestamp {
    let start = missedCall(ring)
    opens("call", at: start)
    return start
  }

  @discardableResult
  mutating func opensByVoicemail(_ ring: Ring? = nil) -> VoicemailLeft {
    let voicemail = leavesVoicemail(ring)
    opens("voicemail", at: voicemail.start)
    return voicemail
  }

  /// Mostly we reply in the thread; else the thread stays open.
  mutating func repliesOrNot(to mail: Message, chance: Double = 0.8) {
    guard random.chance(chance) else {
      aftermath = .mailOnly
      return
    }
    laterSameDay()
    answers(with: replies(to: mail))
  }

  /// Mostly we call back; else the calls stay open.
  mutating func callsBackOrNot(chance: Double = 0.8) {
    guard random.chance(chance) else {
      aftermath = .retired
      return
    }
    laterSameDay()
    answers(with: callsBack())
  }

  /// Mostly we comment on the ticket and solve it; else it stays open.
  ///
  /// Files it.
  mutating func commentsOrNot(on ticket: HelpdeskTicket, chance: Double = 0.8) {
    var ticket = ticket
    let answered = random.chance(chance)
    if answered {
      laterSameDay()
      let agent = technician()
      comments(on: &ticket, by: agent)
      answers(byCommentOf: agent, at: now)
    } else {
      aftermath = .mailOnly
    }
    file(ticket, solve: answered && random.chance(0.8))
  }
}
