public import Records

extension Matched {
  /// Writes each contact as ``JSONLine/write(_:)`` does, key for key, but straight from the bytes
  /// of the events.
  ///
  /// - Parameters:
  ///   - observer: is told of each, as ``SignObserver/note(_:)`` is.
  ///   - includes: which ones, by client and time of opening; nil for all.
  ///   - take: gets whole lines with their ends, some at a time.
  public func forEachLine(
    observer: inout SignObserver, where includes: (@Sendable (String?, Timestamp) -> Bool)?,
    _ take: (UnsafeBufferPointer<UInt8>) -> Void
  ) {
    let watch = observer.watch()
    let size = 1024
    PartsInOrder(count: (count + size - 1) / size, workers: workers) { part in
      lines(part * size..<min((part + 1) * size, count), watch, where: includes)
    }.passOn { _, part in
      for note in part.notes {
        observer.note(
          note.contact, of: note.client, opened: note.opened, events: note.events)
      }
      part.bytes.withUnsafeBufferPointer(take)
      return true
    }
  }

  /// The lines of some contacts on end.
  private struct LinePart {
    var bytes: [UInt8] = []
    /// What the observer is to be told, of contacts whose events it has met.
    var notes: [(contact: String, client: UInt64, opened: Timestamp, events: [UInt64])] = []
  }

  private func lines(
    _ places: Range<Int>, _ watch: SignWatch, where includes: ((String?, Timestamp) -> Bool)?
  ) -> LinePart {
    var part = LinePart()
    var line = JSONLine()
    var keys: [UInt64] = []
    for i in contacts.order[places] {
      let draft = contacts.drafts[i]
      let settlement = contacts.said[i]
      var contact = outline(draft, settlement)
      keys.removeAll(keepingCapacity: true)
      contacts.evidence.forEach(of: draft) { i, _ in
        let key = events.withID(events.sights[Int(i)]) { SignObserver.key($0) }
        if watch.watches(key) { keys.append(key) }
      }
      if let said = said(settlement, contact) {
        let key = SignObserver.key(said.event.utf8)
        if watch.watches(key) { keys.append(key) }
      }
      if !keys.isEmpty {
        let client =
          draft.client == TextTable.none
          ? SignObserver.hash([]) : events.clients.withBytes(draft.client) { SignObserver.hash($0) }
        part.notes.append((contact.id, client, contact.opened, keys))
      }
      if let includes {
        contact.client = events.clients.text(draft.client)
        if !includes(contact.client, contact.opened) { continue }
      }
      line.begin()
      write(draft, contact, settlement, to: &line)
      line.end()
      line.withBytes { part.bytes.append(contentsOf: $0) }
    }
    return part
  }

  private func write(
    _ draft: Draft, _ contact: Contact.Fields, _ settlement: Settlement?, to line: inout JSONLine
  ) {
    line.add("contact", contact.id)
    line.add("v", Line.version)
    add("client", draft.client, of: events.clients, to: &line)
    add("person", draft.person, of: events.persons, to: &line)
    line.add("channel", contact.channel.rawValue)
    line.add("opened", contact.opened)
    line.add("attempts", contact.attempts)
    line.key("channels")
    line.array { for channel in contact.channels { $0.add(channel.rawValue) } }
    line.add("state", contact.state.rawValue)
    line.add("answered", contact.answered)
    if draft.state == .answered {
      if let by = settlement?.by {
        line.add("answered_by", by)
      } else {
        add("answered_by", draft.answeredBy, of: events.technicians, to: &line)
      }
    }
    line.add("answered_through", contact.answeredThrough?.rawValue)
    line.add("matched_by", contact.matchedBy?.rawValue)
    line.add("wait_s", contact.waitS)
    line.add("open_wait_s", contact.openWaitS)
    if contact.waitUnknown == true { line.add("wait_unknown", true) }
    line.add("ended", contact.ended)
    line.add("observed_until", contact.observedUntil)
    line.add("target_s", contact.targetS)
    line.add("within_target", contact.withinTarget)
    line.add("acknowledged", contact.acknowledged)
    line.add("tried", contact.tried)
    line.add("called_back", contact.calledBack)
    line.add("abandoned", contact.abandoned)
    line.add("recurrence_of", contact.recurrenceOf)
    if draft.subject != Draft.none {
      line.key("subject")
      events.subjects.withBytes(draft.subject) { line.add(utf8: $0) }
    }
    line.key("evidence")
    line.array { line in
      contacts.evidence.forEach(of: draft) { i, role in
        line.object { write(events.sights[Int(i)], role, of: draft, to: &$0) }
      }
      if let said = said(settlement, contact) {
        line.object { line in
          line.add("event", said.event)
          line.add("at", said.at)
          line.add("source", said.place.source)
          line.add("offset", said.place.offset)
          line.add("role", said.role.rawValue)
        }
      }
    }
  }

  private func write(
    _ sight: Sight, _ role: Contact.Evidence.Role, of draft: Draft, to line: inout JSONLine
  ) {
    line.key("event")
    events.withID(sight) { line.add(utf8: $0) }
    line.add("at", Timestamp(role == .answer ? draft.ended : sight.at))
    line.add("source", sources[Int(sight.source)])
    line.add("offset", sight.offset)
    if sight.line != Int.min { line.add("line", sight.line) }
    line.add("role", role.rawValue)
  }

  private func add(
    _ key: StaticString, _ text: UInt32, of table: TextTable, to line: inout JSONLine
  ) {
    guard text != TextTable.none else { return }
    line.key(key)
    table.withBytes(text) { line.add(utf8: $0) }
  }
}
