public import Records

#if canImport(Glibc)
  import Glibc
#endif

/// The same matter again: a contact of the same client whose subject is like that of an earlier
/// one which had ended.
///
/// Contacts in the same thread or ticket are tied by the matching already. For the others the
/// likeness of two subjects is the weighted Jaccard measure of their words: the weights of the
/// words that both have over the weights of the words that either has, a word's weight being
/// ln(1 + n/d) with d of the client's n subjects holding it, so that rare words (a device, a
/// program, an asset's number) count for more than common ones. Alike is what reaches
/// ``enough``, within ``within`` days of the end of the earlier contact; where both subjects are
/// a single word, the person must be the same.
public enum Recurrence {
  public static let enough = 0.6
  /// In days.
  public static let within = 90
  /// So many of the latest contacts with a word are compared, so that time stays linear.
  private static let mostCompared = 8
  private static let mostWords = 16

  /// Words of subjects that say nothing of the matter.
  private static let empty: Set<UInt64> = Set(
    """
    the a an is are was not no to of in on for with and or my our your we i it this that from at
    help support question urgent problem issue please hello hi request ticket need again still
    new does do doesn't can can't cannot could will won't have has after before
    der die das ein eine und oder nicht hilfe frage problem dringend bitte wieder mit von zu im
    le la les un une de des du et ou pas aide question probleme urgent dans avec
    el los las una y o no ayuda pregunta problema urgente con de en
    het een en of niet hulp vraag probleem dringend met van
    il lo gli una e o non aiuto domanda problema urgente con di
    os as um uma e ou nao ajuda pergunta problema urgente com de em
    """.split { $0 == " " || $0 == "\n" }.map { Wordlist.hash($0) })

  /// Sets `recurrenceOf` where it is not set; the contacts stand in any order and keep it.
  public static func mark(_ contacts: inout [Contact]) {
    var byClient: [Exact: [Int]] = [:]
    for (i, contact) in contacts.enumerated() {
      if let client = contact.client, contact.subject != nil {
        byClient[Exact(client), default: []].append(i)
      }
    }
    for indices in byClient.values where indices.count > 1 { mark(&contacts, indices) }
  }

  private static func mark(_ contacts: inout [Contact], _ indices: [Int]) {
    let order = indices.sorted {
      (contacts[$0].opened, Exact(contacts[$0].id)) < (contacts[$1].opened, Exact(contacts[$1].id))
    }
    var holding: [UInt64: Int] = [:]
    let words = order.map { Recurrence.words(of: contacts[$0].subject ?? "") }
    for some in words { for word in some { holding[word, default: 0] += 1 } }
    func weight(_ word: UInt64) -> Double {
      log(1 + Double(order.count) / Double(holding[word] ?? 1))
    }
    // The latest contacts with each word, by their place in `order`.
    var latest: [UInt64: [Int]] = [:]
    for (at, index) in order.enumerated() {
      let own = words[at]
      if contacts[index].recurrenceOf == nil, !own.isEmpty {
        let contact = contacts[index]
        let total: Double = own.reduce(0.0) { $0 + weight($1) }
        var best: (likeness: Double, at: Int)?
        for other in Set(own.flatMap { latest[$0] ?? [] }).sorted() {
          let earlier = contacts[order[other]]
          guard let end = earlier.answered ?? earlier.ended, end <= contact.opened,
            contact.opened - end <= within * 86_400
          else { continue }
          let shared = own.filter(words[other].contains)
          if own.count == 1 && words[other].count == 1,
            earlier.person.map({ Exact($0) }) != contact.person.map({ Exact($0) })
          {
            continue
          }
          let both: Double = shared.reduce(0.0) { $0 + weight($1) }
          let either: Double = total + words[other].reduce(0.0) { $0 + weight($1) } - both
          let likeness = either > 0 ? both / either : 0
          if likeness >= enough, (likeness, other) > (best?.likeness ?? 0, best?.at ?? -1) {
            best = (likeness, other)
          }
        }
        if let best { contacts[index].recurrenceOf = contacts[order[best.at]].id }
      }
      for word in own {
        latest[word, default: []].append(at)
        if let count = latest[word]?.count, count > mostCompared { latest[word]?.removeFirst() }
      }
    }
  }

  /// The words of a subject's base that say what it is about, each once, in a fixed order.
  static func words(of subject: String) -> [UInt64] {
    Set(
      Wordlist(Subject(subject).base).words.lazy
        .filter { $0.range.count > 1 && !empty.contains($0.hash) }
        .map(\.hash).prefix(mostWords)
    ).sorted()
  }
}
