import Contacts
import Records

/// What the report does not know, in sentences.
struct Unknowns {
  /// So many gaps, people and numbers are told one by one.
  static let most = 5

  private let model: ReportModel

  init(_ model: ReportModel) { self.model = model }

  var sentences: [String] {
    ([gaps, goneFiles, nobodys, weaklyMatched] as [[String]]).flatMap(\.self)
  }

  private var gaps: [String] {
    let sorted = model.gaps.sorted { ($1.days ?? 0, $0.at) < ($0.days ?? 0, $1.at) }
    var lines = sorted.prefix(Unknowns.most).map { gap -> String in
      let channel = gap.channel.map(model.words.channels) ?? model.words.say(.records)
      let days = model.words.say(.openingDays, n: gap.days ?? 0)
      let from = model.words.day(of: gap.at, in: model.zone)
      let until = model.words.day(of: gap.until ?? gap.at, in: model.zone)
      return model.words.say(.gap, channel, days, from, until)
    }
    if sorted.count > Unknowns.most {
      lines.append(model.words.say(.moreGaps, n: sorted.count - Unknowns.most))
    }
    return lines
  }

  /// Files that were read on an earlier night and are no longer there.
  private var goneFiles: [String] {
    let gone = model.books.flatMap(\.accounts).filter(\.isGone)
    guard !gone.isEmpty else { return [] }
    let named = gone.prefix(Unknowns.most).map { Shown.text($0.source) }
    return [
      model.words.say(.goneFiles, n: gone.count, named.joined(separator: ", "))
        + (gone.count > named.count ? ", …" : "") + "."
    ]
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
        model.words.say(
          .nobodys, n: counts.count, model.words.say(.contacts, n: total),
          named.joined(separator: ", ")))
    }
    if withheld > 0 { parts.append(model.words.say(.withheld, n: withheld)) }
    return [parts.joined(separator: "; ") + "."]
  }

  /// The share of answers that rests on the weaker rules.
  private var weaklyMatched: [String] {
    var (answered, weak) = (0, 0)
    for contact in model.all.contacts where contact.state == .answered {
      if contact.matchedBy == .live { continue }
      answered += 1
      if contact.matchedBy == .person || contact.matchedBy == .number { weak += 1 }
    }
    guard answered > 0 else { return [] }
    let rate = Rate(weak, of: answered)
    return [model.words.say(.weaklyMatched, model.words.rate(rate))]
  }
}
