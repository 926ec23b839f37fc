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
  /// Those of one of several parts of all clients.
  case part(ClientPart)

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
    case .part(let part):
      if let client = event.client, part.holds(client) { return true }
      if event.client == nil, event.direction == .inbound || event.clients.isEmpty {
        return part.holdsNobody
          || !ClientGroups.isAStranger(
            event.direction, event.human, event.wantsAnswer, isLive: event.answered != nil)
      }
      return event.direction != .inbound && event.clients.contains { part.holds($0) }
    }
  }
}

/// One of several parts of all clients, each client in one of them: what is matched apart, in
/// another process or after the others, and put together again.
public struct ClientPart: Equatable, Sendable {
  /// From 1 on.
  public let number: Int
  public let count: Int

  /// `nil` unless `1 <= number <= count`.
  public init?(_ number: Int, of count: Int) {
    guard number >= 1, number <= count, count <= 1 << 20 else { return nil }
    self.number = number
    self.count = count
  }

  /// What belongs to no client is in the first.
  public var holdsNobody: Bool { number == 1 }

  func holds(_ client: UnsafeBufferPointer<UInt8>) -> Bool {
    ClientPart.number(of: client, among: count) == number
  }

  func holds(client: String?) -> Bool {
    guard var client else { return holdsNobody }
    return client.withUTF8 { holds($0) }
  }

  private static func number(of client: UnsafeBufferPointer<UInt8>, among count: Int) -> Int {
    // FNV-1a, both halves folded.
    let hash = client.reduce(0xCBF2_9CE4_8422_2325 as UInt64) {
      ($0 ^ UInt64($1)) &* 0x100_0000_01B3
    }
    return 1 + Int(truncatingIfNeeded: (hash ^ hash >> 32) % UInt64(count))
  }

  /// In which parts an event is matched.
  public static func numbers(of event: EventFields, among count: Int) -> Set<Int> {
    if event.client == nil, event.direction == .inbound || event.clients.isEmpty {
      let isAStranger = ClientGroups.isAStranger(
        event.direction, event.human, event.wantsAnswer, isLive: event.answered != nil)
      return isAStranger ? [1] : Set(1...max(1, count))
    }
    var numbers: Set<Int> = []
    if let client = event.client { numbers.insert(number(of: client, among: count)) }
    if event.direction == .inbound { return numbers }
    for client in event.clients { numbers.insert(number(of: client, among: count)) }
    return numbers
  }
}
