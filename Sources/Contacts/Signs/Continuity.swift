public import Records

/// Is it the same technician each time: measures of continuity of care, over the answers of which
/// the technician is known.
///
/// Of one client with N answers, nᵢ of them by technician i: usual provider (UPC) max nᵢ / N;
/// Bice and Boxerman's index (COC, Medical Care 15, 1977) (Σnᵢ² − N) / (N(N − 1)); sequential
/// continuity, the share of consecutive answers by the same technician. Over several clients the
/// means are weighted by the answers of each, and of each by its pairs.
public struct Continuity: Equatable, Sendable {
  /// Answers by the technician who answered most at each client, over all of them.
  public var usual = Rate(0, of: 0)
  /// `nil` under two answers.
  public var boxerman: Double?
  /// Answers by the same technician as the one before.
  public var consecutive = Rate(0, of: 0)
  /// Different technicians who answered a client; the mean over clients where there are several.
  public var met: Double?
  /// Answers by technician, the most first.
  public var answers: [(technician: String, count: Int)] = []

  public static func == (a: Continuity, b: Continuity) -> Bool {
    a.usual == b.usual && a.boxerman == b.boxerman && a.consecutive == b.consecutive
  }

  public init(_ contacts: [Contact]) {
    var byClient: [Exact: [Contact]] = [:]
    for contact in contacts where contact.state == .answered && contact.answeredBy != nil {
      byClient[Exact(contact.client ?? ""), default: []].append(contact)
    }
    var totals: [Exact: Int] = [:]
    var (pairs, same) = (0.0, 0.0)
    var metSum = 0
    for client in byClient.keys.sorted() {
      let answers = (byClient[client] ?? [])
        .sorted {
          ($0.answered ?? $0.opened, Exact($0.id)) < ($1.answered ?? $1.opened, Exact($1.id))
        }
        .compactMap { $0.answeredBy.map { Exact($0) } }
      var counts: [Exact: Int] = [:]
      for technician in answers {
        counts[technician, default: 0] += 1
        totals[technician, default: 0] += 1
      }
      usual.part += counts.values.max() ?? 0
      usual.whole += answers.count
      let n = Double(answers.count)
      pairs += n * (n - 1)
      same += Double(counts.values.reduce(0) { $0 + $1 * $1 }) - n
      for (a, b) in zip(answers, answers.dropFirst()) {
        consecutive.whole += 1
        if a == b { consecutive.part += 1 }
      }
      metSum += counts.count
    }
    if pairs > 0 { boxerman = same / pairs }
    if !byClient.isEmpty { met = Double(metSum) / Double(byClient.count) }
    answers = totals.map { ($0.key.text, $0.value) }
      .sorted { ($1.count, Exact($0.technician)) < ($0.count, Exact($1.technician)) }
  }
}
