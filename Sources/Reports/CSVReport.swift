import Contacts
import Records

/// Two tables for a spreadsheet: every contact, and every figure. RFC 4180, with CRLF.
///
/// A cell whose first character that is no blank is one of `=`, `+`, `-`, `@` or the full-width
/// `＝`, `＋`, `－`, `＠` gets an apostrophe in front, since a spreadsheet may take it for a
/// formula. A plain number, a plus sign and then nothing but digits, stays as it is: it is a
/// telephone number and computes nothing. Control characters are replaced (``Shown``), so no
/// cell begins with a tab or a carriage return. Numbers of ours are written as they are.
struct CSVReport {
  private let model: ReportModel

  init(_ model: ReportModel) { self.model = model }

  /// One row a contact, by client and then by time.
  func writeContacts(to take: ReportFile.Sink) {
    var sheet = Sheet()
    sheet.row(CSVReport.contactColumns)
    for section in model.apart {
      let name = section.clientID.isEmpty ? "" : section.name
      for contact in section.contacts {
        sheet.row(row(contact, clientName: name))
        sheet.pass(to: take)
      }
    }
    sheet.pass(to: take, atLeast: 0)
  }

  /// The same columns of those who wait, the longest wait first.
  func writeWaiting(to take: ReportFile.Sink) {
    var sheet = Sheet()
    sheet.row(CSVReport.contactColumns)
    let waiting = (model.all.waiting + model.nobody.waiting).sorted {
      ($1.waitS, $0.opened.seconds, Exact($0.id)) < ($0.waitS, $1.opened.seconds, Exact($1.id))
    }
    for contact in waiting {
      sheet.row(row(contact, clientName: contact.client.map(model.people.client) ?? ""))
      sheet.pass(to: take)
    }
    sheet.pass(to: take, atLeast: 0)
  }

  static let contactColumns = [
    "contact", "client", "client_name", "person", "person_name", "reach", "channel", "channels",
    "opened", "attempts", "state", "answered", "answered_by", "answered_through", "matched_by",
    "wait_s", "open_wait_s", "ended", "observed_until", "target_s", "within_target", "acknowledged",
    "tried", "called_back", "abandoned", "recurrence_of", "subject", "source", "offset", "line",
  ]

  private func row(_ contact: Contact, clientName: String) -> [String?] {
    func number(_ n: Int?) -> String? { n.map { String($0) } }
    let place = contact.evidence.first?.place
    let person = model.people.person(contact)
    return [
      contact.id, contact.client, clientName, contact.person, person.name, person.reach,
      contact.channel.rawValue, contact.channels.map(\.rawValue).joined(separator: " "),
      contact.opened.description, number(contact.attempts), contact.state.rawValue,
      contact.answered?.description, contact.answeredBy, contact.answeredThrough?.rawValue,
      contact.matchedBy?.rawValue,
      contact.waitUnknown == true ? nil : number(max(0, contact.waitS)),
      contact.waitUnknown == true ? nil : number(max(0, contact.openWaitS)),
      contact.ended?.description,
      contact.observedUntil.description, number(contact.targetS),
      contact.withinTarget.map { $0 ? "true" : "false" }, contact.acknowledged?.description,
      contact.tried?.description, contact.calledBack?.description,
      contact.abandoned.map { $0 ? "true" : "false" }, contact.recurrenceOf, contact.subject,
      place?.source, number(place?.offset), number(place?.line),
    ]
  }

  /// One row a sign, by client and then by time, with its place; gaps last.
  func writeSigns(to take: ReportFile.Sink) {
    var sheet = Sheet()
    sheet.row([
      "sign", "client", "client_name", "at", "until", "kept", "channel", "person", "technician",
      "phrase", "contact", "days", "event", "source", "offset", "line",
    ])
    func number(_ n: Int?) -> String? { n.map { String($0) } }
    for sign in model.apart.flatMap(\.signs) + model.gaps {
      sheet.row([
        sign.kind.rawValue, sign.client, sign.client.map(model.people.client),
        sign.at.description, sign.until?.description, sign.kept.map { $0 ? "true" : "false" },
        sign.channel?.rawValue, sign.person, sign.technician, sign.phrase, sign.contact,
        number(sign.days), sign.event, sign.place?.source, number(sign.place?.offset),
        number(sign.place?.line),
      ])
      sheet.pass(to: take)
    }
    sheet.pass(to: take, atLeast: 0)
  }

  /// One row a figure of a client, channel or period.
  ///
  /// `numerator` and `denominator` stand for rates, `low` and `high` for the 95 % interval,
  /// `not_reached_beyond` where a time is longer than what was observed.
  func writeFigures(to take: ReportFile.Sink) {
    var sheet = Sheet()
    sheet.row([
      "scope", "client", "client_name", "channel", "period", "figure", "value", "unit",
      "numerator", "denominator", "low", "high", "not_reached_beyond",
    ])
    for section in [model.all] + model.apart {
      let scope: String
      switch section.scope {
      case .all: scope = "all"
      case .client: scope = "client"
      case .nobody: scope = "nobody"
      }
      let name = section.clientID.isEmpty ? nil : section.name
      func rows(_ figures: Figures, channel: String? = nil, period: String? = nil) {
        for figure in FigureRow.all(figures) {
          sheet.row([scope, section.clientID, name, channel, period] + figure.cells)
        }
      }
      rows(section.figures)
      for (channel, figures) in section.channels { rows(figures, channel: channel.rawValue) }
      for (period, figures) in section.periods { rows(figures, period: period.description) }
      sheet.pass(to: take)
    }
    sheet.pass(to: take, atLeast: 0)
  }
}

/// One figure as cells.
private struct FigureRow {
  /// figure, value, unit, numerator, denominator, low, high, not_reached_beyond
  let cells: [String?]

  private init(count name: String, _ value: Int?) {
    cells = [name, value.map { String($0) } ?? "n/d", "count", nil, nil, nil, nil, nil]
  }

  private init(seconds name: String, _ value: Int?) {
    cells = [name, value.map { String($0) } ?? "n/d", "s", nil, nil, nil, nil, nil]
  }

  private init(_ name: String, _ rate: Rate) {
    let value = rate.isTooSmall ? nil : rate.value.map { CSVReport.fraction($0) }
    let text = value ?? (rate.whole == 0 ? "n/d" : nil)
    cells = [name, text, "share", String(rate.part), String(rate.whole), nil, nil, nil]
  }

  private init(_ name: String, _ curve: KaplanMeier, _ quantile: KaplanMeier.Quantile) {
    func number(_ n: Int?) -> String? { n.map { String($0) } }
    let beyond = quantile.seconds == nil ? curve.longest : nil
    let value = number(quantile.seconds) ?? (curve.count == 0 ? "n/d" : "not reached")
    cells = [
      name, value, "s", String(curve.events), String(curve.count), number(quantile.low),
      number(quantile.high), number(beyond),
    ]
  }

  static func all(_ figures: Figures) -> [FigureRow] {
    var rows = [
      FigureRow(count: "contacts", figures.contacts),
      FigureRow(count: "attempts", figures.attempts),
      FigureRow("unanswered", figures.unanswered),
      FigureRow(count: "waiting_now", figures.waiting),
      FigureRow(count: "closed_unanswered", figures.closedUnanswered),
      FigureRow(count: "withdrawn", figures.withdrawn),
    ]
    for (name, wait) in [("wait", figures.wait), ("open_wait", figures.openWait)] {
      rows.append(FigureRow("\(name)_median", wait.all, wait.all.median))
      rows.append(FigureRow("\(name)_p90", wait.all, wait.all.p90))
      rows.append(FigureRow(seconds: "\(name)_answered_only_median", wait.answeredOnlyMedian))
    }
    rows += [
      FigureRow("within_target", figures.withinTarget),
      FigureRow(seconds: "longest_wait_now", figures.longestWaitNow),
      FigureRow("abandoned_calls", figures.abandoned),
    ]
    if let dropped = figures.dropped { rows.append(FigureRow(count: "dropped_calls", dropped)) }
    rows.append(FigureRow("call_back_median", figures.callBack, figures.callBack.median))
    rows.append(FigureRow("first_try_median", figures.firstTry, figures.firstTry.median))
    return rows
  }
}

extension CSVReport {
  /// Four decimals: `0.1463`.
  fileprivate static func fraction(_ value: Double) -> String {
    let n = Int((value * 10_000).rounded())
    let digits = String(n % 10_000)
    return "\(n / 10_000)." + String(repeating: "0", count: 4 - digits.utf8.count) + digits
  }

  /// Rows of cells as bytes.
  struct Sheet {
    private var bytes: [UInt8] = []

    /// Passes the rows on once they are so many bytes.
    mutating func pass(to take: ReportFile.Sink, atLeast least: Int = 1 << 16) {
      if bytes.count < least { return }
      bytes.withUnsafeBufferPointer(take)
      bytes.removeAll(keepingCapacity: true)
    }

    mutating func row(_ cells: [String?]) {
      for (i, cell) in cells.enumerated() {
        if i > 0 { bytes.append(0x2C) }
        if let cell { write(Sheet.defused(Shown.text(cell))) }
      }
      bytes.append(0x0D)
      bytes.append(0x0A)
    }

    private mutating func write(_ cell: String) {
      let special = cell.utf8.contains { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D }
      // A blank at either end is kept by most readers only inside quotes.
      guard special || cell.utf8.first == 0x20 || cell.utf8.last == 0x20 else {
        bytes.append(contentsOf: cell.utf8)
        return
      }
      bytes.append(0x22)
      for byte in cell.utf8 {
        if byte == 0x22 { bytes.append(0x22) }
        bytes.append(byte)
      }
      bytes.append(0x22)
    }

    /// See ``CSVReport``.
    static func defused(_ cell: String) -> String {
      guard let first = cell.unicodeScalars.first(where: { !skipped($0) }) else { return cell }
      switch first {
      case "+":
        let rest = cell.utf8.dropFirst()
        let plain = cell.utf8.first == 0x2B && !rest.isEmpty
        if plain && rest.allSatisfy({ (0x30...0x39).contains($0) }) { return cell }
        return "'" + cell
      case "=", "-", "@", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}": return "'" + cell
      default: return cell
      }
    }

    private static func skipped(_ scalar: Unicode.Scalar) -> Bool {
      scalar == "\u{FFFD}" || scalar == "\u{A0}" || Shown.kind(of: scalar) != .letter
        || scalar == " "
    }
  }
}
