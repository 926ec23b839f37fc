public import Records

/// Everything that `normalize`, `match` and `report` need to know, read from pipeline.yml or
/// inferred; every member but the provider has a default.
public struct Settings: Sendable {
  public var provider: Provider
  public var clients: [Client] = []
  /// The provider's opening hours, and a client's own where it has some.
  public var hours: OpeningHours
  public var targets: Targets = .standard
  public var rules = MatchRules()
  public var phrases = PhraseAdditions()
  /// What an opening hour that a client waits costs them, in whatever currency; a client's own
  /// wins.
  public var costPerHour: Double?
  /// What people have said by `settle`.
  public var settlements: [Settlement] = []
  /// Mail that neither comes from nor goes to the provider is somebody else's business: set for
  /// an audit of a mailbox that is not the provider's own.
  public var onlyMailWithProvider = false

  public init(provider: Provider, hours: OpeningHours) {
    self.provider = provider
    self.hours = hours
  }
}

/// The support provider: "ours" in the rules of matching.
public struct Provider: Sendable, Equatable {
  public var name: String
  /// Mail domains in lower case; their subdomains are ours too.
  public var domains: [String] = []
  /// Further addresses outside the domains.
  public var addresses: [String] = []
  /// Mailing lists of ours that clients read too: what one of us sends there reaches everybody
  /// who wrote in the thread.
  public var lists: [String] = []
  public var numbers: [String] = []
  /// `201` or a pattern with `x` for any digit, as `2xx`; numbers as short as these are inside.
  public var extensions: [String] = []
  /// ISO 3166 code: how numbers without a country code are read.
  public var region = "US"
  public var zone: Zone = .utc
  public var technicians: [Technician] = []

  public init(name: String) { self.name = name }
}

public struct Technician: Sendable, Equatable {
  public var id: String
  public var name: String
  public var addresses: [String] = []
  public var numbers: [String] = []
  public var extensions: [String] = []

  public init(id: String, name: String) {
    self.id = id
    self.name = name
  }
}

/// A business that the provider serves.
public struct Client: Sendable, Equatable {
  public var id: String
  public var name: String
  public var domains: [String] = []
  /// Addresses of the client outside its domains, which are no person's in particular.
  public var addresses: [String] = []
  /// Shared numbers: each is a person of its own.
  public var numbers: [String] = []
  /// As the helpdesk calls it.
  public var organizations: [String] = []
  /// The id of their named technician.
  public var technician: String?
  public var people: [Person] = []
  public var hours: OpeningHours?
  public var costPerHour: Double?

  public init(id: String, name: String) {
    self.id = id
    self.name = name
  }
}

public struct Person: Sendable, Equatable {
  public var name: String?
  public var addresses: [String] = []
  public var numbers: [String] = []

  public init(name: String? = nil, addresses: [String] = [], numbers: [String] = []) {
    self.name = name
    self.addresses = addresses
    self.numbers = numbers
  }
}

/// Times of the rules of matching, in seconds.
public struct MatchRules: Sendable, Equatable {
  /// How long after the latest attempt a call still belongs to an open contact: 7 days.
  public var chaseWithin = 7 * 86_400
  /// How far apart two sights of one attempt may be: 10 minutes.
  public var echoWithin = 600
  /// How long a talk must be to answer anything: 10 seconds.
  public var talkAtLeast = 10
  /// A call shorter than this in all that nobody took is no attempt: 5 seconds.
  public var droppedUnder = 5

  public init() {}
}

/// By when a contact should be answered, by the channel of its first attempt.
public struct Targets: Sendable, Equatable {
  public struct Target: Sendable, Equatable {
    public var seconds: Int
    /// By the clock, not within opening hours.
    public var calendar: Bool

    public init(seconds: Int, calendar: Bool = false) {
      self.seconds = seconds
      self.calendar = calendar
    }
  }

  public var byChannel: [Event.Channel: Target]

  public init(_ byChannel: [Event.Channel: Target]) { self.byChannel = byChannel }

  /// A call 30 s, a voicemail 1 h, a mail 4 h, a ticket 8 h, all within opening hours.
  public static let standard = Targets([
    .call: Target(seconds: 30), .voicemail: Target(seconds: 3600),
    .email: Target(seconds: 4 * 3600), .ticket: Target(seconds: 8 * 3600),
  ])
}

/// Phrases of pipeline.yml beside the built-in lists, by the name of the list, as `withdrawn`.
public struct PhraseAdditions: Sendable, Equatable {
  /// In which phrases are looked for, as `en`; all that are known where nothing is said.
  public var languages: [String] = Language.allCases.map(\.rawValue)
  public var add: [String: [String]] = [:]
  public var remove: [String: [String]] = [:]

  public init() {}
}

/// Weekly opening hours with holidays in a time zone.
public struct OpeningHours: Sendable, Equatable {
  /// Seven days from Monday; each a list of spans in seconds of the local day, in order, apart.
  public var week: [[Range<Int>]]
  /// Closed days, counted from 1970-01-01 (``Timestamp/days(year:month:day:)``).
  public var holidays: Set<Int> = []
  public var zone: Zone

  public init(week: [[Range<Int>]], holidays: Set<Int> = [], zone: Zone) {
    precondition(week.count == 7, "a week has seven days, from Monday")
    self.week = week
    self.holidays = holidays
    self.zone = zone
  }

  /// Monday to Friday, 9 to 17 o'clock, where nothing else was said.
  public static func standard(zone: Zone) -> OpeningHours {
    let day = [9 * 3600..<17 * 3600]
    return OpeningHours(week: [day, day, day, day, day, [], []], zone: zone)
  }
}
