internal import Records

/// Reads tables of calls by a ``CallDialect``, and joins the rows of a call across all files.
///
/// Holds every row until the end, since the legs of a call need not follow each other.
final class CallTableReader: Reader {
  /// A row whose times are known.
  struct Leg {
    var source: Int
    var line: Int
    var offset: Int
    /// Of the row's bytes.
    var fingerprint: String
    var told: CallTableLeg
    var start = 0
    var answer: Int?
    var end: Int?
    var zone = "utc"
  }

  private let dialect: CallDialect
  private let output: Output
  private let zone: Zone?
  private var sources: [String] = []
  // Of the file that is read.
  private var account = Books.Account(source: "", format: "", unit: "row")
  private var text = CallTableText()
  /// The file's first bytes, until the header is found among them.
  private var head: [UInt8]? = []
  private var delimiter: UInt8 = 0x2C
  private var splitter = CSVSplitter()
  private var header: CallHeader?
  /// The header as it stands in the file: it comes again where exports were joined with `cat`.
  private var headerBytes: [UInt8] = []
  /// Before this line there are no rows.
  private var firstLine = 0
  private var firstLeg = 0

  private var legs: [Leg] = []
  private var seen: Set<Exact> = []

  init(_ dialect: CallDialect, _ output: Output, _ options: ReaderOptions) {
    self.dialect = dialect
    self.output = output
    zone = options.zone
  }

  func begin(_ source: String) {
    sources.append(source)
    account = Books.Account(source: source, format: dialect.name, unit: "row")
    text = CallTableText()
    head = []
    delimiter = dialect.delimiter ?? 0x2C
    splitter = CSVSplitter(delimiter: delimiter)
    header = nil
    headerBytes = []
    firstLine = 0
    firstLeg = legs.count
  }

  func feed(_ bytes: UnsafeRawBufferPointer) {
    if let made = text.decode(bytes) {
      made.withUnsafeBytes { split($0) }
    } else {
      split(bytes)
    }
  }

  func end() {
    text.rest().withUnsafeBytes { split($0) }
    if head != nil { begin(isWhole: true) }
    splitter.finish { take($0) }
    settle()
    let read = account
    output.account(read.source, format: dialect.name, unit: "row") {
      $0.read += read.read
      $0.used += read.used
      $0.excluded.merge(read.excluded, uniquingKeysWith: +)
      $0.rejected.merge(read.rejected, uniquingKeysWith: +)
    }
  }

  func finish() {
    for call in CallTableReduction.calls(legs, dialect.name, sources) { output.emit(.call(call)) }
    legs = []
    seen = []
  }

  private func split(_ bytes: UnsafeRawBufferPointer) {
    guard head != nil else { return splitter.feed(bytes) { take($0) } }
    let scanned = head?.count ?? 0
    head?.append(contentsOf: bytes)
    let isFull = scanned + bytes.count >= CallTableHead.mostBytes
    if isFull || bytes.contains(0x0A) { begin(isWhole: false) }
  }

  /// Looks for the header in what was held back, and reads that once it is known.
  private func begin(isWhole: Bool) {
    guard let held = head else { return }
    let found = held.withUnsafeBytes { CallTableHead.find(dialect, $0, isWhole: isWhole) }
    switch found {
    case .open: return
    case .none: break
    case .found(let delimiter, let header, let line):
      self.delimiter = delimiter
      splitter = CSVSplitter(delimiter: delimiter)
      // Rows whose columns are known by their places begin with the file.
      guard dialect.positions == nil else { break }
      self.header = header
      firstLine = line
    }
    head = nil
    held.withUnsafeBytes { splitter.feed($0) { take($0) } }
  }

  // MARK: - Rows

  private func take(_ row: CSVRow) {
    let fault = use(row)
    // Perhaps two rows that a lost quote has joined.
    if fault != nil && row.lines > 1 {
      CSVSplitter.splitLines(of: row, delimiter: delimiter) { line in
        account.read += 1
        if let fault = use(line) { reject(line, fault) }
      }
      return
    }
    account.read += 1
    if let fault { reject(row, fault) }
  }

  private func reject(_ row: CSVRow, _ fault: RowFault) {
    account.reject(fault.code)
    let place = Place(source: account.source, offset: text.source(row.offset), line: row.line)
    output.reject(Reject(fault.code, fault.detail, at: place))
  }

  /// Uses or excludes a row, or says what is wrong with it.
  private func use(_ row: CSVRow) -> RowFault? {
    if row.isEmpty || row.bytes.allSatisfy({ [delimiter, 0x20, 0x22].contains($0) }) {
      if row.fault == nil {
        account.exclude("empty")
        return nil
      }
    }
    if row.line < firstLine {
      account.exclude("preamble")
      return nil
    }
    if dialect.hasBareQuotes, row.fault != .tooLong,
      let fault = withBareQuotes(row, { use($0, row) }), fault?.code != "column-count"
    {
      return fault
    }
    switch row.fault {
    case .truncated: return RowFault("row-truncated", "the row ends within quotes")
    case .tooLong:
      return RowFault("row-too-long", "the row has more than \(CSVSplitter.rowLimit - 1) bytes")
    case nil: return use(row, row)
    }
  }

  private func use(_ row: CSVRow, _ whole: CSVRow) -> RowFault? {
    do throws(RowFault) {
      guard let columns = try columns(of: row) else {
        account.exclude("header")
        return nil
      }
      let fields = CallTableRow(row: row, header: columns)
      if header != nil, fields.isTotal {
        account.exclude("totals")
        return nil
      }
      let told = try dialect.read(fields)
      if let reason = told.excluded {
        account.exclude(reason)
      } else {
        add(told, whole)
      }
      return nil
    } catch {
      return error
    }
  }

  /// The columns of a row; nil where it is a header.
  private func columns(of row: CSVRow) throws(RowFault) -> CallHeader? {
    if dialect.positions != nil {
      guard let columns = dialect.positions?(row) else {
        let code = row.isUnended ? "row-truncated" : "column-count"
        throw RowFault(code, "a row of \(row.fields.count) columns is not as this log has them")
      }
      return columns
    }
    if header != nil, row.line == firstLine {
      headerBytes = Array(row.bytes)
      return nil
    }
    if row.bytes.elementsEqual(headerBytes) { return nil }
    guard let header else {
      throw RowFault("header-missing", "no row before this one names the columns that are needed")
    }
    if row.fields.count < header.width {
      let code = row.isUnended ? "row-truncated" : "column-count"
      throw RowFault(
        code, "the row has \(row.fields.count) columns, the header \(header.width)")
    }
    guard row.fields.indices.dropFirst(header.width).allSatisfy({ row.with($0) { $0.isEmpty } })
    else {
      throw RowFault(
        "column-count", "the row has \(row.fields.count) columns, the header \(header.width)")
    }
    return header
  }

  private func add(_ told: CallTableLeg, _ row: CSVRow) {
    var fingerprint = Fingerprint()
    fingerprint.update(row.bytes)
    let hex = fingerprint.hex(digits: 16)
    guard seen.insert(Exact(told.row.isEmpty ? "row:" + hex : "id:" + told.row)).inserted else {
      account.exclude("duplicate")
      return
    }
    account.used += 1
    legs.append(
      Leg(
        source: sources.count - 1, line: row.line, offset: text.source(row.offset),
        fingerprint: hex, told: told))
  }

  static func header(of row: CSVRow, _ dialect: CallDialect) -> CallHeader? {
    if dialect.hasBareQuotes,
      let found = withBareQuotes(row, { dialect.positions?($0) }), let header = found
    {
      return header
    }
    return row.fault == nil ? dialect.positions?(row) : nil
  }

  // MARK: - The file as a whole

  /// Reads the times of the file's rows, now that the order of its dates is known.
  private func settle() {
    let own = firstLeg..<legs.count
    func has(_ test: (CallTableTime) -> Bool) -> Bool { own.contains { test(legs[$0].told.start) } }
    let isDayFirst = has(\.isDayFirst) && !has(\.isMonthFirst)
    let isOpen = has(\.isDayFirst) == has(\.isMonthFirst)
    let tellsBridges = own.contains { legs[$0].told.isBridged == true }
    for i in own {
      let told = legs[i].told
      if told.isBridged == false, told.outcome == .answered {
        if tellsBridges {
          legs[i].told.outcome = .abandoned
        } else {
          legs[i].told.defects.append("answer-assumed")
        }
      }
      func moment(_ time: CallTableTime) -> Int {
        let local = isDayFirst ? time.swapped ?? time.local : time.local
        guard !time.isUTC, let zone else { return local }
        return zone.moment(local: local).seconds
      }
      if told.start.swapped != nil && isOpen { legs[i].told.defects.append("date-order-assumed") }
      if !told.start.isUTC {
        legs[i].zone = zone == nil ? "assumed" : "configured"
        if zone == nil { legs[i].told.defects.append("zone-assumed") }
      }
      legs[i].start = moment(told.start)
      legs[i].answer = told.answer.map { max(moment($0), legs[i].start) }
      legs[i].end = told.end.map { max(moment($0), legs[i].answer ?? legs[i].start) }
    }
    firstLeg = legs.count
  }
}

/// Passes a row on as one in which every field is quoted and no quote within one is doubled:
/// what stands between `","` is the value; nil where it is no such row.
private func withBareQuotes<R>(_ row: CSVRow, _ body: (CSVRow) -> R) -> R? {
  var bytes = row.bytes
  // FreeSWITCH's template `sql`.
  if begins(bytes, "insert into "), let open = bytes.firstIndex(of: 0x28) {
    var end = bytes.count
    while end > open, [0x29, 0x3B, 0x20].contains(bytes[end - 1]) { end -= 1 }
    bytes = UnsafeRawBufferPointer(rebasing: bytes[(open + 1)..<max(end, open + 1)])
  }
  guard bytes.count >= 2, let quote = bytes.first, quote == 0x22 || quote == 0x27,
    bytes.last == quote, bytes.count < CSVSplitter.rowLimit
  else { return nil }
  var fields: [CSVRow.Field] = []
  var start = 1
  var i = 1
  while i < bytes.count - 1 {
    if bytes[i] == quote, bytes[i + 1] == 0x2C {
      var next = i + 2
      while next < bytes.count, bytes[next] == 0x20 { next += 1 }
      if next < bytes.count, bytes[next] == quote, next > i + 1, i >= start {
        fields.append(CSVRow.Field(start: Int32(start), end: Int32(i), isPlain: true))
        start = next + 1
        i = next + 1
        continue
      }
    }
    i += 1
  }
  guard start <= bytes.count - 1 else { return nil }
  fields.append(CSVRow.Field(start: Int32(start), end: Int32(bytes.count - 1), isPlain: true))
  return fields.withUnsafeBufferPointer { fields in
    body(
      CSVRow(
        bytes: bytes, fields: fields, offset: row.offset, line: row.line, lines: row.lines,
        fault: nil, isUnended: row.isUnended))
  }
}
