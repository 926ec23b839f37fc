internal import Records

/// Reads call logs that have one row a leg, and joins the legs of a call across all files.
///
/// Holds every leg until the end, about as many bytes as the files have: the legs of a call may
/// be hours apart, and in two files where the log was rotated between them.
final class CallLogReader: Reader {
  private let format: String
  /// Where a row keeps what; nil where the log has a header that tells.
  private let layout: ((CSVRow) -> CallColumns?)?
  private let output: Output
  private let zone: Zone?
  private var splitter = CSVSplitter()
  private var sources: [String] = []
  /// Of the file that is read.
  private var account = Books.Account(source: "", format: "", unit: "row")
  private var columns: CallColumns?
  /// How many columns the header has, or the row before.
  private var width = 0
  private var legs: [CallLeg] = []
  /// By leg, the number of its call.
  private var callOfLeg: [Int32] = []
  private var calls: [String] = []
  private var numberOfCall: [Exact: Int32] = [:]

  init(
    format: String, layout: ((CSVRow) -> CallColumns?)?, _ output: Output, _ options: ReaderOptions
  ) {
    self.format = format
    self.layout = layout
    self.output = output
    zone = options.zone
  }

  func begin(_ source: String) {
    sources.append(source)
    splitter = CSVSplitter()
    columns = nil
    width = 0
    account = Books.Account(source: source, format: format, unit: "row")
  }

  func feed(_ bytes: UnsafeRawBufferPointer) {
    splitter.feed(bytes) { take($0) }
  }

  func end() {
    splitter.finish { take($0) }
    let read = account
    output.account(read.source, format: format, unit: "row") {
      $0.read += read.read
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
      output.account(source, format: format, unit: "row") {
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
          id: calls[i], format: format, source: { sources[Int($0)] }, reading))
    }
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

  // MARK: - Rows

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
    if let layout {
      guard let columns = layout(row) else {
        throw RowFault("column-count", "the row has \(count) columns")
      }
      if row.isUnended && count < width {
        throw RowFault("row-truncated", "the row ends with the file, after \(count) columns")
      }
      width = count
      return columns
    }
    // The header comes again where exports were joined with `cat`.
    if let columns, row.with(columns.start, { $0.first.map(isDigit) ?? true }) {
      guard count == width else {
        throw RowFault("column-count", "the row has \(count) columns, the header \(width)")
      }
      return columns
    }
    if let named = CallColumns.named(row) {
      columns = named
      width = count
      return nil
    }
    if columns != nil { throw RowFault("bad-timestamp", "calldate is not YYYY-MM-DD HH:MM:SS") }
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

  // MARK: - Calls

  /// A row that stands in two files, as in Master.csv and in an account's own.
  private struct Identity: Hashable {
    var id: Exact
    var sequence: Int
    var start: Int
    var duration: Int32
    var to: Exact
  }

  /// The numbers of the legs ordered by call, within a call in the order of the files, and
  /// where in it each call's are.
  private func legsByCall() -> (legs: [Int32], parts: [Range<Int>]) {
    var counts = [Int](repeating: 0, count: calls.count)
    for call in callOfLeg { counts[Int(call)] += 1 }
    var next = counts
    var parts: [Range<Int>] = []
    parts.reserveCapacity(calls.count)
    var start = 0
    for (i, count) in counts.enumerated() {
      next[i] = start
      parts.append(start..<start + count)
      start += count
    }
    var ordered = [Int32](repeating: 0, count: legs.count)
    for (i, call) in callOfLeg.enumerated() {
      ordered[next[Int(call)]] = Int32(truncatingIfNeeded: i)
      next[Int(call)] += 1
    }
    return (ordered, parts)
  }

  /// Moves the duplicates of a call to the end of its part.
  /// - Returns: how many legs are left before them.
  private func dropDuplicates(_ numbers: inout [Int32], _ part: Range<Int>) -> Int {
    guard part.count > 1 else { return part.count }
    var hashes: Set<UInt64> = []
    var identities: Set<Identity> = []
    var kept: [Int32] = []
    var dropped: [Int32] = []
    for number in numbers[part] {
      let leg = legs[Int(number)]
      var isNew = hashes.insert(leg.hash).inserted
      if isNew && leg.sequence >= 0 {
        isNew =
          identities.insert(
            Identity(
              id: Exact(leg.uniqueID), sequence: leg.sequence, start: leg.start,
              duration: leg.duration, to: Exact(leg.to))
          ).inserted
      }
      if isNew { kept.append(number) } else { dropped.append(number) }
    }
    for (i, number) in zip(part, kept + dropped) { numbers[i] = number }
    return kept.count
  }

  private func sight(_ numbers: ArraySlice<Int32>, id: String) -> CallClock.Sight {
    // The first leg by the local clock, its id's own channel before others.
    var first = numbers.startIndex
    func rank(_ i: Int) -> (Int, Int) {
      let leg = legs[Int(numbers[i])]
      return (leg.start, leg.isOrigin ? 0 : 1)
    }
    for i in numbers.indices where rank(i) < rank(first) { first = i }
    let leg = legs[Int(numbers[first])]
    // More legs than these tell nothing more.
    let others = numbers.indices.prefix(64).filter { $0 != first }
    return CallClock.Sight(
      source: leg.source, starts: [leg.start] + others.map { legs[Int(numbers[$0])].start },
      epoch: (UniqueID(id) ?? UniqueID(leg.uniqueID))?.epoch)
  }
}
