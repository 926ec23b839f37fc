import Records
import TestSupport
import Testing

@testable import Contacts

@Suite struct RelationshipTests {
  private static let start = Timestamp(year: 2024, month: 3, day: 4, hour: 9)
  private static let until = start + 200 * 86_400

  /// A contact of Acme's, opened and answered after days; `nil` where it still waits.
  private static func contact(
    _ id: String, _ opened: Double, answered: Double? = nil, by: String? = "dana",
    after: String? = nil, subject: String? = nil, person: String = "pat@acme.example"
  ) -> Contact {
    let at = start + Int(opened * 86_400)
    let end = answered.map { start + Int($0 * 86_400) }
    var contact = Contact(
      id: id, channel: .email, opened: at, channels: [.email],
      state: end == nil ? .unanswered : .answered, waitS: (end ?? until) - at, openWaitS: 3600,
      observedUntil: until)
    contact.client = "acme"
    contact.person = person
    contact.answered = end
    contact.answeredBy = end == nil ? nil : by
    contact.matchedBy = end == nil ? nil : .thread
    contact.recurrenceOf = after
    contact.subject = subject
    return contact
  }

  private static func sign(_ kind: Sign.Kind, _ day: Double, contact: String? = nil) -> Sign {
    var sign = Sign(kind, at: start + Int(day * 86_400))
    sign.client = "acme"
    sign.contact = contact
    return sign
  }

  // MARK: Fixes

  @Test func aFixThatComesBackCountsFromItsAnswer() {
    let contacts = [
      Self.contact("a", 0, answered: 1), Self.contact("b", 6, answered: 7, after: "a"),
      Self.contact("c", 3, answered: 4),
    ]
    let fixes = FixHolding(contacts, [])
    // a came back after five days; b and c hold.
    #expect(fixes.fixes == 3)
    #expect(fixes.back == [Rate(1, of: 3), Rate(1, of: 3), Rate(1, of: 3)])
    #expect(fixes.curve.steps.map(\.seconds) == [5 * 86_400])
    #expect(fixes.returned.map(\.back.id) == ["b"])
  }

  @Test func whatGoesOnWithinADayIsTheSameExchangeUnlessItSaysThatItCameBack() {
    let contacts = [
      Self.contact("a", 0, answered: 1), Self.contact("b", 1.5, answered: 2, after: "a"),
    ]
    #expect(FixHolding(contacts, []).fixes == 1)
    #expect(FixHolding(contacts, []).returned.isEmpty)
    let said = FixHolding(contacts, [Self.sign(.cameBack, 1.5, contact: "b")])
    #expect(said.fixes == 2)
    #expect(said.returned.map(\.fixed.id) == ["a"])
  }

  @Test func aTicketIsFixedWhenItIsSolved() {
    let contacts = [
      Self.contact("a", 0, answered: 1), Self.contact("b", 5, answered: 6, after: "a"),
      Self.contact("c", 20, answered: 21, after: "b"),
    ]
    let solved = [Self.sign(.solved, 10, contact: "b"), Self.sign(.reopened, 20, contact: "b")]
    let fixes = FixHolding(contacts, solved + [Self.sign(.solved, 5.5, contact: "a")])
    // a went on before it was solved; b was solved on day 10 and back on day 20.
    #expect(fixes.curve.steps.map(\.seconds) == [10 * 86_400])
    #expect(fixes.reopened == 1)
    #expect(fixes.fixes == 2)
  }

  @Test func whatWasFixedLatelyTellsNothingOfLater() {
    // Fixed 195 days in, 5 before the end, and back after a day: not yet a fix of seven days.
    let contacts = [
      Self.contact("a", 194, answered: 195), Self.contact("b", 196.5, after: "a"),
    ]
    #expect(FixHolding(contacts, []).back == Array(repeating: Rate(0, of: 0), count: 3))
    #expect(FixHolding(contacts, []).curve.events == 1)
  }

  // MARK: Recurrence

  private static func mark(_ contacts: inout [Contact]) {
    var subjects = SubjectTable()
    var persons = TextTable()
    func bytes(_ text: String?, _ number: (UnsafeBufferPointer<UInt8>) -> UInt32) -> UInt32? {
      text.map { text in Array(text.utf8).withUnsafeBufferPointer { number($0) } }
    }
    let matters = contacts.map { contact in
      let subject = bytes(contact.subject) { subjects.add($0) } ?? TextTable.none
      return Recurrence.Matter(
        base: subjects.base(of: subject),
        person: bytes(contact.person) { persons.id($0, tag: nil) } ?? TextTable.none,
        opened: contact.opened.seconds, ended: (contact.answered ?? contact.ended)?.seconds,
        isTied: contact.recurrenceOf != nil)
    }
    var recurrence = Recurrence(subjects)
    for (i, matter) in matters.enumerated() {
      if let earlier = recurrence.add(UInt32(i), matter) {
        contacts[i].recurrenceOf = contacts[Int(earlier)].id
      }
    }
  }

  @Test func theSameDeviceAgainIsARecurrenceAndAnotherMatterIsNot() {
    var contacts = [
      Self.contact("a", 0, answered: 1, subject: "Scanner HP M428 does not scan"),
      Self.contact(
        "b", 9, answered: 10, subject: "HP M428 scanner again", person: "li@acme.example"),
      Self.contact("c", 11, answered: 12, subject: "Printer in the back office"),
      Self.contact("d", 13, subject: "Invoice program is slow"),
      Self.contact("e", 150, subject: "Scanner HP M428"),
    ]
    Self.mark(&contacts)
    #expect(contacts.map(\.recurrenceOf) == [nil, "a", nil, nil, nil])
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func wordsOfPlainSubjectsAreThoseOfTheWordlist(_ seed: UInt64) {
    var seeded = Seeded(seed)
    for _ in 0..<200 {
      let base = (0..<seeded.below(30)).map { _ in
        seeded.one(of: ["a", "x7", "pc", "hp", "-", ".", ":", " ", "'", "!", "/", "the", "Printer"])
      }.joined()
      let plain = Array(base.utf8).withUnsafeBufferPointer { SubjectWords($0) }
      // Beside what is not ASCII the other way is taken, and a word of one letter is none.
      let other = Array((base + " \u{E4}").utf8).withUnsafeBufferPointer { SubjectWords($0) }
      #expect(plain.hashes == other.hashes, "\(base)")
    }
  }

  @Test func whatStillWaitsHasNotComeBack() {
    var contacts = [
      Self.contact("a", 0, subject: "Scanner HP M428"),
      Self.contact("b", 9, subject: "Scanner HP M428"),
    ]
    Self.mark(&contacts)
    #expect(contacts.allSatisfy { $0.recurrenceOf == nil })
  }

  @Test func aSingleCommonWordTellsOnlyOfTheSamePerson() {
    var contacts = [
      Self.contact("a", 0, answered: 1, subject: "Printer"),
      Self.contact("b", 9, subject: "Re: printer problem", person: "li@acme.example"),
      Self.contact("c", 10, subject: "Printer!"),
    ]
    Self.mark(&contacts)
    #expect(contacts.map(\.recurrenceOf) == [nil, nil, "a"])
  }

  @Test func whatTheMatchingTiedStaysTied() {
    var contacts = [
      Self.contact("a", 0, answered: 1, subject: "Scanner HP M428"),
      Self.contact("b", 5, answered: 6, subject: "Scanner HP M428"),
      Self.contact("c", 9, after: "a", subject: "Scanner HP M428"),
    ]
    Self.mark(&contacts)
    #expect(contacts.map(\.recurrenceOf) == [nil, "a", "a"])
  }

  // MARK: Continuity

  @Test func continuityIsAsItsAuthorsDefineIt() {
    // Ten answers: 6, 3 and 1. By hand: UPC 0.6, COC (36 + 9 + 1 - 10) / 90 = 0.4.
    let by = ["a", "a", "a", "b", "a", "a", "b", "b", "a", "c"]
    let contacts = by.enumerated().map {
      Self.contact(
        "\($0.offset)", Double($0.offset), answered: Double($0.offset) + 0.5, by: $0.element)
    }
    let continuity = Continuity(contacts)
    #expect(continuity.usual == Rate(6, of: 10))
    #expect(abs((continuity.boxerman ?? 0) - 0.4) < 1e-12)
    #expect(continuity.consecutive == Rate(4, of: 9))
    #expect(continuity.met == 3)
    #expect(continuity.answers.map(\.count) == [6, 3, 1])
  }

  @Test func handsAreCountedAlongTheMatter() {
    let contacts = [
      Self.contact("a", 0, answered: 1, by: "dana"),
      Self.contact("b", 3, answered: 4, by: "kim", after: "a"),
      Self.contact("c", 6, answered: 7, by: "lee", after: "b"),
      Self.contact("d", 8, answered: 9, by: "lee"),
      Self.contact("e", 10, answered: 11, by: "lee", after: "d"),
    ]
    let hands = HandedOn(contacts)
    #expect(hands.severalHands == Rate(1, of: 2))
    #expect(hands.most?.technicians == 3)
    #expect(hands.most?.contact.id == "a")
  }

  // MARK: Silence

  @Test func theChanceOfFewIsThatOfTheBinomial() {
    // By hand: n 10, p 1/4, P(X <= 1) = 0.75^10 + 10 * 0.25 * 0.75^9.
    #expect(abs(Silence.chance(1, of: 10, 0.25) - 0.24402523) < 1e-8)
    #expect(abs(Silence.chance(10, of: 10, 0.25) - 1) < 1e-12)
  }

  @Test func aClientThatWasLeftUnansweredAndGoesQuietIsTold() throws {
    // Two a week for twelve weeks, every second unanswered, then one in four weeks.
    var contacts = (0..<24).map {
      Self.contact(
        "\($0)", Double($0) * 3.5, answered: $0.isMultiple(of: 2) ? Double($0) * 3.5 : nil)
    }
    contacts.append(Self.contact("last", 90, answered: 91))
    let asOf = Self.start + 112 * 86_400
    let silence = try #require(Silence(contacts, from: Self.start, asOf: asOf, in: .utc))
    #expect(silence.recent == 1)
    #expect(silence.earlierWeeks == 12)
    #expect(silence.isSign)
    let answered = contacts.map { contact in
      var contact = contact
      contact.state = .answered
      return contact
    }
    let content = try #require(Silence(answered, from: Self.start, asOf: asOf, in: .utc))
    #expect(!content.isSign)
    #expect(Silence(contacts, from: Self.start, asOf: Self.start + 40 * 86_400, in: .utc) == nil)
  }

  // MARK: Check-ins, promises

  @Test func theLongestTimeWithoutACheckInHasBothEnds() {
    let signs = [Self.sign(.meeting, 20), Self.sign(.checkIn, 20.2), Self.sign(.meeting, 60)]
    let asOf = Self.start + 130 * 86_400
    let checkIns = CheckIns(signs, from: Self.start, asOf: asOf, in: .utc)
    #expect(checkIns.days.count == 2)
    #expect(checkIns.longestGap == 70)
    #expect(checkIns.nextDue == Period.day(of: Self.start, in: .utc) + 60 + 91)
  }

  private static func event(
    _ id: String, _ kind: Event.Kind, _ direction: Event.Direction, hours: Int,
    phrase: (String, String)? = nil
  ) -> Event {
    var event = Event(
      id: id, at: start + hours * 3600, channel: .email, kind: kind, direction: direction,
      wantsAnswer: false, place: Place(source: "a", offset: hours))
    (event.client, event.person) = ("acme", "pat@acme.example")
    event.addressed = ["pat@acme.example"]
    event.thread = ["message:\(id)", "reply-to:x"]
    if let phrase { event.signals = [.init(signal: phrase.0, phrase: phrase.1)] }
    return event
  }

  private static var settings: Settings {
    var settings = Settings(provider: Provider(name: "P"), hours: .standard(zone: .utc))
    var acme = Client(id: "acme", name: "Acme")
    acme.technician = "dana"
    settings.clients = [acme]
    return settings
  }

  /// Said on Monday at nine, due by the end of Tuesday.
  @Test(arguments: [(30, true), (41, false), (nil, false)] as [(Int?, Bool)])
  func aPromiseIsKeptByBeingInTouchBeforeItIsDue(_ touched: Int?, _ kept: Bool) {
    var observer = SignObserver(Self.settings)
    let promise = ("promises", "we'll call you by tomorrow")
    observer.add(Self.event("0a", .message, .outbound, hours: 0, phrase: promise))
    if let touched { observer.add(Self.event("0b", .message, .outbound, hours: touched)) }
    let signs = observer.signs(asOf: Self.until)
    #expect(signs.map(\.kind) == [.promise])
    #expect(signs.first?.kept == kept)
    #expect(signs.first?.until == Timestamp(year: 2024, month: 3, day: 6, hour: 0))
  }

  @Test func aPromiseThatIsNotDueIsOpen() {
    var observer = SignObserver(Self.settings)
    let promise = ("promises", "we'll call you by tomorrow")
    observer.add(Self.event("0a", .message, .outbound, hours: 0, phrase: promise))
    let signs = observer.signs(asOf: Self.start + 3600)
    #expect(signs.count == 1)
    #expect(signs.first?.kept == nil)
  }

  @Test func theSameEventTwiceIsOneSignAndOrderDoesNotMatter() {
    var events = [
      Self.event("0a", .message, .inbound, hours: 1, phrase: ("told_again", "as I said")),
      Self.event("0b", .meeting, .outbound, hours: 2),
      Self.event("0c", .message, .inbound, hours: 3, phrase: ("asked", "dana")),
    ]
    events[0].thread = ["message:0a"]
    var contact = Self.contact("c", 0)
    contact.evidence = ["0a", "0c"].map {
      .init(event: $0, at: Self.start, place: Place(source: "a", offset: 0), role: .opened)
    }
    func signs(_ events: [Event]) -> [Sign] {
      var observer = SignObserver(Self.settings)
      for event in events { observer.add(event) }
      observer.note(contact)
      return observer.signs(asOf: Self.until)
    }
    let once = signs(events)
    #expect(once == signs(events.reversed() + events))
    #expect(once.map(\.kind) == [.toldAgain, .meeting, .named])
    #expect(once.map(\.contact) == ["c", nil, "c"])
  }

  @Test func whatWeBeginIsNoPartOfAContact() {
    var first = Self.event("0a", .message, .outbound, hours: 0)
    first.thread = ["message:0a"]
    var second = Self.event("0b", .message, .outbound, hours: 30)
    second.thread = ["message:0b"]
    var contact = Self.contact("c", 0, answered: 1.25)
    contact.evidence = [
      .init(event: "0b", at: second.at, place: second.place, role: .answer)
    ]
    var observer = SignObserver(Self.settings)
    for event in [first, second, Self.event("0d", .message, .outbound, hours: 40)] {
      observer.add(event)
    }
    observer.note(contact)
    let signs = observer.signs(asOf: Self.until)
    #expect(signs.map(\.event) == ["0a"])
    #expect(signs.map(\.kind) == [.ownMove])
  }

  @Test func openingDaysWithoutALogAreAGap() {
    var observer = SignObserver(Self.settings)
    // Every working day of eight weeks but one week, and no weekends.
    for day in 0..<56 where day % 7 < 5 && day / 7 != 4 {
      var event = Self.event("e\(day)", .missedCall, .inbound, hours: 24 * day)
      event.channel = .call
      observer.add(event)
    }
    let gaps = observer.signs(asOf: Self.until)
    #expect(gaps.map(\.kind) == [.gap])
    #expect(gaps.first?.days == 5)
    #expect(gaps.first?.channel == .call)
  }
}
