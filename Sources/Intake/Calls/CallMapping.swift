internal import Records

/// How a log of calls of no known format keeps what, as pipeline.yml says it for `format: csv`.
public struct CallMapping: Sendable, Equatable {
  public enum Column: String, Sendable, CaseIterable {
    case start
    /// The time of day, where `start` has only the date.
    case time
    case answer, end
    /// Of the whole call.
    case duration
    /// Of the talk alone.
    case talk
    /// From the start to the answer, or to the end where nobody answered.
    case wait
    case from, to, direction, outcome, agent, queue, mailbox
    /// Of the call: rows that have it in common are one call.
    case id
  }

  public enum Place: Sendable, Equatable {
    /// As the header names it; case, blanks and punctuation do not count.
    case name(String)
    /// From 1, in a table without a header.
    case position(Int)
  }

  /// What a value of the columns `direction` and `outcome` may mean.
  public enum Meaning: String, Sendable, CaseIterable {
    case inbound, outbound, `internal`
    case answered, voicemail, abandoned, missed, busy, failed, rejected
    /// The row is no call.
    case ignore
  }

  public enum Unit: String, Sendable, CaseIterable { case seconds, minutes, milliseconds }

  public var columns: [Column: Place] = [:]
  /// Where it is not told, it is found out from the header; a comma where there is none.
  public var separator: UInt8?
  /// Tried in this order; with none, the forms that all tables may have are.
  public var times: [TimePattern] = []
  /// Of plain numbers; `1:15` and the like speak for themselves.
  public var durations = Unit.seconds
  public var values: [Meaning: [String]] = [:]

  public init() {}

  public var hasPositions: Bool {
    columns.values.contains { if case .position = $0 { true } else { false } }
  }
}

extension CallColumn {
  init(_ column: CallMapping.Column) {
    self =
      switch column {
      case .start: .start
      case .time: .clock
      case .answer: .answer
      case .end: .end
      case .duration: .duration
      case .talk: .talk
      case .wait: .ring
      case .from: .from
      case .to: .to
      case .direction: .direction
      case .outcome: .outcome
      case .agent: .agent
      case .queue: .queue
      case .mailbox: .mailbox
      case .id: .call
      }
  }
}

extension CallDialect {
  /// Any log of calls, as it is mapped. Without a mapping no row can be used.
  static func mapped(_ mapping: CallMapping) -> CallDialect {
    var dialect = CallDialect(name: "csv", read: { _ throws(RowFault) in .excluded("unmapped") })
    dialect.delimiter = mapping.separator
    var positions: [CallColumn: Int] = [:]
    for (column, place) in mapping.columns {
      switch place {
      case .name(let name):
        var name = name
        dialect.names[CallColumn(column)] = [
          name.withUTF8 { CallDialect.plain(UnsafeRawBufferPointer($0)) }
        ]
        dialect.needs.append([CallColumn(column)])
      case .position(let n): positions[CallColumn(column)] = n - 1
      }
    }
    if mapping.hasPositions {
      let width = (positions.values.max() ?? 0) + 1
      let header = CallHeader(width: width, positions)
      dialect.positions = { $0.fields.count >= width ? header : nil }
    }
    if dialect.needs.isEmpty { dialect.needs = [[.start]] }
    let words = mapping.values.mapValues { Set($0.map { Exact(CallTableRow.wordOf($0)) }) }
    dialect.read = { (row) throws(RowFault) in try MappedRow(row, mapping, words).leg() }
    return dialect
  }
}

/// A row of a mapped table.
private struct MappedRow {
  let row: CallTableRow
  let mapping: CallMapping
  let words: [CallMapping.Meaning: Set<Exact>]

  init(
    _ row: CallTableRow, _ mapping: CallMapping, _ words: [CallMapping.Meaning: Set<Exact>]
  ) {
    self.row = row
    self.mapping = mapping
    self.words = words
  }

  func leg() throws(RowFault) -> CallTableLeg {
    let started: CallTableTime?
    do {
      started = try time(.start, clock: .clock)
    } catch {
      // Columns without a header may have one after all.
      if mapping.hasPositions, row.row.line == 1 { return .excluded("header") }
      throw error
    }
    guard let started else { throw RowFault("bad-timestamp", "start is empty") }
    if means(.ignore, .outcome) || means(.ignore, .direction) { return .excluded("not-a-call") }
    var leg = CallTableLeg(started)
    leg.call = row.text(.call)
    (leg.from, leg.to) = (row.text(.from), row.text(.to))
    (leg.agent, leg.queue) = (row.text(.agent), row.text(.queue))
    leg.direction = direction
    leg.end = try time(.end)
    let duration = try length(.duration)
    let talk = try length(.talk)
    let answer = try time(.answer)
    leg.ring = try length(.ring)
    leg.outcome = try outcome(isTaken: answer != nil || talk ?? 0 > 0)
    if leg.end == nil, let duration { leg.end = started.advanced(by: duration) }
    guard leg.outcome == .answered else {
      if leg.outcome == .voicemail { leg.mailbox = row.text(.mailbox) }
      return leg
    }
    leg.answer = answer ?? leg.ring.map { started.advanced(by: $0) }
    leg.talk = talk
    if leg.answer == nil, let duration, let talk, talk <= duration {
      leg.answer = started.advanced(by: duration - talk)
    }
    if talk == nil, let answer = leg.answer, let end = leg.end {
      leg.talk = max(0, end.local - answer.local)
    }
    return leg
  }

  private func means(_ meaning: CallMapping.Meaning, _ column: CallColumn) -> Bool {
    words[meaning]?.contains(Exact(row.word(column))) ?? false
  }

  private var direction: Call.Direction? {
    if means(.inbound, .direction) { return .inbound }
    if means(.outbound, .direction) { return .outbound }
    if means(.internal, .direction) { return .internal }
    return row.direction()
  }

  private static let outcomes: [(CallMapping.Meaning, Call.Outcome)] = [
    (.answered, .answered), (.voicemail, .voicemail), (.abandoned, .abandoned),
    (.missed, .missed), (.busy, .busy), (.failed, .failed), (.rejected, .rejected),
  ]

  /// - Parameter isTaken: an answer or a talk tells that somebody answered.
  private func outcome(isTaken: Bool) throws(RowFault) -> Call.Outcome {
    guard row.has(.outcome) else {
      if row.has(.mailbox), !row.isEmpty(.mailbox) { return .voicemail }
      return isTaken ? .answered : .missed
    }
    for (meaning, outcome) in MappedRow.outcomes where means(meaning, .outcome) { return outcome }
    if let outcome = hostedOutcome(row.word(.outcome)) { return outcome }
    throw RowFault("bad-status", "the outcome is none of the values that pipeline.yml names")
  }

  private func length(_ column: CallColumn) throws(RowFault) -> Int? {
    let isPlain = row.with(column) { $0.allSatisfy { isDigit($0) || $0 == 0x2E || $0 == 0x2C } }
    if mapping.durations == .seconds || !isPlain { return try row.seconds(column) }
    if row.isEmpty(column) { return nil }
    let thousandths = row.with(column, MappedRow.thousandths)
    let seconds = thousandths.map {
      mapping.durations == .minutes ? $0 * 60 / 1000 : $0 / 1_000_000
    }
    guard let seconds, seconds <= 366 * 86_400 else {
      throw RowFault("bad-number", "\(column) is not a length of time")
    }
    return seconds
  }

  /// Of a number with a fraction.
  private static func thousandths(_ bytes: UnsafeRawBufferPointer) -> Int? {
    let parts = bytes.split(omittingEmptySubsequences: false) { $0 == 0x2E || $0 == 0x2C }
    guard parts.count <= 2, let whole = wholeNumber(parts[0]), whole < 1 << 40 else { return nil }
    guard parts.count == 2 else { return whole * 1000 }
    guard parts[1].allSatisfy(isDigit) else { return nil }
    var fraction = 0
    for i in 0..<3 {
      let at = parts[1].startIndex + i
      fraction = fraction * 10 + (at < parts[1].endIndex ? Int(parts[1][at] - 0x30) : 0)
    }
    return whole * 1000 + fraction
  }

  private func time(
    _ column: CallColumn, clock: CallColumn? = nil
  ) throws(RowFault) -> CallTableTime? {
    guard !mapping.times.isEmpty else { return try row.time(column, clock: clock) }
    if row.isEmpty(column) { return nil }
    let found = row.with(column) { bytes in
      guard let clock, row.has(clock) else { return read(bytes) }
      return row.with(clock) { time in
        (Array(bytes) + [0x20] + Array(time)).withUnsafeBytes(read)
      }
    }
    guard let found else {
      throw RowFault("bad-timestamp", "\(column) has none of the forms that pipeline.yml names")
    }
    return found
  }

  private func read(_ bytes: UnsafeRawBufferPointer) -> CallTableTime? {
    for pattern in mapping.times {
      if let time = pattern.read(bytes) { return time }
    }
    return nil
  }
}
