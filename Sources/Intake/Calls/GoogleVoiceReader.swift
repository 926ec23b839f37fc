internal import Records

/// Reads the pages of Google Takeout's `Voice/Calls`, one call or voicemail a file: a microformat
/// in HTML, looked for by its classes rather than parsed.
///
/// A voicemail has a page of its own beside that of the missed call.
final class GoogleVoiceReader: Reader {
  static let format = "google-voice"
  /// Real ones have a few KiB; a long transcript some more.
  private static let limit = 1 << 20

  private let output: Output
  private let keepsText: Bool
  private var source = ""
  private var bytes: [UInt8] = []
  private var isTooLong = false
  /// The same page may be in two exports.
  private var seen: Set<Exact> = []

  init(_ output: Output, _ options: ReaderOptions) {
    self.output = output
    keepsText = options.text != .none
  }

  func begin(_ source: String) {
    self.source = source
    bytes = []
    isTooLong = false
  }

  func feed(_ chunk: UnsafeRawBufferPointer) {
    guard !isTooLong else { return }
    isTooLong = bytes.count + chunk.count > GoogleVoiceReader.limit
    if !isTooLong { bytes.append(contentsOf: chunk) }
  }

  func end() {
    do throws(RowFault) {
      if isTooLong {
        throw RowFault("file-too-long", "more than \(GoogleVoiceReader.limit) bytes")
      }
      let page = bytes.withView { GoogleVoicePage($0) }
      if let reason = page.excluded ?? (page.kind == nil ? kindOfName.excluded : nil) {
        return count { $0.exclude(reason) }
      }
      let record = try record(page, kind: page.kind ?? kindOfName.kind)
      if seen.insert(Exact(record.origin.id)).inserted {
        count { $0.used += 1 }
        output.emit(record)
      } else {
        count { $0.exclude("duplicate") }
      }
    } catch {
      count { $0.reject(error.code) }
      output.reject(Reject(error.code, error.detail, at: place))
    }
  }

  func finish() { seen = [] }

  private var place: Place { Place(source: source, offset: 0, line: 1) }

  private func count(_ change: (inout Books.Account) -> Void) {
    output.account(source, format: GoogleVoiceReader.format, unit: "page") {
      $0.read += 1
      change(&$0)
    }
  }

  /// `Missed` of `ACME - Missed - 2024-03-04T09_00_00Z.html`, the only other place of it.
  private var kindOfName: (kind: GoogleVoicePage.Kind?, excluded: String?) {
    var name = source
    return name.withUTF8 { bytes in
      let name = ByteView(UnsafeRawBufferPointer(bytes))
      for (word, kind) in GoogleVoicePage.kindsInNames where name.find(word) != nil {
        return (kind, nil)
      }
      return (nil, name.find(" - Text - ") != nil ? "text-message" : nil)
    }
  }

  private func record(
    _ page: GoogleVoicePage, kind: GoogleVoicePage.Kind?
  ) throws(RowFault) -> Record {
    guard let kind else { throw RowFault("bad-type", "nothing says what kind of call it was") }
    guard let at = page.published else {
      throw RowFault("bad-timestamp", "no time with an offset is published")
    }
    let id =
      "google-voice:"
      + Fingerprint.hex("\(kind)", "\(at)", page.number ?? page.name ?? "", digits: 16)
    let origin = Origin(format: GoogleVoiceReader.format, place: place, id: id)
    if kind == .voicemail {
      var voicemail = Voicemail(origin: origin)
      voicemail.left = at
      voicemail.from = page.number
      voicemail.name = page.name
      voicemail.durationS = page.duration
      voicemail.heard = page.isUnread ? false : nil
      voicemail.transcript = keepsText ? page.transcript : nil
      return .voicemail(voicemail)
    }
    var call = Call(origin: origin)
    call.started = at
    call.zone = "utc"
    call.direction = kind == .placed ? .outbound : .inbound
    if kind == .placed { call.to = page.number } else { call.from = page.number }
    switch kind {
    case .missed, .voicemail: call.outcome = .missed
    case .received: call.outcome = .answered
    case .placed: call.outcome = page.duration ?? 1 > 0 ? .answered : .missed
    }
    if call.outcome == .answered, let length = page.duration {
      call.talkS = length
      call.ended = at + length
    }
    return .call(call)
  }

  static func likeness(_ head: Head) -> Int {
    head.bytes.withView { page in
      var i = page.hasPrefix("\u{FEFF}") ? 3 : 0
      while i < page.count, page[i] <= 0x20 { i += 1 }
      guard page[i] == 0x3C, page.find("published") != nil else { return 0 }
      if page.find("class=\"haudio\"") != nil { return 95 }
      return page.find("hChatLog") != nil && page.find("voice#") != nil ? 95 : 0
    }
  }
}

/// What one page of Google Voice tells.
struct GoogleVoicePage {
  enum Kind { case missed, received, placed, voicemail }

  static let kindsInNames: [(StaticString, Kind)] = [
    (" - Missed - ", .missed), (" - Received - ", .received), (" - Placed - ", .placed),
    (" - Voicemail - ", .voicemail),
  ]

  private(set) var kind: Kind?
  /// Why it is left out.
  private(set) var excluded: String?
  private(set) var number: String?
  private(set) var name: String?
  private(set) var published: Timestamp?
  private(set) var duration: Int?
  private(set) var isUnread = false
  /// At most 4 KiB.
  private(set) var transcript: String?

  init(_ page: ByteView) {
    // The links of the page's labels: `https://www.google.com/voice#missed`.
    var i = page.find("voice#")
    while let at = i {
      let rest = page[(at + 6)..<min(at + 20, page.count)]
      if rest.hasPrefix("missed") { kind = kind ?? .missed }
      if rest.hasPrefix("received") { kind = kind ?? .received }
      if rest.hasPrefix("placed") { kind = kind ?? .placed }
      if rest.hasPrefix("voicemail") { kind = .voicemail }
      if rest.hasPrefix("recorded") { excluded = "recording" }
      if rest.hasPrefix("sms") { excluded = excluded ?? "text-message" }
      if rest.hasPrefix("spam") { excluded = "spam" }
      if rest.hasPrefix("unread") { isUnread = true }
      i = page.find("voice#", from: at + 6)
    }
    if excluded == nil, kind == nil, page.find("hChatLog") != nil { excluded = "text-message" }
    number = GoogleVoicePage.value(page, "href=\"tel:", until: 0x22).flatMap {
      $0.isEmpty ? nil : $0
    }
    if let at = page.find("class=\"fn\"") ?? page.find("class=fn"),
      let text = page.find(0x3E, from: at)
    {
      let end = page.find(0x3C, from: text) ?? page.count
      // The first of the class is the page's title, the last the person's name.
      let name = GoogleVoicePage.text(page[(text + 1)..<end], limit: 200)
      self.name =
        name.isEmpty || GoogleVoicePage.isTitle(name) ? personName(page, after: end) : name
    }
    published = GoogleVoicePage.title(page, "published").flatMap { Timestamp(rfc3339: $0.utf8) }
    duration = GoogleVoicePage.title(page, "\"duration\"").flatMap { text in
      var text = text
      return text.withUTF8 { lengthInSeconds(UnsafeRawBufferPointer($0)) }
    }
    if let at = page.find("full-text"), let start = page.find(0x3E, from: at) {
      let end = page.find("</span", from: start) ?? page.count
      let text = GoogleVoicePage.text(page[(start + 1)..<end], limit: 4 << 10)
      transcript = text.isEmpty ? nil : text
    }
  }

  private func personName(_ page: ByteView, after: Int) -> String? {
    guard let at = page.find("class=\"fn\"", from: after), let start = page.find(0x3E, from: at)
    else { return nil }
    let end = page.find(0x3C, from: start) ?? page.count
    let name = GoogleVoicePage.text(page[(start + 1)..<end], limit: 200)
    return name.isEmpty || GoogleVoicePage.isTitle(name) ? nil : name
  }

  /// `Missed call from ACME`.
  private static func isTitle(_ text: String) -> Bool {
    ["Missed call", "Received call", "Placed call", "Voicemail from", "Recorded call"]
      .contains { text.utf8.starts(with: $0.utf8) }
  }

  /// The text after a mark, up to a byte and at most 200 bytes.
  private static func value(_ page: ByteView, _ mark: StaticString, until end: UInt8) -> String? {
    guard let at = page.find(mark) else { return nil }
    let start = at + mark.utf8CodeUnitCount
    guard let stop = page.find(end, from: start), stop - start <= 200 else { return nil }
    return text(page[start..<stop], limit: 200)
  }

  /// The `title` of the tag that has a class.
  private static func title(_ page: ByteView, _ name: StaticString) -> String? {
    guard let at = page.find(name), let end = page.find(0x3E, from: at) else { return nil }
    return value(page[at..<end], "title=\"", until: 0x22)
  }

  private static func text(_ html: ByteView, limit: Int) -> String {
    let text = HTMLText.text(html, dropsQuotation: false)
    return text.withView { text in
      let trimmed = text.trimmed()
      var out: [UInt8] = []
      UTF8Text.appendGuessed(trimmed[0..<UTF8Text.cut(trimmed, limit)], to: &out)
      return String(decoding: out, as: UTF8.self)
    }
  }
}
