import Records
import Testing

@testable import OfficeSimulator

/// An office that shows everything.
private func office(
  _ seed: UInt64, contacts: Int = 400, _ change: (inout OfficeOptions) -> Void = { _ in }
)
  -> OfficeFiles
{
  var options = OfficeOptions()
  options.contacts = contacts
  change(&options)
  return Office(seed: seed, options: options).files()
}

@Suite struct OfficeTests {
  @Test func theSameSeedGivesTheSameBytes() {
    let (one, other) = (office(7), office(7))
    #expect(one.files.keys.sorted() == other.files.keys.sorted())
    for path in one.files.keys {
      let same = one.files[path] == other.files[path]
      #expect(same, "\(path)")
    }
    #expect(one.contacts == other.contacts)
  }

  @Test func anotherSeedGivesAnotherOffice() {
    let (one, other) = (office(7), office(8))
    for path in ["mail/support.mbox", "calls/Master.csv", "helpdesk/tickets.xml", "truth.ndjson"] {
      let same = one.files[path] == other.files[path]
      #expect(!same, "\(path)")
    }
  }

  @Test func everyQuirkIsInAnOrdinaryOffice() {
    let guide = text(office(1, contacts: 100) { $0.guide = true }.files["README.md"])
    #expect(!guide.contains("not in these samples"))
    for quirk in Quirk.allCases { #expect(guide.contains("| \(quirk.rawValue) |")) }
  }

  @Test(arguments: Quirk.allCases)
  func aQuirkCanBeHadAlone(_ quirk: Quirk) {
    let contacts = office(3) { $0.keepOnly([quirk]) }.contacts
    #expect(!contacts.isEmpty)
    let others = contacts.flatMap(\.quirks).filter { $0 != quirk.rawValue }
    #expect(others.isEmpty)
  }

  @Test func aQuirkOfRateZeroDoesNotHappen() {
    let files = office(3) { $0.setRate(0, of: .bounce) }
    #expect(!files.contacts.contains { $0.quirks == ["bounce"] })
    #expect(!text(files.files["mail/support.mbox"]).contains("X-Failed-Recipients"))
  }

  @Test func aChannelCanBeLeftOut() {
    let files = office(3) { $0.calls = false }
    #expect(files.files["calls/Master.csv"] == nil)
    #expect(!files.contacts.contains { $0.channel == "call" || $0.channel == "voicemail" })
    let mute = office(3) { ($0.mail, $0.calls, $0.helpdesk) = (false, false, false) }
    #expect(mute.contacts.isEmpty)
  }

  @Test func asManyContactsComeOutAsWereAskedFor() {
    let count = office(5, contacts: 3000).contacts.count
    #expect((2700...3300).contains(count), "\(count)")
  }

  /// Nothing may depend on an order of hashing, which differs from run to run; the samples'
  /// test sees to that as well.
  @Test func truthIsWrittenInTheOrderInWhichContactsOpened() {
    let files = office(9)
    let opened = files.contacts.map(\.opened)
    #expect(opened == opened.sorted())
    let lines = text(files.files["truth.ndjson"]).split(separator: "\n")
    #expect(lines.count == files.contacts.count)
    #expect(lines.allSatisfy { $0.hasPrefix("{\"") && $0.hasSuffix("}") })
  }
}

func text(_ bytes: [UInt8]?) -> String { String(decoding: bytes ?? [], as: UTF8.self) }
