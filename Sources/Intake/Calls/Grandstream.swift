extension CallColumns {
  /// The columns of Grandstream's UCM by the names of a header row: those of its programming
  /// interface (UCM6510 and UCM6100 CDR API guide) and of the web page's download, which differ
  /// by firmware.
  static func grandstream(_ header: CSVRow) -> CallColumns? {
    guard header.fault == nil else { return nil }
    var places: [String: Int] = [:]
    for i in header.fields.indices.prefix(200) {
      let name = header.with(i) { bytes in
        String(
          decoding: bytes.prefix(60).map(lowercased).filter {
            isDigit($0) || (0x61...0x7A).contains($0)
          }, as: UTF8.self)
      }
      if places[name] == nil { places[name] = i }
    }
    // FreePBX has the first, and neither of the others.
    guard
      ["acctid", "actiontype", "calleenumber", "destchannel", "channelext"]
        .contains(where: { places[$0] != nil })
    else { return nil }
    var columns = CallColumns()
    for (member, spellings) in grandstreamNames {
      if let place = spellings.lazy.compactMap({ places[$0] }).first {
        columns[keyPath: member] = place
      }
    }
    let needed = [
      columns.source, columns.destination, columns.start, columns.duration, columns.talk,
      columns.disposition, columns.application, columns.channel, columns.answeringChannel,
    ]
    return needed.contains { $0 < 0 } ? nil : columns
  }

  private static var grandstreamNames: [(WritableKeyPath<CallColumns, Int>, [String])] {
    [
      (\.source, ["originalcallernumber", "callernumber", "callfrom", "src"]),
      (\.destination, ["calleenumber", "callto", "dst"]), (\.context, ["context", "dcontext"]),
      (\.caller, ["callerid", "clid"]), (\.channel, ["sourcechannel", "channel"]),
      (\.answeringChannel, ["destchannel", "dstchannel"]),
      (\.application, ["lastapp", "lastapplication"]), (\.arguments, ["lastdata"]),
      (\.start, ["starttime", "start"]), (\.answer, ["answertime", "answer"]),
      (\.end, ["endtime", "end"]), (\.duration, ["calltime", "duration"]),
      (\.talk, ["talktime", "billsec"]), (\.disposition, ["callstatus", "disposition"]),
      (\.uniqueID, ["uniqueid"]), (\.linkedID, ["session"]),
      (\.callType, ["calltype", "userfield"]), (\.action, ["actiontype"]),
    ]
  }
}

extension CSVRow {
  /// Passes the row on with as many fields as its header has.
  ///
  /// What `lastdata` holds is not quoted, so that the commas in it make fields; those before it
  /// and after it are in their places, counted from either end.
  func mended<R>(_ columns: CallColumns?, width: Int, _ body: (CSVRow) -> R) -> R {
    let excess = fields.count - width
    guard let at = columns?.arguments, at >= 0, at < width, excess > 0, fault == nil else {
      return body(self)
    }
    let whole = Field(start: fields[at].start, end: fields[at + excess].end, isPlain: true)
    let kept = Array(fields[..<at]) + [whole] + Array(fields[(at + excess + 1)...])
    return kept.withUnsafeBufferPointer {
      body(
        CSVRow(
          bytes: bytes, fields: $0, offset: offset, line: line, lines: lines, fault: nil,
          isUnended: isUnended))
    }
  }
}
