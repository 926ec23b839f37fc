public import Records

/// A contact with what must be known beside it to tell it anew once more was observed.
public struct KeptContact: Equatable, Sendable {
  public var contact: Contact
  /// A comment on a ticket would show its answer.
  public var ticketsTell: Bool
  /// Of several that were opened in one second, which comes first; then the id of the event.
  public var rank: UInt8

  public init(contact: Contact, ticketsTell: Bool, rank: UInt8) {
    self.contact = contact
    self.ticketsTell = ticketsTell
    self.rank = rank
  }
}

/// Tells contacts that were matched before as matching them again would, when nothing new is known
/// of their client but more was observed.
public struct ObservedWaits {
  private let observed: Observed
  private let asOf: Timestamp
  private let targets: Targets
  private let standard: OpenDays
  private var own: [Exact: OpenDays] = [:]

  /// - Parameter earliest: no contact was opened before it.
  public init(
    _ settings: Settings, _ observed: Observed, asOf: Timestamp, from earliest: Timestamp
  ) {
    self.observed = observed
    self.asOf = asOf
    targets = settings.targets
    let span = min(earliest.seconds, asOf.seconds)...asOf.seconds
    standard = OpenDays(settings.hours, over: span)
    for client in settings.clients.reversed() {
      if let hours = client.hours { own[Exact(client.id)] = OpenDays(hours, over: span) }
    }
  }

  /// Sets what depends on the end of what was observed.
  public func renew(_ kept: inout KeptContact) {
    let opened = kept.contact.opened
    let until = observed.coverage.observed(opened, ticketsTell: kept.ticketsTell, asOf: asOf)
    kept.contact.observedUntil = until
    guard kept.contact.state == .unanswered else { return }
    let hours = kept.contact.client.flatMap { own[Exact($0)] } ?? standard
    kept.contact.waitS = until - opened
    kept.contact.openWaitS = hours.seconds(from: opened, to: until)
    targets.judge(&kept.contact.fields)
  }

  /// The same of a sign: whether a promise was kept.
  public func renew(_ sign: inout Sign) {
    guard sign.kind == .promise, sign.kept != true, sign.person != nil, let due = sign.until
    else { return }
    sign.kept = due > asOf ? nil : false
  }
}

extension Targets {
  /// Says whether the target was kept, where it can be told.
  func judge(_ contact: inout Contact.Fields) {
    guard contact.waitUnknown != true, let target = byChannel[contact.channel] else { return }
    contact.targetS = target.seconds
    let waited = target.calendar ? contact.waitS : contact.openWaitS
    contact.withinTarget = nil
    switch contact.state {
    case .answered: contact.withinTarget = waited <= target.seconds
    // One that was closed without an answer never counts as kept.
    case .closedUnanswered: contact.withinTarget = false
    case .unanswered, .withdrawn:
      if waited > target.seconds { contact.withinTarget = false }
    }
  }
}
