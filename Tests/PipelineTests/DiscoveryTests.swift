import Contacts
import Intake
import OfficeSimulator
import Pipeline
import Records
import TestSupport
import Testing

/// A pipeline.yml proposed from files alone.
@Suite struct DiscoveryTests {
  private func discovered(_ office: OfficeOnDisk) -> Inference {
    var inference = Inference(signaturesIn: "US")
    var options = ReaderOptions()
    options.text = .whole
    _ = Intake().read(
      office.names.map { Intake.Input(name: $0, path: office.folder($0), options: options) },
      record: { inference.add($0) }, reject: { _ in }, failure: { _ in })
    return inference
  }

  private func configuration(
    _ inference: Inference, files: [String], provider: String? = nil
  ) throws -> Configuration {
    let proposed = ProposedConfiguration(inference, files: files, provider: provider, zone: nil)
    let text = String(decoding: proposed.bytes, as: UTF8.self)
    do {
      return try Configuration(text, file: "pipeline.yml")
    } catch {
      Issue.record("\(error.description)\n\(text)")
      throw error
    }
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func anOfficeIsFoundAsItIs(_ seed: UInt64) throws {
    let office = try OfficeOnDisk(seed: seed) { $0.contacts = 300 }
    let truth = try office.settings
    let found = try configuration(discovered(office), files: office.names).settings
    #expect(found.provider.domains == truth.provider.domains)
    #expect(found.provider.zone == truth.provider.zone)
    let addresses = Set(found.provider.technicians.flatMap(\.addresses))
    #expect(addresses.isSuperset(of: truth.provider.technicians.flatMap(\.addresses)))
    let domains = Set(found.clients.flatMap(\.domains))
    #expect(domains.isSuperset(of: truth.clients.flatMap(\.domains)))
    // Monday to Friday, and no night.
    #expect(found.hours.week[5].isEmpty && found.hours.week[6].isEmpty)
    for day in found.hours.week[..<5] {
      #expect(day.count == 1 && (6 * 3600...10 * 3600).contains(day.first?.lowerBound ?? 0))
    }
  }

  @Test func whatIsProposedIsWellFormedWhateverTheFilesHold() throws {
    for seed in 1...20 as ClosedRange<UInt64> {
      var seeded = Seeded(seed)
      var inference = Inference(signaturesIn: "DE")
      for _ in 0..<100 { inference.add(seeded.record()) }
      let files = (0..<3).map { _ in seeded.text() }.filter { !$0.utf8.isEmpty }
      guard !files.isEmpty else { continue }
      let sources = try configuration(
        inference, files: ["a.mbox"] + files, provider: "harborit.example"
      ).sources
      #expect(sources.count == files.count + 1)
    }
  }

  @Test(arguments: [
    ("\" , x: 1", "\"\\\" , x: 1\""), ("a\nb", "\"a\\U0000000Ab\""),
    ("\u{202E}x", "\"\\U0000202Ex\""), ("#: {}[]&*", "\"#: {}[]&*\""),
  ])
  func noTextLeavesItsQuotes(_ text: String, _ quoted: String) {
    #expect(ProposedConfiguration.quoted(text) == quoted)
  }

  private func mail(_ from: String, _ text: String, at day: Int, offset: Int) -> Record {
    var mail = Mail(
      origin: Origin(
        format: "mbox", place: Place(source: "a", offset: day), id: "\(from)\(day)"))
    mail.from = Mailbox(name: "Jo Doe", address: from)
    mail.date = Timestamp(1_700_000_000 + day * 86_400)
    mail.dateOffset = offset
    mail.text = text
    return .mail(mail)
  }

  @Test func aNumberBelowSeveralMailsIsTheWritersAndASharedOneTheBusinesss() throws {
    var inference = Inference(signaturesIn: "US")
    for day in 0..<3 {
      let own = "My order 408 555 0177 88 is late\n\nHello\n--\nJo\nMobile: (408) 555-0101"
      inference.add(
        mail("jo@acme.example", own + "\nOffice: 408-555-0199", at: day, offset: -28_800))
      inference.add(
        mail(
          "al@acme.example", "Hi\n\nAl\nT: +1 408 555 0199\nFax: 408 555 0666", at: day + 9,
          offset: -28_800))
    }
    inference.add(mail("jo@acme.example", "Call 408-555-0123 once\nJo", at: 30, offset: -28_800))
    let client = try #require(
      try configuration(inference, files: ["a"], provider: "harborit.example").settings.clients
        .first)
    #expect(client.numbers == ["+14085550199"])
    let jo = try #require(client.people.first { $0.addresses == ["jo@acme.example"] })
    #expect(jo.numbers == ["+14085550101"])
    let al = try #require(client.people.first { $0.addresses == ["al@acme.example"] })
    #expect(al.numbers == [])
  }
}
