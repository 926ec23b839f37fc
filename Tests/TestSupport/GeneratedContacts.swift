public import Records

/// Events, contacts and books with every field absent or present, and odd texts in them.
extension Seeded {
  mutating func channel() -> Event.Channel { one(of: Event.Channel.allCases) }

  public mutating func event() -> Event {
    var event = Event(
      id: text(), at: moment(), channel: channel(),
      kind: one(of: [
        .message, .call, .missedCall, .voicemail, .opened, .comment, .note, .solved, .closed,
        .reopened, .meeting,
      ]),
      direction: one(of: [.inbound, .outbound, .internal]), wantsAnswer: flip(), place: place())
    event.client = maybe { $0.text() }
    event.clients = some { $0.text() }
    event.person = maybe { $0.text() }
    event.technician = maybe { $0.text() }
    event.because = maybe { $0.text() }
    event.thread = some { $0.text() }
    event.subject = maybe { $0.text() }
    event.addressed = some { $0.text() }
    event.human = flip()
    event.number = maybe { $0.text() }
    event.mailbox = maybe { $0.text() }
    event.answered = maybe { $0.moment() }
    event.ended = maybe { $0.moment() }
    event.via = maybe { $0.text() }
    event.waitS = maybe { $0.number() }
    event.talkS = maybe { $0.number() }
    event.signals = some { Event.Signal(signal: $0.text(), phrase: $0.text()) }
    event.format = maybe { $0.text() }
    return event
  }

  public mutating func contact() -> Contact {
    let first = channel()
    var contact = Contact(
      id: text(), channel: first, opened: moment(), channels: [first] + some { $0.channel() },
      state: one(of: Contact.State.allCases), waitS: number(), openWaitS: number(),
      observedUntil: moment())
    contact.client = maybe { $0.text() }
    contact.person = maybe { $0.text() }
    contact.attempts = number()
    contact.answered = maybe { $0.moment() }
    contact.answeredBy = maybe { $0.text() }
    contact.answeredThrough = maybe { $0.channel() }
    contact.matchedBy = maybe { $0.one(of: [.thread, .ticket, .live, .number, .person]) }
    contact.ended = maybe { $0.moment() }
    contact.targetS = maybe { $0.number() }
    contact.withinTarget = maybe { $0.flip() }
    contact.acknowledged = maybe { $0.moment() }
    contact.tried = maybe { $0.moment() }
    contact.calledBack = maybe { $0.moment() }
    contact.abandoned = maybe { $0.flip() }
    contact.recurrenceOf = maybe { $0.text() }
    contact.subject = maybe { $0.text() }
    contact.evidence = some {
      Contact.Evidence(
        event: $0.text(), at: $0.moment(), place: $0.place(),
        role: $0.one(of: [
          .opened, .attempt, .echo, .answer, .acknowledgement, .ourTry, .note, .closed, .reopened,
          .withdrawn, .thanks, .settled,
        ]))
    }
    return contact
  }

  public mutating func books() -> Books {
    var books = Books(text())
    books.asOf = maybe { $0.moment() }
    books.accounts = some { seed in
      var account = Books.Account(source: seed.text(), format: seed.text(), unit: seed.text())
      account.used = seed.number()
      for _ in seed.some({ _ in () }) { account.exclude(seed.text(), seed.number()) }
      for _ in seed.some({ _ in () }) { account.reject(seed.text(), seed.number()) }
      account.read = account.used + account.excludedTotal + account.rejectedTotal
      account.made = seed.number()
      account.bytes = seed.number()
      // What is not counted in bytes is written without them.
      if account.bytes > 0 { account.bytesUsed = account.bytes }
      return account
    }
    books.coverage = some {
      Books.Coverage(
        source: $0.text(), channel: $0.channel(), from: $0.moment(), until: $0.moment())
    }
    books.tallies = some {
      var tally = Books.Tally(client: $0.maybe { $0.text() })
      tally.droppedCalls = $0.number()
      tally.settled = $0.number()
      return tally
    }
    return books
  }
}
