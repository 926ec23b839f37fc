import Contacts
import Records

/// The events that are made of records while they come, those that are settled and those that
/// the next night makes again.
final class CollectedEvents {
  var settled = KeptPart()
  var tail = KeptPart()
  /// The last message that begins at or before `decided` is where the tail begins.
  var decided = Int.min
  var cut = 0
  var coverage: [Books.Coverage] = []
  private(set) var count = 0
  private let zone: Zone
  private let start: Timestamp
  private var forgotten = 0
  private var normalizer: Normalizer
  private var line = JSONLine()
  private var span: ClosedRange<Timestamp>?
  private var source = ""
  /// When the events of the tail were.
  private var moments: [(channel: Event.Channel, at: Timestamp, ended: Timestamp?)] = []
  private let rejected: Rejected

  /// The rejects of both stages, as lines.
  private final class Rejected {
    private(set) var all: [(offset: Int, line: [UInt8])] = []

    func add(_ reject: Reject) {
      var line = JSONLine()
      line.write(reject)
      all.append((reject.place.offset, line.bytes))
    }
  }

  /// - Parameter start: events before it are forgotten.
  init(_ settings: Settings, from start: Timestamp) {
    self.start = start
    let rejected = Rejected()
    self.rejected = rejected
    zone = settings.provider.zone
    normalizer = Normalizer(settings) { reject in rejected.add(reject) }
  }

  func reject(_ reject: Reject) { rejected.add(reject) }

  func add(_ record: Record) {
    let place = record.origin.place
    if place.offset > cut, place.offset <= decided {
      cut = place.offset
      settle()
    }
    if case .mail(let mail) = record, let at = mail.received ?? mail.date {
      source = place.source
      span = span.map { min($0.lowerBound, at)...max($0.upperBound, at) } ?? at...at
    }
    normalizer.add(record) { take($0) }
  }

  func finish() {
    normalizer.finish { take($0) }
    tail.normalized = normalizer.books
    tail.normalized.forget(forgotten)
    tail.normalized.subtract(settled.normalized)
    for one in moments { tail.times.add(one.channel, at: one.at, ended: one.ended, in: zone) }
    // Rejects before the cut are settled.
    for (offset, line) in rejected.all {
      if offset < cut { settled.rejects += line } else { tail.rejects += line }
    }
  }

  private func take(_ event: Event) {
    moments.append((event.channel, event.at, event.ended))
    if event.at < start {
      forgotten += 1
      return
    }
    count += 1
    line.write(event)
    for group in EventGroup.all(of: ClientGroups(event)) { tail.lines.add(line.bytes, to: group) }
  }

  /// All that has come stands before the cut.
  private func settle() {
    settled.lines.take(&tail.lines)
    for one in moments { settled.times.add(one.channel, at: one.at, ended: one.ended, in: zone) }
    moments.removeAll(keepingCapacity: true)
    settled.normalized = normalizer.books
    settled.normalized.forget(forgotten)
    coverage =
      span.map {
        [
          Books.Coverage(
            source: source, channel: .email, from: $0.lowerBound, until: $0.upperBound)
        ]
      } ?? []
  }
}
