import Records

/// Where stories are put into files: keeps what is still to come, and writes each day when it is
/// over.
struct Desk: Sendable {
  private let options: OfficeOptions
  private let mailWriter: MailWriter
  private let callWriter: CallLogWriter
  private var helpdesk: HelpdeskExport
  /// What is still to be written, by the day (of UTC) on which it stands in its file.
  private var pending: [Int: [(at: Timestamp, order: Int, item: Scene.Item)]] = [:]
  private var pendingContacts: [Int: [(order: Int, contact: TrueContact)]] = [:]
  private var earliestDay = Int.max
  private var order = 0
  private var newUsers: [Person] = []
  /// Where each quirk is first to be seen.
  private var traces: [String?] = Array(repeating: nil, count: Quirk.allCases.count)

  init(options: OfficeOptions, zone: Zone) {
    self.options = options
    mailWriter = MailWriter(zone: zone, crlf: options.crlf)
    callWriter = CallLogWriter(zone: zone, dialect: options.callLog)
    helpdesk = HelpdeskExport(options: options, zone: zone)
  }

  private func path(_ name: String) -> String { options.folder + name }
  private var callLog: String {
    options.callLog == .freepbx ? "calls/cdr__report.csv" : "calls/Master.csv"
  }

  func open(_ sink: inout some OfficeSink) throws {
    if options.calls { try sink.append(Array(callWriter.header.utf8), to: path(callLog)) }
    if options.helpdesk { try helpdesk.open(&sink) }
  }

  mutating func take(_ scene: Scene) {
    for (at, item) in scene.items {
      order += 1
      let day = at.seconds / 86_400
      earliestDay = min(earliestDay, day)
      pending[day, default: []].append((at, order, item))
    }
    for contact in scene.contacts {
      order += 1
      let day = contact.opened.seconds / 86_400
      earliestDay = min(earliestDay, day)
      pendingContacts[day, default: []].append((order, contact))
    }
    newUsers += scene.newUsers
    if let quirk = scene.quirk, let index = Quirk.allCases.firstIndex(of: quirk),
      traces[index] == nil
    {
      traces[index] = scene.trace
    }
  }

  /// Writes all days of UTC that end before a moment.
  mutating func flush(before moment: Timestamp, to sink: inout some OfficeSink) throws {
    let today = moment.seconds / 86_400
    while earliestDay < today, !(pending.isEmpty && pendingContacts.isEmpty) {
      try flush(day: earliestDay, &sink)
      earliestDay += 1
    }
  }

  private mutating func flush(day: Int, _ sink: inout some OfficeSink) throws {
    var items = pending.removeValue(forKey: day) ?? []
    items.sort { ($0.at, $0.order) < ($1.at, $1.order) }
    var boxes = Array(repeating: [UInt8](), count: Directory.team.count + 1)
    var calls: [UInt8] = []
    var tickets: [HelpdeskTicket] = []
    for (_, _, item) in items {
      switch item {
      case .mail(let mail, let box):
        let index = Directory.team.firstIndex { $0.id == box }.map { $0 + 1 } ?? 0
        mailWriter.write(mail, to: &boxes[index])
      case .call(let row): callWriter.write(row, to: &calls)
      case .ticket(let ticket): tickets.append(ticket)
      }
    }
    for (index, bytes) in boxes.enumerated() where !bytes.isEmpty {
      let name = index == 0 ? "support" : Directory.team[index - 1].id
      try sink.append(bytes, to: path("mail/\(name).mbox"))
    }
    if !calls.isEmpty { try sink.append(calls, to: path(callLog)) }
    try helpdesk.write(tickets, to: &sink)

    var contacts = pendingContacts.removeValue(forKey: day) ?? []
    contacts.sort { ($0.contact.opened, $0.order) < ($1.contact.opened, $1.order) }
    var truth: [UInt8] = []
    for (_, contact) in contacts {
      contact.write(to: &truth)
      sink.add(contact)
    }
    if !truth.isEmpty { try sink.append(truth, to: path("truth.ndjson")) }
  }

  /// Writes what is left, and what is known only at the end.
  mutating func close(_ directory: Directory, _ sink: inout some OfficeSink) throws {
    try flush(before: Timestamp.latest, to: &sink)
    if options.helpdesk { try helpdesk.close(directory, visitors: newUsers, &sink) }
    let pipeline = PipelineFile(options: options, directory: directory, callLog: callLog)
    try sink.append(Array(pipeline.text.utf8), to: "pipeline.yml")
    if options.guide {
      let guide = SampleGuide(traces: traces)
      try sink.append(Array(guide.text.utf8), to: path("README.md"))
    }
  }
}
