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
/// ln(1 + n/d) with d of the client's n subjects so far holding it, so that rare words (a device,
/// a program, an asset's number) count for more than common ones. Alike is what reaches
/// ``enough``, within ``within`` days of the end of the earlier contact and twice as many of its
/// opening; where both subjects are a single word, the person must be the same.
///
/// Contacts are marked one by one in the order in which they were opened; what is kept of a
/// client is what may still come back.
public struct Recurrence {
  public static let enough = 0.6
  /// In days.
  public static let within = 90
  /// So many of the latest contacts with a word are compared, so that time stays linear.
  fileprivate static let mostCompared = 8
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

  fileprivate struct Entry {
    var id: String
    var opened: Timestamp
    var end: Timestamp
    var person: Exact?
    var words: [UInt64]
  }

  /// What is known of a client.
  fileprivate struct Memory {
    var subjects = 0
    var holding: [UInt64: Int] = [:]
    /// By a running number, the oldest first.
    var entries: [Int: Entry] = [:]
    var oldest = 0
    var next = 0
    /// The latest entries with each word.
    var latest: [UInt64: [Int]] = [:]

    func weight(_ word: UInt64) -> Double {
      log(1 + Double(subjects) / Double(max(1, holding[word] ?? 0)))
    }
  }

  private var clients: [Exact: Memory] = [:]

  public init() {}

  /// Sets `recurrenceOf` of a contact where it is not set.
  public mutating func mark(_ contact: inout Contact) {
    guard let client = contact.client, let subject = contact.subject else { return }
    let words = Recurrence.words(of: subject)
    guard !words.isEmpty else { return }
    clients[Exact(client), default: Memory()].mark(&contact, words)
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

extension Recurrence.Memory {
  fileprivate mutating func mark(_ contact: inout Contact, _ words: [UInt64]) {
    subjects += 1
    for word in words { holding[word, default: 0] += 1 }
    let longest = Recurrence.within * 86_400
    while oldest < next, let entry = entries[oldest], contact.opened - entry.opened > 2 * longest {
      entries[oldest] = nil
      oldest += 1
    }
    let person = contact.person.map { Exact($0) }
    if contact.recurrenceOf == nil {
      let total: Double = words.reduce(0.0) { $0 + weight($1) }
      var best: (likeness: Double, at: Int)?
      for other in Set(words.flatMap { latest[$0] ?? [] }).sorted() {
        guard let earlier = entries[other], earlier.end <= contact.opened,
          contact.opened - earlier.end <= longest,
          words.count > 1 || earlier.words.count > 1 || earlier.person == person
        else { continue }
        let both: Double = words.filter(earlier.words.contains).reduce(0.0) { $0 + weight($1) }
        let either: Double = total + earlier.words.reduce(0.0) { $0 + weight($1) } - both
        let likeness = either > 0 ? both / either : 0
        if likeness >= Recurrence.enough, (likeness, other) > (best?.likeness ?? 0, best?.at ?? -1)
        {
          best = (likeness, other)
        }
      }
      contact.recurrenceOf = best.flatMap { entries[$0.at]?.id }
    }
    // What still waits has not ended, so nothing can come back of it.
    guard let end = contact.answered ?? contact.ended else { return }
    entries[next] = .init(
      id: contact.id, opened: contact.opened, end: end, person: person, words: words)
    for word in words {
      latest[word, default: []].append(next)
      if let count = latest[word]?.count, count > Recurrence.mostCompared {
        latest[word]?.removeFirst()
      }
    }
    next += 1
  }
}
