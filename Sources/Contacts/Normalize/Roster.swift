import Records

/// The names and numbers of the clients' persons, by the ids that events and contacts use.
public struct Roster: Sendable {
  private var names: [Exact: String] = [:]
  private var numbers: [Exact: String] = [:]

  public init(_ settings: Settings) {
    let directory = Directory(settings)
    for client in settings.clients {
      for number in client.numbers { names[Exact(directory.id(ofNumber: number))] = client.name }
      for person in client.people {
        guard let id = directory.id(of: person) else { continue }
        if let name = person.name, !name.utf8.isEmpty { names[Exact(id)] = name }
        if let number = person.numbers.first { numbers[Exact(id)] = number }
      }
    }
  }

  /// The person's name, or that of the client whose shared number it is.
  public func name(of person: String) -> String? { names[Exact(person)] }

  /// The person's first number, as the directory writes it.
  public func number(of person: String) -> String? { numbers[Exact(person)] }
}
