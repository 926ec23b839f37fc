import Contacts
import Intake
import Records
import TestSupport
import Testing

@testable import Pipeline

/// What a pipeline.yml without fault gives.
@Suite struct ConfigurationTests {
  @Test func theSampleAtTheRootLoads() throws {
    let configuration = try Configuration(file: packageRoot + "/pipeline.yml")
    #expect(configuration.settings.provider.name == "Harbor IT")
    #expect(configuration.settings.provider.technicians.map(\.id) == ["dana", "lee", "sam", "kim"])
    #expect(configuration.settings.clients.count == 4)
    let (inputs, missing) = configuration.inputs()
    #expect(missing == [] && inputs.count >= 6)
    #expect(inputs.allSatisfy { $0.name.hasPrefix("samples/") })
    #expect(inputs.allSatisfy { $0.path?.hasPrefix(packageRoot + "/samples/") ?? false })
  }

  /// The example of the design, each key of which means something.
  static let full = """
    provider:
      name: Harbor IT
      domains: [harborit.example]
      addresses: []                      # further ones outside the domains
      numbers: ["+14085550100"]
      extensions: ["2xx", "600"]         # x is any digit; what is as short as this is inside
      region: US                         # how numbers without a country code are read
      zone: America/Los_Angeles
      technicians:
        - { id: dana, name: "Dana Ruiz", addresses: [dana@harborit.example], extensions: ["201"] }
    hours: { mon-fri: "08:00-12:00, 13:00-18:00" }
    holidays: [2026-12-25, holidays.ics]
    targets: { call: 30s, voicemail: 1h, email: 4h, ticket: 8h }     # `calendar 4h` for the clock
    clients:                             # or: clients: clients.csv
      - id: acme
        name: "Acme Dental"
        domains: [acmedental.example]
        numbers: ["+14085551000"]
        organizations: ["Acme Dental Inc."]                          # as the helpdesk calls it
        technician: dana                                             # their named contact, if any
        people:
          - { name: "Pat Doe", addresses: [pat@acmedental.example], numbers: ["+14085551001"] }
    sources:
      - path: mail/*.mbox
      - { path: Master.csv, format: asterisk-cdr, zone: America/Los_Angeles }
      - path: "helpdesk/*.xml"           # files of one export are joined: tickets, users
    match: { chase_within: 7d, echo_within: 10m, talk_at_least: 10s }
    calls: { dropped_under: 5s }
    signals: { languages: [en], brush_off: { add: ["not my department"] } }
    state: .ringback
    reports: { to: reports, period: month, formats: [html, text, csv, json] }
    privacy: { redact: false }
    """

  @Test func theDesignsExampleLoadsInFull() throws {
    let folder = try TemporaryFolder()
    try folder.write("holidays.ics", Self.calendar)
    let file = try folder.write("pipeline.yml", Self.full)
    let configuration = try Configuration(file: file)
    let settings = configuration.settings
    #expect(settings.provider.domains == ["harborit.example"])
    #expect(settings.provider.numbers == ["+14085550100"] && settings.provider.region == "US")
    #expect(settings.provider.extensions == ["2xx", "600"])
    #expect(settings.provider.zone.name == "America/Los_Angeles")
    var dana = Technician(id: "dana", name: "Dana Ruiz")
    dana.addresses = ["dana@harborit.example"]
    dana.extensions = ["201"]
    #expect(settings.provider.technicians == [dana])
    let day = [8 * 3600..<12 * 3600, 13 * 3600..<18 * 3600]
    #expect(settings.hours.week == [day, day, day, day, day, [], []])
    #expect(settings.hours.holidays.contains(Timestamp.days(year: 2026, month: 12, day: 25)))
    #expect(settings.hours.holidays.contains(Timestamp.days(year: 2026, month: 7, day: 3)))
    #expect(settings.targets == .standard && settings.rules == MatchRules())
    let acme = try #require(settings.clients.first)
    #expect(acme.id == "acme" && acme.name == "Acme Dental" && acme.technician == "dana")
    #expect(acme.organizations == ["Acme Dental Inc."] && acme.numbers == ["+14085551000"])
    #expect(
      acme.people == [
        Person(
          name: "Pat Doe", addresses: ["pat@acmedental.example"], numbers: ["+14085551001"])
      ])
    #expect(settings.phrases.add == ["brush_off": ["not my department"]])
    #expect(
      configuration.sources.map(\.pattern) == ["mail/*.mbox", "Master.csv", "helpdesk/*.xml"])
    #expect(configuration.sources[1].format == "asterisk-cdr")
    #expect(configuration.sources[1].zone == settings.provider.zone)
    #expect(configuration.state == folder(".ringback"))
    #expect(configuration.reportsTo == folder("reports"))
    #expect(configuration.reportFormats == ["html", "text", "csv", "json"])
    #expect(configuration.period == .month && !configuration.redact)
  }

  @Test func providerAndSourcesAreEnough() throws {
    let configuration = try Configuration(provider + sources, file: "pipeline.yml")
    #expect(configuration.settings.hours == .standard(zone: .utc))
    #expect(configuration.settings.targets == .standard)
    #expect(configuration.settings.rules == MatchRules() && configuration.settings.clients.isEmpty)
    #expect(configuration.state == ".ringback" && configuration.reportsTo == "reports")
  }

  @Test func pathsAreRelativeToTheFile() throws {
    let text = provider + "sources: [a.mbox, /b.mbox]\nstate: /var/x\n"
    let configuration = try Configuration(text, file: "office/pipeline.yml")
    #expect(configuration.inputs().inputs.map(\.path) == ["office/a.mbox", "/b.mbox"])
    #expect(configuration.inputs().inputs.map(\.name) == ["a.mbox", "/b.mbox"])
    #expect(configuration.state == "/var/x" && configuration.reportsTo == "office/reports")
  }

  @Test func targetsAndRulesAreReadInTheirUnits() throws {
    let text =
      provider + sources
        + """
        targets: { email: calendar 4h, call: 1m30s, ticket: 2d }
        match: { chase_within: 2w, echo_within: 90s, talk_at_least: 0s }
        calls: { dropped_under: 7s }
        """
    let settings = try Configuration(text, file: "x").settings
    #expect(settings.targets.byChannel[.email] == .init(seconds: 14_400, calendar: true))
    #expect(settings.targets.byChannel[.call] == .init(seconds: 90))
    #expect(settings.targets.byChannel[.ticket] == .init(seconds: 172_800))
    #expect(settings.targets.byChannel[.voicemail] == .init(seconds: 3600))
    #expect(settings.rules.chaseWithin == 1_209_600 && settings.rules.echoWithin == 90)
    #expect(settings.rules.talkAtLeast == 0 && settings.rules.droppedUnder == 7)
  }

  // MARK: Clients

  @Test func clientsMayStandInATable() throws {
    let folder = try TemporaryFolder()
    let rows = [
      "\u{FEFF}ID,name,domains,numbers,organizations,technician,person,person_addresses,person_numbers",
      #"acme,"Acme, ""Dental""",acme.example; acme2.example,+1 408 555 0101;+14085550102,"#
        + "Acme Inc.; Acme Dental,dana,Pat Doe,pat@acme.example,+14085550103",
      "acme,,,,,,Jo Roe,jo@acme.example jr@freemail.example,", "",
      "bluefin,\"Bluefin\nLogistics\",bluefin.example,",
    ]
    try folder.write("clients.csv", rows.joined(separator: "\r\n"))
    let file = try folder.write(
      "pipeline.yml",
      """
      provider: { domains: [harborit.example], technicians: [{ id: dana }] }
      clients: clients.csv
      sources: [a.mbox]
      """)
    let clients = try Configuration(file: file).settings.clients
    try #require(clients.map(\.id) == ["acme", "bluefin"])
    #expect(clients[0].name == "Acme, \"Dental\"" && clients[0].technician == "dana")
    #expect(clients[0].domains == ["acme.example", "acme2.example"])
    #expect(clients[0].numbers == ["+1 408 555 0101", "+14085550102"])
    #expect(clients[0].organizations == ["Acme Inc.", "Acme Dental"])
    #expect(
      clients[0].people == [
        Person(name: "Pat Doe", addresses: ["pat@acme.example"], numbers: ["+14085550103"]),
        Person(name: "Jo Roe", addresses: ["jo@acme.example", "jr@freemail.example"]),
      ])
    #expect(clients[1].name == "Bluefin\nLogistics" && clients[1].domains == ["bluefin.example"])
    #expect(clients[1].people == [] && clients[1].technician == nil)
  }

  @Test func aClientsOwnHoursAndHolidaysAreAddedToOurs() throws {
    let text =
      provider + sources
        + """
        holidays: [2026-12-25]
        clients:
          - { id: a, hours: { sat: "10:00-14:00" }, holidays: [2026-05-02] }
          - { id: b, holidays: [2026-05-04] }
          - { id: c }
        """
    let clients = try Configuration(text, file: "x").settings.clients
    try #require(clients.count == 3)
    let christmas = Timestamp.days(year: 2026, month: 12, day: 25)
    let may = Timestamp.days(year: 2026, month: 5, day: 2)
    #expect(clients[0].hours?.week[5] == [10 * 3600..<14 * 3600])
    #expect(clients[0].hours?.week[0] == [])
    #expect(clients[0].hours?.holidays == [christmas, may])
    // Holidays alone: our hours, with those days closed too.
    #expect(clients[1].hours?.week == OpeningHours.standard(zone: .utc).week)
    #expect(clients[1].hours?.holidays == [christmas, may + 2])
    #expect(clients[2].hours == nil)
  }

  // MARK: Calendar

  @Test(arguments: [
    ("{ mon: 08:00-12:00 }", [0]), ("{ \"mon, wed\": 08:00-12:00 }", [0, 2]),
    ("{ sat-mon: 08:00-12:00 }", [0, 5, 6]), ("{ Monday-Wednesday: 08:00-12:00 }", [0, 1, 2]),
    ("{ mon-sun: 08:00-12:00 }", Array(0..<7)), ("{ mon-fri: closed, sun: 08:00-12:00 }", [6]),
  ])
  func daysAreNamedAloneOrAsSpans(_ hours: String, _ open: [Int]) throws {
    let week = try Configuration(provider + sources + "hours: \(hours)", file: "x")
      .settings.hours.week
    #expect(week.indices.filter { !week[$0].isEmpty } == open)
  }

  @Test func hoursMayLastToMidnight() throws {
    let text = provider + sources + "hours: { mon: \"0:00-6:30,20:00-24:00\" }"
    let week = try Configuration(text, file: "x").settings.hours.week
    #expect(week[0] == [0..<23_400, 72_000..<86_400])
  }

  /// Folded lines, a time zone with rules of its own, an alarm, and CRLF: as calendars come.
  static let calendar = """
    BEGIN:VCALENDAR
    VERSION:2.0
    BEGIN:VTIMEZONE
    TZID:America/Los_Angeles
    BEGIN:STANDARD
    DTSTART:19701101T020000
    RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU
    END:STANDARD
    END:VTIMEZONE
    BEGIN:VEVENT
    DTSTART;VALUE=DATE:20260703
    DTEND;VALUE=DATE:20260704
    SUMMARY:Independence Day
     (observed)
    END:VEVENT
    BEGIN:VEVENT
    SUMMARY:Year's end
    DTSTART;VALUE=DATE:20261228
    DTEND;VALUE=DATE:20270102
    BEGIN:VALARM
    TRIGGER:-P1D
    DTSTART:19990909
    END:VALARM
    END:VEVENT
    BEGIN:VEVENT
    DTSTART;VALUE=DATE:20240501
    RRULE:FREQ=YEARLY
    END:VEVENT
    BEGIN:VEVENT
    SUMMARY:nothing said
    END:VEVENT
    END:VCALENDAR
    """

  /// Rules of iCalendar with the days that they give in 2026.
  @Test(arguments: [
    ("20260105", "FREQ=DAILY;COUNT=3", [105, 106, 107]),
    ("20260105", "FREQ=DAILY;INTERVAL=10;UNTIL=20260126", [105, 115, 125]),
    ("20260105", "FREQ=WEEKLY;INTERVAL=2;COUNT=3", [105, 119, 202]),
    ("20260107", "FREQ=WEEKLY;BYDAY=MO,FR;UNTIL=20260120T000000Z", [107, 109, 112, 116, 119]),
    ("20260131", "FREQ=MONTHLY;COUNT=3", [131, 331, 531]),
    ("20260108", "FREQ=MONTHLY;BYDAY=2TH;INTERVAL=3;COUNT=3", [108, 409, 709]),
    ("20260126", "FREQ=MONTHLY;BYDAY=-1MO;COUNT=3", [126, 223, 330]),
    ("20201126", "FREQ=YEARLY;BYMONTH=11;BYDAY=4TH", [1126]),
    ("20201225", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=25;WKST=SU", [1225]),
    ("20240229", "FREQ=YEARLY", []), ("20220501", "FREQ=YEARLY;INTERVAL=2", [501]),
    ("20220501", "FREQ=YEARLY;COUNT=4", []),
  ])
  func aRuleOfACalendarFileGivesItsDays(start: String, rule: String, expected: [Int]) throws {
    let event = "BEGIN:VEVENT\nDTSTART;VALUE=DATE:\(start)\nRRULE:\(rule)\nEND:VEVENT\n"
    let days = try HolidayFile(event).days
    let found = days.sorted().map { Timestamp.date(days: $0) }.filter { $0.year == 2026 }
    #expect(found.map { $0.month * 100 + $0.day } == expected)
  }

  @Test func anExceptionIsTakenOutAndStillCounted() throws {
    let days = try HolidayFile(
      """
      BEGIN:VEVENT
      DTSTART:20260105
      RRULE:FREQ=DAILY;COUNT=4
      EXDATE:20260106,20260107
      END:VEVENT
      """
    ).days
    #expect(days.sorted().map { Timestamp.date(days: $0).day } == [5, 8])
  }

  @Test(arguments: [
    "RRULE:FREQ=HOURLY", "RRULE:FREQ=MONTHLY;BYSETPOS=1", "RRULE:FREQ=YEARLY;BYMONTH=1,2",
    "RRULE:FREQ=DAILY;BYDAY=MO", "RRULE:FREQ=YEARLY;BYDAY=1MO", "RRULE:FREQ=WEEKLY;WKST=SU",
    "RDATE:20260101", "EXDATE:tomorrow", "RRULE:nonsense", "RRULE:FREQ=DAILY;COUNT=0",
    "EXRULE:FREQ=DAILY",
  ])
  func whatACalendarFileSaysOtherwiseIsRefusedWithItsLine(line: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "days.ics", "BEGIN:VEVENT\r\nDTSTART:2026\r\n 0105\r\n\(line)\r\nEND:VEVENT\r\n")
    let file = try folder.write("pipeline.yml", provider + sources + "holidays: [days.ics]")
    let error = #expect(throws: ConfigurationError.self) { try Configuration(file: file) }
    #expect(error?.message.contains("line 4: ") == true, "\(error?.message ?? "")")
  }

  @Test(arguments: ["\n", "\r\n"])
  func holidaysAreReadFromACalendarFile(_ end: String) throws {
    let folder = try TemporaryFolder()
    try folder.write("days.ics", Self.calendar.replacing("\n", with: end))
    let file = try folder.write("pipeline.yml", provider + sources + "holidays: [days.ics]")
    let holidays = try Configuration(file: file).settings.hours.holidays
    func day(_ year: Int, _ month: Int, _ day: Int) -> Int {
      Timestamp.days(year: year, month: month, day: day)
    }
    for (y, m, d) in [
      (2026, 7, 3), (2026, 12, 28), (2026, 12, 31), (2027, 1, 1), (2024, 5, 1), (2026, 5, 1),
      (2040, 5, 1),
    ] {
      #expect(holidays.contains(day(y, m, d)), "\(y)-\(m)-\(d)")
    }
    for (y, m, d) in [
      (2026, 7, 4), (2026, 12, 27), (2027, 1, 2), (2023, 5, 1), (1999, 9, 9), (1970, 11, 1),
      (2026, 11, 1),
    ] {
      #expect(!holidays.contains(day(y, m, d)), "\(y)-\(m)-\(d)")
    }
  }

  @Test func holidaysAreDatesYearlyDatesAndPeriods() throws {
    let text = provider + sources + "holidays: [2026-12-25, 05-01, 2026-12-30..2027-01-02, 02-29]"
    let holidays = try Configuration(text, file: "x").settings.hours.holidays
    func has(_ year: Int, _ month: Int, _ day: Int) -> Bool {
      holidays.contains(Timestamp.days(year: year, month: month, day: day))
    }
    #expect(has(2026, 12, 25) && !has(2027, 12, 25))
    #expect(has(2026, 5, 1) && has(2031, 5, 1))
    #expect(!has(2026, 12, 29) && has(2026, 12, 30) && has(2027, 1, 2) && !has(2027, 1, 3))
    #expect(has(2028, 2, 29) && !has(2027, 3, 1) && !has(2028, 3, 1))
  }
}
