import Contacts
import Intake
import OfficeSimulator
import Pipeline
import Records
import TestSupport
import Testing

/// Who is who, told from the files alone.
@Suite struct InferenceTests {
  private func inputs(_ office: OfficeOnDisk) -> [Intake.Input] {
    office.names.map { Intake.Input(name: $0, path: office.folder($0)) }
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func theProviderIsTheOneThatAnswersTheOthers(_ seed: UInt64) throws {
    let office = try OfficeOnDisk(seed: seed) { $0.contacts = 200 }
    let (outcome, settings, assumptions) = Audit(provider: nil, zone: .utc, asOf: nil)
      .run(inputs(office)) { _ in }
    #expect(assumptions.provider == "harborit.example")
    #expect((assumptions.answers ?? 0) > 20)
    #expect(settings.provider.domains == ["harborit.example"])
    #expect(!outcome.contacts.isEmpty && outcome.failures == [])
    for books in outcome.books { #expect(books.balances) }

    let team = try office.settings.provider.technicians.flatMap(\.addresses)
    let found = Set(settings.provider.technicians.flatMap(\.addresses))
    for address in team { #expect(found.contains(address), "\(address)") }
    let domains = Set(settings.clients.flatMap(\.domains))
    for client in try office.settings.clients {
      for domain in client.domains { #expect(domains.contains(domain), "\(domain)") }
    }
    #expect(!domains.contains("harborit.example"))
  }

  @Test func aProviderThatIsNamedIsNotGuessed() throws {
    let office = try OfficeOnDisk(seed: 1) { $0.contacts = 100 }
    let byAddress = Audit(provider: "Dana@HarborIT.example", zone: .utc, asOf: nil)
      .run(inputs(office)) { _ in }
    #expect(byAddress.settings.provider.addresses == ["dana@harborit.example"])
    #expect(byAddress.assumptions.answers == nil)
    let byDomain = Audit(provider: "harborit.example", zone: .utc, asOf: nil)
      .run(inputs(office)) { _ in }
    #expect(byDomain.settings.provider.domains == ["harborit.example"])
  }

  @Test func filesThatTellNothingGiveNobody() {
    let (settings, assumptions) = Inference().settings(provider: nil, zone: .utc)
    #expect(assumptions.provider == nil && assumptions.technicians == 0)
    #expect(settings.clients.isEmpty && settings.provider.domains.isEmpty)
  }

  @Test func oddRecordsNeitherTrapNorTakeLong() {
    var seeded = Seeded(31)
    var inference = Inference()
    let began = ContinuousClock.now
    for _ in 0..<2000 { inference.add(seeded.record()) }
    _ = inference.settings(provider: nil, zone: .utc)
    _ = inference.settings(provider: seeded.text(), zone: .utc)
    #expect(began.duration(to: .now) < .seconds(20))
  }
}
