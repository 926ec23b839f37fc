internal import Records

/// A row of a table of calls, by what its columns tell; borrowed, as ``CSVRow`` is.
struct CallTableRow {
  let row: CSVRow
  let header: CallHeader

  func has(_ column: CallColumn) -> Bool { header[column] >= 0 }

  /// A field without the blanks at its ends; at most 1 KiB.
  func with<R>(_ column: CallColumn, _ body: (UnsafeRawBufferPointer) -> R) -> R {
    row.with(header[column]) { bytes in
      var part = bytes.prefix(1024)
      // `="4085550101"`, which keeps a spreadsheet from taking it for a count.
      if part.count > 3, part.starts(with: [0x3D, 0x22]), part.last == 0x22 {
        part = part.dropFirst(2).dropLast()
      }
      while let last = part.last, last <= 0x20 { part = part.dropLast() }
      while let first = part.first, first <= 0x20 { part = part.dropFirst() }
      return body(UnsafeRawBufferPointer(rebasing: part))
    }
  }

  func isEmpty(_ column: CallColumn) -> Bool { with(column) { $0.isEmpty } }

  /// What is not UTF-8 is read as windows-1252.
  func text(_ column: CallColumn) -> String { with(column, CallTableRow.text) }

  static func text(_ bytes: UnsafeRawBufferPointer) -> String {
    var out: [UInt8] = []
    UTF8Text.appendGuessed(ByteView(bytes), to: &out)
    return String(decoding: out, as: UTF8.self)
  }

  /// The first of some columns that is not empty.
  func text(_ columns: CallColumn...) -> String {
    for column in columns where !isEmpty(column) { return text(column) }
    return ""
  }

  /// A short field in lower-case ASCII, its runs of other than letters and digits one blank.
  func word(_ column: CallColumn) -> String { with(column, CallTableRow.word) }

  static func word(_ bytes: UnsafeRawBufferPointer) -> String {
    var out: [UInt8] = []
    for byte in bytes.prefix(60).map(lowercased) {
      if isDigit(byte) || (0x61...0x7A).contains(byte) || byte >= 0x80 {
        out.append(byte)
      } else if out.last != 0x20, !out.isEmpty {
        out.append(0x20)
      }
    }
    if out.last == 0x20 { out.removeLast() }
    return String(decoding: out, as: UTF8.self)
  }

  /// A time, perhaps with its time of day in a column of its own; nil where it is empty.
  func time(
    _ column: CallColumn, clock: CallColumn? = nil, isUTC: Bool = false
  ) throws(RowFault) -> CallTableTime? {
    let found: (isEmpty: Bool, time: CallTableTime?) = with(column) { bytes in
      let isNone =
        bytes.isEmpty || begins(bytes, "0000-00-00") || isWord(bytes, "n/a")
        || isWord(bytes, "-") || isWord(bytes, "0") || isWord(bytes, "null")
      if isNone { return (true, nil) }
      guard let clock, has(clock) else { return (false, CallTableTime(bytes, isUTC: isUTC)) }
      return with(clock) { time in
        let both = Array(bytes) + [0x20] + Array(time)
        return (false, both.withUnsafeBytes { CallTableTime($0, isUTC: isUTC) })
      }
    }
    if found.isEmpty { return nil }
    guard let time = found.time else {
      throw RowFault("bad-timestamp", "\(column) is not a date and time")
    }
    return time
  }

  /// The start, which a call cannot be without.
  func start(isUTC: Bool = false) throws(RowFault) -> CallTableTime {
    guard let start = try time(.start, clock: .clock, isUTC: isUTC) else {
      throw RowFault("bad-timestamp", "start is empty")
    }
    return start
  }

  /// Nil where the field is empty or says that there is none.
  func seconds(_ column: CallColumn) throws(RowFault) -> Int? {
    let found: (isEmpty: Bool, value: Int?) = with(column) { bytes in
      let isNone =
        bytes.isEmpty || isWord(bytes, "-") || isWord(bytes, "nan") || isWord(bytes, "n/a")
        || isWord(bytes, "null") || isWord(bytes, "none")
      return (isNone, isNone ? nil : lengthInSeconds(bytes))
    }
    if found.isEmpty { return nil }
    guard let value = found.value else {
      throw RowFault("bad-number", "\(column) is not a length of time")
    }
    return value
  }

  /// `inbound`, `Incoming`, `in` and the like.
  func direction(_ column: CallColumn = .direction) -> Call.Direction? {
    let word = word(column)
    if word.hasPrefix("in") && word.hasPrefix("internal") { return .internal }
    if word.hasPrefix("inb") || word.hasPrefix("inc") || word == "in" { return .inbound }
    if word.hasPrefix("out") { return .outbound }
    if word == "local" || word == "ext" || word == "extension" { return .internal }
    return nil
  }

  /// The line says what the others add up to.
  var isTotal: Bool {
    row.fields.indices.prefix(3).contains { i in
      row.with(i) {
        let word = CallTableRow.word($0)
        return word == "total" || word == "totals" || word == "grand total" || word == "summary"
      }
    }
  }

  /// `117` of `Doe, Jane (117)`; the whole where there are no parentheses with a number.
  static func numberInParentheses(_ text: String) -> String {
    let bytes = Array(text.utf8)
    guard let close = bytes.lastIndex(of: 0x29), let open = bytes[..<close].lastIndex(of: 0x28)
    else { return text }
    let inside = bytes[(open + 1)..<close]
    guard let first = inside.first, isDigit(first) || first == 0x2B || first == 0x2A,
      inside.dropFirst().allSatisfy({ isDigit($0) || $0 == 0x20 || $0 == 0x2D })
      // `(408) 335-0353` is a number already.
    else { return text }
    guard bytes[(close + 1)...].allSatisfy({ !isDigit($0) }) else { return text }
    return String(decoding: inside, as: UTF8.self)
  }
}

extension CallTableRow {
  static func wordOf(_ text: String) -> String {
    var text = text
    return text.withUTF8 { word(UnsafeRawBufferPointer($0)) }
  }
}
