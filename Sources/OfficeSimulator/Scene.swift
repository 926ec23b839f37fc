import Records

/// What one story writes into the exports, and the contacts that it truly is.
///
/// A story moves `now` forward and lets people write, call and answer; the scene keeps what the
/// exports will hold and what is true of it.
struct Scene: Sendable {
  enum Item: Sendable {
    /// Into the mailbox of that name.
    case mail(Message, box: String)
    case call(CallRow)
    case ticket(HelpdeskTicket)
  }

  /// What the story leaves behind for the next stories of the same person.
  enum Aftermath: Sendable {
    case free
    /// A thread or ticket that stays open: from now on neither may call.
    case mailOnly
    /// Calls that stay open: any later answer would be theirs.
    case retired
  }

  let serial: Int
  let quirk: Quirk?
  let time: WorkingTime
  let firms: [Firm]
  var random: Random
  var now: Timestamp
  var person: Person
  var colleague: Person?

  private(set) var items: [(at: Timestamp, item: Item)] = []
  var contacts: [TrueContact] = []
  var newUsers: [Person] = []
  var aftermath = Aftermath.free
  private(set) var ends: Timestamp
  /// The first thing that shows the quirk, for the guide.
  private(set) var trace: String?
  private var messagesMade = 0
  var problemsMade = 0
  var channelsMade: Int
  var ticketsMade: Int

  init(
    serial: Int, quirk: Quirk?, time: WorkingTime, firms: [Firm], random: Random, now: Timestamp,
    person: Person, colleague: Person?, channelsMade: Int, ticketsMade: Int
  ) {
    self.serial = serial
    self.quirk = quirk
    self.time = time
    self.firms = firms
    self.random = random
    self.now = now
    self.person = person
    self.colleague = colleague
    self.ends = now
    self.channelsMade = channelsMade
    self.ticketsMade = ticketsMade
  }

  mutating func put(_ item: Item, at moment: Timestamp, until end: Timestamp? = nil) {
    items.append((moment, item))
    ends = max(ends, end ?? moment)
    if trace == nil {
      switch item {
      case .mail(let mail, let box): trace = "`mail/\(box).mbox`: `<\(mail.id)>`"
      case .call(let row): trace = "call log: `\(row.uniqueID)`"
      case .ticket(let ticket): trace = "`helpdesk/tickets.xml`: `\(ticket.number)`"
      }
    }
  }

  /// Lets time pass: so many seconds, and then until somebody is at work.
  mutating func pass(_ seconds: ClosedRange<Int>) {
    now = time.atWork(now + random.int(seconds), random: &random)
  }

  /// Lets time pass by the clock.
  mutating func wait(_ seconds: ClosedRange<Int>) { now = now + random.int(seconds) }

  mutating func technician() -> Agent { random.pick(Directory.team) }

  mutating func messageNumber() -> Int {
    messagesMade += 1
    return messagesMade
  }

  var clientID: String? { person.client.map { firms[$0].id } }

  // MARK: What is true

  /// A contact opens; its index.
  @discardableResult
  mutating func opens(_ channel: String, at moment: Timestamp, by other: Person? = nil) -> Int {
    let key = (other ?? person).key
    var contact = TrueContact(
      client: clientID, person: key.isEmpty ? nil : key, channel: channel,
      opened: moment)
    contact.story = serial
    if let quirk { contact.quirks = [quirk.rawValue] }
    contacts.append(contact)
    return contacts.count - 1
  }

  /// The latest contact gets another attempt.
  mutating func again() { contacts[contacts.count - 1].attempts += 1 }

  /// A contact is answered, by default the latest.
  mutating func answers(
    _ index: Int? = nil, at moment: Timestamp, by technician: String?, through channel: String,
    matchedBy: String
  ) {
    let index = index ?? contacts.count - 1
    contacts[index].state = "answered"
    contacts[index].answered = moment
    contacts[index].answeredBy = technician
    contacts[index].answeredThrough = channel
    contacts[index].matchedBy = matchedBy
  }

  /// A mail in the contact's thread answers it.
  mutating func answers(_ index: Int? = nil, with mail: Message, matchedBy: String = "thread") {
    answers(
      index, at: mail.at, by: mail.technician, through: "email", matchedBy: matchedBy)
  }

  /// A call back answers it.
  mutating func answers(_ index: Int? = nil, with call: Scene.CallMade) {
    answers(
      index, at: call.answered, by: call.technician, through: "call",
      matchedBy: numberIsNobodys ? "number" : "person")
  }

  /// The caller's number is no person's in the directory: a shared line, or a stranger's.
  var numberIsNobodys: Bool { person.isSharedLine || !inDirectory }
  var inDirectory = true
  /// The technician whose own mailbox the story is in; else the shared one.
  var desk: Agent?
  /// Which of the person's addresses they write from.
  var addressUsed = 0

  mutating func ends(_ state: String, at moment: Timestamp, _ index: Int? = nil) {
    let index = index ?? contacts.count - 1
    contacts[index].state = state
    contacts[index].ended = moment
  }
}
