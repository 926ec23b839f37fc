internal import Records

/// Reads call logs that have one row a leg, and joins the legs of a call across all files.
///
/// Holds every leg until the end, about as many bytes as the files have: the legs of a call may
/// be hours apart, and in two files where the log was rotated between them.
final class CallLogReader: Reader {
  /// How a log is laid out.
  enum Layout: Sendable {
    /// Where a row keeps what.
    case rows(@Sendable (CSVRow) -> CallColumns?)
    /// The same by a header.
    case header(@Sendable (CSVRow) -> CallColumns?)
    /// Of Grandstream's old rows the field that holds commas without quotes is mended.
    case mended(header: @Sendable (CSVRow) -> CallColumns?)
    case queueLog
  }

  private static let layouts: [String: Layout] = [
    "asterisk-cdr": .rows(CallColumns.cdr), "asterisk-cdr-custom": .rows(CallColumns.custom),
    "freepbx": .header(CallColumns.named), "grandstream": .mended(header: CallColumns.grandstream),
    "asterisk-queue-log": .queueLog,
  ]

  /// Of the files whose format is not told.
  private let format: String
  private var layout: Layout
  private let output: Output
  private let zone: Zone?
  private var splitter = CSVSplitter()
  private var lines = LineSplitter()
  private var queueLog = QueueLog()
  private var sources: [String] = []
  /// By file.
  private var formats: [String] = []
  /// Of the file that is read.
  private var account = Books.Account(source: "", format: "", unit: "row")
  private var columns: CallColumns?
  /// How many columns the header has, or the row before.
  private var width = 0
  var legs: [CallLeg] = []
  /// By leg, the number of its call.
  var callOfLeg: [Int32] = []
  var calls: [String] = []
  private var numberOfCall: [Exact: Int32] = [:]

  /// - Parameter format: of files that begin without one.
  init(format: String, _ output: Output, _ options: ReaderOptions) {
    self.format = format
    layout = CallLogReader.layouts[format] ?? .queueLog
    self.output = output
    zone = options.zone
  }

  func begin(_ source: String) { begin(source, format: format) }

  func begin(_ source: String, format: String) {
    sources.append(source)
    formats.append(format)
    layout = CallLogReader.layouts[format] ?? layout
    splitter = CSVSplitter()
    lines = LineSplitter()
    columns = nil
    width = 0
    account = Books.Account(source: source, format: format, unit: "row")
  }

  func feed(_ bytes: UnsafeRawBufferPointer) {
    if case .queueLog = layout {
      lines.feed(bytes) { take($0) }
    } else {
      splitter.feed(bytes) { take($0) }
    }
  }

  func end() {
    splitter.finish { take($0) }
    lines.finish { take($0) }
    let read = account
    output.account(read.source, format: read.format, unit: "row") {
      $0.read += read.read
      $0.used += read.used
      $0.excluded.merge(read.excluded, uniquingKeysWith: +)
      $0.rejected.merge(read.rejected, uniquingKeysWith: +)
    }
  }

  func finish() {
    let order = legsByCall()
    var used = [Int](repeating: 0, count: sources.count)
    var duplicates = used
    var sights: [CallClock.Sight] = []
    sights.reserveCapacity(calls.count)
    /// The legs of each call, each once: the rest of its part of `order` are duplicates.
    var parts = order.parts
    var numbers = order.legs
    for i in parts.indices {
      let count = dropDuplicates(&numbers, parts[i])
      for j in parts[i] {
        let source = Int(legs[Int(numbers[j])].source)
        if j < parts[i].lowerBound + count { used[source] += 1 } else { duplicates[source] += 1 }
      }
      parts[i] = parts[i].lowerBound..<parts[i].lowerBound + count
      sights.append(sight(numbers[parts[i]], id: calls[i]))
    }
    for (i, source) in sources.enumerated() {
      output.account(source, format: formats[i], unit: "row") {
        $0.used += used[i]
        if duplicates[i] > 0 { $0.exclude("duplicate", duplicates[i]) }
      }
    }
    let clock = CallClock(zone: zone, sights)
    var made: [Call] = []
    made.reserveCapacity(calls.count)
    for (i, part) in parts.enumerated() {
      let reading = clock.reading(i)
      made.append(
        CallReduction(numbers[part].map { legs[Int($0)] }, reading).call(
          id: calls[i], format: formats[Int(legs[Int(numbers[part.lowerBound])].source)],
          source: { sources[Int($0)] }, reading))
    }
    joinQueues(&made, parts, numbers)
    legs = []
    callOfLeg = []
    calls = []
    numberOfCall = [:]
    made.sort { a, b in
      a.started == b.started
        ? Exact(a.origin.id) < Exact(b.origin.id)
        : (a.started ?? .earliest) < (b.started ?? .earliest)
    }
    for call in made { output.emit(.call(call)) }
  }

  /// Tells the calls what the queues know of them; what no call of the CDR has is a call of its
  /// own.
  private func joinQueues(_ made: inout [Call], _ parts: [Range<Int>], _ numbers: [Int32]) {
    let told = queueLog.told()
    queueLog = QueueLog()
    guard !told.isEmpty else { return }
    // A queue names the call after the caller's channel, which may be any of the call's.
    var places: [Exact: Int] = [:]
    for (i, part) in parts.enumerated() {
      places[Exact(calls[i])] = i
      for number in numbers[part] where places[Exact(legs[Int(number)].uniqueID)] == nil {
        places[Exact(legs[Int(number)].uniqueID)] = i
      }
    }
    for told in told {
      guard let i = places[Exact(told.id)] else {
        made.append(told.call())
        continue
      }
      let wasTaken = numbers[parts[i]].contains { number in
        let leg = legs[Int(number)]
        return leg.isHuman && leg.application != .queue
      }
      told.join(&made[i], wasTaken: wasTaken)
    }
  }

  // MARK: - Rows

  private func take(_ line: LineSplitter.Line) {
    account.read += 1
    if line.bytes.isEmpty && line.fault == nil { return account.exclude("empty") }
    let place = Place(source: account.source, offset: line.offset, line: line.number)
    do throws(RowFault) {
      switch line.fault {
      case .tooLong:
        throw RowFault("row-too-long", "the line has more than \(LineSplitter.limit) bytes")
      case .unended: throw RowFault("row-truncated", "the line ends with the file")
      case nil: break
      }
      switch try queueLog.take(line.bytes, at: place) {
      case .used: account.used += 1
      case .duplicate: account.exclude("duplicate")
      case .event: account.exclude("event")
      }
    } catch {
      account.reject(error.code)
      output.reject(Reject(error.code, error.detail, at: place))
    }
  }

  private func take(_ row: CSVRow) {
    let fault = use(row)
    // Perhaps two rows that a lost quote has joined.
    if fault != nil && row.lines > 1 {
      CSVSplitter.splitLines(of: row) { line in
        account.read += 1
        if let fault = use(line) { reject(line, fault) }
      }
      return
    }
    account.read += 1
    if let fault { reject(row, fault) }
  }

  /// Uses or excludes a row, or says what is wrong with it.
  private func use(_ row: CSVRow) -> RowFault? {
    switch row.fault {
    case .truncated: return RowFault("row-truncated", "the row ends within quotes")
    case .tooLong:
      return RowFault("row-too-long", "the row has more than \(CSVSplitter.rowLimit - 1) bytes")
    case nil: break
    }
    if row.isEmpty {
      account.exclude("empty")
      return nil
    }
    if case .mended = layout, width > 0, row.fields.count > width {
      return row.mended(columns, width: width) { useRow($0) }
    }
    return useRow(row)
  }

  private func useRow(_ row: CSVRow) -> RowFault? {
    do throws(RowFault) {
      guard let columns = try columns(of: row) else {
        account.exclude("header")
        return nil
      }
      guard let source = Int32(exactly: sources.count - 1) else { return nil }
      let (leg, call) = try CallLeg.read(row, columns, source: source)
      add(leg, call: call.isEmpty ? rowID(row) : call)
      return nil
    } catch {
      return error
    }
  }

  /// The columns of a row; nil where it is a header.
  private func columns(of row: CSVRow) throws(RowFault) -> CallColumns? {
    let count = row.fields.count
    let named: @Sendable (CSVRow) -> CallColumns?
    switch layout {
    case .queueLog: return nil
    case .rows(let layout):
      guard let columns = layout(row) else {
        throw RowFault("column-count", "the row has \(count) columns")
      }
      if row.isUnended && count < width {
        throw RowFault("row-truncated", "the row ends with the file, after \(count) columns")
      }
      width = count
      return columns
    case .header(let header), .mended(let header): named = header
    }
    // The header comes again where exports were joined with `cat`.
    if let columns, row.with(columns.start, { $0.first.map(isDigit) ?? true }) {
      guard count == width else {
        throw RowFault("column-count", "the row has \(count) columns, the header \(width)")
      }
      return columns
    }
    if let named = named(row) {
      columns = named
      width = count
      return nil
    }
    if columns != nil { throw RowFault("bad-timestamp", "start is not YYYY-MM-DD HH:MM:SS") }
    throw RowFault("header-missing", "no row before this one names the columns of a call log")
  }

  private func reject(_ row: CSVRow, _ fault: RowFault) {
    account.reject(fault.code)
    let place = Place(source: account.source, offset: row.offset, line: row.line)
    output.reject(Reject(fault.code, fault.detail, at: place))
  }

  /// A row without an id is a call of its own, named after its bytes.
  private func rowID(_ row: CSVRow) -> String {
    var fingerprint = Fingerprint()
    fingerprint.update(row.bytes)
    return "row:" + fingerprint.hex(digits: 16)
  }

  private func add(_ leg: CallLeg, call: String) {
    legs.append(leg)
    // Rows of a call mostly follow each other.
    if let last = callOfLeg.last, Exact(calls[Int(last)]) == Exact(call) {
      callOfLeg.append(last)
      return
    }
    let key = Exact(call)
    let number = numberOfCall[key] ?? Int32(truncatingIfNeeded: calls.count)
    if number == calls.count {
      numberOfCall[key] = number
      calls.append(call)
    }
    callOfLeg.append(number)
  }
}
