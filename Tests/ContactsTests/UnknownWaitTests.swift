import Records
import Testing

@testable import Contacts

/// A call that somebody took, of which the log does not tell how long it rang.
@Suite struct UnknownWaitTests {
  private func contact(waitS: Int?) -> Contact? {
    var call = Call(
      origin: Origin(format: "sms-backup", place: Place(source: "x", offset: 0), id: "1"))
    call.started = Timestamp(1_709_542_800)
    call.ended = Timestamp(1_709_542_900)
    call.from = "+14085550101"
    call.direction = .inbound
    call.outcome = .answered
    call.waitS = waitS
    call.answered = waitS.map { Timestamp(1_709_542_800 + $0) }
    call.talkS = 90
    var provider = Provider(name: "P")
    provider.domains = ["p.example"]
    let settings = Settings(provider: provider, hours: .standard(zone: .utc))
    var matcher = Matcher(settings)
    var normalizer = Normalizer(settings, reject: { _ in })
    normalizer.add(.call(call)) { matcher.add($0) }
    normalizer.finish { matcher.add($0) }
    return matcher.match(asOf: nil).contacts.first
  }

  @Test func itCountsAsAnsweredAndStandsInNoWait() throws {
    let settings = Settings(provider: Provider(name: "P"), hours: .standard(zone: .utc))
    let unknown = try #require(contact(waitS: nil))
    let known = try #require(contact(waitS: 0))
    #expect(unknown.state == .answered && unknown.waitUnknown == true)
    #expect(unknown.withinTarget == nil && unknown.targetS == nil)
    #expect(known.state == .answered && known.waitUnknown == nil && known.withinTarget == true)
    let clock = OpenClock(settings)
    let figures = Figures([unknown], clock: clock)
    #expect(figures.answered == 1 && figures.wait.all.count == 0)
    #expect(Figures([known], clock: clock).wait.all.count == 1)
    var line = JSONLine()
    line.write(unknown)
    #expect(String(decoding: line.bytes, as: UTF8.self).contains(#""wait_unknown":true"#))
  }
}
