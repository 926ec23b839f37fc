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
      return sign.technician.map(name) ?? "us"
    default: return sign.person.map { Shown.text(model.people.name(of: $0)) } ?? "unknown"
    }
  }

  func name(_ technician: String) -> String {
    model.namesTechnicians ? Shown.text(model.people.technician(technician)) : "One technician"
  }

  func times(_ n: Int) -> String {
    switch n {
    case 1: "Once"
    case 2: "Twice"
    default: "\(n) times"
    }
  }

  func joined(_ parts: [String]) -> String {
    guard let last = parts.last, parts.count > 1 else { return parts.first ?? "" }
    return parts.dropLast().joined(separator: ", ") + " and " + last
  }
}
