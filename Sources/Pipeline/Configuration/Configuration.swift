public import Contacts
public import Intake
public import Records
public import Reports

/// pipeline.yml, read and checked (DESIGN 6).
public struct Configuration: Sendable {
  /// One entry of `sources`.
  public struct Source: Sendable, Equatable {
    /// A path or glob pattern, relative to the file.
    public var pattern: String
    public var format: String?
    public var zone: Zone?
    /// Of the format `xml`.
    public var xml: TicketMapping?
    /// Of the format `csv`.
    public var csv: CallMapping?
    /// Where it stands, for messages.
    public var line: Int?
  }

  /// The file, as it was named.
  public var file: String
  /// What the file says.
  let text: String
  /// The directory that paths are relative to, without a slash at the end.
  public var directory: String
  public var settings: Settings
  public var sources: [Source]
  /// Paths as they are to be opened.
  public var state: String
  public var reportsTo: String
  public var reportFormats: [String]
  /// The cohorts by which the reports tell figures over time.
  public var period: Period.Length
  /// In which the reports are told.
  public var language: ReportLanguage
  /// Who gets the report as a mail (`eml`).
  public var mailTo: [String]
  public var redact: Bool
  /// For how long the state keeps events; for ever where it is nil.
  public var retention: Retention?

  static func knowsFormat(_ name: String) -> Bool { Format.named(name) != nil }

  /// The largest file that is read.
  static let limit = 4 << 20

  /// A path of the file as it is to be opened.
  public func resolve(_ path: String) -> String {
    path.utf8.first == 0x2F || directory == "." ? path : directory + "/" + path
  }
}
