internal import Records

/// Reads the `msg0000.txt` that Asterisk writes beside each voicemail (app_voicemail.c,
/// leave_voicemail), one message a file.
///
/// The file says neither whether nor by whom the message was heard; its folder does: `INBOX` and
/// `Urgent` hold what is new, `Old` what was heard.
final class VoicemailSpoolReader: Reader {
  static let format = "asterisk-voicemail"
  /// The real ones have some 500 bytes.
  private static let limit = 64 << 10

  private let output: Output
  private var source = ""
  private var bytes: [UInt8] = []
  private var isTooLong = false
  /// Messages are renumbered when one is deleted, so the same may stand in two files.
  private var seen: Set<Exact> = []

  init(_ output: Output) { self.output = output }

  func begin(_ source: String) {
    self.source = source
    bytes = []
    isTooLong = false
  }

  func feed(_ chunk: UnsafeRawBufferPointer) {
    guard !isTooLong else { return }
    if bytes.count + chunk.count > VoicemailSpoolReader.limit {
      isTooLong = true
    } else {
      bytes.append(contentsOf: chunk)
    }
  }

  func end() {
    do throws(RowFault) {
      let voicemail = try message()
      if seen.insert(Exact(voicemail.origin.id)).inserted {
        count { $0.used += 1 }
        output.emit(.voicemail(voicemail))
      } else {
        count { $0.exclude("duplicate") }
      }
    } catch {
      count { $0.reject(error.code) }
      output.reject(Reject(error.code, error.detail, at: Place(source: source, offset: 0, line: 1)))
    }
  }

  func finish() { seen = [] }

  private func count(_ change: (inout Books.Account) -> Void) {
    output.account(source, format: VoicemailSpoolReader.format, unit: "message") {
      $0.read += 1
      change(&$0)
    }
  }

  private func message() throws(RowFault) -> Voicemail {
    if isTooLong {
      throw RowFault("file-too-long", "more than \(VoicemailSpoolReader.limit) bytes")
    }
    let fields = VoicemailSpoolReader.fields(bytes)
    // The year 2286 is the first that needs more digits.
    guard let time = fields["origtime"], time.count <= 10, let left = wholeNumber(time) else {
      throw RowFault("bad-timestamp", "origtime is not a count of seconds")
    }
    func text(_ key: String) -> String? {
      guard let value = fields[key], !value.isEmpty else { return nil }
      return value.withUnsafeBytes { CSVRow.text($0) }
    }
    let mailbox = text("origmailbox")
    let id =
      text("msg_id")
      ?? "voicemail:"
      + Fingerprint.hex(
        mailbox ?? "", "\(left)", text("callerid") ?? "", text("duration") ?? "", digits: 16)
    var voicemail = Voicemail(
      origin: Origin(
        format: VoicemailSpoolReader.format, place: Place(source: source, offset: 0, line: 1),
        id: id))
    voicemail.left = Timestamp(left)
    voicemail.mailbox = mailbox
    (voicemail.name, voicemail.from) = VoicemailSpoolReader.caller(fields["callerid"] ?? [])
    voicemail.durationS = fields["duration"].flatMap { value in
      value.withUnsafeBytes { secondsCount($0) }
    }
    if voicemail.durationS == nil { voicemail.origin.defects.append("duration-missing") }
    voicemail.heard = VoicemailSpoolReader.heard(source)
    return voicemail
  }

  /// The `key=value` lines; of a key that stands twice, the first.
  ///
  /// A last line without an end may
  /// have been cut off within its value, and does not count.
  private static func fields(_ bytes: [UInt8]) -> [String: [UInt8]] {
    var fields: [String: [UInt8]] = [:]
    let whole = bytes[..<(bytes.lastIndex(of: 0x0A) ?? 0)]
    for line in whole.split(separator: 0x0A) where line.first != 0x3B {
      guard let equals = line.firstIndex(of: 0x3D), equals - line.startIndex <= 32 else { continue }
      let key = String(decoding: line[..<equals].map(lowercased), as: UTF8.self)
      var value = line[(equals + 1)...]
      if value.last == 0x0D { value = value.dropLast() }
      if fields[key] == nil { fields[key] = Array(value) }
    }
    return fields
  }

  /// Of `"Name" <number>`, `number` or `Unknown`.
  private static func caller(_ bytes: [UInt8]) -> (name: String?, number: String?) {
    func text(_ part: ArraySlice<UInt8>) -> String? {
      var part = part
      let blanks: [UInt8] = [0x20, 0x22]
      while let first = part.first, blanks.contains(first) { part = part.dropFirst() }
      while let last = part.last, blanks.contains(last) { part = part.dropLast() }
      return part.isEmpty ? nil : part.withUnsafeBytes { CSVRow.text($0) }
    }
    if bytes.withUnsafeBytes({ isWord($0, "unknown") }) { return (nil, nil) }
    guard let open = bytes.lastIndex(of: 0x3C), let close = bytes.lastIndex(of: 0x3E), open < close
    else { return (nil, text(bytes[...])) }
    return (text(bytes[..<open]), text(bytes[(open + 1)..<close]))
  }

  /// By the folder that the file lies in.
  private static func heard(_ source: String) -> Bool? {
    let folders = source.utf8.split(separator: 0x2F).dropLast()
    guard let folder = folders.last else { return nil }
    if folder.elementsEqual("INBOX".utf8) || folder.elementsEqual("Urgent".utf8) { return false }
    return folder.elementsEqual("Old".utf8) ? true : nil
  }

  static func likeness(_ head: Head) -> Int {
    var isMessage = false
    for line in head.bytes.prefix(4096).split(separator: 0x0A).prefix(12) {
      if line.starts(with: "[message]".utf8) { isMessage = true }
      if isMessage && line.starts(with: "origmailbox=".utf8) { return 95 }
      // Nothing but comments comes before the section.
      if !isMessage && line.first != 0x3B && line.first != 0x0D { return 0 }
    }
    return 0
  }
}
