import Contacts
import Records

/// With whom events are kept, so that a client's can be matched without those of others.
struct EventGroup: Hashable, Comparable, Sendable {
  /// Of a client `=` and its id.
  let name: Exact

  init(_ name: String) { self.name = Exact(name) }

  /// Of what belongs to no client.
  static let nobody = EventGroup("-")
  /// Of what is in the group of everybody.
  static let shared = EventGroup("*")

  static func client(_ id: String) -> EventGroup { EventGroup("=" + id) }

  /// That of a contact or a sign.
  static func of(_ client: String?) -> EventGroup { client.map(EventGroup.client) ?? nobody }

  /// The client's id, of one that has some.
  var client: String? { name.text.utf8.first == 0x3D ? String(name.text.dropFirst()) : nil }

  func isClient(_ id: EventFields.Text) -> Bool {
    let name = name.text.utf8
    return name.first == 0x3D && name.count == id.count + 1 && name.dropFirst().elementsEqual(id)
  }

  static func all(of groups: ClientGroups) -> [EventGroup] {
    switch groups {
    case .of(let clients): clients.map(EventGroup.client)
    case .nobody: [nobody]
    case .all: [shared]
    }
  }

  /// The one that an event of several is counted with.
  static func first(of groups: ClientGroups) -> EventGroup { all(of: groups)[0] }

  static func < (a: EventGroup, b: EventGroup) -> Bool { a.name < b.name }
}

/// Lines by the group that they are kept with, in the order in which they came.
struct GroupedLines {
  private(set) var groups: [EventGroup] = []
  private var lines: [[[UInt8]]] = []
  private var places: [EventGroup: Int] = [:]
  /// Those to which something was added.
  private var used: [Int] = []

  /// About so long is a block of them.
  private static let block = 256 << 10

  subscript(_ group: EventGroup) -> [[UInt8]] { places[group].map { lines[$0] } ?? [] }

  /// Adds a line, or several, with or without the end of the last one.
  mutating func add(_ line: some Collection<UInt8>, to group: EventGroup) {
    let i = place(group)
    if lines[i].isEmpty { used.append(i) }
    if (lines[i].last?.count ?? .max) > GroupedLines.block { lines[i].append([]) }
    lines[i][lines[i].count - 1] += line
    if lines[i][lines[i].count - 1].last != 0x0A { lines[i][lines[i].count - 1].append(0x0A) }
  }

  /// Takes over all of another one, which is left empty.
  mutating func take(_ other: inout GroupedLines) {
    for i in other.used {
      for part in other.lines[i] { add(part, to: other.groups[i]) }
      other.lines[i].removeAll(keepingCapacity: true)
    }
    other.used.removeAll(keepingCapacity: true)
  }

  private mutating func place(_ group: EventGroup) -> Int {
    if let place = places[group] { return place }
    places[group] = groups.count
    groups.append(group)
    lines.append([])
    return groups.count - 1
  }
}
