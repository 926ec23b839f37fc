import Records
import Testing

@testable import OfficeSimulator

/// What must hold of what truly happened, whatever the seed.
@Suite struct TruthTests {
  static func contacts(_ seed: UInt64) -> [TrueContact] {
    var options = OfficeOptions()
    options.contacts = 1500
    options.weeks = 12
    return Office(seed: seed, options: options).files().contacts
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func eachContactIsConsistent(_ seed: UInt64) {
    for contact in Self.contacts(seed) {
      let tell = "story \(contact.story), \(contact.quirks)"
      #expect(contact.attempts >= 1, "\(tell)")
      #expect((contact.state == "answered") == (contact.answered != nil), "\(tell)")
      #expect((contact.state == "answered") == (contact.matchedBy != nil), "\(tell)")
      let ended = contact.state == "closed-unanswered" || contact.state == "withdrawn"
      #expect(ended == (contact.ended != nil), "\(tell)")
      for later in [contact.answered, contact.ended, contact.acknowledged] {
        if let later { #expect(later > contact.opened, "\(tell)") }
      }
      #expect(contact.person != nil || contact.quirks == ["withheld"], "\(tell)")
    }
  }

  /// Else an answer of one story would be another's, and the truth wrong.
  @Test(arguments: [1, 2, 3] as [UInt64])
  func storiesOfOnePersonDoNotTouch(_ seed: UInt64) {
    var byPerson: [String: [TrueContact]] = [:]
    for contact in Self.contacts(seed) {
      if let person = contact.person { byPerson[person, default: []].append(contact) }
    }
    for contacts in byPerson.values {
      for (earlier, later) in zip(contacts, contacts.dropFirst()) where earlier.story != later.story
      {
        let tell = "stories \(earlier.story) and \(later.story)"
        if let end = earlier.answered ?? earlier.ended {
          #expect(later.opened > end + 600, "\(tell)")
        }
      }
      for (index, open) in contacts.enumerated() where open.state == "unanswered" {
        let after = contacts[(index + 1)...].filter { $0.story != open.story }
        let tell = "story \(open.story)"
        // Any answer to somebody who called in vain would be the answer to that call.
        if open.channel == "call" || open.channel == "voicemail", open.attempts == 1 {
          #expect(after.isEmpty, "\(tell)")
        }
        // A call would answer the thread that is still open.
        #expect(after.allSatisfy { $0.channel == "email" || $0.channel == "ticket" }, "\(tell)")
        #expect(after.allSatisfy { $0.answeredThrough != "call" }, "\(tell)")
      }
    }
  }

  @Test func thereIsEachStateAndEachWayOfMatching() {
    let contacts = Self.contacts(4)
    #expect(
      Set(contacts.map(\.state)) == ["answered", "unanswered", "closed-unanswered", "withdrawn"])
    #expect(
      Set(contacts.compactMap(\.matchedBy)) == ["thread", "ticket", "live", "number", "person"])
    #expect(Set(contacts.map(\.channel)) == ["email", "call", "voicemail", "ticket"])
  }

  @Test func aMissedCallBeforeTheClocksGoBackIsAnsweredAfter() throws {
    var options = OfficeOptions()
    options.keepOnly([.repeatedHour])
    let files = Office(seed: 2, options: options).files()
    let contact = try #require(files.contacts.first { $0.quirks == ["repeated-hour"] })
    let back = Timestamp(year: 2025, month: 11, day: 2, hour: 9)
    let answered = try #require(contact.answered)
    #expect(contact.opened < back && answered > back)
    // On the clock the answer came first.
    let zone = try #require(Zone("America/Los_Angeles"))
    #expect(
      Calendar.local(answered, zone: zone) < Calendar.local(contact.opened, zone: zone))
  }
}
