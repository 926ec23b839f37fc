public import Contacts
public import Records

/// Puts pseudonyms in place of names, addresses, numbers and subjects, for a report that leaves
/// the house.
///
/// The same text gets the same pseudonym as long as the key is the same, so that reports can be
/// compared; without the key none can be told or tried out. Times, figures and the places of
/// evidence stay, so that who has the sources can look everything up.
public struct Redaction: Sendable {
  private let key: String

  /// - Parameter key: a secret, kept in the state.
  public init(key: String) { self.key = key }

  /// The input of a report with pseudonyms.
  public func redacted(_ input: ReportInput) -> ReportInput {
    var redacted = input
    redacted.settings = self.redacted(input.settings)
    redacted.contacts = input.contacts.map(self.redacted)
    redacted.signs = input.signs.map(self.redacted)
    for i in redacted.books.indices {
      for j in redacted.books[i].tallies.indices {
        redacted.books[i].tallies[j].client = redacted.books[i].tallies[j].client.map(client)
      }
    }
    return redacted
  }

  public func redacted(_ settings: Settings) -> Settings {
    var provider = Provider(name: "The provider")
    provider.zone = settings.provider.zone
    provider.region = settings.provider.region
    provider.technicians = settings.provider.technicians.map { one in
      Technician(id: technician(one.id), name: pseudonym("Technician ", "technician", one.id))
    }
    var redacted = settings
    redacted.provider = provider
    redacted.settlements = []
    redacted.clients = settings.clients.map { one in
      var client = Client(id: self.client(one.id), name: pseudonym("Client ", "client", one.id))
      client.hours = one.hours
      client.technician = one.technician.map(technician)
      return client
    }
    return redacted
  }

  public func redacted(_ contact: Contact) -> Contact {
    var redacted = contact
    redacted.client = contact.client.map(client)
    redacted.person = contact.person.map { pseudonym("person-", "person", $0) }
    redacted.answeredBy = contact.answeredBy.map(technician)
    redacted.subject = contact.subject.map { pseudonym("subject ", "subject", $0) }
    return redacted
  }

  /// What was written may hold a name.
  public func redacted(_ sign: Sign) -> Sign {
    var redacted = sign
    redacted.client = sign.client.map(client)
    redacted.person = sign.person.map { pseudonym("person-", "person", $0) }
    redacted.technician = sign.technician.map(technician)
    redacted.phrase = sign.phrase.map { _ in "words left out" }
    return redacted
  }

  private func client(_ id: String) -> String { pseudonym("client-", "client", id) }
  private func technician(_ id: String) -> String { pseudonym("technician-", "technician", id) }

  /// Ten digits of a hash with the key tell a hundred thousand apart.
  private func pseudonym(_ prefix: String, _ kind: String, _ text: String) -> String {
    prefix + Fingerprint.hex("redact", key, kind, text, digits: 10)
  }
}
