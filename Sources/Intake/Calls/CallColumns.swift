/// Where a row of a call log keeps what; -1 where it does not tell.
struct CallColumns: Equatable {
  var source = -1
  var destination = -1
  var context = -1
  /// `"Name" <number>`.
  var caller = -1
  var channel = -1
  var answeringChannel = -1
  var application = -1
  var arguments = -1
  var start = -1
  var answer = -1
  var end = -1
  var duration = -1
  var talk = -1
  var disposition = -1
  /// Of the channel: `1709542800.26`, the second it was made and a count.
  var uniqueID = -1
  /// Of the call: the unique id of its first channel.
  var linkedID = -1
  var sequence = -1
  /// The number of ours that was dialled from outside.
  var dialledIn = -1
  /// `Inbound`, `Outbound`, `Internal`.
  var callType = -1
  /// What the exchange did: `IVR[6500]`, `DIAL`.
  var action = -1
}

extension CallColumns {
  /// Asterisk `cdr_csv` (cdr/cdr_csv.c): 16 columns; `loguniqueid` and `loguserfield` add one
  /// each, `newcdrcolumns` three.
  static let cdr = CallColumns(
    source: 1, destination: 2, context: 3, caller: 4, channel: 5, answeringChannel: 6,
    application: 7, arguments: 8, start: 9, answer: 10, end: 11, duration: 12, talk: 13,
    disposition: 14)

  /// The columns of a `cdr_csv` row by their count; nil where no setting gives so many.
  static func cdr(_ row: CSVRow) -> CallColumns? {
    let count = row.fields.count
    guard (16...21).contains(count) else { return nil }
    var columns = cdr
    if count >= 19 {
      columns.linkedID = count - 2
      columns.sequence = count - 1
    }
    switch count {
    case 18, 21: columns.uniqueID = 16
    case 17, 20: if row.with(16, { UniqueID($0) }) != nil { columns.uniqueID = 16 }
    default: break
    }
    return columns
  }

  /// Asterisk `cdr_custom` with the mapping of cdr_custom.conf.sample, perhaps without its last
  /// columns or with a linkedid after them.
  static func custom(_ row: CSVRow) -> CallColumns? {
    let count = row.fields.count
    guard (15...20).contains(count) else { return nil }
    var columns = CallColumns(
      source: 1, destination: 2, context: 3, caller: 0, channel: 4, answeringChannel: 5,
      application: 6, arguments: 7, start: 8, answer: 9, end: 10, duration: 11, talk: 12,
      disposition: 13)
    if count > 16 { columns.uniqueID = 16 }
    if count > 18 { columns.sequence = 18 }
    if count > 19 { columns.linkedID = 19 }
    return columns
  }

  /// The columns by the names of a header row, as the FreePBX CDR report writes it
  /// (functions.inc.php, cdr_export_csv); nil where one is missing that calls cannot be told
  /// without.
  static func named(_ header: CSVRow) -> CallColumns? {
    guard header.fault == nil else { return nil }
    var columns = CallColumns()
    let names = self.names
    // A report has 26; more are of something else.
    for i in header.fields.indices.prefix(200) {
      let name = header.with(i) { String(decoding: $0.prefix(40).map(lowercased), as: UTF8.self) }
      guard let member = names[trimmed(name)], columns[keyPath: member] < 0 else { continue }
      columns[keyPath: member] = i
    }
    let needed = [
      columns.start, columns.caller, columns.source, columns.destination, columns.channel,
      columns.answeringChannel, columns.application, columns.arguments, columns.duration,
      columns.talk, columns.disposition,
    ]
    return needed.contains { $0 < 0 } ? nil : columns
  }

  private static var names: [String: WritableKeyPath<CallColumns, Int>] {
    [
      "calldate": \.start, "clid": \.caller, "src": \.source, "dst": \.destination,
      "dcontext": \.context, "channel": \.channel, "dstchannel": \.answeringChannel,
      "lastapp": \.application, "lastdata": \.arguments, "duration": \.duration,
      "billsec": \.talk, "disposition": \.disposition, "uniqueid": \.uniqueID,
      "linkedid": \.linkedID, "sequence": \.sequence, "did": \.dialledIn,
    ]
  }

  private static func trimmed(_ text: String) -> String {
    let blanks: Set<UInt8> = [0x20, 0x09]
    var bytes = Substring(text).utf8
    while let first = bytes.first, blanks.contains(first) { bytes.removeFirst() }
    while let last = bytes.last, blanks.contains(last) { bytes.removeLast() }
    return String(Substring(bytes))
  }
}

/// An ASCII letter in lower case; any other byte as it is.
func lowercased(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }
