import Contacts
import Records

/// What the report does not know, in sentences.
struct Unknowns {
  /// So many gaps, people and numbers are told one by one.
  static let most = 5

  private let model: ReportModel

  init(_ model: ReportModel) { self.model = model }

  var sentences: [String] {
    ([gaps, nobodys, weaklyMatched] as [[String]]).flatMap(\.self)
  }

  private var gaps: [String] {
    let sorted = model.gaps.sorted { ($1.days ?? 0, $0.at) < ($0.days ?? 0, $1.at) }
    var lines = sorted.prefix(Unknowns.most).map { gap -> String in
      let channel = gap.channel.map(Wording.channels) ?? "Records"
      let days = Wording.count(gap.days ?? 0, "opening day")
      let from = Wording.day(of: gap.at, in: model.zone)
      let until = Wording.day(of: gap.until ?? gap.at, in: model.zone)
      return "\(channel): nothing on \(days) from \(from) to \(until); is a log missing?"
    }
    if sorted.count > Unknowns.most {
      lines.append("And \(sorted.count - Unknowns.most) more such gaps.")
    }
    return lines
  }

  /// People and numbers that belong to nobody, the most frequent first.
  private var nobodys: [String] {
    var counts: [Exact: Int] = [:]
    var withheld = 0
    for contact in model.nobody.contacts {
      if let person = contact.person {
        counts[Exact(person), default: 0] += 1
      } else {
        withheld += 1
      }
    }
    guard !counts.isEmpty || withheld > 0 else { return [] }
    var parts: [String] = []
    if !counts.isEmpty {
      let total = counts.values.reduce(0, +)
      let named = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(Unknowns.most)
        .map { "\(Shown.text(Wording.reach($0.key.text))) (\($0.value))" }
      parts.append(
        "\(Wording.count(total, "contact")) of \(counts.count) people or numbers that belong to "
          + "nobody in the directory; most often " + named.joined(separator: ", "))
    }
    if withheld > 0 { parts.append("\(Wording.count(withheld, "contact")) of withheld numbers") }
    return [parts.joined(separator: "; ") + "."]
  }

  /// The share of answers that rests on the weaker rules.
  private var weaklyMatched: [String] {
    let answered = model.all.contacts.filter { $0.state == .answered && $0.matchedBy != .live }
    guard !answered.isEmpty else { return [] }
    let weak = answered.count { $0.matchedBy == .person || $0.matchedBy == .number }
    let rate = Rate(weak, of: answered.count)
    return [
      "\(Wording.rate(rate)) of the answers were matched by the person or number alone, not by a "
        + "thread or ticket."
    ]
  }
}
