internal import Records

/// What a column of a table of calls tells.
enum CallColumn: Int, CaseIterable, Sendable {
  /// Of the call: all its legs have it.
  case call
  /// Of the row: a row that stands in two files has it in both.
  case row
  /// Another id that the call goes by.
  case link
  case start
  /// The time of day, where `start` has only the date.
  case clock
  case answer, end
  /// Of all that the row tells of, in seconds.
  case duration
  case talk, ring
  case from, to
  /// The number that was dialled for the last leg.
  case reached
  /// The number outside and our own, where the table does not tell them by who called.
  case outside, inside
  case direction, type, outcome, reason, answered
  case agent, queue, mailbox
  case application, action
}

/// How one program writes its calls as a table: data, and one function.
///
/// Reading the encoding, the separator, the header and the books are ``CallTableReader``'s.
///
/// To add a dialect: one file that defines it and one entry in ``Format/calls``.
struct CallDialect: Sendable {
  var name: String
  /// The names of each column, the best first, in lower case and nothing but letters and
  /// digits: `calltime` for `Call Time` and `call_time`.
  var names: [CallColumn: [String]] = [:]
  /// Of each of these, one must be there; otherwise the file is no such table.
  var needs: [[CallColumn]] = []
  /// Names that must be there as well, one of each list, though nothing is read from them.
  var marks: [[String]] = []
  /// Where a row without a header keeps what; nil where the table has a header.
  var positions: (@Sendable (CSVRow) -> CallHeader?)?
  /// What parts the columns, where it is known; otherwise it is found out from the header.
  var delimiter: UInt8?
  /// Quotes within quotes are not doubled.
  var hasBareQuotes = false
  var read: @Sendable (CallTableRow) throws(RowFault) -> CallTableLeg

  func header(_ row: CSVRow) -> CallHeader? {
    guard row.fault == nil, row.fields.count >= 2 else { return nil }
    var places: [String: Int] = [:]
    var width = 0
    for i in row.fields.indices.prefix(500) {
      let name = row.with(i, CallDialect.plain)
      if name.isEmpty { continue }
      width = i + 1
      if places[name] == nil { places[name] = i }
    }
    var header = CallHeader(width: width)
    for (column, spellings) in names {
      if let place = spellings.lazy.compactMap({ places[$0] }).first { header[column] = place }
    }
    guard needs.allSatisfy({ $0.contains { header[$0] >= 0 } }),
      marks.allSatisfy({ $0.contains { places[$0] != nil } })
    else { return nil }
    return header
  }

  /// The letters and digits of a name, and what is not ASCII.
  static func plain(_ bytes: UnsafeRawBufferPointer) -> String {
    let kept = bytes.prefix(80).map(lowercased).filter {
      isDigit($0) || (0x61...0x7A).contains($0) || $0 >= 0x80
    }
    return String(decoding: kept, as: UTF8.self)
  }
}

/// Where a table keeps what.
struct CallHeader: Equatable, Sendable {
  /// How many columns have a name.
  var width: Int
  private var places = [Int](repeating: -1, count: CallColumn.allCases.count)

  init(width: Int) { self.width = width }

  init(width: Int, _ places: [CallColumn: Int]) {
    self.width = width
    for (column, place) in places { self[column] = place }
  }

  subscript(column: CallColumn) -> Int {
    get { places[column.rawValue] }
    set { places[column.rawValue] = newValue }
  }
}

/// What one row tells of a call.
struct CallTableLeg {
  /// Ids are of the program, not of the world; empty where there is none.
  var call = ""
  var row = ""
  var link = ""
  var start: CallTableTime
  var answer: CallTableTime?
  var end: CallTableTime?
  /// Seconds from the start to the answer, or to the end where nobody answered; nil where the
  /// table does not tell.
  var ring: Int?
  var talk: Int?
  var from = ""
  var to = ""
  var direction: Call.Direction?
  var outcome: Call.Outcome?
  var agent = ""
  var queue = ""
  var mailbox = ""
  /// A second party was on the line; nil where the table does not tell.
  var isBridged: Bool?
  var defects: [String] = []
  /// Why the row is left out.
  var excluded: String?

  init(_ start: CallTableTime) { self.start = start }

  static func excluded(_ reason: String) -> CallTableLeg {
    var leg = CallTableLeg(CallTableTime(local: 0, isUTC: true))
    leg.excluded = reason
    return leg
  }
}
