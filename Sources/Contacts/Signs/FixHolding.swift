public import Records

/// Do fixes hold: how long after a matter was solved the same client came back with it.
///
/// A fix is the end of a matter: the answer of a contact, or the time at which its ticket was
/// solved after it. Where the client goes on in the same thread or ticket within a day of the
/// answer, or before the ticket was solved, the exchange goes on and the fix is its last answer,
/// unless what they write says that it has come back. The matter is back with the first contact
/// that is a recurrence of the fixed one (``Recurrence``).
public struct FixHolding: Equatable, Sendable {
  /// Within so many seconds what follows on an answer belongs to the same exchange.
  static let exchange = 86_400
  public static let horizons = [7, 30, 90]

  /// From the fix until the matter was back.
  public var curve: KaplanMeier
  public var fixes = 0
  /// Back within 7, 30 and 90 days, of the fixes made at least so long before the end of what was
  /// observed.
  public var back: [Rate]
  /// Pairs of contacts: the fixed one, and the one with which the matter was back.
  public var returned: [(fixed: Contact, back: Contact)] = []
  /// Tickets opened again.
  public var reopened = 0

  public static func == (a: FixHolding, b: FixHolding) -> Bool {
    a.curve == b.curve && a.back == b.back && a.reopened == b.reopened
  }

  public init(_ contacts: [Contact], _ signs: [Sign]) {
    var solved: [Exact: Timestamp] = [:]
    var cameBack: Set<Exact> = []
    for sign in signs {
      guard let contact = sign.contact.map({ Exact($0) }) else { continue }
      switch sign.kind {
      case .solved: solved[contact] = max(solved[contact] ?? sign.at, sign.at)
      case .cameBack: cameBack.insert(contact)
      default: break
      }
    }
    reopened = signs.count { $0.kind == .reopened }
    var next: [Exact: Contact] = [:]
    for contact in contacts {
      guard let before = contact.recurrenceOf.map({ Exact($0) }) else { continue }
      if let other = next[before],
        (other.opened, Exact(other.id)) <= (contact.opened, Exact(contact.id))
      {
        continue
      }
      next[before] = contact
    }
    var durations: [KaplanMeier.Duration] = []
    back = FixHolding.horizons.map { _ in Rate(0, of: 0) }
    for contact in contacts where contact.state == .answered {
      guard let answered = contact.answered else { continue }
      let id = Exact(contact.id)
      let later = next[id]
      var fixed = answered
      if let solved = solved[id], solved > answered { fixed = solved }
      if let later, !cameBack.contains(Exact(later.id)),
        later.opened <= fixed || later.opened - answered <= FixHolding.exchange
      {
        continue
      }
      fixes += 1
      let end = later?.opened ?? max(contact.observedUntil, fixed)
      let duration = max(0, end - fixed)
      durations.append(.init(duration, observed: later != nil))
      if let later { returned.append((contact, later)) }
      for (i, days) in FixHolding.horizons.enumerated() {
        // Only what was fixed long enough ago counts, whether it came back or not: else those that
        // are back would count sooner than those that hold.
        guard contact.observedUntil - fixed >= days * 86_400 else { continue }
        back[i].whole += 1
        if later != nil && duration <= days * 86_400 { back[i].part += 1 }
      }
    }
    curve = KaplanMeier(durations)
  }
}
