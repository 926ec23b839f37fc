public import Contacts
public import Records

/// All that a report is made of; there is no clock in it but `asOf`.
public struct ReportInput: Sendable {
  public var contacts: [Contact]
  public var signs: [Sign]
  /// Of the stages before, in their order.
  public var books: [Books]
  public var settings: Settings
  /// Up to when the contacts are told.
  public var asOf: Timestamp
  /// The cohorts by which figures over time are told.
  public var period: Period.Length
  /// Whether technicians are told of by name.
  public var namesTechnicians: Bool
  /// In which the report is told.
  public var language = ReportLanguage.english
  /// Who gets it as a mail, by address; nobody leaves that to the mail's envelope.
  public var recipients: [String] = []

  public init(
    contacts: [Contact], signs: [Sign] = [], books: [Books], settings: Settings, asOf: Timestamp,
    period: Period.Length = .month, namesTechnicians: Bool = true
  ) {
    self.contacts = contacts
    self.signs = signs
    self.books = books
    self.settings = settings
    self.asOf = asOf
    self.period = period
    self.namesTechnicians = namesTechnicians
  }
}

/// How a report is told.
public enum ReportFormat: String, CaseIterable, Sendable {
  case text, html, json, csv
  /// A mail for `sendmail -t`.
  case eml
  /// Gauges for a scraper.
  case openmetrics
  /// An event log for process mining.
  case ocel

  /// How much a format tells of a contact's evidence; `settlement` is part of each.
  public enum Evidence: Sendable { case all, first, settlement }

  public var evidence: Evidence {
    switch self {
    case .json, .ocel: .all
    case .csv: .first
    case .text, .html, .eml, .openmetrics: .settlement
    }
  }
}

/// Makes the files of a report. The same input gives the same bytes.
///
/// `text` gives `report.txt`, `json` gives `report.json`, `csv` gives `contacts.csv`,
/// `figures.csv` and `signs.csv`, `html` gives `index.html` and one page a client, `eml` gives `report.eml`,
/// `openmetrics` gives `ringback.prom`, `ocel` gives `events.ocel.json`. The first file is the one to
/// write where there is place for one only.
public func render(_ input: ReportInput, as format: ReportFormat) -> [ReportFile] {
  render(ReportModel(input), as: format)
}

/// The same from a model, so that several formats share the work.
public func render(_ model: ReportModel, as format: ReportFormat) -> [ReportFile] {
  switch format {
  case .text: [ReportFile(name: "report.txt", whole: { TextReport(model).bytes })]
  case .html: HTMLReport(model).files
  case .json: [ReportFile(name: "report.json", pieces: JSONReport(model).write)]
  case .csv:
    [
      ReportFile(name: "contacts.csv", pieces: CSVReport(model).writeContacts),
      ReportFile(name: "figures.csv", pieces: CSVReport(model).writeFigures),
      ReportFile(name: "signs.csv", pieces: CSVReport(model).writeSigns),
    ]
  case .eml: [ReportFile(name: "report.eml", whole: { MailReport(model).bytes })]
  case .openmetrics:
    [ReportFile(name: "ringback.prom", whole: { OpenMetricsReport(model).bytes })]
  case .ocel: [ReportFile(name: "events.ocel.json", pieces: EventLogReport(model).write)]
  }
}

/// The call-back list: everybody who waits, as text of 80 columns.
public func renderWaiting(_ model: ReportModel) -> [UInt8] {
  TextReport(model, callBackList: true).bytes
}

/// The same as a table, the longest wait first.
public func renderWaitingTable(_ model: ReportModel) -> ReportFile {
  ReportFile(name: "waiting.csv", pieces: CSVReport(model).writeWaiting)
}
