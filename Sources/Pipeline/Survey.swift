public import Records

/// Counts what the sources of a run hold, for `ringback check`: kinds of records, where the time
/// zones were taken from, and who belongs to nobody in the directory.
public final class Survey {
  /// What one file holds of one format.
  public struct Findings: Equatable, Sendable {
    /// By the noun, in the plural.
    public var records: [String: Int] = [:]
    /// By ``Records/Call/zone``.
    public var zones: [String: Int] = [:]
    public var defects: [String: Int] = [:]
    /// How often each number and address stands in it that is nobody's in the directory.
    public var strangers: [Exact: Int] = [:]
    /// Calls and voicemails whose number is withheld.
    public var withheld = 0

    mutating func add(_ other: Findings) {
      records.merge(other.records, uniquingKeysWith: +)
      zones.merge(other.zones, uniquingKeysWith: +)
      defects.merge(other.defects, uniquingKeysWith: +)
      strangers.merge(other.strangers, uniquingKeysWith: +)
      withheld += other.withheld
    }

    /// The most frequent first.
    public func mostFrequent(_ count: Int) -> [(key: String, count: Int)] {
      strangers.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(count)
        .map { ($0.key.text, $0.value) }
    }
  }

  private struct Key: Hashable {
    var source: Exact
    var format: Exact
  }

  private var findings: [Key: Findings] = [:]

  public init() {}

  func saw(_ record: Record) {
    let (noun, zone): (String, String?) =
      switch record {
      case .mail: ("messages", nil)
      case .call(let call): ("calls", call.zone)
      case .voicemail: ("voicemails", nil)
      case .ticket: ("tickets", nil)
      case .comment: ("comments", nil)
      case .status: ("status changes", nil)
      }
    let origin = record.origin
    change(origin.place.source, origin.format) { findings in
      findings.records[noun, default: 0] += 1
      if let zone { findings.zones[zone, default: 0] += 1 }
      for defect in origin.defects { findings.defects[defect, default: 0] += 1 }
    }
  }

  func saw(_ event: Event) {
    guard event.client == nil, event.direction != .internal else { return }
    change(event.place.source, event.format ?? "") { findings in
      if let key = event.number ?? event.person {
        findings.strangers[Exact(key), default: 0] += 1
      } else if event.channel == .call || event.channel == .voicemail {
        findings.withheld += 1
      }
    }
  }

  private func change(_ source: String, _ format: String, _ body: (inout Findings) -> Void) {
    body(&findings[Key(source: Exact(source), format: Exact(format)), default: Findings()])
  }

  /// What an account of the books holds, which may stand for the files of a directory.
  public func findings(of account: Books.Account) -> Findings {
    var all = Findings()
    let suffix = " (\(account.format))"
    let directory: String? =
      account.source.utf8.count > suffix.utf8.count
        && account.source.utf8.suffix(suffix.utf8.count).elementsEqual(suffix.utf8)
      ? String(account.source.utf8.dropLast(suffix.utf8.count)) : nil
    for (key, found) in findings {
      let isOwn = key.source == Exact(account.source)
      let isWithin =
        directory.map { key.source.text.utf8.starts(with: $0.utf8) } ?? false
        && (key.format == Exact(account.format) || key.format.text.isEmpty)
      if isOwn || isWithin { all.add(found) }
    }
    return all
  }
}
