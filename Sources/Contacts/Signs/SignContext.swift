public import Records

/// What the signs need to know beside contacts and signs.
public struct SignContext: Sendable {
  /// The start of what was observed.
  public var from: Timestamp
  public var asOf: Timestamp
  public var zone: Zone
  private var technicians: [Exact: String] = [:]
  private var costs: [Exact: Double] = [:]
  private var cost: Double?

  public init(_ settings: Settings, from: Timestamp, asOf: Timestamp) {
    self.from = from
    self.asOf = asOf
    zone = settings.provider.zone
    cost = settings.costPerHour
    for client in settings.clients {
      if let technician = client.technician { technicians[Exact(client.id)] = technician }
      if let cost = client.costPerHour { costs[Exact(client.id)] = cost }
    }
  }

  /// The named technician of a contact's client.
  func named(_ contact: Contact) -> String? { contact.client.flatMap { technicians[Exact($0)] } }

  /// What an hour that its client waits costs, where that is configured.
  func costPerHour(_ contact: Contact) -> Double? {
    contact.client.flatMap { costs[Exact($0)] } ?? cost
  }
}
