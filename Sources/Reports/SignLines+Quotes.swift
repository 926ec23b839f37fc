import Contacts
import Records

/// The words in which signs are told, and those that are quoted.
extension SignLines {
  func quotes(_ kinds: [Sign.Kind]) -> (shown: [Quote], more: Int, count: Int) {
    let all = kinds.flatMap { signs.quotes[$0] ?? [] }
    let shown = shown(all)
    return (shown, all.count - shown.count, all.count)
  }

  /// The latest, newest first.
  func shown(_ all: [Sign]) -> [Quote] {
    all.sorted { ($1.at, $1.event ?? "") < ($0.at, $0.event ?? "") }
      .prefix(SignLines.mostQuotes)
      .map { sign in
        Quote(phrase: Shown.text(sign.phrase ?? ""), who: who(sign), at: sign.at, place: sign.place)
      }
  }

  func who(_ sign: Sign) -> String {
    switch sign.kind {
    case .brushOff, .belittling, .noDate, .promise, .checkIn:
      return sign.technician.map(name) ?? words.say(.us)
    default:
      return sign.person.map { Shown.text(model.people.name(of: $0)) } ?? words.say(.unknownAuthor)
    }
  }

  func name(_ technician: String) -> String {
    model.namesTechnicians
      ? Shown.text(model.people.technician(technician)) : words.say(.oneTechnician)
  }

  func times(_ n: Int) -> String {
    switch n {
    case 2: words.say(.twice)
    default: words.say(.times, n: n)
    }
  }

  func joined(_ parts: [String]) -> String {
    guard let last = parts.last, parts.count > 1 else { return parts.first ?? "" }
    return words.say(.and, parts.dropLast().joined(separator: ", "), last)
  }
}
