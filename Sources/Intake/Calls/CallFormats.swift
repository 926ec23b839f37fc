extension Format {
  static let calls: [Format] =
    [asteriskCDR, asteriskCDRCustom, freePBX, asteriskVoicemail, asteriskQueueLog, grandstream]
    + tables + [smsBackup, googleVoice, csv]

  private static let tables = [
    table(
      .freeSWITCH, "FreeSWITCH's cdr-csv/Master.csv, its templates example, sql and more", .source),
    table(.fusionPBX, "FusionPBX's export of its call records as CSV", .source),
    table(.threeCXLog, "3CX's CDR file, its columns in their first order", .realFiles),
    table(.threeCXReport, "3CX's call reports as CSV", .documents),
    table(.cucm, "Cisco Unified Communications Manager's CDR files", .documents),
    table(.teams, "Microsoft Teams' PSTN usage, calling plans and direct routing", .documents),
    table(.ringCentral, "RingCentral's call log as CSV", .documents),
    table(.zoom, "Zoom Phone's call log as CSV", .documents),
    table(.twilio, "Twilio's calls as CSV", .documents),
    table(.eightByEight, "8x8's call detail records as CSV", .documents),
    table(.aircall, "Aircall's calls as CSV", .documents),
    table(.dialpad, "Dialpad's calls as CSV", .documents),
  ]

  private static func table(
    _ dialect: CallDialect, _ summary: String, _ certainty: Certainty
  ) -> Format {
    Format(
      name: dialect.name, summary: summary, certainty: certainty, unit: "row",
      likeness: { CallTableHead.likeness(dialect, $0) },
      reader: { CallTableReader(dialect, $0, $1) })
  }

  private static let asteriskCDR = Format(
    name: "asterisk-cdr", family: "asterisk",
    summary: "Asterisk's cdr-csv/Master.csv and its account files",
    certainty: .realFiles, unit: "row",
    likeness: { CallLikeness.rows($0, disposition: 14, start: 9, fields: 16...21) },
    rank: { CallLikeness.begin($0, end: 11) },
    reader: { CallLogReader(format: "asterisk-cdr", $0, $1) })

  private static let asteriskCDRCustom = Format(
    name: "asterisk-cdr-custom", family: "asterisk",
    summary: "Asterisk's cdr-custom/Master.csv, as in the sample",
    certainty: .realFiles, unit: "row",
    likeness: { CallLikeness.rows($0, disposition: 13, start: 8, fields: 15...20) },
    rank: { CallLikeness.begin($0, end: 10) },
    reader: { CallLogReader(format: "asterisk-cdr-custom", $0, $1) })

  private static let freePBX = Format(
    name: "freepbx", family: "asterisk", summary: "FreePBX's CDR report as a CSV file",
    certainty: .source, unit: "row", likeness: { CallLikeness.header($0, CallColumns.named) },
    reader: { CallLogReader(format: "freepbx", $0, $1) })

  private static let asteriskQueueLog = Format(
    name: "asterisk-queue-log", family: "asterisk",
    summary: "Asterisk's queue_log, joined with the CDR of the same calls", certainty: .source,
    unit: "row", likeness: QueueLog.likeness,
    // Before the calls, which are told what the queues know of them.
    rank: { _ in .min },
    reader: { CallLogReader(format: "asterisk-queue-log", $0, $1) })

  private static let grandstream = Format(
    name: "grandstream", summary: "Grandstream UCM's call records as CSV", certainty: .documents,
    unit: "row", likeness: { CallLikeness.header($0, CallColumns.grandstream) },
    reader: { CallLogReader(format: "grandstream", $0, $1) })

  private static let smsBackup = Format(
    name: SMSBackupReader.format, summary: "Android's SMS Backup & Restore, its calls as XML",
    certainty: .realFiles, unit: "element", likeness: SMSBackupReader.likeness,
    reader: { output, _ in SMSBackupReader(output) })

  private static let googleVoice = Format(
    name: GoogleVoiceReader.format, summary: "Google Voice's calls and voicemails from Takeout",
    certainty: .realFiles, unit: "page", likeness: GoogleVoiceReader.likeness,
    reader: { GoogleVoiceReader($0, $1) })

  private static let csv = Format(
    name: "csv", summary: "any other log of calls as CSV, by the columns named in pipeline.yml",
    certainty: .told, unit: "row",
    // Nothing tells it: it is said.
    likeness: { _ in 0 },
    reader: { CallTableReader(.mapped($1.csv ?? CallMapping()), $0, $1) })

  private static let asteriskVoicemail = Format(
    name: VoicemailSpoolReader.format, summary: "Asterisk's voicemail spool, its msgNNNN.txt",
    certainty: .source, unit: "message", likeness: VoicemailSpoolReader.likeness,
    reader: { output, _ in VoicemailSpoolReader(output) })
}

/// Tells call logs by their first rows.
enum CallLikeness {
  /// Most of the rows have a disposition and a start where they should.
  static func rows(
    _ head: Head, disposition: Int, start: Int, fields: ClosedRange<Int>
  ) -> Int {
    var seen = 0
    var alike = 0
    firstRows(head, 20) { row in
      seen += 1
      if row.fault == nil, fields.contains(row.fields.count),
        row.with(disposition, { Disposition($0) }) != nil,
        row.with(start, localSeconds) != nil
      {
        alike += 1
      }
    }
    return alike * 2 > seen ? 95 : 0
  }

  /// The end of the first row, in local seconds, so that the files of a rotated log are read in
  /// their order whatever their names; a file of which it cannot be told comes first.
  static func begin(_ head: Head, end: Int) -> Int {
    var found: Int?
    firstRows(head, 20) { row in
      if found == nil, row.fault == nil { found = row.with(end, localSeconds) }
    }
    return found ?? .min + 1
  }

  /// The first row names the columns.
  static func header(_ head: Head, _ columns: (CSVRow) -> CallColumns?) -> Int {
    var likeness = 0
    firstRows(head, 1) { row in
      if columns(row) != nil { likeness = 97 }
    }
    return likeness
  }

  /// The first rows that are not empty and, where the head is only a part of the file, complete.
  private static func firstRows(_ head: Head, _ count: Int, _ body: (CSVRow) -> Void) {
    var left = count
    var splitter = CSVSplitter()
    func take(_ row: CSVRow) {
      guard left > 0, !row.isEmpty else { return }
      left -= 1
      body(row)
    }
    head.bytes.withUnsafeBytes { splitter.feed($0) { take($0) } }
    if left == count { splitter.finish { take($0) } }
  }
}
