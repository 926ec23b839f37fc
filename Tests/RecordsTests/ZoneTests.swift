import Records
import TestSupport
import Testing

/// Held to the zone database of Python, which is not the one that was read.
@Suite struct ZoneTests {
  static let names = [
    "America/Los_Angeles", "America/New_York", "America/St_Johns", "America/Sao_Paulo",
    "Europe/London", "Europe/Berlin", "Europe/Dublin", "Asia/Kolkata", "Asia/Kathmandu",
    "Australia/Lord_Howe", "Pacific/Apia", "Africa/Casablanca",
  ]

  @Test func offsetsAreThoseOfTheDatabase() throws {
    let program = """
      import sys, datetime
      try:
          from zoneinfo import ZoneInfo
          zones = {}
          for line in sys.stdin:
              name, t = line.split()
              zone = zones.setdefault(name, ZoneInfo(name))
              at = datetime.datetime.fromtimestamp(int(t), zone)
              print(int(at.utcoffset().total_seconds()))
      except ImportError:
          sys.exit(77)
      """
    var seeded = Seeded(3)
    var input = ""
    var ours: [(name: String, at: Int, offset: Int)] = []
    for name in Self.names {
      let zone = try #require(Zone(name))
      for _ in 0..<600 {
        // 1980 to 2035, where the databases of different years agree.
        let at = Int.random(in: 315_532_800...2_051_222_400, using: &seeded)
        ours.append((name, at, zone.offset(at: Timestamp(at))))
        input += "\(name) \(at)\n"
      }
    }
    guard let result = try Python3.run(program, input: Array(input.utf8)) else { return }
    let theirs = result.lines.map { Int($0) }
    try #require(theirs.count == ours.count, "\(result.error.suffix(400))")
    for (our, their) in zip(ours, theirs) {
      #expect(our.offset == their, "\(our.name) at \(Timestamp(our.at))")
    }
  }

  @Test func aLocalTimeIsTheMomentThatHasIt() throws {
    var seeded = Seeded(4)
    for name in Self.names {
      let zone = try #require(Zone(name))
      for _ in 0..<2000 {
        let moment = Timestamp(Int.random(in: 315_532_800...2_051_222_400, using: &seeded))
        let local = moment.seconds + zone.offset(at: moment)
        let possible = zone.possible(local: local)
        #expect(possible.contains(moment), "\(name) at \(moment)")
        #expect(possible == possible.sorted() && Set(possible).count == possible.count)
        #expect(zone.moment(local: local) == possible.first, "\(name) at \(moment)")
        #expect(zone.moment(local: local, near: moment) == moment, "\(name) at \(moment)")
      }
    }
  }

  /// Every quarter of an hour of two years against a search through all moments.
  @Test(arguments: ["America/Los_Angeles", "Australia/Lord_Howe", "Europe/London"])
  func possibleMomentsAreThoseOfANaiveSearch(_ name: String) throws {
    let zone = try #require(Zone(name))
    let start = Timestamp(year: 2025, month: 1, day: 1).seconds
    var byLocal: [Int: [Timestamp]] = [:]
    for quarter in -200..<(2 * 365 * 96 + 200) {
      let moment = Timestamp(start + quarter * 900)
      byLocal[moment.seconds + zone.offset(at: moment), default: []].append(moment)
    }
    var repeated = 0
    var skipped = 0
    for quarter in 0..<2 * 365 * 96 {
      let local = start + quarter * 900
      let expected = byLocal[local] ?? []
      #expect(zone.possible(local: local) == expected, "\(name) \(Timestamp(local))")
      repeated += expected.count == 2 ? 1 : 0
      skipped += expected.isEmpty ? 1 : 0
    }
    // Two changes each way, of an hour or of Lord Howe's half.
    let quarters = name.hasPrefix("Australia") ? 4 : 8
    #expect(repeated == quarters && skipped == quarters)
  }

  @Test func theRepeatedHourIsReadAsFirstOrAsNearest() throws {
    let zone = try #require(Zone("America/Los_Angeles"))
    let local = Timestamp(year: 2025, month: 11, day: 2, hour: 1, minute: 30).seconds
    let first = try #require(Timestamp("2025-11-02T08:30:00Z"))
    let second = try #require(Timestamp("2025-11-02T09:30:00Z"))
    #expect(zone.possible(local: local) == [first, second])
    #expect(zone.moment(local: local) == first)
    #expect(zone.moment(local: local, near: second + 60) == second)
    #expect(zone.moment(local: local, near: first + -86_400) == first)
  }

  @Test func theSkippedHourIsReadWithTheOffsetBeforeIt() throws {
    let zone = try #require(Zone("America/Los_Angeles"))
    let local = Timestamp(year: 2026, month: 3, day: 8, hour: 2, minute: 30).seconds
    #expect(zone.possible(local: local) == [])
    #expect(zone.moment(local: local) == Timestamp("2026-03-08T10:30:00Z"))
    let berlin = try #require(Zone("Europe/Berlin"))
    let night = Timestamp(year: 2026, month: 3, day: 29, hour: 2, minute: 30).seconds
    #expect(berlin.moment(local: night) == Timestamp("2026-03-29T01:30:00Z"))
    let howe = try #require(Zone("Australia/Lord_Howe"))
    let gap = Timestamp(year: 2025, month: 10, day: 5, hour: 2, minute: 15).seconds
    #expect(howe.possible(local: gap) == [])
    #expect(howe.moment(local: gap) == Timestamp("2025-10-04T15:45:00Z"))
  }

  @Test func aDayThatWasSkippedWholeIsReadAllTheSame() throws {
    // Samoa had no 30 December 2011: it crossed the date line.
    let zone = try #require(Zone("Pacific/Apia"))
    let local = Timestamp(year: 2011, month: 12, day: 30, hour: 12).seconds
    #expect(zone.possible(local: local) == [])
    let read = zone.moment(local: local)
    let change = try #require(Timestamp("2011-12-30T10:00:00Z"))
    #expect(abs(read - change) <= 86_400)
  }

  @Test func namesThatAreNoneAreRefused() {
    for name in [
      "", "Mars/Olympus", "America/", "/", "../etc/passwd", "/etc/localtime", "Europe/Berlin ",
      "America/Los Angeles", "America/Los_Ängeles", "PST", "local",
    ] {
      #expect(Zone(name) == nil, "\(name)")
    }
    #expect(Zone("UTC") == .utc)
  }

  @Test func aFixedOffsetHasItsNameAndOffset() {
    #expect(Zone(offset: -28_800).name == "-08:00")
    #expect(Zone(offset: 20_700).name == "+05:45")
    #expect(Zone(offset: 0).name == "UTC")
    #expect(Zone(offset: 3600).moment(local: 3600) == Timestamp(0))
  }
}
