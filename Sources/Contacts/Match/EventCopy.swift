public import Records

/// Lends the texts of an ``Event`` as bytes, for events that come as values and not as lines.
public final class EventCopy {
  private var room = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 4096)
  private var used = 0
  private var list: [EventFields.Text] = []

  public init() {}

  deinit { room.deallocate() }

  /// Calls back with the event's fields, which stand until it returns.
  public func lend(_ event: Event, to take: (EventFields) -> Void) {
    reserve(for: event)
    var fields = EventFields()
    fields.id = copy(event.id)
    fields.at = event.at
    fields.channel = event.channel
    fields.kind = event.kind
    fields.direction = event.direction
    fields.client = event.client.map(copy)
    fields.person = event.person.map(copy)
    fields.technician = event.technician.map(copy)
    fields.wantsAnswer = event.wantsAnswer
    fields.because = event.because.map(copy)
    fields.subject = event.subject.map(copy)
    fields.human = event.human
    fields.number = event.number.map(copy)
    fields.mailbox = event.mailbox.map(copy)
    fields.answered = event.answered
    fields.ended = event.ended
    fields.via = event.via.map(copy)
    fields.waitS = event.waitS
    fields.talkS = event.talkS
    fields.source = copy(event.place.source)
    fields.offset = event.place.offset
    fields.line = event.place.line
    list.removeAll(keepingCapacity: true)
    for key in event.thread { list.append(copy(key)) }
    for person in event.addressed { list.append(copy(person)) }
    for client in event.clients { list.append(copy(client)) }
    for signal in event.signals {
      list.append(copy(signal.signal))
      list.append(copy(signal.phrase))
    }
    list.withUnsafeBufferPointer { all in
      fields.thread = UnsafeBufferPointer(rebasing: all[..<event.thread.count])
      let clients = event.thread.count + event.addressed.count
      fields.addressed = UnsafeBufferPointer(rebasing: all[event.thread.count..<clients])
      let signals = clients + event.clients.count
      fields.clients = UnsafeBufferPointer(rebasing: all[clients..<signals])
      fields.signals = UnsafeBufferPointer(rebasing: all[signals...])
      take(fields)
    }
  }

  private func reserve(for event: Event) {
    var count = event.id.utf8.count + event.place.source.utf8.count
    for text in [
      event.client, event.person, event.technician, event.because, event.subject, event.number,
      event.mailbox, event.via,
    ] { count += text?.utf8.count ?? 0 }
    for text in event.thread { count += text.utf8.count }
    for text in event.addressed { count += text.utf8.count }
    for text in event.clients { count += text.utf8.count }
    for signal in event.signals { count += signal.signal.utf8.count + signal.phrase.utf8.count }
    used = 0
    if room.count < count {
      room.deallocate()
      room = .allocate(capacity: 2 * count)
    }
  }

  private func copy(_ text: String) -> EventFields.Text {
    var text = text
    let from = used
    guard let base = room.baseAddress else { return EventFields.Text(start: nil, count: 0) }
    text.withUTF8 { utf8 in
      let count = min(utf8.count, room.count - from)
      if let source = utf8.baseAddress, count > 0 {
        (base + from).update(from: source, count: count)
      }
      used += count
    }
    return EventFields.Text(start: base + from, count: used - from)
  }
}
