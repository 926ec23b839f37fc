public import Records

/// The signs of a relationship, of one client or of all, each defined in a file of its own.
///
/// No score is made of them.
public struct RelationshipSigns: Sendable {
  public var fixes: FixHolding
  public var continuity: Continuity
  public var handedOn: HandedOn
  public var silence: Silence?
  public var checkIns: CheckIns
  /// Conversations that we began, over all: those and the contacts.
  public var ownMoves: Rate
  /// Of the contacts, those that came in to the client's named technician, and of the answered
  /// ones those that they answered; `nil` where none is named.
  public var cameToNamed: Rate?
  public var answeredByNamed: Rate?
  /// Promises with a time: kept over those that are due.
  public var promises: Rate
  public var promisesOpen: Int
  /// Cost of the opening hours that people waited; `nil` where no cost is configured.
  public var cost: Double?
  /// What goes by phrases, in the order of time.
  public var quotes: [Sign.Kind: [Sign]]
  /// Messages of ours that a person wrote, as far as they are known: answers and what we began.
  public var ourMessages: Int

  public init(_ contacts: [Contact], _ signs: [Sign], _ context: SignContext) {
    let (from, asOf, zone) = (context.from, context.asOf, context.zone)
    fixes = FixHolding(contacts, signs)
    continuity = Continuity(contacts)
    handedOn = HandedOn(contacts)
    silence = Silence(contacts, from: from, asOf: asOf, in: zone)
    checkIns = CheckIns(signs, from: from, asOf: asOf, in: zone)
    let own = signs.count { $0.kind == .ownMove }
    ownMoves = Rate(own, of: own + contacts.count)
    ourMessages = own + contacts.count { $0.state == .answered }

    let toNamed = Set(
      signs.lazy.filter { $0.kind == .named }.compactMap { $0.contact.map { Exact($0) } })
    var (came, answered) = (Rate(0, of: 0), Rate(0, of: 0))
    var total: Double?
    for contact in contacts {
      if let hour = context.costPerHour(contact), contact.matchedBy != .live {
        total = (total ?? 0) + hour * Double(contact.openWaitS) / 3600
      }
      guard let named = context.named(contact) else { continue }
      came.whole += 1
      if toNamed.contains(Exact(contact.id)) { came.part += 1 }
      guard contact.state == .answered, let by = contact.answeredBy else { continue }
      answered.whole += 1
      if Exact(by) == Exact(named) { answered.part += 1 }
    }
    if came.whole > 0 { (cameToNamed, answeredByNamed) = (came, answered) }
    cost = total

    promises = Rate(0, of: 0)
    promisesOpen = 0
    quotes = [:]
    for sign in signs where sign.phrase != nil {
      quotes[sign.kind, default: []].append(sign)
      guard sign.kind == .promise else { continue }
      switch sign.kept {
      case true?: promises.count(true)
      case false?: promises.count(false)
      case nil: promisesOpen += 1
      }
    }
  }
}

extension RelationshipSigns {
  /// Leaves out who of ours it was; how many there were stays.
  public mutating func forgetTechnicians() {
    continuity.answers = []
    cameToNamed = nil
    answeredByNamed = nil
    for kind in Array(quotes.keys) {
      quotes[kind] = quotes[kind]?.map { sign in
        var sign = sign
        sign.technician = nil
        return sign
      }
    }
  }
}

extension Rate {
  fileprivate mutating func count(_ isPart: Bool) {
    whole += 1
    if isPart { part += 1 }
  }
}
