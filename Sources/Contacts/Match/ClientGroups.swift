public import Records

/// In which groups an event is matched.
///
/// A client's contacts are matched from the group of that client alone, so that they are the same
/// whether all clients are matched together, some again, or each in a process of its own.
public enum ClientGroups: Equatable, Sendable {
  /// Of these clients, each once. Of several only what our side sent to people of all of them.
  case of([String])
  /// Of what belongs to no client: what a stranger sent.
  case nobody
  /// Of nobody, and of every client: what our side did among itself or to strangers, bounces and
  /// automatic mail. To a client it matters only where it shares threads, tickets, or persons
  /// with the others of the group; to hand it to every client changes nothing.
  case all

  public init(_ event: Event) {
    var clients = [event.client].compactMap(\.self)
    if event.direction != .inbound {
      var seen = Set(clients.map { Exact($0) })
      for client in event.clients where seen.insert(Exact(client)).inserted {
        clients.append(client)
      }
    }
    if !clients.isEmpty {
      self = .of(clients)
    } else {
      self =
        ClientGroups.isAStranger(
          event.direction, event.human, event.wantsAnswer, isLive: event.answered != nil)
        ? .nobody : .all
    }
  }

  /// Whether what belongs to no client was sent by a person.
  static func isAStranger(
    _ direction: Event.Direction, _ human: Bool, _ wantsAnswer: Bool, isLive: Bool
  ) -> Bool { direction == .inbound && (human || wantsAnswer || isLive) }
}

/// Whose contacts are matched.
public enum MatchedClients: Equatable, Sendable {
  case all
  /// One client's; events of other groups count for the coverage and are not kept.
  case only(String)
  /// What belongs to no client.
  case nobody

  /// Whether an event is in the group.
  func includes(_ event: EventFields) -> Bool {
    switch self {
    case .all: return true
    case .nobody:
      return event.client == nil && (event.direction == .inbound || event.clients.isEmpty)
    case .only(let wanted):
      if let client = event.client {
        if client.elementsEqual(wanted.utf8) { return true }
      } else if event.direction == .inbound || event.clients.isEmpty {
        return !ClientGroups.isAStranger(
          event.direction, event.human, event.wantsAnswer, isLive: event.answered != nil)
      }
      return event.direction != .inbound
        && event.clients.contains { $0.elementsEqual(wanted.utf8) }
    }
  }
}
