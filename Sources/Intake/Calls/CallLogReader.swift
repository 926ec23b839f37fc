internal import Records

/// Reads call logs that have one row a leg, and joins the legs of a call across all files.
///
/// Legs are held until their call can hardly grow any more; see ``CallHorizon``. A log of fewer
/// than ``heldLegs`` rows is held as a whole.
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
  @exclusivity(unchecked) private var splitter = CSVSplitter()
  private var lines = LineSplitter()
  private var queueLog = QueueLog()
  private var sources: [String] = []
  /// By file.
  private var formats: [String] = []
  /// Of the file that is read.
  @exclusivity(unchecked) private var account = Books.Account(source: "", format: "", unit: "row")
  @exclusivity(unchecked) private var columns: CallColumns?
  /// How many columns the header has, or the row before.
  @exclusivity(unchecked) private var width = 0
  // Accessed several times a row, never by two at once: checking that costs a tenth of the time.
  @exclusivity(unchecked) private(set) var memory: CallRowMemory
  /// So many legs are held before any call is told; after that as many again as were kept.
  private let heldLegs: Int
  @exclusivity(unchecked) private var mostHeld: Int
  @exclusivity(unchecked) private var held: HeldCalls
  @exclusivity(unchecked) private var horizon = CallHorizon()
  private var clock = CallClock.Memory()
  @exclusivity(unchecked) private var reduction = CallReduction()
  private lazy var writer = CallLineWriter(output)
  /// Of the calls that were told and are no longer held.
  @exclusivity(unchecked) private var toldCalls = HashSet()
  /// Of their rows; put in order where one of them seems to come again.
  @exclusivity(unchecked) private var toldRows: [UInt64] = []
  private var toldRowsInOrder: HashSet?
  /// By file, not yet in its account.
  @exclusivity(unchecked) private var used: [Int] = []
  private var duplicates: [Int] = []
  private var queueCalls = QueueCalls()
  /// Where the legs go of a reader that reads a part for another.
  @exclusivity(unchecked) var collected: CallLogPart?
  /// Rows that begin here or later are not read, and where the first of them is.
  @exclusivity(unchecked) var stopAt = Int.max
  @exclusivity(unchecked) var stopped: (offset: Int, line: Int)?

  /// - Parameter format: of files that begin without one.
  init(
    format: String, _ output: Output, _ options: ReaderOptions, heldLegs: Int = 1 << 15,
    seed: UInt64 = .random(in: .min ... .max)
  ) {
    self.format = format
    self.heldLegs = heldLegs
    mostHeld = heldLegs
    memory = CallRowMemory(seed: seed)
    held = HeldCalls(seed: seed)
    layout = CallLogReader.layouts[format] ?? .queueLog
    self.output = output
    zone = options.zone
  }

  /// Says when the earliest of the files begins that are yet to come, in local seconds by their
  /// ``Format/rank``; nil where none is.
  func expect(nextRank: Int?) { horizon.nextFile = nextRank ?? .max }

  func begin(_ source: String) { begin(source, format: format) }

  func begin(_ source: String, format: String) {
    sources.append(source)
    formats.append(format)
    used.append(0)
    duplicates.append(0)
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

  /// The rows of the file are over.
  func closeRows() {
    if stopped == nil { splitter.finish { take($0) } }
    splitter = CSVSplitter()
  }

  /// Goes on reading elsewhere in the file, where a row begins.
  func `continue`(at offset: Int, line: Int) {
    splitter = CSVSplitter(offset: offset, line: line)
  }

  /// The account of the file that is read.
  var current: Books.Account { account }

  /// Every row is a leg, without a header before.
  var hasPlainRows: Bool { if case .rows = layout { true } else { false } }

  /// Joins what was read of a part; its first line has that number.
  func join(_ part: CallLogPart, line: Int) {
    account.add(part.account)
    for reject in part.rejects {
      var reject = reject
      reject.place.line = reject.place.line.map { $0 + line - 1 }
      output.reject(reject)
    }
    part.texts.withView { texts in
      for found in part.found {
        var leg = found.leg
        leg.source = Int32(truncatingIfNeeded: sources.count - 1)
        leg.line = Int32(clamping: Int(leg.line) + line - 1)
        add(
          leg, texts[leg.text..<leg.text + leg.textLength],
          call: texts[found.id..<found.id + found.idLength], hash: found.hash)
      }
    }
  }

  func end() {
    closeRows()
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
    tell(isLast: true) { _ in true }
    queueLog = QueueLog()
    queueCalls = QueueCalls()
    for (i, source) in sources.enumerated() {
      output.account(source, format: formats[i], unit: "row") {
        $0.used += used[i]
        if duplicates[i] > 0 { $0.exclude("duplicate", duplicates[i]) }
      }
      (used[i], duplicates[i]) = (0, 0)
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
    if row.offset >= stopAt {
      if stopped == nil { stopped = (row.offset, row.line) }
      return
    }
    if let care = output.care {
      let place = Place(source: account.source, offset: row.offset, line: row.line)
      guard care.enters(row: row.bytes, at: place) else {
        account.read += 1
        return reject(row, RowFault("poison", Care.detail))
      }
    }
    defer { output.care?.leave() }
    Trap.spring(piece: row.bytes)
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
      let leg = try CallLeg.read(row, columns, source: source, &memory)
      memory.texts.withView { texts in
        if leg.idLength > 0 {
          add(leg, texts, call: texts.from(leg.textLength - leg.idLength))
        } else {
          Array(rowID(row).utf8).withView { add(leg, texts, call: $0) }
        }
      }
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
      // With 17 or 20 the values tell which they are.
      if let columns, count == width, count != 17, count != 20, !row.isUnended { return columns }
      guard let columns = layout(row) else {
        throw RowFault("column-count", "the row has \(count) columns")
      }
      if row.isUnended && count < width {
        throw RowFault("row-truncated", "the row ends with the file, after \(count) columns")
      }
      width = count
      self.columns = columns
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

  private func add(_ leg: CallLeg, _ texts: ByteView, call id: ByteView) {
    let hash = seededHash(UnsafeRawBufferPointer(id.buffer), memory.seed)
    guard collected == nil else {
      collected?.add(leg, texts.upTo(leg.textLength), id, hash)
      return
    }
    add(leg, texts, call: id, hash: hash)
  }

  private func add(_ leg: CallLeg, _ texts: ByteView, call id: ByteView, hash: UInt64) {
    let known = held.number(id, hash)
    if known == nil, toldCalls.count > 0, toldCalls.contains(hash) {
      // The call is told already; the row is the same again, or it comes too late.
      if wasTold(leg.identity) { return duplicates[Int(leg.source)] += 1 }
      account.reject("leg-late")
      let place = Place(source: account.source, offset: leg.offset, line: Int(leg.line))
      return output.reject(
        Reject("leg-late", "the other rows of its call stand too far before it", at: place))
    }
    horizon.saw(leg)
    held.add(leg, texts, call: id, hash: hash, known: known)
    guard held.legs.count >= mostHeld else { return }
    let limit = horizon.limit(held: held.legs.count)
    tell(isLast: false) { $0.ended < limit }
    mostHeld = max(heldLegs, 2 * held.legs.count)
  }

  /// For tests of what is held.
  var heldLegCount: Int { held.legs.count }

  private func wasTold(_ row: UInt64) -> Bool {
    if toldRowsInOrder == nil || !toldRows.isEmpty {
      var all = toldRowsInOrder ?? HashSet()
      toldRowsInOrder = nil
      for row in toldRows { all.insert(row) }
      toldRows = []
      toldRowsInOrder = all
    }
    return toldRowsInOrder?.contains(row) ?? false
  }

  // MARK: - Calls

  /// A call that is about to be passed on.
  private struct Chosen {
    var call: Int
    var legs: Range<Int>
    var started = 0
  }

  /// Passes on the calls that can be told, in the order of their starts.
  private func tell(isLast: Bool, _ canBeTold: (HeldCalls.Held) -> Bool) {
    queueCalls.take(queueLog)
    var chosen: [Chosen] = []
    var numbers: [Int32] = []
    var sights: [CallClock.Sight] = []
    for i in held.calls.indices where canBeTold(held.calls[i]) {
      let legs = appendLegs(of: i, to: &numbers, remember: !isLast)
      chosen.append(Chosen(call: i, legs: legs))
      sights.append(sight(numbers[legs], id: held.id(of: i)))
    }
    let clock = CallClock(zone: zone, sights, &self.clock)
    sights = []
    var order = chosen.indices.map { k in
      let reading = clock.reading(k)
      let started = numbers[chosen[k].legs].reduce(Int.max) {
        min($0, reading.moment(local: held.legs[Int($1)].start))
      }
      return (started: started, k: k)
    }
    order.sort { a, b in
      a.started == b.started
        ? Exact(held.id(of: chosen[a.k].call)) < Exact(held.id(of: chosen[b.k].call))
        : a.started < b.started
    }
    held.texts.withView { texts in
      held.legs.withUnsafeBufferPointer { legs in
        guard let base = legs.baseAddress else { return }
        func views(_ k: Int) -> some Sequence<CallLeg.View> {
          numbers[chosen[k].legs].lazy.map {
            CallLeg.View(pointer: base + Int($0), texts: texts.base)
          }
        }
        func reduced(_ k: Int) -> CallReduction.Reduced {
          let reading = clock.reading(k)
          reduction.begin()
          for view in views(k) { reduction.add(view, reading) }
          return reduction.reduce(reading)
        }
        if queueCalls.isEmpty {
          for (_, k) in order {
            let call = reduced(k)
            let id = held.id(of: chosen[k].call, in: texts)
            if !writer.write(call, id: id, { (formats[Int($0)], sources[Int($0)]) }) {
              let source = Int(call.source)
              output.emit(call.call(id: id, format: formats[source], source: sources[source]))
            }
          }
          return writer.flush()
        }
        var all = order.map { (_, k) in
          let call = reduced(k)
          let (source, id) = (Int(call.source), held.id(of: chosen[k].call, in: texts))
          var made = call.call(id: id, format: formats[source], source: sources[source])
          queueCalls.join(&made, views(k))
          return made
        }
        if isLast { all += queueCalls.untold() }
        all.sort { a, b in
          a.started == b.started
            ? Exact(a.origin.id) < Exact(b.origin.id)
            : (a.started ?? .earliest) < (b.started ?? .earliest)
        }
        for call in all { output.emit(call) }
      }
    }
    if isLast {
      held = HeldCalls(seed: memory.seed)
    } else if !chosen.isEmpty {
      for chosen in chosen { toldCalls.insert(held.calls[chosen.call].hash) }
      held.keep { !canBeTold($0) }
    }
  }

  /// Appends the numbers of a call's legs, each once, and books them.
  /// - Parameter remember: rows that are yet to come may be the same.
  /// - Returns: where they were appended.
  private func appendLegs(
    of i: Int, to numbers: inout [Int32], remember: Bool
  ) -> Range<Int> {
    let start = numbers.count
    var seen: Set<UInt64> = []
    // A few legs are compared with each other.
    let isFew = held.calls[i].count <= 8
    var number = held.calls[i].first
    while number >= 0 {
      let identity = held.legs[Int(number)].identity
      let source = Int(held.legs[Int(number)].source)
      let isNew =
        isFew
        ? !numbers[start...].contains { held.legs[Int($0)].identity == identity }
        : seen.insert(identity).inserted
      if isNew {
        numbers.append(number)
        used[source] += 1
        if remember { toldRows.append(identity) }
      } else {
        duplicates[source] += 1
      }
      number = held.next[Int(number)]
    }
    return start..<numbers.count
  }

  private func sight(_ numbers: ArraySlice<Int32>, id: String) -> CallClock.Sight {
    // The first leg by the local clock, its id's own channel before others.
    var first = numbers.startIndex
    for i in numbers.indices.dropFirst() {
      let (leg, best) = (Int(numbers[i]), Int(numbers[first]))
      let (start, earliest) = (held.legs[leg].start, held.legs[best].start)
      if start < earliest
        || start == earliest && held.legs[leg].isOrigin && !held.legs[best].isOrigin
      {
        first = i
      }
    }
    let leg = Int(numbers[first])
    // More legs than these tell nothing more.
    let others = numbers.indices.prefix(64).lazy.filter { $0 != first }
    return CallClock.Sight(
      source: held.legs[leg].source, start: held.legs[leg].start,
      epoch: (UniqueID(id) ?? uniqueID(leg))?.epoch,
      others: others.map { self.held.legs[Int(numbers[$0])].start })
  }
  private func uniqueID(_ leg: Int) -> UniqueID? {
    held.texts.withView { texts in
      held.legs.withUnsafeBufferPointer { legs in
        legs.baseAddress.flatMap {
          UniqueID(
            UnsafeRawBufferPointer(
              CallLeg.View(pointer: $0 + leg, texts: texts.base).uniqueID.buffer))
        }
      }
    }
  }
}
