import Records

/// What kind of office to make, and how much of it.
///
/// The same seed and options give the same bytes.
public struct OfficeOptions: Sendable {
  /// The dialect of the call log.
  public enum CallLog: String, CaseIterable, Sendable {
    /// Asterisk's Master.csv with the 18 columns of its sample configuration.
    case asterisk18 = "asterisk-18"
    /// With peeraccount, linkedid and sequence (newcdrcolumns=yes).
    case asterisk21 = "asterisk-21"
    /// The CSV of FreePBX's call reports, with a header row.
    case freepbx
  }

  /// The dialect of the helpdesk's export.
  ///
  /// Freshdesk's tells neither who entered a ticket nor knows voicemails, so what needs that does
  /// not happen there.
  public enum Helpdesk: String, CaseIterable, Sendable {
    case zendesk, freshdesk
  }

  public var clients = 4
  /// At the start; more are hired where the stories need them.
  public var peoplePerClient = 4
  public var weeks = 5
  /// How many stories are told: about as many contacts, since some have none and some have two.
  public var contacts = 100
  public var mail = true
  public var calls = true
  public var helpdesk = true
  public var callLog = CallLog.asterisk18
  public var helpdeskDialect = Helpdesk.zendesk
  /// Mailboxes with CRLF line ends.
  public var crlf = false
  /// IANA name of the provider's zone, in which the call log is written.
  public var zone = "America/Los_Angeles"
  /// The first day, a Monday: with the usual five weeks, daylight saving ends within.
  public var firstDay = (year: 2025, month: 10, day: 6)
  /// Put before every path but pipeline.yml's, as `samples/`.
  public var folder = ""
  /// Write README.md, which tells where each quirk is to be seen.
  public var guide = false
  private var rates: [Double]

  public init() {
    rates = Array(repeating: Quirk.usualRate, count: Quirk.allCases.count)
  }

  /// Whether the zone's name is one of the IANA database; with another, all is in UTC.
  public var knowsZone: Bool { Zone(zone) != nil }

  /// The share of all stories that a quirk has; 0 turns it off.
  public func rate(_ quirk: Quirk) -> Double { rates[OfficeOptions.index(quirk)] }

  public mutating func setRate(_ rate: Double, of quirk: Quirk) {
    rates[OfficeOptions.index(quirk)] = max(0, rate)
  }

  /// Only these quirks, with a share that shows them.
  public mutating func keepOnly(_ quirks: [Quirk], rate: Double = 0.3) {
    for quirk in Quirk.allCases {
      setRate(quirks.contains(quirk) ? rate / Double(quirks.count) : 0, of: quirk)
    }
  }

  private static func index(_ quirk: Quirk) -> Int { Quirk.allCases.firstIndex(of: quirk) ?? 0 }
}
