import Intake
import Pipeline
import Records
import Reports

/// What `check` says of one source.
struct SourceStory {
  let account: Books.Account
  let findings: Survey.Findings
  /// Nil for what stands in a directory or an archive.
  let input: Intake.Input?
  let coverage: [Books.Coverage]

  /// So many of whom nobody knows are named.
  private static let named = 10

  var lines: [String] {
    var lines = ["\(account.source): \(format)"]
    if let format = Format.named(account.format) {
      lines.append("  is: \(format.summary); \(format.certainty.rawValue)")
    }
    lines.append("  read: \(read)")
    if !findings.records.isEmpty {
      let counts = findings.records.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        .map { SourceStory.count($0.value, $0.key) }
      lines.append("  holds: " + counts.joined(separator: ", "))
    }
    for coverage in coverage {
      lines.append(
        "  covers: \(coverage.channel.rawValue) from \(coverage.from) to \(coverage.until)")
    }
    if let zone { lines.append("  zone: \(zone)") }
    lines += strangers
    return lines.flatMap { terminalLines($0, indent: "    ") }
  }

  private var format: String {
    guard let format = Format.named(account.format) else { return account.format }
    let why = input?.format == nil ? "told by its content" : "said in pipeline.yml"
    return "\(format.name), \(why)"
  }

  private var read: String {
    var text = "\(SourceStory.count(account.read, account.units)), \(account.used) used"
    for (reason, count) in account.excluded.sorted(by: { $0.key < $1.key }) {
      text += ", \(count) \(reason)"
    }
    for (code, count) in account.rejected.sorted(by: { $0.key < $1.key }) {
      text += ", \(count) rejected as \(code)"
    }
    return text
  }

  /// Where the times got their zone.
  private var zone: String? {
    guard !findings.records.isEmpty else { return nil }
    var parts: [String] = []
    for (zone, count) in findings.zones.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
      let text =
        switch zone {
        case "uniqueid": "told by the epoch in the calls' ids"
        case "configured": "\(input?.options.zone?.name ?? "as said"), said in pipeline.yml"
        case "utc": "UTC, as the log itself tells"
        default: "UTC assumed, as nothing tells it; give the source its zone"
        }
      parts.append(findings.zones.count == 1 ? text : "\(text) (\(count))")
    }
    if parts.isEmpty {
      let assumed = findings.defects["zone-assumed"] ?? 0
      parts.append(
        assumed > 0
          ? "UTC assumed for \(assumed), as nothing tells it; give the source its zone"
          : input?.options.zone.map { "\($0.name), said in pipeline.yml, where a time has none" }
            ?? "each time says its own")
    }
    if let count = findings.defects["zone-differs"] {
      parts.append("the ids of \(count) calls contradict the zone said in pipeline.yml")
    }
    return parts.joined(separator: "; ")
  }

  private var strangers: [String] {
    var lines: [String] = []
    if !findings.strangers.isEmpty {
      lines.append(
        "  nobody's in the directory: "
          + SourceStory.count(findings.strangers.count, "numbers and addresses"))
      for (key, count) in findings.mostFrequent(SourceStory.named) {
        lines.append("    \(key)  \(SourceStory.count(count, "times"))")
      }
    }
    if findings.withheld > 0 {
      lines.append("  number withheld: \(SourceStory.count(findings.withheld, "calls"))")
    }
    return lines
  }

  private static func count(_ n: Int, _ plural: String) -> String {
    guard n == 1 else { return "\(n) \(plural)" }
    switch plural {
    case "entries": return "1 entry"
    case "numbers and addresses": return "1 number or address"
    default: return "1 \(plural.utf8.last == 0x73 ? String(plural.dropLast()) : plural)"
    }
  }
}
