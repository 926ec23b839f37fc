import Records

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
/// One for each client, which is told of its contacts one by one in the order in which they were
/// opened.
struct Recurrence {
  static let enough = 0.6
  /// In days.
  static let within = 90
  /// So many of the latest contacts with a word are compared, so that time stays linear.
  private static let mostCompared = 8
  private static let none = UInt32.max

  /// What of a contact tells whether its matter is back; persons and base subjects by number.
  struct Matter {
    var base: UInt32
    var person: UInt32
    /// Seconds since 1970, as ``ended``; `nil` for what still waits, of which nothing comes back.
    var opened: Int
    var ended: Int?
    /// The matching has tied it to an earlier one.
    var isTied: Bool
  }

  /// An earlier contact that has ended.
  private struct Entry {
    /// As the caller numbers it.
    var contact: UInt32
    var person: UInt32
    var opened: Int
    var end: Int
    /// The number of its list of words.
    var list: UInt32
  }

  private let subjects: SubjectTable
  /// The list of words of each base subject that was met, by its number.
  private var lists = NumberTable()
  /// Of each list the words, by number, in the order of their hashes.
  private var words: [UInt32] = []
  private var starts: [Int] = [0]
  private var numbers = NumberTable()
  /// By word: how many subjects hold it, and the latest place among ``links``.
  private var holding: [UInt32] = []
  private var latest: [UInt32] = []
  /// The entries with a word, each with the one before it.
  private var links: [(entry: UInt32, previous: UInt32)] = []
  private var entries: [Entry] = []
  /// The first entry that may still come back.
  private var oldest = 0
  private var count = 0
  /// By word: the weight in the contact at hand, and which contact that is.
  private var weights: [(of: Int, weight: Double)] = []
  /// By entry: the last contact that it was compared with.
  private var compared: [Int] = []

  init(_ subjects: SubjectTable) { self.subjects = subjects }

  /// Takes in a contact.
  ///
  /// - Parameter contact: the caller's number of it.
  /// - Returns: the number of the earlier contact whose matter it is again.
  mutating func add(_ contact: UInt32, _ matter: Matter) -> UInt32? {
    guard matter.base != Recurrence.none else { return nil }
    let list = list(of: matter.base)
    let mine = starts[Int(list)]..<starts[Int(list) + 1]
    guard !mine.isEmpty else { return nil }
    count += 1
    for k in mine { holding[Int(words[k])] += 1 }
    let longest = Recurrence.within * 86_400
    while oldest < entries.count, matter.opened - entries[oldest].opened > 2 * longest {
      oldest += 1
    }
    let found = matter.isTied ? nil : earlier(matter, mine)
    guard let end = matter.ended else { return found }
    let entry = UInt32(truncatingIfNeeded: entries.count)
    entries.append(
      Entry(
        contact: contact, person: matter.person, opened: matter.opened, end: end, list: list))
    compared.append(0)
    for k in mine {
      let word = Int(words[k])
      links.append((entry, latest[word]))
      latest[word] = UInt32(truncatingIfNeeded: links.count - 1)
    }
    return found
  }

  private func weight(_ word: UInt32) -> Double {
    log(1 + Double(count) / Double(holding[Int(word)]))
  }

  /// The likest of those that share a word, of equally like ones the latest.
  private mutating func earlier(_ matter: Matter, _ mine: Range<Int>) -> UInt32? {
    var total = 0.0
    for k in mine {
      let weight = weight(words[k])
      weights[Int(words[k])] = (count, weight)
      total += weight
    }
    var best: (likeness: Double, entry: Int)?
    for k in mine {
      var link = latest[Int(words[k])]
      var looked = 0
      while link != Recurrence.none, looked < Recurrence.mostCompared {
        let (entry, previous) = links[Int(link)]
        link = previous
        looked += 1
        let i = Int(entry)
        if i < oldest { break }
        if compared[i] == count { continue }
        compared[i] = count
        guard let likeness = likeness(of: entries[i], to: matter, mine, total),
          likeness >= Recurrence.enough, (likeness, i) > (best?.likeness ?? 0, best?.entry ?? -1)
        else { continue }
        best = (likeness, i)
      }
    }
    return best.map { entries[$0.entry].contact }
  }

  /// `nil` where it cannot be enough.
  ///
  /// - Parameter total: the weights of its words.
  private func likeness(
    of entry: Entry, to matter: Matter, _ mine: Range<Int>, _ total: Double
  ) -> Double? {
    let theirs = starts[Int(entry.list)]..<starts[Int(entry.list) + 1]
    guard entry.end <= matter.opened, matter.opened - entry.end <= Recurrence.within * 86_400,
      mine.count > 1 || theirs.count > 1 || entry.person == matter.person
    else { return nil }
    var both = 0.0
    for k in theirs {
      let (of, weight) = weights[Int(words[k])]
      if of == count { both += weight }
    }
    // The words of either weigh no less than its own; a hair is left for rounding.
    if both < Recurrence.enough * total * 0.999_999 { return nil }
    var all = 0.0
    for k in theirs {
      let (of, known) = weights[Int(words[k])]
      all += of == count ? known : weight(words[k])
    }
    return both / (total + all - both)
  }

  // MARK: Words

  /// The list of words of a base subject, each once.
  private mutating func list(of base: UInt32) -> UInt32 {
    let known = lists[UInt64(base)]
    if known != NumberTable.none { return known }
    for hash in subjects.withBytes(ofBase: base, SubjectWords.init).hashes {
      var word = numbers[hash]
      if word == NumberTable.none {
        word = UInt32(truncatingIfNeeded: holding.count)
        numbers[hash] = word
        holding.append(0)
        latest.append(Recurrence.none)
        weights.append((0, 0))
      }
      words.append(word)
    }
    let list = UInt32(truncatingIfNeeded: starts.count - 1)
    starts.append(words.count)
    lists[UInt64(base)] = list
    return list
  }
}
