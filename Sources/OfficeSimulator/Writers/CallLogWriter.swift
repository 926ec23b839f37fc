import Records

/// Writes rows of Asterisk's call log as cdr_csv.c does, or as FreePBX exports them.
struct CallLogWriter: Sendable {
  let zone: Zone
  let dialect: OfficeOptions.CallLog

  /// The header row, where the dialect has one.
  var header: String {
    switch dialect {
    case .asterisk18, .asterisk21: ""
    case .freepbx:
      """
      calldate,clid,src,dst,dcontext,channel,dstchannel,lastapp,lastdata,duration,billsec,\
      disposition,amaflags,accountcode,uniqueid,userfield,did,cnum,cnam,outbound_cnum,\
      outbound_cnam,dst_cnam,recordingfile,linkedid,peeraccount,sequence

      """
    }
  }

  func write(_ row: CallRow, to bytes: inout [UInt8]) {
    let caller = "\"\(row.callerName)\" <\(row.source)>"
    let line =
      switch dialect {
      case .asterisk18, .asterisk21: asterisk(row, caller: caller)
      case .freepbx: freepbx(row, caller: caller)
      }
    bytes.append(contentsOf: line.utf8)
  }

  private func time(_ moment: Timestamp) -> String { Calendar.local(moment, zone: zone) }

  /// Strings always quoted, numbers never, a missing answer as nothing.
  private func asterisk(_ row: CallRow, caller: String) -> String {
    let texts = [
      "", row.source, row.destination, row.context, caller, row.channel, row.peer,
      row.application, row.arguments, time(row.start),
    ].map(CallLogWriter.quoted).joined(separator: ",")
    let answer = row.answer.map { CallLogWriter.quoted(time($0)) } ?? ""
    var line = "\(texts),\(answer),\"\(time(row.end))\",\(row.duration),\(row.talk),"
    line += "\"\(row.disposition)\",\"DOCUMENTATION\",\"\(row.uniqueID)\",\"\""
    if dialect == .asterisk21 { line += ",\"\",\"\(row.linkedID)\",\(row.sequence)" }
    return line + "\n"
  }

  private func freepbx(_ row: CallRow, caller: String) -> String {
    let inbound = row.context == "from-pstn" || row.context == "ivr-1"
    let fields = [
      time(row.start), caller, row.source, row.destination, row.context, row.channel, row.peer,
      row.application, row.arguments, "\(row.duration)", "\(row.talk)", row.disposition, "3", "",
      row.uniqueID, "", inbound ? String(Directory.number.dropFirst(2)) : "", row.source,
      row.callerName, inbound ? "" : String(Directory.number.dropFirst(2)), "", "", "",
      row.linkedID, "", "\(row.sequence)",
    ]
    // PHP's fputcsv quotes what holds a delimiter, quote, backslash, blank or line end.
    let special = Set(",\"\\ \t\r\n".utf8)
    return fields.map { field in
      field.utf8.contains { special.contains($0) } ? CallLogWriter.quoted(field) : field
    }.joined(separator: ",") + "\n"
  }

  private static func quoted(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "\"")) else { return "\"\(text)\"" }
    var out = "\""
    for scalar in text.unicodeScalars {
      if scalar == "\"" { out += "\"\"" } else { out.unicodeScalars.append(scalar) }
    }
    return out + "\""
  }
}
